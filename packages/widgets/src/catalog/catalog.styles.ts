import { css } from "lit"

/** Of `<cabas-catalog>`. */
export const catalogStyles = css`
  :host {
    display: block;
    container: catalog / inline-size;
    min-height: 34rem;
  }
  input {
    width: 100%;
    min-height: var(--_target);
    padding: 0 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
  }
  ::placeholder {
    color: var(--_soft);
    opacity: 1;
  }
  nav {
    display: flex;
    gap: 8px;
    overflow-x: auto;
    scrollbar-width: none;
    padding: 4px 12px;
    margin-inline: -12px;
  }
  nav button {
    flex: none;
    min-height: var(--_target);
    padding: 0 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_round);
  }
  li {
    display: grid;
    grid-template: "tile name quantity" auto "tile text quantity" 1fr / 40px 1fr auto;
    column-gap: 12px;
    padding-block: 7px;
    border-top: 1px solid var(--_line);
    min-height: 74px;
  }
  .tile {
    grid-area: tile;
    height: 40px;
    border-radius: var(--_radius);
    display: grid;
    place-items: center;
    overflow: hidden;
  }
  .tile:not(.filled) {
    background: var(--_tint);
    color: var(--_accent);
  }
  img {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .name {
    grid-area: name;
    font-weight: 600;
  }
  .text {
    grid-area: text;
    min-width: 0;
  }
  .text .soft {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .price {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 6px;
  }
  .price :empty {
    display: none;
  }
  .quantity {
    grid-area: quantity;
    align-self: end;
    min-height: 46px;
  }
  .taken .name {
    grid-column-end: quantity;
  }
  .taken .quantity {
    grid-row: 2;
  }
  summary {
    list-style: none;
  }
  summary::after {
    content: "\\a0▾";
    color: var(--_soft);
  }
  summary::-webkit-details-marker {
    display: none;
  }
  details p {
    font-weight: 400;
    font-size: var(--_small);
  }
  @container catalog (width > 480px) {
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(14.5rem, 1fr));
      gap: 12px;
      padding-top: 4px;
    }
    nav {
      flex-wrap: wrap;
    }
    li {
      grid-template: "tile name" auto "tile text" 1fr "quantity quantity" auto / 40px 1fr;
      padding: 12px;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
    }
    .taken {
      border-color: var(--_accent);
    }
    .quantity,
    .taken .quantity {
      grid-row: 3;
      justify-self: end;
    }
  }
`
