import { describe, expect, it } from "vitest"
import * as fc from "fast-check"
import { addressBehind, addressName, bucketsOf } from "../src/http/buckets.ts"
import { recent } from "../src/http/recent.ts"
import { ask, group, hostToken, makeWorld, noon, tokenOf } from "./world.ts"

const shop = `/groups/${group}/shop.get`
const few = { perSecond: 1, burst: 3 }
const rate = { member: few, address: few }

describe("the rate limit", () => {
  it("refuses who asks too much, says how long to wait, and lets in again after that", async () => {
    const world = await makeWorld({ rate })
    const token = await tokenOf("gaelle")
    const statuses = async (times: number) =>
      Promise.all(Array.from({ length: times }, async () => (await ask(world.handler, "GET", shop, { token })).status))
    expect(await statuses(3)).toEqual([200, 200, 200])
    const { status, headers, json } = await ask(world.handler, "GET", shop, { token })
    expect([status, json.refusal, headers.get("retry-after")]).toEqual([
      429,
      { _tag: "TooManyRequests", retryAfter: 1 },
      "1",
    ])
    world.now = noon + 2000
    expect(await statuses(3)).toEqual([200, 200, 429])
  })

  it("counts members by name, wherever they are and whichever token they hold", async () => {
    const { handler } = await makeWorld({ rate })
    const [gaelle, hugo] = [await tokenOf("gaelle"), await tokenOf("hugo")]
    for (const address of ["10.0.0.1", "10.0.0.2", "10.0.0.3"])
      await ask(handler, "GET", shop, { token: gaelle, address })
    expect((await ask(handler, "GET", shop, { token: gaelle, address: "10.0.0.4" })).status).toBe(429)
    expect((await ask(handler, "GET", shop, { token: hugo, address: "10.0.0.1" })).status).toBe(200)
  })

  it("counts visitors, and tokens that are refused, by address", async () => {
    const { handler } = await makeWorld({ rate })
    const address = "10.0.0.1"
    expect((await ask(handler, "GET", shop, { address })).status).toBe(200)
    expect((await ask(handler, "GET", shop, { token: "guess.one.x", address })).status).toBe(401)
    expect((await ask(handler, "GET", "/openapi.json", { address })).status).toBe(200)
    expect((await ask(handler, "GET", shop, { token: "guess.two.x", address })).status).toBe(429)
    expect((await ask(handler, "GET", shop, { address: "10.0.0.2" })).status).toBe(200)
    expect((await ask(handler, "GET", shop, { token: await tokenOf("gaelle"), address })).status).toBe(200)
  })

  it("does not count the host, the health, or visitors of whom nobody knows the address", async () => {
    const { handler } = await makeWorld({ rate })
    const token = await hostToken()
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await ask(handler, "GET", shop, { token, address: "10.0.0.1" })).status).toBe(200)
      expect((await ask(handler, "GET", "/health", { address: "10.0.0.1" })).status).toBe(200)
      expect((await ask(handler, "GET", shop)).status).toBe(200)
    }
  })

  it("unless told, two tablets of a coordinator tell all that they did in a morning at once, and a visitor does not", async () => {
    const { handler } = await makeWorld()
    const token = await tokenOf("gaelle")
    const statuses = async (times: number, from: { readonly token?: string; readonly address: string }) => {
      const all = new Map<number, number>()
      for (let turn = 0; turn < times; turn += 1) {
        const { status } = await ask(handler, "GET", shop, from)
        all.set(status, (all.get(status) ?? 0) + 1)
      }
      return [...all]
    }
    const address = "10.0.0.1"
    expect(await statuses(4001, { token, address })).toEqual([
      [200, 4000],
      [429, 1],
    ])
    expect(await statuses(101, { address })).toEqual([
      [200, 100],
      [429, 1],
    ])
  })

  it("can be switched off", async () => {
    const { handler } = await makeWorld({ rate: false })
    const all = Array.from(
      { length: 300 },
      async () => (await ask(handler, "GET", shop, { address: "10.0.0.1" })).status,
    )
    expect(new Set(await Promise.all(all))).toEqual(new Set([200]))
  })

  it("believes the proxies it was told of, and no others", async () => {
    const { handler } = await makeWorld({ rate, proxies: 1 })
    const forged = (visitor: string) => ({ "x-forwarded-for": `1.2.3.${Math.random()}, ${visitor}` })
    for (let turn = 0; turn < 3; turn += 1)
      await ask(handler, "GET", shop, { address: "127.0.0.1", headers: forged("10.0.0.1") })
    expect((await ask(handler, "GET", shop, { address: "127.0.0.1", headers: forged("10.0.0.1") })).status).toBe(429)
    expect((await ask(handler, "GET", shop, { address: "127.0.0.1", headers: forged("10.0.0.2") })).status).toBe(200)
  })

  it.each([
    [0, "10.0.0.1", "1.1.1.1, 2.2.2.2", "10.0.0.1"],
    [1, "10.0.0.1", "1.1.1.1, 2.2.2.2", "2.2.2.2"],
    [2, "10.0.0.1", "1.1.1.1, 2.2.2.2", "1.1.1.1"],
    [3, "10.0.0.1", "1.1.1.1, 2.2.2.2", "1.1.1.1"],
    [1, "10.0.0.1", undefined, "10.0.0.1"],
    [1, undefined, undefined, undefined],
  ])("behind %i proxies, %s with %s is %s", (proxies, connection, forwarded, expected) => {
    expect(addressBehind(proxies, connection, forwarded)).toBe(expected)
  })

  it("takes one household for one, over IPv6 too", () => {
    expect(addressName("2001:db8:1:2:3:4:5:6")).toBe(addressName("2001:db8:1:2:ffff::1"))
    expect(addressName("2001:db8:1:2::1")).not.toBe(addressName("2001:db8:1:3::1"))
    expect(addressName("::1")).toBe("address 0:0:0:0")
    expect(addressName("::ffff:10.0.0.1")).toBe(addressName("10.0.0.1"))
  })

  it("lets in whoever waited as told, and never more than the burst and what has grown since", () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 60 })
    fc.assert(
      fc.property(
        pauses,
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 5 }),
        (steps, burst, perSecond) => {
          const buckets = bucketsOf({ burst, perSecond })
          let now = 0
          let letIn = 0
          for (const step of steps) {
            now += step
            const wait = buckets.take("one", now)
            letIn += 1
            if (wait === 0) continue
            now += wait * 1000
            if (buckets.take("one", now) !== 0) throw new Error("who waited as told must wait again")
          }
          expect(letIn).toBeLessThanOrEqual(burst + (now / 1000) * perSecond + 1e-6)
        },
      ),
    )
  })
})

