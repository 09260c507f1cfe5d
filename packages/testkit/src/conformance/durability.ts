import { deepEqual, equal, ok } from "node:assert/strict"
import type { Batch, Storage } from "@cabas/engine/storage"
import { send } from "./another-process.ts"
import { accounts, batch, floor, give, posting, space, told, writing } from "./batches.ts"
import { impliedBy, pictureOf } from "./picture.ts"
import type { Frame } from "./picture.ts"
import { promises } from "./promise.ts"
import { balanceOf, commit, commitSurely, feed, read, stateOf } from "./subject.ts"
import type { Elsewhere, Subject } from "./subject.ts"

const lanes = 6
const series = "basket@marche"

/** The n-th batch of a lane: goes one further with the lane's counter, and leaves a document, money, a number. */
const stepOf = (lane: number, turn: number): Batch => {
  const key = `basket:${lane}-${turn}`
  const counter = {
    key: `counter:${lane}`,
    from: turn,
    state: turn + 1,
    indexed: [{ name: "count", value: String(turn + 1) }],
  }
  return batch(`step ${lane}-${turn}`, {
    ...writing(counter, { key, state: { key, text: "Œufs et miel 🥚 ".repeat(50) } }),
    facts: [told(key, { lane, turn })],
    postings: [posting(accounts.wallet, accounts.cash, 1 + turn, "EUR"), posting(accounts.stock, accounts.ordered, 1)],
    floors: [floor(accounts.stock, -1_000_000)],
    numbers: [{ series, key }],
  })
}

const frameOf = (keys: ReadonlyArray<string>): Frame => ({
  accounts: Object.values(accounts),
  indexes: ["count"],
  numbers: keys.map((key) => ({ series, key })),
})

/** Everything fits together: counters, documents, balances, entries and numbers are what the feed says. */
const addsUp = async (storage: Storage): Promise<ReadonlySet<string>> => {
  const recorded = await feed(storage, space)
  const keys = recorded.flatMap(({ facts }) => facts.map(({ key }) => key))
  const frame = frameOf(keys)
  const picture = await pictureOf(storage, space, frame)
  const implied = impliedBy(recorded, frame)
  deepEqual([picture.balances, picture.entries], [implied.balances, implied.entries])
  deepEqual(
    picture.numbers.map(([, number]) => number),
    keys.map((_, index) => index + 1),
  )
  deepEqual(
    picture.documents.map(({ key }) => key).filter((key) => key.startsWith("basket:")),
    keys.toSorted(),
  )
  for (let lane = 0; lane < lanes; lane += 1) {
    const done = recorded.filter(({ id }) => id.startsWith(`step ${lane}-`)).length
    const { documents } = await read(storage, space, { documents: [`counter:${lane}`] })
    deepEqual(documents.get(`counter:${lane}`), {
      key: `counter:${lane}`,
      version: done,
      state: done === 0 ? null : done,
    })
  }
  return new Set(recorded.map(({ id }) => id))
}

const reopened = async ({ reopen }: Subject): Promise<Storage> => {
  if (reopen === undefined) throw new Error("This storage does not reopen")
  return reopen()
}

const elsewhereOf = ({ elsewhere }: Subject): Elsewhere => {
  if (elsewhere === undefined) throw new Error("No other process reaches this storage")
  return elsewhere
}

/** What was answered is there for good. */
export const durability = promises(
  "reopening",
  {
    "everything is as it was after the storage was closed and opened": async (subject) => {
      for (let turn = 0; turn < 20; turn += 1)
        await commitSurely(subject.storage, space, stepOf(turn % lanes, Math.floor(turn / lanes)))
      const frame = frameOf([])
      const before = await pictureOf(subject.storage, space, frame)
      const cursor = (await feed(subject.storage, space))[7]?.cursor
      const rest = await feed(subject.storage, space, cursor)
      const storage = await reopened(subject)
      deepEqual(await pictureOf(storage, space, frame), before)
      deepEqual(await feed(storage, space, cursor), rest)
      await addsUp(storage)
    },
    "batches are known and numbers go on after reopening": async (subject) => {
      await commitSurely(subject.storage, space, stepOf(0, 0))
      const storage = await reopened(subject)
      equal((await commit(storage, space, stepOf(0, 0)))._tag, "Repeated")
      const { numbers } = await commitSurely(storage, space, stepOf(0, 1))
      deepEqual([...numbers], [["basket:0-1", 2]])
    },
    "what is being committed when the storage closes is in as a whole, or answered with StorageDown": async (
      subject,
    ) => {
      const steps = Array.from({ length: 30 }, (_, turn) =>
        batch(`closing ${turn}`, writing({ key: `basket:${turn}` })),
      )
      const underWay = steps.map((one) => commit(subject.storage, space, one))
      const storage = await reopened(subject)
      const outcomes = await Promise.all(underWay)
      const recorded = new Set((await feed(storage, space)).map(({ id }) => id))
      for (const [index, { _tag }] of outcomes.entries()) {
        ok(_tag === "Committed" || _tag === "StorageDown", `${_tag} while closing`)
        if (_tag === "Committed") ok(recorded.has(`closing ${index}`), `closing ${index} was answered and is not there`)
      }
    },
    "a closed storage answers every call with StorageDown": async (subject) => {
      await commitSurely(subject.storage, space, stepOf(0, 0))
      await reopened(subject)
      equal((await commit(subject.storage, space, stepOf(0, 1)))._tag, "StorageDown")
      const failed = async (call: Promise<unknown>) =>
        call.then(
          () => "answered",
          (cause: unknown) => String(cause),
        )
      for (const call of [read(subject.storage, space, { documents: ["counter:0"] }), feed(subject.storage, space)]) {
        ok((await failed(call)).includes("StorageDown"), "a reading of a closed storage fails with StorageDown")
      }
    },
  },
  "reopen",
)

