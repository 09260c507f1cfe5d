import { html } from "lit"
import type { TemplateResult } from "lit"
import { measureOf } from "@cabas/core/values"
import type { Tools } from "../planner/coordinator.ts"
import type { Contract, Member } from "../planner/desk.store.ts"
import { openDeliveries } from "./contracts-admin.model.ts"

/** The households to choose one of, by name. */
export const householdOptions = (members: ReadonlyArray<Member>): ReadonlyArray<TemplateResult> =>
  members
    .filter(({ status }) => status === "active")
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name }) => html`<option value=${id}>${name}</option>`)

/** What a form field of a product is called. */
const fieldOf = (product: string): string => `product ${product}`

/** Subscribes a household that asked a coordinator to. @see S1 */
export const enrolling = (tools: Tools, contract: Contract, now: string): TemplateResult => {
  const { words, desk, day, announce } = tools
  const open = openDeliveries(contract, now)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const told = new FormData(form)
    const member = `${told.get("member")}`
    const order = contract.offers.flatMap(({ product, saleKind, terms }) => {
      const amount = Number(told.get(fieldOf(product)))
      const unit = saleKind !== "loose" ? "pieces" : "grams" in terms.per ? "grams" : "millilitres"
      return amount > 0 ? [{ product, quantity: measureOf(unit, amount) }] : []
    })
    const { answer } = await desk.run("subscription.start", {
      catalog: contract.id,
      member,
      order,
      startsOn: `${told.get("from")}`,
      entry: "coordinator",
    })
    if (!answer) return
    form.reset()
    announce(words.subscribed(desk.nameOf(member)))
  }
  return html`<details class="screen">
    <summary>${words.new}</summary>
    <form @submit=${submit}>
      <div class="row">
        <label
          >${words.member}
          <select name="member" required>
            <option value=""></option>
            ${householdOptions(desk.state.members)}
          </select></label
        >
        <label
          >${words.startsFrom}
          <select name="from">
            ${open.map((one) => html`<option value=${one.day}>${day(one.day)}</option>`)}
          </select></label
        >
      </div>
      <div class="amounts">
        ${contract.offers.map(
          ({ product, name, loose }) =>
            html`<label
              >${name} <input type="number" name=${fieldOf(product)} min="0" step=${loose?.step ?? 1} value="0"
            /></label>`,
        )}
      </div>
      <footer>
        <button class="button filled" ?disabled=${desk.state.isBusy || open.length === 0}>${words.subscribe}</button>
      </footer>
    </form>
  </details>`
}
