import { describe, expect, it } from "vitest"
import en from "./desk.en.ts"
import fr from "./desk.fr.ts"
import { deskWordsOf, loadDeskWords } from "./desk.words.ts"

const keysOf = (words: object): ReadonlyArray<string> =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === "object" ? keysOf(value as object).map((inner) => `${key}.${inner}`) : [key],
  )

describe("what is said to coordinators", () => {
  it("English says everything French says, and nothing else", () => {
    expect(keysOf(en).toSorted()).toEqual(keysOf(fr).toSorted())
  })

  it("no sentence is the same in both, so that none was left untranslated", () => {
    const same = Object.entries(fr).filter(
      ([key, text]) => typeof text === "string" && text.includes(" ") && en[key as keyof typeof en] === text,
    )
    expect(same).toEqual([])
  })

  it("French has no line break before a double sign", () => {
    const texts = Object.values(fr).filter((text) => typeof text === "string")
    expect(texts.filter((text) => / [:;?!]/.test(text))).toEqual([])
  })

  it("counts one as one", () => {
    expect([fr.touched(1, 1), en.touched(1, 2)]).toEqual([
      "1 abonnement, 1 foyer à prévenir.",
      "1 subscription, 2 households to tell.",
    ])
    expect(fr.lost(1)).toContain("avait été fixée à la main")
    expect(fr.lost(2)).toContain("avaient été fixées à la main")
  })

  it("is there once loaded", async () => {
    await loadDeskWords("en")
    expect(deskWordsOf("en")?.keep).toBe("Change nothing")
  })
})
