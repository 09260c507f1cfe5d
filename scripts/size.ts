// `npm run size [-- --json FILE]`: what browsers are sent, in bytes of brotli, against the most that each may be.
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"
import { brotliCompressSync } from "node:zlib"
import { rollup } from "rollup"
import { forPages } from "../rollup.config.mjs"
import { inProject } from "./paths.mjs"
import { main, say } from "./say.mjs"

/** What rollup told of a file that it wrote. */
interface Told {
  readonly file: string
  readonly modules: ReadonlyArray<string>
}

interface Row {
  readonly name: string
  readonly brotliBytes: number
  readonly budgetBytes: number
}

const kilobyte = 1024
const cdn = inProject("packages", "widgets", "cdn")

/**
 * Kilobytes that each may be; elements are counted without what is shared. What the elements for coordinators share is
 * the planner’s, the books’, or every refusal in words: `sentences`. The contract with all that it loads on demand,
 * languages left out, is `contract-whole`: 22 is aimed at, of which Lit alone is 6.
 */
const budgets = {
  ordering: 20,
  "core-rules": 8,
  "core-day": 16,
  kit: 40,
  client: 1,
  loader: 2,
  shared: 12,
  "language-fr": 2.5,
  "language-en": 2.5,
  group: 1.5,
  catalog: 5,
  basket: 4,
  quantity: 2.5,
  money: 0.5,
  countdown: 1,
  "ordering-own": 3,
  planner: 28,
  "contracts-admin": 7,
  paper: 10,
  recap: 5,
  sheet: 5,
  workbook: 7,
  contract: 22,
  "contract-whole": 25,
  "contract-own": 9,
  absences: 8,
  deliveries: 2,
  season: 4,
  "season-fr": 4,
  "season-en": 4,
  wallet: 8,
  "wallet-fr": 3,
  "wallet-en": 3,
  checkout: 4,
  books: 4,
  sentences: 15,
  table: 2,
  "books-fr": 4,
  "books-en": 4,
  payments: 12,
  memberships: 6,
  qr: 7,
  desk: 30,
  "desk-later": 6,
  "desk-fr": 12,
  "desk-en": 12,
} as const

const compressed = (code: string | Buffer): number => brotliCompressSync(code).length
const sizeOf = (file: string): number => compressed(readFileSync(join(cdn, file)))

const told = (build: string): ReadonlyArray<Told> => JSON.parse(readFileSync(join(cdn, `.${build}.json`), "utf8"))

/** The rules alone, as somebody who builds another page on them would bundle them: prices, baskets, and their plans. */
const rules = `
  export { feeAmount, goodsAmount, isPriceable, lineAmount, unitPrice } from "@cabas/core/values"
  export {
    amountOfLine, basketId, billedOf, evolveOrder, goodsOfLine, hasGoods, isEstimate, orderedOfProduct, sameTerms, shopTotalOf, totalOf
  } from "@cabas/core/basket"
  export { cancelBasket, confirmBasket, draftBasket } from "@cabas/core/plans"
  export { pricedBasket, vatOfBasket } from "@cabas/core/views"
`

/** The same with all that happens on the day of a distribution: weighing, sharing out, selling, paying, settling. */
const rulesOfTheDay = `
  ${rules}
  export * from "@cabas/core/basket"
  export * from "@cabas/core/payment"
  export {
    handOver, promisePayment, recordPayment, refundPayment, repriceProduct, sellOnTheSpot, settleBasket, shareShort, weighLines
  } from "@cabas/core/plans"
  export { deskBasket } from "@cabas/core/views"
`

/** The size of a bundle made of some code. */
const bundled = async (code: string): Promise<number> => {
  const entry = "virtual:entry"
  const given = {
    name: "given",
    resolveId: (id: string) => (id === entry ? id : null),
    load: (id: string) => (id === entry ? code : null),
  }
  const bundle = await rollup({ input: entry, plugins: [given, ...forPages] })
  const { output } = await bundle.generate({ format: "es" })
  await bundle.close()
  return output.reduce((sum, part) => sum + (part.type === "chunk" ? compressed(part.code) : 0), 0)
}

const rooms = [
  ..."catalog basket quantity money countdown ordering".split(" "),
  ..."planner contracts-admin recap sheet paper contract absences deliveries season desk".split(" "),
  ..."wallet checkout qr payments memberships books table".split(" "),
]

