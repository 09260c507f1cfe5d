import { describe, expect, it } from "vitest"
import { aPolicy } from "../../test/absences.ts"
import { codeOf, may, Season, shares, twoAbsences } from "../../test/season.ts"
import { answerOf, aProduct, each, refusalOf } from "../../test/village.ts"
import type { AbsencePolicy } from "../absence/index.ts"
import type { Commit } from "./index.ts"

const coordinator = { entry: "coordinator" } as const
const [first, second, third, fourth] = may
const afterFirst = "2026-05-04T16:00:00.000Z"

const under = (
  policy: AbsencePolicy | null,
  commit: Partial<Commit> = {},
  days: ReadonlyArray<string> = may,
): Season => {
  const season = new Season("constant", { contract: { absences: policy }, days })
  answerOf(season.subscribe("seb", commit))
  return season
}

const lines = (season: Season) => season.subscription().deliveries.map((one) => one.lines.length)
const absent = (season: Season) =>
  season.subscription().deliveries.flatMap(({ id, absence }) => (absence === null ? [] : [id]))
const standIns = (season: Season) =>
  season.subscription().deliveries.flatMap(({ id, absence }) => (absence?.provisional === true ? [id] : []))

describe("absences of a subscription", () => {
  it("SUB-8 (D21): to declare is charged and taken less, to withdraw is as if nothing had been said", () => {
    const season = under(twoAbsences)
    const before = structuredClone(season.subscription())
    answerOf(season.absent([second, third]))
    expect([lines(season), season.total(), season.debt("seb")]).toEqual([[1, 0, 0, 1], 2600, -2600])
    expect([season.takenAt(second), season.takenAt(fourth)]).toEqual([0, 1])
    answerOf(season.present([third, second]))
    expect(season.subscription()).toEqual(before)
    expect([season.debt("seb"), season.takenAt(second)]).toEqual([-5200, 1])
  })

  it("SUB-8: all or none", () => {
    const season = under(twoAbsences)
    expect(codeOf(season.absent([first, second, third]))).toBe("TooManyAbsences")
    expect(absent(season)).toEqual([])
    expect(codeOf(season.absent([first, first]))).toBe("done")
    expect(codeOf(season.absent([first]))).toBe("AbsenceRepeated")
    expect(codeOf(season.present([first, second]))).toBe("AbsenceNotPossible")
    expect(absent(season)).toEqual([first])
  })

  it("SUB-8: a contract without absences has none, and begins with none", () => {
    expect(codeOf(under(null).absent([first]))).toBe("AbsencesNotOffered")
    const season = new Season()
    expect(codeOf(season.subscribe("seb", { absences: 1 }))).toBe("AbsencesNotOffered")
    expect(codeOf(season.subscribe("seb", { absences: [first] }))).toBe("AbsencesNotOffered")
    expect(codeOf(season.subscribe("seb", { absences: [] }))).toBe("done")
    expect(codeOf(season.subscribe("julie", { absences: 0 }))).toBe("done")
  })

  it("SUB-8, ABS-4: an absence never changes a delivery that is closed", () => {
    const season = under(twoAbsences)
    answerOf(season.absent([second]))
    season.now = afterFirst
    expect(codeOf(season.absent([first], coordinator))).toBe("AbsenceTooLate")
    season.now = "2026-05-11T16:00:00.000Z"
    expect(codeOf(season.present([second], coordinator))).toBe("AbsenceTooLate")
  })

  it("SUB-4, SUB-8: a basket comes back only as long as there is one", () => {
    const products = [aProduct("box", { terms: each(1300), stock: { policy: "per-distribution", quantity: 1 } })]
    const season = new Season("constant", { contract: { absences: twoAbsences }, products })
    answerOf(season.subscribe())
    answerOf(season.absent([second]))
    answerOf(season.subscribe("julie", { startsOn: second, endsOn: second }))
    expect(codeOf(season.present([second]))).toBe("SeasonStockShort")
  })

  it.each([
    ["not-charged", 3900],
    ["credit", 5200],
    ["none", 5200],
  ] as const)("ABS-15: with compensation %s the season comes to %i cents", (compensation, total) => {
    const season = under({ ...twoAbsences, compensation })
    answerOf(season.absent([second]))
    expect([season.total(), season.debt("seb"), season.takenAt(second)]).toEqual([total, -total, 0])
    const sheet = season.sheet()
    expect(sheet.deliveries.reduce((sum, { amount }) => sum + amount, 0)).toBe(total)
  })
})

