import { css, html } from "lit"
import type { CSSResult, TemplateResult } from "lit"
import { qrDrawing } from "./qr.model.ts"

/** Keeps a code black on white where a page's colours are replaced, and its edges sharp. @rule BANK-13 */
export const qrStyles: CSSResult = css`
  .qr {
    display: block;
    width: 100%;
    max-width: 18rem;
    height: auto;
    forced-color-adjust: none;
    shape-rendering: crispEdges;
  }
`

/**
 * A text as a QR code, drawn black on white; `title` is what it is called for those who do not see it.
 * Its element adds `qrStyles` to its own, and imports this when it is needed: `await import("@cabas/widgets/qr")`.
 * @rule BANK-13
 */
export const qrSvg = (text: string, title: string): TemplateResult => {
  const { side, path } = qrDrawing(text)
  return html`<svg class="qr" viewBox="0 0 ${side} ${side}" role="img" aria-label=${title}>
    <rect width="100%" height="100%" fill="#fff" />
    <path d=${path} fill="#000" />
  </svg>`
}
