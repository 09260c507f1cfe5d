import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { amountOf, digitsOf, measureOf, unitOf } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"
import { claimsOf, leftOf, sharesOf } from "./apply.ts"
import { amountIn, productsOf, weightsIn } from "./desk.model.ts"
import type { Product } from "./desk.model.ts"
import { Pad, shortUnits } from "./pad.ts"
import type { CommandOf } from "./picture.ts"
import type { Tools } from "./tools.ts"

type Sharing = NonNullable<CommandOf<"product.short">["input"]["sharing"]>
const ways = ["pro-rata", "first-come", "by-hand"] as const

/** Too little of a product: who gets what is read before it is applied. And prices of the day. */
export class ShortagePart {
  readonly #tools: () => Tools
  readonly #pad: Pad
  #product: string | null = null
  #how: Sharing["how"] = "pro-rata"
  #isPrice = false
  #byHand: Readonly<Record<string, number>> = {}

  constructor(tools: () => Tools) {
    this.#tools = tools
    this.#pad = new Pad(() => tools().update())
  }

  /** Leaves the product. */
  begin(): void {
    this.#product = null
    this.#pad.text = ""
    this.#byHand = {}
    this.#isPrice = false
  }

  render(): TemplateResult {
    const { words, rows, measure, format, picture } = this.#tools()
    const products = productsOf(rows).toSorted((a, b) => a.name.localeCompare(b.name, "fr"))
    const product = products.find((one) => `${one.catalog} ${one.product}` === this.#product)
    if (product) return this.#one(product)
    const open = (one: Product) => {
      this.begin()
      this.#product = `${one.catalog} ${one.product}`
      this.#tools().update()
      this.#tools().focus(".pad .typed")
    }
    return html`<section aria-labelledby="short">
      <h2 id="short" tabindex="-1">${words.productsTitle}</h2>
      <p class="soft">${words.productsHow}</p>
      <ul class="products" role="list">
        ${products.map(
          (one) =>
            html`<li class=${one.isMissing ? "gone" : nothing}>
              <button class="who" @click=${() => open(one)}>
                <span class="name"
                  ><b>${one.name}</b><small class="soft">${words.orderedInAll(measure(one.ordered))}</small></span
                >
                <span class="amount">${format.price(one.price, one.per, picture.currency)}</span>
                <span class="state">${one.isMissing ? words.nothingCame : ""}</span>
              </button>
            </li>`,
        )}
      </ul>
    </section>`
  }

  #one(product: Product): TemplateResult {
    const tools = this.#tools()
    const { words, update } = tools
    const leave = () => {
      this.begin()
      update()
      tools.focus("#short")
    }
    const turn = (isPrice: boolean) => {
      this.#isPrice = isPrice
      this.#pad.type("")
      tools.focus(".pad .typed")
    }
    const chip = (label: string, isPrice: boolean) =>
      html`<button type="button" class="chip" aria-pressed=${this.#isPrice === isPrice} @click=${() => turn(isPrice)}>
        ${label}
      </button>`
    return html`<section aria-labelledby="short">
      <nav class="ends" aria-label=${words.productsTitle}>
        <button class="button big" @click=${leave}>${words.otherProduct}</button>
      </nav>
      <h2 id="short" tabindex="-1">${product.name}</h2>
      <div class="chips" role="group" aria-label=${product.name}>
        ${chip(words.arrived, false)} ${chip(words.priceOfDay, true)}
      </div>
      ${this.#isPrice ? this.#price(product, leave) : this.#shortage(product, leave)}
    </section>`
  }

