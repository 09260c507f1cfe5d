import type { OpenAPISpec, OpenAPISpecOperation, OpenAPISpecResponses } from "effect/http-api/OpenApi"
import { pageStyle } from "./page-style.ts"

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "")

interface Listed {
  readonly method: string
  readonly path: string
  readonly operation: OpenAPISpecOperation
}

const listed = ({ paths }: OpenAPISpec): ReadonlyArray<Listed> =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Readonly<Record<string, OpenAPISpecOperation>>).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  )

type Schemas = Readonly<Record<string, unknown>>

const named = "#/components/schemas/"

/** A schema as people read it: what it refers to stands in its place. */
const shown = (schema: unknown, schemas: Schemas): unknown => {
  if (Array.isArray(schema)) return schema.map((one) => shown(one, schemas))
  if (typeof schema !== "object" || schema === null) return schema
  const { $ref } = schema as { readonly $ref?: unknown }
  if (typeof $ref === "string" && $ref.startsWith(named)) return shown(schemas[$ref.slice(named.length)], schemas)
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, shown(value, schemas)]))
}

const folded = (title: string, schema: unknown, schemas: Schemas): string =>
  `<details><summary>${title}</summary><pre><code>${escaped(JSON.stringify(shown(schema, schemas), null, 2))}</code></pre></details>`

const jsonOf = (content: Readonly<Record<string, { readonly schema: unknown }>> | undefined): unknown =>
  content?.["application/json"]?.schema

const parameters = ({ parameters: all }: OpenAPISpecOperation): string => {
  const rows = all.map(({ name, in: where, required, schema, description }) => {
    const type = String((schema as { readonly type?: unknown }).type ?? "")
    const told = description === undefined ? "" : escaped(description)
    return `<tr><th scope="row"><code>${escaped(name)}</code></th><td>${where}${required ? ", required" : ""}</td><td>${escaped(type)}</td><td>${told}</td></tr>`
  })
  return rows.length === 0 ? "" : `<table><caption>Parameters</caption><tbody>${rows.join("")}</tbody></table>`
}

/** The codes behind a response, from the names of its problems. */
const codesIn = (response: OpenAPISpecResponses[number]): ReadonlyArray<string> => {
  const text = JSON.stringify(response.content?.["application/problem+json"]?.schema ?? {})
  return [...text.matchAll(/#\/components\/schemas\/([A-Za-z]+)/g)].map((match) => match[1] ?? "")
}

const refusals = ({ responses }: OpenAPISpecOperation): string => {
  const rows = Object.entries(responses)
    .filter(([status]) => Number(status) >= 400)
    .map(([status, response]) => {
      const codes = codesIn(response).map((code) => `<a href="#code-${code}"><code>${code}</code></a>`)
      return `<tr><th scope="row">${status}</th><td>${codes.join(", ")}</td></tr>`
    })
  return `<table><caption>Refusals</caption><tbody>${rows.join("")}</tbody></table>`
}

const article = ({ method, path, operation }: Listed, schemas: Schemas): string => {
  const { operationId, summary = "", requestBody, responses } = operation
  const input = jsonOf(requestBody?.content)
  return `<article id="${escaped(operationId)}">
<h3>${escaped(operationId)}</h3>
<p>${escaped(summary)}</p>
<p class="address"><b>${method}</b> <code>${escaped(path)}</code></p>
${parameters(operation)}
${input === undefined ? "" : folded("Input", input, schemas)}
${folded("Answer", jsonOf(responses[200]?.content), schemas)}
${refusals(operation)}
</article>`
}

const glossary = (schemas: Schemas): string =>
  Object.entries(schemas as Readonly<Record<string, { readonly description?: string }>>)
    .filter(([name]) => /^[A-Z][A-Za-z]+$/.test(name))
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([code, schema]) => {
      const { description = "" } = schema
      return `<div id="code-${code}"><dt><code>${code}</code></dt><dd>${escaped(description)}${folded("Problem", schema, schemas)}</dd></div>`
    })
    .join("\n")

/** The documentation of the API as one page without scripts, made from its OpenAPI document. */
export const docsPage = (document: OpenAPISpec): string => {
  const { info, components } = document
  const schemas = components.schemas as Schemas
  const all = listed(document)
  const tags = [...new Set(all.flatMap(({ operation }) => operation.tags))]
  const of = (tag: string) => all.filter(({ operation }) => operation.tags.includes(tag))
  const entry = ({ operation: { operationId } }: Listed) =>
    `<li><a href="#${escaped(operationId)}">${escaped(operationId)}</a></li>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(info.title)} API ${escaped(info.version)}</title>
<link rel="stylesheet" href="docs.css">
</head>
<body>
<header>
<h1>${escaped(info.title)} <small>API ${escaped(info.version)}</small></h1>
<p>${escaped(info.description ?? "")} For programs: <a href="openapi.json">openapi.json</a> (OpenAPI ${escaped(document.openapi)}).</p>
</header>
<nav aria-label="Operations">
${tags.map((tag) => `<h2>${escaped(tag)}</h2><ul>${of(tag).map(entry).join("")}</ul>`).join("\n")}
<h2>refusals</h2><ul><li><a href="#refusals">every code</a></li></ul>
</nav>
<main>
<section>
<h2>How to call</h2>
<p>Queries are <code>GET</code> with their fields in the address; commands are <code>POST</code> with their fields as JSON. Money is in minor units (cents), measures are <code>{"pieces": 3}</code>, <code>{"grams": 1184}</code> or <code>{"millilitres": 750}</code>, instants are ISO 8601.</p>
<p><code>Authorization: Bearer …</code> carries a token that the host signs; without one you are a visitor. <code>Idempotency-Key</code> makes a command safe to send again. <code>Prefer: dry-run</code> answers as if and writes nothing.</p>
<p>A refusal is <code>application/problem+json</code> with <code>code</code> and the data of the <code>refusal</code>.</p>
</section>
${tags
  .map(
    (tag) =>
      `<section><h2>${escaped(tag)}</h2>${of(tag)
        .map((one) => article(one, schemas))
        .join("\n")}</section>`,
  )
  .join("\n")}
<section id="refusals"><h2>Refusals</h2><dl>${glossary(schemas)}</dl></section>
</main>
</body>
</html>
`
}

/** The style of the page. */
export const docsStyle = pageStyle
