import { describe, expect, it } from "vitest"
import { operations } from "@cabas/engine"
import { createClient } from "./client.ts"
import type { ClientOptions } from "./client.ts"
import type { CommandName, OperationName, QueryName } from "./operations.ts"

interface Sent {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: unknown
}

/** A server that answers with the given responses, one after the other, and what was sent to it. */
const server = (...answers: ReadonlyArray<Response | "no network">) => {
  const sent: Array<Sent> = []
  const left = [...answers]
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const body = typeof init?.body === "string" ? JSON.parse(init.body) : null
    sent.push({ url: String(input), method: init?.method ?? "GET", headers: new Headers(init?.headers), body })
    const answer = left.shift() ?? Response.json({})
    if (answer === "no network") throw new TypeError("fetch failed")
    return answer
  }
  return { sent, fetch }
}

const answering = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers })

const clientOf = (fetch: typeof globalThis.fetch, more: Partial<ClientOptions> = {}) =>
  createClient({ endpoint: "https://api.example.org/", group: "les paniers", fetch, ...more })

const confirm = { distribution: "samedi", lines: [{ catalog: "a", product: "b", quantity: { pieces: 1 } }] } as const

describe("what is sent", () => {
  it("asks with the fields in the address", async () => {
    const { sent, fetch } = server(answering({ ok: true }))
    await clientOf(fetch).ask("basket.get", { distribution: "samedi", member: "camille & co" })
    expect(sent[0]).toMatchObject({
      method: "GET",
      url: "https://api.example.org/groups/les%20paniers/basket.get?distribution=samedi&member=camille+%26+co",
    })
  })

  it("leaves out fields that are undefined", async () => {
    const { sent, fetch } = server()
    await clientOf(fetch).ask("shop.get", { distribution: undefined } as object)
    expect(sent[0]?.url).toBe("https://api.example.org/groups/les%20paniers/shop.get")
  })

  it("D11: runs with the input as JSON and an idempotency key", async () => {
    const { sent, fetch } = server()
    await clientOf(fetch).run("basket.confirm", confirm, { key: "k1" })
    expect(sent[0]).toMatchObject({ method: "POST", body: confirm })
    expect(sent[0]?.headers.get("Idempotency-Key")).toBe("k1")
    expect(sent[0]?.headers.get("Content-Type")).toBe("application/json")
    expect(sent[0]?.headers.has("Prefer")).toBe(false)
  })

  it("makes a key of its own for each command", async () => {
    const { sent, fetch } = server()
    const client = clientOf(fetch)
    await client.run("basket.confirm", confirm)
    await client.run("basket.confirm", confirm)
    const keys = sent.map(({ headers }) => headers.get("Idempotency-Key") ?? "")
    expect(new Set(keys).size).toBe(2)
    for (const key of keys) expect(key).toMatch(/^[\w.-]{16,128}$/)
  })

  it("D20: asks for a preview as a dry run", async () => {
    const { sent, fetch } = server()
    await clientOf(fetch).run("basket.confirm", confirm, { preview: true })
    expect(sent[0]?.headers.get("Prefer")).toBe("dry-run")
  })

  it("D32: sends the token of whoever is signed in, and none for visitors", async () => {
    const { sent, fetch } = server()
    await clientOf(fetch, { token: async () => "abc" }).ask("shop.get", {})
    await clientOf(fetch).ask("shop.get", {})
    expect(sent.map(({ headers }) => headers.get("Authorization"))).toEqual(["Bearer abc", null])
  })
})

describe("what comes back", () => {
  it("gives the answer", async () => {
    const { fetch } = server(answering({ baskets: [] }))
    expect(await clientOf(fetch).ask("basket.list", {})).toEqual({ answer: { baskets: [] } })
  })

  it("D29: gives the refusal as data, whatever its status", async () => {
    const refusal = { _tag: "StockShort", lines: [] }
    const { fetch } = server(
      answering({ code: "StockShort", refusal }, 409),
      answering({ refusal: { _tag: "Busy", attempts: 8 } }, 503),
    )
    const client = clientOf(fetch)
    expect(await client.run("basket.confirm", confirm)).toEqual({ refusal })
    expect(await client.run("basket.confirm", confirm)).toEqual({ refusal: { _tag: "Busy", attempts: 8 } })
  })

  it("says which problem it was, and when to try again", async () => {
    const { fetch } = server(
      answering({ code: "TooManyRequests" }, 429, { "Retry-After": "7" }),
      answering({}, 500),
      new Response("<html>", { status: 502 }),
      answering({ code: "BodyTooLarge" }, 413),
    )
    const client = clientOf(fetch)
    expect(await client.ask("shop.get", {})).toEqual({ problem: "rate", retryAfter: 7 })
    expect(await client.ask("shop.get", {})).toEqual({ problem: "server" })
    expect(await client.ask("shop.get", {})).toEqual({ problem: "server" })
    expect(await client.ask("shop.get", {})).toEqual({ problem: "rejected" })
  })

  it("takes an answer that is no JSON for a problem of the server", async () => {
    const { fetch } = server(new Response("<h1>Wi-Fi of the hotel</h1>", { status: 200 }))
    expect(await clientOf(fetch).ask("shop.get", {})).toEqual({ problem: "server" })
  })
})

