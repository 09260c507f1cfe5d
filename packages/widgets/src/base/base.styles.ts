import { css } from "lit"

/**
 * Colours and sizes, each a `--cabas-*` token that a page may set on anything around the widgets. Inside, the private
 * `--_*` hold the token or its default. The block for forced colours comes last.
 */
export const baseStyles = css`
  :host {
    --_ink: var(--cabas-ink, light-dark(#1d211c, #ecefe8));
    --_paper: var(--cabas-paper, light-dark(#fff, #171a16));
    --_accent: var(--cabas-accent, light-dark(#256034, #97d2a1));
    --_accent-ink: var(--cabas-accent-ink, var(--_paper));
    --_warn: var(--cabas-warn, light-dark(#855000, #f0bd6a));
    --_bad: var(--cabas-bad, light-dark(#ab231b, #ffa79c));
    --_soft: var(--cabas-ink-soft, color-mix(in srgb, var(--_ink) 75%, var(--_paper)));
    --_edge: var(--cabas-edge, color-mix(in srgb, var(--_ink) 55%, var(--_paper)));
    --_line: var(--cabas-line, color-mix(in srgb, var(--_ink) 15%, var(--_paper)));
    --_tint: var(--cabas-tint, color-mix(in srgb, var(--_accent) 12%, var(--_paper)));
    --_radius: var(--cabas-radius, 8px);
    --_round: var(--cabas-radius-round, 99px);
    --_target: var(--cabas-target, 44px);
    --_small: var(--cabas-text-small, 0.8125rem);
    --_large: var(--cabas-text-large, 1.0625rem);
    font: inherit;
    font-size: var(--cabas-text, 0.9375rem);
    font-variant-numeric: tabular-nums;
    line-height: 1.35;
    color: var(--_ink);
  }
  :host([data-cabas-scheme="dark"]) {
    color-scheme: dark;
  }
  :host([data-cabas-scheme="light"]) {
    color-scheme: light;
  }
  * {
    box-sizing: border-box;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  [hidden] {
    display: none !important;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
  }
  button,
  select,
  summary {
    cursor: pointer;
    touch-action: manipulation;
  }
  svg {
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .unseen {
    position: absolute;
    width: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .soft {
    color: var(--_soft);
    font-size: var(--_small);
    font-weight: 400;
  }
  .warn {
    color: var(--_warn);
    font-size: var(--_small);
    font-weight: 600;
  }
  h2,
  .large {
    font-size: var(--_large);
    font-weight: 600;
  }
  .button,
  .plain {
    min-height: var(--_target);
    padding: 0 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
    display: inline-flex;
    align-items: center;
    justify-content: center;
    text-decoration: none;
  }
  .plain {
    border: 0;
    background: none;
    color: var(--_accent);
    text-decoration: underline;
  }
  .filled {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_accent-ink);
  }
  .note {
    padding: 8px 12px;
    border-inline-start: 3px solid var(--_warn);
    background: var(--_tint);
  }
  .bad {
    border-color: var(--_bad);
  }
  dl .bad {
    color: var(--_bad);
  }
  option {
    color: var(--_ink);
    background: var(--_paper);
  }
  .none {
    padding: 32px 12px;
    display: grid;
    gap: 12px;
    justify-items: center;
    text-align: center;
  }
  @media (forced-colors: active) {
    :host {
      --_ink: CanvasText;
      --_paper: Canvas;
      --_accent: Highlight;
      --_accent-ink: HighlightText;
      --_warn: CanvasText;
      --_bad: CanvasText;
      --_soft: CanvasText;
      --_edge: CanvasText;
    }
    .filled {
      forced-color-adjust: none;
    }
  }
`

/** Of what stands in a line of text: it looks like that text. */
export const inlineStyles = css`
  :host {
    font-size: inherit;
    color: inherit;
  }
`
