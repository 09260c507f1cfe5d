import { css } from "lit"

/** Of the elements for those who keep a group's money. */
export const booksStyles = css`
  :host {
    display: block;
    container: books / inline-size;
    background: var(--_paper);
    padding: 12px;
  }
  section,
  form,
  fieldset,
  details[open] {
    display: grid;
    gap: 12px;
    align-content: start;
    border: 0;
    min-width: 0;
  }
  [tabindex="-1"]:focus {
    outline: 0;
  }
  h3 {
    font-size: inherit;
    padding-top: 8px;
  }
  nav,
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: end;
  }
  nav {
    gap: 0 8px;
    border-bottom: 1px solid var(--_line);
    margin-bottom: 12px;
  }
  nav .plain {
    text-decoration: none;
    border-bottom: 3px solid transparent;
    border-radius: 0;
    gap: 6px;
  }
  nav [aria-current="page"] {
    border-color: var(--_accent);
    font-weight: 600;
    color: var(--_ink);
  }
  .count {
    padding: 0 6px;
    border-radius: var(--_round);
    background: var(--_tint);
    font-size: var(--_small);
  }
  .between {
    justify-content: space-between;
    align-items: center;
    flex-wrap: nowrap;
  }
  div.between:has(h2) {
    flex-wrap: wrap;
  }
  .between > :first-child {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .button:disabled {
    opacity: 0.5;
  }
  /* An amount is found again beside its name. */
  li:has(> .amount) {
    max-width: 44rem;
  }
  label {
    display: grid;
    grid-template-columns: minmax(0, auto);
    gap: 4px;
    max-width: 100%;
  }
  .tick {
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
  input[type="checkbox"] {
    min-height: 20px;
    width: 20px;
    flex: none;
    accent-color: var(--_accent);
  }
  input[type="file"] {
    padding: 8px;
  }
  .amount,
  input[name="amount"] {
    width: 8em;
    flex: none;
    text-align: end;
  }
  [aria-invalid="true"] {
    border-color: var(--_bad);
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
  .list > li {
    padding-block: 10px;
    border-top: 1px solid var(--_line);
    display: grid;
    gap: 8px;
    break-inside: avoid;
  }
  li > label > select {
    max-width: 24rem;
  }
  .list > li.row {
    display: flex;
  }
  li > .list {
    padding-inline-start: 16px;
  }
  .box,
  .drop {
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_tint);
    display: grid;
    gap: 12px;
    justify-items: start;
  }
  .drop {
    padding: 24px 12px;
    border: 2px dashed var(--_edge);
    justify-items: center;
    text-align: center;
  }
  .over {
    border-color: var(--_accent);
  }
  .apply {
    position: sticky;
    bottom: 0;
    padding-block: 12px;
    background: var(--_paper);
    border-top: 1px solid var(--_line);
    align-items: center;
  }
  .good {
    color: var(--_accent);
    font-weight: 600;
  }
  .note.good {
    border-color: var(--_accent);
  }
  nav ~ .note {
    margin-bottom: 12px;
  }
  .risk,
  .late {
    color: var(--_bad);
    border-color: var(--_bad);
  }
  .off {
    color: var(--_soft);
  }
  .number {
    text-align: end;
    white-space: nowrap;
  }
  .printed {
    display: none;
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th {
    font-weight: 600;
    text-align: start;
  }
  td,
  th {
    padding: 8px 8px 8px 0;
    border-bottom: 1px solid var(--_line);
    vertical-align: middle;
  }
  thead th {
    font-size: var(--_small);
    color: var(--_soft);
  }
  tr {
    break-inside: avoid;
  }
  .pick {
    width: 44px;
  }
  @container books (max-width: 640px) {
    .cards,
    .cards tbody {
      display: block;
    }
    .cards thead {
      position: absolute;
      clip-path: inset(50%);
      width: 1px;
      height: 1px;
      overflow: hidden;
    }
    .cards tbody tr {
      display: grid;
      grid-template-columns: auto 1fr auto;
      gap: 0 8px;
      padding-block: 8px;
      border-top: 1px solid var(--_line);
    }
    .cards tbody td {
      border: 0;
      padding: 2px 0;
      grid-column: 2 / 4;
      overflow-wrap: anywhere;
    }
    .cards tbody .pick {
      grid-column: 1;
      grid-row: 1 / 3;
      width: auto;
    }
    .cards tbody .who {
      grid-column: 2;
      grid-row: 1;
      align-self: center;
    }
    .cards tbody .sum {
      grid-column: 3;
      grid-row: 1;
      align-self: center;
    }
    .cards td[data-label]::before {
      content: attr(data-label) " ";
      color: var(--_soft);
      font-size: var(--_small);
    }
    .cards tfoot,
    .cards tfoot tr {
      display: flex;
      justify-content: space-between;
    }
    .cards tfoot {
      display: block;
    }
  }
  @media print {
    button,
    input,
    select,
    summary,
    form,
    .screen,
    .off {
      display: none !important;
    }
    .printed {
      display: block;
    }
  }
`
