import { css } from "lit"

/** Of `<cabas-basket>`. */
export const basketStyles = css`
  section {
    display: grid;
    gap: 12px;
  }
  header {
    display: flex;
    justify-content: space-between;
    align-items: center;
    min-height: var(--_target);
  }
  h3 {
    padding-top: 12px;
  }
  li,
  dl {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 12px;
    align-items: center;
    padding-block: 6px;
    border-top: 1px solid var(--_line);
    break-inside: avoid;
  }
  dl {
    border-top: 2px solid var(--_ink);
  }
  li > :nth-child(even),
  dd {
    justify-self: end;
  }
  .out > :nth-child(-n + 2) {
    text-decoration: line-through;
  }
  .marked {
    border-inline-start: 3px solid var(--_warn);
    padding-inline-start: 9px;
  }
  .choices,
  .receipt,
  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: center;
  }
  .choices {
    grid-column: 1 / 3;
  }
  .receipt {
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .receipt > *,
  .choices > * {
    flex: 1 1 auto;
  }
  h2,
  p,
  .filled {
    width: 100%;
  }
  .filled {
    min-height: 48px;
    font-weight: 600;
  }
  @media print {
    button,
    cabas-quantity {
      display: none !important;
    }
  }
`
