import { group } from "../data/index.ts"
import { html } from "./html.ts"
import type { Html } from "./html.ts"
import { layout } from "./layout.ts"
import type { Visit } from "./layout.ts"
import { footer, memberHeader, tokenAddress } from "./member-frame.ts"

const body = (visit: Visit): Html =>
  html`${memberHeader(visit, "/compte")}
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
    ${footer}`

/** The page where members see their money, pay in, and read every movement. */
export const accountPage = (visit: Visit): Html =>
  layout(visit, {
    title: `Mon compte · ${group.name}`,
    description: "Le solde de votre foyer, comment verser, et chaque mouvement.",
    head: html`<script type="module" src="/cabas/loader.js"></script>`,
    body: body(visit),
  })
