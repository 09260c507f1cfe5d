import type { OpenAPISpec, OpenAPISpecOperation, OpenAPISpecParameter } from "effect/http-api/OpenApi"
import type { AnyOperation } from "@cabas/engine"
import { anyone } from "@cabas/engine"
import { scalarsOf } from "./scalars.ts"
import type { Scalar } from "./scalars.ts"

type Json = Record<string, unknown>

const jsonType: Readonly<Record<Scalar, string>> = { text: "string", number: "number", boolean: "boolean" }

const told: Readonly<Record<string, string>> = {
  group: "The group in which it happens.",
  "idempotency-key": "1 to 128 characters: the same key and content give the same answer and one effect.",
  prefer: "`dry-run` decides and answers without writing anything.",
}

/** Numbers and booleans of an address are described as what they mean, not as the text that carries them. */
const parameterOf = (parameter: OpenAPISpecParameter, scalars: ReadonlyMap<string, Scalar>): Json => {
  const description = told[parameter.name]
  const scalar = parameter.in === "query" ? (scalars.get(parameter.name) ?? "text") : "text"
  return {
    ...parameter,
    ...(scalar === "text" ? {} : { schema: { type: jsonType[scalar] } }),
    ...(description === undefined ? {} : { description }),
  }
}

const headers = {
  "Cabas-Now": { description: "The server's clock, ISO 8601 with milliseconds.", schema: { type: "string" } },
  "Cabas-Version": { description: "The version of the server.", schema: { type: "string" } },
}
const references = Object.fromEntries(
  Object.keys(headers).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
)

const withHeaders = (responses: Json): Json =>
  Object.fromEntries(
    Object.entries(responses).map(([status, said]) => [status, { ...(said as Json), headers: references }]),
  )

/** Says of an operation in the OpenAPI document what its schemas do not say. */
export const describeOperation =
  (operation: AnyOperation) =>
  (described: Json): Json => {
    const said = described as unknown as OpenAPISpecOperation
    const scalars = scalarsOf(operation)
    const unchanged = { 304: { description: "Nothing changed since the answer that `If-None-Match` names." } }
    return {
      ...said,
      parameters: said.parameters.map((parameter) => parameterOf(parameter, scalars)),
      responses: {
        ...withHeaders({ ...said.responses, 200: { ...said.responses[200], description: "The answer." } }),
        ...(operation.kind === "query" && operation.shared === true ? unchanged : {}),
      },
      security: operation.allow === anyone ? [...said.security, {}] : said.security,
    }
  }

const bearer = {
  type: "http",
  scheme: "bearer",
  bearerFormat: "JWT",
  description:
    'A JWT that the host signs: `sub` the member, `group` the group it is good for, `exp`. `role: "host"` for the host itself.',
}

/** Says of the whole document what concerns every operation. */
export const finishDocument = (described: Json): Json => {
  const { components, ...said } = described as unknown as OpenAPISpec
  return { ...said, components: { ...components, headers, securitySchemes: { bearer } } }
}
