import { deepEqual } from "node:assert/strict"
import process from "node:process"
import { batch, posting, space, told, writing } from "./batches.ts"
import { documentsOf, greatest } from "./picture.ts"
import { promises } from "./promise.ts"
import { commitSurely, feed, read, stateOf } from "./subject.ts"

/** Moments that zones make trouble of: hours that clocks of Paris skip or repeat, both ends of the years. */
const instants = [
  "0001-01-01T00:00:00.000Z",
  "1969-12-31T23:59:59.999Z",
  "2026-03-29T00:59:59.999Z",
  "2026-03-29T01:00:00.000Z",
  "2026-03-29T02:30:00.000Z",
  "2026-05-01T06:00:00.000Z",
  "2026-05-01T06:00:00.001Z",
  "2026-10-25T00:30:00.000Z",
  "2026-10-25T01:30:00.000Z",
  "2038-01-19T03:14:08.000Z",
  "9999-12-31T23:59:59.999Z",
]

const days = ["0001-01-01", "1999-12-31", "2024-02-29", "2026-03-29", "2026-10-25", "9999-12-31"]

/** As far apart as clocks on the wall are. */
const zones = ["UTC", "Europe/Paris", "Pacific/Kiritimati", "America/Adak"]

/** Runs something while this process lives in another zone. */
const livingIn = async <A>(zone: string, run: () => Promise<A>): Promise<A> => {
  const before = process.env["TZ"]
  process.env["TZ"] = zone
  try {
    return await run()
  } finally {
    if (before === undefined) delete process.env["TZ"]
    else process.env["TZ"] = before
  }
}

/** Instants and days are texts, and nobody's clock touches them. */
export const dates = promises("instants and days", {
  "are kept as they are written, in whatever zone a process writes or reads them": async ({ storage }) => {
    for (const [at, zone] of zones.entries()) {
      await livingIn(zone, () =>
        commitSurely(
          storage,
          space,
          batch(`in ${zone}`, {
            at: instants[at * 2 + 2] ?? "",
            ...writing({ key: `in ${zone}`, state: { instants, days } }),
            facts: [told(`in ${zone}`, { instants, days })],
            answer: { instants, days },
            postings: [{ ...posting("x:", "wallet:ana", 1), reference: days[at] ?? "" }],
          }),
        ),
      )
    }
    for (const reader of zones) {
      await livingIn(reader, async () => {
        for (const zone of zones) {
          deepEqual(await stateOf(storage, space, `in ${zone}`), { instants, days })
          deepEqual((await read(storage, space, { batch: `in ${zone}` })).batch?.answer, { instants, days })
        }
        const recorded = await feed(storage, space)
        deepEqual(
          recorded.map(({ at, facts }) => [at, facts]),
          zones.map((zone, at) => [instants[at * 2 + 2], [told(`in ${zone}`, { instants, days })]]),
        )
        const { entries } = await read(storage, space, { entries: { account: "wallet:ana", limit: 10 } })
        deepEqual(
          entries.map(({ at, reference }) => [at, reference]),
          zones.map((_, at) => [instants[at * 2 + 2], days[at]]).toReversed(),
        )
      })
    }
  },
  "are found between two, in their order": async ({ storage }) => {
    const documents = [...instants, ...days].map((value, at) => ({ key: `d:${at}`, indexed: [{ name: "end", value }] }))
    await commitSurely(storage, space, batch("all", writing(...documents)))
    const between = async (from: string, to: string) =>
      (await documentsOf(storage, space, { index: "end", from, to, limit: 3 })).map(({ key }) => key)
    const inOrder = documents.toSorted((a, b) => ((a.indexed[0]?.value ?? "") < (b.indexed[0]?.value ?? "") ? -1 : 1))
    deepEqual(
      await between("", greatest),
      inOrder.map(({ key }) => key),
    )
    deepEqual(await between("2026-03-29T01:00:00.000Z", "2026-05-01T06:00:00.000Z"), ["d:3", "d:4", "d:5"])
    deepEqual(await between("2026-03-29", "2026-03-29"), ["d:14"])
  },
})
