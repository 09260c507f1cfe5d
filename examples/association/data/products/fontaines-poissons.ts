import { eachTime, foodVat, inAll, listing, piece, weighed, weighedEach } from "./listing.ts"

/** Trout and char of the Pisciculture des Fontaines. */
export const fontainesPoissons = listing(
  {
    prefix: "FON",
    category: "fish",
    labels: [],
    allergens: ["fish"],
    origin: "Fontvère",
    vat: foodVat,
  },
  [
    {
      id: "truite-arc-en-ciel",
      code: "ARCE",
      name: "Truite arc-en-ciel vidée",
      description: "Pêchée le jeudi, environ 300 g.",
      sale: weighedEach(1350, 300),
      stock: eachTime(30),
    },
    {
      id: "truite-fario",
      code: "FARI",
      name: "Truite fario vidée",
      description: "Chair fine, pêchée le jeudi, environ 350 g.",
      sale: weighedEach(1780, 350),
      stock: eachTime(5),
    },
    {
      id: "omble-chevalier",
      code: "OMBL",
      name: "Omble chevalier vidé",
      description: "Deux ans d’élevage en eau de source, environ 400 g.",
      sale: weighedEach(2150, 400),
      stock: eachTime(8),
    },
    {
      id: "filets-de-truite",
      code: "FILE",
      name: "Filets de truite, par deux",
      description: "Désarêtés, avec la peau, environ 250 g.",
      sale: weighed(2390, 250),
    },
    {
      id: "paves-de-grande-truite",
      code: "PAVE",
      name: "Pavés de grande truite, par deux",
      description: "Chair rose et épaisse, environ 300 g.",
      sale: weighed(2690, 300),
    },
    {
      id: "truite-fumee",
      code: "FUME",
      name: "Truite fumée tranchée",
      description: "Salée au sel sec, fumée au bois de hêtre.",
      sale: piece(820, { grams: 120 }),
    },
    {
      id: "rillettes-de-truite",
      code: "RILL",
      name: "Rillettes de truite",
      description: "Truite fumée et fromage blanc, à garder au frais.",
      sale: piece(580, { grams: 150 }),
      allergens: ["fish", "milk"],
    },
    {
      id: "oeufs-de-truite",
      code: "OEUF",
      name: "Œufs de truite",
      description: "Peu salés, récolte de l’automne.",
      sale: piece(1090, { grams: 80 }),
      stock: inAll(8),
    },
    {
      id: "soupe-de-truite",
      code: "SOUP",
      name: "Soupe de truite",
      description: "Prête à chauffer, légumes et safran.",
      sale: piece(790, { millilitres: 720 }),
      allergens: ["fish", "celery"],
    },
  ],
)
