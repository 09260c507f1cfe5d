import { css, html } from "lit"
import type { CSSResultGroup, PropertyDeclarations, PropertyValues, TemplateResult } from "lit"
import { createClient } from "@cabas/client"
import type { GetToken } from "@cabas/client"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { CabasElement } from "../base/element.ts"
import { lookAgain } from "../base/language.ts"
import { Connection } from "./connection.ts"
import { browserKeeper } from "./kept.ts"
import { memberIn, tokensFrom } from "./session.ts"

/** How old a shop may be when a page comes back into view, and the longest a timer waits; in milliseconds. */
const freshFor = 60_000
const longest = 2 ** 31 - 1

/**
 * The connection to one group: what stands inside it, or names its id in `for`, shows the same shop and basket.
 *
 * ```html
 * <cabas-group endpoint="/api" group="paniers" token-url="/token">
 *   <cabas-ordering></cabas-ordering>
 * </cabas-group>
 * ```
 * @element cabas-group
 * @slot - the views
 * @attr endpoint - the address of the API, up to and without `/groups`
 * @attr group - the group's id
 * @attr token-url - an address of the page's own site that answers `{"token": "…"}` for whoever is signed in there
 * @attr token - a token, for a page that already has one
 * @attr sign-in - where people sign in, offered to visitors
 * @attr distribution - the distribution to order for; the next one that takes orders when absent
 * @attr data-cabas-scheme - `dark` or `light`, whatever the page's own scheme
 */
export class CabasGroup extends CabasElement {
  static override properties: PropertyDeclarations = {
    endpoint: {},
    group: {},
    tokenUrl: { attribute: "token-url" },
    token: {},
    signIn: { attribute: "sign-in" },
    distribution: {},
    getToken: { attribute: false },
  }
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      :host {
        display: contents;
      }
    `,
  ]

  declare endpoint: string | null
  declare group: string | null
  declare tokenUrl: string | null
  declare token: string | null
  declare signIn: string | null
  declare distribution: string | null
  /** Gives the token of who is signed in: for pages that do not want to name an address. */
  declare getToken: GetToken | null
  /** What the views show, and what a page may drive without them. */
  store: Connection | undefined
  #kind = Connection
  #turn: ReturnType<typeof setTimeout> | undefined
  #loadedAt = 0

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener("online", this.#back)
    addEventListener("visibilitychange", this.#back)
    if (this.hasUpdated) this.open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener("online", this.#back)
    removeEventListener("visibilitychange", this.#back)
    this.#close()
  }

  /** The connection as a view wants it: one that shows the shop once somebody asks for that. */
  connect(kind: typeof Connection): Connection | undefined {
    if (this.store && !(this.store instanceof kind)) {
      this.#kind = kind
      this.open()
    }
    return this.store
  }

  /** Opens the connection anew: after somebody signed in or out. */
  open(): void {
    const { endpoint, group, tokenUrl, getToken, distribution, signIn } = this
    this.#close()
    if (!endpoint || !group) return
    const token = getToken ?? (tokenUrl ? tokensFrom(tokenUrl) : () => this.token ?? null)
    const store = new this.#kind({
      client: createClient({ endpoint, group, token }),
      group,
      member: async () => memberIn(await token(false)),
      keeper: browserKeeper,
      distribution,
      signIn,
      tell: (name, detail) => this.tell(name, detail),
    })
    this.store = store
    let before = store.state
    store.subscribe(() => {
      const last = before
      before = store.state
      if (last.said !== before.said) this.requestUpdate()
      if (this.speech) store.announce(store.newsSince(last, this.speech))
    })
    lookAgain()
    // A view that wants more opened another in its place.
    if (store === this.store) void this.refresh()
  }

  /** Reads shop and basket again, and once more when an order window opens or closes. */
  async refresh(): Promise<void> {
    const { store } = this
    this.#loadedAt = Date.now()
    await store?.load()
    const next = store?.nextTurn()
    clearTimeout(this.#turn)
    if (!store || store !== this.store || !next) return
    const left = Date.parse(next) - Date.parse(store.now())
    this.#turn = setTimeout(() => void this.refresh(), Math.min(left + 50, longest))
  }

  /** Opens without waiting for words. */
  protected override shouldUpdate(): boolean {
    return true
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.size > 0 && this.isConnected) this.open()
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>
      <div class="unseen" role="status">${this.store?.state.said}</div>`
  }

  #close(): void {
    clearTimeout(this.#turn)
    this.store?.close()
    this.store = undefined
  }

  /** The network is back, or somebody looks again. */
  readonly #back = (): void => {
    this.store?.retry()
    if (!document.hidden && Date.now() - this.#loadedAt > freshFor) void this.refresh()
  }
}

define("cabas-group", CabasGroup)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-group": CabasGroup
  }
}
