import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { formatsOf, said } from "@cabas/core/refusals"
import type { Refusal } from "@cabas/core/refusals"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { ViewElement } from "../base/element.ts"
import { lookAgain } from "../base/language.ts"
import "../connection/group.element.ts"
import { spokenFor } from "../languages/languages.ts"
import { dayWordsOf, loadDayWords } from "./day.words.ts"
import type { DayWords } from "./day.words.ts"
import { countsOf, rowWithout, rowsOf } from "./desk.model.ts"
import { DeskStore } from "./desk.store.ts"
import { deskStyles } from "./desk.styles.ts"
import type { Rooms } from "./later.ts"
import { ListPart } from "./list.ts"
import { choosing, locked } from "./lock.ts"
import { MemberPart } from "./member.ts"
import type { Command, Picture } from "./picture.ts"
import { toldOf } from "./told.ts"
import type { Scale, Tools } from "./tools.ts"
import { isReversible } from "./undo.ts"

const parts = ["list", "weigh", "products", "close", "log"] as const
type Part = (typeof parts)[number]

/** How long nobody touches a device before it locks itself, in minutes. */
const usualIdle = 10
const minute = 60_000

/**
 * The day of a distribution on a tablet: who comes, what is weighed, what is paid, what is missing, and the closing. It
 * goes on without a network: what is done is kept on the device and told when there is one.
 *
 * ```html
 * <cabas-group endpoint="/api" group="paniers" token-url="/token"><cabas-desk></cabas-desk></cabas-group>
 * ```
 * @element cabas-desk
 * @attr distribution - which one; the one of today, else the next, when absent
 * @attr receipts - the address of receipts and recaps, shown once it is validated
 * @attr lock-after - minutes without a touch after which a device with a code locks itself; 10 when absent
 */
export class CabasDesk extends ViewElement {
  static override properties: PropertyDeclarations = {
    distribution: {},
    receipts: {},
    lockAfter: { attribute: "lock-after", type: Number },
    scale: { attribute: false },
    room: { state: true },
    member: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, deskStyles]

