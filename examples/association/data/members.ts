import type { Member, Person, Right } from "./types.ts"

const person = (firstName: string, lastName: string, email: string | null, phone: string | null): Person => ({
  firstName,
  lastName,
  email: email === null ? null : `${email}@example.org`,
  phone,
})

const household = (
  id: string,
  walletCents: number,
  people: ReadonlyArray<Person>,
  rights: ReadonlyArray<Right> = [],
): Member => ({
  id,
  people,
  walletCents,
  rights,
})

/** The sixty households, all invented; those without an e-mail are looked after by the coordinators. */
export const members: ReadonlyArray<Member> = [
  household(
    "camille-roussel",
    14250,
    [
      person("Camille", "Roussel", "camille.roussel", "06 39 98 20 07"),
      person("Yann", "Roussel", "yann.roussel", "06 39 98 21 60"),
    ],
    [{ right: "group-admin" }],
  ),
  household("lea-martin", 12640, [person("Léa", "Martin", "lea.martin", "06 39 98 22 13")]),
  household(
    "karim-haddad",
    11280,
    [person("Karim", "Haddad", "karim.haddad", "06 39 98 23 66"), person("Sophie", "Lemoine", "sophie.lemoine", null)],
    [{ right: "catalog-admin", catalog: "aubiers-legumes" }],
  ),
  household("ines-caron", 3120, [person("Inès", "Caron", "ines.caron", "06 39 98 24 19")]),
  household("jean-pierre-berthelot", 20500, [
    person("Jean-Pierre", "Berthelot", "jean-pierre.berthelot", "06 39 98 25 72"),
    person("Mireille", "Berthelot", null, null),
  ]),
  household("awa-diallo", 5460, [person("Awa", "Diallo", "awa.diallo", null)]),
  household(
    "thomas-nguyen",
    16730,
    [
      person("Thomas", "Nguyen", "thomas.nguyen", "06 39 98 26 25"),
      person("Claire", "Pasquier", "claire.pasquier", "06 39 98 27 78"),
    ],
    [{ right: "desk" }],
  ),
  household("marguerite-vidal", 4200, [person("Marguerite", "Vidal", null, "01 99 00 30 07")]),
  household("hugo-lefebvre", 2380, [person("Hugo", "Lefebvre", "hugo.lefebvre", "06 39 98 29 84")]),
  household("fatima-el-amrani", 9875, [
    person("Fatima", "El Amrani", "fatima.elamrani", "06 39 98 30 37"),
    person("Youssef", "El Amrani", "youssef.elamrani", "06 39 98 31 90"),
  ]),
  household("clemence-aubry", 6615, [person("Clémence", "Aubry", "clemence.aubry", "06 39 98 32 43")]),
  household("mateus-ferreira", 7340, [
    person("Mateus", "Ferreira", "mateus.ferreira", "06 39 98 33 96"),
    person("Ana", "Ferreira", null, null),
  ]),
  household("solene-guegan", 11990, [person("Solène", "Guégan", "solene.guegan", "06 39 98 34 49")]),
  household("bruno-tessier", 650, [person("Bruno", "Tessier", "bruno.tessier", "06 39 98 35 02")]),
  household("aicha-benslimane", 5025, [person("Aïcha", "Benslimane", "aicha.benslimane", null)]),
  household("paul-delattre", 25000, [
    person("Paul", "Delattre", "paul.delattre", "06 39 98 36 55"),
    person("Jeanne", "Delattre", "jeanne.delattre", "06 39 98 37 08"),
  ]),
  household("nora-weber", 4480, [person("Nora", "Weber", "nora.weber", "06 39 98 38 61")]),
  household("gerard-pichon", 3000, [person("Gérard", "Pichon", null, "01 99 00 31 14")]),
  household("emilie-fontanel", 13860, [
    person("Émilie", "Fontanel", "emilie.fontanel", "06 39 98 40 67"),
    person("Rachid", "Ziani", null, "06 39 98 41 20"),
  ]),
  household("antoine-marchetti", 7770, [person("Antoine", "Marchetti", "antoine.marchetti", "06 39 98 42 73")]),
  household("lucie-charpentier", 0, [person("Lucie", "Charpentier", "lucie.charpentier", "06 39 98 43 26")]),
  household("mamadou-sow", 8215, [
    person("Mamadou", "Sow", "mamadou.sow", "06 39 98 44 79"),
    person("Élise", "Garnier", "elise.garnier", "06 39 98 45 32"),
  ]),
  household(
    "odile-renaudin",
    18340,
    [person("Odile", "Renaudin", "odile.renaudin", "06 39 98 46 85")],
    [{ right: "members" }],
  ),
  household("sebastien-kowalski", 5590, [person("Sébastien", "Kowalski", "sebastien.kowalski", null)]),
  household("julie-boisseau", 10460, [
    person("Julie", "Boisseau", "julie.boisseau", "06 39 98 47 38"),
    person("Marc", "Boisseau", "marc.boisseau", "06 39 98 48 91"),
  ]),
  household("thi-mai-tran", 6905, [person("Thi Mai", "Tran", "thi-mai.tran", "06 39 98 49 44")]),
  household("romain-gauthier", 2745, [person("Romain", "Gauthier", "romain.gauthier", "06 39 98 50 97")]),
  household("nathalie-perrin", 17120, [
    person("Nathalie", "Perrin", "nathalie.perrin", "06 39 98 51 50"),
    person("Didier", "Perrin", "didier.perrin", "06 39 98 52 03"),
  ]),
  household("samuel-cohen", 9130, [person("Samuel", "Cohen", "samuel.cohen", "06 39 98 53 56")]),
  household("yasmine-belkacem", 3870, [person("Yasmine", "Belkacem", "yasmine.belkacem", "06 39 98 54 09")]),
  household("pierre-yves-le-bihan", 12205, [
    person("Pierre-Yves", "Le Bihan", "pierre-yves.lebihan", "06 39 98 55 62"),
    person("Gwenaëlle", "Le Bihan", "gwenaelle.lebihan", "06 39 98 56 15"),
  ]),
  household("raymonde-chauvet", 2500, [person("Raymonde", "Chauvet", null, "01 99 00 33 80")]),
  household("manon-riviere", 480, [person("Manon", "Rivière", "manon.riviere", null)]),
  household("olivier-schneider", 15690, [
    person("Olivier", "Schneider", "olivier.schneider", "06 39 98 58 21"),
    person("Petra", "Schneider", "petra.schneider", "06 39 98 59 74"),
  ]),
  household("adama-traore", 4310, [person("Adama", "Traoré", "adama.traore", "06 39 98 60 27")]),
  household("florence-maillard", 8050, [person("Florence", "Maillard", "florence.maillard", "06 39 98 61 80")]),
  household("baptiste-collin", 6240, [
    person("Baptiste", "Collin", "baptiste.collin", "06 39 98 62 33"),
    person("Zoé", "Imbert", "zoe.imbert", "06 39 98 63 86"),
  ]),
  household("rosa-gimenez", 7185, [person("Rosa", "Gimenez", "rosa.gimenez", "06 39 98 64 39")]),
  household("vincent-dufresne", 9420, [person("Vincent", "Dufresne", "vincent.dufresne", "06 39 98 65 92")]),
  household("chloe-barbier", 10035, [
    person("Chloé", "Barbier", "chloe.barbier", "06 39 98 66 45"),
    person("Amandine", "Barbier", null, "06 39 98 67 98"),
  ]),
  household("stephane-joly", 3555, [person("Stéphane", "Joly", "stephane.joly", "06 39 98 68 51")]),
  household("leila-mansouri", 11670, [
    person("Leïla", "Mansouri", "leila.mansouri", null),
    person("Fabien", "Mansouri", "fabien.mansouri", null),
  ]),
  household("guillaume-prevost", 5880, [person("Guillaume", "Prévost", "guillaume.prevost", "06 39 98 69 04")]),
  household("andre-lacombe", 6000, [
    person("André", "Lacombe", null, "01 99 00 35 61"),
    person("Josette", "Lacombe", null, null),
  ]),
  household("pauline-hamel", 7025, [person("Pauline", "Hamel", "pauline.hamel", "06 39 98 71 10")]),
  household("ioana-popescu", 4965, [person("Ioana", "Popescu", "ioana.popescu", "06 39 98 72 63")]),
  household("denis-rousselot", 19280, [
    person("Denis", "Rousselot", "denis.rousselot", "06 39 98 73 16"),
    person("Martine", "Rousselot", null, null),
  ]),
  household("jade-fournier", 920, [person("Jade", "Fournier", "jade.fournier", "06 39 98 74 69")]),
  household("arnaud-texier", 8395, [person("Arnaud", "Texier", "arnaud.texier", "06 39 98 75 22")]),
  household(
    "marie-laure-cazenave",
    13140,
    [person("Marie-Laure", "Cazenave", "marie-laure.cazenave", "06 39 98 76 75")],
    [{ right: "catalog-admin", catalog: null }],
  ),
  household("nicolas-blondel", 9560, [
    person("Nicolas", "Blondel", "nicolas.blondel", null),
    person("Hanae", "Sato", "hanae.sato", null),
  ]),
  household("alioune-ndour", 0, [person("Alioune", "Ndour", "alioune.ndour", "06 39 98 77 28")]),
  household("catherine-vasselin", 21475, [person("Catherine", "Vasselin", "catherine.vasselin", "06 39 98 78 81")]),
  household("theo-marchand", 5170, [
    person("Théo", "Marchand", "theo.marchand", "06 39 98 79 34"),
    person("Louise", "Girard", null, null),
  ]),
  household("sylvain-bouvier", 6430, [person("Sylvain", "Bouvier", "sylvain.bouvier", "06 39 98 80 87")]),
  household("zeynep-yildiz", 10890, [
    person("Zeynep", "Yildiz", "zeynep.yildiz", "06 39 98 81 40"),
    person("Emre", "Yildiz", "emre.yildiz", null),
  ]),
  household("herve-quemeneur", 7655, [person("Hervé", "Quéméneur", "herve.quemeneur", "06 39 98 82 93")]),
  household("laura-simonet", 4735, [person("Laura", "Simonet", "laura.simonet", "06 39 98 83 46")]),
  household("michel-dubreuil", 1500, [person("Michel", "Dubreuil", null, "01 99 00 36 79")]),
  household("anais-lopez", 8880, [
    person("Anaïs", "Lopez", "anais.lopez", null),
    person("Julien", "Picard", "julien.picard", null),
  ]),
]
