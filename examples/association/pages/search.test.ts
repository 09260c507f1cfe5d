import { expect, test } from "vitest"
import { matches } from "./search.ts"

test.each([
  ["", "Carottes des sables"],
  ["carot", "Carottes des sables"],
  ["SABLES car", "Carottes des sables"],
  ["oeuf", "Œufs, boîte de 6"],
  ["ines", "Inès Caron"],
  ["l'ecl", "Brasserie de l’Écluse"],
  ["AUB-CARO", "Carottes des sables", "AUB-CARO"],
])("%s finds %s", (wanted, ...texts) => {
  expect(matches(wanted, ...texts)).toBe(true)
})

test.each([
  ["rottes", "Carottes des sables"],
  ["carottes bio", "Carottes des sables"],
])("%s does not find %s", (wanted, text) => {
  expect(matches(wanted, text)).toBe(false)
})
