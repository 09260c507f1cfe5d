import { css } from "lit"

/** Of the desk: big targets, figures that align, nothing that moves. */
export const deskStyles = css`
  :host {
    display: block;
    container: day / inline-size;
    background: var(--_paper);
    --_big: var(--cabas-target-desk, 56px);
  }
  section,
  article,
  .body,
  form,
  label {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    align-content: start;
    min-width: 0;
  }
  h2:focus,
  h3:focus {
    outline: 0;
  }
  h3 {
    font-size: inherit;
  }
  a {
    color: var(--_accent);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    padding: 4px 12px;
  }
  .head h2,
  .head .network {
    margin-inline-end: auto;
  }
  .counts {
    font-size: var(--_large);
  }
  .parts,
  .chips,
  .ends {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: end;
  }
  .parts {
    gap: 0;
    border-block-end: 1px solid var(--_line);
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--_paper);
  }
  .part {
    flex: 1;
    min-height: var(--_target);
    padding: 0 4px;
    border-block-end: 3px solid transparent;
  }
  .part[aria-current] {
    border-color: var(--_accent);
    font-weight: 600;
  }
  .badge {
    padding: 0 6px;
    border-radius: var(--_round);
    background: var(--_bad);
    color: var(--_paper);
  }
  .body {
    padding: 4px 12px 12px;
  }
  .button.big,
  .key,
  .act,
  .who,
  .typed,
  label > input,
  label > select {
    min-height: var(--_big);
  }
  .wide {
    flex: 1;
    font-size: var(--_large);
    font-weight: 600;
  }
  .button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  .risk {
    color: var(--_bad);
    border-color: var(--_bad);
  }
  .taken {
    color: var(--_accent);
    border-color: var(--_accent);
    background: var(--_tint);
    font-weight: 600;
  }
  .good {
    color: var(--_accent);
    font-weight: 600;
  }
  .chip {
    min-height: var(--_target);
    padding: 0 16px;
    border: 1px solid var(--_edge);
    border-radius: var(--_round);
  }
  .chip[aria-pressed="true"] {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_accent-ink);
  }
  input,
  select {
    min-height: var(--_target);
    padding: 0 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
    max-width: 100%;
    min-width: 0;
  }
  label {
    gap: 4px;
  }
  .finder {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
  }
  .finder input {
    flex: 1 1 9em;
    min-height: var(--_target);
  }
  .list {
    display: grid;
    gap: 4px;
    min-width: 0;
  }
  .list[data-opened] {
    display: none;
  }
  .people > li,
  .products > li {
    display: flex;
    align-items: center;
    gap: 8px;
    border-block-end: 1px solid var(--_line);
  }
  .people > li:nth-child(n + 13),
  .products > li:nth-child(n + 13) {
    content-visibility: auto;
    contain-intrinsic-size: auto 60px;
  }
  .people > .current {
    background: var(--_tint);
  }
  .who {
    flex: 1;
    min-width: 0;
    display: grid;
    grid-template-columns: 2.2em minmax(0, 1fr) 6em 6.5em 8.5em;
    gap: 8px;
    align-items: center;
    text-align: start;
  }
  .products .who {
    grid-template-columns: minmax(0, 1fr) auto 10em;
  }
  .nr,
  .amount,
  .right,
  dd {
    text-align: end;
  }
  .nr {
    color: var(--_soft);
  }
  .name {
    overflow-wrap: break-word;
  }
  .name > small {
    display: block;
  }
  small {
    font-size: var(--_small);
  }
  .todo {
    color: var(--_warn);
    font-weight: 600;
  }
  .act {
    min-width: 7.5em;
    padding: 0 8px;
  }
  .one {
    gap: 16px;
  }
  .lines > li {
    border-block-end: 1px solid var(--_line);
    padding-block: 4px;
    display: grid;
    gap: 8px;
  }
  .lines > .todo {
    color: inherit;
    font-weight: inherit;
  }
  .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 9em 6.5em auto;
    gap: 8px;
    align-items: center;
    min-height: var(--_big);
  }
  .seen {
    text-align: end;
  }
  .lines > .todo .seen {
    color: var(--_warn);
  }
  .gone .name b,
  .gone .state,
  .gone .seen {
    color: var(--_bad);
  }
  .undone {
    text-decoration: line-through;
  }
  .pad {
    padding: 12px;
    border-radius: var(--_radius);
    background: var(--_tint);
    max-width: 34em;
  }
  .number {
    display: flex;
    align-items: center;
    gap: 8px;
    font-size: 1.375rem;
  }
  .typed {
    flex: 1;
    font-size: 1.375rem;
    font-weight: 600;
    text-align: end;
  }
  .below {
    min-height: 3.2em;
  }
  .keys {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: 8px;
  }
  .key {
    display: grid;
    place-content: center;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
    font-size: 1.375rem;
  }
  .key:last-child {
    grid-column: 1 / -1;
  }
  .tolerance {
    font-weight: 600;
    border-inline-start: 6px solid currentColor;
    padding-inline-start: 8px;
  }
  .even {
    color: var(--_accent);
  }
  .near {
    color: var(--_warn);
  }
  .far,
  .unlikely {
    color: var(--_bad);
  }
  .change {
    font-size: 1.375rem;
    font-weight: 600;
  }
  .sums {
    display: grid;
    gap: 4px;
  }
  .sums > div,
  .payments > li {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 12px;
  }
  .payments > li {
    border-block-end: 1px solid var(--_line);
    min-height: var(--_big);
  }
  .payments > li > :first-child {
    margin-inline-end: auto;
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
  .blocked,
  .blocked > li {
    display: grid;
    gap: 8px;
  }
  .blocked > li {
    justify-items: start;
  }
  .log > li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-height: var(--_big);
    border-block-end: 1px solid var(--_line);
  }
  .log > li > :nth-child(2) {
    flex: 1 1 14em;
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th,
  td {
    padding: 4px 8px;
    text-align: start;
    border-block-end: 1px solid var(--_line);
    font-weight: 400;
  }
  thead th {
    font-size: var(--_small);
    color: var(--_soft);
  }
  th.right,
  td.right {
    text-align: end;
  }
  td input {
    width: 6em;
    text-align: end;
  }
  progress {
    width: 100%;
    accent-color: var(--_accent);
  }
  .last {
    position: sticky;
    bottom: 0;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 4px 12px;
    border-block-start: 1px solid var(--_line);
    background: var(--_paper);
  }
  .gate {
    max-width: 30em;
    margin: 0 auto;
    padding: 24px 12px;
  }
  @container day (width < 620px) {
    .finder input {
      flex-basis: 100%;
    }
    .finder .chips {
      gap: 4px;
    }
    .chip {
      padding: 0 9px;
    }
    .who {
      grid-template-columns: 1.8em minmax(0, 1fr) auto;
    }
    .who .count {
      display: none;
    }
    .who .name {
      grid-column: 2 / -1;
    }
    .who .state {
      grid-area: 2 / 2;
      font-size: var(--_small);
    }
    .who .amount {
      grid-area: 2 / 3;
    }
    .products .who {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .products .who .name {
      grid-column: auto;
    }
    .products .who .amount,
    .products .who .state {
      grid-area: auto;
    }
    .act {
      min-width: 6em;
    }
    .line {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .part {
      font-size: var(--_small);
    }
    td input {
      width: 4.5em;
      padding: 0 4px;
    }
    th,
    td {
      padding: 4px;
    }
  }
  @container day (width >= 1000px) {
    .body.list:has(.one) {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 24px;
    }
    .list[data-opened] {
      display: grid;
      align-content: start;
    }
    .list[data-opened] .count,
    .list[data-opened] .amount {
      display: none;
    }
    .list[data-opened] .who {
      grid-template-columns: 2.2em minmax(0, 1fr) 8.5em;
    }
    .back {
      display: none;
    }
    .body:not(.list) {
      max-width: 60em;
    }
  }
  @media (forced-colors: active) {
    .chip[aria-pressed="true"],
    .badge {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`
