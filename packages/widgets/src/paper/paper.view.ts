import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Cell, Head, Line, Paper, Part, Size } from "./paper.ts"

const said = ({ text, small, bad }: Cell): TemplateResult =>
  html`${text}${small ? html` <small>${small}</small>` : nothing}${bad ? html` <b class="bad">${bad}</b>` : nothing}`

const cellOf = (cell: Cell | undefined, { kind }: Head, isFirst: boolean, isName: boolean): TemplateResult =>
  isFirst && isName && cell?.text
    ? html`<th scope="row" class=${kind}>${said(cell)}</th>`
    : html`<td class=${kind}>${cell ? said(cell) : nothing}</td>`

const lineOf = ({ kind, cells }: Line, heads: ReadonlyArray<Head>): TemplateResult =>
  kind === "name"
    ? html`<tr class="name">
        <th scope="rowgroup" colspan=${Math.max(1, heads.length - cells.length + 1)}>${said(cells[0]!)}</th>
        ${cells.slice(1).map((cell) => html`<td class="number">${said(cell)}</td>`)}
      </tr>`
    : html`<tr class=${kind}>
        ${heads.map((head, at) => cellOf(cells[at], head, at === 0, kind === "total"))}
      </tr>`

const headOf = ({ title, kind }: Head): TemplateResult => html`<th scope="col" class=${kind}><span>${title}</span></th>`

const tableOf = (paper: Paper, part: Part): TemplateResult =>
  html`<section class="part ${part.isOwnPage ? "own-page" : ""}">
    ${part.title ? html`<h4>${part.title} <small>${part.small}</small></h4>` : nothing}
    <div class="scroll" tabindex="0" role="region" aria-label=${part.title || paper.title}>
      <table>
        <thead>
          ${
            paper.look === "tables"
              ? html`<tr class="running">
                  <td colspan=${part.heads.length}>
                    ${[paper.about, paper.title, part.title].filter(Boolean).join(" · ")}
                  </td>
                </tr>`
              : nothing
          }
          ${
            part.heads.some(({ title }) => title)
              ? html`<tr>
                  ${part.heads.map(headOf)}
                </tr>`
              : nothing
          }
        </thead>
        <tbody>
          ${part.lines.map((line) => lineOf(line, part.heads))}
        </tbody>
      </table>
    </div>
    ${part.notes.map((note) => html`<p class="small note-below">${note}</p>`)}
  </section>`

const labelOf = ({ title, small, lines }: Part): TemplateResult =>
  html`<li>
    <h4>${title}</h4>
    <p class="small">${small}</p>
    <ul>
      ${lines.map(({ cells }) => html`<li>${cells.map((cell) => html`${said(cell)} `)}</li>`)}
    </ul>
  </li>`

/** A paper as it will come out of the printer; on a screen it is its own preview. */
export const paperOf = (paper: Paper, size: Size, label: string): TemplateResult =>
  html`<article class="paper ${paper.look} ${size}" aria-label=${label}>
    <header>
      <h3>${paper.title}</h3>
      <p class="about">${paper.about}</p>
      ${paper.intro.map((text) => html`<p class="intro">${text}</p>`)}
    </header>
    ${
      paper.look === "labels"
        ? html`<ul class="label-list">
            ${paper.parts.map(labelOf)}
          </ul>`
        : html`<div class="parts">${paper.parts.map((part) => tableOf(paper, part))}</div>`
    }
  </article>`
