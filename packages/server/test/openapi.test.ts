import { describe, expect, it } from "vitest"
import { allOperations } from "@cabas/engine"
import { codesOf, openApiDocument, problemOf, statusOf } from "@cabas/server"
import type { AnyTag } from "@cabas/server"
import { refusalSchemas } from "../src/api/refusals.schema.ts"
import { docsPage } from "../src/api/page.ts"
import { titleOf } from "../src/api/titles.ts"
import { ask, makeWorld } from "./world.ts"
import type { Parsed } from "./world.ts"

type Json = Readonly<Record<string, Parsed>>

const document = openApiDocument("https://api.example/cabas") as unknown as Json

const pathOf = (name: string) => (name === "group.create" ? "/groups" : `/groups/{group}/${name}`)

const referencesIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, inside]) => (key === "$ref" ? [String(inside)] : referencesIn(inside)))
}

describe("the OpenAPI document", () => {
  it("is OpenAPI 3.1, says where the API is and how to sign in", () => {
    expect(document["openapi"]).toBe("3.1.0")
    expect(document["servers"]).toEqual([{ url: "https://api.example/cabas" }])
    expect(document["components"].securitySchemes.bearer).toMatchObject({
      type: "http",
      scheme: "bearer",
      bearerFormat: "JWT",
    })
  })

  it("describes every operation once and nothing else", () => {
    const described = Object.entries<Json>(document["paths"]).flatMap(([path, methods]) =>
      Object.entries<Json>(methods).map(([method, { operationId }]) => `${method} ${path} ${operationId}`),
    )
    const operations = allOperations.map(
      ({ name, kind }) => `${kind === "query" ? "get" : "post"} ${pathOf(name)} ${name}`,
    )
    expect(described.toSorted()).toEqual(operations.toSorted())
  })

  it("names only schemas that it has", () => {
    const missing = referencesIn(document).filter((reference) => {
      const found = reference
        .slice(2)
        .split("/")
        .reduce<unknown>((inside, key) => (inside as Json | undefined)?.[key], document)
      return found === undefined
    })
    expect(missing).toEqual([])
  })

  it.each(allOperations.map((operation) => [operation.name, operation] as const))("describes %s", (name, operation) => {
    const said: Json = document["paths"][pathOf(name)][operation.kind === "query" ? "get" : "post"]
    const fields = Object.keys((operation.input as unknown as { readonly fields: Json }).fields)
    const parameters = said["parameters"].map((parameter: Json) => `${parameter["in"]} ${parameter["name"]}`)
    const told = fields.filter((field) => field !== "group" || name === "group.create")
    const inPath = name === "group.create" ? [] : ["path group"]
    const isQuery = operation.kind === "query"
    const others = isQuery ? told.map((field) => `query ${field}`) : ["header idempotency-key", "header prefer"]
    expect(parameters).toEqual([...inPath, ...others])
    const input = document["components"].schemas[`${name}.input`]
    expect(Object.keys(input?.properties ?? {})).toEqual(isQuery ? [] : told)
    expect(said["summary"]).toBe(operation.summary)
    expect(said["responses"]["200"].content["application/json"].schema.$ref).toBe(`#/components/schemas/${name}.answer`)
    for (const code of codesOf(operation)) {
      const { schema } = said["responses"][statusOf[code]].content["application/problem+json"]
      expect(referencesIn(schema)).toContain(`#/components/schemas/${code}`)
    }
  })

  it("says what numbers in addresses are, who needs no token, and what may be unchanged", () => {
    const list = document["paths"]["/groups/{group}/member.list"].get
    expect(list.parameters.find((parameter: Json) => parameter["name"] === "limit").schema).toEqual({ type: "number" })
    expect(list.security).toEqual([{ bearer: [] }])
    const shop = document["paths"]["/groups/{group}/shop.get"].get
    expect(shop.security).toEqual([{ bearer: [] }, {}])
    expect(Object.keys(shop.responses)).toContain("304")
    expect(Object.keys(list.responses)).not.toContain("304")
  })
})

describe("D29: every refusal", () => {
  const codes = Object.keys(refusalSchemas) as ReadonlyArray<AnyTag>

  it("has a status and a sentence of its own", () => {
    expect(Object.keys(statusOf).toSorted()).toEqual(codes.toSorted())
    expect(Object.keys(titleOf).toSorted()).toEqual(codes.toSorted())
    expect(new Set(Object.values(titleOf)).size).toBe(codes.length)
    for (const title of Object.values(titleOf)) expect(title).toMatch(/^[A-Z].*\.$/)
  })

  it("that nothing here knows, of a plugin, is a conflict", () => {
    const refusal = { _tag: "MoonNotFull", phase: 3 } as never
    expect(problemOf(refusal)).toMatchObject({
      type: "urn:cabas:refusal:MoonNotFull",
      status: 409,
      refusal: { phase: 3 },
    })
  })

  it.each([
    [404, /Unknown$/],
    [503, /^Busy$|Down$|^TimedOut$/],
    [401, /^Token/],
  ])("with %i is one of a kind", (status, kind) => {
    const of = codes.filter((code) => statusOf[code] === status)
    expect(of.length).toBeGreaterThan(1)
    expect(of.filter((code) => !kind.test(code))).toEqual([])
  })
})

describe("the pages", () => {
  it("serve the document and a page about it, that runs nothing and fetches nothing from elsewhere", async () => {
    const { handler } = await makeWorld({ basePath: "/api", address: "https://host.example/api/" })
    const served = await ask(handler, "GET", "/openapi.json")
    expect(served.json).toEqual({ ...document, servers: [{ url: "https://host.example/api" }] })
    const page = await ask(handler, "GET", "/docs")
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8")
    expect(page.text).not.toMatch(/<script|javascript:|\son\w+=|style=/i)
    expect(page.text.match(/(?:href|src)="(?!#)[^"]*"/g)).toEqual(['href="docs.css"', 'href="openapi.json"'])
    expect(page.headers.get("content-security-policy")).toContain("style-src 'self'")
    for (const { name } of allOperations) expect(page.text).toContain(`id="${name}"`)
    const style = await ask(handler, "GET", "/docs.css")
    expect([style.status, style.headers.get("content-type")]).toEqual([200, "text/css; charset=utf-8"])
    expect((await ask(handler, "GET", "/docs")).text).toBe(page.text)
  })

  it("show the document as text, whatever it says", () => {
    const title = `<img src=x onerror=alert(1)> & "quotes"`
    const page = docsPage({ ...openApiDocument(), info: { title, version: "<b>", description: title } } as never)
    expect(page).not.toContain("<img")
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot;")
  })
})
