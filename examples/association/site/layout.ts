import { members } from "../data/index.ts"
import { html } from "./html.ts"
import type { Html } from "./html.ts"
import { addressId, nameOf, suggestions, viewerNamed } from "./people.ts"
import type { Viewer } from "./people.ts"

/** The languages that the widgets speak here. */
export type Language = "fr" | "en"

/** What every page is made from. */
export interface Visit {
  readonly viewer: Viewer
  readonly language: Language
  /** Path of the page. */
  readonly path: string
  /** The distribution to begin with, when the address names one: for a link in a message. */
  readonly distribution: string | null
  /** A name that was looked for in vain. */
  readonly sought: string | null
}

/** The address of a page as the same person sees it, in the same language. */
export const addressOf = (path: string, { viewer, language }: Pick<Visit, "viewer" | "language">): string => {
  const query = new URLSearchParams({ membre: addressId(viewer) })
  if (language !== "fr") query.set("langue", language)
  return `${path}?${query.toString()}`
}

const said = {
  fr: {
    demonstration: "Démonstration",
    as: "Connecté·e en tant que",
    change: "Changer",
    why: "Ici, la page tient le rôle du site de l’association : pour la personne choisie, elle signe un jeton valable 15 minutes (adresse /token), que les widgets présentent à l’API. Rien d’autre n’est caché.",
    other: "Un autre foyer",
    search: "Prendre ce rôle",
    placeholder: "Nom ou prénom",
    unknown: (name: string) => `Aucun foyer ne porte ce nom : « ${name} ».`,
    language: "Langue des widgets :",
  },
  en: {
    demonstration: "Demonstration",
    as: "Signed in as",
    change: "Change",
    why: "Here the page plays the association’s own site: for the person you choose it signs a token good for 15 minutes (address /token), which the widgets show to the API. Nothing else is hidden.",
    other: "Another household",
    search: "Be this household",
    placeholder: "First or last name",
    unknown: (name: string) => `No household is called “${name}”.`,
    language: "Language of the widgets:",
  },
} as const

/** The switch that lets a visitor of the demonstration be anybody. */
const roleBar = (visit: Visit): Html => {
  const { viewer, language, path } = visit
  const words = said[language]
  const people = suggestions.map(({ id, why, whyInEnglish }) => {
    const one = viewerNamed(id)
    const name = one.id === null && language === "en" ? "Visitor" : one.name
    const current = one.id === viewer.id ? html` aria-current="true"` : null
    return html`<li>
      <a href="${addressOf(path, { viewer: one, language })}" ${current}>
        <b>${name}</b> <span>${language === "fr" ? why : whyInEnglish}</span>
      </a>
    </li>`
  })
  const languages = (["fr", "en"] as const).map((one) => {
    const current = one === language ? html` aria-current="true"` : null
    const name = one === "fr" ? "Français" : "English"
    return html`<a href="${addressOf(path, { viewer, language: one })}" lang="${one}" hreflang="${one}" ${current}
      >${name}</a
    >`
  })
  const name = viewer.id === null && language === "en" ? "Visitor" : viewer.name
  return html`<aside class="roles" lang="${language}" aria-label="${words.demonstration}">
    <details ${visit.sought === null ? null : html`open`}>
      <summary>
        <span class="tag">${words.demonstration}</span> <span><span class="as">${words.as}</span> <b>${name}</b></span>
        <span class="change">${words.change}</span>
      </summary>
      <p>${words.why}</p>
      <ul class="people">
        ${people}
      </ul>
      <form method="get" action="${path}">
        <label>
          ${words.other}
          <input name="recherche" list="foyers" placeholder="${words.placeholder}" autocomplete="off" required />
        </label>
        <datalist id="foyers">${members.map((member) => html`<option value="${nameOf(member)}"></option>`)}</datalist>
        ${language === "fr" ? null : html`<input type="hidden" name="langue" value="${language}" />`}
        <button>${words.search}</button>
        ${visit.sought === null ? null : html`<p role="status">${words.unknown(visit.sought)}</p>`}
      </form>
      <p class="languages">${words.language} ${languages}</p>
    </details>
  </aside>`
}

/** A whole page; `head` holds its own styles and scripts. */
export const layout = (
  visit: Visit,
  told: { readonly title: string; readonly description: string; readonly head: Html; readonly body: Html },
): Html =>
  html`<html lang="fr">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${told.title}</title>
      <meta name="description" content="${told.description}" />
      <meta name="color-scheme" content="light dark" />
      <link rel="icon" href="/assets/panier.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/assets/site.css" />
      ${told.head}
    </head>
    <body>
      ${roleBar(visit)} ${told.body}
    </body>
  </html>`
