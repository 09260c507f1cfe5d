import { afterEach, describe, expect, it, vi } from "vitest"
import { memberIn, tokensFrom } from "./session.ts"

const tokenWith = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`

afterEach(() => vi.unstubAllGlobals())

const answers = (...responses: ReadonlyArray<Response | Error>) => {
  const left = [...responses]
  const fetch = vi.fn<() => Promise<Response>>(async () => {
    const answer = left.shift() ?? Response.json({ token: null })
    if (answer instanceof Error) throw answer
    return answer
  })
  vi.stubGlobal("fetch", fetch)
  return fetch
}

describe("the member of a token", () => {
  it("D32: is whom it speaks for", () => {
    expect(memberIn(tokenWith({ sub: "camille?>", exp: 12 }))).toBe("camille?>")
  })

  it("is nobody when it is no token, or a host's", () => {
    for (const token of [null, "abc", "a.b.c", tokenWith({ role: "host" })]) expect(memberIn(token)).toBeNull()
  })
})

describe("tokens from an address", () => {
  it("are asked for once", async () => {
    const token = tokenWith({ sub: "camille" })
    const fetch = answers(Response.json({ token }))
    const tokens = tokensFrom("/token")
    expect(await Promise.all([tokens(false), tokens(false)])).toEqual([token, token])
    expect(await tokens(false)).toBe(token)
    expect(fetch).toHaveBeenCalledOnce()
  })

  it("are asked for again when the last was refused", async () => {
    const fetch = answers(Response.json({ token: "old" }), Response.json({ token: "new" }))
    const tokens = tokensFrom("/token")
    expect(await tokens(false)).toBe("old")
    expect(await tokens(true)).toBe("new")
    expect(await tokens(false)).toBe("new")
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it("are none when nobody is signed in", async () => {
    answers(new Response(null, { status: 204 }), new Response("", { status: 401 }), new Response("", { status: 404 }))
    const tokens = tokensFrom("/token")
    for (const _ of [1, 2, 3]) expect(await tokens(false)).toBeNull()
  })

  it("are unknown without a network, which is not the same as nobody", async () => {
    answers(new TypeError("fetch failed"), new Response("", { status: 503 }), Response.json({ token: "t" }))
    const tokens = tokensFrom("/token")
    await expect(tokens(false)).rejects.toThrow("fetch failed")
    await expect(tokens(false)).rejects.toThrow(/503|token/i)
    expect(await tokens(false)).toBe("t")
  })
})
