import { describe, expect, it } from "vitest"
import { StorageDown } from "@cabas/engine/storage"
import type { Storage } from "@cabas/engine/storage"
import * as Effect from "effect/Effect"
import { version } from "@cabas/server"
import manifest from "../package.json" with { type: "json" }
import { ask, group, hostToken, makeWorld, noon, otherGroup, tokenOf } from "./world.ts"

const shop = `/groups/${group}/shop.get`
const confirm = `/groups/${group}/basket.confirm`
const carrots = { distribution: "mai", lines: [{ catalog: "legumes", product: "carottes", quantity: { pieces: 2 } }] }

describe("a query", () => {
  it("answers with JSON, the clock, the version and the headers that keep a browser safe", async () => {
    const { handler } = await makeWorld()
    const { status, headers, json } = await ask(handler, "GET", shop)
    expect(status).toBe(200)
    expect(headers.get("content-type")).toBe("application/json")
    expect(json.offers.map((offer: { product: string }) => offer.product)).toEqual(["carottes", "poireaux", "miche"])
    expect(headers.get("cabas-now")).toBe(new Date(noon).toISOString())
    expect(headers.get("cabas-version")).toBe(version)
    expect(headers.get("x-content-type-options")).toBe("nosniff")
    expect(headers.get("content-security-policy")).toContain("default-src 'none'")
    expect(headers.get("referrer-policy")).toBe("no-referrer")
    expect(headers.get("vary")).toBe("Origin")
    expect(headers.get("access-control-allow-origin")).toBeNull()
  })

  it("says the version of its package", () => {
    expect(version).toBe(manifest.version)
  })

  it("takes its fields from the address, numbers as numbers", async () => {
    const { handler } = await makeWorld()
    const token = await tokenOf("ana")
    const first = await ask(handler, "GET", `/groups/${group}/member.list?limit=2`, { token })
    expect(first.json.members.map((member: { id: string }) => member.id)).toEqual(["ana", "basile"])
    const next = await ask(handler, "GET", `/groups/${group}/member.list?limit=2&after=${first.json.next}`, { token })
    expect(next.json.members.map((member: { id: string }) => member.id)).toEqual(["chloe", "driss"])
  })

  it.each([
    ["limit=many", ["limit"]],
    ["limit=0", ["limit"]],
    ["limit=1e3", ["limit"]],
    ["limit=2&limit=3", ["limit"]],
    ["unknown=1", ["unknown"]],
    ["group=colline", ["group"]],
    ["__proto__=1", ["__proto__"]],
    ["constructor=1", ["constructor"]],
  ])("D30: %s is refused with its path", async (search, path) => {
    const { handler } = await makeWorld()
    const { status, json } = await ask(handler, "GET", `/groups/${group}/member.list?${search}`, {
      token: await tokenOf("ana"),
    })
    expect(status).toBe(422)
    expect(json.code).toBe("BadInput")
    expect(json.refusal.issues.map((issue: { path: unknown }) => issue.path)).toEqual([path])
  })

  it("answers HEAD as GET, without the body", async () => {
    const { handler } = await makeWorld()
    const get = await ask(handler, "GET", shop)
    const head = await ask(handler, "HEAD", shop)
    expect(head.status).toBe(200)
    expect(head.text).toBe("")
    expect(head.headers.get("content-length")).toBe(String(Buffer.byteLength(get.text)))
    expect(head.headers.get("etag")).toBe(get.headers.get("etag"))
  })

  it("answers 304 to whoever has the same already", async () => {
    const { handler } = await makeWorld()
    const etag = (await ask(handler, "GET", shop)).headers.get("etag") ?? ""
    expect(etag).toMatch(/^"[0-9a-f]{16}"$/)
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const again = await ask(handler, "GET", shop, { headers: { "if-none-match": known } })
      expect([again.status, again.text, again.headers.get("etag")]).toEqual([304, "", etag])
    }
    expect((await ask(handler, "GET", shop, { headers: { "if-none-match": '"x"' } })).status).toBe(200)
  })
})

