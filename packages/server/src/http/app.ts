import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as References from "effect/References"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import { docsPage, docsStyle } from "../api/page.ts"
import { openApiDocument } from "../api/document.ts"
import type { AnyRefusal } from "../api/refusals.schema.ts"
import { version } from "../version.ts"
import { spendAddress } from "./admit.ts"
import { answerOperation } from "./answer.ts"
import { addressBehind } from "./buckets.ts"
import { wants } from "./log.ts"
import { sendable } from "./origins.ts"
import type { Call, Parts } from "./parts.ts"
import { jsonReply, problemReply, responseOf } from "./reply.ts"
import type { Reply } from "./reply.ts"
import { routeOf } from "./route.ts"
import type { Page } from "./route.ts"

/** The network address that asks, when whoever mounts the handler knows it. */
export const ClientAddress = Context.Reference<string | undefined>("cabas/server/ClientAddress", {
  defaultValue: () => undefined,
})

const callOf = (parts: Parts, request: HttpServerRequest, told: string | undefined): Call => {
  const { url, headers } = request
  const mark = url.indexOf("?")
  const path = mark === -1 ? url : url.slice(0, mark)
  const given = headers["x-request-id"]
  const connection = told ?? Option.getOrUndefined(request.remoteAddress)
  return {
    id: given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : globalThis.crypto.randomUUID(),
    method: request.method,
    path,
    search: mark === -1 ? "" : url.slice(mark + 1),
    route: routeOf(parts.base, path),
    origin: headers["origin"],
    address: addressBehind(parts.proxies, connection, headers["x-forwarded-for"]),
    startedAt: performance.now(),
    by: "",
  }
}

const no = (refusal: AnyRefusal): Effect.Effect<never, AnyRefusal> => Effect.fail(refusal)

const health = ({ engine }: Parts): Effect.Effect<Reply, AnyRefusal> =>
  engine.storage.read("health", {}).pipe(
    Effect.as(jsonReply(JSON.stringify({ status: "up", version, storage: engine.storage.name }))),
    Effect.catch((error) => Effect.andThen(Effect.logError("storage down", error), no({ _tag: "StorageDown" }))),
  )

const styled = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const pageReply = (parts: Parts, page: Exclude<Page, "health">): Reply => {
  const cached = { "cache-control": "no-cache" }
  switch (page) {
    case "openapi.json":
      return jsonReply(JSON.stringify(openApiDocument(parts.address || parts.base)), cached)
    case "docs":
      return {
        ...jsonReply(docsPage(openApiDocument(parts.address || parts.base)), {
          ...cached,
          "content-security-policy": styled,
        }),
        type: "text/html; charset=utf-8",
      }
    case "docs.css":
      return { ...jsonReply(docsStyle, cached), type: "text/css; charset=utf-8" }
  }
}

/** What a browser asks before it lets a page of another origin call. */
const preflight = (request: HttpServerRequest, call: Call, methods: ReadonlyArray<string>, allowed: boolean): Reply => {
  const vary = { vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers" }
  if (call.origin === undefined || request.headers["access-control-request-method"] === undefined) {
    return { status: 204, body: null, headers: { allow: methods.join(", "), ...vary } }
  }
  if (!allowed) return problemReply({ _tag: "OriginNotAllowed", origin: call.origin })
  const granted = {
    "access-control-allow-methods": methods.join(", "),
    "access-control-allow-headers": sendable,
    "access-control-max-age": "600",
  }
  return { status: 204, body: null, headers: { ...granted, ...vary } }
}

const replyTo = Effect.fnUntraced(function* (
  parts: Parts,
  call: Call,
  request: HttpServerRequest,
  allowed: boolean,
): Effect.fn.Return<Reply, AnyRefusal> {
  const { route, method } = call
  if (route === undefined) return yield* no({ _tag: "RouteUnknown", path: call.path.slice(0, 200) })
  const { methods } = route
  if (!methods.includes(method)) return yield* no({ _tag: "MethodNotAllowed", method, allowed: methods })
  if (method === "OPTIONS") return preflight(request, call, methods, allowed)
  if (route.kind === "operation") return yield* answerOperation(parts, call, request, route.operation, route.group)
  if (route.page === "health") return yield* health(parts)
  yield* spendAddress(parts, call)
  return pageReply(parts, route.page)
})

/** A refusal is told as it is; of anything else only that it happened, while the log has all of it. */
const replyOfCause = (call: Call, cause: Cause.Cause<AnyRefusal>): Effect.Effect<Reply> => {
  const refusal = Option.getOrUndefined(Cause.findErrorOption(cause))
  if (refusal !== undefined) return Effect.succeed(problemReply(refusal))
  return Effect.as(
    Effect.logError("something is wrong", Cause.squash(cause)),
    problemReply({ _tag: "Internal", request: call.id }),
  )
}

const logged = ({ log, now }: Parts, call: Call, reply: Reply): void => {
  const { route } = call
  const level = reply.status >= 500 ? "error" : "info"
  if (!wants(log, level)) return
  log({
    level,
    time: new Date(now()).toISOString(),
    message: "request",
    request: call.id,
    method: call.method,
    ...(route?.kind === "operation"
      ? { operation: route.operation.name, group: route.group ?? undefined }
      : { path: call.path.slice(0, 200) }),
    by: call.by === "" ? undefined : call.by,
    status: reply.status,
    code: reply.code,
    ms: Math.round((performance.now() - call.startedAt) * 10) / 10,
    bytes: reply.body?.length ?? 0,
  })
}

const respond = Effect.fnUntraced(function* (parts: Parts, call: Call, request: HttpServerRequest) {
  const { origin, route } = call
  const group = route?.kind === "operation" ? route.group : null
  const allowed = origin !== undefined && (yield* parts.mayCall(origin, group))
  const reply = yield* Effect.catchCause(replyTo(parts, call, request, allowed), (cause) => replyOfCause(call, cause))
  logged(parts, call, reply)
  return responseOf(reply, { now: parts.now(), request: call.id, origin: allowed ? origin : undefined })
})

/** The whole HTTP face as one effect of `effect/http`: every server that speaks it can serve it. */
export const appOf = (parts: Parts): Effect.Effect<HttpServerResponse, never, HttpServerRequest> =>
  Effect.withFiber((fiber) => {
    const request = Context.getUnsafe(fiber.context, HttpServerRequest)
    const call = callOf(parts, request, fiber.getRef(ClientAddress))
    const annotations = Context.add(parts.loggers, References.CurrentLogAnnotations, { request: call.id })
    return Effect.provideContext(respond(parts, call, request), annotations)
  })
