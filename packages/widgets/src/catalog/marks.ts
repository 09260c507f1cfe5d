import { folded } from "./catalog.model.ts"

/** Our own marks for categories, drawn in lines on 24 × 24, and what tells them: codes and names, French and English. */
const marks: ReadonlyArray<readonly [RegExp, string]> = [
  [/egg|oeuf/, "M12 3c9 5 9 17 0 18-9-1-9-13 0-18"],
  [/chee|dair|from|crem|lait/, "M3 13 16 5q5 2 5 8v6H3zh18M8 16h0m7 0h0"],
  [/brea|pain|boul/, "M3 12c0-8 18-8 18 0l-2 2v5H5v-5zm6-2-1 3m5-3-1 3m5-3-1 3"],
  [/fish|pois/, "M2 12c4-7 11-7 15 0-4 7-11 7-15 0m15 0 5-4v8zM7 11h0"],
  [/meat|poul|vian|vola/, "M15 3c9 1 6 11-2 14-3 4-9 4-9 0 0-6 5-14 11-14m0 6h0"],
  [/drin|bois|jus|vin/, "M10 3h4v5l2 3v10H8V11l2-3zM8 14h8"],
  [/frui|verg/, "M12 8c-4-3-8 0-8 5s4 8 8 6c4 2 8-1 8-6s-4-8-8-5q0-4 3-5"],
  [/vege|legu|sala|herb|mush|cham/, "M5 20c-2-9 4-16 15-16 0 12-6 17-14 14M5 20l9-10"],
]
const jar = "M7 3h10v4H7zm-1 6h12v12H6zm0 4h12"

/** The mark of a category as its code or its name is written; a jar for the grocer's and everything else. */
export const markFor = (category: string): string => marks.find(([words]) => words.test(folded(category)))?.[1] ?? jar
