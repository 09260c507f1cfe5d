// `npm run check`: the everyday loop, under a minute.
import { main } from "./say.mjs"
import { setUp } from "./setup.mjs"
import { format, lint, runSteps, types, units } from "./steps.mjs"

await main(() => runSteps(setUp(), [types, lint, format, units]))
