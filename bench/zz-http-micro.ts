import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import { memoryStorage } from "@cabas/engine/memory"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { createHandler, signToken } from "@cabas/server"
import { makeWorld, worldGroup } from "./engine-world.ts"
const secret = "a secret of the benchmark that is long enough"
for (const [name, storage] of [["sqlite", sqliteStorage({ file: ":memory:" })]] as const) {
const cabas = await makeWorld(storage, 1)
const at = Date.parse("2026-05-01T06:00:00.000Z"); const clock = () => at
const handler = createHandler({ cabas, tokens: { secret }, clock, rate: { perSecond: 1e9, burst: 1e9 } })
const token = await signToken(secret, { member: "member-1", group: worldGroup, now: clock() })
const headers = { authorization: "Bearer " + token, host: "localhost", "user-agent": "x", accept: "application/json" }
const once = () => {
  const request: any = { url: `/groups/${worldGroup}/shop.get`, method: "GET", headers, remoteAddress: Option.some("127.0.0.1") }
  const fiber = Effect.runForkWith(Context.make(HttpServerRequest, request) as any)(handler.app)
  return fiber.pollUnsafe()
}
let exit: any
for (let i = 0; i < 20000; i++) { exit = once(); if (i < 3) await new Promise((r) => setTimeout(r, 50)) }
console.log(exit?._tag, exit?.value?.status)
const best = (label: string, job: () => unknown) => { let min = 1e9; for (let i = 0; i < 5000; i++) job(); for (let r = 0; r < 30; r++) { const t = performance.now(); for (let i = 0; i < 2000; i++) job(); min = Math.min(min, (performance.now() - t) / 2) } console.log(name, label.padEnd(14), min.toFixed(1), "µs") }
best("app", once)
const { operations } = await import("@cabas/engine")
const shelfMap = new Map<string, any>(); const shelf = { get: (n: string) => shelfMap.get(n), put: (n: string, k: any) => void shelfMap.set(n, k) }
const as = { kind: "member", member: "member-1" } as const
best("runMade", () => Effect.runFork(cabas.engine.runMade(operations.shop.get, { group: worldGroup }, { as }, shelf, JSON.stringify)).pollUnsafe())
best("fork", () => Effect.runFork(Effect.sync(() => 1)).pollUnsafe())
best("peek", () => Effect.runSync(cabas.engine.storage.read(worldGroup, { documents: ["group", "member:member-1"] })))
}
