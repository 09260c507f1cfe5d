import { css, html } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { createClient } from "@cabas/client"
import type { GetToken } from "@cabas/client"
import { baseStyles } from "../base/base.styles.ts"
import { announceConnection } from "../base/connected.ts"
import { define } from "../base/define.ts"
import { CabasElement } from "../base/element.ts"
import { announcementOf } from "./announcement.ts"
import { keptFor } from "./kept.ts"
import { memberIn, tokensFrom } from "./session.ts"
import { Store } from "./store.ts"

/** How old a shop may be when a page comes back into view, and the longest a timer waits; in milliseconds. */
const fresh = 60_000
const longest = 2 ** 31 - 1

const storageOf = (kind: "localStorage" | "sessionStorage"): Storage | undefined => {
  try {
    return globalThis[kind]
  } catch {
    return undefined
  }
}

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
    endpoint: { type: String },
    group: { type: String },
    tokenUrl: { type: String, attribute: "token-url" },
    token: { type: String },
    signIn: { type: String, attribute: "sign-in" },
    distribution: { type: String },
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

  declare endpoint: string
  declare group: string
  declare tokenUrl: string | null
  declare token: string | null
  declare signIn: string | null
  declare distribution: string | null
  /** Gives the token of who is signed in: for pages that do not want to name an address. */
  declare getToken: GetToken | null
  #store: Store | undefined
  #turn: ReturnType<typeof setTimeout> | undefined
  #opening = 0
  #loadedAt = 0

  constructor() {
    super()
    this.endpoint = ""
    this.group = ""
    this.tokenUrl = null
    this.token = null
    this.signIn = null
    this.distribution = null
    this.getToken = null
  }

  /** What the views show, and what a page may drive without them. */
  get store(): Store | undefined {
    return this.#store
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener("online", this.#online)
    document.addEventListener("visibilitychange", this.#seen)
    if (this.hasUpdated) void this.open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener("online", this.#online)
    document.removeEventListener("visibilitychange", this.#seen)
    this.#close()
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const matters = ["endpoint", "group", "tokenUrl", "token", "getToken", "distribution"].some((name) => changed.has(name))
    if (matters && this.isConnected) void this.open()
  }

  /** Opens the connection anew: after somebody signed in or out. */
  async open(): Promise<void> {
    const opening = ++this.#opening
    if (!this.endpoint || !this.group) return
    const { endpoint, group } = this
    const token = tokensFrom({ getToken: this.getToken, url: this.tokenUrl, token: this.token })
    const member = await this.#member(token)
    if (opening !== this.#opening || !this.isConnected) return
    this.#close()
    const store = new Store({
      client: createClient({ endpoint, group, token }),
      member,
      kept: keptFor(storageOf("localStorage"), group, member),
      distribution: this.distribution ?? undefined,
      signIn: this.signIn,
      tell: (name, detail) => this.tell(name, detail, true),
    })
    this.#store = store
    let before = store.state
    store.subscribe(() => {
      const last = before
      before = store.state
      if (last.said !== before.said) this.requestUpdate()
      else if (this.speech !== undefined) store.announce(announcementOf(last, store, this.speech))
    })
    announceConnection()
    await this.#load(store)
  }

  /** Reads shop and basket again. */
  async refresh(): Promise<void> {
    if (this.#store !== undefined) await this.#load(this.#store)
  }

  /** Opens without waiting for words. */
  protected override shouldUpdate(): boolean {
    return true
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>
      <div class="unseen" role="status">${this.#store?.state.said}</div>`
  }

  async #load(store: Store): Promise<void> {
    this.#loadedAt = Date.now()
    await store.load()
    this.#wait(store)
  }

  /** Looks again when an order window opens or closes. */
  #wait(store: Store): void {
    clearTimeout(this.#turn)
    const next = store.nextTurn()
    if (next === undefined || store !== this.#store) return
    const left = Date.parse(next) - Date.parse(store.now())
    this.#turn = setTimeout(
      () => {
        store.turn()
        void this.#load(store)
      },
      Math.min(left + 50, longest),
    )
  }

  /** Who is signed in. Without a network it is whoever was, in this tab. */
  async #member(token: GetToken): Promise<string | null> {
    const tab = storageOf("sessionStorage")
    const key = `cabas:member:${this.group}`
    try {
      const member = memberIn(await token(false))
      if (member === null) tab?.removeItem(key)
      else tab?.setItem(key, member)
      return member
    } catch {
      return tab?.getItem(key) ?? null
    }
  }

  #close(): void {
    clearTimeout(this.#turn)
    this.#store?.close()
    this.#store = undefined
  }

  readonly #online = (): void => this.#store?.retry()

  readonly #seen = (): void => {
    if (!document.hidden && Date.now() - this.#loadedAt > fresh) void this.refresh()
  }
}

define("cabas-group", CabasGroup)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-group": CabasGroup
  }
}
