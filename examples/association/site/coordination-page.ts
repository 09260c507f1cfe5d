import { group } from "../data/index.ts"
import { html } from "./html.ts"
import type { Html } from "./html.ts"
import { addressOf, layout } from "./layout.ts"
import type { Language, Visit } from "./layout.ts"
import { viewerNamed } from "./people.ts"

const said = {
  fr: {
    title: "Coordination",
    back: "Le site",
    menu: "Coordination",
    views: { products: "À commander", members: "Par foyer", entry: "Saisir", prices: "Prix" },
    season: "Saison",
    payments: "Paiements",
    script: "Cette page a besoin de JavaScript.",
    loading: "Chargement…",
  },
  en: {
    title: "Coordination",
    back: "The site",
    menu: "Coordination",
    views: { products: "To order", members: "By household", entry: "Enter", prices: "Prices" },
    season: "Season",
    payments: "Payments",
    script: "This page needs JavaScript.",
    loading: "Loading…",
  },
} as const

const views = ["products", "members", "entry", "prices"] as const

const words = (language: Language) => said[language]

/** The page of those who coordinate; what it shows is filled in by `/pages/coordination.ts`. */
export const coordinationPage = (visit: Visit): Html => {
  const { viewer, language } = visit
  const { title, back, menu, views: names, season, payments, script, loading } = words(language)
  return layout(visit, {
    title: `${title} · ${group.name}`,
    description: group.description,
    head: html`<link rel="stylesheet" href="/assets/coordination.css" />
      <script type="module" src="/pages/coordination.ts"></script>`,
    body: html`<header class="top desk-top" lang="${language}">
        <a class="brand" href="${addressOf("/", visit)}">
          <img src="/assets/panier.svg" alt="" width="32" height="32" />
          <span><b>${group.name}</b> <span>${back}</span></span>
        </a>
        <nav aria-label="${menu}" class="views">
          ${views.map((view) => html`<a href="#${view}">${names[view]}</a>`)}
          <a href="${addressOf("/coordination/calendrier", visit)}">${season}</a>
          <a href="${addressOf("/coordination/paiements", visit)}">${payments}</a>
        </nav>
      </header>
      <main
        id="desk"
        class="desk"
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
