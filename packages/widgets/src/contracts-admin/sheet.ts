import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Measure } from "@cabas/core/values"
import type { Tools } from "../planner/coordinator.ts"
import type { Contract, Season } from "../planner/desk.store.ts"
import { balanceOf, openDeliveries } from "./contracts-admin.model.ts"
import { householdOptions } from "./enrolling.ts"

/** A subscription that is open, with what changes it. */
export interface Sheet extends Tools {
  readonly contract: Contract
  readonly season: Season
  readonly now: string
  readonly names: string
  readonly order: string
  readonly measure: (quantity: Measure) => string
  readonly close: () => void
}

const formOf = (event: SubmitEvent): FormData => {
  event.preventDefault()
  return new FormData(event.target as HTMLFormElement)
}

const deliveries = ({ words, season, day, money, measure, desk }: Sheet): TemplateResult =>
  html`<table class="plainly">
    <thead>
      <tr>
        <th scope="col">${words.day}</th>
        <th scope="col">${words.order}</th>
        ${season.partner ? html`<th scope="col">${words.collects}</th>` : nothing}
        <th scope="col" class="number">${words.amount}</th>
      </tr>
    </thead>
    <tbody>
      ${season.deliveries.map(
        (one) =>
          html`<tr class=${one.phase === "past" ? "off" : ""}>
            <td>${day(one.day, "short")}<br /><span class="soft">${words.phases[one.phase]}</span></td>
            <td>
              ${
                one.absent
                  ? html`<b class="warn">${words.absent}</b>${
                        one.movedTo ? html` → ${day(desk.named("delivery", one.movedTo) ?? one.day, "short")}` : nothing
                      }`
                  : one.lines.map(({ name, quantity }) => html`${measure(quantity)} × ${name}<br />`)
              }
              ${one.taker ? html`<span class="soft">${words.nextIs.given(one.taker.name)}</span>` : nothing}
            </td>
            ${season.partner ? html`<td>${one.absent ? "–" : desk.nameOf(one.collector)}</td>` : nothing}
            <td class="number">${money(one.amount)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`

const debts = ({ words, season, money, desk }: Sheet): TemplateResult =>
  html`<table class="plainly">
    <thead>
      <tr>
        <th scope="col">${words.household}</th>
        <th scope="col" class="number">${words.owed}</th>
        <th scope="col" class="number">${words.paid}</th>
        <th scope="col" class="number">${words.balance}</th>
      </tr>
    </thead>
    <tbody>
      ${season.debts.map(
        ({ member, owed, paid, balance }) =>
          html`<tr>
            <td>${desk.nameOf(member)}</td>
            <td class="number">${money(owed)}</td>
            <td class="number">${money(paid)}</td>
            <td class="number ${balance < 0 ? "owing" : ""}">${money(balance)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`

const sharing = ({ words, season, desk, announce }: Sheet): TemplateResult => {
  const { partner } = season
  const submit = async (event: SubmitEvent) => {
    const told = formOf(event)
    const member = `${told.get("partner")}`
    const share = Math.round(Number(told.get("part")) * 100)
    const { answer } = await desk.run("subscription.share", {
      subscription: season.id,
      partner: member === "" ? null : { member, share },
      entry: "coordinator",
    })
    if (answer) announce(words.shared)
  }
  return html`<details>
    <summary>${words.share}</summary>
    <form @submit=${submit}>
      <div class="row">
        <label
          >${words.partner}
          <select name="partner" .value=${partner?.member ?? ""}>
            <option value="">${words.alone}</option>
            ${householdOptions(desk.state.members)}
          </select></label
        >
        <label
          >${words.part}
          <input type="number" name="part" min="0" max="100" step="0.01" .value=${`${(partner?.share ?? 5000) / 100}`}
        /></label>
        <button class="button" ?disabled=${desk.state.isBusy}>${words.sure}</button>
      </div>
    </form>
  </details>`
}

const transferring = (sheet: Sheet): TemplateResult => {
  const { words, season, contract, now, desk, day, announce, close } = sheet
  const submit = async (event: SubmitEvent) => {
    const told = formOf(event)
    const member = `${told.get("member")}`
    const { answer } = await desk.run("subscription.transfer", {
      subscription: season.id,
      member,
      from: `${told.get("from")}`,
    })
    if (!answer) return
    announce(words.transferred(desk.nameOf(member)))
    close()
  }
  return html`<details>
    <summary>${words.transfer}</summary>
    <form @submit=${submit}>
      <div class="row">
        <label
          >${words.transferTo}
          <select name="member" required>
            <option value=""></option>
            ${householdOptions(desk.state.members)}
          </select></label
        >
        <label
          >${words.transferFrom}
          <select name="from">
            ${openDeliveries(contract, now).map((one) => html`<option value=${one.day}>${day(one.day)}</option>`)}
          </select></label
        >
        <button class="button" ?disabled=${desk.state.isBusy}>${words.sure}</button>
      </div>
    </form>
  </details>`
}

const stopping = ({ words, season, desk, announce, close }: Sheet): TemplateResult => {
  const submit = async (event: SubmitEvent) => {
    const told = formOf(event)
    const { answer } = await desk.run("subscription.stop", {
      subscription: season.id,
      lastDay: `${told.get("day")}`,
      entry: "coordinator",
    })
    if (!answer) return
    announce(words.stopped)
    close()
  }
  return html`<details>
    <summary>${words.stop}</summary>
    <form @submit=${submit}>
      <div class="row">
        <label
          >${words.lastDay} <input type="date" name="day" required min=${season.startsOn} max=${season.endsOn}
        /></label>
        <button class="button risk" ?disabled=${desk.state.isBusy}>${words.sure}</button>
      </div>
    </form>
  </details>`
}

/** A subscription with everything that comes and is owed, and what a coordinator may change of it. */
export const sheetOf = (sheet: Sheet): TemplateResult => {
  const { words, season, contract, names, order, day, money } = sheet
  const balance = balanceOf(season)
  return html`<h3 tabindex="-1" class="large">${names}</h3>
    <p>
      ${order}<br />
      <span class="soft">${day(season.startsOn)} – ${day(season.endsOn)}</span>
    </p>
    <div class="parts">
      <section>
        <h4 class="unseen">${words.sheet}</h4>
        ${deliveries(sheet)}
      </section>
      <section>
        <p>
          ${words.expected} : <b>${money(season.expected)}</b>
          ${balance < 0 ? html`<span class="owing">${words.due(money(-balance))}</span>` : nothing}
        </p>
        ${debts(sheet)}
        ${
          season.status === "active"
            ? html`<div class="screen">
                ${contract.contract.sharing ? sharing(sheet) : nothing} ${transferring(sheet)} ${stopping(sheet)}
              </div>`
            : nothing
        }
      </section>
    </div>`
}
