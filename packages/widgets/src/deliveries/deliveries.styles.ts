import { css } from "lit"

/** Of `<cabas-deliveries>`. */
export const deliveriesStyles = css`
  .days {
    display: grid;
    gap: 12px;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
    align-items: stretch;
  }
  .days > li {
    border: 1px solid var(--_line);
    background: none;
    display: grid;
    grid-template-columns: 1fr;
    align-content: start;
  }
  .delivery + .delivery {
    border-top: 1px solid var(--_line);
    padding-top: 8px;
  }
  .absent h4,
  .given h4,
  .theirs h4 {
    font-weight: 400;
  }
  .days > li > :first-child,
  .delivery .row {
    flex: none;
  }
  .feed input {
    width: 100%;
  }
`
