// `npm run e2e`: the walk of a coordinator and a member in a real Chromium.
import { main } from "./say.mjs"
import { setUp } from "./setup.mjs"
import { endToEnd, runSteps } from "./steps.mjs"

await main(() => runSteps(setUp(), [endToEnd]))
