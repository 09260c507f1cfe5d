import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { SeasonWords } from "./season.words.ts"

/** Shows what is left of a list of which only the first are shown. */
export const moreButton = (words: SeasonWords, left: number, show: () => void): TemplateResult | typeof nothing =>
  left > 0 ? html`<button class="button" @click=${show}>${words.showAll(left)}</button>` : nothing