describe("absences from the start", () => {
  const last = aPolicy({ quota: { kind: "chosen", minimum: 1, maximum: 2 }, placement: "last" })

  it("ABS-9 (GC-19): a number stands for the last dates; dates are taken as they are", () => {
    expect(absent(under(last, { absences: 2 }))).toEqual([third, fourth])
    const picked = under(last, { absences: [first] })
    expect([absent(picked), picked.subscription().absences]).toEqual([[first], 1])
    const later = under(aPolicy({ quota: { kind: "chosen", minimum: 0, maximum: 2 } }), { absences: 2 })
    expect([absent(later), later.subscription().absences]).toEqual([[], 2])
    expect(codeOf(later.absent([first, second]))).toBe("done")
  })

  it.each([
    [null, "member", "TooFewAbsences"],
    [0, "member", "TooFewAbsences"],
    [[], "member", "TooFewAbsences"],
    [3, "member", "TooManyAbsences"],
    [may.slice(0, 3), "member", "TooManyAbsences"],
    [null, "coordinator", "done"],
    [1, "member", "done"],
  ] as const)("ABS-6: with %j as a %s: %s", (absences, entry, says) => {
    const season = new Season("constant", { contract: { absences: last } })
    expect(codeOf(season.subscribe("seb", { absences }, { entry }))).toBe(says)
  })

  it("ABS-6: without a minimum, nothing said is no absence", () => {
    const season = under(twoAbsences)
    expect([absent(season), season.subscription().absences]).toEqual([[], 0])
  })
})

describe("choosing all absences at once", () => {
  it("SUB-8 (S8.3): others take their place, all of them or none", () => {
    const season = under(twoAbsences, { absences: [second] })
    answerOf(season.choose([third, fourth]))
    expect([absent(season), season.total()]).toEqual([[third, fourth], 2600])
    expect(codeOf(season.choose([first, second, third]))).toBe("TooManyAbsences")
    answerOf(season.choose([]))
    expect([absent(season), season.total()]).toEqual([[], 5200])
  })

  it("ABS-9 (S8.1): only a coordinator changes the number, and dates are as many", () => {
    const policy = aPolicy({ quota: { kind: "chosen", minimum: 1, maximum: 3 }, placement: "last" })
    const season = under(policy, { absences: 1 })
    expect(codeOf(season.choose([third, fourth], 2))).toBe("AbsenceNumberFixed")
    expect(refusalOf(season.choose([fourth], 2, coordinator))).toEqual({
      _tag: "TooFewAbsences",
      minimum: 2,
      wanted: 1,
    })
    expect(refusalOf(season.choose([second, third, fourth], 2, coordinator))).toEqual({
      _tag: "TooManyAbsences",
      quota: 2,
      wanted: 3,
      range: null,
    })
    answerOf(season.choose([second, third], 2, coordinator))
    expect([absent(season), season.subscription().absences]).toEqual([[second, third], 2])
    answerOf(season.choose([first, fourth], 2))
    expect(absent(season)).toEqual([first, fourth])
  })

  it("ABS-9: where dates are picked later there may be fewer than the number", () => {
    const season = under(aPolicy({ quota: { kind: "chosen", minimum: 0, maximum: 3 } }), { absences: 3 })
    answerOf(season.choose([first], 2, coordinator))
    expect([absent(season), season.subscription().absences]).toEqual([[first], 2])
  })
})

describe("absences of whole weeks", () => {
  /** Tuesday and Thursday of two weeks, and a Thursday. */
  const days = ["2026-05-05", "2026-05-07", "2026-05-12", "2026-05-14", "2026-05-21"]
  const weeks = aPolicy({
    unit: "iso-week",
    quota: { kind: "fixed", maximum: 1 },
    shift: { maximum: 1, weeks: 4 },
  })

  it("ABS-2: are declared and withdrawn whole, by either of their days or both", () => {
    const season = under(weeks, {}, days)
    answerOf(season.absent(["2026-05-07"]))
    expect(absent(season)).toEqual(["2026-05-05", "2026-05-07"])
    answerOf(season.present(["2026-05-05", "2026-05-07"]))
    expect(absent(season)).toEqual([])
    answerOf(season.absent(["2026-05-12", "2026-05-14"]))
    expect(absent(season)).toEqual(["2026-05-12", "2026-05-14"])
  })

  it("ABS-2: moving the basket of one day makes the whole week absent", () => {
    const season = under(weeks, {}, days)
    answerOf(season.move("2026-05-07", "2026-05-21"))
    expect(absent(season)).toEqual(["2026-05-05", "2026-05-07"])
    expect([season.total(), lines(season)]).toEqual([4 * 1300, [0, 0, 1, 1, 1]])
  })

  it("ABS-2: a day that was barred since is withdrawn with its week", () => {
    const season = under(weeks, {}, days)
    answerOf(season.absent(["2026-05-05"]))
    answerOf(season.contract({ absences: { ...weeks, barred: ["2026-05-05"] } }))
    answerOf(season.present(["2026-05-07"]))
    expect(absent(season)).toEqual([])
  })
})

