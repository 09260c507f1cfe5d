import * as Result from "effect/Result"
import { openApiDocument } from "../api/document.ts"
import { docsPage, docsStyle } from "../api/page.ts"
import { version } from "../version.ts"
import { spendAddress } from "./admit.ts"
import { replyToOperation } from "./answer.ts"
import { replyToFeed } from "./feed.ts"
import { addressBehind } from "./buckets.ts"
import type { Incoming } from "./incoming.ts"
import { wants } from "./log.ts"
import { sendable } from "./origins.ts"
import type { Call, Parts } from "./parts.ts"
import { finished, jsonReply, problemReply } from "./reply.ts"
import type { Reply } from "./reply.ts"
import { routeOf } from "./route.ts"
import type { Page } from "./route.ts"
import { runOn } from "./run.ts"

/** Answers a request, whatever server it came through. Never rejects. */
export type Face = (incoming: Incoming) => Promise<Reply>

const callOf = (parts: Parts, incoming: Incoming): Call => {
  const { target, method } = incoming
  const mark = target.indexOf("?")
  const path = mark === -1 ? target : target.slice(0, mark)
  const given = incoming.header("x-request-id")
  return {
    id: given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : globalThis.crypto.randomUUID(),
    method,
    path,
    search: mark === -1 ? "" : target.slice(mark + 1),
    route: routeOf(parts.base, path),
    origin: incoming.header("origin"),
    address: addressBehind(parts.proxies, incoming.address, incoming.header("x-forwarded-for")),
    startedAt: performance.now(),
    by: "",
  }
}

const health = async (parts: Parts, call: Call): Promise<Reply> => {
  const { storage } = parts.engine
  const read = await runOn(parts, call, storage.read("health", {}))
  if (Result.isFailure(read)) return problemReply(read.failure)
  return jsonReply(JSON.stringify({ status: "up", version, storage: storage.name }))
}

const styled = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const replyToPage = ({ address, base }: Parts, page: Exclude<Page, "health">): Reply => {
  const headers = { "cache-control": "no-cache" }
  switch (page) {
    case "openapi.json":
      return jsonReply(JSON.stringify(openApiDocument(address || base)), headers)
    case "docs.css":
      return { status: 200, headers: { ...headers, "content-type": "text/css; charset=utf-8" }, body: docsStyle }
    case "docs": {
      const html = { ...headers, "content-type": "text/html; charset=utf-8", "content-security-policy": styled }
      return { status: 200, headers: html, body: docsPage(openApiDocument(address || base)) }
    }
  }
}

/** What a browser asks before it lets a page of another origin call. */
const preflight = (incoming: Incoming, { origin }: Call, methods: ReadonlyArray<string>, allowed: boolean): Reply => {
  const vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
  if (origin === undefined || incoming.header("access-control-request-method") === undefined) {
    return { status: 204, headers: { allow: methods.join(", "), vary }, body: null }
  }
  if (!allowed) return problemReply({ _tag: "OriginNotAllowed", origin: origin.slice(0, 200) })
  const granted = {
    "access-control-allow-methods": methods.join(", "),
    "access-control-allow-headers": sendable,
    "access-control-max-age": "600",
  }
  return { status: 204, headers: { ...granted, vary }, body: null }
}

type PageReply = (page: Exclude<Page, "health">) => Reply

/** Pages are made when they are first asked for, and stay as they are. */
const pagesOf = (parts: Parts): PageReply => {
  const made = new Map<Page, Reply>()
  return (page) => {
    const reply = made.get(page) ?? replyToPage(parts, page)
    made.set(page, reply)
    return reply
  }
}

/** What replying to any request needs. */
interface Ready {
  readonly parts: Parts
  readonly pages: PageReply
}

const replyTo = async ({ parts, pages }: Ready, call: Call, incoming: Incoming, allowed: boolean): Promise<Reply> => {
  const { route, method } = call
  if (route === undefined) return problemReply({ _tag: "RouteUnknown", path: call.path.slice(0, 200) })
  const { methods } = route
  if (!methods.includes(method)) return problemReply({ _tag: "MethodNotAllowed", method, allowed: methods })
  if (method === "OPTIONS") return preflight(incoming, call, methods, allowed)
  if (route.kind === "operation") return replyToOperation(parts, call, incoming, route.operation, route.group)
  if (route.kind === "feed") return replyToFeed(parts, call, route)
  if (route.page === "health") return health(parts, call)
  const tooMany = spendAddress(parts, call)
  return tooMany === undefined ? pages(route.page) : problemReply(tooMany)
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
      : route?.kind === "feed"
        ? { operation: "feed.read", group: route.group }
        : { path: call.path.slice(0, 200) }),
    by: call.by === "" ? undefined : call.by,
    status: reply.status,
    code: reply.code,
    ms: Math.round((performance.now() - call.startedAt) * 10) / 10,
    bytes: reply.body?.length ?? 0,
  })
}

/** The whole HTTP face: routes, tokens, limits, operations, pages, headers, log. */
export const faceOf = (parts: Parts): Face => {
  const ready: Ready = { parts, pages: pagesOf(parts) }
  return async (incoming) => {
    const call = callOf(parts, incoming)
    const { origin, route, id } = call
    const group = route?.kind === "operation" ? route.group : null
    const allowed = origin !== undefined && (await parts.mayCall(origin, group))
    let reply: Reply
    try {
      reply = await replyTo(ready, call, incoming, allowed)
    } catch (mistake) {
      // Of a mistake of ours only that it happened is told, while the log has all of it.
      parts.tell("error", "something is wrong", call, mistake)
      reply = problemReply({ _tag: "Internal", request: id })
    }
    logged(parts, call, reply)
    return finished(reply, parts.now(), id, allowed ? origin : undefined)
  }
}
