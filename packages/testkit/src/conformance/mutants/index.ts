import { answersAnew } from "./answers-anew.ts"
import { batchIdsShared } from "./batch-ids-shared.ts"
import { cursorByValue } from "./cursor-by-value.ts"
import { eraseByMention } from "./erase-by-mention.ts"
import { eraseForgotten } from "./erase-forgotten.ts"
import { eraseKeepsAnswers } from "./erase-keeps-answers.ts"
import { feedOutOfOrder } from "./feed-out-of-order.ts"
import { feedSkips } from "./feed-skips.ts"
import { floorIgnored } from "./floor-ignored.ts"
import { floorOfMoversOnly } from "./floor-of-movers-only.ts"
import { floorOffByOne } from "./floor-off-by-one.ts"
import { gapsInNumbers } from "./gaps-in-numbers.ts"
import { historyRewritten } from "./history-rewritten.ts"
import { indexNeverLeaves } from "./index-never-leaves.ts"
import { instantsConverted } from "./instants-converted.ts"
import { lostUpdate } from "./lost-update.ts"
import { maximumIgnored } from "./maximum-ignored.ts"
import { memoryMixedUp } from "./memory-mixed-up.ts"
import { numberGivenTwice } from "./number-given-twice.ts"
import { numbersAsFloats } from "./numbers-as-floats.ts"
import { orderOfALanguage } from "./order-of-a-language.ts"
import { pagesByOffset } from "./pages-by-offset.ts"
import { partialCommit } from "./partial-commit.ts"
import { repeatedBatch } from "./repeated-batch.ts"
import { saysTooMuch } from "./says-too-much.ts"
import { spaceLeak } from "./space-leak.ts"
import { sumsWithoutSigns } from "./sums-without-signs.ts"
import { textsNormalised } from "./texts-normalised.ts"
import { textsOutdated } from "./texts-outdated.ts"
import { unitsMixed } from "./units-mixed.ts"
import { writtenGuardsOnly } from "./written-guards-only.ts"
import type { Mutant } from "./mutant.ts"

/** Storages with one mistake each, of the kinds that adapters really make. */
export const mutants: ReadonlyArray<Mutant> = [
  lostUpdate,
  writtenGuardsOnly,
  floorIgnored,
  floorOfMoversOnly,
  floorOffByOne,
  maximumIgnored,
  unitsMixed,
  partialCommit,
  repeatedBatch,
  answersAnew,
  feedOutOfOrder,
  feedSkips,
  pagesByOffset,
  cursorByValue,
  indexNeverLeaves,
  gapsInNumbers,
  numberGivenTwice,
  spaceLeak,
  batchIdsShared,
  eraseForgotten,
  eraseKeepsAnswers,
  eraseByMention,
  textsNormalised,
  textsOutdated,
  sumsWithoutSigns,
  memoryMixedUp,
  orderOfALanguage,
  instantsConverted,
  numbersAsFloats,
  historyRewritten,
  saysTooMuch,
]
