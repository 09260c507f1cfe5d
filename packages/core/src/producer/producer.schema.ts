import * as Schema from "effect/Schema"
import { Id, Line, Name, Text } from "../values/values.schema.ts"

/** A producer as the group tells it (told data). @see V1 */
export const Producer = Schema.Struct({
  id: Id,
  name: Name(128),
  contact: Line(128),
  email: Schema.NullOr(Line(254)),
  phone: Schema.NullOr(Line(24)),
  city: Line(64),
  description: Text(4000),
})
export type Producer = typeof Producer.Type

/** What can happen to a producer. */
export const ProducerFact = Schema.TaggedUnion({ ProducerSaved: { producer: Producer } })
export type ProducerFact = typeof ProducerFact.Type

/** What a producer may be refused for. @see D29 */
export const ProducerRefusal = { ProducerUnknown: { producer: Schema.String } } as const
