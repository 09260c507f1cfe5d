import * as Schema from "effect/Schema"
import * as HttpApi from "effect/http-api/HttpApi"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as HttpApiSecurity from "effect/http-api/HttpApiSecurity"
import * as OpenApi from "effect/http-api/OpenApi"
import type { AnyOperation } from "@cabas/engine"
import { allOperations } from "@cabas/engine/operations"
import * as Core from "@cabas/core/schema"
import { version } from "../version.ts"
import { refusalSchemas } from "./refusals.schema.ts"
import type { AnyTag } from "./refusals.schema.ts"
import { statusOf } from "./status.ts"
import { titleOf } from "./titles.ts"
import { describeOperation, finishDocument } from "./transform.ts"

/** The tokens that hosts sign. */
export class Bearer extends HttpApiMiddleware.Service<Bearer>()("cabas/server/Bearer", {
  security: { bearer: HttpApiSecurity.bearer },
}) {}

const always: ReadonlyArray<AnyTag> = [
  "BadInput",
  "GroupUnknown",
  "NotAllowed",
  "TokenInvalid",
  "TokenExpired",
  "TooManyRequests",
  "StorageDown",
  "KeysDown",
  "TimedOut",
  "Internal",
]
const ofCommands: ReadonlyArray<AnyTag> = [
  "GroupSuspended",
  "KeyReused",
  "Busy",
  "BodyUnreadable",
  "BodyTooLarge",
  "MediaTypeUnknown",
]

/** Every code that the operation may be refused with over HTTP. */
export const codesOf = ({ kind, refusals }: AnyOperation): ReadonlyArray<AnyTag> => [
  ...new Set([...refusals, ...always, ...(kind === "command" ? ofCommands : [])]),
]

/** The problem of one code; made once, so that the document names it once. */
const problemSchema = (code: AnyTag): Schema.Top =>
  Schema.Struct({
    type: Schema.Literal(`urn:cabas:refusal:${code}`),
    title: Schema.String,
    status: Schema.Literal(statusOf[code]),
    code: Schema.Literal(code),
    refusal: refusalSchemas[code],
  })
    .annotate({ identifier: code, description: titleOf[code] })
    .pipe(HttpApiSchema.asJson({ contentType: "application/problem+json" }), HttpApiSchema.status(statusOf[code]))

const problemSchemas = Object.fromEntries(
  (Object.keys(refusalSchemas) as ReadonlyArray<AnyTag>).map((code) => [code, problemSchema(code)]),
)

const commandHeaders = {
  "idempotency-key": Schema.optionalKey(Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(128))),
  prefer: Schema.optionalKey(Schema.String),
}

type Fields = Readonly<Record<string, Schema.Top>>

const fieldsOf = (operation: AnyOperation): Fields => (operation.input as unknown as { readonly fields: Fields }).fields

/** The endpoint of an operation; its types are lost in the loop and live in `@cabas/engine`. */
const endpointOf = (operation: AnyOperation): HttpApiEndpoint.Top => {
  const { group, ...fields } = fieldsOf(operation)
  const [, verb = ""] = operation.name.split(".")
  const success = (operation.output as unknown as Schema.Top).annotate({ identifier: `${operation.name}.answer` })
  const error = codesOf(operation).map((code) => problemSchemas[code])
  const params = { group: Core.Id }
  const path = `/groups/:group/${operation.name}` as const
  const payload = Schema.Struct(fields as Schema.Struct.Fields).annotate({ identifier: `${operation.name}.input` })
  const make = () => {
    if (operation.kind === "query")
      return HttpApiEndpoint.get(verb, path, { params, query: fields, success, error } as never)
    const command = { headers: commandHeaders, payload, success, error }
    if (group === undefined) return HttpApiEndpoint.post(verb, "/groups", command as never)
    return HttpApiEndpoint.post(verb, path, { params, ...command } as never)
  }
  return (make() as unknown as HttpApiEndpoint.Top)
    .annotate(OpenApi.Summary, operation.summary)
    .annotate(OpenApi.Identifier, operation.name)
    .annotate(OpenApi.Transform, describeOperation(operation)) as unknown as HttpApiEndpoint.Top
}

const conceptOf = ({ name }: AnyOperation): string => name.split(".")[0] ?? ""

const groupsOf = (operations: ReadonlyArray<AnyOperation>): ReadonlyArray<HttpApiGroup.Top> => {
  const concepts = [...new Set(operations.map(conceptOf))]
  return concepts.map((concept) => {
    const members = operations.filter((operation) => conceptOf(operation) === concept)
    const [first, ...others] = members.map(endpointOf)
    return HttpApiGroup.make(concept)
      .add(first as never, ...(others as never))
      .middleware(Bearer) as never
  })
}

/**
 * The HTTP API of Cabas, made from the table of operations: the description that the OpenAPI document, the
 * documentation page and clients of `effect/http-api` come from.
 */
export const cabasApi: HttpApi.Top = HttpApi.make("cabas")
  .add(...(groupsOf(allOperations) as never))
  .annotate(OpenApi.Title, "Cabas")
  .annotate(OpenApi.Version, version)
  .annotate(OpenApi.Description, "Local-food group ordering inside any site.")
  .annotate(OpenApi.License, { name: "MIT" })
  .annotate(OpenApi.Transform, finishDocument) as unknown as HttpApi.Top
