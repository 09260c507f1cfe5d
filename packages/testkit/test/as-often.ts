import * as fc from "fast-check"
import { runs } from "../src/laws/runs.ts"

// Properties that do not say how often they are tried follow `CABAS_RUNS` as those of the testkit do.
fc.configureGlobal({ numRuns: runs(100) })
