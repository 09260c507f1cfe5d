import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import type { Fact } from "@cabas/core/plans"
import { memoryStorage } from "../storage/memory.ts"
import { StorageDown } from "../storage/storage.ts"
import type { Batch, Storage } from "../storage/storage.ts"
import { verifySpace } from "../verify/index.ts"
import { cabasOn, canal, canalOn, must } from "../../test/canal.ts"
import { canonical } from "./canonical.ts"
import { hashed } from "./format.ts"
import { ArchiveRefused, archiveSentence, exportSpace, importSpace } from "./index.ts"
import type { ArchiveProblem, ArchiveProgress } from "./index.ts"

const exported = async (storage: Storage, space = canal): Promise<ReadonlyArray<string>> => {
  const lines: Array<string> = []
  const write = (line: string): void => void lines.push(line)
  await Effect.runPromise(exportSpace(storage, space, { write, software: "1.2.3" }))
  return lines
}

const streamed = (lines: ReadonlyArray<string>) =>
  async function* () {
    yield* lines
  }

const imported = (storage: Storage, lines: ReadonlyArray<string>, onProgress?: (progress: ArchiveProgress) => void) =>
  Effect.runPromise(importSpace(storage, streamed(lines), onProgress === undefined ? {} : { onProgress }))

const problemOf = async (call: Promise<unknown>): Promise<ArchiveProblem> => {
  const outcome: unknown = await call.then(
    () => "no problem",
    (cause: unknown) => cause,
  )
  if (outcome instanceof ArchiveRefused) return outcome.problem
  throw new Error(`not refused: ${String(outcome)}`)
}

const withPast = async (): Promise<Storage> => {
  const storage = memoryStorage()
  await canalOn(storage)
  return storage
}

/** The lines with another last one that agrees with them, as whoever makes archives by other means would write. */
const sealed = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  const batches = lines.filter((line) => line.startsWith('{"batch"')).length
  const documents = lines.filter((line) => line.startsWith('{"document"')).length
  return [...lines, canonical({ end: { batches, documents, hash: lines.reduce(hashed, "") } })]
}

const changed = (lines: ReadonlyArray<string>, at: number, change: (value: never) => unknown): ReadonlyArray<string> =>
  sealed(lines.slice(0, -1).map((line, index) => (index === at ? canonical(change(JSON.parse(line) as never)) : line)))

const jsonOf = (lines: ReadonlyArray<string>, at: number) => JSON.parse(lines.at(at) ?? "") as Record<string, never>

describe("an archive", () => {
  it("D13: begins with what it is, holds the journal and the documents, and ends with how much that is", async () => {
    const lines = await exported(await withPast())
    expect(jsonOf(lines, 0)).toEqual({ cabas: "archive", format: 1, group: canal, software: "1.2.3" })
    expect(jsonOf(lines, -1)).toEqual({ end: { batches: 20, documents: 17, hash: expect.any(String) } })
    const confirmed = lines.find((line) => line.includes('"BasketConfirmed"'))
    expect(JSON.parse(confirmed ?? "")).toMatchObject({
      batch: {
        operation: "basket.confirm",
        by: "gaelle",
        fingerprint: "",
        answer: { member: "gaelle", total: 1000 },
        numbers: [["basket@mai", "basket:mai~gaelle", 1]],
      },
    })
  })

  it("is the same text for the same content, whatever order a storage keeps fields in", async () => {
    const storage = await withPast()
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned)
      if (typeof value !== "object" || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([name, one]) => [name, turned(one)]),
      )
    }
    const other: Storage = {
      ...storage,
      feed: (...asked) =>
        Effect.map(storage.feed(...asked), (batches) =>
          batches.map((batch) => ({ ...batch, facts: turned(batch.facts) as typeof batch.facts })),
        ),
    }
    expect(await exported(other)).toEqual(await exported(storage))
  })

  it("of a group in which nothing was written is refused", async () => {
    expect(await problemOf(exported(memoryStorage()))).toEqual({ _tag: "GroupEmpty", group: canal })
  })

  it("that cannot be written says why", async () => {
    const write = () => Promise.reject(new Error("no space left"))
    const call = Effect.runPromise(exportSpace(await withPast(), canal, { write, software: "1" }))
    expect(await problemOf(call)).toEqual({ _tag: "NotWritten", reason: "no space left" })
  })

  it("of a storage that is down fails as the storage does", async () => {
    const down: Storage = { ...(await withPast()), feed: () => Effect.fail(new StorageDown({ reason: "gone" })) }
    await expect(exported(down)).rejects.toMatchObject({ _tag: "StorageDown", reason: "gone" })
  })

  it("may be made while others write: its documents are those that the batches above them tell", async () => {
    const storage = await withPast()
    let turn = 0
    const busy: Storage = {
      ...storage,
      read: (...asked) =>
        Effect.andThen(
          Effect.promise(async () => {
            turn += 1
            const { pages } = asked[1]
            if (pages === undefined || turn % 2 === 0) return
            await must(
              cabasOn(storage).as("ana").payment.record({ group: canal, member: "hugo", amount: turn, kind: "cash" }),
            )
          }),
          storage.read(...asked),
        ),
    }
    const lines = await exported(busy)
    const target = memoryStorage()
    expect(await imported(target, lines)).toMatchObject({ differing: [] })
    expect((await Effect.runPromise(verifySpace(target, canal))).findings).toEqual([])
  })

  it("of a group that is never still has its journal, and says that its documents are not all there", async () => {
    const storage = await withPast()
    const restless: Storage = {
      ...storage,
      read: (...asked) => Effect.map(storage.read(...asked), (snapshot) => ({ ...snapshot, cursor: "elsewhere" })),
    }
    const write = () => undefined
    expect(await Effect.runPromise(exportSpace(restless, canal, { write, software: "1" }))).toMatchObject({
      batches: 20,
      documents: 0,
      settled: false,
    })
  })
})

