import { describe, expect, it } from "vitest"
import { ask, group, makeWorld, tokenOf } from "./world.ts"

const first = "0123456789abcdefghijklmnopqrstuv"
const second = "vutsrqponmlkjihgfedcba9876543210"
const at = (secret: string, member = "gaelle") => `/groups/${group}/deliveries/${member}~${secret}.ics`

describe("the calendar of a member’s deliveries", () => {
  it("FEED-1: is read without a token by whoever knows its secret, until it is changed or closed", async () => {
    const { handler } = await makeWorld()
    const token = await tokenOf("gaelle")
    expect((await ask(handler, "GET", at(first))).status).toBe(404)
    const open = (secret: string) => ask(handler, "POST", `/groups/${group}/feed.open`, { token, body: { secret } })
    expect((await open(first)).status).toBe(200)
    const read = await handler(new Request(`http://example.org${at(first)}`))
    expect([read.status, read.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"])
    expect(await read.text()).toMatch(/^BEGIN:VCALENDAR\r\n[^]*END:VCALENDAR\r\n$/)
    await open(second)
    expect((await ask(handler, "GET", at(first))).status).toBe(404)
    expect((await ask(handler, "GET", at(second))).status).toBe(200)
    expect((await ask(handler, "GET", at(second, "hugo"))).status).toBe(404)
    expect((await ask(handler, "POST", at(second), { body: {} })).status).toBe(405)
    await ask(handler, "POST", `/groups/${group}/feed.close`, { token, body: {} })
    expect((await ask(handler, "GET", at(second))).status).toBe(404)
  })

  it("FEED-1: what is wrong says nothing of the member, and a secret that is easily guessed is refused", async () => {
    const { handler } = await makeWorld()
    const { json } = await ask(handler, "GET", at(first, "nobody"))
    expect(json.code).toBe("RouteUnknown")
    expect(JSON.stringify(json)).not.toContain("nobody")
    const body = { secret: "short" }
    const refused = await ask(handler, "POST", `/groups/${group}/feed.open`, { token: await tokenOf("gaelle"), body })
    expect(refused.status).toBe(422)
  })

  it("FEED-1: the secret is not written to the log", async () => {
    const { handler, lines } = await makeWorld()
    await ask(handler, "GET", at(first))
    expect(lines.length).toBeGreaterThan(0)
    expect(JSON.stringify(lines)).not.toContain(first)
  })
})
