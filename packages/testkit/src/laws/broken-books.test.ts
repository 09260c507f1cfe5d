import { memoryStorage } from "@cabas/engine"
import type { Basket, Line } from "@cabas/core/basket"
import type { Recorded } from "@cabas/engine/storage"
import { beforeAll, describe, expect, it } from "vitest"
import { play, products, spaces } from "../arbitraries/index.ts"
import type { Call, Done, WorldTerms } from "../arbitraries/index.ts"
import { allLawsHold, laws } from "./all.ts"
import type { dayLaws, seasonLaws } from "./all.ts"
import { booksOf } from "./books.ts"
import type { Books } from "./books.ts"
import { repeatsChangeNothing, strangersDoNothing, writesAreAnswered } from "./call-laws.ts"
import { LawBroken, sameData } from "./law.ts"
import { pricedBasketAddsUp, recapsAgree, shopShowsWhatIsLeft, statementRuns, vatAddsUp } from "./view-laws.ts"

const terms: WorldTerms = {
  shortage: "refuse",
  moneyPot: true,
  floor: 0,
  apples: { policy: "global", quantity: 4 },
  cheeses: { policy: "per-distribution", quantity: 3 },
  flour: { policy: "none" },
  fee: 500,
}
const { group } = spaces
const as = (who: string, name: string, input: object): Call => ({ as: who, do: name, with: { group, ...input } })
const wish = (catalog: string, product: string, pieces: number) => ({ catalog, product, quantity: { pieces } })

const calls = [
  as("lea", "basket.confirm", { distribution: "d1", lines: [wish("c1", "apple", 2), wish("c2", "potato", 1)] }),
  as("tom", "basket.confirm", { distribution: "d1", lines: [wish("c1", "cheese", 1)] }),
  as("ada", "product.save", { ...products.apple, terms: { ...products.apple.terms, price: 300 } }),
  as("lea", "basket.confirm", { distribution: "d1", lines: [wish("c1", "apple", 3), wish("c2", "potato", 0)] }),
  as("ada", "basket.confirm", {
    distribution: "d1",
    member: "tom",
    lines: [wish("c1", "apple", 2)],
    stockOverride: "Promised",
  }),
  as("eva", "member.remove", {}),
  as("ada", "group.suspend", { reason: "A break" }),
  as("ada", "group.resume", {}),
]

let books: Books
let done: ReadonlyArray<Done>
let answers: Map<string, unknown>

beforeAll(async () => {
  const storage = memoryStorage()
  const played = await play({ terms, calls }, storage)
  done = played.done
  books = await booksOf(storage, group)
  answers = new Map()
  for (const [name, input] of [
    ["basket.get", { basket: "d1~lea" }],
    ["wallet.statement", { member: "lea" }],
    ["shop.get", { distribution: "d1" }],
    ["recap.by-product", { distribution: "d1" }],
    ["recap.by-member", { distribution: "d1" }],
    ["basket.list", { distribution: "d1" }],
  ] as const) {
    answers.set(name, (await played.stage.send(as("host", name, input))).answer)
  }
})

/** Something that can be changed at will: a copy of plain data. */
// oxlint-disable-next-line typescript/no-explicit-any -- a tampering goes wherever it likes
type Loose = any

const copy = <A>(data: A): Loose => structuredClone(data)

/** Books whose documents were tampered with. */
const withDocument = (key: string, change: (state: Loose) => void): Books => {
  const documents = new Map(books.documents)
  const document = copy(documents.get(key))
  change(document.state)
  documents.set(key, document)
  return { ...books, documents }
}

const lineOf = (state: Loose, product: string): Loose => state.lines.find((line: Line) => line.product === product)

/** Books whose journal was tampered with: the last batch of an operation, or the one that says so. */
const withBatch = (operation: string, change: (batch: Loose) => void, which?: (batch: Recorded) => boolean): Books => {
  const journal = books.journal.map((batch) => copy(batch))
  const found = journal.findLast((batch) => batch.operation === operation && (which?.(batch) ?? true))
  change(found)
  return { ...books, journal }
}

/** The journal with a batch more. */
const withMore = (facts: ReadonlyArray<object>, more: object = {}): Books => {
  const last = copy(books.journal.at(-1))
  return { ...books, journal: [...books.journal, { ...last, id: "more", facts, postings: [], ...more }] }
}

const basketOf = (member: string): Basket => books.documents.get(`basket:d1~${member}`)?.state as Basket