describe("trying again", () => {
  it("D11: repeats a command that got no answer, with the same key", async () => {
    const { sent, fetch } = server("no network", answering({ number: 1 }))
    expect(await clientOf(fetch).run("basket.confirm", confirm)).toEqual({ answer: { number: 1 } })
    const [first, second] = sent.map(({ headers }) => headers.get("Idempotency-Key"))
    expect(first).not.toBeNull()
    expect(second).toBe(first)
  })

  /** An answer whose connection breaks in the middle of it. */
  const broken = (status: number) => {
    let sent = false
    const body = new ReadableStream({
      pull: (controller) => {
        if (sent) controller.error(new TypeError("terminated"))
        else controller.enqueue(new TextEncoder().encode('{"refusal":{"_tag":"Stock'))
        sent = true
      },
    })
    return new Response(body, { status })
  }

  it.each([200, 409])("D11: an answer %i that breaks in its middle is none: the same is sent again", async (status) => {
    const { sent, fetch } = server(broken(status), answering({ number: 1 }))
    expect(await clientOf(fetch).run("basket.confirm", confirm)).toEqual({ answer: { number: 1 } })
    expect(sent[1]?.headers.get("Idempotency-Key")).toBe(sent[0]?.headers.get("Idempotency-Key"))
  })

  it("says offline when there is no answer twice", async () => {
    const { sent, fetch } = server("no network", "no network", "no network")
    expect(await clientOf(fetch).ask("shop.get", {})).toEqual({ problem: "offline" })
    expect(sent).toHaveLength(2)
  })

  it("gives up after its patience", async () => {
    const fetch: typeof globalThis.fetch = (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(new Error("aborted"))))
    expect(await clientOf(fetch, { patience: 5 }).ask("shop.get", {})).toEqual({ problem: "offline" })
  })

  it("asks for a fresh token once when the last one is refused", async () => {
    const { sent, fetch } = server(answering({ code: "TokenExpired" }, 401), answering({ ok: 1 }))
    const asked: Array<boolean> = []
    const token = (fresh: boolean) => {
      asked.push(fresh)
      return fresh ? "new" : "old"
    }
    expect(await clientOf(fetch, { token }).ask("shop.get", {})).toEqual({ answer: { ok: 1 } })
    expect(asked).toEqual([false, true])
    expect(sent.map(({ headers }) => headers.get("Authorization"))).toEqual(["Bearer old", "Bearer new"])
  })

  it("says signed-out when the fresh token is refused too, or there is none", async () => {
    const { fetch } = server(answering({}, 401), answering({}, 401), answering({}, 401))
    expect(await clientOf(fetch, { token: () => "bad" }).ask("shop.get", {})).toEqual({ problem: "signed-out" })
    const none = clientOf(fetch, { token: (fresh) => (fresh ? null : "bad") })
    expect(await none.ask("shop.get", {})).toEqual({ problem: "signed-out" })
  })

  it("says offline when the token cannot be asked for", async () => {
    const { sent, fetch } = server()
    const token = () => Promise.reject(new Error("no network"))
    expect(await clientOf(fetch, { token }).ask("shop.get", {})).toEqual({ problem: "offline" })
    expect(sent).toHaveLength(0)
  })
})

describe("the server's clock", () => {
  it("D9: is followed from the answers", async () => {
    const { fetch } = server(answering({}, 200, { "Cabas-Now": new Date(Date.now() + 3_600_000).toISOString() }))
    const client = clientOf(fetch)
    await client.ask("shop.get", {})
    const ahead = Date.parse(client.now()) - Date.now()
    expect(Math.abs(ahead - 3_600_000)).toBeLessThan(1000)
  })

  it("is ours until the server told its own", () => {
    expect(Math.abs(Date.parse(clientOf(server().fetch).now()) - Date.now())).toBeLessThan(1000)
  })

  it("is followed again after somebody set a clock", async () => {
    const at = (ahead: number) => answering({}, 200, { "Cabas-Now": new Date(Date.now() + ahead).toISOString() })
    const { fetch } = server(at(0), at(7_200_000))
    const client = clientOf(fetch)
    await client.ask("shop.get", {})
    await client.ask("shop.get", {})
    expect(Math.abs(Date.parse(client.now()) - Date.now() - 7_200_000)).toBeLessThan(1000)
  })
})

describe("names", () => {
  const hyphened = (verb: string) => verb.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

  it("are those of the operations", () => {
    for (const [concept, verbs] of Object.entries(operations)) {
      for (const [verb, operation] of Object.entries(verbs)) {
        expect(operation.name).toBe(`${concept}.${hyphened(verb)}`)
      }
    }
  })

  it("do not compile when there is no such operation, or it is of the other kind", () => {
    const names = ["shop.get", "recap.by-product"] satisfies ReadonlyArray<QueryName>
    const commands = ["basket.confirm", "group.create"] satisfies ReadonlyArray<CommandName>
    // @ts-expect-error -- a command is not asked
    const wrong: QueryName = "basket.confirm"
    // @ts-expect-error -- no such operation
    const unknown: OperationName = "basket.eat"
    expect([...names, ...commands, wrong, unknown]).toHaveLength(6)
  })
})
