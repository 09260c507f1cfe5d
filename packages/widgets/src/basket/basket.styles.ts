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
    min-block-size: var(--_target);
  }
  h3 {
    font-size: var(--_small);
    font-weight: 600;
    padding-block: 10px 2px;
  }
  li {
    display: grid;
    grid-template-columns: 1fr auto;
    column-gap: 12px;
    align-items: center;
    padding-block: 6px;
    border-block-start: 1px solid var(--_line);
  }
  li > :nth-child(even) {
    justify-self: end;
  }
  .out > :nth-child(-n + 2) {
    text-decoration: line-through;
  }
  .marked {
    border-inline-start: 3px solid var(--_warn);
    padding-inline-start: 9px;
  }
  .choices {
    grid-column: 1 / 3;
    padding-block-start: 8px;
  }
  .choices,
  .receipt {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .receipt {
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .receipt > * {
    flex: 1 1 auto;
  }
  .receipt > :not(button),
  .choices > p {
    inline-size: 100%;
  }
  dl {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 4px 12px;
    padding-block-start: 10px;
    border-block-start: 2px solid var(--_ink);
  }
  dd {
    text-align: end;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 4px 12px;
  }
  .wide {
    inline-size: 100%;
    min-block-size: 48px;
    font-weight: 600;
  }
  .bad {
    color: var(--_bad);
  }
  .note {
    color: inherit;
  }
  @media print {
    button,
    cabas-quantity {
      display: none;
    }
    li {
      break-inside: avoid;
    }
  }
`
