import type { Storage } from "@cabas/engine/storage"
import { changing } from "./mutant.ts"
import type { Mutant } from "./mutant.ts"

/** Names each batch anew, so that none is ever known again. */
const forgetful = (): Storage => {
  let times = 0
  return changing((batch) => {
    times += 1
    return { ...batch, id: `${batch.id} #${times}` }
  })
}

/** Who asks again after a bad line pays twice. */
export const repeatedBatch: Mutant = {
  wrong: "writes a repeated batch again",
  breaks: "the same batch again changes nothing, and says what it answered",
  make: forgetful,
}
