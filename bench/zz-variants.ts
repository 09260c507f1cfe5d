import { fork } from "node:child_process"
import { createServer } from "node:http"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import * as Effect from "effect/Effect"
import * as Scope from "effect/Scope"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { memoryStorage } from "@cabas/engine/memory"
import { createHandler, signToken } from "@cabas/server"
import { makeWorld, worldGroup } from "./engine-world.ts"
const secret = "a secret of the benchmark that is long enough"
const cabas = await makeWorld(memoryStorage(), 1)
const at = Date.parse("2026-05-01T06:00:00.000Z"); const clock = () => at
const handler = createHandler({ cabas, tokens: { secret }, clock, rate: { perSecond: 1e9, burst: 1e9 } })
const token = await signToken(secret, { member: "member-1", group: worldGroup, now: clock() })
const path = `/groups/${worldGroup}/shop.get`
const res = await handler(new Request("http://x" + path, { headers: { authorization: "Bearer " + token } }))
const many: Record<string,string> = Object.fromEntries(res.headers)
const bytes = Buffer.from(await res.arrayBuffer())
const u8 = new Uint8Array(bytes)
console.log(bytes.length, Object.keys(many).length)
const times: Array<() => string> = []
const scope = Scope.makeUnsafe()
const listen = async (s: any) => { s.listen(0, "127.0.0.1"); await once(s, "listening"); return s.address().port }
const timed = (name: string, h: any) => { let sum = 0, n = 0; times.push(() => { const r = name + " sync " + (sum * 1000 / n).toFixed(1) + " µs"; sum = 0; n = 0; return r }); return (a: any, b: any) => { const t = performance.now(); h(a, b); sum += performance.now() - t; n++ } }
const variants: Array<[string, number]> = []
variants.push(["bare", await listen(createServer(timed("bare", (_: any, r: any) => { r.writeHead(200, { "content-type": "application/json", "content-length": bytes.length }); r.end(bytes) })))])
variants.push(["bare u8", await listen(createServer((_, r) => { r.writeHead(200, { "content-type": "application/json", "content-length": bytes.length }); r.end(u8) }))])
variants.push(["bare+headers", await listen(createServer((_, r) => { r.writeHead(200, { ...many, "content-length": String(bytes.length) }); r.end(bytes) }))])
const headers = { ...many }; delete headers["content-length"]
const constApp = Effect.sync(() => HttpServerResponse.uint8Array(u8, { headers, contentType: "application/json" }))
variants.push(["node const", await listen(createServer(timed("const", await Effect.runPromise(NodeHttpServer.makeHandler(constApp, { scope })))))])
const small = Effect.sync(() => HttpServerResponse.uint8Array(u8, { contentType: "application/json" }))
variants.push(["node const small", await listen(createServer(await Effect.runPromise(NodeHttpServer.makeHandler(small, { scope }))))])
variants.push(["real", await listen(createServer(timed("real", await Effect.runPromise(NodeHttpServer.makeHandler(handler.app, { scope })))))])
const load = fork(fileURLToPath(new URL("http-load.ts", import.meta.url)))
const head = `Authorization: Bearer ${token}\r\nUser-Agent: bench\r\nAccept: application/json\r\n`
const run = async (port: number, clients: number) => { load.send({ port, path, headers: head, clients, total: 3000 }); const [n] = await once(load, "message"); return n as number }
for (const clients of [1, 8]) {
  const seen = new Map<string, number[]>()
  for (let round = 0; round < 6; round++) for (const [name, port] of variants) { const n = await run(port, clients); if (round > 0) seen.set(name, [...(seen.get(name) ?? []), n]) }
  for (const [name, ns] of seen) { ns.sort((a, b) => a - b); const m = ns[Math.floor(ns.length / 2)]!; console.log(clients, name.padEnd(18), Math.round(m), (1e6 / m).toFixed(0) + " µs") }
  for (const t of times) console.log(t())
}
process.exit(0)
