import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { giving } from "../absences/choices.ts"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { SeasonElement } from "../season/season.element.ts"
import { moreButton } from "../season/more.ts"
import { seasonStyles } from "../season/season.styles.ts"
import type { Next, Seasons } from "../season/season.store.ts"
import { linesIn } from "../season/told.model.ts"
import { closeFeed, openFeed, readComing } from "./coming.ts"
import { comingDays, handsOf } from "./deliveries.model.ts"
import type { ComingDay } from "./deliveries.model.ts"
import { deliveriesStyles } from "./deliveries.styles.ts"

/** How many days are shown at first. */
const few = 4

/**
 * What comes next over all contracts: what is in it, whose turn it is, until when it can change; and the secret address
 * at which a calendar reads all that by itself.
 * @element cabas-deliveries
 */
export class CabasDeliveries extends SeasonElement {
  static override properties: PropertyDeclarations = { all: { state: true } }
  static override styles: CSSResultGroup = [baseStyles, seasonStyles, deliveriesStyles]

  declare private all: boolean | undefined
  protected override readonly asks = /give/

  protected override wanted(seasons: Seasons): void {
    readComing(seasons)
    // Names of products and zones of clocks are the contracts' own.
    seasons.read()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, store } = this
    const { next, contracts } = this.seasons!.state
    if (!store!.state.member)
      return store!.state.isLoading ? nothing : html`<div class="note">${words.visitor} ${this.signIn()}</div>`
    if (!next || contracts.length === 0) return html`${this.why()}`
    const days = comingDays(next)
    const shown = this.all ? days : days.slice(0, few)
    return html`<section>
      <h2 tabindex="-1">${words.upcoming}</h2>
      ${this.why()}
      ${
        days.length === 0
          ? html`<p class="none">${words.noneComing}</p>`
          : html`<ol role="list" class="days">
              ${shown.map((day) => this.#day(day))}
            </ol>`
      }
      ${moreButton(words, days.length - shown.length, () => (this.all = true))} ${this.#feed()}
    </section>`
  }

  #day({ startsAt, endsAt, deliveries }: ComingDay): TemplateResult {
    const { format } = this.speech
    const { timeZone } = this.seasons!.names()
    return html`<li class="box">
      <h3>${format.title(startsAt, timeZone)}, ${format.hours(startsAt, endsAt, timeZone)}</h3>
      ${deliveries.map((one) => this.#delivery(one, timeZone))}
    </li>`
  }

  #delivery(one: Next, timeZone: string): TemplateResult {
    const { words } = this
    const { format } = this.speech
    const season = this.seasons!.season(one.subscription)
    const hands = handsOf(one)
    const { currency } = this.seasons!.names()
    const said = {
      absent: words.states.absent,
      given: words.given(one.taker?.name ?? ""),
      mine: season?.partner ? words.myTurn : "",
      theirs: words.theirTurn,
    }[hands]
    const isOpen = one.phase === "open"
    const say = (text: string) => this.store!.announce(text)
    return html`<div class="delivery ${hands}">
      <div class="row">
        <h4>${one.catalogName}</h4>
        <span>${hands === "absent" ? nothing : format.money(one.amount, currency)}</span>
      </div>
      ${said ? html`<p class=${hands === "mine" ? "good" : "warn"}>${said}</p>` : nothing}
      ${hands === "absent" ? nothing : html`<p>${linesIn(this.speech, one.lines) || words.nothing}</p>`}
      <p class="soft">
        ${
          isOpen
            ? words.until(format.moment(one.closesAt, timeZone, "short"))
            : words.locked("AbsenceTooLate", format.moment(one.closesAt, timeZone, "short"))
        }
      </p>
      ${
        season && isOpen && (hands === "mine" || hands === "given")
          ? html`<details>
              <summary
                aria-label="${hands === "given" ? words.takeBack : words.give} : ${one.catalogName}, ${format.date(one.startsAt, timeZone)}"
              >
                ${hands === "given" ? words.takeBack : words.give}
              </summary>
              ${giving({ words, seasons: this.seasons!, season, day: { delivery: one.id }, say })}
            </details>`
          : nothing
      }
    </div>`
  }

  #feed(): TemplateResult | typeof nothing {
    const { words } = this
    const seasons = this.seasons!
    const { feed } = seasons.state
    if (feed === undefined) return nothing
    const copy = async () => {
      const field = this.renderRoot.querySelector<HTMLInputElement>("input[name=feed]")
      field?.select()
      await navigator.clipboard?.writeText(feed ?? "").catch(() => undefined)
      this.store!.announce(words.feedCopied)
    }
    const close = async () => {
      await closeFeed(seasons)
      this.store!.announce(words.feedGone)
      await this.lead(".feed summary")
    }
    return html`<details class="feed">
      <summary>${words.feed}</summary>
      <div class="box">
        <p>${words.feedWhy}</p>
        ${
          feed
            ? html`<label>${words.feedAddress} <input name="feed" readonly .value=${feed} /></label>
                <footer>
                  <button class="button filled" @click=${copy}>${words.feedCopy}</button>
                  <button class="button" @click=${() => openFeed(seasons)}>${words.feedRenew}</button>
                  <button class="plain" @click=${close}>${words.feedRevoke}</button>
                </footer>`
            : html`<button class="button filled" @click=${() => openFeed(seasons)}>${words.feedMake}</button>`
        }
      </div>
    </details>`
  }
}

define("cabas-deliveries", CabasDeliveries)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-deliveries": CabasDeliveries
  }
}
