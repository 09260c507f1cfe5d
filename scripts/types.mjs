// `npm run types`: TypeScript 7 over every world.
import { main } from "./say.mjs"
import { setUp } from "./setup.mjs"
import { runSteps, types } from "./steps.mjs"

await main(() => runSteps(setUp(), [types]))
