import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type { Handler } from "./handler.ts"
import { readChunks } from "./http/incoming.ts"
import type { Incoming } from "./http/incoming.ts"
import type { Reply } from "./http/reply.ts"

const incomingOf = (request: HttpServerRequest): Incoming => ({
  method: request.method,
  target: request.url,
  header: (name) => request.headers[name],
  address: Option.getOrUndefined(request.remoteAddress),
  body: (maximum) => readChunks(Stream.toAsyncIterable(request.stream), maximum),
})

const responseOf = ({ status, headers, body }: Reply): HttpServerResponse.HttpServerResponse => {
  if (body === null) return HttpServerResponse.empty({ status, headers })
  const contentType = headers["content-type"] ?? "application/json"
  return typeof body === "string"
    ? HttpServerResponse.text(body, { status, headers, contentType })
    : HttpServerResponse.uint8Array(body, { status, headers, contentType })
}

/**
 * A handler as an effect of `effect/http`, for servers that are made of it.
 *
 * ```ts
 * const routes = HttpRouter.add("*", "/api/*", httpApp(createHandler({ storage, basePath: "/api" })))
 * ```
 */
export const httpApp = ({
  face,
}: Handler): Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest> =>
  Effect.flatMap(HttpServerRequest, (request) =>
    Effect.map(
      Effect.promise(() => face(incomingOf(request))),
      responseOf,
    ),
  )
