import * as SchemaAST from "effect/SchemaAST"
import type { AnyOperation } from "@cabas/engine"

/** What a field of a query looks like in an address. */
export type Scalar = "text" | "number" | "boolean"

const scalarOf = (ast: SchemaAST.AST): Scalar => {
  if (ast._tag === "Number") return "number"
  if (ast._tag === "Boolean") return "boolean"
  if (ast._tag !== "Union") return "text"
  const members = new Set(ast.types.map(scalarOf))
  return members.has("number") ? "number" : members.has("boolean") ? "boolean" : "text"
}

/** The fields of an operation's input, as they travel, by name. */
export const scalarsOf = ({ input, name }: AnyOperation): ReadonlyMap<string, Scalar> => {
  const encoded = SchemaAST.toEncoded(input.ast)
  if (encoded._tag !== "Objects") throw new RangeError(`the input of ${name} is not a struct`)
  return new Map(encoded.propertySignatures.map((field) => [String(field.name), scalarOf(field.type)]))
}