const tampered: Readonly<
  Record<Exclude<keyof typeof laws, keyof typeof seasonLaws | keyof typeof dayLaws>, readonly [() => Books, RegExp]>
> = {
  statesAreFoldsOfFacts: [
    () => withDocument("catalog:c1", (catalog) => (catalog.settings.name = "Other")),
    /^catalog:c1 is .*; its facts fold to/,
  ],
  postingsHaveTwoSides: [
    () => withBatch("basket.confirm", (batch) => (batch.postings[0].to = batch.postings[0].from)),
    /^batch .* moves/,
  ],
  balancesAreSumsOfPostings: [
    () => ({ ...books, balances: new Map([...books.balances, ["wallet:lea", new Map([["EUR", 1]])]]) }),
    /^wallet:lea holds 1 EUR; its postings add up to/,
  ],
  accountsSumToZero: [
    () => ({ ...books, balances: new Map([...books.balances, ["bank:card", new Map([["EUR", 7]])]]) }),
    /^all accounts together hold 7 EUR/,
  ],
  entriesAreThePostings: [
    () => ({ ...books, entries: new Map([...books.entries].map(([account, listed]) => [account, listed.slice(1)])) }),
    /^wallet:\w+ lists/,
  ],
  walletsKeepTheirFloor: [
    () =>
      withBatch(
        "basket.confirm",
        (batch) => (batch.postings.at(-1).quantity = 999_999),
        ({ by }) => by === "tom",
      ),
    /^BasketConfirmed by tom leaves -\d+ in a wallet of 1000 whose floor is 0$/,
  ],
  walletsAreWhatCameIn: [
    () => withDocument("payment:second", (payment) => (payment.amount += 1)),
    /^tom paid 1001 in that is not spent, and has 1000 with what is held/,
  ],
  basketsAreHeld: [
    () => withDocument("basket:d1~tom", (basket) => (basket.lines[0].terms.price += 40)),
    /^basket d1~tom comes to/,
  ],
  orderedTermsStay: [
    () =>
      withBatch(
        "basket.confirm",
        ({ facts }) =>
          facts[0].fact.lines.push({
            ...copy(basketOf("lea").lines[0]),
            terms: { ...products.apple.terms, price: 300 },
          }),
        ({ by }) => by === "lea",
      ),
    /^line .* of basket:d1~lea became/,
  ],
  moreIsOnTodaysTerms: [
    () =>
      withBatch(
        "basket.confirm",
        ({ facts }) => (facts[0].fact.lines[0].terms.price = 1),
        ({ by }) => by === "tom",
      ),
    /^line .* was ordered when the product was/,
  ],
  membersOrderInTheWindow: [
    () =>
      withBatch(
        "basket.confirm",
        ({ facts }) => (facts[0].fact.at = "2026-05-28T18:00:00.000Z"),
        ({ by }) => by === "tom",
      ),
    /^tom ordered of c1 at 2026-05-28T18:00:00.000Z, which takes orders/,
  ],
  firstConfirmationsStay: [
    () => withDocument("basket:d1~tom", (basket) => (basket.confirmedAt = "2026-05-03T08:00:00.000Z")),
    /^basket:d1~tom says confirmed at 2026-05-03/,
  ],
  linesAreDistinct: [
    () => withDocument("basket:d1~tom", ({ lines }) => lines.push({ ...lines[0], id: 9 })),
    /^basket d1~tom has two lines on the same terms/,
  ],
  zeroIsDeclined: [
    () => withDocument("basket:d1~lea", (basket) => (lineOf(basket, "potato").status = "ordered")),
    /^line .* of d1~lea is ordered$/,
  ],
  numbersAreDense: [
    () => ({
      ...books,
      numbers: new Map([
        ["basket:d1~lea", 2],
        ["basket:d1~tom", 1],
      ]),
    }),
    /^basket:d1~lea has number 2, and was confirmed as number 1$/,
  ],
  stockIsWhatIsOrdered: [
    () => withDocument("basket:d1~tom", (basket) => (lineOf(basket, "cheese").ordered = { pieces: 2 })),
    /^cheese at d1: baskets say .*"ordered":2.*, the ledger .*"ordered":1/,
  ],
  nothingIsOversold: [
    () =>
      withBatch(
        "basket.confirm",
        ({ facts }) => (facts[0].fact.stockOverride = null),
        ({ by }) => by === "ada",
      ),
    /^5 are taken on stock:c1\/apple of a stock of 4/,
  ],
  overridesHaveReasons: [
    () =>
      withBatch(
        "basket.confirm",
        ({ facts }) => (facts[0].fact.stockOverride = " "),
        ({ by }) => by === "ada",
      ),
    /^ada overrode a stock as coordinator/,
  ],
  stocksCoverOrders: [
    () =>
      withMore([
        {
          key: "catalog:c1",
          fact: { _tag: "ProductSaved", product: { ...products.apple, stock: { policy: "global", quantity: 3 } } },
        },
      ]),
    /^a stock of apple was set to 3 when 5 were taken on stock:c1\/apple$/,
  ],
  ordersStandOnTheirDistribution: [
    () => withDocument("distribution:d1", (distribution) => (distribution.status = "cancelled")),
    /holds goods at a distribution that is cancelled$/,
  ],
  distributionsKeepTheirDates: [
    () => withDocument("catalog:c2", (catalog) => (catalog.settings.endsOn = "2026-06-07")),
    /^d2 is on 2026-06-08, and c2 runs from 2026-05-01 to 2026-06-07$/,
  ],
  daysAreTakenOnce: [
    () => withDocument("distribution:d2", ({ plan }) => Object.assign(plan, { startsAt: "2026-06-01T20:00:00.000Z" })),
    /^d2 and d1 are both at hall on 2026-06-01$/,
  ],
  someAdminRemains: [
    () => withMore([{ key: "group", fact: { _tag: "RightsGiven", member: "ada", rights: [] } }]),
    /^batch more leaves the group without admin$/,
  ],
  thoseWhoLeaveAreSettled: [
    () => withMore([{ key: "member:tom", fact: { _tag: "MemberLeft", at: "2026-05-02T08:00:00.000Z" } }]),
    /^tom left with 1000$/,
  ],
  theErasedAreForgotten: [
    () =>
      withMore([
        {
          key: "member:eva",
          fact: {
            _tag: "MemberErased",
            id: "eva",
            people: [],
            joinedAt: "2026-05-01T08:00:00.000Z",
            at: "2026-05-02T08:00:00.000Z",
          },
        },
      ]),
    /^member:eva was erased, and MemberAdded is still told$/,
  ],
  suspendedGroupsRest: [
    () => withBatch("group.resume", (batch) => (batch.facts = books.journal[2]!.facts)),
    /^group\.resume wrote while the group was suspended$/,
  ],
  writersAreMembers: [
    () => withBatch("basket.confirm", (batch) => (batch.by = "zoe")),
    /^zoe, who is unknown, did basket\.confirm$/,
  ],
  ordersAreForMembers: [
    () =>
      withMore([
        {
          key: "basket:d1~eva",
          fact: {
            _tag: "BasketDrafted",
            distribution: "d1",
            member: "eva",
            at: "2026-05-02T08:00:00.000Z",
            wishes: [],
          },
        },
      ]),
    /^BasketDrafted for eva, who is left$/,
  ],
  coordinatorsHoldTheRight: [
    () =>
      withBatch(
        "basket.confirm",
        (batch) => (batch.by = "lea"),
        ({ by }) => by === "ada",
      ),
    /^lea ordered of c1 for tom with the rights \[\]$/,
  ],
}

