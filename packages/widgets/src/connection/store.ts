import type { Client, Reply } from "@cabas/client"
import { newKey } from "@cabas/client"
import { amountOf, phase } from "@cabas/core/values"
import type { Phase, Unit } from "@cabas/core/values"
import type { Wish } from "@cabas/core/basket"
import type { Refusal } from "@cabas/core/refusals"
import { codeOf } from "../base/events.ts"
import type { CabasDetails, CabasEventName } from "../base/events.ts"
import { draftOf, emptied, keyOf, mergedDraft, offeredOnly, wantedOf, withQuantity } from "./draft.model.ts"
import type { Draft, Which } from "./draft.model.ts"
import type { Kept } from "./kept.ts"
import { linesOf, totalsOf } from "./pricing.model.ts"
import type { Line, Totals } from "./pricing.model.ts"
import { Saver } from "./saver.ts"
import type { Saved } from "./saver.ts"
import { nothingYet } from "./state.ts"
import type { Change, Offer, Sheet, Shop, State } from "./state.ts"

/** What a store needs of the page it is in. */
export interface StoreOptions {
  readonly client: Client
  /** The member signed in, as far as this device knows. */
  readonly member: string | null
  readonly kept: Kept
  /** The distribution to order for; none for the next one that takes orders. */
  readonly distribution?: string | undefined
  /** Where people sign in. */
  readonly signIn?: string | null
  /** Tells the page; false when the page vetoes what is about to happen. */
  readonly tell?: <Name extends CabasEventName>(name: Name, detail: CabasDetails[Name]) => boolean
}

/** How many changes can be taken back, and within how many milliseconds changes of one product are one. */
const mostChanges = 50
const oneChange = 1000

/**
 * All that the widgets of one connection know and do, without any of them: a page can drive it with its own markup.
 * `subscribe` is called after each change; what is shown is `state`, `lines` and `totals`.
 */
export class Store {
  readonly client: Client
  /** Where people sign in, when the page says so. */
  readonly signIn: string | null
  readonly #options: StoreOptions
  readonly #listeners = new Set<() => void>()
  readonly #saver: Saver
  #state: State = nothingYet
  #distribution: string | undefined
  #touched = new Set<string>()
  #lines: { readonly of: readonly [Shop | null, Sheet | null, Draft]; readonly lines: ReadonlyArray<Line> } | undefined
  #confirming: { readonly content: string; readonly key: string } | undefined

