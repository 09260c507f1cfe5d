import { describe, expect, it } from "vitest"
import type { Refusal } from "@cabas/core/refusals"
import { Format } from "../base/format.ts"
import french from "../languages/fr.ts"
import english from "../languages/en.ts"
import en from "./season.en.ts"
import fr from "./season.fr.ts"
import { datesIn, monthIn, sentenceWith, toldOf, yearDayIn } from "./told.model.ts"

const speech = { say: french, format: new Format("fr", french) }
const spoken = { say: english, format: new Format("en", english) }
const names = {
  currency: "EUR",
  timeZone: "Europe/Paris",
  delivery: (id: string) => (id === "mai-14" ? "2026-05-14T16:00:00.000Z" : undefined),
}
const read = (text: string) => text.replaceAll(/\s/g, " ")
const said = (refusal: Refusal) => {
  const sentence = fr.refusals[refusal._tag as keyof typeof fr.refusals]
  return read(sentenceWith(sentence, toldOf(refusal, names, speech)))
}

describe("refusals about contracts", () => {
  it("D29: money, days, moments and deliveries are said as people say them", () => {
    expect(said({ _tag: "MinimumNotReached", delivery: "mai-14", minimum: 1000, total: 650 })).toBe(
      "Il faut au moins 10,00 € le jeudi 14 mai. Ajoutez 3,50 €.",
    )
    expect(said({ _tag: "DeliveryClosed", delivery: "mai-14", closesAt: "2026-05-11T16:00:00.000Z" })).toBe(
      "La livraison du jeudi 14 mai est close depuis le lundi 11 mai, 18 h.",
    )
    expect(said({ _tag: "TooFewAbsences", minimum: 2, wanted: 1 })).toBe("Il faut au moins 2 absences.")
  })

  it("SUB-4: what there is too little of is told by delivery", () => {
    const short = { product: "tomme", name: "Tomme", wanted: { pieces: 2 }, left: { pieces: 1 } }
    expect(said({ _tag: "SeasonStockShort", deliveries: [{ delivery: "mai-14", ...short }] })).toContain(
      "jeudi 14 mai : Tomme (1)",
    )
  })
})

it("English says everything French says, and nothing else", () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort())
  const fieldsOf = (refusals: Readonly<Record<string, string>>) =>
    Object.entries(refusals).map(([tag, text]) => [tag, ...[...text.matchAll(/\{\w+\}/g)].flat().sort()])
  expect(fieldsOf(en.refusals).sort()).toEqual(fieldsOf(fr.refusals).sort())
})

it("dates of a season have their year", () => {
  expect(yearDayIn(speech, "2027-01-07")).toBe("7 janvier 2027")
  expect(monthIn(speech, "2027-01")).toBe("janvier 2027")
})

describe("the rule of absences, in words", () => {
  const policy = {
    unit: "delivery",
    window: null,
    barred: [],
    quota: { kind: "between", minimum: 0, maximum: 4 },
    ranges: [],
    notice: { kind: "weekday", weekday: 2 },
    spacing: { kind: "none" },
    compensation: "credit",
    placement: "none",
    fixed: "by-notice",
    shift: null,
  } as const

  it("ABS-3, ABS-4: says how many, until when, and what they cost", () => {
    expect(fr.absenceRule(policy, datesIn(speech))).toBe(
      "Jusqu’à 4 absences. Chaque date se change jusqu’au mardi d’avant compris. Une absence est payée, puis rendue en avoir.",
    )
    const other = { ...policy, quota: { kind: "prorated", whole: 5 }, fixed: "at-subscription" } as const
    expect(fr.absenceRule(other, datesIn(speech))).toContain("5 absences pour une saison entière")
    expect(fr.absenceRule(other, datesIn(speech))).toContain("ne changent plus")
    expect(en.absenceRule(policy, datesIn(spoken))).toBe(
      "Up to 4 absences. Each date can be changed until the end of the Tuesday before. An absence is paid for, then given back as credit.",
    )
  })
})