/** Sends a process that commits as fast as it can, and kills it in the middle. Gives the batches it had answers for. */
const killed = async (elsewhere: Elsewhere, from: number, after: number): Promise<ReadonlyArray<string>> => {
  const steps = Array.from({ length: lanes }, (_, lane) =>
    Array.from({ length: 400 }, (_each, turn) => stepOf(lane, from + turn)),
  )
  const { child, outcomes, told: hasTold, ended } = send({ elsewhere, space, lanes: steps })
  await hasTold(after)
  child.kill("SIGKILL")
  await ended
  equal(child.signalCode, "SIGKILL", "the process was killed before it had finished")
  ok(outcomes.size >= after, `${outcomes.size} batches were answered`)
  deepEqual([...new Set(outcomes.values())], ["Committed"])
  return [...outcomes.keys()]
}

/** Other processes, killed and alive, on the same data. */
export const processes = promises(
  "other processes",
  {
    "a process killed while it commits loses nothing that was answered, and leaves nothing half done": async (
      subject,
    ) => {
      let { storage } = subject
      let from = 0
      const answered: string[] = []
      for (const after of [40, 95, 170]) {
        answered.push(...(await killed(elsewhereOf(subject), from, after)))
        storage = await reopened(subject)
        const recorded = await addsUp(storage)
        deepEqual(
          answered.filter((id) => !recorded.has(id)),
          [],
        )
        // Who got no answer tries again: each batch is in once, whether it was in already or not.
        const counters = await Promise.all(
          Array.from({ length: lanes }, async (_, lane) =>
            Number((await stateOf(storage, space, `counter:${lane}`)) ?? 0),
          ),
        )
        from = Math.max(...counters) + 1
        for (const [lane, count] of counters.entries()) {
          if (count > 0) equal((await commit(storage, space, stepOf(lane, count - 1)))._tag, "Repeated")
          for (let turn = count; turn < from; turn += 1) await commitSurely(storage, space, stepOf(lane, turn))
        }
        await addsUp(storage)
      }
    },
    "what one process writes the others see at once, and guard against": async (subject) => {
      const { storage } = subject
      const write = async (id: string, from: number, state: unknown) => {
        const one = batch(id, {
          ...writing({ key: "group", from, state }),
          postings: [posting("x:", accounts.wallet, 5, "EUR"), posting("x:", accounts.ordered, 5, "EUR")],
        })
        const { outcomes, ended } = send({ elsewhere: elsewhereOf(subject), space, lanes: [[one]] })
        await ended
        equal(outcomes.get(id), "Committed")
      }
      await commitSurely(storage, space, batch("here", writing({ key: "group", state: "here" })))
      equal(await stateOf(storage, space, "group"), "here")
      await write("there", 1, "there")
      equal(await stateOf(storage, space, "group"), "there")
      equal(await balanceOf(storage, space, accounts.wallet, "EUR"), 5)
      await write("there again", 2, "there again")
      const stale = batch("stale", writing({ key: "group", from: 2 }))
      equal((await commit(storage, space, stale))._tag, "Conflict")
      const poor = batch("poor", { floors: [floor(accounts.wallet, 11, "EUR")] })
      equal((await commit(storage, space, poor))._tag, "Overdrawn")
      await commitSurely(storage, space, batch("just", { floors: [floor(accounts.wallet, 10, "EUR")] }))
      deepEqual(
        (await feed(storage, space)).map(({ id }) => id),
        ["here", "there", "there again", "just"],
      )
      equal((await commit(storage, space, batch("there")))._tag, "Repeated")
    },
    "three processes open new data at the same moment, and all can write": async (subject) => {
      const errands = [0, 1, 2].map((lane) =>
        send({ elsewhere: elsewhereOf(subject), space, lanes: [[stepOf(lane, 0), stepOf(lane, 1)]] }),
      )
      await Promise.all(errands.map(({ ended }) => ended))
      deepEqual(
        errands.flatMap(({ outcomes }) => [...outcomes.values()]),
        Array.from({ length: 6 }, () => "Committed"),
      )
      equal((await addsUp(subject.storage)).size, 6)
    },
    "50 buyers in two processes and this one never get more than there is": async (subject) => {
      const { storage } = subject
      await give(storage, accounts.stock, 30)
      const buy = (id: string) =>
        batch(id, {
          postings: [posting(accounts.stock, accounts.ordered, 1)],
          floors: [floor(accounts.stock, 0)],
          numbers: [{ series, key: `basket:${id}` }],
        })
      const buyers = (name: string, count: number) =>
        Array.from({ length: count }, (_, index) => buy(`${name} ${index}`))
      const errands = ["one", "two"].map((name) =>
        send({ elsewhere: elsewhereOf(subject), space, lanes: buyers(name, 17).map((one) => [one]) }),
      )
      const here = buyers("here", 16).map(async (one) => {
        await Promise.race(errands.map((errand) => errand.told(1)))
        return (await commit(storage, space, one))._tag
      })
      const tags = await Promise.all(here)
      await Promise.all(errands.map(({ ended }) => ended))
      const all = [...tags, ...errands.flatMap(({ outcomes }) => [...outcomes.values()])]
      equal(all.length, 50)
      equal(all.filter((tag) => tag === "Committed").length, 30)
      equal(all.filter((tag) => tag === "Overdrawn").length, 20)
      equal(await balanceOf(storage, space, accounts.stock), 0)
    },
  },
  "elsewhere",
)
