import { css } from "lit"

/** Of `<cabas-ordering>`. */
export const orderingStyles = css`
  :host {
    display: block;
    container: ordering / inline-size;
    background: var(--_paper);
    min-block-size: 40rem;
    padding-inline: 12px;
  }
  .head {
    padding-block: 8px;
    min-block-size: 58px;
  }
  select {
    max-inline-size: 100%;
    border: 0;
    padding: 0;
    margin-inline-start: -4px;
    background: none;
    cursor: pointer;
  }
  option {
    color: var(--_ink);
    background: var(--_paper);
  }
  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    margin-block-end: 8px;
  }
  aside {
    display: none;
  }
  .dock {
    position: sticky;
    inset-block-end: 0;
    z-index: 3;
    margin-inline: -12px;
    background: var(--_paper);
    box-shadow: 0 -2px 12px #0003;
  }
  .toast,
  .bar,
  .top {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 10px;
    align-items: center;
    padding-inline: 12px;
    inline-size: 100%;
  }
  .toast {
    background: var(--_ink);
    color: var(--_paper);
  }
  .toast button {
    color: inherit;
  }
  .bar {
    min-block-size: 60px;
    padding-block: 8px;
    grid-template-columns: 1fr auto 24px;
    border: 0;
    border-block-start: 1px solid var(--_line);
    text-align: start;
    align-content: center;
  }
  small {
    grid-column: 1 / 3;
  }
  .bar svg {
    grid-area: 1 / 3 / 3;
  }
  .bar:not(.filled) {
    background: none;
  }
  .bar.filled {
    outline-offset: -6px;
    outline-color: currentColor;
  }
  dialog {
    inline-size: min(100%, 34rem);
    max-inline-size: none;
    block-size: 100%;
    max-block-size: none;
    padding: 0;
    border: 0;
    background: var(--_paper);
    color: var(--_ink);
    overscroll-behavior: contain;
  }
  dialog cabas-basket {
    display: block;
    padding: 0 12px 24px;
  }
  .top {
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    background: var(--_paper);
    border-block-end: 1px solid var(--_line);
  }
  .top button {
    border: 0;
  }
  @container ordering (width > 640px) {
    .body {
      display: grid;
      grid-template-columns: 1fr minmax(17rem, 20rem);
      gap: 20px;
      align-items: start;
    }
    aside {
      display: block;
      position: sticky;
      inset-block-start: 12px;
      max-block-size: calc(100dvh - 24px);
      overflow: auto;
      padding: 12px 16px;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
    }
    .bar {
      display: none;
    }
    .dock {
      inset-block-end: 16px;
      margin-inline: auto;
      inline-size: fit-content;
    }
    h2 {
      font-size: var(--cabas-text-title, 1.375rem);
    }
  }
  @media print {
    cabas-catalog,
    .dock,
    .note {
      display: none;
    }
    aside {
      display: block;
      position: static;
      max-block-size: none;
      border: 0;
    }
  }
`