describe("a law says so when it is broken", () => {
  it("all hold for the books as they were written", () => {
    expect(done.map(({ outcome }) => outcome.refusal)).toEqual(done.map(() => undefined))
    expect(() => allLawsHold(books)).not.toThrow()
  })

  it.each(Object.keys(tampered) as ReadonlyArray<keyof typeof tampered>)("%s", (name) => {
    const [tamper, says] = tampered[name]
    const wrong = tamper()
    expect(() => laws[name](wrong)).toThrow(LawBroken)
    expect(() => laws[name](wrong)).toThrow(says)
  })
})

describe("the laws of calls and views say so too", () => {
  const answer = (name: string): Loose => copy(answers.get(name))

  it("writesAreAnswered", () => {
    const [first] = done
    expect(() => writesAreAnswered(first!)).not.toThrow()
    const refused = { ...first!, outcome: { refusal: { _tag: "BasketEmpty", distribution: "d1" } as const } }
    expect(() => writesAreAnswered(refused)).toThrow("basket.confirm by lea was refused and wrote 1 batches")
    expect(() => writesAreAnswered({ ...first!, call: { ...first!.call, preview: true } })).toThrow(LawBroken)
    expect(() => writesAreAnswered({ ...first!, wrote: [] })).toThrow("answered and wrote 0 batches")
    expect(() => writesAreAnswered({ ...first!, call: { ...first!.call, as: "tom" } })).toThrow("wrote as lea")
  })

  it("repeatsChangeNothing, strangersDoNothing", () => {
    const [first, second] = done
    expect(() => repeatsChangeNothing(first!, { ...first!, wrote: [] })).not.toThrow()
    expect(() => repeatsChangeNothing(first!, first!)).toThrow("under the same key wrote again")
    expect(() => repeatsChangeNothing(first!, { ...second!, wrote: [] })).toThrow("under the same key")
    expect(() => strangersDoNothing(first!)).toThrow("who is a stranger, did basket.confirm")
    const refused = { refusal: { _tag: "BasketEmpty", distribution: "d1" } as const }
    expect(() => strangersDoNothing({ ...first!, outcome: refused })).toThrow(
      "who is a stranger, wrote by basket.confirm",
    )
    expect(() => strangersDoNothing({ ...first!, outcome: refused, wrote: [] })).not.toThrow()
  })

  it("pricedBasketAddsUp, vatAddsUp", () => {
    expect(() => pricedBasketAddsUp(answer("basket.get"))).not.toThrow()
    expect(() => vatAddsUp(answer("basket.get"))).not.toThrow()
    const tamper = (change: (basket: Loose) => void) => {
      const basket = answer("basket.get")
      change(basket)
      return basket
    }
    expect(() => pricedBasketAddsUp(tamper((basket) => (basket.lines[0].amount += 1)))).toThrow("before its fee")
    expect(() => pricedBasketAddsUp(tamper((basket) => (basket.total += 1)))).toThrow("its lines make")
    expect(() => pricedBasketAddsUp(tamper((basket) => (basket.estimate = !basket.estimate)))).toThrow("says estimate")
    expect(() => vatAddsUp(tamper((basket) => (basket.vat[0].tax += 1)))).toThrow("the lines of that rate make")
    expect(() => vatAddsUp(tamper((basket) => basket.vat.shift()))).toThrow("the VAT rows of d1~lea make")
  })

  it("recapsAgree", () => {
    const { baskets } = answer("basket.list")
    const agree = (change: (byProduct: Loose, byMember: Loose) => void) => () => {
      const [byProduct, byMember] = [answer("recap.by-product"), answer("recap.by-member")]
      change(byProduct, byMember)
      recapsAgree(byProduct, byMember, baskets)
    }
    expect(agree(() => {})).not.toThrow()
    expect(agree((byProduct) => (byProduct.total += 1))).toThrow("the baskets come to")
    expect(agree((byProduct) => byProduct.rows.pop())).toThrow("the baskets come to")
    expect(agree((_, byMember) => (byMember.rows[0].total += 1))).toThrow("the baskets come to")
  })

  it("statementRuns", () => {
    const runs = (change: (statement: Loose) => void) => () => {
      const statement = answer("wallet.statement")
      change(statement)
      statementRuns(statement)
    }
    expect(runs(() => {})).not.toThrow()
    expect(runs((statement) => (statement.wallet.posted += 1))).toThrow("the wallet says")
    expect(runs((statement) => (statement.lines[0].balance += 1))).toThrow("the statement ends at")
    expect(runs((statement) => (statement.lines[1].amount += 1))).toThrow("the statement goes from")
  })

  it("shopShowsWhatIsLeft", () => {
    const shows = (change: (offers: Loose) => void) => () => {
      const shop = answer("shop.get")
      change(shop.offers)
      shopShowsWhatIsLeft(books, shop)
    }
    expect(shows(() => {})).not.toThrow()
    expect(shows((offers) => (offers[1].left.pieces += 1))).toThrow("3 of cheese are shown as left, and 2 are")
    expect(shows((offers) => (offers[2].left = { grams: 1 }))).toThrow("flour is offered with")
  })

  it("sameData tells what is absent from what is undefined", () => {
    expect(sameData({ a: undefined }, {})).toBe(false)
    expect(sameData({ a: undefined }, { b: undefined })).toBe(false)
    expect(sameData([1, { a: null }], [1, { a: null }])).toBe(true)
    expect(sameData([], {})).toBe(false)
    expect(sameData(null, {})).toBe(false)
  })
})