describe("absences that stand in until the member decides", () => {
  const policy = aPolicy({
    quota: { kind: "fixed", maximum: 2 },
    placement: "last-provisional",
    shift: { maximum: 1, weeks: 4 },
  })

  it("ABS-10: stand at the last dates from the start, and leave as others are decided", () => {
    const season = under(policy)
    expect([absent(season), standIns(season), season.total()]).toEqual([[third, fourth], [third, fourth], 2600])
    answerOf(season.absent([first]))
    expect([absent(season), standIns(season), season.total()]).toEqual([[first, fourth], [fourth], 2600])
    answerOf(season.absent([fourth]))
    expect([absent(season), standIns(season)]).toEqual([[first, fourth], []])
    answerOf(season.present([first]))
    expect([absent(season), standIns(season)]).toEqual([[third, fourth], [third]])
    expect(lines(season)).toEqual([1, 1, 0, 0])
  })

  it("ABS-10: dates that are chosen come first, whether from the start or later", () => {
    const season = under(policy, { absences: [first] })
    expect([absent(season), standIns(season)]).toEqual([[first, fourth], [fourth]])
    answerOf(season.choose([second, fourth]))
    expect([absent(season), standIns(season)]).toEqual([[second, fourth], []])
    answerOf(season.choose([]))
    expect([absent(season), standIns(season)]).toEqual([
      [third, fourth],
      [third, fourth],
    ])
    expect(lines(season)).toEqual([1, 1, 0, 0])
  })

  it("ABS-10: none stands in where the member said to want the basket, until they declare one there", () => {
    const season = under(policy)
    answerOf(season.present([fourth]))
    expect([absent(season), season.subscription().wanted]).toEqual([[second, third], [fourth]])
    expect(season.sheet().absences?.days.map(({ state }) => state)).toEqual([
      "possible",
      "provisional",
      "provisional",
      "possible",
    ])
    answerOf(season.present([third, second]))
    expect([absent(season), season.total()]).toEqual([[first], 3900])
    answerOf(season.absent([fourth]))
    expect([absent(season), season.subscription().wanted]).toEqual([
      [first, fourth],
      [fourth, third, second],
    ])
  })

  it("ABS-10: one whose deadline is past is an absence like any other", () => {
    const season = under(policy)
    season.now = "2026-05-18T16:00:00.000Z"
    expect(codeOf(season.present([third]))).toBe("AbsenceTooLate")
    answerOf(season.present([fourth]))
    expect([absent(season), season.total()]).toEqual([[third], 3900])
    expect(season.sheet().absences).toMatchObject({ used: 1, maximum: 2 })
    answerOf(season.absent([fourth]))
    expect(absent(season)).toEqual([third, fourth])
    expect(codeOf(season.choose([]))).toBe("AbsenceTooLate")
    expect(codeOf(season.choose([third]))).toBe("done")
  })

  it("ABS-10: when the days of the subscription change, they stand at its last dates", () => {
    const season = under(policy)
    answerOf(season.period(first, third))
    expect([absent(season), lines(season)]).toEqual([
      [second, third],
      [1, 0, 0],
    ])
    answerOf(season.period(first, fourth))
    expect([absent(season), lines(season)]).toEqual([
      [third, fourth],
      [1, 1, 0, 0],
    ])
  })

  const june = "2026-06-04"

  it.each([
    ["nothing", () => {}, [third, fourth]],
    ["one is added for new subscribers", (season: Season): void => season.deliver(june), [third, fourth]],
    [
      "one is extended to all",
      (season: Season): void => {
        season.deliver(june)
        answerOf(season.extend(june))
      },
      [fourth, june],
    ],
    [
      "the first is put off behind the last",
      (season: Season): void => {
        season.deliver(june, [])
        answerOf(season.shift(first, june))
      },
      [first, fourth],
    ],
    [
      "one where an absence stands in is cancelled",
      (season: Season): void => void answerOf(season.cancelled(fourth)),
      [second, third],
    ],
    ["another is cancelled", (season: Season): void => void answerOf(season.cancelled(first)), [third, fourth]],
  ] as const)("ABS-10 (D19): when of the calendar %s, they stand at its last dates", (_, happens, stand) => {
    const season = under(policy)
    happens(season)
    expect(standIns(season)).toEqual(stand)
    const own = season.subscription().deliveries
    expect(own.map((one) => one.lines.length)).toEqual(own.map(({ absence }) => (absence === null ? 1 : 0)))
    expect(season.debt("seb")).toBe(-season.total())
  })

  it("ABS-10 (D20): a preview of the calendar counts where they then stand", () => {
    const season = under(policy)
    season.deliver(june)
    const [seen] = answerOf(season.extend(june)).subscriptions
    expect([seen!.deliveriesAfter, seen!.totalBefore, seen!.totalAfter]).toEqual([5, 2600, 3900])
    expect(season.total()).toBe(3900)
  })

  it("ABS-10 (D19): they stay when putting off would change the total, or a basket is not there any more", () => {
    const dear = new Season("variable", { contract: { absences: policy } })
    answerOf(dear.subscribe())
    answerOf(dear.order(first, { box: 3 }))
    dear.deliver(june, [])
    answerOf(dear.shift(first, june))
    expect(standIns(dear)).toEqual([third, fourth])
    const products = [aProduct("box", { terms: each(1300), stock: { policy: "per-distribution", quantity: 1 } })]
    const short = new Season("constant", { contract: { absences: policy }, products })
    answerOf(short.subscribe())
    answerOf(short.subscribe("julie", { startsOn: third, endsOn: third }))
    answerOf(short.present([third], {}, "julie"))
    short.deliver(june, [])
    const isTaken = short.takenAt(third) === 1
    answerOf(short.shift(first, june))
    expect([isTaken, standIns(short)]).toEqual([true, [third, fourth]])
  })

  it("ABS-10, ABS-11: a stand-in gives way to a basket that is moved there", () => {
    const season = under(policy)
    answerOf(season.move(first, fourth))
    expect([absent(season), standIns(season)]).toEqual([[first, third], [third]])
    expect(season.total()).toBe(3 * 1300)
    expect(season.own(fourth).lines).toEqual([{ offer: 1, quantity: { pieces: 2 } }])
  })

  it("ABS-10: moved away, one that stood in is decided", () => {
    const season = under(policy)
    answerOf(season.move(fourth, second))
    expect([absent(season), standIns(season)]).toEqual([[third, fourth], [third]])
    expect(season.own(second).lines).toEqual([{ offer: 1, quantity: { pieces: 2 } }])
  })
})

