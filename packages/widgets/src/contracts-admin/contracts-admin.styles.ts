import { css } from "lit"

/** The list of subscriptions: a table where there is room, one card after the other elsewhere. */
export const contractsAdminStyles = css`
  .subscriptions td {
    vertical-align: middle;
  }
  .subscriptions input {
    display: block;
    margin: auto;
  }
  .subscriptions .pick {
    width: 44px;
  }
  .amounts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr));
    gap: 12px 16px;
    align-items: end;
  }
  .owing {
    color: var(--_bad);
  }
  .mass {
    position: sticky;
    bottom: 0;
    z-index: 2;
    border: 1px solid var(--_line);
  }
  textarea {
    font: inherit;
    width: 100%;
    min-height: 5em;
    padding: 8px 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
    color: var(--_ink);
  }
  .parts {
    display: grid;
    gap: 0 24px;
  }
  @container desk (min-width: 760px) {
    .parts {
      grid-template-columns: 3fr 2fr;
      align-items: start;
    }
  }
  .off {
    color: var(--_soft);
  }
  @container desk (max-width: 760px) {
    .subscriptions,
    .subscriptions tbody {
      display: block;
    }
    .subscriptions thead {
      position: absolute;
      clip-path: inset(50%);
      width: 1px;
      height: 1px;
      overflow: hidden;
    }
    .subscriptions tr {
      display: grid;
      grid-template-columns: 44px 1fr auto;
      gap: 0 8px;
      padding-block: 8px;
      border-top: 1px solid var(--_line);
    }
    .subscriptions td {
      border: 0;
      padding: 2px 0;
      text-align: start;
      grid-column: 2 / 4;
    }
    .subscriptions .pick {
      grid-column: 1;
      grid-row: 1 / 4;
      width: auto;
    }
    .subscriptions .who {
      grid-column: 2;
      grid-row: 1;
      align-self: center;
    }
    .subscriptions .go {
      grid-column: 3;
      grid-row: 1;
    }
    .subscriptions td[data-label]::before {
      content: attr(data-label) " ";
      color: var(--_soft);
      font-size: var(--_small);
    }
  }
`
