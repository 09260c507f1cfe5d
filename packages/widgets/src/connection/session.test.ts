import { afterEach, describe, expect, it, vi } from "vitest"
import { claimsOf, tokensFrom } from "./session.ts"

const tokenWith = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`
const seconds = () => Date.now() / 1000

afterEach(() => vi.unstubAllGlobals())

const answers = (...responses: ReadonlyArray<Response | Error>) => {
  const left = [...responses]
  const fetch = vi.fn(async () => {
    const answer = left.shift() ?? Response.json({ token: null })
    if (answer instanceof Error) throw answer
    return answer
  })
  vi.stubGlobal("fetch", fetch)
  return fetch
}

describe("claims", () => {
  it("D32: say whose token it is", () => {
    expect(claimsOf(tokenWith({ sub: "camille?>", exp: 12 }))).toEqual({ sub: "camille?>", exp: 12 })
  })

  it("are none of what is no token", () => {
    expect(claimsOf(null)).toEqual({})
    expect(claimsOf("abc")).toEqual({})
    expect(claimsOf("a.b.c")).toEqual({})
  })
})

describe("tokens from an address", () => {
  it("are asked for once while they last", async () => {
    const token = tokenWith({ sub: "camille", exp: seconds() + 600 })
    const fetch = answers(Response.json({ token }))
    const tokens = tokensFrom("/token")
    expect(await Promise.all([tokens(false), tokens(false)])).toEqual([token, token])
    expect(fetch).toHaveBeenCalledOnce()
  })

  it("are asked for again when they are about to expire, or were refused", async () => {
    const old = tokenWith({ sub: "camille", exp: seconds() + 10 })
    const next = tokenWith({ sub: "camille", exp: seconds() + 600 })
    const fetch = answers(Response.json({ token: old }), Response.json({ token: next }), Response.json({ token: next }))
    const tokens = tokensFrom("/token")
    expect(await tokens(false)).toBe(old)
    expect(await tokens(false)).toBe(next)
    expect(await tokens(true)).toBe(next)
    expect(fetch).toHaveBeenCalledTimes(3)
  })

  it("are none when nobody is signed in", async () => {
    answers(new Response(null, { status: 204 }), new Response("", { status: 401 }), new Response("", { status: 404 }))
    const tokens = tokensFrom("/token")
    for (const _ of [1, 2, 3]) expect(await tokens(false)).toBeNull()
  })

  it("are unknown without a network, which is not the same as nobody", async () => {
    answers(new TypeError("fetch failed"), new Response("", { status: 503 }), Response.json({ token: "t" }))
    const tokens = tokensFrom("/token")
    await expect(tokens(false)).rejects.toThrow()
    await expect(tokens(false)).rejects.toThrow()
    expect(await tokens(false)).toBe("t")
  })
})
