// `npm test`: everything that must hold.
import { main } from "./say.mjs"
import { setUp } from "./setup.mjs"
import { conformance, docs, endToEnd, format, lint, postgres, runSteps, scenarios, types, units } from "./steps.mjs"

await main(() => runSteps(setUp(), [types, lint, format, docs, units, conformance, postgres, ...scenarios, endToEnd]))
