import { termsProblem } from "@cabas/core/catalog"
import { amountOf, sameUnit, unitOf } from "@cabas/core/values"
import * as Equal from "effect/Equal"
import { tenthOf } from "./foreign-row.ts"
import type { ImportPlan, Problem, ProductDraft, ProductsFile, Row, Told } from "./imports.schema.ts"
import { productOfDraft } from "./product-draft.ts"

/** A product that is already in the catalog. */
export type ExistingProduct = ProductDraft & { readonly id: string }

/** What an import may do beside creating and updating, and how it names what it creates. */
export interface PlanOptions {
  /** An identifier for a new product; made different when it is taken. */
  readonly nextId: (name: string) => string
  /** Deactivates the active products whose reference the file does not hold; not when left out. */
  readonly retireAbsent?: boolean | undefined
}

type Outcome = ImportPlan["rows"][number]
type Change = ImportPlan["changes"][number]

/**
 * What importing the file would do: a product whose reference is known is updated in what the row tells,
 * any other is created. Nothing is written.
 * @rule IMPORT-14
 * @see D30, IMP3
 */
export function planImport(
  existing: ReadonlyArray<ExistingProduct>,
  file: ProductsFile,
  options: PlanOptions,
): ImportPlan {
  const known = grouped(existing, ({ reference }) => reference)
  const names = grouped(existing, ({ name }) => name)
  const freeId = freeIds(existing)
  const rows: Array<Outcome> = []
  const changes: Array<Change> = []
  for (const row of file.rows) {
    const same = row.reference === null ? [] : (known.get(row.reference) ?? [])
    const planned = planRow(row, same, () => freeId(options.nextId(row.product!.name)))
    const { change, outcome } = planned
    const homonyms = outcome.outcome === "created" ? (names.get(row.product!.name) ?? []) : []
    rows.push(homonyms.length === 0 ? outcome : warned(outcome, alreadyThere(homonyms)))
    if (change !== undefined) changes.push(change)
  }
  const held = options.retireAbsent === true ? withheld(file) : undefined
  const retired = options.retireAbsent === true && held === undefined ? absentFrom(file, existing) : []
  changes.push(...retired)
  const count = (wanted: Outcome["outcome"]) => rows.filter(({ outcome }) => outcome === wanted).length
  return {
    rows,
    changes,
    counts: {
      created: count("created"),
      updated: count("updated"),
      unchanged: count("unchanged"),
      refused: count("refused"),
      retired: retired.length,
      blank: file.blankRows,
    },
    problems: file.problems,
    warnings: held === undefined ? file.warnings : [...file.warnings, held],
  }
}

interface Planned {
  readonly outcome: Outcome
  readonly change?: Change
}

function planRow(row: Row, same: ReadonlyArray<ExistingProduct>, freshId: () => string): Planned {
  const { line, reference, product, warnings } = row
  const about = { line, reference, name: product?.name ?? null, warnings }
  const refuse = (reason: ReadonlyArray<Problem>): Planned => ({ outcome: { ...about, outcome: "refused", reason } })
  if (product === undefined) return refuse(row.problems)
  if (same.length > 1) {
    return refuse([{ _tag: "ReferenceAmbiguous", value: reference!, products: same.map(({ id }) => id) }])
  }
  const before = same[0]
  if (before === undefined) {
    const id = freshId()
    return { outcome: { ...about, outcome: "created", productId: id }, change: { id, change: "created", product } }
  }
  const { id, ...was } = before
  const after = merged(was, product, new Set(row.tells))
  if ("_tag" in after) return refuse([after])
  const changed = (Object.keys(after) as Array<keyof ProductDraft>).filter((key) => !Equal.equals(after[key], was[key]))
  const used = { ...about, warnings: warnings.filter((warning) => isUsed(warning, row, after)) }
  const inactive: Problem = { _tag: "StillInactive", product: id }
  const told = after.active || row.tells.includes("active") ? used : warned(used, inactive)
  if (changed.length === 0) return { outcome: { ...told, outcome: "unchanged", productId: id } }
  return {
    outcome: { ...told, outcome: "updated", productId: id, changed },
    change: { id, change: "updated", product: after },
  }
}

const warned = <A extends { readonly warnings: ReadonlyArray<Problem> }>(about: A, problem: Problem): A => ({
  ...about,
  warnings: [...about.warnings, problem],
})

/** Whether a warning still holds for a known product: what it has is not assumed. */
function isUsed(warning: Problem, row: Row, after: ProductDraft): boolean {
  if (warning._tag === "VatAssumed") return row.tells.includes("vat")
  if (warning._tag === "StepAssumed") return after.loose?.step === warning.step && after.loose.minimum === warning.step
  return true
}

const alreadyThere = (homonyms: ReadonlyArray<ExistingProduct>): Problem => ({
  _tag: "NameAlreadyThere",
  value: homonyms[0]!.name,
  products: homonyms.map(({ id }) => id),
})

/**
 * The product as it was, with what the row tells; or why the two do not go together.
 * @rule IMPORT-15
 */
