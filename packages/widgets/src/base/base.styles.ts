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
    --_tint: color-mix(in srgb, var(--_accent) 12%, transparent);
    --_good: var(--cabas-good, light-dark(#256034, #97d2a1));
    --_warn: var(--cabas-warn, light-dark(#855000, #f0bd6a));
    --_bad: var(--cabas-bad, light-dark(#ab231b, #ffa79c));
    --_radius: var(--cabas-radius, 8px);
    --_round: var(--cabas-radius-round, 999px);
    --_target: var(--cabas-target, 44px);
    --_small: var(--cabas-text-small, 0.8125rem);
    --_text: var(--cabas-text, 0.9375rem);
    --_large: var(--cabas-text-large, 1.0625rem);
    --_title: var(--cabas-text-title, 1.375rem);
    --_shadow: var(--cabas-shadow, 0 -2px 12px light-dark(#0002, #0008));
    font: inherit;
    font-size: var(--_text);
    line-height: 1.35;
    color: var(--_ink);
    box-sizing: border-box;
    font-variant-numeric: tabular-nums;
    -webkit-tap-highlight-color: transparent;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  :host([data-cabas-scheme="dark"]) {
    color-scheme: dark;
  }
  :host([data-cabas-scheme="light"]) {
    color-scheme: light;
  }
  *,
  ::before,
  ::after {
    box-sizing: inherit;
  }
  p,
  h2,
  h3,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
  }
  button {
    cursor: pointer;
    touch-action: manipulation;
  }
  button:disabled {
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .soft {
    color: var(--_soft);
    font-size: var(--_small);
  }
  .button,
  .plain {
    min-block-size: var(--_target);
    padding: 0 16px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: transparent;
    color: inherit;
    text-decoration: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
  }
  .primary {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_accent-ink);
    font-weight: 600;
  }
  .button:disabled {
    opacity: 0.6;
  }
  .plain {
    border: 0;
    padding: 0 8px;
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .note {
    padding: 8px 12px;
    border-inline-start: 3px solid var(--_warn);
    background: var(--_raised);
    border-radius: 0 var(--_radius) var(--_radius) 0;
  }
  .note.bad {
    border-color: var(--_bad);
  }
  .note.good {
    border-color: var(--_good);
  }
  @media (forced-colors: active) {
    :host {
      --_ink: CanvasText;
      --_soft: CanvasText;
      --_paper: Canvas;
      --_raised: Canvas;
      --_line: CanvasText;
      --_edge: ButtonBorder;
      --_accent: LinkText;
      --_accent-ink: Canvas;
      --_tint: Canvas;
      --_good: CanvasText;
      --_warn: CanvasText;
      --_bad: CanvasText;
    }
    .primary {
      forced-color-adjust: none;
      background: Highlight;
      border-color: Highlight;
      color: HighlightText;
    }
  }
`
