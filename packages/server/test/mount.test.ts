import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { once } from "node:events"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as HttpApiClient from "effect/http-api/HttpApiClient"
import { describe, expect, it } from "vitest"
import { cabasApi } from "@cabas/server"
import type { Handler } from "@cabas/server"
import { httpApp } from "@cabas/server/effect"
import { group, makeWorld, tokenOf } from "./world.ts"
import type { Parsed } from "./world.ts"

const shop = `/groups/${group}/shop.get`
const basket = { distribution: "mai", lines: [{ catalog: "legumes", product: "carottes", quantity: { pieces: 2 } }] }

type Fetch = (request: Request) => Promise<Response>

/** What a mounted handler answers to what any mount must carry: a query, a command, a refusal, a question without body. */
const answersOf = async (fetch: Fetch, address: string) => {
  const query = await fetch(new Request(address + shop))
  const headers = { authorization: `Bearer ${await tokenOf("gaelle")}`, "content-type": "application/json" }
  const body = JSON.stringify(basket)
  const path = `${address}/groups/${group}/basket.confirm`
  const command = await fetch(new Request(path, { method: "POST", headers, body }))
  const stranger = { ...headers, authorization: "Bearer x" }
  const refused = await fetch(new Request(path, { method: "POST", headers: stranger, body }))
  const head = await fetch(new Request(address + shop, { method: "HEAD" }))
  return [
    [query.status, (await query.json()).offers.length],
    [command.status, (await command.json()).total],
    [refused.status, refused.headers.get("content-type")],
    [head.status, await head.text()],
  ]
}

const expected = [
  [200, 3],
  [200, 500],
  [401, "application/problem+json"],
  [200, ""],
]

/** What frameworks such as Hono do: a router of `Request` and `Response` that hands over a part of its paths. */
const routerWith = (mounted: string, handler: Handler): Fetch => {
  const routes: ReadonlyArray<readonly [string, Fetch]> = [
    [mounted, (request) => handler(request, { address: "10.0.0.1" })],
    ["/", async () => new Response("the site")],
  ]
  return (request) => {
    const { pathname } = new URL(request.url)
    const [, route] = routes.find(([prefix]) => pathname.startsWith(prefix)) ?? [
      "",
      async () => new Response(null, { status: 404 }),
    ]
    return route(request)
  }
}

describe("the handler, mounted", () => {
  it("in a router of requests and responses", async () => {
    const { handler } = await makeWorld({ basePath: "/shop/api" })
    const router = routerWith("/shop/api", handler)
    expect(await answersOf(router, "https://site.example/shop/api")).toEqual(expected)
    expect(await (await router(new Request("https://site.example/about"))).text()).toBe("the site")
  })

  it("in a plain server of node:http", async () => {
    const { handler } = await makeWorld({ basePath: "/api" })
    const server = createServer(async (incoming, outgoing) => {
      const { method = "GET", url = "/", headers } = incoming
      const body = method === "GET" || method === "HEAD" ? {} : { body: incoming, duplex: "half" }
      const request = new Request(`http://localhost${url}`, {
        method,
        headers: headers as Record<string, string>,
        ...body,
      } as RequestInit)
      const response = await handler(request, { address: incoming.socket.remoteAddress })
      outgoing.writeHead(response.status, Object.fromEntries(response.headers))
      outgoing.end(Buffer.from(await response.arrayBuffer()))
    }).listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port } = server.address() as AddressInfo
    expect(await answersOf(fetch, `http://127.0.0.1:${port}/api`)).toEqual(expected)
    server.closeAllConnections()
    server.close()
  })

  it("in a server made of effect/http", async () => {
    const { handler } = await makeWorld({ basePath: "/api" })
    const routes = HttpRouter.add("*", "/api/*", httpApp(handler))
    const scope = Scope.makeUnsafe()
    const services = await Effect.runPromise(
      Layer.buildWithScope(
        HttpRouter.serve(routes, { disableLogger: true, disableListenLog: true }).pipe(
          Layer.provideMerge(
            NodeHttpServer.layer(createServer, { port: 0, host: "127.0.0.1", disablePreemptiveShutdown: true }),
          ),
        ),
        scope,
      ),
    )
    const { address } = await Effect.runPromise(Effect.provideContext(HttpServer.HttpServer, services))
    const { port } = address as unknown as { readonly port: number }
    expect(await answersOf(fetch, `http://127.0.0.1:${port}/api`)).toEqual(expected)
    await Effect.runPromise(Scope.close(scope, Exit.void))
  })
})

describe("the description", () => {
  it("is true: a client made from it speaks with the handler", async () => {
    const { handler } = await makeWorld()
    const token = await tokenOf("gaelle")
    const viaHandler = ((input: URL | string | Request, init?: RequestInit) =>
      handler(new Request(input, init))) as typeof globalThis.fetch
    const program = Effect.gen(function* () {
      const client: Parsed = yield* HttpApiClient.make(cabasApi as never, {
        baseUrl: "https://api.example",
        transformClient: HttpClient.mapRequest(HttpClientRequest.bearerToken(token)),
      })
      const params = { group }
      const offered: Parsed = yield* client.shop.get({ params, query: {} })
      const confirmed: Parsed = yield* client.basket.confirm({
        params,
        payload: basket,
        headers: { "idempotency-key": "k" },
      })
      const refused: Parsed = yield* Effect.flip(client.recap["by-product"]({ params, query: { distribution: "mai" } }))
      const short: Parsed = yield* Effect.flip(
        client.basket.confirm({
          params,
          headers: {},
          payload: {
            distribution: "mai",
            lines: [{ catalog: "legumes", product: "poireaux", quantity: { pieces: 31 } }],
          },
        }),
      )
      return { offered, confirmed, refused, short }
    })
    const live = FetchHttpClient.layer.pipe(Layer.provide(Layer.succeed(FetchHttpClient.Fetch)(viaHandler)))
    const { offered, confirmed, refused, short } = await Effect.runPromise(
      Effect.provide(program, live) as Effect.Effect<Parsed>,
    )
    expect(offered.offers.map((offer: { product: string }) => offer.product)).toEqual(["carottes", "poireaux", "miche"])
    expect(confirmed.total).toBe(500)
    expect(refused).toMatchObject({ status: 403, code: "NotAllowed", refusal: { actor: "gaelle" } })
    expect(short).toMatchObject({ status: 409, code: "StockShort", refusal: { lines: [{ left: { pieces: 30 } }] } })
  })
})
