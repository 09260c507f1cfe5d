import { svg } from "lit"
import type { TemplateResult } from "lit"
import { folded } from "./catalog.model.ts"

/** Our own marks for categories, drawn in lines on 24 × 24. */
const marks = {
  leaf: "M5 20C3 10 9 4 20 4c0 11-6 17-14 14M5 20c3-6 6-8 10-11",
  root: "M14 9c3 3 0 7-10 11 4-10 7-14 10-11zM14 9l1-6M14 9l6-1M8 14l2 2M11 11l1 1",
  fruit: "M12 8C8 5 4 8 4 13c0 4 3 8 6 8 1 0 1-.5 2-.5s1 .5 2 .5c3 0 6-4 6-8 0-5-4-8-8-5zM12 8c0-2 1-4 3-5",
  loaf: "M3 12c0-4 4-6 9-6s9 2 9 6c0 2-2 2-2 3v4H5v-4c0-1-2-1-2-3zM9 10l-1 3M13 10l-1 3M17 10l-1 3",
  cheese: "M3 13L16 5c3 1 5 4 5 8v6H3zM3 13h18M8 16h0M15 16h0M16 9h0",
  egg: "M12 3c4 0 7 6 7 11a7 7 0 0 1-14 0c0-5 3-11 7-11z",
  fish: "M2 12c4-6 11-7 15 0-4 7-11 6-15 0zM17 12l5-4v8zM7 11h0M11 9c1 2 1 4 0 6",
  meat: "M15 3c4 0 6 3 6 6 0 6-7 6-10 9-2 2-6 2-7-1s0-5 3-7c3-3 4-7 8-7zM15 9a1 1 0 1 0 2 0 1 1 0 1 0-2 0",
  bottle: "M10 3h4v5l2 3v10H8V11l2-3zM8 14h8",
  jar: "M7 3h10v4H7zM8 7c-2 1-2 2-2 4v10h12V11c0-2 0-3-2-4M6 12h12",
  basket: "M3 10h18l-3 10H6zM8 10l3-6M16 10l-3-6M10 14v3M14 14v3",
} as const

/** Words of categories and names, French and English, folded; the first that is found gives the mark. */
const words: ReadonlyArray<readonly [RegExp, keyof typeof marks]> = [
  [/\boeuf|\begg/, "egg"],
  [/fromage|cremerie|lait|yaourt|beurre|brebis|chevre|tomme|cheese|dairy|milk/, "cheese"],
  [/pain|boulang|farine|brioche|bread|baker/, "loaf"],
  [/poisson|maree|truite|huitre|coquill|fish|seafood/, "fish"],
  [/viande|volaille|boucher|charcut|porc|boeuf|agneau|poulet|meat|poultry/, "meat"],
  [/boisson|jus|\bvin|biere|cidre|huile|drink|juice|wine|beer|oil/, "bottle"],
  [/epicerie|miel|confiture|conserve|soupe|legumineuse|grocer|honey|jam|preserve/, "jar"],
  [/racine|pomme.? de terre|tubercule|carotte|root|potato/, "root"],
  [/fruit|pomme|verger|agrume|apple/, "fruit"],
  [/legume|salade|herbe|aromat|maraich|plante|champignon|vegetable|salad|herb/, "leaf"],
]

/** The mark of a category, or of a name when the category says nothing. */
export const markFor = (category: string, name: string): keyof typeof marks => {
  for (const text of [folded(category), folded(name)]) {
    const found = words.find(([word]) => word.test(text))
    if (found !== undefined) return found[1]
  }
  return "basket"
}

/** A mark as an image without meaning of its own. */
export const markOf = (category: string, name: string): TemplateResult =>
  svg`<path d=${marks[markFor(category, name)]} />`
