import { css } from "lit"

export const orderingStyles = css`
  :host {
    display: block;
    container: cabas-ordering / inline-size;
    background: var(--_paper);
    min-block-size: 40rem;
  }
  .flow {
    padding-inline: 12px;
  }
  .head {
    display: flex;
    gap: 8px;
    align-items: start;
    justify-content: space-between;
    padding-block: 8px;
  }
  h2 {
    font-size: var(--_large);
    font-weight: 600;
    line-height: 1.25;
  }
  .head select {
    min-block-size: var(--_target);
    max-inline-size: 7.5rem;
    padding-inline: 8px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_paper);
    font-size: var(--_small);
  }
  .notes {
    display: grid;
    gap: 8px;
  }
  .notes:not(:empty) {
    padding-block-end: 8px;
  }
  .note {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    justify-content: space-between;
  }
  .state {
    padding: 48px 16px;
    display: grid;
    gap: 16px;
    justify-items: center;
    text-align: center;
  }
  .side {
    display: none;
  }
  .dock {
    position: sticky;
    inset-block-end: 0;
    z-index: 3;
    margin-inline: -12px;
    padding-block-end: env(safe-area-inset-bottom);
    background: var(--_paper);
    box-shadow: var(--_shadow);
  }
  .toast {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding-inline: 12px 4px;
    background: var(--_ink);
    color: var(--_paper);
  }
  .toast span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .toast .plain {
    color: inherit;
    font-weight: 600;
    flex: none;
  }
  .bar {
    inline-size: 100%;
    min-block-size: 60px;
    padding: 8px 12px;
    border: 0;
    border-block-start: 1px solid var(--_line);
    background: transparent;
    display: grid;
    grid-template-columns: 1fr auto 20px;
    gap: 0 10px;
    align-items: center;
    text-align: start;
  }
  .bar.due {
    background: var(--_accent);
    color: var(--_accent-ink);
  }
  .bar.due:focus-visible {
    outline-color: var(--_accent-ink);
    outline-offset: -4px;
  }
  .bar strong {
    font-weight: 600;
    font-size: var(--_large);
  }
  .bar small {
    grid-column: 1 / 3;
    font-size: var(--_small);
  }
  .bar svg {
    grid-area: 1 / 3 / 3;
    inline-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
  }
  .saving {
    display: flex;
    align-items: center;
    gap: 4px;
    min-block-size: 24px;
  }
  dialog {
    inline-size: 100%;
    max-inline-size: 34rem;
    block-size: 100%;
    max-block-size: 100dvh;
    margin: 0 auto;
    padding: 0;
    border: 0;
    background: var(--_paper);
    color: var(--_ink);
    overscroll-behavior: contain;
  }
  dialog::backdrop {
    background: #0008;
  }
  .sheet {
    padding: 4px 12px 24px;
  }
  .closing {
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    background: var(--_paper);
    border-block-end: 1px solid var(--_line);
    padding: 4px 4px 4px 12px;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .closing .button {
    border: 0;
    padding: 0;
    inline-size: var(--_target);
  }
  .closing svg {
    inline-size: 24px;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
  }
  @container cabas-ordering (width > 640px) {
    .flow {
      padding-inline: 16px;
    }
    .body {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(17rem, 21rem);
      gap: 20px;
      align-items: start;
    }
    .body.alone {
      display: block;
    }
    .side {
      display: grid;
      gap: 8px;
      position: sticky;
      inset-block-start: 12px;
      max-block-size: calc(100dvh - 24px);
      overflow: auto;
      overscroll-behavior: contain;
      padding: 12px 16px 16px;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_paper);
    }
    .bar {
      display: none;
    }
    .dock {
      inset-block-end: 16px;
      margin-inline: auto;
      inline-size: fit-content;
      max-inline-size: 30rem;
      border-radius: var(--_radius);
      overflow: hidden;
      background: none;
      box-shadow: 0 4px 16px #0003;
    }
    h2 {
      font-size: var(--_title);
    }
    .head {
      padding-block: 12px;
    }
    .head select {
      max-inline-size: none;
      font-size: inherit;
    }
  }
  @media (forced-colors: active) {
    .dock,
    dialog {
      border: 1px solid CanvasText;
    }
    .bar.due {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
  @media print {
    .dock,
    cabas-catalog,
    .head select,
    .notes,
    .closing .button {
      display: none;
    }
    .side {
      display: block;
      position: static;
      max-block-size: none;
      border: 0;
    }
    .body {
      display: block;
    }
  }
`
