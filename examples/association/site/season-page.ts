import { group } from "../data/index.ts"
import { html } from "./html.ts"
import type { Html } from "./html.ts"
import { addressOf, layout } from "./layout.ts"
import type { Visit } from "./layout.ts"
import { tokenAddress } from "./member-frame.ts"

const said = {
  fr: {
    back: "Le site",
    menu: "Coordination",
    desk: "Commandes",
    planner: "Calendrier",
    contracts: "Contrats",
    day: "Distribution",
    recaps: "Récapitulatifs",
    sheets: "Feuilles",
    payments: "Paiements",
    memberships: "Adhésions",
    script: "Cette page a besoin de JavaScript.",
  },
  en: {
    back: "The site",
    menu: "Coordination",
    desk: "Orders",
    planner: "Calendar",
    contracts: "Contracts",
    day: "Distribution",
    recaps: "Recaps",
    sheets: "Sheets",
    payments: "Payments",
    memberships: "Memberships",
    script: "This page needs JavaScript.",
  },
} as const

/** The pages of the season, each with the element that it is made for. */
const parts = {
  planner: { path: "/coordination/calendrier", element: html`<cabas-planner></cabas-planner>` },
  contracts: { path: "/coordination/contrats", element: html`<cabas-contracts-admin></cabas-contracts-admin>` },
  day: {
    path: "/coordination/distribution",
    element: html`<cabas-desk receipts="/coordination/recapitulatifs"></cabas-desk>`,
  },
  recaps: { path: "/coordination/recapitulatifs", element: html`<cabas-recap></cabas-recap>` },
  sheets: { path: "/coordination/feuilles", element: html`<cabas-sheet></cabas-sheet>` },
  payments: { path: "/coordination/paiements", element: html`<cabas-payments></cabas-payments>` },
  memberships: { path: "/coordination/adhesions", element: html`<cabas-memberships></cabas-memberships>` },
} as const

/** What each page loads: the desk comes in one file, and stays on the device so that it opens without a network. */
const scriptOf = (part: keyof typeof parts): string => (part === "day" ? "/pages/offline.ts" : "/cabas/loader.js")

const seasonPage = (visit: Visit, shown: keyof typeof parts): Html => {
  const { language } = visit
  const words = said[language]
  const link = (part: keyof typeof parts): Html => {
    const current = part === shown ? html`aria-current="page"` : null
    return html`<a href="${addressOf(parts[part].path, visit)}" ${current}>${words[part]}</a>`
  }
  const chosen = visit.distribution === null ? null : html`distribution="${visit.distribution}"`
  return layout(visit, {
    title: `${words[shown]} · ${group.name}`,
    description: group.description,
    head: html`<link rel="stylesheet" href="/assets/coordination.css" />
      <script type="module" src="${scriptOf(shown)}"></script>`,
    body: html`<header class="top desk-top" lang="${language}">
        <a class="brand" href="${addressOf("/", visit)}">
          <img src="/assets/panier.svg" alt="" width="32" height="32" />
          <span><b>${group.name}</b> <span>${words.back}</span></span>
        </a>
        <nav aria-label="${words.menu}" class="views">
          <a href="${addressOf("/coordination", visit)}">${words.desk}</a>
          ${link("planner")} ${link("contracts")} ${link("day")} ${link("recaps")} ${link("sheets")} ${link("payments")}
          ${link("memberships")}
        </nav>
      </header>
      <main class="desk season" lang="${language}">
        <h1>${words[shown]}</h1>
        <cabas-group endpoint="/api" group="${group.id}" ${tokenAddress(visit)} ${chosen} lang="${language}"
          >${parts[shown].element}</cabas-group
        >
        <noscript><p>${words.script}</p></noscript>
      </main>`,
  })
}

/** Who delivers when, for those who coordinate. */
export const plannerPage = (visit: Visit): Html => seasonPage(visit, "planner")

/** Who subscribed to what, for those who coordinate. */
export const subscriptionsPage = (visit: Visit): Html => seasonPage(visit, "contracts")

/** The day of a distribution, for those who keep its desk. */
export const dayPage = (visit: Visit): Html => seasonPage(visit, "day")

/** What was ordered, for producers and for the table. */
export const recapsPage = (visit: Visit): Html => seasonPage(visit, "recaps")

/** What is printed and signed. */
export const sheetsPage = (visit: Visit): Html => seasonPage(visit, "sheets")

/** Money to receive, to take to the bank and to recognise, for those who coordinate. */
export const paymentsPage = (visit: Visit): Html => seasonPage(visit, "payments")

/** Who has a membership and who is late, for those who coordinate. */
export const membershipsPage = (visit: Visit): Html => seasonPage(visit, "memberships")
