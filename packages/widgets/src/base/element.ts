import { LitElement, html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { Connection } from "../connection/connection.ts"
import { baseStyles } from "./base.styles.ts"
import { CabasEvent } from "./events.ts"
import type { CabasDetails, CabasEventName } from "./events.ts"
import { around, changedAround, speechFor } from "./language.ts"
import type { Speech } from "./language.ts"

/** What the elements have in common: the language of where they stand, and no rendering before there are words. */
export abstract class CabasElement extends LitElement {
  static override styles: CSSResultGroup = [baseStyles]

  /** What to say; there from the first rendering on. */
  protected speech!: Speech

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener(changedAround, this)
    this.handleEvent()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener(changedAround, this)
  }

  /** Looks around: for the language. */
  handleEvent(): void {
    this.speech = speechFor(this)!
    this.requestUpdate()
  }

  protected override shouldUpdate(): boolean {
    return !!this.speech
  }

  /** The button that was pressed may be gone: whoever was there goes on from what is said now. */
  protected async lead(selector: string): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus()
  }

  /** Sends an event of Cabas to the page; false when the page vetoes it. */
  protected tell<Name extends CabasEventName>(name: Name, detail: CabasDetails[Name]): boolean {
    return this.dispatchEvent(new CabasEvent(name, detail))
  }
}

/** What holds a connection: a `<cabas-group>`, which opens the kind that is asked for, or another view. */
interface Holder {
  readonly store: Connection
  readonly connect: (kind: typeof Connection) => Connection | undefined
}

/**
 * An element that shows a connection, found by nesting in a `<cabas-group>` or by its id.
 * @attr for - the id of the `<cabas-group>`, for a view that does not stand inside it
 */
export abstract class ViewElement extends CabasElement {
  static override properties: PropertyDeclarations = { for: {} }

  declare for: string | null
  /** The connection this element shows. */
  store: Connection | undefined
  #leave: (() => void) | undefined

  /** What the element asks of the connection: who is signed in, or more. */
  protected get kind(): typeof Connection {
    return Connection
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
    this.store = undefined
  }

  /** Looks around: for the language and the connection. */
  override handleEvent(): void {
    super.handleEvent()
    const named = this.for && (this.getRootNode() as Document).getElementById(this.for)
    const holders = (named ? [named] : around(this).slice(1)) as ReadonlyArray<Partial<Holder>>
    const holder = holders.find((each) => each.store)
    // What only asks who is signed in takes any connection, also that of another copy of the widgets.
    const store = this.kind !== Connection && holder?.connect ? holder.connect(this.kind) : holder?.store
    if (!store || store === this.store) return
    this.#leave?.()
    this.store = store
    this.#leave = store.subscribe(() => this.storeChanged())
    this.storeChanged()
  }

  /** Where visitors sign in, if the page says so. */
  protected signIn(): TemplateResult | typeof nothing {
    const { signIn } = this.store!
    return signIn ? html`<a class="button filled" href=${signIn}>${this.speech.say.signIn}</a>` : nothing
  }

  /** Called when the state of the connection changed. */
  protected storeChanged(): void {
    this.requestUpdate()
  }
}
