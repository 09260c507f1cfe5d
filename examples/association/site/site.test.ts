import { describe, expect, test } from "vitest"
import { createHandler } from "@cabas/server"
import { memoryStorage } from "@cabas/engine"
import { group } from "../data/index.ts"
import { seed } from "../seed.ts"
import { html } from "./html.ts"
import { createSite } from "./site.ts"

const secret = new Uint8Array(32).fill(7)
const site = createSite(secret)
const get = (path: string, init?: RequestInit) => site(new Request(`http://example.org${path}`, init))
const textOf = async (path: string) => (await get(path)).text()

test("texts put into a page are escaped, pieces of a page are not", () => {
  expect(html`<p title="${`"'`}">${"<b>&"} ${html`<i>${1}</i>`} ${[null, false, "a"]}</p>`.html).toBe(
    `<p title="&quot;&#39;">&lt;b&gt;&amp; <i>1</i> a</p>`,
  )
})

describe.each([
  "/",
  "/coordination",
  "/?membre=visiteur&langue=en",
  "/coordination?membre=nobody",
  "/coordination/calendrier",
  "/coordination/contrats?langue=en",
  "/compte",
  "/coordination/paiements",
  "/coordination/adhesions?langue=en",
  "/coordination/distribution",
])("the page %s", (path) => {
  test("runs under a policy without inline scripts, styles or HTML made from text", async () => {
    const response = await get(path)
    expect(response.status).toBe(200)
    const policy = response.headers.get("Content-Security-Policy") ?? ""
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).not.toContain("unsafe")
    const text = await response.text()
    expect(text).not.toMatch(/ style=| on[a-z]+=|<style/)
    expect(text.match(/<script[^>]*>/g)).toHaveLength(1)
    expect(text).toMatch(/<script type="module" src="\/[^"]+"><\/script>/)
  })

  test("names only addresses that are there", async () => {
    const text = await textOf(path)
    const addresses = [...text.matchAll(/(?:src|href)="(\/[^"#]*)/g)].map(([, address]) =>
      (address ?? "").replaceAll("&amp;", "&"),
    )
    // The widgets are built apart.
    const own = [...new Set(addresses)].filter((address) => !address.startsWith("/cabas/"))
    expect(own.length).toBeGreaterThan(3)
    for (const address of own) expect([address, (await get(address)).status]).toEqual([address, 200])
  })
})

describe("the switch", () => {
  test.each([
    ["Inès", "ines-caron"],
    ["  CARON ", "ines-caron"],
    ["hanae sato", "nicolas-blondel"],
  ])("finds a household by %s", async (name, id) => {
    const response = await get(`/?recherche=${encodeURIComponent(name)}&langue=en`)
    expect(response.status).toBe(303)
    expect(response.headers.get("Location")).toBe(`/?membre=${id}&langue=en`)
  })

  test("says that nobody is called so, as text", async () => {
    const text = await textOf(`/?recherche=${encodeURIComponent("<script>alert(1)</script>")}`)
    expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;")
    expect(text.match(/<script/g)).toHaveLength(1)
  })

  test("a visitor gets a page that names no address for tokens", async () => {
    expect(await textOf("/?membre=visiteur")).not.toContain("token-url")
    expect(await textOf("/?membre=ines-caron")).toContain('token-url="/token?member=ines-caron"')
  })
})

describe("tokens", () => {
  test("D32: the API takes the token of a member for a quarter of an hour", async () => {
    const storage = memoryStorage()
    await seed(storage)
    let now = Date.now()
    const api = createHandler({ storage, tokens: { secret }, clock: () => now })
    const { token, expiresIn } = (await (await get("/token?member=ines-caron")).json()) as {
      token: string
      expiresIn: number
    }
    const ask = () =>
      api(
        new Request(`http://example.org/groups/${group.id}/member.get`, {
          headers: { Authorization: `Bearer ${token}` },
        }),
      )
    expect(await (await ask()).json()).toMatchObject({ id: "ines-caron" })
    now += expiresIn * 1000 + 1000
    expect((await ask()).status).toBe(401)
  })

  test("nobody gets one for a household that is not there", async () => {
    const response = await get("/token?member=somebody")
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ token: null })
  })
})

describe("files", () => {
  test.each([
    "/assets/../site/site.ts",
    "/assets/..%2fsite%2fsite.ts",
    "/pages/../seed.ts",
    "/pages/search.test.ts",
    "/pages/nothing.ts",
    "/cabas/.sources",
    "/modules/imports/%2e%2e/cabas.ts",
    "/package.json",
    "/constructor",
  ])("%s is not served", async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  test("nothing is written by a page", async () => {
    expect((await get("/", { method: "POST" })).status).toBe(404)
  })

  test("every module that the coordination page needs is served as JavaScript without types", async () => {
    const seen = new Set<string>()
    const follow = async (address: string): Promise<void> => {
      if (seen.has(address)) return
      seen.add(address)
      const response = await get(address)
      expect([address, response.status]).toEqual([address, 200])
      expect(response.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8")
      const code = await response.text()
      expect(code).not.toMatch(/^(?:import|export) type /m)
      for (const [, named = ""] of code.matchAll(/^(?:import|export)\b[^"]*?from\s*"([^"]+)"/gm)) {
        expect(named).toMatch(/^[./]/)
        await follow(new URL(named, `http://example.org${address}`).pathname)
      }
    }
    await follow("/pages/coordination.ts")
    expect(seen.size).toBeGreaterThan(15)
    expect([...seen].filter((address) => address.endsWith(".schema.ts"))).toEqual([])
  })
})
