import { css } from "lit"

/** Of the elements about contracts. */
export const seasonStyles = css`
  :host {
    display: block;
    container: season / inline-size;
    background: var(--_paper);
    padding: 12px;
  }
  section,
  aside,
  form,
  fieldset,
  .wide {
    display: grid;
    gap: 12px;
    align-content: start;
    border: 0;
  }
  h3 {
    font-size: inherit;
    padding-top: 8px;
  }
  [tabindex="-1"]:focus {
    outline: 0;
  }
  .row,
  footer,
  li {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
  }
  .row,
  li {
    justify-content: space-between;
  }
  li {
    padding-block: 6px;
    border-top: 1px solid var(--_line);
    min-height: var(--_target);
    break-inside: avoid;
  }
  li > :first-child {
    flex: 1 1 8em;
  }
  footer {
    padding-block: 12px;
  }
  footer .filled {
    flex: 1 1 12em;
    min-height: 48px;
    font-weight: 600;
  }
  .dock,
  .difference {
    position: sticky;
    bottom: 0;
    z-index: 2;
  }
  label {
    display: grid;
    gap: 4px;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: var(--_target);
  }
  input,
  select {
    min-height: var(--_target);
    padding: 0 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
    max-width: 100%;
  }
  input[type="radio"] {
    min-height: 20px;
    width: 20px;
    accent-color: var(--_accent);
  }
  summary {
    min-height: var(--_target);
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--_accent);
  }
  summary::before {
    content: "▸";
  }
  [open] > summary::before {
    content: "▾";
  }
  dl {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 4px 12px;
    padding-block: 8px;
    border-top: 2px solid var(--_ink);
  }
  dd,
  td + td,
  th + th {
    text-align: end;
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th {
    font-weight: 600;
    text-align: start;
  }
  .dues td,
  .dues th {
    padding: 6px 0 6px 4px;
    border-bottom: 1px solid var(--_line);
  }
  .prose {
    white-space: pre-line;
    max-width: 65ch;
    overflow-wrap: anywhere;
  }
  .good {
    color: var(--_accent);
    font-weight: 600;
    font-size: var(--_small);
  }
  .box {
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_tint);
    display: grid;
    gap: 8px;
  }
  [aria-current="step"] {
    font-weight: 600;
    color: var(--_ink);
  }
  @container season (min-width: 640px) {
    .wide {
      grid-template-columns: 3fr 2fr;
      gap: 24px;
    }
  }
  @media print {
    button,
    input,
    select,
    summary,
    footer,
    cabas-quantity {
      display: none !important;
    }
  }
`
