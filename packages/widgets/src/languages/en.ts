import { basketWords } from "../basket/basket.en.ts"
import { catalogWords } from "../catalog/catalog.en.ts"
import { connectionWords } from "../connection/connection.en.ts"
import { countdownWords } from "../countdown/countdown.en.ts"
import { formatWords } from "../base/format.en.ts"
import { orderingWords } from "../ordering/ordering.en.ts"
import { quantityWords } from "../quantity/quantity.en.ts"
import type { Words } from "./languages.ts"

/** Everything the widgets say in English. */
const en: Words = {
  ...formatWords,
  ...connectionWords,
  ...quantityWords,
  ...countdownWords,
  ...catalogWords,
  ...basketWords,
  ...orderingWords,
}

/** What the widgets say in English. */
export default en
