import { beforeAll, describe, expect, it } from "vitest"
import { calendarFile } from "@cabas/core/ical"
import type { Refusal } from "@cabas/core/refusals"
import { group, makeWorld, member } from "../../test/world.ts"
import { Format } from "../base/format.ts"
import { linesOf } from "../connection/pricing.model.ts"
import { nothingYet } from "../connection/state.ts"
import type { Sheet, Shop, State } from "../connection/state.ts"
import en from "../languages/en.ts"
import fr from "../languages/fr.ts"
import { byProducer, calendarOf, isAbout, standingOf, whyNot } from "./basket.model.ts"

let shop: Shop
let sheet: Sheet

const lines = [
  { catalog: "verger", product: "jus", quantity: { pieces: 2 } },
  { catalog: "aubiers", product: "radis", quantity: { pieces: 1 } },
  { catalog: "aubiers", product: "carottes", quantity: { grams: 500 } },
]

beforeAll(async () => {
  const { cabas } = await makeWorld()
  const methods = cabas.as(member)
  await methods.basket.confirm({ group, distribution: "samedi", lines })
  shop = (await methods.shop.get({ group })).answer!
  sheet = (await methods.basket.get({ group, distribution: "samedi" })).answer!
})

const french = { say: fr, format: new Format("fr", fr) }
const english = { say: en, format: new Format("en", en) }
const read = (text: string) => text.replaceAll(/\s/g, " ")

describe("where a basket stands", () => {
  const standing = (state: Partial<State>, count: number) => standingOf({ ...nothingYet, ...state }, count)
  const wish = { "aubiers/radis": { catalog: "aubiers", product: "radis", quantity: { pieces: 3 } } }

  it("D11: a draft is not an order, and a change to an order is not confirmed", () => {
    expect(standing({}, 0)).toBe("empty")
    expect(standing({ draft: wish }, 1)).toBe("draft")
    expect(standing({ sheet }, 3)).toBe("confirmed")
    expect(standing({ sheet, draft: wish }, 3)).toBe("changed")
  })

  it("wishes that wait for stock are no change", () => {
    expect(standing({ sheet, draft: wish, waiting: ["aubiers/radis"] }, 3)).toBe("confirmed")
  })
})

it("lines stand by producer, and by name", () => {
  const groups = byProducer(linesOf(shop, sheet, {}), shop, "fr")
  expect([...groups].map(([producer, own]) => [producer, own.map(({ name }) => name)])).toEqual([
    ["Ferme des Aubiers", ["Carottes des sables", "Radis noir"]],
    ["Vergers de la Côte", ["Jus de pomme"]],
  ])
})

describe("D29: why something was not done", () => {
  const why = (refusal: Refusal, speech = french) => read(whyNot({ ...nothingYet, shop, refusal }, speech))

  it("is said with the facts that led to it", () => {
    const balance = { _tag: "BalanceTooLow", member, balance: 0, floor: 0, amount: 1240, missing: 1240 } as const
    expect(why(balance)).toBe("Il manque 12,40 € sur votre cagnotte.")
    expect(why(balance, english)).toBe("Your wallet is short of €12.40.")
    const closesAt = "2026-11-24T19:00:00.000Z"
    expect(why({ _tag: "OrdersClosed", distribution: "samedi", catalog: "aubiers", closesAt })).toBe(
      "Les commandes sont closes depuis le mardi 24 novembre, 20 h.",
    )
    expect(why({ _tag: "ProductInactive", catalog: "a", product: "b", name: "Radis" })).toBe(
      "« Radis » n’est plus proposé.",
    )
  })

  it("names the code of what ordering never meets", () => {
    expect(why({ _tag: "KeyReused", key: "k" })).toContain("KeyReused")
  })

  it("says of each problem that the basket is kept", () => {
    for (const problem of ["offline", "server", "rate", "signed-out", "rejected"] as const) {
      expect(whyNot({ ...nothingYet, problem }, french)).toContain("votre panier est gardé")
      expect(whyNot({ ...nothingYet, problem }, english)).toContain("your basket is kept")
    }
    expect(whyNot(nothingYet, french)).toBe("")
  })

  it("marks the product it is about", () => {
    const line = linesOf(shop, sheet, {})[0]!
    expect(isAbout({ _tag: "ProductInactive", catalog: line.catalog, product: line.product, name: "x" }, line)).toBe(
      true,
    )
    expect(isAbout({ _tag: "ProductInactive", catalog: line.catalog, product: "autre", name: "x" }, line)).toBe(false)
    expect(isAbout(null, line)).toBe(false)
  })
})

describe("the calendar file", () => {
  const file = () => calendarFile(calendarOf(shop, sheet, "Commande n° 1", "2026-11-21T17:02:00.000Z"))

  it("says when and where, in universal time", () => {
    const parts = file().split("\r\n")
    expect(parts).toContain("DTSTART:20261128T090000Z")
    expect(parts).toContain("DTEND:20261128T110000Z")
    expect(parts).toContain("DTSTAMP:20261121T170200Z")
    expect(parts).toContain(`UID:samedi~${member}@cabas`)
    expect(parts).toContain("LOCATION:Halle du canal\\, 2 quai du Nord\\, Vère")
    expect(parts.at(-1)).toBe("")
  })

  it("lets no text of a group add lines of its own", () => {
    const evil = { ...shop, group: { ...shop.group, name: "Panier;\r\nATTENDEE:x" } }
    const parts = calendarFile(calendarOf(evil, sheet, "n° 1", "2026-11-21T17:02:00.000Z")).split("\r\n")
    expect(parts.filter((line) => line.startsWith("ATTENDEE"))).toEqual([])
    expect(parts).toContain("SUMMARY:Panier\\;\\nATTENDEE:x · n° 1")
  })
})
