import "effect/schema/SchemaJITCompiler/enable"
import { operations, memoryStorage } from "@cabas/engine"
import * as Schema from "effect/Schema"
import * as Effect from "effect/Effect"
import { confirmInput } from "./engine-world.ts"
import { orderOf } from "./floors/order.ts"
const time = (l: string, f: () => unknown, n = 20000) => { for (let i = 0; i < 2000; i++) f(); const t = performance.now(); for (let i = 0; i < n; i++) f(); console.log(l, ((performance.now() - t) / n * 1000).toFixed(2), "µs") }
const input = confirmInput(orderOf(3))
const dec = Schema.decodeUnknownResult(operations.basket.confirm.input as any, { onExcessProperty: "error", errors: "all" })
const dec2 = Schema.decodeUnknownResult(operations.basket.confirm.input as any, { onExcessProperty: "error" })
const is = Schema.is(operations.basket.confirm.input as any)
time("decode strict all", () => dec(input)); time("decode strict first", () => dec2(input)); 
time("decode plain", () => Schema.decodeUnknownResult(operations.basket.confirm.input as any)(input))
time("gen", () => Effect.runSync(Effect.gen(function* () { return yield* Effect.succeed(1) })))
const s = memoryStorage()
time("span", () => Effect.runSync(Effect.withSpan(Effect.succeed(1), "x", { attributes: { a: 1 } })))
time("JSON", () => JSON.stringify(input))
const t = performance.now(); for (let i = 0; i < 20000; i++) await Effect.runPromiseExit(Effect.succeed(1)); console.log("runPromiseExit", (performance.now() - t) / 20000 * 1000)
