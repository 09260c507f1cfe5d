import { fork } from "node:child_process"
import * as Schema from "effect/Schema"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Exit from "effect/Exit"
import * as Context from "effect/Context"
import { HttpApi, HttpApiBuilder, HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { HttpRouter, HttpServer, HttpServerResponse, HttpServerRequest } from "effect/http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { createServer } from "node:http"
import { operations } from "@cabas/engine/operations"
import { memoryStorage } from "@cabas/engine/memory"
import { makeWorld, worldGroup } from "../../../bench/engine-world.ts"

const storage = memoryStorage()
const cabas = await makeWorld(storage, 1)
const op: any = operations.shop.get
const group = worldGroup
const { group: _g, ...rest } = op.input.fields
const api = HttpApi.make("cabas").add(HttpApiGroup.make("shop").add(
  HttpApiEndpoint.get("get", "/groups/:group/shop.get", { params: { group: Schema.String }, query: rest, success: op.output }) as any) as any) as any
const Handlers = HttpApiBuilder.group(api, "shop", ((handlers: any) => handlers.handle("get", ({ params, query }: any) =>
  Effect.orDie(cabas.engine.run(op, { group: params.group, ...query }, { as: { kind: "visitor" } })))) as any)
const routes = (HttpApiBuilder.layer(api) as any).pipe(Layer.provide(Handlers))
const start = async (layer: any, port: number) => { const scope = Effect.runSync(Effect.scope as any) }

const listen = (server: any) => new Promise<number>((done) => server.listen(0, "127.0.0.1", () => done(server.address().port)))
const answer: any = (await cabas.asVisitor.shop.get({ group })).answer
const bytes = Buffer.from(JSON.stringify(answer))
console.log("bytes", bytes.length, "offers", answer.offers.length)

// floor
const floor = createServer((req, res) => { res.writeHead(200, { "content-type": "application/json", "content-length": bytes.length }); res.end(bytes) })
const floorPort = await listen(floor)
// HttpApi on NodeHttpServer
const boot = (layer: any) => new Promise<number>(async (done) => {
  const server = createServer()
  server.on("listening", () => done((server.address() as any).port))
  Effect.runFork(Layer.launch(HttpRouter.serve(layer, { disableLogger: true } as any).pipe(Layer.provide(NodeHttpServer.layer(() => server, { port: 0, host: "127.0.0.1" }))) as any) as any)
})
const apiPort = await boot(routes)
// HttpRouter raw response of cached bytes
const u8 = new Uint8Array(bytes)
const rawRoutes = HttpRouter.add("GET", "/groups/:group/shop.get", Effect.sync(() => HttpServerResponse.uint8Array(u8, { contentType: "application/json" })))
const rawPort = await boot(rawRoutes)
// HttpRouter + peek
const routerApi = HttpRouter.add("GET", "/groups/:group/shop.get", Effect.map(Effect.orDie(cabas.engine.run(op, { group }, { as: { kind: "visitor" } })), (a) => HttpServerResponse.jsonUnsafe(a)))
const routerRunPort = await boot(routerApi)
// straight
const straight = createServer((req, res) => {
  Effect.runPromiseExit(cabas.engine.run(op, { group }, { as: { kind: "visitor" } })).then((exit: any) => { const b = Buffer.from(JSON.stringify(exit.value)); res.writeHead(200, { "content-type": "application/json", "content-length": b.length }); res.end(b) })
})
const straightPort = await listen(straight)
// fetch handler through web Request/Response
const webHandler = async (request: Request) => new Response(u8, { headers: { "content-type": "application/json" } })
const web = createServer(async (req, res) => {
  const headers = new Headers(); for (let i = 0; i < req.rawHeaders.length; i += 2) headers.append(req.rawHeaders[i]!, req.rawHeaders[i + 1]!)
  const r = await webHandler(new Request("http://localhost" + req.url, { method: req.method!, headers }))
  const b = Buffer.from(await r.arrayBuffer()); res.writeHead(r.status, { ...Object.fromEntries(r.headers), "content-length": b.length }); res.end(b)
})
const webPort = await listen(web)

const child = fork(new URL("./load.mjs", import.meta.url))
const load = (port: number, clients: number, total: number) => new Promise<number>((done) => { child.once("message", (m) => done(m as number)); child.send({ port, path: `/groups/${group}/shop.get`, clients, total }) })
for (const [name, port, total] of [["floor", floorPort, 3000], ["router raw bytes", rawPort, 3000], ["web Request/Response bytes", webPort, 3000], ["straight run+json", straightPort, 400], ["router run+json", routerRunPort, 400], ["httpapi run+encode", apiPort, 200]] as const) {
  for (const clients of [1, 8]) {
    await load(port, clients, total / 4)
    const a = await load(port, clients, total), b = await load(port, clients, total)
    console.log(name, clients, Math.round(a), Math.round(b))
  }
}
process.exit(0)