describe("a command", () => {
  it("does what it says", async () => {
    const { handler } = await makeWorld()
    const token = await tokenOf("gaelle")
    const done = await ask(handler, "POST", confirm, { token, body: carrots })
    expect([done.status, done.json.total, done.json.number]).toEqual([200, 500, 1])
    const basket = await ask(handler, "GET", `/groups/${group}/basket.get?distribution=mai`, { token })
    expect([basket.json.total, basket.json.wallet.expected]).toEqual([500, 9500])
  })

  it("KEY-1: the same key and content give the same answer and one effect; other content is refused", async () => {
    const { handler } = await makeWorld()
    const token = await tokenOf("gaelle")
    const headers = { "idempotency-key": "order-1" }
    const first = await ask(handler, "POST", confirm, { token, body: carrots, headers })
    const again = await ask(handler, "POST", confirm, { token, body: carrots, headers })
    expect(again.text).toBe(first.text)
    const other = { ...carrots, lines: [] }
    const reused = await ask(handler, "POST", confirm, { token, body: other, headers })
    expect([reused.status, reused.json.refusal]).toEqual([409, { _tag: "KeyReused", key: "order-1" }])
  })

  it.each(["", "k".repeat(129)])("D30: a key of a wrong length is refused", async (key) => {
    const { handler } = await makeWorld()
    const { status, json } = await ask(handler, "POST", confirm, {
      token: await tokenOf("gaelle"),
      body: carrots,
      headers: { "idempotency-key": key },
    })
    expect([status, json.refusal.issues[0].path]).toEqual([422, ["key"]])
  })

  it("D20: Prefer: dry-run answers as if and writes nothing", async () => {
    const { handler } = await makeWorld()
    const token = await tokenOf("gaelle")
    const preview = await ask(handler, "POST", confirm, {
      token,
      body: carrots,
      headers: { prefer: "respond-async, dry-run" },
    })
    expect([preview.status, preview.json.total]).toEqual([200, 500])
    expect(preview.headers.get("preference-applied")).toBe("dry-run")
    const basket = await ask(handler, "GET", `/groups/${group}/basket.get?distribution=mai`, { token })
    expect([basket.json.lines, basket.json.wallet.expected]).toEqual([[], 10_000])
  })

  it("takes no fields as an empty body", async () => {
    const { handler } = await makeWorld()
    const token = await tokenOf("ana")
    const { status } = await ask(handler, "POST", `/groups/${group}/group.resume`, { token })
    expect(status).toBe(200)
  })

  it.each([
    ["{", 400, "BodyUnreadable", {}],
    ["[]", 422, "BadInput", {}],
    ["null", 422, "BadInput", {}],
    ['"text"', 422, "BadInput", {}],
    ['{"group":"colline"}', 422, "BadInput", {}],
    ["a=1", 415, "MediaTypeUnknown", { "content-type": "application/x-www-form-urlencoded" }],
    ["{}", 415, "MediaTypeUnknown", { "content-type": "text/plain;charset=UTF-8" }],
  ])("refuses the body %j with %i %s", async (body, status, code, headers) => {
    const { handler } = await makeWorld()
    const answer = await ask(handler, "POST", confirm, { token: await tokenOf("gaelle"), body, headers })
    expect([answer.status, answer.json.code]).toEqual([status, code])
    expect(answer.headers.get("content-type")).toBe("application/problem+json")
  })

  it("refuses a body that is not UTF-8", async () => {
    const { handler } = await makeWorld()
    const request = new Request(`https://api.example${confirm}`, {
      method: "POST",
      headers: { authorization: `Bearer ${await tokenOf("gaelle")}`, "content-type": "application/json" },
      body: new Uint8Array([0x7b, 0x22, 0xe9, 0x22, 0x7d]),
    })
    const response = await handler(request)
    expect([response.status, (await response.json()).refusal.reason]).toEqual([400, "it is not UTF-8"])
  })

  it("takes other JSON media types", async () => {
    const { handler } = await makeWorld()
    const headers = { "content-type": "Application/Vnd.Cabas+JSON; charset=utf-8" }
    const { status } = await ask(handler, "POST", confirm, { token: await tokenOf("gaelle"), body: carrots, headers })
    expect(status).toBe(200)
  })
})

