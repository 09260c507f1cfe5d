import { css } from "lit"

/** Of `<cabas-contract>`. */
export const contractStyles = css`
  .back {
    justify-self: start;
    padding: 0;
  }
  .steps:focus {
    outline: 0;
  }
  progress {
    width: 100%;
    height: 4px;
    accent-color: var(--_accent);
    border: 0;
  }
  li p {
    overflow-wrap: anywhere;
  }
  .editor {
    flex: 1 0 100%;
  }
  form aside {
    position: sticky;
    bottom: 0;
    background: var(--_paper);
  }
  @container season (min-width: 640px) {
    form aside {
      inset-block: 0 auto;
    }
  }
  @media print {
    cabas-absences,
    progress {
      display: none;
    }
  }
`
