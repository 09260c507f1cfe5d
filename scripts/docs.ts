// Writes the pages of docs that come from the code, operations and SQL views: `npm run docs`; `npm run docs -- --check` only compares.
import { readFileSync, writeFileSync } from "node:fs"
import process from "node:process"
import { parseArgs } from "node:util"
import * as Schema from "effect/Schema"
import { allOperations } from "@cabas/engine"
import type { AnyOperation } from "@cabas/engine"
import { viewsPage } from "@cabas/storage-sql/views"

type Json = Readonly<Record<string, unknown>>

/** A JSON schema as the type people would write. */
const typeOf = (schema: Json, depth = 0): string => {
  if (Array.isArray(schema["enum"])) return schema["enum"].map((one) => JSON.stringify(one)).join(" | ")
  const alternatives = (schema["anyOf"] ?? schema["oneOf"]) as ReadonlyArray<Json> | undefined
  if (alternatives !== undefined) return alternativesOf(alternatives, depth)
  switch (schema["type"]) {
    case "array": {
      const items = typeOf((schema["items"] ?? {}) as Json, depth)
      return items.includes(" | ") ? `(${items})[]` : `${items}[]`
    }
    case "object":
      return objectOf(schema, depth)
    case undefined:
      return "any"
    default:
      return String(schema["type"])
  }
}

const alternativesOf = (alternatives: ReadonlyArray<Json>, depth: number): string => {
  const tags = alternatives.map((one) => ((one["properties"] as Json)?.["_tag"] as Json)?.["enum"])
  if (alternatives.length > 6 && tags.every((tag) => tag !== undefined)) return "{ _tag: string, … }"
  return [...new Set(alternatives.map((one) => typeOf(one, depth)))].join(" | ")
}

const objectOf = (schema: Json, depth: number): string => {
  const properties = Object.entries((schema["properties"] ?? {}) as Record<string, Json>)
  const required = new Set((schema["required"] ?? []) as ReadonlyArray<string>)
  if (properties.length === 0) {
    const values = schema["additionalProperties"]
    return typeof values === "object" && values !== null ? `{ [id]: ${typeOf(values as Json, depth + 1)} }` : "{}"
  }
  if (depth > 3) return "{ … }"
  const fields = properties.map(([name, one]) => `${name}${required.has(name) ? "" : "?"}: ${typeOf(one, depth + 1)}`)
  return `{ ${fields.join(", ")} }`
}

const schemaOf = (codec: unknown): Json =>
  Schema.toJsonSchemaDocument(codec as Schema.Codec<unknown, unknown>).schema as unknown as Json

const cell = (text: string): string => text.replaceAll("|", "\\|")

const fieldsOf = (schema: Json): string => {
  const required = new Set((schema["required"] ?? []) as ReadonlyArray<string>)
  const rows = Object.entries((schema["properties"] ?? {}) as Record<string, Json>).map(
    ([name, one]) => `| \`${name}\`${required.has(name) ? "" : " (may be left out)"} | \`${cell(typeOf(one))}\` |`,
  )
  return ["| field | shape |", "| --- | --- |", ...rows].join("\n")
}

const pathOf = ({ name, kind }: AnyOperation): string => {
  if (name === "group.create") return "POST /groups"
  return `${kind === "query" ? "GET" : "POST"} /groups/{group}/${name}`
}

const sectionOf = (operation: AnyOperation): string => `### ${operation.name}

${operation.summary}

\`${pathOf(operation)}\` · ${operation.kind}

${fieldsOf(schemaOf(operation.input))}

Answers:

${fieldsOf(schemaOf(operation.output))}

Refuses with ${operation.refusals.map((tag) => `\`${tag}\``).join(", ")}; and as every operation with \`BadInput\`, \`GroupUnknown\`${operation.kind === "command" ? ", `GroupSuspended`, `KeyReused`, `Busy`" : ""}.
`

const text = `# Operations

Made by \`npm run docs\` from the definitions in \`packages/engine/src/operations\`: the same ones that the engine's methods,
the HTTP endpoints, the scenarios and the command line come from.

Money is in minor units (cents), VAT and fees in basis points (550 is 5.5 %), quantities \`{"pieces": n}\`, \`{"grams": n}\` or
\`{"millilitres": n}\`, instants ISO 8601. Fields that are not named here are refused.

${allOperations.map((operation) => `- [${operation.name}](#${operation.name.replaceAll(".", "")}) — ${operation.summary}`).join("\n")}

${allOperations.map(sectionOf).join("\n")}`

const pages: Readonly<Record<string, string>> = { "docs/operations.md": text, "docs/sql-views.md": viewsPage() }

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } })
for (const [page, made] of Object.entries(pages)) {
  if (!values.check) {
    writeFileSync(page, made)
    process.stdout.write(`${page}\n`)
  } else if (readFileSync(page, "utf8") !== made) {
    process.stderr.write(`${page} is not what the code says: run npm run docs\n`)
    process.exitCode = 1
  }
}
