import { css } from "lit"

/** Of `<cabas-quantity>`. */
export const quantityStyles = css`
  :host {
    display: inline-block;
    position: relative;
  }
  div {
    display: flex;
    border: 1px solid transparent;
    border-radius: var(--_round);
  }
  .some {
    border-color: var(--_edge);
  }
  button {
    width: var(--_target);
    height: var(--_target);
    border: 1px solid var(--_accent);
    border-radius: var(--_round);
    color: var(--_accent);
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .some button {
    border-color: transparent;
  }
  button:disabled {
    opacity: 0.4;
  }
  button:active {
    background: var(--_tint);
  }
  svg {
    vertical-align: middle;
  }
  input {
    width: 3.5em;
    text-align: center;
    font-weight: 600;
  }
  output {
    position: absolute;
    z-index: 2;
    inset: 100% 0 auto auto;
    width: max-content;
    padding: 4px 8px;
    border-radius: var(--_radius);
    background: var(--_ink);
    color: var(--_paper);
    forced-color-adjust: none;
    font-size: var(--_small);
  }
`
