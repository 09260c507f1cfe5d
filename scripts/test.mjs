// `npm test`: everything that must hold.
import { main } from "./say.mjs"
import { setUp } from "./setup.mjs"
import { conformance, endToEnd, format, lint, runSteps, scenarios, types, units } from "./steps.mjs"

await main(() => runSteps(setUp(), [types, lint, format, units, conformance, scenarios, endToEnd]))