  constructor(options: StoreOptions) {
    this.#options = options
    this.client = options.client
    this.signIn = options.signIn ?? null
    this.#distribution = options.distribution
    this.#saver = new Saver(
      () => this.#sendDraft(),
      (saving, reply) => this.#told(saving, reply),
    )
  }

  get state(): State {
    return this.#state
  }

  /** The server's clock. */
  now(): string {
    return this.client.now()
  }

  /** Calls back after each change, until the function it gives is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The basket's lines with the draft. */
  get lines(): ReadonlyArray<Line> {
    const { shop, sheet, draft } = this.#state
    const of = [shop, sheet, draft] as const
    if (this.#lines === undefined || of.some((each, index) => each !== this.#lines?.of[index])) {
      this.#lines = { of, lines: linesOf(shop, sheet, draft) }
    }
    return this.#lines.lines
  }

  get totals(): Totals {
    return totalsOf(this.lines, this.#state.sheet)
  }

  /** Where the order window of a catalog stands, or that of the whole distribution. */
  phaseOf(catalog?: string): Phase {
    const distribution = this.#state.shop?.distribution
    if (!distribution) return "before"
    const window = distribution.catalogs.find(({ id }) => id === catalog)?.window ?? distribution.orders
    return phase(window, this.now())
  }

  /** Whether the member may change quantities now. */
  canOrder(catalog?: string): boolean {
    return this.#state.sheet !== null && this.#state.busy === null && this.phaseOf(catalog) === "open"
  }

  /** The next instant at which an order window opens or closes. */
  nextTurn(): string | undefined {
    const distribution = this.#state.shop?.distribution
    const now = this.now()
    return [distribution?.orders, ...(distribution?.catalogs ?? []).map(({ window }) => window)]
      .flatMap((window) => (window === undefined ? [] : [window.opensAt, window.closesAt]))
      .filter((at) => at > now)
      .sort()[0]
  }

  /** Reads shop and basket; what is shown stays until they are there. */
  async load(): Promise<void> {
    const wanted = this.#distribution
    const { member } = this.#options
    const early = member !== null && wanted !== undefined ? this.#readSheet(wanted) : undefined
    const reply = await this.client.ask("shop.get", wanted === undefined ? {} : { distribution: wanted })
    if (reply.answer === undefined) return this.#withoutShop(reply)
    const shop = reply.answer
    const first = this.#state.phase !== "ready"
    this.#set({ phase: "ready", shop, staleSince: null, problem: null, who: member === null ? "visitor" : "member" })
    if (member !== null && shop.distribution !== null) {
      await this.#withSheet(shop, await (early ?? this.#readSheet(shop.distribution.id)))
    }
    if (first) this.#tell("cabas:ready", { group: shop.group.id, distribution: shop.distribution?.id ?? null })
  }

  /** Shows another distribution. */
  async choose(distribution: string): Promise<void> {
    await this.#saver.flush()
    await this.#saver.stop()
    this.#distribution = distribution
    this.#touched = new Set()
    const { who } = this.#state
    this.#set({ ...nothingYet, who })
    await this.load()
  }

  /** Says something to those who do not see the page: one voice for all views of the connection. */
  announce(text: string): void {
    if (text !== "") this.#set({ said: text })
  }

  /** Wants another quantity of a product, in its order unit; zero for none. */
  setQuantity(which: Which, unit: Unit, amount: number): void {
    const { draft, sheet } = this.#state
    const from = wantedOf(draft, sheet, which)
    if (from === amount || !this.canOrder(which.catalog)) return
    const next = withQuantity(draft, sheet, which, unit, amount)
    const wish = { ...withQuantity({}, null, which, unit, amount)[keyOf(which)], ...which } as Wish
    if (!this.#tell("cabas:basket:lines-update", { lines: [wish] })) return
    const name = this.#nameOf(which)
    this.#change(next, { before: draft, at: Date.now(), key: keyOf(which), name, unit, from, to: amount })
  }

  /** Takes everything out; `undo` puts it back. */
  empty(): void {
    const { draft, sheet } = this.#state
    const count = this.totals.count
    this.#change(emptied(sheet), {
      before: draft,
      at: Date.now(),
      key: null,
      name: "",
      unit: "pieces",
      from: count,
      to: 0,
    })
  }

  /** Takes the last change back. */
  undo(): void {
    const { changes, draft } = this.#state
    const last = changes.at(-1)
    if (last === undefined || this.#state.busy !== null) return
    this.#set({ changes: changes.slice(0, -1) })
    this.#edit(last.before, Object.keys({ ...draft, ...last.before }))
  }

  /** Forgets what is not confirmed. */
  revert(): void {
    const { draft } = this.#state
    this.#edit({}, Object.keys(draft))
    this.#set({ changes: [] })
  }

  /** Orders what is left of a product of which there is less than wished. */
  takeLeft(line: Line): void {
    const short = this.#state.short[line.key]
    if (short !== undefined) this.setQuantity(line, line.unit, amountOf(short.left))
  }

  /** Keeps a wish in the draft, out of what is confirmed, until there is more. */
  wait(line: Line): void {
    const { [line.key]: _, ...short } = this.#state.short
    this.#set({ short, waiting: [...new Set([...this.#state.waiting, line.key])], ...this.#settled(short) })
  }

  /** Orders the draft. The basket then is what the server answers, or the state says why not. @see D11 */
  async confirm(): Promise<void> {
    const { draft, waiting, shop, sheet, busy } = this.#state
    const distribution = shop?.distribution?.id
    if (distribution === undefined || sheet === null || busy !== null) return
    const lines = Object.entries(draft).flatMap(([key, wish]) => (waiting.includes(key) ? [] : [wish]))
    const currency = shop?.group.currency ?? ""
    if (!this.#tell("cabas:checkout:start", { lines, total: this.totals.total, currency })) return
    this.#set({ busy: "confirm", refusal: null, problem: null, short: {} })
    await this.#saver.stop()
    const reply = await this.client.run("basket.confirm", { distribution, lines }, { key: this.#keyFor(lines) })
    this.#set({ busy: null })
    if (reply.answer === undefined) return this.#refused(reply, () => void this.confirm())
    this.#confirming = undefined
    const { clipped, ...basket } = reply.answer
    const left = draftOf(
      waiting.flatMap((key) => draft[key] ?? []),
      { ...sheet, ...basket },
    )
    this.#replaceSheet({ ...basket, draft: null }, left)
    this.#set({ clipped, waiting: Object.keys(left) })
    this.#tell("cabas:order:confirmed", { basket: reply.answer, currency })
    if (Object.keys(left).length > 0) this.#saver.touch()
    await this.load()
  }

  /** Cancels the whole order. */
  async cancel(): Promise<void> {
    const { shop, sheet, busy } = this.#state
    const distribution = shop?.distribution?.id
    if (distribution === undefined || sheet === null || busy !== null) return
    this.#set({ busy: "cancel", refusal: null, problem: null, short: {} })
    await this.#saver.stop()
    const reply = await this.client.run("basket.cancel", { distribution })
    this.#set({ busy: null })
    if (reply.answer === undefined) return this.#refused(reply, () => void this.cancel())
    this.#replaceSheet({ ...reply.answer, draft: null }, {})
    this.#tell("cabas:order:cancelled", { basket: reply.answer })
    await this.load()
  }

  /** Tries again what could not be done: loading, or saving the draft. */
  retry(): void {
    if (this.#state.phase === "failed" || this.#state.staleSince !== null || this.#state.sheet === null) {
      this.#set({ phase: this.#state.shop === null ? "loading" : "ready" })
      void this.load()
    }
    void this.#saver.flush()
  }

  /** Tells that time has turned: a window opened or closed. */
  turn(): void {
    this.#set({})
  }

  /** Sends what is not saved yet and stops. */
  close(): void {
    void this.#saver.flush()
    this.#listeners.clear()
  }

  #set(changed: Partial<State>): void {
    this.#state = { ...this.#state, ...changed }
    for (const listener of this.#listeners) listener()
  }

  #tell<Name extends CabasEventName>(name: Name, detail: CabasDetails[Name]): boolean {
    return this.#options.tell?.(name, detail) ?? true
  }

  #nameOf(which: Which): string {
    const key = keyOf(which)
    const { shop, sheet } = this.#state
    return [...(shop?.offers ?? []), ...(sheet?.lines ?? [])].find((each) => keyOf(each) === key)?.name ?? ""
  }

  /** The same order keeps its key until it is known what became of it. */
  #keyFor(lines: ReadonlyArray<Wish>): string {
    const content = JSON.stringify(lines)
    if (this.#confirming?.content !== content) this.#confirming = { content, key: newKey() }
    return this.#confirming.key
  }

  #readSheet(distribution: string): Promise<Reply<Sheet>> {
    return this.client.ask("basket.get", { distribution })
  }

  /** No shop came: what was kept of it is shown, else why. */
  #withoutShop(reply: Reply<Shop>): void {
    const { refusal = null, problem = null } = reply
    const snapshot = problem === null || this.#state.shop !== null ? null : this.#options.kept.snapshot()
    const { member } = this.#options
    const who = member === null ? "visitor" : refusal?._tag === "NotAllowed" ? "stranger" : "member"
    if (this.#state.shop !== null) this.#set({ problem, staleSince: this.#state.staleSince ?? this.now() })
    else if (snapshot === null) this.#set({ phase: "failed", refusal, problem, who })
    else {
      const { shop, sheet, at } = snapshot
      this.#set({ phase: "ready", shop, staleSince: at, problem, who })
      if (sheet !== null && shop.distribution !== null) this.#basedOn(shop.distribution.id, sheet)
    }
    this.#complain(reply, () => this.retry())
  }

  async #withSheet(shop: Shop, reply: Reply<Sheet>): Promise<void> {
    const sheet = reply.answer
    if (sheet !== undefined) {
      this.#options.kept.keepSnapshot({ shop, sheet, at: this.now() })
      this.#basedOn(sheet.distribution, sheet)
    } else if (reply.refusal?._tag === "NotAllowed") this.#set({ who: "stranger", sheet: null })
    else {
      this.#set({ problem: reply.problem ?? null, refusal: reply.refusal ?? null })
      this.#complain(reply, () => this.retry())
    }
  }

  /** Puts the draft onto a basket that was just read: what this device has not saved yet stays. */
  #basedOn(distribution: string, sheet: Sheet): void {
    const { shop, draft: shown, saving, savedAt } = this.#state
    const own = { draft: shown, touched: [...this.#touched] }
    const kept = own.touched.length > 0 ? own : this.#options.kept.draft(distribution)
    const merged = mergedDraft(sheet, kept)
    const draft = offeredOnly(merged, shop, sheet)
    const gone = Object.keys(merged).filter((key) => draft[key] === undefined)
    this.#touched = new Set([...(kept?.touched ?? []), ...gone])
    this.#set({ sheet, draft, savedAt: savedAt ?? (sheet.lines.length > 0 || sheet.draft ? sheet.changedAt : null) })
    if (gone.length > 0) this.#set({ gone: gone.length })
    if (this.#touched.size > 0 && (saving === "saved" || gone.length > 0)) this.#saver.touch()
  }

  #replaceSheet(basket: Omit<Sheet, "vat" | "wallet">, draft: Draft): void {
    const { sheet } = this.#state
    if (sheet === null) return
    const moved = basket.total - sheet.total
    const { expected, held } = sheet.wallet
    const wallet = { ...sheet.wallet, expected: expected - moved, held: held + moved }
    this.#touched = new Set(Object.keys(draft))
    this.#set({
      sheet: { ...sheet, ...basket, wallet },
      draft,
      changes: [],
      saving: "saved",
      savedAt: basket.changedAt,
      waiting: [],
    })
    this.#keep()
  }

  #change(draft: Draft, change: Change): void {
    const { changes } = this.#state
    const last = changes.at(-1)
    const isSame = last !== undefined && last.key !== null && last.key === change.key && change.at - last.at < oneChange
    const merged = isSame ? { ...change, before: last.before, from: last.from } : change
    this.#set({ changes: [...(isSame ? changes.slice(0, -1) : changes), merged].slice(-mostChanges) })
    this.#set({ clipped: [], gone: 0 })
    this.#edit(draft, change.key === null ? Object.keys({ ...change.before, ...draft }) : [change.key])
  }

  #edit(draft: Draft, touched: ReadonlyArray<string>): void {
    for (const key of touched) this.#touched.add(key)
    const short = Object.fromEntries(Object.entries(this.#state.short).filter(([key]) => !touched.includes(key)))
    const waiting = this.#state.waiting.filter((key) => !touched.includes(key) && draft[key] !== undefined)
    this.#set({ draft, short, waiting, ...this.#settled(short) })
    this.#keep()
    this.#saver.touch()
  }

  /** A refusal stands until nothing of what it was about is left. */
  #settled(short: State["short"]): Partial<State> {
    const isStill = this.#state.refusal?._tag === "StockShort" && Object.keys(short).length > 0
    return isStill ? {} : { refusal: null, problem: null }
  }

  #keep(): void {
    const distribution = this.#state.shop?.distribution?.id
    if (distribution === undefined) return
    const touched = [...this.#touched]
    this.#options.kept.keepDraft(distribution, touched.length === 0 ? null : { draft: this.#state.draft, touched })
  }

  async #sendDraft(): Promise<Saved> {
    const distribution = this.#state.shop?.distribution?.id ?? ""
    const sent = this.#state.draft
    const reply = await this.client.run("basket.draft", { distribution, lines: Object.values(sent) })
    if (reply.answer === undefined) return reply
    if (this.#state.draft === sent) {
      this.#touched.clear()
      this.#keep()
    }
    this.#tell("cabas:basket:saved", { basket: reply.answer.id, changedAt: reply.answer.changedAt })
    return reply
  }

  #told(saving: State["saving"], reply?: Saved): void {
    const savedAt = reply?.answer?.changedAt ?? this.#state.savedAt
    this.#set({ saving, savedAt, ...(reply?.refusal !== undefined && { refusal: reply.refusal }) })
    if (reply !== undefined) this.#complain(reply, () => this.retry())
    // What is not offered any more is not saved either: read what is.
    if (reply?.refusal !== undefined) void this.load()
  }

  #refused(reply: Reply<unknown>, retry: () => void): void {
    const { refusal = null, problem = null } = reply
    const short = refusal?._tag === "StockShort" ? Object.fromEntries(refusal.lines.map((line) => [keyOf(line), line])) : {}
    this.#set({ refusal, problem, short })
    if (refusal?._tag === "StockShort") this.#tell("cabas:basket:conflict", { refusal })
    this.#complain(reply, retry)
    if (Object.keys(this.#state.draft).length > 0) this.#saver.touch()
    if (refusal !== null) void this.load()
  }

  #complain(reply: { readonly refusal?: Refusal | undefined; readonly problem?: Reply<unknown>["problem"] }, retry: () => void): void {
    if (reply.refusal === undefined && reply.problem === undefined) return
    this.#tell("cabas:error", { code: codeOf(reply), recoverable: reply.problem !== undefined, retry })
  }
}

export type { Offer, Sheet, Shop, State }
