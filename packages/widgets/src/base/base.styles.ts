import { css } from "lit"

/**
 * Colours and sizes, each a `--cabas-*` token that a page may set on anything around the widgets. Inside, the private
 * `--_*` hold the token or its default. The block for forced colours comes last.
 */
export const baseStyles = css`
  :host {
    --_ink: var(--cabas-ink, light-dark(#1d211c, #ecefe8));
    --_soft: var(--cabas-ink-soft, light-dark(#586055, #a9b1a4));
    --_paper: var(--cabas-paper, light-dark(#fff, #171a16));
    --_raised: var(--cabas-paper-raised, light-dark(#f5f6f2, #20241f));
    --_line: var(--cabas-line, light-dark(#dfe2da, #363b34));
    --_edge: var(--cabas-edge, light-dark(#848b80, #7d8579));
    --_accent: var(--cabas-accent, light-dark(#256034, #97d2a1));
    --_accent-ink: var(--cabas-accent-ink, light-dark(#fff, #10240f));
    --_warn: var(--cabas-warn, light-dark(#855000, #f0bd6a));
    --_bad: var(--cabas-bad, light-dark(#ab231b, #ffa79c));
    --_radius: var(--cabas-radius, 8px);
    --_round: var(--cabas-radius-round, 999px);
    --_target: var(--cabas-target, 44px);
    --_small: var(--cabas-text-small, 0.8125rem);
    --_large: var(--cabas-text-large, 1.0625rem);
    --_tint: color-mix(in srgb, var(--_accent) 12%, transparent);
    font: inherit;
    font-size: var(--cabas-text, 0.9375rem);
    font-variant-numeric: tabular-nums;
    line-height: 1.35;
    color: var(--_ink);
    -webkit-tap-highlight-color: transparent;
  }
  :host([data-cabas-scheme="dark"]) {
    color-scheme: dark;
  }
  :host([data-cabas-scheme="light"]) {
    color-scheme: light;
  }
  :host,
  *,
  ::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  p,
  h2,
  h3,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  h2,
  strong {
    font-size: var(--_large);
    font-weight: 600;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button {
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
    inline-size: 1px;
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
  .button,
  .plain {
    min-block-size: var(--_target);
    padding: 0 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
    display: inline-flex;
    align-items: center;
    justify-content: center;
    text-decoration: none;
  }
  .primary {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_accent-ink);
    font-weight: 600;
  }
  .plain {
    border: 0;
    background: none;
    padding: 0 8px;
    color: var(--_accent);
    text-decoration: underline;
  }
  .note {
    padding: 8px 12px;
    border-inline-start: 3px solid var(--_warn);
    background: var(--_raised);
  }
  .note.bad {
    border-color: var(--_bad);
  }
  .none {
    padding: 32px 16px;
    display: grid;
    gap: 12px;
    justify-items: center;
    text-align: center;
  }
  @media (forced-colors: active) {
    :host {
      --_ink: CanvasText;
      --_soft: CanvasText;
      --_paper: Canvas;
      --_raised: Canvas;
      --_line: CanvasText;
      --_edge: CanvasText;
      --_accent: Highlight;
      --_accent-ink: HighlightText;
      --_warn: CanvasText;
      --_bad: CanvasText;
      --_tint: Canvas;
    }
    .primary,
    [aria-pressed="true"] {
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
