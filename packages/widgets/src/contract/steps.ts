import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { choiceOf, quantityOf } from "../quantity/stepper.ts"
import type { CabasEvent } from "../base/events.ts"
import type { Speech } from "../base/language.ts"
import type { Contract, Season } from "../season/season.store.ts"
import type { SeasonWords } from "../season/season.words.ts"
import { datesIn, monthIn } from "../season/told.model.ts"
import { duesOf, leftOf, outlookOf, rulesFor } from "./contract.model.ts"
import type { Commitment, Order } from "./contract.model.ts"

/** What each step of subscribing shows, and how it changes what is chosen. */
export interface Wizard {
  readonly words: SeasonWords
  readonly speech: Speech
  readonly contract: Contract
  readonly chosen: Commitment
  readonly now: string
  readonly member: string | null
  /** What the server says that it comes to. */
  readonly outcome: Season | undefined
  /** The delivery for which something else is chosen. */
  readonly single: string | undefined
  readonly choose: (changed: Partial<Commitment>) => void
  readonly look: (delivery: string | undefined) => void
}

type Offer = Contract["offers"][number]

/** Each product with its price, and something beside it. */
const products = (
  { contract, speech }: Pick<Wizard, "contract" | "speech">,
  beside: (offer: Offer) => unknown,
): TemplateResult => {
  const { format } = speech
  return html`<ul role="list">
    ${contract.offers.map((offer) => {
      const { name, description, shownPrice, terms, unitPrice } = offer
      const price = format.price(shownPrice, terms.per, contract.currency)
      const each = format.price(unitPrice.price, unitPrice.per, contract.currency)
      return html`<li>
        <div>
          <p>${name}</p>
          <p class="soft">
            ${price}${each === price ? "" : ` (${each})`}${description ? html`<br />${description}` : nothing}
          </p>
        </div>
        ${beside(offer)}
      </li>`
    })}
  </ul>`
}

/** Each product with its price and how much of it is wanted. */
export const steppers = (
  about: Pick<Wizard, "contract" | "speech">,
  order: Order,
  want: (order: Order) => void,
): TemplateResult =>
  products(about, (offer) => {
    const { name, product } = offer
    return quantityOf(name, choiceOf(offer, 0), order[product] ?? 0, (to) => want({ ...order, [product]: to }))
  })

/** The contract as it is read. */
export const reading = (wizard: Wizard): TemplateResult => {
  const { words, speech, contract, now, member } = wizard
  const { format } = speech
  const { currency, deliveries } = contract
  const { text, documents, minimums, absences, sharing } = contract.contract
  const left = leftOf(contract, now)
  const shown = documents.filter(({ visibility }) => visibility === "public" || (visibility === "members" && member))
  const dates = datesIn(speech)
  const first = left[0]
  return html`<p>${words.kinds[contract.kind]}.</p>
    ${text ? html`<p class="prose">${text}</p>` : nothing}
    ${
      shown.length > 0
        ? html`<h3>${words.documents}</h3>
            <ul role="list">
              ${shown.map(({ title, url }) => html`<li><a href=${url}>${title}</a></li>`)}
            </ul>`
        : nothing
    }
    <h3>${words.products}</h3>
    ${products(wizard, () => nothing)}
    ${minimums.perDelivery ? html`<p>${words.minimum(format.money(minimums.perDelivery, currency))}</p>` : nothing}
    ${minimums.overPeriod ? html`<p>${words.minimumOver(format.money(minimums.overPeriod, currency))}</p>` : nothing}
    <h3>${words.dates}</h3>
    ${
      first
        ? html`<p>${words.onDates(left.length, dates.day(first.day), dates.day(left.at(-1)!.day))}.</p>
            ${left.length < deliveries.length ? html`<p class="note">${words.late(left.length, deliveries.length)}</p>` : nothing}
            <details>
              <summary>${words.deliveries(left.length)}</summary>
              <ul role="list">
                ${left.map(
                  ({ startsAt, endsAt, closesAt }) =>
                    html`<li>
                      <span
                        >${format.date(startsAt, contract.timeZone)},
                        ${format.hours(startsAt, endsAt, contract.timeZone)}</span
                      >
                      <span class="soft">${words.until(format.moment(closesAt, contract.timeZone, "short"))}</span>
                    </li>`,
                )}
              </ul>
            </details>`
        : html`<p class="note">${words.closed}</p>`
    }
    <h3>${words.steps.absences}</h3>
    <p>${absences ? words.absenceRule(absences, dates) : words.noAbsences}</p>
    ${
      sharing
        ? html`<h3>${words.steps.share}</h3>
            <p>${words.sharingWhy}</p>`
        : nothing
    }`
}

