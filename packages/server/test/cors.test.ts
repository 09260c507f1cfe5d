import { describe, expect, it } from "vitest"
import { createHandler } from "@cabas/server"
import { ask, group, makeWorld, otherGroup, tokenOf } from "./world.ts"

const listed = "https://canal.example"
const trusted = "https://host.example"
const stranger = "https://evil.example"
const shop = `/groups/${group}/shop.get`

const granted = (headers: Headers) => headers.get("access-control-allow-origin")

describe("a page of another origin", () => {
  it("reads the answers of the groups that list it, and of no other", async () => {
    const { handler } = await makeWorld()
    const get = async (path: string, origin: string) =>
      granted((await ask(handler, "GET", path, { headers: { origin } })).headers)
    expect(await get(shop, listed)).toBe(listed)
    expect(await get(`/groups/${otherGroup}/shop.get`, listed)).toBeNull()
    expect(await get(shop, stranger)).toBeNull()
    expect(await get(shop, "null")).toBeNull()
    expect(await get(shop, `${listed}.evil.example`)).toBeNull()
    expect(await get("/groups/nowhere/shop.get", listed)).toBeNull()
    expect(await get("/health", listed)).toBeNull()
  })

  it("of the server's own list reads the answers of every group", async () => {
    const { handler } = await makeWorld({ origins: [trusted] })
    for (const path of [shop, `/groups/${otherGroup}/shop.get`, "/health", "/openapi.json", "/nowhere"]) {
      expect(granted((await ask(handler, "GET", path, { headers: { origin: trusted } })).headers)).toBe(trusted)
    }
  })

  it("reads refusals too, and what the answer says in headers", async () => {
    const { handler } = await makeWorld()
    const { status, headers } = await ask(handler, "GET", `/groups/${group}/member.get`, {
      token: "nonsense",
      headers: { origin: listed },
    })
    expect([status, granted(headers)]).toEqual([401, listed])
    const readable = headers.get("access-control-expose-headers")?.split(", ")
    expect(readable).toEqual(expect.arrayContaining(["Cabas-Now", "Cabas-Version", "ETag", "Retry-After"]))
  })

  it("never gets credentials or a wildcard, and caches are told that the origin matters", async () => {
    const { handler } = await makeWorld({ origins: [trusted] })
    for (const origin of [listed, trusted, stranger]) {
      const { headers } = await ask(handler, "GET", shop, { headers: { origin } })
      expect(headers.get("access-control-allow-credentials")).toBeNull()
      expect(granted(headers)).not.toBe("*")
      expect(headers.get("vary")).toContain("Origin")
    }
  })

  it("a group that changes its list is believed at once", async () => {
    const { handler, cabas } = await makeWorld()
    await cabas.as("ana").group.configure({ group, origins: ["https://New.example"] })
    expect(granted((await ask(handler, "GET", shop, { headers: { origin: listed } })).headers)).toBeNull()
    const { headers } = await ask(handler, "GET", shop, { headers: { origin: "https://new.example" } })
    expect(granted(headers)).toBe("https://new.example")
  })
})

describe("a preflight", () => {
  const ahead = (origin: string, method = "POST") => ({ origin, "access-control-request-method": method })

  it("grants what a listed page needs, without a token", async () => {
    const { handler } = await makeWorld()
    const { status, headers, text } = await ask(handler, "OPTIONS", `/groups/${group}/basket.confirm`, {
      headers: ahead(listed),
    })
    expect([status, text, granted(headers)]).toEqual([204, "", listed])
    expect(headers.get("access-control-allow-methods")).toBe("POST, OPTIONS")
    const sendable = headers.get("access-control-allow-headers")?.toLowerCase().split(", ")
    expect(sendable).toEqual(
      expect.arrayContaining(["authorization", "content-type", "idempotency-key", "prefer", "if-none-match"]),
    )
    expect(Number(headers.get("access-control-max-age"))).toBeGreaterThan(0)
    expect(headers.get("vary")).toContain("Origin")
  })

  it("of a stranger is refused by name", async () => {
    const { handler } = await makeWorld()
    const { status, headers, json } = await ask(handler, "OPTIONS", shop, { headers: ahead(stranger, "GET") })
    expect([status, json.refusal, granted(headers)]).toEqual([
      403,
      { _tag: "OriginNotAllowed", origin: stranger },
      null,
    ])
  })

  it("to founding a group is the server's own list", async () => {
    const { handler } = await makeWorld({ origins: [trusted] })
    expect((await ask(handler, "OPTIONS", "/groups", { headers: ahead(trusted) })).status).toBe(204)
    expect((await ask(handler, "OPTIONS", "/groups", { headers: ahead(listed) })).status).toBe(403)
  })

  it("OPTIONS from elsewhere says what the address takes", async () => {
    const { handler } = await makeWorld()
    const { status, headers } = await ask(handler, "OPTIONS", shop)
    expect([status, headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"])
    expect((await ask(handler, "OPTIONS", "/nowhere", { headers: ahead(trusted) })).status).toBe(404)
  })
})

it.each(["*", "https://*.example", "canal.example", "https://canal.example/", "null"])(
  "%s is not an origin to list",
  async (origin) => {
    const { cabas } = await makeWorld()
    expect(() => createHandler({ cabas, origins: [origin] })).toThrow("is not an origin")
  },
)

it("a page that is not listed still cannot do what its visitor may not", async () => {
  const { handler } = await makeWorld()
  const { status } = await ask(handler, "POST", `/groups/${group}/group.suspend`, {
    token: await tokenOf("gaelle"),
    body: { reason: "x" },
    headers: { origin: stranger },
  })
  expect(status).toBe(403)
})
