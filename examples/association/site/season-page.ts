import { group } from "../data/index.ts"
import { coordinationHeader, nameOf } from "./coordination-frame.ts"
import { html } from "./html.ts"
import type { Html } from "./html.ts"
import { layout } from "./layout.ts"
import type { Visit } from "./layout.ts"
import { tokenAddress } from "./member-frame.ts"

const said = { fr: "Cette page a besoin de JavaScript.", en: "This page needs JavaScript." } as const

/** What is shown on each page, besides the one of orders. */
const elements = {
  planner: html`<cabas-planner></cabas-planner>`,
  contracts: html`<cabas-contracts-admin></cabas-contracts-admin>`,
  day: html`<cabas-desk receipts="/coordination/recapitulatifs"></cabas-desk>`,
  recaps: html`<cabas-recap></cabas-recap>`,
  sheets: html`<cabas-sheet></cabas-sheet>`,
  payments: html`<cabas-payments></cabas-payments>`,
  memberships: html`<cabas-memberships></cabas-memberships>`,
} as const
type Part = keyof typeof elements

/** What each page loads: the desk comes in one file, and stays on the device so that it opens without a network. */
const scriptOf = (part: Part): string => (part === "day" ? "/pages/offline.ts" : "/cabas/loader.js")

const seasonPage = (visit: Visit, shown: Part): Html => {
  const { language } = visit
  const chosen = visit.distribution === null ? null : html`distribution="${visit.distribution}"`
  return layout(visit, {
    title: `${nameOf(visit, shown)} · ${group.name}`,
    description: group.description,
    head: html`<link rel="stylesheet" href="/assets/coordination.css" />
      <script type="module" src="${scriptOf(shown)}"></script>`,
    body: html`${coordinationHeader(visit, shown)}
      <main class="desk season" lang="${language}">
        <h1>${nameOf(visit, shown)}</h1>
        <cabas-group endpoint="/api" group="${group.id}" ${tokenAddress(visit)} ${chosen} lang="${language}"
          >${elements[shown]}</cabas-group
        >
        <noscript><p>${said[language]}</p></noscript>
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
