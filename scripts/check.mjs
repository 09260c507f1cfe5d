// `npm run check`: the everyday loop, a minute or so.
import { main } from "./say.mjs"
import { setUp } from "./setup.mjs"
import { format, lint, quickUnits, runSteps, types } from "./steps.mjs"

await main(() => runSteps(setUp(), [types, lint, format, quickUnits]))
