import { css } from "lit"

/** Of the elements about a member's money. */
export const walletStyles = css`
  :host {
    display: block;
    container: wallet / inline-size;
    background: var(--_paper);
    padding: 12px;
  }
  section,
  form,
  fieldset,
  .box {
    display: grid;
    gap: 12px;
    align-content: start;
    border: 0;
    min-width: 0;
  }
  section {
    margin-bottom: 24px;
  }
  [tabindex="-1"]:focus {
    outline: 0;
  }
  h3 {
    font-size: inherit;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    justify-content: space-between;
  }
  dl {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 4px 12px;
  }
  dd,
  .number {
    text-align: end;
    white-space: nowrap;
  }
  .box {
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .plain {
    flex: none;
    white-space: nowrap;
  }
  .how {
    grid-template-columns: 1fr;
  }
  .how dd {
    text-align: start;
    white-space: normal;
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 8px;
    margin-bottom: 4px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  fieldset {
    gap: 0;
  }
  legend {
    font-weight: 600;
    padding: 0;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: var(--_target);
  }
  label {
    display: grid;
    gap: 4px;
  }
  input[type="radio"] {
    width: 20px;
    height: 20px;
    accent-color: var(--_accent);
  }
  select,
  input:not([type="radio"]) {
    min-height: var(--_target);
    padding: 0 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
    max-width: 10em;
    text-align: end;
  }
  .list > li {
    padding-block: 8px;
    border-top: 1px solid var(--_line);
    break-inside: avoid;
    display: grid;
    gap: 8px;
  }
  .list > li.row {
    display: flex;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr));
    gap: 12px;
    align-items: end;
  }
  .fields label > * {
    max-width: none;
    width: 100%;
    text-align: start;
  }
  dl .bad,
  .less {
    color: var(--_bad);
  }
  .good {
    color: var(--_accent);
    font-weight: 600;
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th {
    text-align: start;
    font-size: var(--_small);
    color: var(--_soft);
    font-weight: 400;
  }
  th.number {
    text-align: end;
  }
  td,
  th {
    padding: 8px 8px 8px 0;
    border-bottom: 1px solid var(--_line);
    vertical-align: top;
  }
  td:last-child,
  th:last-child {
    padding-inline-end: 0;
  }
  tr {
    break-inside: avoid;
  }
  dialog {
    width: min(100% - 24px, 34rem);
    max-height: calc(100dvh - 24px);
    margin: auto;
    padding: 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_paper);
    color: var(--_ink);
    overscroll-behavior: contain;
  }
  dialog section {
    margin: 0;
  }
  dialog::backdrop {
    background: #0006;
  }
  .filled {
    min-height: 48px;
    font-weight: 600;
  }
  @container wallet (min-width: 640px) {
    .wide {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 0 32px;
      align-items: start;
    }
  }
  @media print {
    button,
    form,
    .screen {
      display: none !important;
    }
  }
`