describe("a refusal", () => {
  it("is a problem with its code and its data", async () => {
    const { handler } = await makeWorld()
    const lines = [{ catalog: "legumes", product: "poireaux", quantity: { pieces: 31 } }]
    const token = await tokenOf("gaelle")
    const { status, headers, json } = await ask(handler, "POST", confirm, {
      token,
      body: { distribution: "mai", lines },
    })
    expect(status).toBe(409)
    expect(headers.get("content-type")).toBe("application/problem+json")
    expect(json).toMatchObject({ type: "urn:cabas:refusal:StockShort", status: 409, code: "StockShort" })
    expect(json.title).toMatch(/^[A-Z].*\.$/)
    expect(json.refusal.lines[0]).toMatchObject({ product: "poireaux", wanted: { pieces: 31 }, left: { pieces: 30 } })
  })

  it.each([
    ["GET", `/groups/nowhere/shop.get`, undefined, 404, "GroupUnknown"],
    ["GET", `/groups/${group}/shop.get?distribution=noel`, undefined, 404, "DistributionUnknown"],
    ["GET", `/groups/%20/shop.get`, undefined, 422, "BadInput"],
    ["GET", `/groups/${group}/member.list`, undefined, 403, "NotAllowed"],
    ["POST", confirm, { distribution: "juin", lines: carrots.lines }, 409, "OrdersNotOpen"],
    [
      "POST",
      confirm,
      { distribution: "mai", lines: [{ catalog: "legumes", product: "carottes", quantity: { grams: 10 } }] },
      422,
      "WrongUnit",
    ],
  ])("%s %s %j is %i %s", async (method, path, body, status, code) => {
    const { handler } = await makeWorld()
    const token = body === undefined ? undefined : await tokenOf("gaelle")
    const answer = await ask(handler, method, path, { token, body })
    expect([answer.status, answer.json.code]).toEqual([status, code])
  })

  it("tells a suspended group apart", async () => {
    const { handler, cabas } = await makeWorld()
    await cabas.as("ana").group.suspend({ group, reason: "holidays" })
    const token = await tokenOf("gaelle")
    const refused = await ask(handler, "POST", confirm, { token, body: carrots })
    expect([refused.status, refused.json.refusal]).toEqual([409, { _tag: "GroupSuspended", group, reason: "holidays" }])
    expect((await ask(handler, "GET", shop)).status).toBe(200)
  })
})

describe("an address", () => {
  it.each([
    "/",
    "/groups",
    "/groups/",
    `/groups/${group}`,
    `/groups/${group}/`,
    `/groups/${group}/shop.steal`,
    `${shop}/`,
    `/groups/%E0%A4%A/shop.get`,
    "/docs/",
    "//health",
  ])("%s leads nowhere", async (path) => {
    const { handler } = await makeWorld()
    const { status, json } = await ask(handler, "GET", path)
    const expected = path === "/groups" ? [405, "MethodNotAllowed"] : [404, "RouteUnknown"]
    expect([status, json.code]).toEqual(expected)
  })

  it("group.create has one address, and it is not in a group", async () => {
    const { handler } = await makeWorld()
    const { status } = await ask(handler, "POST", `/groups/${group}/group.create`, {
      token: await hostToken(),
      body: {},
    })
    expect(status).toBe(404)
  })

  it.each([
    ["POST", shop, "GET, HEAD, OPTIONS"],
    ["GET", confirm, "POST, OPTIONS"],
    ["PUT", confirm, "POST, OPTIONS"],
    ["DELETE", "/health", "GET, HEAD, OPTIONS"],
  ])("%s %s is refused, naming %s", async (method, path, allow) => {
    const { handler } = await makeWorld()
    const { status, headers, json } = await ask(handler, method, path)
    expect([status, json.code, headers.get("allow")]).toEqual([405, "MethodNotAllowed", allow])
  })

  it("may be below a base path, and then only there", async () => {
    const { handler } = await makeWorld({ basePath: "api/cabas/" })
    expect(handler.basePath).toBe("/api/cabas")
    expect((await ask(handler, "GET", shop)).status).toBe(200)
    const outside = await handler(new Request(`https://api.example${shop}`))
    expect(outside.status).toBe(404)
  })

  it("health says whether the storage answers", async () => {
    const { handler } = await makeWorld()
    const { status, json } = await ask(handler, "GET", "/health")
    expect([status, json]).toEqual([200, { status: "up", version, storage: "memory" }])
  })
})

describe("group.create", () => {
  const body = { id: "vallon", name: "Le Vallon" }

  it("is the host's", async () => {
    const { handler } = await makeWorld()
    const admin = { id: "jeanne", people: [{ firstName: "Jeanne", lastName: "Roy", email: null, phone: null }] }
    const done = await ask(handler, "POST", "/groups", { token: await hostToken(), body: { ...body, admin } })
    expect([done.status, done.json]).toEqual([200, { id: "vallon" }])
    const token = await tokenOf("jeanne", "vallon")
    expect((await ask(handler, "GET", "/groups/vallon/group.get", { token })).json.rights).toEqual(["group-admin"])
    const again = await ask(handler, "POST", "/groups", { token: await hostToken(), body })
    expect([again.status, again.json.code]).toEqual([409, "AlreadyExists"])
  })

  it("is refused to members and visitors", async () => {
    const { handler } = await makeWorld()
    for (const token of [undefined, await tokenOf("ana"), await tokenOf("jeanne", "vallon")]) {
      const { status, json } = await ask(handler, "POST", "/groups", { token, body })
      expect([status, json.refusal.needs]).toEqual([403, "host"])
    }
  })

  it("is open to a member for the group that their token names, where groups are open", async () => {
    const { handler } = await makeWorld({ openGroups: true })
    const other = await ask(handler, "POST", "/groups", { token: await tokenOf("jeanne", "autre"), body })
    expect([other.status, other.json.refusal.needs]).toEqual([403, "token:vallon"])
    expect((await ask(handler, "POST", "/groups", { body })).status).toBe(403)
    const done = await ask(handler, "POST", "/groups", { token: await tokenOf("jeanne", "vallon"), body })
    expect(done.status).toBe(200)
  })
})

