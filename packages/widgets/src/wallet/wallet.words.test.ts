import { expect, it } from "vitest"
import booksEn from "../books/books.en.ts"
import booksFr from "../books/books.fr.ts"
import en from "./wallet.en.ts"
import fr from "./wallet.fr.ts"

/** Every name in a dictionary, with those it stands in. */
const namesIn = (words: object): ReadonlyArray<string> =>
  Object.entries(words).flatMap(([name, said]) =>
    typeof said === "object" ? namesIn(said as object).map((own) => `${name}.${own}`) : [name],
  )

it("English says everything French says about money, and nothing else", () => {
  expect(namesIn(en).toSorted()).toEqual(namesIn(fr).toSorted())
  expect(namesIn(booksEn).toSorted()).toEqual(namesIn(booksFr).toSorted())
})
