import { css } from "lit"

/** Of `<cabas-catalog>`. */
export const catalogStyles = css`
  :host {
    display: block;
    container: catalog / inline-size;
    min-block-size: 34rem;
  }
  input {
    inline-size: 100%;
    min-block-size: var(--_target);
    padding: 0 12px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_paper);
  }
  ::placeholder {
    color: var(--_soft);
    opacity: 1;
  }
  nav {
    display: flex;
    gap: 6px;
    overflow-x: auto;
    scrollbar-width: none;
    padding: 4px 12px;
    margin: 4px -12px;
  }
  nav button {
    flex: none;
    min-block-size: 36px;
    padding: 0 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_round);
  }
  nav :not(.filled) {
    background: none;
  }
  li {
    display: grid;
    grid-template: "tile name quantity" auto "tile text quantity" 1fr / 40px 1fr auto;
    column-gap: 10px;
    padding-block: 7px;
    border-block-start: 1px solid var(--_line);
  }
  .tile {
    grid-area: tile;
    inline-size: 40px;
    block-size: 40px;
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
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .name {
    grid-area: name;
    font-weight: 600;
  }
  .text {
    grid-area: text;
    min-inline-size: 0;
  }
  .quantity {
    grid-area: quantity;
    align-self: end;
    min-block-size: 46px;
  }
  .taken .name {
    grid-column-end: quantity;
  }
  .taken .quantity {
    grid-row: 2;
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
  b {
    font-weight: 600;
  }
  .price :empty {
    display: none;
  }
  summary {
    cursor: pointer;
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
    padding-block-end: 4px;
  }
  .ghost {
    min-block-size: 74px;
  }
  @container catalog (width > 480px) {
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(14.5rem, 1fr));
      gap: 12px;
      padding-block-start: 4px;
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
