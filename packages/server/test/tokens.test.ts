import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { once } from "node:events"
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from "jose"
import { describe, expect, it } from "vitest"
import { createHandler, signToken } from "@cabas/server"
import type { TokenRules } from "@cabas/server"
import { ask, group, hostToken, makeWorld, noon, otherGroup, secret, tokenOf } from "./world.ts"

const path = `/groups/${group}/member.get`
const seconds = Math.floor(noon / 1000)
const key = new TextEncoder().encode(secret)

/** A token with exactly these claims. */
const sign = (claims: Record<string, unknown>, by: Uint8Array = key, alg = "HS256"): Promise<string> =>
  new SignJWT({ exp: seconds + 60, ...claims }).setProtectedHeader({ alg }).sign(by)

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url")

describe("D32: a token", () => {
  it("says who the member is", async () => {
    const { handler } = await makeWorld()
    const { status, json } = await ask(handler, "GET", path, { token: await tokenOf("gaelle") })
    expect([status, json.id]).toEqual([200, "gaelle"])
  })

  it("is refused once it has expired, saying when, also when it was good before", async () => {
    const world = await makeWorld()
    const token = await sign({ sub: "gaelle", group, exp: seconds + 60 })
    world.now = noon + 59_999
    expect((await ask(world.handler, "GET", path, { token })).status).toBe(200)
    for (const now of [noon + 60_000, noon + 600_000]) {
      world.now = now
      const { status, headers, json } = await ask(world.handler, "GET", path, { token })
      expect([status, json.refusal]).toEqual([401, { _tag: "TokenExpired", expiredAt: "2026-05-01T12:01:00.000Z" }])
      expect(headers.get("www-authenticate")).toContain("Bearer")
    }
    const never = await makeWorld()
    never.now = noon + 60_000
    expect((await ask(never.handler, "GET", path, { token })).json.code).toBe("TokenExpired")
  })

  it("is refused when it lacks what it must say, says it wrong, or was signed by another", async () => {
    const { handler } = await makeWorld()
    const good = await sign({ sub: "gaelle", group })
    const [head = "", body = "", signature = ""] = good.split(".")
    const tokens: ReadonlyArray<readonly [string, string]> = [
      [await new SignJWT({ sub: "gaelle", group }).setProtectedHeader({ alg: "HS256" }).sign(key), "exp"],
      [await sign({ group }), "sub"],
      [await sign({ sub: "", group }), "sub"],
      [await sign({ sub: "@host", group }), "sub"],
      [await sign({ sub: "a".repeat(65), group }), "sub"],
      [await sign({ sub: "gaelle" }), "group"],
      [await sign({ sub: "gaelle", group: 3 }), "group"],
      [await sign({ sub: "gaelle", group, role: "admin" }), "role"],
      [await sign({ role: "host", group: ["canal"] }), "group"],
      [await sign({ sub: "gaelle", group, nbf: seconds + 30 }), "nbf"],
      [
        await sign({ sub: "gaelle", group }, new TextEncoder().encode("another secret that is also long enough")),
        "signature",
      ],
      [`${head}.${base64({ sub: "ana", group, exp: seconds + 60 })}.${signature}`, "signature"],
      [`${base64({ alg: "none" })}.${body}.`, "key"],
      [await sign({ sub: "gaelle", group }, new Uint8Array(64).fill(1), "HS512"), "key"],
      [`${head}.${body}`, "form"],
      ["nonsense", "form"],
      [`${head}.${body}.${signature}.${signature}`, "form"],
      ["a".repeat(9000), "form"],
    ]
    for (const [token, reason] of tokens) {
      const { status, json } = await ask(handler, "GET", path, { token })
      expect([token.slice(0, 20), status, json.refusal]).toEqual([
        token.slice(0, 20),
        401,
        { _tag: "TokenInvalid", reason },
      ])
    }
  })

  it.each(["Basic Z2FlbGxlOnNlY3JldA==", "Bearer", "Bearer ", "token", ""])(
    "%j is no bearer",
    async (authorization) => {
      const { handler } = await makeWorld()
      const { status, json } = await ask(handler, "GET", path, { headers: { authorization } })
      expect([status, json.refusal]).toEqual([401, { _tag: "TokenInvalid", reason: "form" }])
    },
  )

  it("D28: is good in the group that it names and in no other", async () => {
    const { handler } = await makeWorld()
    for (const [method, operation] of [
      ["GET", "shop.get"],
      ["GET", "member.get"],
      ["POST", "group.suspend"],
    ] as const) {
      const body = method === "POST" ? { reason: "mine now" } : undefined
      const { status, json } = await ask(handler, method, `/groups/${otherGroup}/${operation}`, {
        token: await tokenOf("ana"),
        body,
      })
      expect([status, json.refusal]).toEqual([403, { _tag: "NotAllowed", actor: "ana", needs: `token:${otherGroup}` }])
    }
  })

  it("D28: of somebody who is no member of the group lets in nobody", async () => {
    const { handler } = await makeWorld()
    const { status, json } = await ask(handler, "GET", `/groups/${group}/catalog.list`, {
      token: await tokenOf("igor"),
    })
    expect([status, json.code]).toEqual([403, "NotAllowed"])
  })

  it("of the host opens every group, or the one that it names", async () => {
    const { handler } = await makeWorld()
    for (const one of [group, otherGroup]) {
      expect((await ask(handler, "GET", `/groups/${one}/member.list`, { token: await hostToken() })).status).toBe(200)
    }
    const narrow = await signToken(secret, { group, now: noon })
    expect((await ask(handler, "GET", `/groups/${group}/member.list`, { token: narrow })).status).toBe(200)
    expect((await ask(handler, "GET", `/groups/${otherGroup}/member.list`, { token: narrow })).status).toBe(403)
  })

  it("is not remembered for another", async () => {
    const { handler } = await makeWorld()
    const [gaelle, hugo] = [await tokenOf("gaelle"), await tokenOf("hugo")]
    for (const [token, id] of [
      [gaelle, "gaelle"],
      [hugo, "hugo"],
      [gaelle, "gaelle"],
    ] as const) {
      expect((await ask(handler, "GET", path, { token })).json.id).toBe(id)
    }
  })
})

