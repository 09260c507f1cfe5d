import { html, nothing } from "lit"
import type { PropertyDeclarations, TemplateResult } from "lit"
import { civilAt, plusMonths } from "@cabas/core/values"
import { define } from "../base/define.ts"
import "../connection/group.element.ts"
import { madeOf, PaperMaker } from "../paper/paper-maker.ts"
import type { Made, Question } from "../paper/paper-maker.ts"
import type { Distribution } from "../planner/desk.store.ts"
import { byNumber, memberPaper, periodPaper, productPaper, wholePaper } from "./recap.model.ts"
import type { About, ByMember, ByProduct, Named, Period, Whole } from "./recap.model.ts"
import { closingPaper, closingTable } from "./closing.model.ts"
import type { Closing, Names } from "./closing.model.ts"
import { receiptPaper, receiptTable } from "./receipt.model.ts"
import type { Receipt } from "./receipt.model.ts"
import { memberTable, periodTable, productTable, wholeTable } from "./recap.table.ts"

const kinds = ["product", "member", "whole", "period", "receipt", "closing"] as const
type Kind = (typeof kinds)[number]

/** What is told from one day to another. */
const isOverPeriod = (kind: Kind): boolean => kind === "period" || kind === "closing"

const day = (event: Event): string => (event.target as HTMLInputElement).value

/**
 * What members ordered, as it is sent to producers and printed: by product, by household, the whole distribution, by
 * producer over a period, the receipt of one household, or what became of the money over a period; on paper, and as a
 * file.
 *
 * ```html
 * <cabas-recap layout="product"></cabas-recap>
 * ```
 * @element cabas-recap
 * @attr layout - the recap to begin with: `product`, `member`, `whole`, `period`, `receipt` or `closing`
 * @attr distribution - the distribution to begin with; else the next one
 * @attr household - the member whose receipt it is; else the first by number
 * @attr catalog - the catalog to begin with
 * @attr size - how large the writing is: `S`, `M`, `L` or `XL`
 */
export class CabasRecap extends PaperMaker {
  static override properties: PropertyDeclarations = {
    ...PaperMaker.properties,
    layout: {},
    from: {},
    to: {},
    household: {},
    households: { state: true },
    isOwnPage: { state: true },
    producers: { state: true },
  }

  declare layout: Kind | null
  declare from: string | null
  declare to: string | null
  declare household: string | null
  /** Who has a basket at the distribution, by number. */
  declare private households: ByMember["rows"] | undefined
  declare private isOwnPage: boolean
  /** What producers are called. */
  declare private producers: ReadonlyMap<string, string> | undefined

  constructor() {
    super()
    this.isOwnPage = true
  }

  protected override get named() {
    return { title: this.paperWords.recap.title, empty: this.paperWords.nothing }
  }

