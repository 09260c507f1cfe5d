import { group } from "../data/index.ts"
import { coordinationHeader, nameOf } from "./coordination-frame.ts"
import { html } from "./html.ts"
import type { Html } from "./html.ts"
import { addressOf, layout } from "./layout.ts"
import type { Visit } from "./layout.ts"
import { viewerNamed } from "./people.ts"

const said = {
  fr: {
    views: { products: "À commander", members: "Par foyer", entry: "Saisir", prices: "Prix" },
    script: "Cette page a besoin de JavaScript.",
    loading: "Chargement…",
  },
  en: {
    views: { products: "To order", members: "By household", entry: "Enter", prices: "Prices" },
    script: "This page needs JavaScript.",
    loading: "Loading…",
  },
} as const

const views = ["products", "members", "entry", "prices"] as const

/** The page of orders; what it shows is filled in by `/pages/coordination.ts`. */
export const coordinationPage = (visit: Visit): Html => {
  const { viewer, language } = visit
  const { views: names, script, loading } = said[language]
  const title = nameOf(visit, "orders")
  return layout(visit, {
    title: `${title} · ${group.name}`,
    description: group.description,
    head: html`<link rel="stylesheet" href="/assets/coordination.css" />
      <script type="module" src="/pages/coordination.ts"></script>`,
    body: html`${coordinationHeader(visit, "orders")}
      <nav aria-label="${title}" class="views within" lang="${language}">
        ${views.map((view) => html`<a href="#${view}">${names[view]}</a>`)}
      </nav>
      <main
        id="desk"
        class="desk season"
        lang="${language}"
        data-group="${group.id}"
        data-member="${viewer.id}"
        data-coordinator="${addressOf("/coordination", { viewer: viewerNamed("camille-roussel"), language })}"
        data-site="${addressOf("/", visit)}"
      >
        <h1>${title}</h1>
        <p role="status" class="waiting">${loading}</p>
        <noscript><p>${script}</p></noscript>
      </main>`,
  })
}