  #shortage(product: Product, leave: () => void): TemplateResult {
    const tools = this.#tools()
    const { words, measure, picture, update } = tools
    const unit = unitOf(product.ordered)
    const typed = this.#pad.text.trim() === "0" ? [0] : weightsIn(this.#pad.text, unit)
    const received =
      typed &&
      measureOf(
        unit,
        typed.reduce((sum, one) => sum + one, 0),
      )
    const claims = claimsOf(picture, product.catalog, product.product)
    const sharing = this.#sharing(product, unit)
    const left = received && measureOf(unit, leftOf(picture, product.catalog, product.product, amountOf(received)))
    const shares = left && sharesOf(claims, amountOf(left), sharing)
    const shared = measureOf(
      unit,
      (shares ?? []).reduce((sum, one) => sum + one, 0),
    )
    const problem =
      !received || !left
        ? ""
        : amountOf(received) > amountOf(product.ordered)
          ? words.tooMuch(measure(product.ordered))
          : amountOf(shared) !== amountOf(left)
            ? words.sharesMissing(measure(shared), measure(left))
            : ""
    const apply = (came: Measure | undefined) => {
      if (came && !problem) this.#apply(product, came, sharing, leave)
    }
    return html`<div class="chips" role="group" aria-label=${words.sharing}>
        ${ways.map(
          (how) =>
            html`<button
              type="button"
              class="chip"
              aria-pressed=${how === this.#how}
              @click=${() => {
                this.#how = how
                update()
              }}
            >
              ${words.sharings[how]}
            </button>`,
        )}
      </div>
      ${this.#pad.render(tools, {
        label: words.arrived,
        unit: shortUnits[unit],
        adds: true,
        below: problem
          ? html`<p class="note bad" role="alert">${problem}</p>`
          : html`<p class="soft">${words.orderedInAll(measure(product.ordered))}</p>`,
        submit: words.applyShares,
        enter: () => apply(received),
        leave,
        more: html`<button type="button" class="button big risk" @click=${() => this.#pad.type("0")}>
          ${words.nothing}
        </button>`,
      })}
      ${received ? this.#proposal(product, shares ?? [], unit) : nothing}`
  }

  #sharing(product: Product, unit: ReturnType<typeof unitOf>): Sharing {
    if (this.#how !== "by-hand") return { how: this.#how }
    const shares = claimsOf(this.#tools().picture, product.catalog, product.product).map(({ basket, line }) => ({
      member: basket.member,
      line: line.id,
      quantity: measureOf(unit, this.#byHand[`${basket.id} ${line.id}`] ?? 0),
    }))
    return { how: "by-hand", shares }
  }

  /** Who gets what, before it is applied. */
  #proposal(product: Product, shares: ReadonlyArray<number>, unit: ReturnType<typeof unitOf>): TemplateResult {
    const { words, measure, picture, rows, update } = this.#tools()
    const names = new Map(rows.map(({ basket, name }) => [basket.id, name]))
    const given = (key: string, event: Event) => {
      this.#byHand = { ...this.#byHand, [key]: weightsIn((event.target as HTMLInputElement).value, unit)?.[0] ?? 0 }
      update()
    }
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${words.household}</th>
          <th scope="col" class="right">${words.ordered}</th>
          <th scope="col" class="right">${words.gets}</th>
        </tr>
      </thead>
      <tbody>
        ${claimsOf(picture, product.catalog, product.product).map(({ basket, line }, index) => {
          const key = `${basket.id} ${line.id}`
          const name = names.get(basket.id) ?? ""
          const share = measureOf(unit, shares[index] ?? 0)
          return html`<tr>
            <th scope="row">${name}</th>
            <td class="right">${measure(line.ordered)}</td>
            <td class="right">
              ${
                this.#how === "by-hand"
                  ? html`<input
                      inputmode="decimal"
                      aria-label=${words.share(name)}
                      .value=${`${this.#byHand[key] ?? 0}`}
                      @change=${(event: Event) => given(key, event)}
                    />`
                  : html`<b>${measure(share)}</b>`
              }
            </td>
          </tr>`
        })}
        ${claimsOf(picture, product.catalog, product.product, true).map(
          ({ basket, line }) =>
            html`<tr>
              <th scope="row">${names.get(basket.id) ?? ""}</th>
              <td class="right">${measure(line.ordered)}</td>
              <td class="right soft">${words.staysSettled}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
  }

  #apply(product: Product, received: Measure, sharing: Sharing, leave: () => void): void {
    const { words, picture, act } = this.#tools()
    const { catalog, product: id, name } = product
    const about = { distribution: picture.distribution.id, catalog, product: id, received, sharing }
    act({ operation: "product.short", input: { ...about, reason: words.reasonShort } }, words.shareDone(name))
    leave()
  }

  #price(product: Product, leave: () => void): TemplateResult {
    const tools = this.#tools()
    const { words, money, format, picture, act } = tools
    const price = amountIn(this.#pad.text, digitsOf(picture.currency))
    const { catalog, product: id, name } = product
    const enter = () => {
      if (price === undefined) return
      const input = { distribution: picture.distribution.id, catalog, product: id, price, reason: words.reasonPrice }
      act({ operation: "product.reprice", input }, words.priceDone(name))
      leave()
    }
    return this.#pad.render(tools, {
      label: words.priceOfDay,
      unit: format.price(0, product.per, picture.currency).replaceAll(/[\d.,]/g, ""),
      below: html`<p class="soft">${words.priceNow(format.price(product.price, product.per, picture.currency))}</p>`,
      submit: words.applyPrice(price === undefined ? "…" : money(price)),
      enter,
      leave,
    })
  }
}