describe("what goes wrong inside", () => {
  const failing =
    (fail: () => never): ((storage: Storage) => Storage) =>
    (storage) => ({ ...storage, read: fail, commit: fail })

  it("stays inside: no stack, no message, only an id that the log knows", async () => {
    const { handler, lines } = await makeWorld(
      {},
      failing(() => {
        throw new TypeError("secret detail at /srv/cabas/storage.ts:12")
      }),
    )
    const token = await tokenOf("gaelle")
    const answers = [
      await ask(handler, "GET", shop),
      await ask(handler, "POST", confirm, { token, body: carrots }),
      await ask(handler, "GET", "/health"),
    ]
    for (const { status, headers, json, text } of answers) {
      expect([status, json.code]).toEqual([500, "Internal"])
      expect(json.refusal).toEqual({ _tag: "Internal", request: headers.get("x-request-id") })
      expect(text).not.toMatch(/secret|srv|TypeError|\bat\b .*\.ts/)
      const told = lines.find((line) => line.message === "something is wrong" && line.request === json.refusal.request)
      expect(told?.["cause"]).toBeInstanceOf(TypeError)
    }
  })

  it("says when the storage is down, and to try again", async () => {
    const down: (storage: Storage) => Storage = (storage) => ({
      ...storage,
      read: () => Effect.fail(new StorageDown({ reason: "disk full at /srv" })),
    })
    const { handler, lines } = await makeWorld({}, down)
    for (const path of [shop, "/health"]) {
      const { status, headers, json, text } = await ask(handler, "GET", path)
      expect([status, json.refusal, headers.get("retry-after")]).toEqual([503, { _tag: "StorageDown" }, "1"])
      expect(text).not.toContain("disk")
    }
    expect(lines.filter((line) => line.message === "storage down")).toHaveLength(2)
  })

  it("gives up on what takes too long", async () => {
    const never: (storage: Storage) => Storage = (storage) => ({ ...storage, read: () => Effect.never })
    const { handler } = await makeWorld({ patience: { operation: 30 } }, never)
    const { status, json } = await ask(handler, "GET", shop)
    expect([status, json.refusal]).toEqual([503, { _tag: "TimedOut", after: 30 }])
  })

  it("waits for a storage that answers later", async () => {
    const slow: (storage: Storage) => Storage = (storage) => ({
      ...storage,
      read: (space, wanted) => Effect.delay(storage.read(space, wanted), 5),
    })
    const { handler } = await makeWorld({}, slow)
    expect((await ask(handler, "GET", shop)).status).toBe(200)
    expect((await ask(handler, "GET", `/groups/${otherGroup}/member.list`)).status).toBe(403)
  })
})

describe("the log", () => {
  it("has a line for each request, with its id, and no token or search", async () => {
    const { handler, lines } = await makeWorld()
    const token = await tokenOf("gaelle")
    const headers = { "x-request-id": "from-the-proxy-1" }
    const { headers: answered } = await ask(handler, "GET", `/groups/${group}/basket.get?distribution=mai`, {
      token,
      headers,
    })
    expect(answered.get("x-request-id")).toBe("from-the-proxy-1")
    const line = lines.findLast(({ message }) => message === "request")
    expect(line).toMatchObject({
      level: "info",
      request: "from-the-proxy-1",
      method: "GET",
      operation: "basket.get",
      group,
      by: "gaelle",
      status: 200,
    })
    expect(JSON.stringify(lines)).not.toContain(token)
    expect(JSON.stringify(lines)).not.toContain("distribution=mai")
  })

  it("makes an id of its own when the one it is given could forge lines", async () => {
    const { handler } = await makeWorld()
    const { headers } = await ask(handler, "GET", "/health", { headers: { "x-request-id": 'a"b {}' } })
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/)
  })

  it("carries the lines of the engine, with the request's id", async () => {
    const { handler, lines } = await makeWorld()
    const { headers } = await ask(handler, "GET", `/groups/${group}/member.list`)
    const told = lines.find(({ message }) => message === "not done")
    expect([told?.level, told?.request]).toEqual(["debug", headers.get("x-request-id")])
  })
})
