import type { AnyOperation, Command, Operation, Operations } from "@cabas/engine"

/** `byProduct` is written `by-product` in an address. */
type Hyphened<S extends string> = S extends `${infer Head}${infer Rest}`
  ? Head extends Lowercase<Head>
    ? `${Head}${Hyphened<Rest>}`
    : `-${Lowercase<Head>}${Hyphened<Rest>}`
  : S

type Named<Concept extends keyof Operations & string> = {
  readonly [Verb in keyof Operations[Concept] & string as `${Concept}.${Hyphened<Verb>}`]: Operations[Concept][Verb]
}

type Merged<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never

type ByName = Merged<{ [Concept in keyof Operations & string]: Named<Concept> }[keyof Operations & string]>

/** The name of an operation: `shop.get`, `basket.confirm`, `recap.by-product`. */
export type OperationName = keyof ByName & string

type Called<Name extends OperationName> = Extract<ByName[Name], AnyOperation>

type IsCommand<Name extends OperationName> = ByName[Name] extends Command<infer _I, infer _O> ? true : false

/** The operations that may write. */
export type CommandName = { [Name in OperationName]: IsCommand<Name> extends true ? Name : never }[OperationName]

/** The operations that only look. */
export type QueryName = Exclude<OperationName, CommandName>

type Whole<Name extends OperationName> = Called<Name> extends Operation<infer I, infer _O> ? I : never

/** What an operation is given; the group is the client's. */
export type InputOf<Name extends OperationName> = Omit<Whole<Name>, "group">

/** What an operation answers. */
export type AnswerOf<Name extends OperationName> = Called<Name> extends Operation<infer _I, infer O> ? O : never
