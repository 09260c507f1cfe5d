import { describe, expect, it } from "vitest"
import { Format } from "../base/format.ts"
import fr from "../languages/fr.ts"
import { announcementOf, savingText } from "./saving.model.ts"
import { nothingYet } from "./state.ts"
import type { Change, Sheet, Shop, State } from "./state.ts"

const speech = { say: fr, format: new Format("fr", fr) }
const shop = { group: { timeZone: "Europe/Paris" } } as Shop
const state = (more: Partial<State>): State => ({ ...nothingYet, shop, ...more })
const change: Change = {
  before: {},
  at: 0,
  name: "Carottes",
  wish: { catalog: "a", product: "b", quantity: { grams: 1500 } },
}
const read = (text: string) => text.replaceAll(/\s/g, " ")
const say = (before: Partial<State>, after: Partial<State>) => read(announcementOf(state(before), state(after), speech))

describe("how saving stands", () => {
  it("is said in words, with the time of the group", () => {
    expect(read(savingText(state({ savedAt: "2026-11-21T17:02:00.000Z" }), speech))).toBe("Enregistré à 18 h 02")
    expect(savingText(state({ saving: "saving" }), speech)).toBe("Enregistrement…")
    expect(savingText(state({ saving: "offline" }), speech)).toBe("Hors ligne, sera envoyé")
    expect(savingText(state({ saving: "failed" }), speech)).toBe("Échec de l’enregistrement")
    expect(savingText(state({}), speech)).toBe("")
  })
})

describe("what is said aloud", () => {
  it("is the outcome of a change, in words", () => {
    expect(say({ saving: "saving", changes: [change] }, { changes: [change] })).toBe(
      "Carottes, 1,5 kilogramme, enregistré",
    )
    const removed = [{ ...change, wish: { catalog: "a", product: "b", quantity: { grams: 0 } } }]
    expect(say({ saving: "saving", changes: removed }, { changes: removed })).toBe("Carottes, retiré, enregistré")
  })

  it("is that there is no network, once", () => {
    expect(say({ saving: "saving" }, { saving: "offline" })).toBe("Hors ligne, sera envoyé")
    expect(say({ saving: "offline" }, { saving: "offline" })).toBe("")
  })

  it("is that an order was confirmed or cancelled", () => {
    const sheet = { status: "confirmed", number: 12 } as Sheet
    expect(say({ isBusy: true, sheet }, { sheet })).toBe("Commande n° 12 confirmée")
    expect(say({ isBusy: true, sheet }, { sheet: { ...sheet, status: "cancelled" } })).toBe("Commande annulée")
  })

  it("is nothing while saving, and nothing of what is only read again", () => {
    expect(say({}, { saving: "saving" })).toBe("")
    const sheet = { status: "confirmed", number: 12 } as Sheet
    expect(say({ sheet }, { sheet: { ...sheet } })).toBe("")
  })
})
