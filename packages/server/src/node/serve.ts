import { createServer } from "node:http"
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as HttpEffect from "effect/http/HttpEffect"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import * as Scope from "effect/Scope"
import { createHandler } from "../handler.ts"
import type { Handler, HandlerOptions } from "../handler.ts"

/** Any function that answers requests. */
export type FetchHandler = (request: Request) => Promise<Response> | Response

/** Where a server listens and how it closes. */
export interface ListenOptions {
  /** 3000 unless told; 0 for any that is free. */
  readonly port?: number
  /** `127.0.0.1` unless told: behind a proxy of the same machine. */
  readonly host?: string
  /** What answers outside the handler's base path, such as the pages of a site. */
  readonly otherwise?: FetchHandler
  /** Milliseconds that requests on their way may still take when the server closes: 10 000 unless told. */
  readonly grace?: number
}

/** What is served: a handler that is there already, or what one is made of. */
export type ServeOptions = ListenOptions & ({ readonly handler: Handler } | HandlerOptions)

/** A server that answers. */
export interface Served {
  readonly url: string
  readonly port: number
  /** Takes no new requests, lets those on their way end, and lets go of the port. */
  readonly close: () => Promise<void>
}

type App = Effect.Effect<HttpServerResponse, unknown, HttpServerRequest>

/** The handler's own paths to the handler, the others elsewhere. */
const appWith = ({ app, basePath }: Handler, otherwise: FetchHandler | undefined): App => {
  if (otherwise === undefined) return app
  const elsewhere = HttpEffect.fromWebHandler(async (request) => otherwise(request))
  return Effect.flatMap(HttpServerRequest, (request): App =>
    request.url.startsWith(`${basePath}/`) ? app : elsewhere,
  )
}

/** Connections that send too slowly or nothing at all are closed. */
const patient = (): Server =>
  createServer({
    headersTimeout: 20_000,
    requestTimeout: 90_000,
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16_384,
  })

const listen = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      server.off("error", reject)
      resolve(server.address() as AddressInfo)
    })
  })

const closing = (server: Server, grace: number): Promise<void> =>
  new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), grace)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })

/**
 * Serves Cabas by itself over HTTP/1.1. Rejects when the port is taken.
 *
 * ```ts
 * const { url, close } = await serve({ storage, tokens: { secret }, port: 3000 })
 * ```
 */
export const serve = async (options: ServeOptions): Promise<Served> => {
  const { port = 3000, host = "127.0.0.1", otherwise, grace = 10_000 } = options
  const handler = "handler" in options ? options.handler : createHandler(options)
  const server = patient()
  const scope = Scope.makeUnsafe()
  const answer = await Effect.runPromise(NodeHttpServer.makeHandler(appWith(handler, otherwise), { scope }))
  let stopping = false
  server.on("request", (request, response) => {
    // Whoever keeps the connection open would otherwise hold up the end.
    if (stopping) response.setHeader("connection", "close")
    answer(request, response)
  })
  const bound = await listen(server, port, host)
  let closed: Promise<void> | undefined
  const close = async () => {
    stopping = true
    await closing(server, grace)
    await Effect.runPromise(Scope.close(scope, Exit.void))
  }
  const shown = bound.family === "IPv6" ? `[${bound.address}]` : bound.address
  return {
    url: `http://${shown}:${bound.port}${handler.basePath}`,
    port: bound.port,
    close: () => (closed ??= close()),
  }
}
