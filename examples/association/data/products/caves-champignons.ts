import { eachTime, foodVat, inAll, listing, looseGrams, piece } from "./listing.ts"

/** Mushrooms of the Caves Hautes, fresh and in jars. */
export const cavesChampignons = listing(
  {
    prefix: "CAV",
    category: "mushrooms",
    labels: ["organic"],
    allergens: [],
    origin: "Lussac-les-Caves",
    vat: foodVat,
  },
  [
    {
      id: "champignons-de-paris-blancs",
      code: "BLAN",
      name: "Champignons de Paris blancs",
      description: "Pied coupé, cueillis le vendredi.",
      sale: looseGrams(820, 250, 250, 3000),
    },
    {
      id: "champignons-de-paris-bruns",
      code: "BRUN",
      name: "Champignons de Paris bruns",
      description: "Plus fermes et plus parfumés, pied coupé.",
      sale: looseGrams(890, 250, 250, 3000),
    },
    {
      id: "pleurotes",
      code: "PLEU",
      name: "Pleurotes grises",
      description: "En bouquets, à poêler vivement.",
      sale: looseGrams(1390, 100, 200, 2000),
      stock: eachTime(8000),
    },
    {
      id: "shiitakes",
      code: "SHII",
      name: "Shiitakés",
      description: "Sur bûches de chêne, goût boisé.",
      sale: looseGrams(1890, 100, 200, 1500),
      stock: eachTime(5000),
    },
    {
      id: "pieds-bleus",
      code: "PIED",
      name: "Pieds-bleus",
      description: "En barquette, à bien cuire.",
      sale: piece(590, { grams: 250 }),
      stock: eachTime(12),
    },
    {
      id: "pleurotes-sechees",
      code: "SECH",
      name: "Pleurotes séchées",
      description: "À réhydrater vingt minutes.",
      sale: piece(650, { grams: 40 }),
    },
    {
      id: "veloute-de-champignons",
      code: "VELO",
      name: "Velouté de champignons",
      description: "Prêt à chauffer, crème des Trois Chênes.",
      sale: piece(640, { millilitres: 720 }),
      allergens: ["milk"],
    },
    {
      id: "tartinade-de-champignons",
      code: "TART",
      name: "Tartinade de champignons et noisettes",
      description: "Le petit pot pour l’apéritif.",
      sale: piece(490, { grams: 110 }),
      allergens: ["nuts"],
      stock: inAll(40),
    },
  ],
)
