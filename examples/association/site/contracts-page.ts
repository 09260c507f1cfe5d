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
      <a href="${addressOf("/contrats", visit)}" aria-current="page">Contrats</a>
      <a href="${addressOf("/compte", visit)}">Mon compte</a>
      <a href="${addressOf("/coordination", visit)}">Coordination</a>
    </nav>
  </header>`

const body = (visit: Visit): Html =>
  html`${header(visit)}
    <main>
      <section aria-labelledby="contrats-titre">
        <h1 id="contrats-titre">Mes contrats</h1>
        <cabas-group id="connexion" endpoint="/api" group="${group.id}" ${tokenAddress(visit)} lang="${visit.language}">
          ${
            visit.viewer.id === null
              ? html`<p>Les contrats se lisent sans compte. Pour souscrire, il faut être adhérent.</p>`
              : html`<cabas-deliveries></cabas-deliveries>`
          }
        </cabas-group>
      </section>
      <section aria-labelledby="saison-titre">
        <h2 id="saison-titre">Les contrats de la saison</h2>
        <p>S’engager pour une saison avec une ferme : elle sait pour qui elle sème, vous savez ce que vous mangez.</p>
        <cabas-contract for="connexion" lang="${visit.language}"></cabas-contract>
      </section>
      <noscript><p>Cette page a besoin de JavaScript.</p></noscript>
    </main>
    <footer class="bottom">
      <p><b>${group.name}</b>, association loi 1901, ${group.city}.</p>
      <p>Une ville, des fermes et des gens inventés pour montrer Cabas.</p>
    </footer>`

/** The page where members read contracts, subscribe, and say when they are away. */
export const contractsPage = (visit: Visit): Html =>
  layout(visit, {
    title: `Mes contrats · ${group.name}`,
    description: "Lire les contrats, souscrire, dire ses absences, voir ce qui arrive.",
    head: html`<script type="module" src="/cabas/cabas.js"></script>`,
    body: body(visit),
  })