describe("the rules of a host", () => {
  it("check issuer and audience where they are told", async () => {
    const tokens: TokenRules = { secret, issuer: "https://site.example", audience: "cabas" }
    const { handler } = await makeWorld({ tokens })
    const claims = { member: "gaelle", group, now: noon }
    const good = await signToken(secret, { ...claims, issuer: "https://site.example", audience: "cabas" })
    expect((await ask(handler, "GET", path, { token: good })).status).toBe(200)
    const wrong = [
      [await signToken(secret, { ...claims, audience: "cabas" }), "iss"],
      [await signToken(secret, { ...claims, issuer: "https://other.example", audience: "cabas" }), "iss"],
      [await signToken(secret, { ...claims, issuer: "https://site.example" }), "aud"],
      [await signToken(secret, { ...claims, issuer: "https://site.example", audience: "mail" }), "aud"],
    ] as const
    for (const [token, reason] of wrong) {
      expect((await ask(handler, "GET", path, { token })).json.refusal).toEqual({ _tag: "TokenInvalid", reason })
    }
  })

  it("keep several hosts apart: each with its key, its issuer and its groups", async () => {
    const theirs = "the secret of the other host, long enough"
    const tokens: ReadonlyArray<TokenRules> = [
      { secret, issuer: "ours", groups: [group] },
      { secret: theirs, issuer: "theirs", groups: [otherGroup] },
    ]
    const { handler } = await makeWorld({ tokens })
    const status = async (by: string, issuer: string, inGroup: string) => {
      const token = await signToken(by, { issuer, now: noon })
      return (await ask(handler, "GET", `/groups/${inGroup}/member.list`, { token })).status
    }
    expect(await status(secret, "ours", group)).toBe(200)
    expect(await status(theirs, "theirs", otherGroup)).toBe(200)
    expect(await status(theirs, "theirs", group)).toBe(403)
    expect(await status(theirs, "ours", group)).toBe(401)
    expect(await status(secret, "nobody", group)).toBe(401)
  })

  it("take a public key; a secret made of that key is no signature", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256")
    const pem = await exportSPKI(publicKey)
    const { handler } = await makeWorld({ tokens: { publicKey: pem, algorithm: "ES256" } })
    const token = await new SignJWT({ sub: "gaelle", group, exp: seconds + 60 })
      .setProtectedHeader({ alg: "ES256" })
      .sign(privateKey)
    expect((await ask(handler, "GET", path, { token })).status).toBe(200)
    const forged = await sign({ sub: "ana", group }, new TextEncoder().encode(pem))
    expect((await ask(handler, "GET", path, { token: forged })).json.refusal).toEqual({
      _tag: "TokenInvalid",
      reason: "key",
    })
  })

  it("take a key set, given or published, and say when it is out of reach", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256")
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "one", alg: "ES256" }] }
    const signed = (kid: string) =>
      new SignJWT({ sub: "gaelle", group, exp: seconds + 60 })
        .setProtectedHeader({ alg: "ES256", kid })
        .sign(privateKey)
    const given = await makeWorld({ tokens: { keys } })
    expect((await ask(given.handler, "GET", path, { token: await signed("one") })).status).toBe(200)
    expect((await ask(given.handler, "GET", path, { token: await signed("two") })).json.refusal.reason).toBe("key")

    const server = createServer((_, response) => void response.end(JSON.stringify(keys))).listen(0, "127.0.0.1")
    await once(server, "listening")
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`)
    const published = await makeWorld({ tokens: { keys: url } })
    expect((await ask(published.handler, "GET", path, { token: await signed("one") })).status).toBe(200)
    server.close()
    server.closeAllConnections()
    await once(server, "close")
    const unreachable = await makeWorld({ tokens: { keys: url } })
    const { status, json, headers } = await ask(unreachable.handler, "GET", path, { token: await signed("one") })
    expect([status, json.code, headers.get("retry-after")]).toEqual([503, "KeysDown", "1"])
  })

  it("that cannot be kept are refused when the handler is made", async () => {
    const { cabas } = await makeWorld()
    expect(() => createHandler({ cabas, tokens: { secret: "too short" } })).toThrow("at least 32")
    expect(() => createHandler({ cabas, tokens: [{ secret }, { secret, issuer: "b" }] })).toThrow("issuer")
    expect(() => createHandler({ cabas, tokens: { publicKey: "", algorithm: "HS256" } })).toThrow("HS256")
  })

  it("without any host, everybody is a visitor and no token is believed", async () => {
    const { cabas } = await makeWorld()
    const handler = createHandler({ cabas, log: () => undefined })
    expect((await ask(handler, "GET", `/groups/${group}/shop.get`)).status).toBe(200)
    expect((await ask(handler, "GET", path, { token: await tokenOf("ana") })).json.refusal.reason).toBe("iss")
  })
})
