import * as Result from "effect/Result"
import type { Catalog } from "@cabas/core/catalog"
import type { Distribution } from "@cabas/core/distribution"
import { defaultSettings } from "@cabas/core/group"
import type { Group } from "@cabas/core/group"
import { confirmBasket } from "@cabas/core/plans"
import { sentenceOf } from "@cabas/core/refusals"
import { lineAmount } from "@cabas/core/values"
import type { Measure, PriceTerms } from "@cabas/core/values"
import { pricedBasket } from "@cabas/core/views"

// A price: 12 € for 250 g, VAT of 5.5 % included; one piece weighs about 250 g.
const terms: PriceTerms = { price: 1200, per: { grams: 250 }, vat: 550, content: { grams: 250 } }
console.log(lineAmount(terms, { grams: 270 })) // weighed: cents, rounded once
console.log(lineAmount(terms, { pieces: 2 })) // not weighed yet

const group: Group = {
  id: "paniers",
  currency: "EUR",
  status: "active",
  reason: null,
  settings: { ...defaultSettings("Les Paniers"), payments: { moneyPot: true, floor: 0 } },
  rights: { camille: ["group-admin"] },
}

const catalog: Catalog = {
  id: "fromages",
  kind: "shop",
  contract: null,
  previous: null,
  settings: { name: "Fromages", producer: "aubiers", startsOn: "2026-01-01", endsOn: "2026-12-31", fee: null },
  products: {
    tomme: {
      id: "tomme",
      name: "Tomme",
      reference: null,
      description: "",
      saleKind: "weighed",
      terms,
      loose: null,
      stock: { policy: "per-distribution", quantity: 8 },
      category: null,
      labels: [],
      allergens: [],
      origin: null,
      image: null,
      active: true,
    },
  },
}

const distribution: Distribution = {
  id: "jeudi",
  status: "planned",
  participations: [{ catalog: "fromages", window: null }],
  plan: {
    place: "halle",
    note: "",
    startsAt: "2026-06-04T16:00:00.000Z",
    endsAt: "2026-06-04T18:00:00.000Z",
    orders: { opensAt: "2026-05-01T18:00:00.000Z", closesAt: "2026-05-30T18:00:00.000Z" },
  },
}

/** Decides an order of so many cheeses for Léa, who has 50 € in her wallet; 3 of the 8 are taken. */
const order = (quantity: Measure) =>
  confirmBasket(
    {
      group,
      distribution,
      catalogs: new Map([[catalog.id, catalog]]),
      basket: null,
      member: "lea",
      entry: "member",
      now: "2026-05-10T10:00:00.000Z",
      wallet: 5000,
      taken: () => -3,
      stockOverride: null,
    },
    [{ catalog: "fromages", product: "tomme", quantity }],
  )

// A decision is a plan, or the reason why not. Nothing is written: that is for whoever keeps the data.
for (const pieces of [2, 5, 6]) {
  const decision = order({ pieces })
  if (Result.isFailure(decision)) {
    console.log(sentenceOf(decision.failure, { language: "en", currency: "EUR", timeZone: "Europe/Paris" }))
    continue
  }
  const { answer, facts, postings } = decision.success
  const { total, estimate } = pricedBasket(answer.basket, null)
  console.log(total, estimate ? "estimated" : "weighed", facts[0]?.fact._tag)
  for (const { from, to, quantity, unit } of postings) console.log(`  ${quantity} ${unit}: ${from} → ${to}`)
}
