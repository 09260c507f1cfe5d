import type { AnyOperation } from "@cabas/engine"
import { anyone } from "@cabas/engine"
import { scalarsOf } from "./scalars.ts"
import type { Scalar } from "./scalars.ts"

type Json = Record<string, any>

const jsonType: Readonly<Record<Scalar, string>> = { text: "string", number: "number", boolean: "boolean" }

/** Numbers and booleans of an address are described as what they mean, not as the text that carries them. */
const asMeant = (parameter: Json, scalars: ReadonlyMap<string, Scalar>): Json => {
  const scalar = scalars.get(parameter["name"])
  if (parameter["in"] !== "query" || scalar === undefined || scalar === "text") return parameter
  return { ...parameter, schema: { type: jsonType[scalar] } }
}

const told: Readonly<Record<string, string>> = {
  group: "The group in which it happens.",
  "idempotency-key": "1 to 128 characters: the same key and content give the same answer and one effect.",
  prefer: "`dry-run` decides and answers without writing anything.",
}

const headers = {
  "Cabas-Now": { description: "The server's clock, ISO 8601 with milliseconds.", schema: { type: "string" } },
  "Cabas-Version": { description: "The version of the server.", schema: { type: "string" } },
}
const references = Object.fromEntries(Object.keys(headers).map((name) => [name, { $ref: `#/components/headers/${name}` }]))

const withHeaders = (responses: Json): Json =>
  Object.fromEntries(Object.entries(responses).map(([status, said]) => [status, { ...said, headers: references }]))

/** Says of an operation in the OpenAPI document what its schemas do not say. */
export const describeOperation =
  (operation: AnyOperation) =>
  (said: Json): Json => {
    const scalars = scalarsOf(operation)
    const parameters = (said["parameters"] as ReadonlyArray<Json>).map((parameter) => ({
      ...asMeant(parameter, scalars),
      ...(told[parameter["name"]] === undefined ? {} : { description: told[parameter["name"]] }),
    }))
    const unchanged = operation.kind === "query" && operation.shared === true
    const answered = { ...said["responses"]["200"], description: "The answer." }
    const responses = {
      ...withHeaders({ ...said["responses"], 200: answered }),
      ...(unchanged ? { 304: { description: "Nothing changed since the answer that `If-None-Match` names." } } : {}),
    }
    const security = operation.allow === anyone ? [...said["security"], {}] : said["security"]
    return { ...said, parameters, responses, security }
  }

const descriptionOf: Readonly<Record<string, string>> = {
  bearer: "A JWT that the host signs: `sub` the member, `group` the group it is good for, `exp`. `role: \"host\"` for the host itself.",
}

/** Says of the whole document what concerns every operation. */
export const finishDocument = (said: Json): Json => {
  const schemes = Object.entries<Json>(said["components"]["securitySchemes"]).map(([name, scheme]) => [
    name,
    { ...scheme, scheme: "bearer", bearerFormat: "JWT", description: descriptionOf[name] },
  ])
  return { ...said, components: { ...said["components"], headers, securitySchemes: Object.fromEntries(schemes) } }
}
