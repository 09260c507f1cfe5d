import { css } from "lit"

export const quantityStyles = css`
  :host {
    display: inline-block;
    position: relative;
  }
  .stepper {
    display: inline-flex;
    align-items: center;
    border: 1px solid transparent;
    border-radius: var(--_round);
  }
  .stepper.some {
    border-color: var(--_edge);
    background: var(--_paper);
  }
  button {
    inline-size: var(--_target);
    block-size: var(--_target);
    padding: 0;
    border: 0;
    border-radius: var(--_round);
    background: transparent;
    color: var(--_accent);
    display: grid;
    place-items: center;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .stepper:not(.some) button {
    border: 1px solid var(--_accent);
  }
  button:disabled,
  .stepper:not(.some) button:disabled {
    color: var(--_soft);
    border-color: var(--_line);
    opacity: 0.55;
  }
  button:active:not(:disabled) {
    background: var(--_tint);
  }
  svg {
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2.25;
    stroke-linecap: round;
  }
  input {
    inline-size: 3.9em;
    block-size: var(--_target);
    padding: 0;
    border: 0;
    background: transparent;
    text-align: center;
    font-weight: 600;
    border-radius: 4px;
  }
  .hint {
    position: absolute;
    z-index: 2;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: 0;
    inline-size: max-content;
    max-inline-size: 14rem;
    padding: 4px 8px;
    border-radius: var(--_radius);
    background: var(--_ink);
    color: var(--_paper);
    font-size: var(--_small);
  }
  @media (forced-colors: active) {
    .stepper.some,
    .hint {
      border: 1px solid ButtonBorder;
    }
  }
`