/** Which element a file is of: the one whose room it was made from, or that it is named after. */
const elementOf = ({ file, modules }: Told): string => {
  if (/\/shared-/.test(file)) return "shared"
  const [, about, spoken] = /\/(season|wallet|books)\.(fr|en)-/.exec(file) ?? []
  if (about !== undefined) return `${about}-${spoken}`
  const day = /\/day\.(fr|en)-/.exec(file)?.[1]
  if (day !== undefined) return `desk-${day}`
  if (/\/xlsx-/.test(file)) return "workbook"
  if (/\/paper\.(fr|en)-/.test(file)) return "paper"
  if (/\/sentences-/.test(file)) return "sentences"
  const language = /\/(fr|en)-/.exec(file)?.[1]
  if (language !== undefined) return `language-${language}`
  const own = modules.map((path) => /^packages\/widgets\/src\/([a-z-]+)\//.exec(path)?.[1] ?? "")
  const room = rooms.find((each) => own.includes(each)) ?? /elements\/([a-z-]+)\.js/.exec(file)?.[1] ?? ""
  return room === "ordering" || room === "contract" || room === "desk" ? `${room}-own` : room
}

/** A flow with all that it loads on demand, but for the languages: a page loads one of them, which has its own row. */
const wholeOf = (flow: string): number =>
  told(flow)
    .filter(({ file }) => !/[-.](fr|en)-/.test(file))
    .reduce((sum, { file }) => sum + sizeOf(file), 0)

const measure = async (): Promise<ReadonlyArray<Row>> => {
  const sizes = new Map<string, number>()
  for (const each of told("elements")) {
    const element = elementOf(each)
    sizes.set(element, (sizes.get(element) ?? 0) + sizeOf(each.file))
  }
  sizes.set("ordering", sizeOf("ordering.js"))
  sizes.set("contract", sizeOf("contract.js"))
  sizes.set("contract-whole", wholeOf("contract.js"))
  sizes.set("desk", sizeOf("desk.js"))
  const later = told("desk.js").filter(({ file }) => file.includes("desk-later"))
  sizes.set("desk-later", later.length === 1 ? sizeOf(later[0]!.file) : Number.POSITIVE_INFINITY)
  sizes.set("kit", sizeOf("cabas.js"))
  sizes.set("loader", sizeOf("loader.js"))
  sizes.set("client", await bundled(`export { createClient, newKey } from "@cabas/client"`))
  sizes.set("core-rules", await bundled(rules))
  sizes.set("core-day", await bundled(rulesOfTheDay))
  return Object.entries(budgets).map(([name, kilobytes]) => ({
    name,
    brotliBytes: sizes.get(name) ?? Number.POSITIVE_INFINITY,
    budgetBytes: kilobytes * kilobyte,
  }))
}

/** Nothing of Effect and no schema reaches a page: neither by a module nor by a mark that Effect leaves in its code. */
const strangers = (): ReadonlyArray<string> =>
  ["elements", "ordering.js", "contract.js", "desk.js", "loader.js", "cabas.js"]
    .flatMap(told)
    .flatMap(({ file, modules }) => [
      ...modules
        .filter((path) => /node_modules\/(@?effect)\/|\.schema\.ts$/.test(path))
        .map((path) => `${file} holds ${path}`),
      ...(readFileSync(join(cdn, file), "utf8").includes("~effect/") ? [`${file} holds code of Effect`] : []),
    ])

const notes = inProject(".changeset")

/** What a changeset owns up to: `Over budget: ordering, kit.`; until it is released these may be 2 % over. */
const ownedUp = (): ReadonlySet<string> =>
  new Set(
    readdirSync(notes)
      .filter((file) => file.endsWith(".md"))
      .flatMap((file) => [...readFileSync(join(notes, file), "utf8").matchAll(/^Over budget: ([^.\n]+)\./gm)])
      .flatMap(([, names = ""]) => names.split(", ")),
  )

await main(async () => {
  const rows = await measure()
  const owned = ownedUp()
  const isOver = ({ name, brotliBytes, budgetBytes }: Row): boolean =>
    brotliBytes > budgetBytes * (owned.has(name) ? 1.02 : 1)
  for (const row of rows) {
    const { name, brotliBytes, budgetBytes } = row
    const within = brotliBytes > budgetBytes ? "  over by less than 2 %, as a changeset says" : ""
    const over = isOver(row) ? "  too much" : within
    say(`${name.padEnd(14)} ${String(brotliBytes).padStart(6)} of ${String(budgetBytes).padStart(6)} bytes${over}`)
  }
  const size = (wanted: string) => rows.find(({ name }) => name === wanted)?.brotliBytes ?? 0
  say(`A page that orders in French is sent ${size("ordering") + size("language-fr")} bytes: ordering and language-fr.`)
  const found = strangers()
  for (const each of found) say(each)
  const at = process.argv.indexOf("--json")
  const file = process.argv[at + 1]
  if (at >= 0 && file !== undefined) writeFileSync(file, `${JSON.stringify(rows, undefined, 2)}\n`)
  return rows.some(isOver) || found.length > 0 ? 1 : 0
})
