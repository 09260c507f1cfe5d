import { createServer } from "node:http"
import type { IncomingMessage, Server, ServerResponse } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { ReadableStream } from "node:stream/web"
import { createHandler } from "../handler.ts"
import type { Handler, HandlerOptions } from "../handler.ts"
import { readChunks } from "../http/incoming.ts"
import type { Incoming } from "../http/incoming.ts"
import { startJobs } from "./jobs.ts"
import type { ServerJobs } from "./jobs.ts"

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
  /** What the server does by itself, besides the jobs of Cabas; `false` when another process does all of it. */
  readonly jobs?: ServerJobs | false
}

/** What is served: a handler that is there already, or what one is made of. */
export type ServeOptions = ListenOptions & ({ readonly handler: Handler } | HandlerOptions)

/** A server that answers. */
export interface Served {
  readonly url: string
  readonly port: number
  /** Takes no new requests, lets those on their way end, lets go of the port and of what it was doing by itself. */
  readonly close: () => Promise<void>
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const incomingOf = (request: IncomingMessage): Incoming => {
  const { headers, url = "/", method = "GET", socket } = request
  return {
    method,
    target: url,
    header: (name) => {
      const found = headers[name]
      return typeof found === "object" ? found.join(", ") : found
    },
    address: socket.remoteAddress,
    body: (maximum) => readChunks(request, maximum),
  }
}

/** Whoever keeps the connection open while the server closes would hold up its end. */
type Ending = () => boolean

/** The handler's own paths, without the detour over `Request` and `Response`. */
const direct =
  ({ face }: Handler, ending: Ending): Answer =>
  async (request, response) => {
    const { status, headers, body } = await face(incomingOf(request))
    if (ending()) headers["connection"] = "close"
    if (body !== null)
      headers["content-length"] = String(typeof body === "string" ? Buffer.byteLength(body) : body.length)
    response.writeHead(status, headers)
    response.end(request.method === "HEAD" ? undefined : (body ?? undefined))
  }

const requestOf = (incoming: IncomingMessage): Request => {
  const { headers, method = "GET", url = "/" } = incoming
  const target = new URL(url, `http://${headers.host ?? "localhost"}`)
  const told = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value] as [string, string]],
  )
  if (method === "GET" || method === "HEAD") return new Request(target, { method, headers: told })
  const body = Readable.toWeb(incoming) as globalThis.ReadableStream<Uint8Array>
  // A body that is still coming: Node wants that said, and not every description of `fetch` knows it.
  const streamed: RequestInit = Object.assign({ method, headers: told, body }, { duplex: "half" as const })
  return new Request(target, streamed)
}

/** Any fetch handler, as it is. */
const through =
  (handle: FetchHandler, ending: Ending): Answer =>
  async (request, response) => {
    const { status, headers, body } = await handle(requestOf(request))
    const cookies = headers.getSetCookie()
    response.writeHead(status, {
      ...Object.fromEntries(headers),
      ...(cookies.length === 0 ? {} : { "set-cookie": cookies }),
      ...(ending() ? { connection: "close" } : {}),
    })
    if (body === null || request.method === "HEAD") response.end()
    else await pipeline(Readable.fromWeb(body as ReadableStream), response)
  }

const isWithin = (base: string, url = "/"): boolean => url.startsWith(`${base}/`) || url === base

const goneCodes = new Set(["ERR_STREAM_PREMATURE_CLOSE", "ECONNRESET", "EPIPE"])

/** Whether whoever asked went away in the middle: nobody is left to be answered, and nothing is wrong. */
const hasGone = (cause: unknown): boolean => {
  if (!(cause instanceof Error)) return false
  return goneCodes.has((cause as NodeJS.ErrnoException).code ?? "") || hasGone(cause.cause)
}

/** Answers, whatever happens: what is wrong with a page of the site is not shown to whoever asks for it. */
const answering = (handler: Handler, otherwise: FetchHandler | undefined, ending: Ending): Answer => {
  const ours = direct(handler, ending)
  const theirs = otherwise === undefined ? ours : through(otherwise, ending)
  return async (request, response) => {
    try {
      await (isWithin(handler.basePath, request.url) ? ours : theirs)(request, response)
    } catch (cause) {
      if (hasGone(cause)) return void response.destroy()
      handler.log({
        level: "error",
        time: new Date().toISOString(),
        message: "something is wrong",
        url: request.url,
        cause,
      })
      const headers = { "content-type": "text/plain", connection: "close" }
      if (response.headersSent) response.destroy()
      else response.writeHead(500, headers).end("Something is wrong on our side.\n")
    }
  }
}

/** Connections that send too slowly or nothing at all are closed. */
const patient = (): Server =>
  createServer({ headersTimeout: 20_000, requestTimeout: 90_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 })

const listen = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      server.off("error", reject)
      resolve(server.address() as AddressInfo)
    })
  })

/** The connections of a server; browsers open some before they have anything to ask. */
const connectionsOf = (server: Server): ReadonlySet<Socket> => {
  const connections = new Set<Socket>()
  server.on("connection", (socket) => {
    connections.add(socket)
    socket.once("close", () => connections.delete(socket))
  })
  return connections
}

const closing = (server: Server, connections: ReadonlySet<Socket>, grace: number): Promise<void> =>
  new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), grace)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy()
  })

/**
 * Serves Cabas by itself over HTTP/1.1. Rejects when the port is taken.
 *
 * ```ts
 * const { url, close } = await serve({ storage, tokens: { secret }, port: 3000 })
 * ```
 */
export const serve = async (options: ServeOptions): Promise<Served> => {
  const { port = 3000, host = "127.0.0.1", otherwise, grace = 10_000, jobs = {} } = options
  const handler = "handler" in options ? options.handler : createHandler(options)
  const server = patient()
  const connections = connectionsOf(server)
  let closed: Promise<void> | undefined
  const answer = answering(handler, otherwise, () => closed !== undefined)
  server.on("request", (request, response) => void answer(request, response))
  const bound = await listen(server, port, host)
  const clock = "handler" in options ? undefined : options.clock
  const runner = jobs === false ? undefined : startJobs(handler, clock === undefined ? jobs : { clock, ...jobs })
  const shown = bound.family === "IPv6" ? `[${bound.address}]` : bound.address
  return {
    url: `http://${shown}:${bound.port}${handler.basePath}`,
    port: bound.port,
    close: () => (closed ??= Promise.all([closing(server, connections, grace), runner?.stop()]).then(() => undefined)),
  }
}
