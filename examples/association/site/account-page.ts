import { group } from "../data/index.ts"
import { html } from "./html.ts"
import type { Html } from "./html.ts"
import { addressOf, layout } from "./layout.ts"
import type { Visit } from "./layout.ts"

const tokenAddress = ({ viewer }: Visit): Html | null =>
  viewer.id === null ? null : html`token-url="/token?member=${encodeURIComponent(viewer.id)}"`

const header = (visit: Visit): Html =>
  html`<header class="top">
    <a class="brand" href="${addressOf("/", visit)}">
      <img src="/assets/panier.svg" alt="" width="44" height="44" />
      <span><b>${group.name}</b> <span>${group.city}</span></span>
    </a>
    <nav aria-label="Menu">
      <a href="${addressOf("/", visit)}#commander">Commander</a>
      <a href="${addressOf("/contrats", visit)}">Contrats</a>
      <a href="${addressOf("/compte", visit)}" aria-current="page">Mon compte</a>
      <a href="${addressOf("/coordination", visit)}">Coordination</a>
    </nav>
  </header>`

const body = (visit: Visit): Html =>
  html`${header(visit)}
    <main>
      <section aria-labelledby="compte-titre">
        <h1 id="compte-titre">Mon compte</h1>
        <p>Ce que votre foyer a versé, ce qu’il a pris, et ce qui reste à régler.</p>
        <cabas-group endpoint="/api" group="${group.id}" ${tokenAddress(visit)} lang="${visit.language}">
          <cabas-wallet></cabas-wallet>
        </cabas-group>
      </section>
      <noscript><p>Cette page a besoin de JavaScript.</p></noscript>
    </main>
    <footer class="bottom">
      <p><b>${group.name}</b>, association loi 1901, ${group.city}.</p>
      <p>Une ville, des fermes et des gens inventés pour montrer Cabas.</p>
    </footer>`

/** The page where members see their money, pay in, and read every movement. */
export const accountPage = (visit: Visit): Html =>
  layout(visit, {
    title: `Mon compte · ${group.name}`,
    description: "Le solde de votre foyer, comment verser, et chaque mouvement.",
    head: html`<script type="module" src="/cabas/loader.js"></script>`,
    body: body(visit),
  })
