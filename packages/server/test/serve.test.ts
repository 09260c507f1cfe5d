import { once } from "node:events"
import { connect } from "node:net"
import { Agent, request as ask } from "node:http"
import type { IncomingMessage } from "node:http"
import { afterEach, describe, expect, it } from "vitest"
import * as Effect from "effect/Effect"
import { observe } from "@cabas/engine/jobs"
import { serve } from "@cabas/server/node"
import type { Served, ServeOptions } from "@cabas/server/node"
import { group, makeWorld, tokenOf } from "./world.ts"
import type { World } from "./world.ts"

const shop = `/groups/${group}/shop.get`
const open: Array<Served> = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

const served = async (world: World, options: Partial<ServeOptions> = {}): Promise<Served> => {
  const one = await serve({ handler: world.handler, port: 0, jobs: false, ...options } as ServeOptions)
  open.push(one)
  return one
}

const bodyOf = async (response: IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/** Sends bytes as they are and gives all that comes back until the server closes. */
const raw = async (port: number, text: string): Promise<string> => {
  const socket = connect(port, "127.0.0.1")
  socket.write(text)
  let answer = ""
  socket.on("data", (chunk) => (answer += chunk.toString()))
  await once(socket, "close")
  return answer
}

describe("the standalone server", () => {
  it("answers as the handler does, byte for byte", async () => {
    const world = await makeWorld({ basePath: "/api" })
    const { url } = await served(world)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api$/)
    const here = await world.handler(new Request(`https://x/api${shop}`))
    const there = await fetch(url + shop)
    expect(there.status).toBe(200)
    expect(await there.text()).toBe(await here.text())
    const named = [...here.headers].filter(([name]) => name !== "x-request-id")
    expect(named.map(([name]) => [name, there.headers.get(name)])).toEqual(named)
  })

  it("takes commands, refuses and knows the address of visitors", async () => {
    const world = await makeWorld({ rate: { address: { perSecond: 1, burst: 2 } } })
    const { url } = await served(world)
    const lines = [{ catalog: "legumes", product: "carottes", quantity: { pieces: 1 } }]
    const done = await fetch(`${url}/groups/${group}/basket.confirm`, {
      method: "POST",
      headers: { authorization: `Bearer ${await tokenOf("gaelle")}`, "content-type": "application/json" },
      body: JSON.stringify({ distribution: "mai", lines }),
    })
    expect([done.status, (await done.json()).total]).toEqual([200, 250])
    const statuses = []
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await fetch(url + shop)).status)
    expect(statuses).toEqual([200, 200, 429])
  })

  it("answers HEAD without a body and keeps the connection", async () => {
    const { port } = await served(await makeWorld())
    const lines = [
      "HEAD /health HTTP/1.1",
      "Host: x",
      "",
      "GET /health HTTP/1.1",
      "Host: x",
      "Connection: close",
      "",
      "",
    ]
    const answer = await raw(port, lines.join("\r\n"))
    expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
    expect(answer.match(/"status":"up"/g)).toHaveLength(1)
  })

  it.each([false, true])("refuses a body that is too large, sent in chunks: %s", async (chunked) => {
    const world = await makeWorld({ limits: { body: 1000 } })
    const { port } = await served(world)
    const length = 3_000_000
    const request = ask({
      port,
      method: "POST",
      path: `/groups/${group}/basket.confirm`,
      headers: {
        authorization: `Bearer ${await tokenOf("gaelle")}`,
        "content-type": "application/json",
        ...(chunked ? {} : { "content-length": length }),
      },
    })
    const response = new Promise<IncomingMessage>((resolve, reject) => {
      request.on("response", resolve)
      request.on("error", reject)
    })
    for (let sent = 0; sent < length; sent += 100_000) request.write(Buffer.alloc(100_000, 0x20))
    request.end()
    const answered = await response
    expect(answered.statusCode).toBe(413)
    expect(answered.headers.connection).toBe("close")
    expect(JSON.parse(await bodyOf(answered)).refusal).toEqual({ _tag: "BodyTooLarge", maximum: 1000 })
  })

  it("goes on after clients that go away in the middle", async () => {
    const world = await makeWorld()
    const { port, url } = await served(world)
    const token = await tokenOf("gaelle")
    const head = [`POST /groups/${group}/basket.confirm HTTP/1.1`, "Host: x", `Authorization: Bearer ${token}`]
    const socket = connect(port, "127.0.0.1")
    socket.write([...head, "Content-Type: application/json", "Content-Length: 100", "", '{"dis'].join("\r\n"))
    await new Promise((resolve) => setTimeout(resolve, 30))
    socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect((await fetch(`${url}/health`)).status).toBe(200)
    expect(world.lines.filter(({ level }) => level === "error")).toEqual([])
  })

  it("says nothing of a client that goes away while a page of the site is still coming", async () => {
    let pulled = 0
    let isCancelled = false
    const body = () =>
      new ReadableStream<Uint8Array>({
        pull: async (controller) => {
          pulled += 1
          await new Promise((resolve) => setTimeout(resolve, 2))
          controller.enqueue(new Uint8Array(65_536))
        },
        cancel: () => {
          isCancelled = true
        },
      })
    const world = await makeWorld({ basePath: "/api" })
    const { port } = await served(world, { otherwise: () => new Response(body()) })
    const socket = connect(port, "127.0.0.1")
    socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    await once(socket, "data")
    socket.destroy()
    await expect.poll(() => isCancelled).toBe(true)
    expect(pulled).toBeGreaterThan(0)
    expect(world.lines).toEqual([])
  })

  it("says nothing of a client that goes away while it is still sending to the site", async () => {
    let failed: unknown
    const otherwise = async (request: Request) => {
      try {
        return new Response(await request.text())
      } catch (cause) {
        failed = cause
        throw cause
      }
    }
    const world = await makeWorld({ basePath: "/api" })
    const { port } = await served(world, { otherwise })
    const socket = connect(port, "127.0.0.1")
    socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf")
    await new Promise((resolve) => setTimeout(resolve, 30))
    socket.destroy()
    await expect.poll(() => failed).toBeDefined()
    expect(world.lines).toEqual([])
  })

  it("refuses what is no HTTP, and headers that are too long", async () => {
    const { port } = await served(await makeWorld())
    expect(await raw(port, "nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /)
    expect(await raw(port, `GET /health HTTP/1.1\r\nHost: x\r\nX: ${"y".repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    )
  })

  it("rejects when the port is taken", async () => {
    const world = await makeWorld()
    const { port } = await served(world)
    await expect(serve({ handler: world.handler, port })).rejects.toMatchObject({ code: "EADDRINUSE" })
  })
})

describe("beside the API", () => {
  it("another handler answers all other paths, with cookies, bodies and streams", async () => {
    const world = await makeWorld({ basePath: "/api" })
    const otherwise = async (request: Request) => {
      const headers = new Headers([
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
        ["content-type", "text/plain"],
      ])
      return new Response(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`, { headers })
    }
    const { port } = await served(world, { otherwise })
    const site = `http://127.0.0.1:${port}`
    const page = await fetch(`${site}/apiary`, { method: "POST", body: "honey" })
    expect(await page.text()).toBe("POST /apiary honey")
    expect(page.headers.getSetCookie()).toEqual(["a=1", "b=2"])
    expect((await fetch(`${site}/api${shop}`)).status).toBe(200)
    expect((await fetch(`${site}/api/nowhere`)).status).toBe(404)
  })

  it("what goes wrong there is not shown", async () => {
    const otherwise = () => {
      throw new Error("secret detail")
    }
    const world = await makeWorld({ basePath: "/api" })
    const { port } = await served(world, { otherwise })
    const page = await fetch(`http://127.0.0.1:${port}/`)
    expect(page.status).toBe(500)
    expect(world.lines.at(-1)).toMatchObject({ level: "error", url: "/", cause: { message: "secret detail" } })
    expect(await page.text()).not.toContain("secret")
  })
})

