import { members } from "../data/index.ts"
import type { Member } from "../data/index.ts"

/** Who looks at a page: the first person of a household of the association, or nobody that it knows. */
export interface Viewer {
  readonly id: string | null
  readonly name: string
  readonly firstName: string
}

/** The name under which a household is known: both names when there are two people. */
export const nameOf = ({ people }: Member): string =>
  people.map(({ firstName, lastName }) => `${firstName} ${lastName}`).join(" et ")

const visitorId = "visiteur"

/** Nobody that the site knows. */
export const visitor: Viewer = { id: null, name: "Visiteur", firstName: "" }

const viewerOf = ({ id, people: [first] }: Member): Viewer => ({
  id,
  name: `${first?.firstName} ${first?.lastName}`,
  firstName: first?.firstName ?? "",
})

/** The household of that id. */
export const viewerWithId = (id: string): Viewer | undefined => {
  const member = members.find((one) => one.id === id)
  return member === undefined ? undefined : viewerOf(member)
}

const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim()

/** The first household whose name holds the words that are looked for, whatever their accents and case. */
export const householdNamed = (words: string): Viewer | undefined => {
  const wanted = plain(words)
  const member = wanted === "" ? undefined : members.find((one) => plain(nameOf(one)).includes(wanted))
  return member === undefined ? undefined : viewerOf(member)
}

/** Who an address names: `lea-martin`, `visiteur`; nobody that the site knows is a visitor. */
export const viewerNamed = (id: string): Viewer => viewerWithId(id) ?? visitor

/** How the viewer is named in an address. */
export const addressId = ({ id }: Viewer): string => id ?? visitorId

/** People worth trying, each for a reason. */
export const suggestions: ReadonlyArray<{ readonly id: string; readonly why: string; readonly whyInEnglish: string }> =
  [
    { id: "lea-martin", why: "cagnotte bien garnie", whyInEnglish: "a full wallet" },
    { id: "ines-caron", why: "cagnotte presque vide", whyInEnglish: "a nearly empty wallet" },
    {
      id: "lucie-charpentier",
      why: "arrivée cette semaine, rien versé encore",
      whyInEnglish: "joined this week, empty wallet",
    },
    { id: "camille-roussel", why: "coordinatrice", whyInEnglish: "coordinator" },
    { id: visitorId, why: "n’a pas de compte", whyInEnglish: "has no account" },
  ]
