import { basketWords } from "../basket/basket.fr.ts"
import { catalogWords } from "../catalog/catalog.fr.ts"
import { connectionWords } from "../connection/connection.fr.ts"
import { countdownWords } from "../countdown/countdown.fr.ts"
import { formatWords } from "../base/format.fr.ts"
import { orderingWords } from "../ordering/ordering.fr.ts"
import { quantityWords } from "../quantity/quantity.fr.ts"

/** Everything the widgets say in French. */
export default {
  ...formatWords,
  ...connectionWords,
  ...quantityWords,
  ...countdownWords,
  ...catalogWords,
  ...basketWords,
  ...orderingWords,
}
