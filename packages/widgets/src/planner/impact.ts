import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { DeskWords } from "./desk.words.ts"
import { isChanged, sumOf } from "./planner.model.ts"
import type { Impact } from "./planner.model.ts"

/** What is asked of a delivery, with what the server says that it would touch. */
export interface Asked {
  readonly kind: "shift" | "cancel" | "extend"
  readonly catalog: string
  readonly name: string
  readonly delivery: string
  /** The distribution that it is put off to. */
  readonly to: string | null
  /** Where the contract delivers already on that day. */
  readonly isMerged: boolean
  readonly impact: Impact
  /** Whether it is not what was seen first. */
  readonly isNew: boolean
}

/** How a dialog writes things. */
export interface Writing {
  readonly words: DeskWords
  readonly day: (date: string) => string
  readonly money: (amount: number) => string
  readonly nameOf: (member: string) => string
}

/** The change in one line. */
export const titleOf = ({ kind, name, impact }: Asked, { words, day }: Writing): string => {
  const { before, after } = impact
  const date = day(before ?? after ?? "")
  return kind === "shift" ? words.asked.shift(name, date, day(after ?? "")) : words.asked[kind](name, date)
}

const rowOf = (one: Impact["subscriptions"][number], { words, money, nameOf }: Writing): TemplateResult => {
  const { members, collector, deliveriesBefore, deliveriesAfter, totalBefore, totalAfter } = one
  const count =
    deliveriesBefore === deliveriesAfter
      ? `${deliveriesAfter}`
      : words.becomes(`${deliveriesBefore}`, `${deliveriesAfter}`)
  const amount = totalBefore === totalAfter ? money(totalAfter) : words.becomes(money(totalBefore), money(totalAfter))
  const isShared = collector !== null && (members.length > 1 || !members.includes(collector))
  return html`<tr class=${isChanged(one) ? "changed" : ""}>
    <td>${members.map(nameOf).join(" + ")}</td>
    <td data-label=${isShared ? words.turn : nothing}>${isShared ? nameOf(collector!) : nothing}</td>
    <td data-label=${words.count} class="number">${count}</td>
    <td data-label=${words.amount} class="number">${amount}</td>
  </tr>`
}

/** Each subscription with its households, turn, deliveries and amount. */
export const tableOf = (subscriptions: Impact["subscriptions"], writing: Writing): TemplateResult => {
  const { words } = writing
  return html`<table class="plainly impact">
    <thead>
      <tr>
        <th scope="col">${words.household}</th>
        <th scope="col">${words.turn}</th>
        <th scope="col" class="number">${words.count}</th>
        <th scope="col" class="number">${words.amount}</th>
      </tr>
    </thead>
    <tbody>
      ${subscriptions.map((one) => rowOf(one, writing))}
    </tbody>
  </table>`
}

/** Everything that a change touches: each subscription with its households, turn, deliveries and amount. @see D20 */
export const impactOf = (asked: Asked, writing: Writing): TemplateResult => {
  const { words, money } = writing
  const { impact, isNew, isMerged } = asked
  const { subscriptions, messages } = impact
  const { before, after } = sumOf(impact)
  return html`
    ${isNew ? html`<p class="note" role="alert">${words.outdated}</p>` : nothing}
    ${
      subscriptions.length === 0
        ? html`<p>${words.noOne}</p>`
        : html`<p>${words.touched(subscriptions.length, messages)} ${words.messages(messages)}</p>
            <p>${before === after ? words.sameMoney(money(after)) : words.otherMoney(money(before), money(after))}</p>`
    }
    ${isMerged ? html`<p class="note">${words.merged}</p>` : nothing}
    ${subscriptions.length === 0 ? nothing : tableOf(subscriptions, writing)}
  `
}