describe("memory", () => {
  it("of names is bounded, whoever asks", () => {
    const buckets = bucketsOf({ perSecond: 0.001, burst: 1 }, 100)
    expect(buckets.take("first", 0)).toBe(0)
    expect(buckets.take("first", 0)).toBeGreaterThan(0)
    for (let name = 0; name < 100; name += 1) buckets.take(`address ${name}`, 0)
    expect(buckets.take("first", 0)).toBe(0)
  })

  it("never carries more than its limit, and forgets what was not used for longest", () => {
    const moves = fc.array(
      fc.record({
        name: fc.constantFrom("a", "b", "c", "d", "e"),
        weight: fc.integer({ min: 1, max: 12 }),
        put: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(moves, (all) => {
        const kept = recent<number>(10)
        let model: Array<[string, number]> = []
        for (const { name, weight, put } of all) {
          const found = model.find(([one]) => one === name)
          model = model.filter(([one]) => one !== name)
          if (!put) {
            if (found !== undefined) model.push(found)
            if (kept.get(name) !== found?.[1]) throw new Error(`${name} is not what was put`)
            continue
          }
          kept.put(name, weight, weight)
          if (weight > 10) continue
          model.push([name, weight])
          while (model.reduce((sum, [, one]) => sum + one, 0) > 10) model.shift()
        }
        expect(model.every(([name, weight]) => kept.get(name) === weight)).toBe(true)
        expect(kept.size()).toBe(model.length)
      }),
    )
  })
})

describe("the size of a body", () => {
  const confirm = `/groups/${group}/basket.confirm`
  const padded = (bytes: number) => `${"{".padEnd(bytes - 1)}}`

  it("has a limit, said in the refusal, whether or not it was announced", async () => {
    const { handler } = await makeWorld({ limits: { body: 1000 } })
    const token = await tokenOf("gaelle")
    expect((await ask(handler, "POST", confirm, { token, body: padded(1000) })).json?.code).not.toBe("BodyTooLarge")
    for (const headers of [{}, { "content-length": "1001" }, { "content-length": "10" }]) {
      const {
        status,
        headers: answered,
        json,
      } = await ask(handler, "POST", confirm, { token, body: padded(1001), headers })
      expect([status, json.refusal]).toEqual([413, { _tag: "BodyTooLarge", maximum: 1000 }])
      expect(answered.get("connection")).toBe("close")
    }
  })

  it("is not even read of somebody who may not enter", async () => {
    const { handler } = await makeWorld({ limits: { body: 10 } })
    const { status } = await ask(handler, "POST", confirm, { token: "nonsense", body: padded(1001) })
    expect(status).toBe(401)
  })

  it("is a mebibyte, and four for a price list, unless told", async () => {
    const { handler } = await makeWorld()
    const token = await tokenOf("basile")
    const large = padded(1_048_577)
    expect((await ask(handler, "POST", confirm, { token, body: large })).json.refusal.maximum).toBe(1_048_576)
    const list = `/groups/${group}/product.import`
    expect((await ask(handler, "POST", list, { token, body: large })).json.code).toBe("BadInput")
    expect((await ask(handler, "POST", list, { token, body: padded(4_194_305) })).json.refusal.maximum).toBe(4_194_304)
  })

  it("may take its time, but not for ever", async () => {
    const { handler } = await makeWorld({ patience: { body: 20 } })
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array([0x7b])) })
    const request = new Request(`https://api.example${confirm}`, {
      method: "POST",
      headers: { authorization: `Bearer ${await tokenOf("gaelle")}`, "content-type": "application/json" },
      body,
      duplex: "half",
    } as RequestInit)
    const response = await handler(request)
    expect([response.status, (await response.json()).code]).toEqual([503, "TimedOut"])
  })
})