  declare distribution: string | null
  declare receipts: string | null
  declare lockAfter: number | null
  /** A scale that the page connects. */
  declare scale: Scale | null
  declare private room: Part | undefined
  declare private member: string | null | undefined
  /** What the desk knows and does: a page may drive it without the element. */
  desk: DeskStore | undefined
  #words: DayWords | undefined
  #rooms: Rooms | undefined
  /** Whether the network did not bring them. */
  #isAway = false
  #left: (() => void) | undefined
  #idle: ReturnType<typeof setTimeout> | undefined
  readonly #list = new ListPart(() => this.#tools)
  readonly #one = new MemberPart(() => this.#tools)

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener("online", this.#back)
    addEventListener("offline", this.#back)
    this.addEventListener("pointerdown", this.#touched)
    this.addEventListener("keydown", this.#touched)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener("online", this.#back)
    removeEventListener("offline", this.#back)
    clearTimeout(this.#idle)
    this.#left?.()
    this.desk?.close()
    this.desk = undefined
  }

  /** Looks around: for the language, the connection, and the sentences. */
  override handleEvent(): void {
    super.handleEvent()
    if (!this.speech) return
    const language = spokenFor(this.speech.format.locale)
    const words = dayWordsOf(language)
    if (words) this.#words = words
    else void loadDayWords(language).then(lookAgain)
  }

  protected override storeChanged(): void {
    const { store } = this
    if (store && this.desk?.connection !== store) {
      this.#left?.()
      this.desk?.close()
      const desk = new DeskStore(store, this.distribution ?? store.options.distribution ?? null)
      this.desk = desk
      this.#left = desk.subscribe(() => this.requestUpdate())
    }
    if (store && !store.state.isLoading) void this.desk?.open()
    this.requestUpdate()
  }

  protected override firstUpdated(): void {
    void this.#load()
  }

  protected override updated(): void {
    this.#list.watch(this.renderRoot.querySelector("#end"))
  }

  /** Brings what a morning does not begin with as soon as the list is there: the network may be lost later. */
  async #load(): Promise<void> {
    if (this.#rooms) return
    const later = await import("./later.ts").catch(() => undefined)
    this.#rooms ??= later?.roomsOf(() => this.#tools)
    this.#isAway = !this.#rooms
    this.#begin()
    this.requestUpdate()
  }

  protected override shouldUpdate(): boolean {
    return super.shouldUpdate() && !!this.#words && !!this.desk
  }

  protected override render(): TemplateResult {
    const { state } = this.desk!
    const words = this.#words!
    switch (state.phase) {
      case "loading":
        return html`<p class="none" role="status">${words.loading}</p>`
      case "signed-out":
        return html`<p class="none">${words.signedOut}</p>`
      case "choose":
        return choosing(words, this.desk!)
      case "locked":
        return locked(words, this.desk!)
      case "over":
        return this.#rooms?.close.over(this.receipts) ?? this.#awaited()
      default:
        return state.picture ? this.#day(state.picture) : this.#nothing()
    }
  }

  /** Where a part will be that is on its way, or that the network did not bring. */
  #awaited(): TemplateResult {
    const words = this.#words!
    if (!this.#isAway) return html`<p class="none" role="status">${words.loading}</p>`
    return this.#noneYet(words.problems.offline, () => this.#load())
  }

  #nothing(): TemplateResult {
    const words = this.#words!
    const { refusal, problem } = this.desk!.state
    const why = refusal ? this.#sentence(refusal) : problem ? words.problems[problem] : words.noDistribution
    return this.#noneYet(why, () => this.desk!.retry())
  }

  #noneYet(why: string, retry: () => Promise<void>): TemplateResult {
    return html`<div class="none">
      <p role="status">${why}</p>
      <button class="button big" @click=${() => void retry()}>${this.#words!.retry}</button>
    </div>`
  }

  #day(picture: Picture): TemplateResult {
    const { rows } = this.#tools
    const person = this.desk!.state.people.find(({ id }) => id === this.member)
    const row = rows.find(({ basket }) => basket.member === this.member) ?? (person && rowWithout(picture, person))
    const part = this.room ?? "list"
    const shown =
      part === "list"
        ? html`<div class="list" ?data-opened=${!!row}>${this.#list.render(this.member ?? null)}</div>
            ${row ? this.#one.render(row) : nothing}`
        : (this.#rooms?.[part].render() ?? this.#awaited())
    return html`${this.#head(picture)} ${this.#menu()}
      <div class="body ${part}">${shown}</div>
      ${this.#last()}`
  }

  #head({ distribution, timeZone }: Picture): TemplateResult {
    const words = this.#words!
    const { format } = this.speech
    const { taken, all, toWeigh, toPay } = countsOf(this.#tools.rows)
    const { problem, readAt, lasts } = this.desk!.state
    const { waiting } = this.desk!
    const isOff = problem === "offline" || !navigator.onLine
    const at = readAt ? format.time(readAt, timeZone) : ""
    const network = [
      isOff ? words.offline : problem ? words.problems[problem] : waiting > 0 ? "" : words.upToDate(at),
      waiting > 0 ? words.waiting(waiting) : isOff && at ? words.since(at) : "",
    ].filter((text) => text !== "")
    return html`<header class="head">
        <h2>${format.title(distribution.startsAt, timeZone)} <span class="soft">${distribution.place.name}</span></h2>
        <p class="counts">
          <b>${words.came(taken, all)}</b> · <span>${words.stillToWeigh(toWeigh)}</span> ·
          <span>${words.stillToPay(toPay)}</span>
        </p>
        <p class="network ${isOff || problem ? "warn" : "soft"}" role="status">${network.join(", ")}</p>
        ${this.desk!.isLockable ? html`<button class="button big" @click=${() => this.desk!.lock()}>${words.lock}</button>` : nothing}
      </header>
      ${lasts ? nothing : html`<p class="note" role="alert">${words.notLasting}</p>`}`
  }

  #menu(): TemplateResult {
    const words = this.#words!
    const { conflicts, entries } = this.desk!.state
    const toRead = conflicts.length + entries.filter(({ state }) => state === "refused").length
    return html`<nav class="parts" aria-label=${words.menu}>
      ${parts.map(
        (one) =>
          html`<button
            class="part"
            aria-current=${(this.room ?? "list") === one ? "page" : nothing}
            @click=${() => this.#open(one)}
          >
            ${words.parts[one]}${one === "log" && toRead > 0 ? html` <b class="badge">${toRead}</b>` : nothing}
          </button>`,
      )}
    </nav>`
  }

  /** The last thing done here can be taken back at once. */
  #last(): TemplateResult | typeof nothing {
    const words = this.#words!
    const { entries } = this.desk!.state
    const entry = entries.at(-1)
    if (!entry || !isReversible(entry) || entry.state === "refused") return nothing
    const undo = () => {
      void this.desk!.undo(entry, words.reasonUndo)
      this.store?.announce(words.undone)
    }
    return html`<aside class="last" aria-label=${words.parts.log}>
      <span>${toldOf(entry, this.#tools)}</span> <button class="button big" @click=${undo}>${words.undo}</button>
    </aside>`
  }

  #open(part: Part): void {
    this.room = part
    this.member = null
    this.#one.begin()
    this.#begin()
  }

  /** Begins anew with the part that was opened. */
  #begin(): void {
    this.#rooms?.weigh.begin()
    this.#rooms?.products.begin()
    if (this.room === "close") this.#rooms?.close.begin()
  }

