import { group } from "../data/index.ts"
import { html } from "./html.ts"
import type { Html } from "./html.ts"
import { layout } from "./layout.ts"
import type { Visit } from "./layout.ts"
import { footer, memberHeader, tokenAddress } from "./member-frame.ts"

const body = (visit: Visit): Html =>
  html`${memberHeader(visit, "/contrats")}
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
    ${footer}`

/** The page where members read contracts, subscribe, and say when they are away. */
export const contractsPage = (visit: Visit): Html =>
  layout(visit, {
    title: `Mes contrats · ${group.name}`,
    description: "Lire les contrats, souscrire, dire ses absences, voir ce qui arrive.",
    head: html`<script type="module" src="/cabas/cabas.js"></script>`,
    body: body(visit),
  })
