import { css } from "lit"

/** Of `<cabas-ordering>`. */
export const orderingStyles = css`
  :host {
    display: block;
    container: ordering / inline-size;
    background: var(--_paper);
    min-height: 40rem;
    padding-inline: 12px;
  }
  .head {
    padding-block: 8px;
    min-height: 78px;
  }
  select {
    max-width: 100%;
    margin-inline-start: -4px;
  }
  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    margin-bottom: 8px;
  }
  aside {
    display: none;
  }
  .dock,
  .top {
    position: sticky;
    inset-block: auto 0;
    z-index: 3;
    background: var(--_paper);
  }
  .dock {
    margin-inline: -12px;
    box-shadow: 0 0 12px #0003;
  }
  .toast,
  .bar,
  .top {
    display: grid;
    grid-template-columns: 1fr auto auto;
    align-items: center;
    padding: 0 12px;
    width: 100%;
  }
  .toast {
    background: var(--_ink);
    color: var(--_paper);
    forced-color-adjust: none;
  }
  .toast button {
    color: inherit;
  }
  .bar {
    min-height: 60px;
    padding-block: 8px;
    border-top: 1px solid var(--_line);
    text-align: start;
    align-content: center;
    column-gap: 8px;
    outline-offset: -6px;
  }
  .bar.filled {
    outline-color: currentColor;
  }
  small {
    grid-column: 1 / 3;
  }
  .bar svg {
    grid-area: 1 / 3 / 3;
  }
  dialog {
    width: min(100%, 34rem);
    max-width: none;
    height: 100%;
    max-height: none;
    border: 0;
    background: var(--_paper);
    color: var(--_ink);
    overscroll-behavior: contain;
  }
  dialog cabas-basket {
    display: block;
    padding: 8px 12px 24px;
  }
  .top {
    inset-block: 0 auto;
    border-bottom: 1px solid var(--_line);
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
      top: 12px;
      max-height: calc(100dvh - 24px);
      overflow: auto;
      padding: 12px 16px;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
    }
    .bar {
      display: none;
    }
    .dock {
      bottom: 16px;
      margin-inline: auto;
      width: fit-content;
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
      max-height: none;
      border: 0;
    }
  }
`