/** The constant order, or the usual one and what differs from it. */
export const ordering = (wizard: Wizard): TemplateResult => {
  const { words, contract, chosen, choose, now } = wizard
  const isVariable = contract.kind === "variable"
  return html`<h3>${isVariable ? words.byDefault : words.share}</h3>
    ${isVariable ? html`<p class="soft">${words.byDefaultWhy}</p>` : nothing}
    ${steppers(wizard, chosen.order, (order) => choose({ order }))}
    ${isVariable ? singles(wizard, leftOf(contract, now)) : nothing}`
}

const singles = (wizard: Wizard, left: Contract["deliveries"]): TemplateResult => {
  const { words, speech, contract, chosen, choose, single, look, now } = wizard
  const { format } = speech
  const own = single === undefined ? undefined : (chosen.singles[single] ?? chosen.order)
  const open = left.filter(({ opensAt }) => opensAt <= now)
  const without = (id: string) => Object.fromEntries(Object.entries(chosen.singles).filter(([key]) => key !== id))
  return html`<details>
    <summary>${words.singles}</summary>
    <div class="box">
      <select
        aria-label=${words.singles}
        @change=${(event: Event) => look((event.target as HTMLSelectElement).value || undefined)}
      >
        <option value="">—</option>
        ${open.map(
          ({ id, startsAt }) =>
            html`<option value=${id} ?selected=${id === single}>
              ${format.date(startsAt, contract.timeZone)}${chosen.singles[id] ? " ✓" : ""}
            </option>`,
        )}
      </select>
      ${
        own
          ? html`${steppers(wizard, own, (order) => choose({ singles: { ...chosen.singles, [single!]: order } }))}
              <button
                class="plain"
                ?hidden=${!chosen.singles[single!]}
                @click=${() => choose({ singles: without(single!) })}
              >
                ${words.asUsual}
              </button>`
          : nothing
      }
    </div>
  </details>`
}

/** The absences, picked on the calendar. */
export const away = ({ contract, chosen, choose, now }: Wizard): TemplateResult =>
  html`<cabas-absences
    .rules=${rulesFor(contract, chosen, now)}
    @cabas:absence:change=${(event: CabasEvent<{ readonly deliveries: ReadonlyArray<string> }>) =>
      choose({ absences: event.detail.deliveries })}
  ></cabas-absences>`

/** What is due, by month. */
export const dues = (
  { words, speech, contract, member }: Pick<Wizard, "words" | "speech" | "contract" | "member">,
  season: Season,
): TemplateResult => {
  const { format } = speech
  const months = duesOf(season, member)
  const money = (amount: number) => format.money(amount, contract.currency)
  return html`<h3>${words.plan}</h3>
    <table class="dues">
      <thead>
        <tr>
          <th scope="col">${words.month}</th>
          <th scope="col">${words.dates}</th>
          <th scope="col">${words.amount}</th>
        </tr>
      </thead>
      <tbody>
        ${months.map(
          ({ month, count, amount }) =>
            html`<tr>
              <td>${monthIn(speech, month)}</td>
              <td>${count}</td>
              <td>${money(amount)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      season.partner
        ? html`<p>${words.yourPart(money(season.debts.find((one) => one.member === member)?.owed ?? 0))}</p>`
        : nothing
    }
    <p class="soft">${words.planWhy(contract.producerName)}</p>`
}

/** What it comes to so far, always in sight. */
export const outlook = ({ words, speech, contract, chosen, now, outcome }: Wizard): TemplateResult => {
  const { each, left, received, total, estimate, lacking, lackingOver, minimumOver } = outlookOf(contract, chosen, now)
  const money = (amount: number, isEstimate = estimate) => speech.format.money(amount, contract.currency, isEstimate)
  const { perDelivery } = contract.contract.minimums
  const limit = (minimum: number | null, missing: number) =>
    minimum
      ? html`<p class=${missing > 0 ? "warn" : "good"}>
          ${missing > 0 ? words.current(money(minimum, false), money(missing, false)) : words.reached(money(minimum, false))}
        </p>`
      : nothing
  const isSingle = Object.keys(chosen.singles).length > 0
  return html`<dl>
      <dt class="soft">${words.each}${isSingle ? ` (${words.byDefault})` : ""}</dt>
      <dd class="soft">${money(each)}</dd>
      <dt class="soft">${words.times(left)}${left > received ? `, ${words.lessAbsences(left - received)}` : ""}</dt>
      <dd class="soft">${left > received ? words.deliveries(received) : nothing}</dd>
      <dt class="large">${words.total}</dt>
      <dd class="large">${money(outcome?.expected ?? total)}</dd>
    </dl>
    ${limit(perDelivery, lacking)} ${limit(minimumOver, lackingOver)}
    ${estimate ? html`<p class="soft">${words.estimated}</p>` : nothing}`
}
