import { html } from "lit"
import type { TemplateResult } from "lit"

/** A drawing in lines on 24 × 24, without meaning of its own: words say it. */
export const icon = (path: string): TemplateResult =>
  html`<svg viewBox="0 0 24 24" width="24" aria-hidden="true"><path d=${path} /></svg>`