describe("a basket that is moved", () => {
  it("SUB-8 (X3): comes besides, is charged once, and goes back", () => {
    const season = under(twoAbsences)
    const before = structuredClone(season.subscription())
    answerOf(season.move(second, fourth))
    expect([season.total(), season.takenAt(second), season.takenAt(fourth)]).toEqual([5200, 0, 2])
    expect(refusalOf(season.absent([fourth]))).toMatchObject({ _tag: "AbsenceNotPossible", why: "merged" })
    answerOf(season.present([second]))
    expect(season.subscription()).toEqual(before)
  })

  it.each([
    [{}, second, second, "ShiftNotPossible"],
    [{}, second, "2026-06-04", "ShiftNotPossible"],
    [{ shift: null }, second, fourth, "ShiftNotPossible"],
    [{ shift: { maximum: 0, weeks: 4 } }, second, fourth, "TooManyShifts"],
    [{ shift: { maximum: 1, weeks: 1 } }, second, fourth, "ShiftNotPossible"],
    [{ quota: { kind: "fixed", maximum: 0 } }, second, fourth, "TooManyAbsences"],
    [{}, second, fourth, "done"],
  ] as const)("ABS-11: with %j from %s to %s: %s", (told, source, target, says) => {
    expect(codeOf(under({ ...twoAbsences, ...told }).move(source, target))).toBe(says)
  })

  it("SUB-8: of a delivery of which nothing was said, it is the default order", () => {
    const season = new Season("variable", { contract: { absences: twoAbsences } })
    answerOf(season.subscribe("seb", { order: shares({ box: 2 }) }))
    answerOf(season.absent([second]))
    answerOf(season.move(second, fourth))
    expect([season.total(), season.takenAt(fourth)]).toEqual([2600, 2])
    season.now = "2026-05-25T16:00:00.000Z"
    expect(season.sheet().deliveries.at(-1)!.amount).toBe(5200)
    answerOf(season.close(fourth))
    expect([season.own(fourth).answer, season.total()]).toEqual(["default", 5200])
  })

  it("SUB-8: stays when something else is chosen where it comes", () => {
    const season = new Season("variable", { contract: { absences: twoAbsences } })
    answerOf(season.subscribe())
    answerOf(season.order(second, { box: 1 }))
    answerOf(season.move(second, fourth))
    answerOf(season.order(fourth, { onions: 1 }))
    expect(season.sheet().deliveries.map(({ amount }) => amount)).toEqual([1300, 0, 1300, 1500])
    answerOf(season.present([second]))
    expect(season.sheet().deliveries.map(({ amount }) => amount)).toEqual([1300, 1300, 1300, 200])
  })
})
