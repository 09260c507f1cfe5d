/** What the questions of the documentation are answered about `laRiviere`, in their order. */
export const answers: ReadonlyArray<ReadonlyArray<ReadonlyArray<string | number | null>>> = [
  [
    ["Le Vallon", "SAV", "savon", 1, "pieces", 600],
    ["Les Aubiers", "CAR", "carottes", 4, "pieces", 1051],
    ["Les Aubiers", "POI", "poireaux", 2, "pieces", 699],
  ],
  [
    [1, "Bob", "Bernard", 1, 788],
    [2, "Ana", "Armand", 3, 1562],
  ],
  [
    ["2026-05", "Le Vallon", 1200, 0],
    ["2026-06", "Le Vallon", 600, 0],
    ["2026-06", "Les Aubiers", 1666, 84],
  ],
  [
    [550, 1750],
    [2000, 1800],
  ],
  [
    ["", "camille", null, 0],
    ["Eve", "Émond", "eve@example.org", 0],
    ["Bob", "Bernard", "bob@example.org", 712],
  ],
  [
    ["camille", "", "camille"],
    ["eve", "Eve", "Émond"],
  ],
  [
    ["2026-05", "cash", 1, 1500, "EUR"],
    ["2026-05", "transfer", 1, 5000, "EUR"],
  ],
  [
    ["EUR", 0],
    ["pieces", 0],
  ],
  [
    ["2026-05-01T06:00:00.000Z", 5000, "EUR", "payment-transfer", "p1"],
    ["2026-05-01T06:00:00.000Z", -1562, "EUR", "basket", "june-2~ana"],
    ["2026-05-01T06:00:00.000Z", -1200, "EUR", "basket", "may-26~ana"],
  ],
]
