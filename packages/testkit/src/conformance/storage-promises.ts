import { atomicity } from "./atomicity.ts"
import { declarations } from "./declarations.ts"
import { durability, processes } from "./durability.ts"
import { entries } from "./entries.ts"
import { erasing } from "./erasing.ts"
import { feeds } from "./feeds.ts"
import { floors } from "./floors.ts"
import { guards } from "./guards.ts"
import { dates } from "./instants.ts"
import { journal } from "./journal.ts"
import { ledger } from "./ledger.ts"
import { numbers } from "./numbers.ts"
import { oracle } from "./oracle.ts"
import { pages } from "./pages.ts"
import type { StoragePromise } from "./promise.ts"
import { reads } from "./reads.ts"
import { repeats } from "./repeats.ts"
import { spaces } from "./spaces.ts"
import { texts } from "./texts.ts"

/** Everything that a storage promises, whoever made it. */
export const storagePromises: ReadonlyArray<StoragePromise> = [
  ...declarations,
  ...reads,
  ...texts,
  ...dates,
  ...atomicity,
  ...guards,
  ...floors,
  ...repeats,
  ...feeds,
  ...pages,
  ...entries,
  ...numbers,
  ...ledger,
  ...journal,
  ...spaces,
  ...erasing,
  ...oracle,
  ...durability,
  ...processes,
]
