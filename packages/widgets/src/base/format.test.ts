import { describe, expect, it } from "vitest"
import en from "../languages/en.ts"
import fr from "../languages/fr.ts"
import { Format } from "./format.ts"

const french = new Format("fr", fr)
const english = new Format("en-GB", en)
const zone = "Europe/Paris"

/** Spaces of every kind as plain ones, to compare what people read. */
const read = (text: string) => text.replaceAll(/\s/g, " ")

describe("French", () => {
  it("D1: writes money with a comma and the currency behind", () => {
    expect(read(french.money(123_456, "EUR"))).toBe("1 234,56 €")
    expect(read(french.money(600, "EUR", true))).toBe("≈ 6,00 €")
    expect(read(french.money(-5, "EUR"))).toBe("-0,05 €")
    expect(read(french.money(500, "JPY"))).toMatch(/^500 /)
  })

  it.each([
    [{ pieces: 3 }, "3"],
    [{ grams: 500 }, "500 g"],
    [{ grams: 1500 }, "1,5 kg"],
    [{ grams: 1184 }, "1,184 kg"],
    [{ millilitres: 750 }, "750 ml"],
    [{ millilitres: 1000 }, "1 l"],
  ])("D2: writes %j as people say it", (measure, text) => {
    expect(read(french.measure(measure))).toBe(text)
  })

  it("says measures in words to be read aloud", () => {
    expect(read(french.measure({ grams: 1500 }, "long"))).toBe("1,5 kilogramme")
    expect(read(french.measure({ pieces: 2 }, "long"))).toBe("2 pièces")
    expect(read(french.measure({ pieces: 1 }, "long"))).toBe("1 pièce")
  })

  it("D3: writes prices per kilogram, litre, piece, or what else they are for", () => {
    expect(read(french.price(240, { grams: 1000 }, "EUR"))).toBe("2,40 €/kg")
    expect(read(french.price(340, { millilitres: 1000 }, "EUR"))).toBe("3,40 €/L")
    expect(read(french.price(35, { pieces: 1 }, "EUR"))).toBe("0,35 €/pièce")
    expect(read(french.price(120, { grams: 250 }, "EUR"))).toBe("1,20 € les 250 g")
    expect(read(french.price(500, { pieces: 6 }, "EUR"))).toBe("5,00 € les 6 pièces")
  })

  it("D7: writes dates and hours of the group's zone", () => {
    const evening = "2026-11-24T19:00:00.000Z"
    expect(read(french.moment(evening, zone))).toBe("mardi 24 novembre, 20 h")
    expect(read(french.moment("2026-11-24T19:05:00.000Z", zone, "short"))).toBe("mar. 24 nov., 20 h 05")
    expect(read(french.title(evening, zone))).toBe("Mardi 24 novembre")
    expect(read(french.date("2026-05-01T10:00:00.000Z", zone))).toBe("vendredi 1er mai")
    expect(read(french.time("2026-11-24T08:30:00.000Z", zone))).toBe("9 h 30")
    expect(read(french.hours("2026-11-28T09:00:00.000Z", "2026-11-28T11:00:00.000Z", zone))).toBe("10 h–12 h")
  })

  it("does not break between a number and what it counts", () => {
    expect(french.time("2026-11-24T19:05:00.000Z", zone)).toBe("20\u00a0h\u00a005")
    expect(french.money(600, "EUR", true)).not.toContain(" ")
  })

  it("says how far away something is", () => {
    expect(read(french.relative(3, "day"))).toBe("dans 3 jours")
  })
})

describe("English", () => {
  it("writes the same in its own way", () => {
    expect(read(english.money(123_456, "EUR"))).toBe("€1,234.56")
    expect(read(english.measure({ grams: 1500 }))).toBe("1.5 kg")
    expect(read(english.price(35, { pieces: 1 }, "EUR"))).toBe("€0.35 each")
    expect(read(english.moment("2026-11-24T19:00:00.000Z", zone))).toBe("Tuesday 24 November, 20:00")
    expect(read(english.time("2026-11-24T08:05:00.000Z", zone))).toBe("9:05")
  })
})
