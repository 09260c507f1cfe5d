import { css } from "lit"

/** Paper is black on white, on a screen too; red and what is only for a screen do not reach the printer. */
export const paperStyles = css`
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
    gap: 8px 16px;
    align-items: end;
  }
  .choices textarea {
    font: inherit;
    color: inherit;
    width: 100%;
    min-height: 3.5em;
    padding: 8px 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
  }
  .wide {
    grid-column: 1 / -1;
  }
  .paper {
    --_red: #a8201a;
    color-scheme: light;
    background: #fff;
    color: #000;
    border: 1px solid var(--_line);
    padding: 16px;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    font-size: 0.8125rem;
    line-height: 1.3;
  }
  .M {
    font-size: 1rem;
  }
  .L {
    font-size: 1.1875rem;
  }
  .XL {
    font-size: 1.375rem;
  }
  .paper h3 {
    font-size: 1.375em;
  }
  .paper h4 {
    font-size: 1.125em;
    font-weight: 600;
    padding-block: 8px 4px;
  }
  .paper small,
  .paper .small {
    font-size: 0.875em;
    font-weight: 400;
  }
  .intro {
    white-space: pre-line;
    padding-top: 4px;
  }
  .bad {
    color: var(--_red);
  }
  .scroll {
    overflow-x: auto;
  }
  .paper table {
    width: 100%;
    border-collapse: collapse;
  }
  .running {
    display: none;
  }
  .paper th,
  .paper td {
    text-align: start;
    vertical-align: baseline;
    padding: 3px 8px 3px 0;
    border-bottom: 1px solid #bbb;
    font-weight: 400;
  }
  .paper thead th {
    vertical-align: bottom;
    border-color: #000;
    font-weight: 600;
    font-size: 0.875em;
  }
  .paper .number {
    text-align: end;
    white-space: nowrap;
  }
  .paper .sign,
  .paper .write {
    border-inline-start: 1px solid #bbb;
    padding-inline: 8px;
  }
  .paper .who {
    min-width: 8.5em;
  }
  .paper .sign {
    min-width: 9em;
    width: 9em;
    height: 2.5em;
  }
  .paper .write {
    min-width: 5em;
  }
  .paper .upward {
    text-align: center;
    padding-inline: 2px;
    border-inline-start: 1px solid #ddd;
  }
  thead .upward span {
    display: inline-block;
    writing-mode: vertical-rl;
    text-orientation: sideways;
    transform: rotate(180deg);
    max-height: 12em;
    text-align: start;
  }
  .paper .total td,
  .paper .total th,
  .paper .name td,
  .paper .name th {
    font-weight: 600;
  }
  .paper .total td,
  .paper .total th {
    border-top: 1px solid #000;
  }
  .paper .name th,
  .paper .name td {
    padding-top: 10px;
    border-color: #000;
  }
  .parts,
  .label-list {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  @container desk (min-width: 640px) {
    .columns .parts,
    .label-list {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  .label-list > li {
    border: 1px dashed #999;
    padding: 8px 12px;
  }
  .label-list h4 {
    padding: 0;
  }
  @media print {
    :host {
      padding: 0;
      background: none;
    }
    section,
    .paper {
      display: block;
    }
    .paper {
      border: 0;
      padding: 0;
      --_red: #000;
      font-size: 8.5pt;
    }
    .M {
      font-size: 11pt;
    }
    .L {
      font-size: 13.5pt;
    }
    .XL {
      font-size: 16pt;
    }
    .paper > header {
      padding-bottom: 3mm;
    }
    .scroll {
      overflow: visible;
    }
    .running {
      display: table-row;
    }
    .paper .running td {
      font-size: 8pt;
      border: 0;
    }
    thead {
      display: table-header-group;
    }
    tr,
    .label-list > li,
    .columns .part {
      break-inside: avoid;
    }
    .paper .name,
    .paper h4 {
      break-after: avoid;
    }
    .total {
      break-before: avoid;
    }
    .parts {
      display: block;
    }
    .part {
      padding-bottom: 4mm;
    }
    .own-page {
      break-before: page;
    }
    .own-page:first-child {
      break-before: auto;
    }
    .columns .parts {
      columns: 2;
      column-gap: 8mm;
    }
    .label-list {
      grid-template-columns: 1fr 1fr;
      gap: 0;
    }
    .tables .about {
      display: none;
    }
    .paper .sign {
      min-width: 42mm;
      width: 42mm;
      height: 11mm;
    }
    .paper thead .sign,
    .paper .total .sign {
      height: auto;
    }
    .note-below {
      padding-block: 1mm 4mm;
      break-before: avoid;
    }
  }
`
