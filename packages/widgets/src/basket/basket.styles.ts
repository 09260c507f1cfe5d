import { css } from "lit"

export const basketStyles = css`
  :host {
    display: block;
  }
  section {
    display: grid;
    gap: 12px;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-block-size: var(--_target);
  }
  h2 {
    font-size: var(--_large);
    font-weight: 600;
  }
  h3 {
    font-size: var(--_small);
    font-weight: 600;
    color: var(--_soft);
    padding-block: 10px 2px;
  }
  .line {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 12px;
    align-items: center;
    padding-block: 6px;
    border-block-start: 1px solid var(--_line);
  }
  .line > .amount {
    text-align: end;
    white-space: nowrap;
  }
  .line > .steps {
    justify-self: end;
  }
  .line.out .name,
  .line.out .amount {
    text-decoration: line-through;
    color: var(--_soft);
  }
  .line > .choices {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding-block: 8px 4px;
  }
  .line.short {
    border-inline-start: 3px solid var(--_warn);
    padding-inline-start: 9px;
  }
  .warn {
    color: var(--_warn);
    font-weight: 600;
    font-size: var(--_small);
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
  .total {
    font-weight: 600;
    font-size: var(--_large);
  }
  .bad {
    color: var(--_bad);
  }
  .note.bad {
    color: inherit;
  }
  .wide {
    inline-size: 100%;
    min-block-size: 48px;
    font-size: var(--_large);
  }
  .more {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    justify-content: center;
  }
  .receipt {
    display: grid;
    gap: 4px;
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .receipt h2::before {
    content: "✓ ";
    color: var(--_good);
  }
  .receipt .more {
    justify-content: start;
    padding-block-start: 8px;
    gap: 8px;
  }
  .button.slim {
    padding-inline: 12px;
    background: var(--_paper);
  }
  .none {
    padding-block: 24px;
    text-align: center;
  }
  .sure {
    display: grid;
    gap: 8px;
  }
  .sure div {
    display: flex;
    gap: 8px;
  }
  .foot {
    display: grid;
    gap: 8px;
  }
  @media print {
    .more,
    .foot,
    .steps,
    header button {
      display: none;
    }
    .line {
      break-inside: avoid;
    }
  }
`