  #goTo(member: string | null): void {
    const before = this.member
    this.room = "list"
    this.member = member
    this.#one.begin()
    if (member === null) this.#focus(`[data-member="${before}"]`, "[type=search]")
    else this.#focus("#one")
  }

  #focus(...selectors: ReadonlyArray<string>): void {
    void this.#focusWhenThere(selectors)
  }

  /** The first of them that is there. */
  async #focusWhenThere(selectors: ReadonlyArray<string>): Promise<void> {
    this.requestUpdate()
    await this.updateComplete
    const all = selectors.map((selector) => this.renderRoot.querySelector<HTMLElement>(selector))
    const found = all.find((one) => one !== null)
    found?.focus({ preventScroll: true })
    found?.scrollIntoView({ block: "nearest" })
  }

  get #tools(): Tools {
    const desk = this.desk!
    const { format } = this.speech
    const picture = desk.state.picture!
    const { currency, timeZone } = picture ?? { currency: "EUR", timeZone: "UTC" }
    return {
      words: this.#words!,
      store: desk,
      picture,
      rows: picture ? rowsOf(picture, this.#list.order) : [],
      format,
      scale: this.scale ?? null,
      money: (amount, isEstimate) => format.money(amount, currency, isEstimate),
      measure: (measure) => format.measure(measure),
      time: (instant) => format.time(instant, timeZone),
      sentence: (refusal) => this.#sentence(refusal),
      announce: (text) => this.store?.announce(text),
      act: (command, text) => this.#act(command, text),
      reopen: (member) => void this.#load().then(() => this.#rooms?.reopen(member)),
      update: () => this.requestUpdate(),
      focus: (selector) => this.#focus(selector),
      goTo: (member) => this.#goTo(member),
    }
  }

  #act(command: Command, text: string): void {
    void this.desk!.do(command)
    this.store?.announce(text)
  }

  #sentence(refusal: Refusal): string {
    const { picture } = this.desk!.state
    const language = spokenFor(this.speech.format.locale) === "fr" ? "fr" : "en"
    const named = (kind: string, id: string): string | undefined => {
      if (kind === "member") return picture?.members.find((one) => one.id === id)?.name
      if (kind === "catalog") return picture?.distribution.catalogs.find((one) => one.id === id)?.name
      if (kind === "distribution" && picture)
        return this.speech.format.date(picture.distribution.startsAt, picture.timeZone)
      if (kind !== "product") return undefined
      return picture?.baskets.flatMap(({ lines }) => lines).find(({ product }) => product === id)?.name
    }
    const { currency = "EUR", timeZone = "UTC" } = picture ?? {}
    return said(refusal, this.#words!.sentences, formatsOf({ language, currency, timeZone, nameOf: named }))
  }

  /** The network came or went. */
  readonly #back = (): void => {
    this.requestUpdate()
    if (!navigator.onLine) return
    void this.desk?.retry()
    if (this.#isAway) void this.#load()
  }

  /** Somebody is there: the device locks itself later. */
  readonly #touched = (): void => {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.desk?.lock(), (this.lockAfter ?? usualIdle) * minute)
  }
}

define("cabas-desk", CabasDesk)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-desk": CabasDesk
  }
}
