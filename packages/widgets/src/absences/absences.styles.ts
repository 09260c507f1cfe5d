import { css } from "lit"

/** Of `<cabas-absences>`. */
export const absencesStyles = css`
  :host {
    padding: 0;
  }
  li .button {
    min-width: 6.5em;
  }
  form .row {
    justify-content: start;
  }
  li details {
    flex: 1 0 100%;
  }
  .difference {
    border-top: 2px solid var(--_accent);
  }
  .difference footer {
    padding: 0;
  }
  .absent .date {
    text-decoration: line-through;
  }
  .date {
    font-weight: 600;
  }
  .views {
    display: flex;
  }
  .views .button {
    border-radius: 0;
  }
  .views [aria-pressed="true"] {
    background: var(--_tint);
    border-color: var(--_accent);
    font-weight: 600;
  }
  .months {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(18.5rem, 1fr));
    gap: 16px;
    align-items: start;
  }
  caption {
    text-align: start;
    font-weight: 600;
    padding-block: 4px;
  }
  .months table {
    table-layout: fixed;
    border-collapse: separate;
    border-spacing: 2px;
  }
  .months td,
  .months th {
    text-align: center;
    height: 28px;
    padding: 0;
    font-weight: 400;
  }
  .day {
    width: 100%;
    max-width: 56px;
    min-height: var(--_target);
    border: 1px solid var(--_accent);
    border-radius: var(--_radius);
    background: var(--_tint);
    font-weight: 600;
    display: inline-grid;
    place-content: center;
    line-height: 1.1;
  }
  .day small {
    color: var(--_accent);
  }
  .day.absent {
    background: var(--_paper);
    border: 2px dashed var(--_edge);
    text-decoration: line-through;
  }
  .day.absent small,
  .day.locked small {
    color: inherit;
  }
  .day.locked {
    border-color: var(--_line);
    background: none;
    font-weight: 400;
    color: var(--_soft);
    cursor: default;
  }
  .day.changed {
    box-shadow: inset 0 -3px var(--_warn);
  }
`
