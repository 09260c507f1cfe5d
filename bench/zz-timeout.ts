import * as Effect from "effect/Effect"
const base = Effect.callback<number>((resume) => { setImmediate(() => resume(Effect.succeed(1))) })
const withT = Effect.timeoutOrElse(base, { duration: 30000, orElse: () => Effect.fail("x") })
const withRace = Effect.suspend(() => Effect.onInterrupt(base, () => Effect.void))
for (let r = 0; r < 4; r++) for (const [name, e] of [["base", base], ["timeout", withT], ["onInterrupt", withRace]] as const) {
  const c = process.cpuUsage(); const n = 20000
  await Effect.runPromise(Effect.gen(function* () { for (let i = 0; i < n; i++) yield* (e as any) }))
  const u = process.cpuUsage(c); console.log(name, ((u.user + u.system) / n).toFixed(2), "µs")
}