function merged(was: ProductDraft, draft: ProductDraft, tells: ReadonlySet<Told>): ProductDraft | Problem {
  const kept = tells.has("saleKind") || draft.saleKind === was.saleKind ? draft : soldAs(was, draft)
  if (kept === undefined) return { _tag: "SaleKindDiffers", read: draft.saleKind, kept: was.saleKind }
  const after: ProductDraft = {
    reference: was.reference,
    name: draft.name,
    description: tells.has("description") ? draft.description : was.description,
    saleKind: kept.saleKind,
    price: kept.price,
    per: kept.per,
    vat: tells.has("vat") ? draft.vat : was.vat,
    content: tells.has("content") || kept.saleKind !== "piece" ? kept.content : was.content,
    loose: loosely(was, kept, tells),
    stock: tells.has("stock") ? stocked(was, kept, tells) : was.stock,
    category: tells.has("category") ? draft.category : was.category,
    labels: labelled(was, draft, tells),
    allergens: tells.has("allergens") ? draft.allergens : was.allergens,
    origin: tells.has("origin") ? draft.origin : was.origin,
    image: tells.has("image") ? draft.image : was.image,
    active: tells.has("active") ? draft.active : was.active,
  }
  const invalid = termsProblem(productOfDraft("draft", after))
  return invalid === undefined ? after : { _tag: "TermsInvalid", problem: invalid }
}

/** A product told as sold by the piece, sold as it is in the catalog: the file's price is that of its package. */
function soldAs(was: ProductDraft, draft: ProductDraft): ProductDraft | undefined {
  const { content, stock } = draft
  if (draft.saleKind !== "piece" || content === null || unitOf(content) === "pieces") return undefined
  const priced = { ...draft, saleKind: was.saleKind, per: content }
  if (was.saleKind !== "loose") return { ...priced, content }
  const size = amountOf(content)
  const step = tenthOf(size)
  const packed = stock.policy === "none" ? stock : { ...stock, quantity: stock.quantity * size }
  return { ...priced, content: null, loose: { step, minimum: step, maximum: null }, stock: packed }
}

/** Step and bounds: those there are, unless the row tells others or counts in another unit. */
function loosely(was: ProductDraft, draft: ProductDraft, tells: ReadonlySet<Told>): ProductDraft["loose"] {
  if (draft.saleKind !== "loose" || tells.has("loose") || was.loose === null) return draft.loose
  return sameUnit(was.per, draft.per) ? was.loose : draft.loose
}

/** The stock told, under the policy there is when the row tells only how many. */
function stocked(was: ProductDraft, draft: ProductDraft, tells: ReadonlySet<Told>): ProductDraft["stock"] {
  const { stock } = draft
  if (tells.has("stockPolicy") || stock.policy === "none" || was.stock.policy === "none") return stock
  return { policy: was.stock.policy, quantity: stock.quantity }
}

/** The labels; a file that only says what is organic leaves the others. */
function labelled(was: ProductDraft, draft: ProductDraft, tells: ReadonlySet<Told>): ReadonlyArray<string> {
  if (tells.has("labels") && !tells.has("organic")) return draft.labels
  if (!tells.has("organic")) return was.labels
  const others = (tells.has("labels") ? draft : was).labels.filter((label) => label !== "organic")
  const organic = draft.labels.includes("organic")
  if (organic && !tells.has("labels") && was.labels.includes("organic")) return was.labels
  return organic ? ["organic", ...others] : others
}

/**
 * The active products whose reference the file does not hold, retired. A refused row still holds its reference;
 * products without one are left alone.
 * @rule IMPORT-16
 */
function absentFrom(file: ProductsFile, existing: ReadonlyArray<ExistingProduct>): Array<Change> {
  const held = new Set(file.rows.map(({ reference }) => reference))
  return existing
    .filter(({ active, reference }) => active && reference !== null && !held.has(reference))
    .map(({ id, ...product }) => ({ id, change: "retired", product: { ...product, active: false } }))
}

/** Why nothing may be retired: no product was read, or a row may be about any of them. */
function withheld(file: ProductsFile): Problem | undefined {
  const lines = file.rows.filter(({ product, reference }) => product === undefined && reference === null)
  const none = !file.rows.some(({ product }) => product !== undefined)
  return none || lines.length > 0
    ? { _tag: "RetiringWithheld", lines: none ? [] : lines.map(({ line }) => line) }
    : undefined
}

/** Gives identifiers, with a number after those that are taken. */
function freeIds(existing: ReadonlyArray<ExistingProduct>): (wanted: string) => string {
  const taken = new Set(existing.map(({ id }) => id))
  const numbers = new Map<string, number>()
  return (wanted) => {
    let id = wanted
    let number = numbers.get(wanted) ?? 1
    while (taken.has(id)) {
      number += 1
      const ending = `-${number}`
      id = `${wanted.slice(0, 64 - ending.length)}${ending}`
    }
    numbers.set(wanted, number)
    taken.add(id)
    return id
  }
}

/** The products by what `keyOf` says of them, those of which it says nothing left out. */
function grouped<A>(items: ReadonlyArray<A>, keyOf: (item: A) => string | null): Map<string, Array<A>> {
  const groups = new Map<string, Array<A>>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
