import { group } from "../data/index.ts"
import { html } from "./html.ts"
import type { Html } from "./html.ts"
import { addressOf } from "./layout.ts"
import type { Visit } from "./layout.ts"

/** Where a `<cabas-group>` gets the token of who looks; nothing for a visitor. */
export const tokenAddress = ({ viewer }: Visit): Html | null =>
  viewer.id === null ? null : html`token-url="/token?member=${encodeURIComponent(viewer.id)}"`

const parts = { "/contrats": "Contrats", "/compte": "Mon compte" } as const

/** What stands above the pages of members; the part that is shown is marked in its menu. */
export const memberHeader = (visit: Visit, shown: keyof typeof parts): Html => {
  const link = (path: keyof typeof parts): Html =>
    html`<a href="${addressOf(path, visit)}" ${path === shown ? html`aria-current="page"` : null}>${parts[path]}</a>`
  return html`<header class="top">
    <a class="brand" href="${addressOf("/", visit)}">
      <img src="/assets/panier.svg" alt="" width="44" height="44" />
      <span><b>${group.name}</b> <span>${group.city}</span></span>
    </a>
    <nav aria-label="Menu">
      <a href="${addressOf("/", visit)}#commander">Commander</a>
      ${link("/contrats")} ${link("/compte")}
      <a href="${addressOf("/coordination", visit)}">Coordination</a>
    </nav>
  </header>`
}

/** What stands below the pages that everybody and members see. */
export const footer: Html = html`<footer class="bottom">
  <p><b>${group.name}</b>, association loi 1901, ${group.city}.</p>
  <p>Une ville, des fermes et des gens inventés pour montrer Cabas.</p>
</footer>`
