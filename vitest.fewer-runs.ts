import * as fc from "fast-check"

// Properties that do not say how often they are tried: a quarter of the usual hundred.
fc.configureGlobal({ numRuns: 25 })
