import type { Client, Problem, Reply } from "@cabas/client"
import { phase } from "@cabas/core/values"
import type { Phase, Unit } from "@cabas/core/values"
import type { Wish } from "@cabas/core/basket"
import type { Refusal } from "@cabas/core/refusals"
import type { CabasDetails, CabasEventName } from "../base/events.ts"
import type { Speech } from "../base/language.ts"
import { Connection } from "./connection.ts"
import type { ConnectionOptions } from "./connection.ts"
import { draftOf, emptied, keyOf, mergedDraft, offeredOnly, wantedOf, wishOf, withWish } from "./draft.model.ts"
import type { Draft, KeptDraft, Which } from "./draft.model.ts"
import { keysFor } from "./keys.ts"
import { linesOf, totalsOf } from "./pricing.model.ts"
import type { Line, Totals } from "./pricing.model.ts"
import { announcementOf } from "./saving.model.ts"
import { Saver } from "./saver.ts"
import type { Saved } from "./saver.ts"
import { nothingYet } from "./state.ts"
import type { Change, Sheet, State } from "./state.ts"

/** What a store needs of the page it is in. */
export type StoreOptions = ConnectionOptions

interface Reason {
  readonly refusal?: Refusal | undefined
  readonly problem?: Problem | undefined
}

/** Within how many milliseconds changes of one product are one. */
const oneChange = 1000

/**
 * All that the widgets of one connection know and do, without any of them: a page can drive it with its own markup.
 * What is shown is `state`, `lines` and `totals`; `subscribe` tells when they changed.
 */
export class Store extends Connection {
  /** The basket's lines with the draft. */
  lines: ReadonlyArray<Line> = []
  readonly #saver: Saver
  #distribution: string | undefined
  #touched = new Set<string>()
  readonly #keys = keysFor()

