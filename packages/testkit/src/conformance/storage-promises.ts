import { atomicity } from "./atomicity.ts"
import { durability, processes } from "./durability.ts"
import { entries } from "./entries.ts"
import { feeds } from "./feeds.ts"
import { floors } from "./floors.ts"
import { guards } from "./guards.ts"
import { ledger } from "./ledger.ts"
import { numbers } from "./numbers.ts"
import { oracle } from "./oracle.ts"
import { pages } from "./pages.ts"
import type { StoragePromise } from "./promise.ts"
import { reads } from "./reads.ts"
import { repeats } from "./repeats.ts"
import { spaces } from "./spaces.ts"

/** Everything that a storage promises, whoever made it. */
export const storagePromises: ReadonlyArray<StoragePromise> = [
  ...reads,
  ...atomicity,
  ...guards,
  ...floors,
  ...repeats,
  ...feeds,
  ...pages,
  ...entries,
  ...numbers,
  ...ledger,
  ...spaces,
  ...oracle,
  ...durability,
  ...processes,
]
