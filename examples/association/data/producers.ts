import type { Producer } from "./types.ts"

const noFee = { feeBasisPoints: 0, feeLabel: null } as const

/** The twelve farms and workshops of the association, in the order the website shows them. */
export const producers: ReadonlyArray<Producer> = [
  {
    id: "ferme-des-aubiers",
    name: "Ferme des Aubiers",
    contact: "Hélène Jourdain",
    email: "ferme.aubiers@example.org",
    phone: "06 39 98 10 12",
    city: "Saint-Aubin-sur-Vère",
    description:
      "Quatre hectares de légumes bio sur les sables de la Vère, dont douze ares sous serre froide. Une quarantaine de légumes sur l’année.",
    catalog: { id: "aubiers-legumes", name: "Légumes de la Ferme des Aubiers", ...noFee },
  },
  {
    id: "vergers-de-malvoisine",
    name: "Vergers de Malvoisine",
    contact: "Étienne Gaubert",
    email: "vergers.malvoisine@example.org",
    phone: "06 39 98 10 27",
    city: "Malvoisine-le-Coteau",
    description:
      "Pommiers, poiriers et cognassiers conduits en bio sur sept hectares. Les fruits abîmés partent au pressoir de la ferme.",
    catalog: { id: "malvoisine-fruits", name: "Fruits et jus de Malvoisine", ...noFee },
  },
  {
    id: "bergerie-du-vallon",
    name: "Bergerie du Vallon",
    contact: "Maud Estève",
    email: "bergerie.vallon@example.org",
    phone: "06 39 98 10 34",
    city: "Courvallon",
    description:
      "Cent vingt brebis au pré, traites et transformées sur place. Fromages au lait cru, affinés dans la cave de la bergerie.",
    catalog: { id: "vallon-brebis", name: "Brebis du Vallon", ...noFee },
  },
  {
    id: "gaec-des-trois-chenes",
    name: "GAEC des Trois Chênes",
    contact: "Sylvie Morvan",
    email: "trois.chenes@example.org",
    phone: "01 99 00 21 45",
    city: "La Chapelle-aux-Aulnes",
    description:
      "Trois associés, cinquante vaches montbéliardes nourries à l’herbe et au foin. Le lait devient beurre, yaourts et fromages à la ferme.",
    catalog: { id: "trois-chenes-lait", name: "Laiterie des Trois Chênes", ...noFee },
  },
  {
    id: "fournil-du-moulin-neuf",
    name: "Fournil du Moulin Neuf",
    contact: "Bastien Ferrand",
    email: "fournil.moulinneuf@example.org",
    phone: "06 39 98 10 58",
    city: "Brévaux-sur-Vère",
    description:
      "Paysan boulanger : blés anciens semés ici, moulus à la meule de pierre, pains au levain cuits au feu de bois le vendredi.",
    catalog: { id: "fournil-pains", name: "Pains du Moulin Neuf", ...noFee },
  },
  {
    id: "volailles-de-la-grande-haie",
    name: "Volailles de la Grande Haie",
    contact: "Nadège Lhermite",
    email: "grande.haie@example.org",
    phone: "06 39 98 10 63",
    city: "Marcilly-en-Vère",
    description:
      "Poulets, pintades et poules pondeuses élevés en petits lots, dehors toute la journée, nourris au grain de la ferme.",
    catalog: { id: "grande-haie-volailles", name: "Volailles et œufs de la Grande Haie", ...noFee },
  },
  {
    id: "ferme-du-haut-patis",
    name: "Ferme du Haut Pâtis",
    contact: "Gilles Vasseur",
    email: "haut.patis@example.org",
    phone: "06 39 98 10 79",
    city: "Brévaux-sur-Vère",
    description:
      "Troupeau de limousines à l’herbe neuf mois sur douze. Une bête par mois environ, découpée et mise sous vide à l’atelier voisin.",
    catalog: { id: "haut-patis-boeuf", name: "Bœuf et veau du Haut Pâtis", ...noFee },
  },
  {
    id: "rucher-de-sainte-aune",
    name: "Rucher de Sainte-Aune",
    contact: "Samia Benhaddou",
    email: "rucher.sainteaune@example.org",
    phone: "06 39 98 10 84",
    city: "Sainte-Aune",
    description:
      "Cent quatre-vingts ruches entre la vallée et la forêt de Sainte-Aune. Miels extraits à froid, bougies et savons à la cire du rucher.",
    catalog: { id: "sainte-aune-miels", name: "Miels de Sainte-Aune", ...noFee },
  },
  {
    id: "brasserie-de-l-ecluse",
    name: "Brasserie de l’Écluse",
    contact: "Pauline Castaing",
    email: "brasserie.ecluse@example.org",
    phone: "01 99 00 21 96",
    city: "Saint-Aubin-sur-Vère",
    description:
      "Bières bio brassées au bord du canal, avec l’orge de trois fermes du pays. Refermentées en bouteille, ni filtrées ni pasteurisées.",
    catalog: {
      id: "ecluse-bieres",
      name: "Bières et limonade de l’Écluse",
      feeBasisPoints: 300,
      feeLabel: "Manutention et lavage des bouteilles",
    },
  },
  {
    id: "pisciculture-des-fontaines",
    name: "Pisciculture des Fontaines",
    contact: "Loïc Kermadec",
    email: "pisciculture.fontaines@example.org",
    phone: "06 39 98 11 05",
    city: "Fontvère",
    description:
      "Truites et ombles élevés lentement dans l’eau de source, à faible densité. Pêche le jeudi, fumage au hêtre le vendredi.",
    catalog: { id: "fontaines-poissons", name: "Poissons des Fontaines", ...noFee },
  },
  {
    id: "moulin-de-chantegrain",
    name: "Moulin de Chantegrain",
    contact: "Aurélie Pommeraye",
    email: "moulin.chantegrain@example.org",
    phone: "01 99 00 22 18",
    city: "Chantegrain",
    description:
      "Huiles pressées à froid, farines, graines et légumes secs bio cultivés par six fermes voisines. Tout est vendu en vrac ou presque.",
    catalog: {
      id: "chantegrain-vrac",
      name: "Huiles et vrac de Chantegrain",
      feeBasisPoints: 300,
      feeLabel: "Ensachage et transport",
    },
  },
  {
    id: "champignons-des-caves-hautes",
    name: "Champignons des Caves Hautes",
    contact: "Thomas Ndiaye",
    email: "caves.hautes@example.org",
    phone: "06 39 98 11 31",
    city: "Lussac-les-Caves",
    description:
      "Champignons bio cultivés dans d’anciennes carrières de pierre, à douze degrés toute l’année. Cueillis la veille de la distribution.",
    catalog: { id: "caves-champignons", name: "Champignons des Caves Hautes", ...noFee },
  },
]