  constructor(options: StoreOptions) {
    super(options)
    this.#distribution = options.distribution ?? undefined
    this.#saver = new Saver(
      () => this.#sendDraft(),
      (saving, reply) => this.#saved(saving, reply),
    )
  }

  /** What confirming comes to: wishes that wait for stock are not of it. */
  get totals(): Totals {
    const { shop, sheet } = this.state
    return totalsOf(linesOf(shop, sheet, this.#confirmable()), sheet)
  }

  /** Where the order window of a catalog stands, or that of the whole distribution. */
  phaseOf(catalog?: string): Phase {
    const distribution = this.state.shop?.distribution
    const window = distribution?.catalogs.find(({ id }) => id === catalog)?.window ?? distribution?.orders
    return window ? phase(window, this.now()) : "before"
  }

  /** The next instant at which an order window opens or closes. */
  override nextTurn(): string | undefined {
    const { catalogs = [] } = this.state.shop?.distribution ?? {}
    return catalogs
      .flatMap(({ window }) => [window.opensAt, window.closesAt])
      .filter((at) => at > this.now())
      .sort()[0]
  }

  /** Reads shop and basket; what is shown stays until they are there. */
  override async load(): Promise<void> {
    const { client, keeper } = this.options
    const isFirst = this.state.isLoading
    const member = await this.member()
    const { answer: shop, ...why } = await client.ask("shop.get", { distribution: this.#distribution } as object)
    if (!shop) {
      const kept = why.problem && !this.state.shop && keeper.get("shop", this.#whose(member))
      if (kept) {
        this.set({ shop: kept.shop, staleSince: kept.at })
        this.#showSheet(kept.sheet)
      }
      return this.#unread(why, this.state.shop, { isLoading: false, member })
    }
    this.set({ shop, member, staleSince: null, problem: null, isLoading: !!member && isFirst })
    if (member && shop.distribution) {
      const { answer: sheet, ...whyNot } = await client.ask("basket.get", { distribution: shop.distribution.id })
      if (sheet) {
        this.#snapshot(sheet)
        this.#showSheet(sheet)
      } else this.#unread(whyNot, this.state.sheet)
    }
    this.set({ isLoading: false })
    if (isFirst) this.#tell("cabas:ready", { group: shop.group.id, distribution: shop.distribution?.id ?? null })
  }

  /** Shows another distribution. */
  async choose(distribution: string): Promise<void> {
    await this.#saver.flush()
    await this.#saver.stop()
    this.#distribution = distribution
    this.#touched.clear()
    this.set(nothingYet)
    await this.load()
  }

  /** Wants another quantity of a product, in its order unit; zero for none. */
  setQuantity(which: Which & { readonly name: string }, unit: Unit, to: number): void {
    const { draft, sheet, isBusy } = this.state
    if (!sheet || isBusy || this.phaseOf(which.catalog) !== "open" || wantedOf(draft, sheet, which) === to) return
    const wish = wishOf(which, unit, to)
    if (!this.#tell("cabas:basket:lines-update", { lines: [wish] })) return
    this.#change(withWish(draft, sheet, wish), which.name, wish)
  }

  /** Takes everything out; `undo` puts it back. */
  empty(): void {
    this.#change(emptied(this.state.sheet), "")
  }

  /** Takes the last change back. */
  undo(): void {
    const { changes, draft } = this.state
    const last = changes.at(-1)
    if (!last || this.state.isBusy) return
    this.#edit(last.before, Object.keys({ ...draft, ...last.before }), changes.slice(0, -1))
  }

  /** Keeps a wish in the draft, out of what is confirmed, until there is more. */
  wait({ key }: Line): void {
    const { draft, waiting, changes } = this.state
    this.#edit(draft, [key], changes)
    this.set({ waiting: [...waiting, key] })
  }

  /** Orders the draft. The basket then is what the server answers, or the state says why not. @see D11 */
  async confirm(): Promise<void> {
    const { draft, waiting } = this.state
    const lines = Object.values(this.#confirmable())
    if (!this.#tell("cabas:checkout:start", { lines, total: this.totals.total })) return
    const again = () => this.confirm()
    const key = this.#keys.of(lines)
    const answer = await this.#ask(
      (client, distribution) => client.run("basket.confirm", { distribution, lines }, { key }),
      again,
    )
    if (!answer) return
    const { clipped, ...basket } = answer
    this.#order(
      basket,
      waiting.flatMap((wished) => draft[wished] ?? []),
    )
    this.set({ clipped })
    this.#tell("cabas:order:confirmed", { basket: answer })
    await this.load()
  }

  /** Cancels the whole order. */
  async cancel(): Promise<void> {
    const again = () => this.cancel()
    const basket = await this.#ask((client, distribution) => client.run("basket.cancel", { distribution }), again)
    if (!basket) return
    this.#order(basket, [])
    this.#tell("cabas:order:cancelled", { basket })
    await this.load()
  }

  /** Tries again what could not be done: loading, or saving the draft. */
  override retry(): void {
    const { shop, sheet, staleSince } = this.state
    if (!shop || !sheet || staleSince) void this.load()
    void this.#saver.flush()
  }

  /** Sends what is not saved yet and stops. */
  override close(): void {
    void this.#saver.flush()
    super.close()
  }

  override newsSince(before: State, speech: Speech): string {
    return announcementOf(before, this.state, speech)
  }

  protected override set(changed: Partial<State>): void {
    const { shop, sheet, draft } = this.state
    this.state = { ...this.state, ...changed }
    const now = this.state
    if (shop !== now.shop || sheet !== now.sheet || draft !== now.draft)
      this.lines = linesOf(now.shop, now.sheet, now.draft)
    super.set({})
  }

  #confirmable(): Draft {
    const { draft, waiting } = this.state
    return Object.fromEntries(Object.entries(draft).filter(([key]) => !waiting.includes(key)))
  }

  #tell<Name extends CabasEventName>(name: Name, detail: CabasDetails[Name]): boolean {
    return this.options.tell?.(name, detail) ?? true
  }

  /** Shows why something was not done, and tells the page. */
  #why({ refusal, problem }: Reason, again: () => unknown, also: Partial<State> = {}): void {
    this.set({ refusal: refusal ?? null, problem: problem ?? null, ...also })
    const code = refusal?._tag ?? problem ?? ""
    this.#tell("cabas:error", { code, recoverable: !!problem, retry: () => void again() })
  }

  /** Reading failed: what is shown still is, with its time, or there is only why. */
  #unread(why: Reason, shown: unknown, also: Partial<State> = {}): void {
    const { refusal, problem, staleSince } = this.state
    const stale = shown ? { refusal, problem, staleSince: staleSince ?? this.now() } : {}
    this.#why(why, () => this.retry(), { ...also, ...stale })
  }

  #whose(member: string | null): string {
    return `${this.options.group}/${member ?? ""}`
  }

  /** Puts the draft onto a basket that was just read: what this device has not saved yet stays. */
  #showSheet(sheet: Sheet): void {
    const { shop, draft: shown, saving, savedAt } = this.state
    const whose = `${this.#whose(sheet.member)}/${sheet.distribution}`
    const unsaved: KeptDraft = { draft: shown, touched: [...this.#touched] }
    const kept = this.#touched.size > 0 ? unsaved : this.options.keeper.get("draft", whose)
    const merged = mergedDraft(sheet, kept)
    const draft = offeredOnly(merged, shop, sheet)
    const gone = Object.keys(merged).filter((key) => !(key in draft))
    this.#touched = new Set([...(kept?.touched ?? []), ...gone])
    const changedAt = sheet.draft || sheet.confirmedAt ? sheet.changedAt : null
    this.set({ sheet, draft, savedAt: savedAt ?? changedAt, gone: gone.length || this.state.gone })
    if (this.#touched.size > 0 && (saving === "saved" || gone.length > 0)) this.#saver.touch()
  }

  /** Shows a basket that was just confirmed or cancelled, with the wishes that stay in its draft. */
  #order(basket: Omit<Sheet, "draft" | "vat" | "wallet" | "due" | "payments">, left: ReadonlyArray<Wish>): void {
    const before = this.state.sheet!
    const moved = basket.total - before.total
    const { expected, held } = before.wallet
    const wallet = { ...before.wallet, expected: expected - moved, held: held + moved }
    const sheet = { ...before, ...basket, draft: null, wallet }
    const draft = draftOf(left, sheet)
    const waiting = Object.keys(draft)
    this.#keys.forget()
    this.#touched = new Set(waiting)
    this.set({ isBusy: false, sheet, draft, waiting, changes: [], saving: "saved", savedAt: basket.changedAt })
    this.#snapshot(sheet)
    this.#keep()
    if (waiting.length > 0) this.#saver.touch()
  }

  #change(draft: Draft, name: string, wish?: Wish): void {
    const { changes, draft: before } = this.state
    const last = changes.at(-1)
    const at = Date.now()
    const isSame = wish && last?.wish && keyOf(last.wish) === keyOf(wish) && at - last.at < oneChange
    const next = { name, wish, at, before: isSame ? last.before : before }
    const touched = wish ? [keyOf(wish)] : Object.keys({ ...before, ...draft })
    this.#edit(draft, touched, [...(isSame ? changes.slice(0, -1) : changes), next])
  }

  #edit(draft: Draft, touched: ReadonlyArray<string>, changes: ReadonlyArray<Change>): void {
    for (const key of touched) this.#touched.add(key)
    const short = Object.fromEntries(Object.entries(this.state.short).filter(([key]) => !touched.includes(key)))
    const waiting = this.state.waiting.filter((key) => !touched.includes(key))
    // Why not everything could be ordered is said until it was decided for each product.
    const refusal = Object.keys(short).length > 0 ? this.state.refusal : null
    this.set({ draft, short, waiting, changes, refusal, problem: null, clipped: [], gone: 0 })
    this.#keep()
    this.#saver.touch()
  }

  /** Keeps what the server has, to be shown by a page that is opened without a network. */
  #snapshot(sheet: Sheet): void {
    this.options.keeper.set("shop", this.#whose(sheet.member), { shop: this.state.shop!, sheet, at: this.now() })
  }

  /** Keeps the draft on this device until the server has it. */
  #keep(): void {
    const { sheet, draft } = this.state
    const touched = [...this.#touched]
    const whose = `${this.#whose(sheet!.member)}/${sheet!.distribution}`
    this.options.keeper.set("draft", whose, touched.length === 0 ? null : { draft, touched })
  }

  async #sendDraft(): Promise<Saved> {
    const { sheet, draft } = this.state
    const { distribution } = sheet!
    const reply = await this.options.client.run("basket.draft", { distribution, lines: Object.values(draft) })
    if (reply.answer && this.state.draft === draft) {
      this.#touched.clear()
      this.#snapshot({ ...sheet!, draft: Object.values(draft) })
      this.#keep()
    }
    return reply
  }

  #saved(saving: State["saving"], reply?: Saved): void {
    this.set({ saving, savedAt: reply?.answer?.changedAt ?? this.state.savedAt })
    if (reply?.answer) {
      this.#tell("cabas:basket:saved", { basket: reply.answer.id, changedAt: reply.answer.changedAt })
    } else if (reply?.refusal) {
      this.#why(reply, () => this.retry())
      void this.load()
    }
  }

  /** Asks for something in the member's name, after the draft that is on its way; gives nothing when it was not done. */
  async #ask<O>(
    ask: (client: Client, distribution: string) => Promise<Reply<O>>,
    again: () => unknown,
  ): Promise<O | undefined> {
    const { sheet, isBusy } = this.state
    if (!sheet || isBusy) return undefined
    this.set({ isBusy: true, refusal: null, problem: null, short: {} })
    await this.#saver.stop()
    const reply = await ask(this.options.client, sheet.distribution)
    if (reply.answer) return reply.answer
    const { refusal } = reply
    const lines = refusal?._tag === "StockShort" ? refusal.lines : []
    this.#why(reply, again, { isBusy: false, short: Object.fromEntries(lines.map((line) => [keyOf(line), line])) })
    if (this.#touched.size > 0) this.#saver.touch()
    if (refusal) await this.load()
    return undefined
  }
}