describe("taking an archive in", () => {
  it("D13, D15: makes the group again, whole: the same archive comes out of it", async () => {
    const lines = await exported(await withPast())
    const target = memoryStorage()
    expect(await imported(target, lines)).toEqual({
      group: canal,
      batches: 20,
      already: 0,
      documents: 17,
      differing: [],
    })
    expect(await exported(target)).toEqual(lines)
    expect((await Effect.runPromise(verifySpace(target, canal))).findings).toEqual([])
  })

  it("D11: what was answered once is answered again to the same key", async () => {
    const storage = memoryStorage()
    await canalOn(storage)
    const pay = (on: Storage) =>
      cabasOn(on)
        .as("ana")
        .payment.record({ group: canal, member: "hugo", amount: 700, kind: "cheque" }, { key: "cheque 12" })
    const first = await must(pay(storage))
    const target = memoryStorage()
    await imported(target, await exported(storage))
    expect(await must(pay(target))).toEqual(first)
    expect(await exported(target)).toEqual(await exported(storage))
  })

  it("goes on where it was stopped, whichever commit that was", async () => {
    const lines = await exported(await withPast())
    for (const stop of [0, 1, 7, 19, 20]) {
      const target = memoryStorage()
      let left = stop
      const failing: Storage = {
        ...target,
        commit: (...asked) => {
          left -= 1
          return left < 0 ? Effect.fail(new StorageDown({ reason: "killed" })) : target.commit(...asked)
        },
      }
      const first = await imported(failing, lines).then(
        () => "done",
        ({ reason }: StorageDown) => reason,
      )
      expect(first).toBe(stop < 20 ? "killed" : "done")
      expect(await imported(target, lines)).toMatchObject({ batches: 20, already: stop })
      expect(await exported(target)).toEqual(lines)
    }
  })

  it("tells how far it is, and of how much", async () => {
    const seen: Array<ArchiveProgress> = []
    await imported(memoryStorage(), await exported(await withPast()), (progress) => seen.push(progress))
    expect(seen[0]).toEqual({ stage: "checking", done: 1 })
    expect(seen.at(-1)).toEqual({ stage: "documents", done: 37, total: 37 })
  })

  it("is refused where the group already holds something else, and changes nothing there", async () => {
    const lines = await exported(await withPast())
    const other = memoryStorage()
    await must(cabasOn(other).asHost.group.create({ id: canal, name: "Another" }))
    const before = await exported(other)
    expect(await problemOf(imported(other, lines))).toMatchObject({ _tag: "GroupInUse", group: canal })
    expect(await exported(other)).toEqual(before)
  })

  it("leaves a group alone that has gone on since the archive was made", async () => {
    const storage = await withPast()
    const lines = await exported(storage)
    await must(cabasOn(storage).as("ana").payment.record({ group: canal, member: "hugo", amount: 5, kind: "cash" }))
    const after = await exported(storage)
    expect(await imported(storage, lines)).toMatchObject({ batches: 20, already: 20, differing: [] })
    expect(await exported(storage)).toEqual(after)
  })

  it("writes nothing of an archive that is cut, at any line, or damaged, or not one", async () => {
    const lines = await exported(await withPast())
    const target = memoryStorage()
    const refused = async (some: ReadonlyArray<string>) => (await problemOf(imported(target, some)))._tag
    expect(await refused([])).toBe("NotAnArchive")
    expect(await refused(["reference;nom;prix"])).toBe("NotAnArchive")
    expect(await refused(['{"some":"json"}'])).toBe("NotAnArchive")
    for (const end of [1, 2, 12, lines.length - 1]) expect(await refused(lines.slice(0, end))).toBe("ArchiveCut")
    expect(await refused(lines.filter((_, index) => index !== 4))).toBe("ArchiveDamaged")
    expect(await refused(lines.map((line) => line.replace("Carottes", "Navets")))).toBe("ArchiveDamaged")
    expect(await refused(changed(lines, 0, (head: object) => ({ ...head, format: 2 })))).toBe("ArchiveTooNew")
    expect(await problemOf(exported(target))).toMatchObject({ _tag: "GroupEmpty" })
  })

  it("is refused where its lines are not those of an archive", async () => {
    const lines = await exported(await withPast())
    const taken = async (some: ReadonlyArray<string>) => problemOf(imported(memoryStorage(), some))
    const line = { _tag: "NotAnArchive", line: 4 }
    expect(await taken(changed(lines, 3, () => ({ note: "hello" })))).toMatchObject(line)
    expect(await taken(changed(lines, 3, () => ({ batch: { id: 5 } })))).toMatchObject(line)
    expect(await taken(sealed(lines.slice(0, -1).map((one, at) => (at === 3 ? "{" : one))))).toMatchObject(line)
    const twice = [...lines.slice(0, 4), lines[3] ?? "", ...lines.slice(4, -1)]
    expect(await taken(sealed(twice))).toEqual({
      _tag: "NotAnArchive",
      line: 5,
      reason: "has a batch that came before",
    })
  })

  it("is refused for a kind of document, a fact or a number that is not of this Cabas", async () => {
    const lines = await exported(await withPast())
    const taken = async (change: (told: { batch: Batch }) => unknown, at: number) =>
      problemOf(imported(memoryStorage(), changed(lines, at, change as never)))
    const unknown = ({ batch }: { batch: Batch }) => ({
      batch: { ...batch, facts: [{ key: "spaceship:1", fact: { _tag: "Launched" } as unknown as Fact }] },
    })
    expect(await taken(unknown, 5)).toMatchObject({ _tag: "KindUnknown", key: "spaceship:1" })
    const odd = ({ batch }: { batch: Batch }) => ({
      batch: { ...batch, facts: [{ key: "distribution:x", fact: { _tag: "DistributionPlanned" } as unknown as Fact }] },
    })
    expect(await taken(odd, 5)).toMatchObject({ _tag: "FactUnreadable", key: "distribution:x" })
    const at = lines.findIndex((line) => line.includes('"BasketConfirmed"'))
    const renumbered = ({ batch }: { batch: Batch }) => ({
      batch: { ...batch, numbers: [["basket@mai", "basket:mai~gaelle", 7]] },
    })
    expect(await taken(renumbered, at)).toMatchObject({ _tag: "NumberDiffers", expected: 7, found: 1 })
  })

  it("is refused when somebody else writes in the group meanwhile", async () => {
    const lines = await exported(await withPast())
    const target = memoryStorage()
    let commits = 0
    const crowded: Storage = {
      ...target,
      commit: (space, batch) => {
        commits += 1
        if (commits !== 10) return target.commit(space, batch)
        const other = { ...batch, id: "somebody else’s" }
        return Effect.andThen(target.commit(space, other), target.commit(space, batch))
      },
    }
    expect(await problemOf(imported(crowded, lines))).toMatchObject({ _tag: "WrittenMeanwhile", group: canal })
  })

  it("tells which documents came out otherwise than they were", async () => {
    const lines = await exported(await withPast())
    const at = lines.findIndex((line) => line.startsWith('{"document":{"key":"place:halle"'))
    const moved = ({ document }: { document: { state: object } }) => ({
      document: { ...document, state: { ...document.state, name: "Elsewhere" } },
    })
    expect(await imported(memoryStorage(), changed(lines, at, moved as never))).toMatchObject({
      differing: ["place:halle"],
    })
  })

  it("that cannot be read to its end says why", async () => {
    const lines = await exported(await withPast())
    const broken = async function* () {
      yield* lines.slice(0, 5)
      throw new Error("incorrect data check")
    }
    expect(await problemOf(Effect.runPromise(importSpace(memoryStorage(), broken)))).toEqual({
      _tag: "NotRead",
      reason: "incorrect data check",
    })
  })
})

