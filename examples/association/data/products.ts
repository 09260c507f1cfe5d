import { aubiersLegumes } from "./products/aubiers-legumes.ts"
import { cavesChampignons } from "./products/caves-champignons.ts"
import { chantegrainVrac } from "./products/chantegrain-vrac.ts"
import { ecluseBieres } from "./products/ecluse-bieres.ts"
import { fontainesPoissons } from "./products/fontaines-poissons.ts"
import { fournilPains } from "./products/fournil-pains.ts"
import { grandeHaieVolailles } from "./products/grande-haie-volailles.ts"
import { hautPatisBoeuf } from "./products/haut-patis-boeuf.ts"
import { malvoisineFruits } from "./products/malvoisine-fruits.ts"
import { sainteAuneMiels } from "./products/sainte-aune-miels.ts"
import { troisChenesLait } from "./products/trois-chenes-lait.ts"
import { vallonBrebis } from "./products/vallon-brebis.ts"
import type { Product } from "./types.ts"

/** The products of each catalog, by the catalog’s id, in the order they are shown. */
export const products: Readonly<Record<string, ReadonlyArray<Product>>> = {
  "aubiers-legumes": aubiersLegumes,
  "malvoisine-fruits": malvoisineFruits,
  "vallon-brebis": vallonBrebis,
  "trois-chenes-lait": troisChenesLait,
  "fournil-pains": fournilPains,
  "grande-haie-volailles": grandeHaieVolailles,
  "haut-patis-boeuf": hautPatisBoeuf,
  "sainte-aune-miels": sainteAuneMiels,
  "ecluse-bieres": ecluseBieres,
  "fontaines-poissons": fontainesPoissons,
  "chantegrain-vrac": chantegrainVrac,
  "caves-champignons": cavesChampignons,
}
