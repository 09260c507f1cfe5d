import { describe, expect, it } from "vitest"
import { basketWords } from "../basket/basket.fr.ts"
import { catalogWords } from "../catalog/catalog.fr.ts"
import { connectionWords } from "../connection/connection.fr.ts"
import { countdownWords } from "../countdown/countdown.fr.ts"
import { formatWords } from "../base/format.fr.ts"
import { orderingWords } from "../ordering/ordering.fr.ts"
import { quantityWords } from "../quantity/quantity.fr.ts"
import en from "./en.ts"
import fr from "./fr.ts"
import { loadWords, spokenFor, wordsOf } from "./languages.ts"

const rooms = [formatWords, connectionWords, quantityWords, countdownWords, catalogWords, basketWords, orderingWords]

describe("languages", () => {
  it("no room takes the words of another", () => {
    const keys = rooms.flatMap((room) => Object.keys(room))
    expect(new Set(keys).size).toBe(keys.length)
    expect(Object.keys(fr)).toHaveLength(keys.length)
  })

  it("English says everything French says, and nothing else", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort())
    expect(Object.keys(en.refusals).sort()).toEqual(Object.keys(fr.refusals).sort())
    expect(Object.keys(en.problems).sort()).toEqual(Object.keys(fr.problems).sort())
  })

  it("no sentence is the same in both, so that none was left untranslated", () => {
    const sentences = Object.entries(fr).filter(([, words]) => typeof words === "string" && words.includes(" "))
    const same = sentences.filter(([key, words]) => en[key as keyof typeof en] === words).map(([key]) => key)
    expect(same).toEqual([])
  })

  it("a language that nobody wrote yet is English", () => {
    expect(spokenFor("fr-CA")).toBe("fr")
    expect(spokenFor("FR")).toBe("fr")
    expect(spokenFor("pt-BR")).toBe("en")
    expect(spokenFor("constructor")).toBe("en")
    expect(spokenFor("")).toBe("en")
  })

  it("are there once loaded", async () => {
    await loadWords("fr")
    expect(wordsOf("fr")?.confirm).toBe("Confirmer ma commande")
  })
})