describe("closing", () => {
  it("lets what is on its way end, takes nothing new, and does not wait for idle connections", async () => {
    let letGo: () => void = () => undefined
    const waiting = new Promise<void>((resolve) => (letGo = resolve))
    let asked: () => void = () => undefined
    const begun = new Promise<void>((resolve) => (asked = resolve))
    const world = await makeWorld({}, (storage) => ({
      ...storage,
      read: (space, wanted) => {
        asked()
        return Effect.andThen(
          Effect.promise(() => waiting),
          storage.read(space, wanted),
        )
      },
    }))
    const one = await serve({ handler: world.handler, port: 0 })
    const idle = connect(one.port, "127.0.0.1")
    await once(idle, "connect")
    const agent = new Agent({ keepAlive: true })
    const request = ask({ port: one.port, path: shop, agent }).end()
    const response = once(request, "response")
    await begun
    const closed = one.close()
    await expect(fetch(`${one.url}/health`)).rejects.toThrow("fetch failed")
    letGo()
    const [answered] = (await response) as [IncomingMessage]
    expect([answered.statusCode, answered.headers.connection]).toEqual([200, "close"])
    expect(JSON.parse(await bodyOf(answered)).offers).toHaveLength(3)
    await closed
    await one.close()
    idle.destroy()
    agent.destroy()
  })

  it("ends what does not end by itself", async () => {
    const world = await makeWorld({}, (storage) => ({ ...storage, read: () => Effect.never }))
    const one = await serve({ handler: world.handler, port: 0, grace: 50 })
    const hanging = fetch(one.url + shop)
    hanging.catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 30))
    await one.close()
    await expect(hanging).rejects.toThrow("fetch failed")
  })
})

describe("what a server does by itself", () => {
  const since = "2026-01-01T00:00:00.000Z"
  const listed = { groups: () => Effect.succeed([group]), every: 20 }

  it("OBSERVER-1 (D31): tells observers what happened, until it closes", async () => {
    const told: Array<string> = []
    const world = await makeWorld()
    const observer = observe("notes", {
      since,
      tells: ["PaymentRecorded"],
      handle: ({ fact }) => void told.push(fact._tag),
    })
    const one = await serve({ handler: world.handler, port: 0, jobs: { ...listed, observers: [observer] } })
    await expect.poll(() => told.length).toBeGreaterThan(0)
    await one.close()
    const before = told.length
    const paid = await world.cabas.asHost.payment.record({ group, member: "gaelle", amount: 100, kind: "cash" })
    expect(paid.refusal).toBeUndefined()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(told.length).toBe(before)
  })

  it("looks at the groups that the storage lists, unless it is told to do nothing by itself", async () => {
    let listings = 0
    const world = await makeWorld({}, (storage) =>
      Object.assign(storage, {
        spaces: () =>
          Effect.sync(() => {
            listings += 1
            return [group]
          }),
      }),
    )
    await served(world, { jobs: false })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(listings).toBe(0)
    await served(world, { jobs: { every: 20 } })
    await expect.poll(() => listings).toBeGreaterThan(1)
    expect(world.lines).toEqual([])
  })

  it("says so when the storage cannot list its groups", async () => {
    const world = await makeWorld()
    await served(world, { jobs: {} })
    expect(world.lines).toMatchObject([{ level: "warn", message: expect.stringMatching(/cannot list its groups/) }])
  })
})
