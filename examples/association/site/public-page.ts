import { group, members, places, producers } from "../data/index.ts"
import { html } from "./html.ts"
import type { Html } from "./html.ts"
import { addressOf, layout } from "./layout.ts"
import type { Visit } from "./layout.ts"
import { footer, tokenAddress } from "./member-frame.ts"

const header = (visit: Visit): Html =>
  html`<header class="top">
    <a class="brand" href="${addressOf("/", visit)}">
      <img src="/assets/panier.svg" alt="" width="44" height="44" />
      <span><b>${group.name}</b> <span>${group.city}</span></span>
    </a>
    <nav aria-label="Menu">
      <a href="#commander">Commander</a>
      <a href="${addressOf("/contrats", visit)}">Contrats</a>
      <a href="${addressOf("/compte", visit)}">Mon compte</a>
      <a href="#producteurs">Les producteurs</a>
      <a href="#venir">Venir</a>
      <a href="#adherer">Nous rejoindre</a>
      <a href="${addressOf("/coordination", visit)}">Coordination</a>
    </nav>
  </header>`

const beginning = ({ distribution }: Visit): Html | null =>
  distribution === null ? null : html`distribution="${distribution}"`

const ordering = (visit: Visit): Html =>
  html`<section id="commander" aria-labelledby="commander-titre">
    <h2 id="commander-titre">Commander</h2>
    <p>
      ${
        visit.viewer.id === null
          ? "Les produits et les prix sont visibles de tous. Pour commander, il faut être adhérent : c’est plus bas."
          : html`Bonjour ${visit.viewer.firstName}. La commande se règle avec la cagnotte de votre foyer ; ce qui se
            pèse est ajusté le jour de la distribution.`
      }
    </p>
    <cabas-group
      endpoint="/api"
      group="${group.id}"
      ${tokenAddress(visit)}
      ${beginning(visit)}
      lang="${visit.language}"
    >
      <cabas-ordering></cabas-ordering>
      ${visit.viewer.id === null ? null : html`<cabas-checkout></cabas-checkout>`}
    </cabas-group>
    <noscript>
      <p>Le bon de commande a besoin de JavaScript. Vous pouvez aussi appeler Odile le mardi matin, elle note tout.</p>
    </noscript>
  </section>`

const body = (visit: Visit): Html =>
  html`${header(visit)}
    <main>
      <section class="welcome">
        <div>
          <h1>Chaque samedi, les fermes d’à côté dans un seul panier</h1>
          <p>${group.description}</p>
          <p>
            <a class="button" href="#commander">Commander pour samedi</a>
            <a href="#adherer">Vous n’êtes pas encore adhérent ?</a>
          </p>
        </div>
        <img src="/assets/canal.svg" alt="" width="560" height="320" />
      </section>
      ${ordering(visit)}
      <section aria-labelledby="comment-titre">
        <h2 id="comment-titre">Comment ça marche</h2>
        <ol class="steps">
          <li>
            <h3>On commande</h3>
            <p>Du lundi matin, douze jours avant, au mardi soir, 20 h. Jusque-là, tout peut encore changer.</p>
          </li>
          <li>
            <h3>On récolte</h3>
            <p>Le mercredi, les producteurs savent ce qu’ils ont à préparer. Rien n’est cueilli pour rien.</p>
          </li>
          <li>
            <h3>On vient</h3>
            <p>
              Le samedi de 10 h à 12 h. Apportez vos cabas, vos bocaux et, quand il y en a, vos boîtes d’œufs vides.
            </p>
          </li>
        </ol>
      </section>
      <section id="producteurs" aria-labelledby="producteurs-titre">
        <h2 id="producteurs-titre">Les producteurs</h2>
        <p>Douze fermes et ateliers. On les connaît tous, et vous aussi dès le premier samedi.</p>
        <ul class="farms">
          ${producers.map(
            ({ name, city, description }) =>
              html`<li>
                <h3>${name}</h3>
                <p class="where">${city}</p>
                <p>${description}</p>
              </li>`,
          )}
        </ul>
      </section>
      <section id="venir" aria-labelledby="venir-titre">
        <h2 id="venir-titre">Venir chercher son panier</h2>
        <p>Le samedi de 10 h à 12 h, à la halle ; le deuxième samedi du mois, à la ferme.</p>
        <ul class="places">
          ${places.map(
            ({ name, address, city, directions }) =>
              html`<li>
                <h3>${name}</h3>
                <p class="where">${address}, ${city}</p>
                <p>${directions}</p>
              </li>`,
          )}
        </ul>
      </section>
      <section id="adherer" aria-labelledby="adherer-titre">
        <h2 id="adherer-titre">Nous rejoindre</h2>
        <p>
          L’adhésion coûte 12 € par foyer et par an. Nous sommes ${members.length} foyers et il reste de la place.
          Passez nous voir un samedi, ou écrivez à <a href="mailto:${group.email}">${group.email}</a>.
        </p>
      </section>
    </main>
    ${footer}`

/** The page of the association that everybody sees. */
export const publicPage = (visit: Visit): Html =>
  layout(visit, {
    title: `${group.name} · ${group.city}`,
    description: group.description,
    head: html`<script type="module" src="/cabas/loader.js"></script>`,
    body: body(visit),
  })
