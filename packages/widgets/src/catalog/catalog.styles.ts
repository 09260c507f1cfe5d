import { css } from "lit"

export const catalogStyles = css`
  :host {
    display: block;
    container: cabas-catalog / inline-size;
    min-block-size: 34rem;
  }
  .find {
    display: grid;
    gap: 4px;
    padding-block-end: 4px;
  }
  input[type="search"] {
    inline-size: 100%;
    min-block-size: var(--_target);
    padding: 0 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
    appearance: none;
  }
  input::placeholder {
    color: var(--_soft);
    opacity: 1;
  }
  .chips {
    display: flex;
    gap: 6px;
    overflow-x: auto;
    scrollbar-width: none;
    padding-block: 4px;
    margin-inline: -12px;
    padding-inline: 12px;
    scroll-padding-inline: 12px;
  }
  .chips button {
    flex: none;
    min-block-size: 36px;
    padding: 0 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_round);
    background: transparent;
    position: relative;
  }
  .chips button::after {
    content: "";
    position: absolute;
    inset: -4px 0;
  }
  .chips button[aria-pressed="true"] {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_accent-ink);
    font-weight: 600;
  }
  .row {
    display: grid;
    grid-template:
      "tile name name" auto
      "tile text quantity" auto
      / 40px 1fr auto;
    column-gap: 10px;
    padding-block: 7px;
    border-block-start: 1px solid var(--_line);
    position: relative;
  }
  .tile {
    grid-area: tile;
    inline-size: 40px;
    block-size: 40px;
    border-radius: var(--_radius);
    background: var(--_tint);
    color: var(--_accent);
    display: grid;
    place-items: center;
    overflow: hidden;
  }
  .taken .tile {
    background: var(--_accent);
    color: var(--_accent-ink);
  }
  .tile svg {
    inline-size: 24px;
    block-size: 24px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .tile img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .name {
    grid-area: name;
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: 8px;
    font-weight: 600;
  }
  .name .soft {
    font-weight: 400;
  }
  .text {
    grid-area: text;
    min-inline-size: 0;
  }
  .producer {
    color: var(--_soft);
    font-size: var(--_small);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .price {
    display: flex;
    flex-wrap: wrap;
    column-gap: 6px;
    align-items: baseline;
  }
  .price strong {
    font-weight: 600;
    white-space: nowrap;
  }
  .price .soft {
    white-space: nowrap;
  }
  .left {
    flex: none;
    color: var(--_warn);
    font-size: var(--_small);
    font-weight: 600;
  }
  .quantity {
    grid-area: quantity;
    align-self: end;
    min-block-size: 46px;
    display: flex;
    align-items: end;
  }
  details {
    min-inline-size: 0;
  }
  summary {
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    content: "";
    display: inline-block;
    inline-size: 5px;
    block-size: 5px;
    margin-inline-start: 8px;
    border: solid var(--_soft);
    border-width: 0 1.5px 1.5px 0;
    rotate: 45deg;
    translate: 0 -3px;
  }
  [open] > summary::after {
    rotate: 225deg;
    translate: 0 0;
  }
  .about {
    padding-block: 4px 8px;
    font-weight: 400;
    font-size: var(--_small);
    display: grid;
    gap: 4px;
    white-space: pre-line;
  }
  .ghost {
    color: transparent;
  }
  .ghost > * {
    background: var(--_line);
    border-radius: 4px;
    inline-size: 60%;
    block-size: 0.8em;
    margin-block: 3px;
  }
  .ghost .tile {
    inline-size: 40px;
    block-size: 40px;
  }
  .none {
    padding-block: 32px;
    display: grid;
    gap: 12px;
    justify-items: center;
    text-align: center;
  }
  @container cabas-catalog (width > 480px) {
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
      gap: 12px;
      padding-block-start: 4px;
    }
    .row {
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      padding: 12px;
      grid-template-rows: auto 1fr;
      row-gap: 2px;
    }
    .row.taken {
      border-color: var(--_accent);
    }
    .chips {
      flex-wrap: wrap;
      margin-inline: 0;
      padding-inline: 0;
    }
    .find {
      gap: 8px;
      padding-block-end: 8px;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .ghost {
      animation: breathe 1.2s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.5;
      }
    }
  }
  @media (forced-colors: active) {
    .tile,
    .chips button[aria-pressed="true"] {
      border: 2px solid CanvasText;
    }
  }
  @media print {
    .find,
    .quantity {
      display: none;
    }
  }
`
