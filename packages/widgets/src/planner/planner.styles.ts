import { css } from "lit"

/** Of the elements for coordinators. */
export const deskStyles = css`
  :host {
    display: block;
    container: desk / inline-size;
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
  h2 {
    padding-top: 16px;
  }
  h2:focus,
  h3:focus {
    outline: 0;
  }
  h3 {
    font-size: inherit;
  }
  .row,
  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: end;
  }
  .between {
    justify-content: space-between;
    align-items: center;
  }
  label {
    display: grid;
    grid-template-columns: minmax(0, auto);
    gap: 4px;
  }
  .row > *,
  .box > * {
    max-width: 100%;
  }
  legend {
    font-weight: 600;
    padding-bottom: 4px;
  }
  .tick {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: var(--_target);
  }
  .ticks {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
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
  input[type="radio"],
  input[type="checkbox"] {
    min-height: 20px;
    width: 20px;
    flex: none;
    accent-color: var(--_accent);
  }
  input[type="number"] {
    width: 7em;
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
  .box {
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_tint);
    display: grid;
    gap: 12px;
    justify-items: start;
  }
  .good {
    color: var(--_accent);
    font-weight: 600;
  }
  .risk {
    color: var(--_bad);
    border-color: var(--_bad);
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th {
    font-weight: 600;
    text-align: start;
  }
  .number {
    text-align: end;
    white-space: nowrap;
  }
  .plainly td,
  .plainly th {
    padding: 8px 8px 8px 0;
    border-bottom: 1px solid var(--_line);
    vertical-align: top;
  }
  .plainly th {
    font-size: var(--_small);
    color: var(--_soft);
  }
  .plainly .changed {
    font-weight: 600;
  }
  @media print {
    button,
    input,
    select,
    summary,
    form,
    footer,
    .screen {
      display: none !important;
    }
  }
`

/** The calendar of the season: names stay while days pass by. */
export const plannerStyles = css`
  .scroll {
    --_names: 10.5rem;
    overflow-x: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overscroll-behavior-x: contain;
    scroll-padding-inline-start: var(--_names);
  }
  .calendar {
    width: auto;
    border-collapse: separate;
    border-spacing: 0;
  }
  .calendar th,
  .calendar td {
    border-inline-start: 1px solid var(--_line);
    border-top: 1px solid var(--_line);
  }
  .calendar thead tr:first-child > * {
    border-top: 0;
  }
  .calendar th[scope="row"],
  .calendar .corner {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    background: var(--_paper);
    border-inline-start: 0;
    width: var(--_names);
    min-width: var(--_names);
    padding: 8px;
    vertical-align: middle;
  }
  .calendar th[scope="col"] {
    font-weight: 400;
    font-size: var(--_small);
    padding: 4px 2px;
    min-width: 52px;
    text-align: center;
    line-height: 1.2;
  }
  .calendar th[scope="col"] b {
    display: block;
    font-size: var(--_large);
  }
  .calendar .month span {
    display: inline-block;
    position: sticky;
    inset-inline-start: calc(var(--_names) + 8px);
  }
  .calendar .month {
    padding: 4px 8px;
    white-space: nowrap;
    font-size: var(--_small);
  }
  .calendar td {
    height: 52px;
    text-align: center;
    cursor: default;
  }
  .calendar td:focus {
    outline: 2px solid var(--_accent);
    outline-offset: -3px;
  }
  .calendar .gone {
    background: color-mix(in srgb, var(--_ink) 5%, var(--_paper));
  }
  .mark {
    display: inline-grid;
    vertical-align: middle;
    place-items: center;
    min-width: 32px;
    height: 32px;
    border-radius: 16px;
    border: 2px solid var(--_accent);
    background: var(--_accent);
    color: var(--_accent-ink);
    font-weight: 600;
  }
  [draggable="true"] {
    cursor: grab !important;
  }
  .shut .mark {
    background: none;
    color: var(--_soft);
    border-color: var(--_edge);
  }
  .own .mark {
    border-style: double;
    border-width: 4px;
  }
  .sold .mark {
    min-width: 12px;
    height: 12px;
    background: none;
    border-color: var(--_edge);
  }
  .taken .mark {
    opacity: 0.35;
  }
  .landing {
    outline: 3px dashed var(--_accent);
    outline-offset: -4px;
    background: var(--_tint);
  }
  .possible {
    background: var(--_tint);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
  }
  .legend .mark {
    min-width: 16px;
    height: 16px;
    vertical-align: middle;
    margin-inline-end: 4px;
  }
  .agenda > li {
    border-top: 1px solid var(--_line);
    padding-block: 8px;
    display: grid;
    gap: 4px;
  }
  .agenda li button {
    width: 100%;
    justify-content: space-between;
    text-align: start;
    gap: 12px;
    padding-block: 6px;
  }
  .agenda .shut {
    color: var(--_soft);
  }
  dialog {
    margin: auto;
    border: 0;
    border-radius: var(--_radius);
    padding: 16px;
    width: min(46rem, 100vw - 16px);
    max-height: calc(100dvh - 16px);
    overflow: auto;
    background: var(--_paper);
    color: var(--_ink);
    box-shadow: 0 8px 40px #0006;
  }
  dialog > div {
    display: grid;
    gap: 12px;
  }
  dialog::backdrop {
    background: #0008;
  }
  dialog footer {
    position: sticky;
    bottom: -16px;
    background: var(--_paper);
    padding-block: 12px;
    margin-bottom: -16px;
    border-top: 1px solid var(--_line);
  }
  dialog h2 {
    padding: 0;
  }
  .dates {
    columns: 14em auto;
    gap: 24px;
  }
  .dates li {
    padding-block: 2px;
    break-inside: avoid;
  }
  .dates .bad {
    color: var(--_bad);
  }
  @container desk (max-width: 520px) {
    .scroll {
      --_names: 7.5rem;
    }
    .impact,
    .impact tbody,
    .impact tr,
    .impact td {
      display: block;
    }
    .impact thead {
      position: absolute;
      clip-path: inset(50%);
      width: 1px;
      height: 1px;
      overflow: hidden;
    }
    .impact td {
      border: 0;
      padding: 0;
      text-align: start;
    }
    .impact td[data-label]::before {
      content: attr(data-label) " ";
      color: var(--_soft);
      font-size: var(--_small);
    }
    .impact tr {
      padding-block: 8px;
      border-top: 1px solid var(--_line);
    }
  }
  @media print {
    .scroll {
      --_names: 8rem;
      overflow: visible;
      border: 0;
    }
    .calendar,
    .calendar * {
      font-size: 8px !important;
      print-color-adjust: exact;
    }
    .calendar th[scope="col"] {
      min-width: 18px;
      padding: 2px 0;
    }
    .calendar .month {
      padding: 2px;
    }
    .calendar td {
      height: 24px;
    }
    .mark {
      min-width: 12px;
      height: 12px;
    }
  }
`
