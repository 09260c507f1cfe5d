import { css } from "lit"

/** A code to scan is black on white, whatever the colours of the page, also where they are forced. @rule BANK-13 */
export const codeStyles = css`
  .qr {
    display: block;
    width: 100%;
    max-width: 15rem;
    height: auto;
    margin-inline: auto;
    forced-color-adjust: none;
    shape-rendering: crispEdges;
  }
`