  get #kind(): Kind {
    const all = this.#kinds
    return all.find((one) => one === this.layout) ?? all[0] ?? "product"
  }

  /** Who runs one catalog sees what was ordered of it, and no receipts; books are for who keeps them. @rule SHEET-3 */
  get #kinds(): ReadonlyArray<Kind> {
    const seesOrders = super.isAllowed
    return kinds.filter((one) => (one === "closing" ? this.#keepsBooks : one === "receipt" ? this.seesAll : seesOrders))
  }

  get #keepsBooks(): boolean {
    return this.desk!.state.rights.some((one) => one === "members" || one === "group-admin")
  }

  protected override get isAllowed(): boolean {
    return super.isAllowed || this.#keepsBooks
  }

  /** The month that has just passed, unless another period was chosen. */
  get #period(): { readonly from: string; readonly to: string } {
    const today = civilAt(this.store!.now(), this.desk!.state.timeZone).date
    const { from, to } = this
    return { from: from ?? plusMonths(today, -1), to: to ?? today }
  }

  get #catalogs(): ReadonlyArray<{ readonly id: string; readonly name: string }> {
    if (!isOverPeriod(this.#kind)) return this.chosenDistribution?.catalogs ?? []
    return this.desk!.state.catalogs
  }

  get #mayAll(): boolean {
    return isOverPeriod(this.#kind) ? this.desk!.mayRun() : this.seesAll
  }

  protected override question(): Question | undefined {
    if (this.#kind === "closing") {
      return this.ask("report.period", this.#period, (answer) => this.#closingMade(answer))
    }
    const chosen = this.chosenCatalog(this.#catalogs, this.#mayAll)
    if (chosen === undefined) return undefined
    const catalog = chosen === "" ? {} : { catalog: chosen }
    if (this.#kind === "period") {
      return this.ask("recap.by-producer", { ...this.#period, ...catalog }, (answer) => this.#periodMade(answer))
    }
    const at = this.chosenDistribution
    if (!at) return undefined
    if (this.#kind === "receipt") return this.#receiptQuestion(at)
    const input = { distribution: at.id, ...catalog }
    if (this.#kind === "product") {
      return this.ask("recap.by-product", input, (answer) => this.#productMade(answer, at))
    }
    return this.#kind === "member"
      ? this.ask("recap.by-member", input, (answer) => this.#memberMade(answer, at))
      : this.ask("recap.whole", input, (answer) => this.#wholeMade(answer, at))
  }

  /** First who has a basket there, then the receipt of one of them. */
  #receiptQuestion(at: Distribution): Question {
    const { client } = this.store!.options
    const read = async () => {
      const { answer, ...why } = await client.ask("recap.by-member", { distribution: at.id })
      if (!answer) return why
      this.households = byNumber(answer.rows.filter(({ number }) => number !== null))
      const member = this.#whose()
      if (member === undefined) return { make: () => undefined }
      const { answer: receipt, ...problem } = await client.ask("receipt.get", { distribution: at.id, member })
      return { ...problem, make: receipt && (() => this.#receiptMade(receipt, at)) }
    }
    return { key: JSON.stringify(["receipt.get", at.id, this.household]), read }
  }

  /** The household that was chosen, else the first by number. */
  #whose(): string | undefined {
    const all = this.households ?? []
    return (all.find(({ member }) => member === this.household) ?? all[0])?.member
  }

  #receiptMade(receipt: Receipt, at: Distribution): Made {
    const { pen } = this
    return madeOf(
      receiptPaper(pen, this.#about(at).about, receipt),
      receiptTable(pen, `${this.#file(at)}-${receipt.member}`, receipt),
    )
  }

  protected override willUpdate(): void {
    super.willUpdate()
    if (!this.producers && this.store && this.desk && !this.desk.state.isLoading) void this.#nameProducers()
  }

  async #nameProducers(): Promise<void> {
    this.producers = new Map()
    const { answer } = await this.store!.options.client.ask("producer.list", {})
    this.producers = new Map(answer?.producers.map(({ id, name }) => [id, name]))
  }

  #named(at: Distribution): ReadonlyArray<Named> {
    return at.catalogs.map(({ id, name, producer }) => ({
      id,
      name,
      producer: this.producers?.get(producer) ?? name,
    }))
  }

  #about(at: Distribution): About {
    const title = this.paperWords.recap.titles[this.#kind]
    const when = this.speech.format.title(at.startsAt, this.desk!.state.timeZone)
    return { title, about: [this.desk!.state.groupName, when, at.place.name].join(" · ") }
  }

  #file(at: Distribution): string {
    return `${this.paperWords.recap.file[this.#kind]}-${at.id}`
  }

  #productMade(answer: ByProduct, at: Distribution): Made | undefined {
    if (answer.rows.length === 0) return undefined
    const { pen } = this
    const catalogs = this.#named(at)
    return madeOf(
      productPaper(pen, this.#about(at), answer, catalogs, this.isOwnPage),
      productTable(pen, this.#file(at), answer, catalogs),
    )
  }

  #memberMade(answer: ByMember, at: Distribution): Made | undefined {
    if (answer.rows.length === 0) return undefined
    const { pen } = this
    return madeOf(memberPaper(pen, this.#about(at), answer), memberTable(pen, this.#file(at), answer, this.#named(at)))
  }

  #wholeMade(answer: Whole, at: Distribution): Made | undefined {
    if (answer.rows.length === 0) return undefined
    const { pen } = this
    const catalogs = this.#named(at)
    return madeOf(wholePaper(pen, this.#about(at), answer, catalogs), wholeTable(pen, this.#file(at), answer, catalogs))
  }

  #periodMade(answer: Period): Made | undefined {
    if (answer.producers.length === 0) return undefined
    const { pen } = this
    const { recap } = this.paperWords
    const { from, to } = this.#period
    const about = [
      this.desk!.state.groupName,
      recap.between(this.day(from), this.day(to)),
      recap.distributions(answer.distributions.length),
    ]
    return madeOf(
      periodPaper(pen, { title: recap.titles.period, about: about.join(" · ") }, answer, this.isOwnPage),
      periodTable(pen, `${recap.file.period}-${from}-${to}`, answer),
    )
  }

  #closingMade(answer: Closing): Made {
    const { pen } = this
    const { recap } = this.paperWords
    const { from, to } = answer
    const catalogs = new Map(this.desk!.state.catalogs.map(({ id, name }) => [id, name]))
    const names: Names = { producers: this.producers ?? new Map(), catalogs }
    const about = [this.desk!.state.groupName, recap.between(this.day(from), this.day(to))].join(" · ")
    return madeOf(
      closingPaper(pen, { title: recap.titles.closing, about }, names, answer),
      closingTable(pen, `${recap.file.closing}-${from}-${to}`, names, answer),
    )
  }

  #chooseHousehold(): TemplateResult | typeof nothing {
    const all = this.households ?? []
    if (all.length === 0) return nothing
    const { recap } = this.paperWords
    const nameOf = (id: string): string => {
      const { number, memberName } = all.find(({ member }) => member === id)!
      return [memberName, recap.basket(number)].filter(Boolean).join(" · ")
    }
    return this.select(
      recap.household,
      all.map(({ member }) => member),
      this.#whose() ?? "",
      nameOf,
      (one) => (this.household = one),
    )
  }

  protected override choices(): TemplateResult {
    const { paperWords: words } = this
    const kind = this.#kind
    const { from, to } = this.#period
    return html`${this.select(
      words.recap.kind,
      this.#kinds,
      kind,
      (one) => words.recap.kinds[one],
      (one) => (this.layout = one),
    )}
    ${
      isOverPeriod(kind)
        ? html`<label
              >${words.from}<input
                type="date"
                required
                .value=${from}
                max=${to}
                @change=${(event: Event) => (this.from = day(event) || null)}
            /></label>
            <label
              >${words.to}<input
                type="date"
                required
                .value=${to}
                min=${from}
                @change=${(event: Event) => (this.to = day(event) || null)}
            /></label>`
        : this.chooseDistribution()
    }
    ${
      kind === "receipt"
        ? this.#chooseHousehold()
        : kind === "closing"
          ? nothing
          : this.chooseCatalog(this.#catalogs, this.#mayAll)
    }
    ${
      kind === "product" || kind === "period"
        ? this.tick(words.recap.ownPage, this.isOwnPage, (isChosen) => (this.isOwnPage = isChosen))
        : nothing
    }`
  }
}

define("cabas-recap", CabasRecap)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-recap": CabasRecap
  }
}
