import { css } from "lit"

/** Of `<cabas-contract>`. */
export const contractStyles = css`
  .back {
    justify-self: start;
    padding: 0;
  }
  .dock .filled {
    flex: 1 1 7em;
  }
  .dock {
    gap: 8px;
    background: var(--_paper);
    border-top: 1px solid var(--_line);
  }
  li p {
    overflow-wrap: anywhere;
  }
  cabas-quantity {
    margin-inline-start: auto;
    align-self: start;
  }
  .editor {
    flex: 1 0 100%;
  }
  [role="listbox"] {
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
  }
  [role="option"] {
    padding-inline: 12px;
    cursor: pointer;
  }
  [role="option"]:first-child {
    border: 0;
  }
  [role="option"]:hover,
  [aria-selected="true"] {
    background: var(--_tint);
  }
  [aria-selected="true"] {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  @container season (min-width: 640px) {
    .dock {
      grid-column: 1 / 3;
      justify-content: end;
    }
    .dock .filled {
      flex: 0 1 20em;
    }
  }
  @media screen {
    .later {
      display: none;
    }
  }
  @media print {
    cabas-absences {
      display: none;
    }
  }
`
