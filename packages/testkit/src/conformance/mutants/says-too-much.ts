import { memoryStorage } from "@cabas/engine/memory"
import type { Mutant } from "./mutant.ts"

/** A storage that loses everything says that it is durable. */
export const saysTooMuch: Mutant = {
  wrong: "says that it can do what it cannot",
  breaks: "says that it is durable if it can be reopened, and shared if other processes reach it; and only then",
  make: () => ({ ...memoryStorage(), capabilities: ["durable"] }),
}