describe("sentences", () => {
  const problems: ReadonlyArray<ArchiveProblem> = [
    { _tag: "GroupEmpty", group: "canal" },
    { _tag: "NotWritten", reason: "no space left" },
    { _tag: "NotRead", reason: "incorrect data check" },
    { _tag: "NotAnArchive", line: 3, reason: "is not JSON" },
    { _tag: "ArchiveTooNew", format: 2, known: 1 },
    { _tag: "ArchiveCut", lines: 12 },
    { _tag: "ArchiveDamaged", expected: "aa", found: "bb" },
    { _tag: "GroupInUse", group: "canal", batch: "b" },
    { _tag: "WrittenMeanwhile", group: "canal", batch: "b" },
    { _tag: "KindUnknown", batch: "b", key: "spaceship:1" },
    { _tag: "FactUnreadable", batch: "b", key: "basket:x", reason: "lines" },
    { _tag: "NumberDiffers", batch: "b", key: "basket:x", expected: 2, found: null },
  ]

  it.each(problems)("$_tag is a sentence in both languages", (problem) => {
    const [french, english] = [archiveSentence(problem, "fr"), archiveSentence(problem, "en")]
    expect(french).not.toBe(english)
    for (const sentence of [french, english]) expect(sentence).toMatch(/^\p{Lu}.*\.$/u)
    expect(french).not.toMatch(/\bis\b|undefined/)
  })
})
