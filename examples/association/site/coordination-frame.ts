import { group } from "../data/index.ts"
import { html } from "./html.ts"
import type { Html } from "./html.ts"
import { addressOf } from "./layout.ts"
import type { Visit } from "./layout.ts"

const said = {
  fr: {
    back: "Le site",
    menu: "Coordination",
    orders: "Commandes",
    planner: "Calendrier",
    contracts: "Contrats",
    day: "Distribution",
    recaps: "Récapitulatifs",
    sheets: "Feuilles",
    payments: "Paiements",
    memberships: "Adhésions",
  },
  en: {
    back: "The site",
    menu: "Coordination",
    orders: "Orders",
    planner: "Calendar",
    contracts: "Contracts",
    day: "Distribution",
    recaps: "Recaps",
    sheets: "Sheets",
    payments: "Payments",
    memberships: "Memberships",
  },
} as const

/** The pages of those who coordinate, in the order of the menu. */
const paths = {
  orders: "/coordination",
  planner: "/coordination/calendrier",
  contracts: "/coordination/contrats",
  day: "/coordination/distribution",
  recaps: "/coordination/recapitulatifs",
  sheets: "/coordination/feuilles",
  payments: "/coordination/paiements",
  memberships: "/coordination/adhesions",
} as const

/** A page of those who coordinate. */
export type CoordinationPart = keyof typeof paths

/** What a page is called, in the language of the visit. */
export const nameOf = ({ language }: Visit, part: CoordinationPart): string => said[language][part]

/** What stands above the pages of those who coordinate; the one that is shown is marked in its menu. */
export const coordinationHeader = (visit: Visit, shown: CoordinationPart): Html => {
  const words = said[visit.language]
  const parts = Object.keys(paths) as ReadonlyArray<CoordinationPart>
  const link = (part: CoordinationPart): Html =>
    html`<a href="${addressOf(paths[part], visit)}" ${part === shown ? html`aria-current="page"` : null}
      >${words[part]}</a
    > `
  return html`<header class="top desk-top" lang="${visit.language}">
    <a class="brand" href="${addressOf("/", visit)}">
      <img src="/assets/panier.svg" alt="" width="32" height="32" />
      <span><b>${group.name}</b> <span>${words.back}</span></span>
    </a>
    <nav aria-label="${words.menu}" class="views">${parts.map(link)}</nav>
  </header>`
}
