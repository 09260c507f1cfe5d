import { LitElement } from "lit"
import type { CSSResultGroup } from "lit"
import { baseStyles } from "./base.styles.ts"
import { CabasEvent } from "./events.ts"
import type { CabasDetails, CabasEventName } from "./events.ts"
import { onSpeech, speechFor } from "./language.ts"
import type { Speech } from "./language.ts"

/** What the elements have in common: the language of where they stand, and no rendering before there are words. */
export abstract class CabasElement extends LitElement {
  static override styles: CSSResultGroup = [baseStyles]

  #speech: Speech | undefined
  #leave: (() => void) | undefined

  /** What to say; there from the first rendering on. */
  protected get speech(): Speech {
    // Nothing is rendered without it, so whoever renders has it.
    return this.#speech as Speech
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const listen = () => {
      this.#speech = speechFor(this)
      this.requestUpdate()
    }
    this.#leave = onSpeech(listen)
    listen()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
  }

  protected override shouldUpdate(): boolean {
    return this.#speech !== undefined
  }

  /** Sends an event of Cabas to the page; false when the page vetoes it. */
  protected tell<Name extends CabasEventName>(name: Name, detail: CabasDetails[Name], cancelable = false): boolean {
    return this.dispatchEvent(new CabasEvent(name, detail, cancelable))
  }
}
