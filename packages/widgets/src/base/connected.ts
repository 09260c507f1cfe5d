import type { PropertyDeclarations } from "lit"
import type { Store } from "../connection/store.ts"
import { CabasElement } from "./element.ts"
import { above } from "./language.ts"

/** What holds a connection: `<cabas-group>`, and each view that found one. */
interface Holder extends Element {
  readonly store: Store | undefined
}

const openings = new EventTarget()

/** Tells the views that a connection opened or changed, so that they look again. */
export const announceConnection = (): void => void openings.dispatchEvent(new Event("open"))

/**
 * An element that shows a connection, found by nesting in a `<cabas-group>` or by its id.
 * @attr for - the id of the `<cabas-group>`, for a view that does not stand inside it
 */
export abstract class ConnectedElement extends CabasElement {
  static override properties: PropertyDeclarations = { for: { type: String } }

  declare for: string | null
  #store: Store | undefined
  #leave: (() => void) | undefined

  constructor() {
    super()
    this.for = null
  }

  /** The connection this element shows. */
  get store(): Store | undefined {
    return this.#store
  }

  override connectedCallback(): void {
    super.connectedCallback()
    openings.addEventListener("open", this.#find)
    this.#find()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    openings.removeEventListener("open", this.#find)
    this.#show(undefined)
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("for")) this.#find()
  }

  /** Called when the state of the connection changed. */
  protected storeChanged(): void {
    this.requestUpdate()
  }

  readonly #find = (): void => {
    if (this.isConnected) this.#show(this.#holder()?.store)
  }

  #show(store: Store | undefined): void {
    if (store === this.#store) return
    this.#leave?.()
    this.#store = store
    this.#leave = store?.subscribe(() => this.storeChanged())
    if (store !== undefined) this.storeChanged()
  }

  #holder(): Holder | undefined {
    const root = this.getRootNode() as Document | ShadowRoot
    const named = this.for === null ? null : root.getElementById(this.for)
    if (named !== null) return named as Element as Holder
    for (let each = above(this); each !== null; each = above(each)) {
      if ("store" in each && each.store !== undefined) return each as Holder
    }
    return undefined
  }
}
