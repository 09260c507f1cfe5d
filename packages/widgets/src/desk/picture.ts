import type { AnswerOf, InputOf } from "@cabas/client"
import type { Refusal } from "@cabas/core/refusals"

/** Everything of a distribution that the desk keeps. */
export type Picture = AnswerOf<"desk.get">

/** A basket as the desk sees it. */
export type DeskBasket = Picture["baskets"][number]

/** A line as the desk sees it. */
export type DeskLine = DeskBasket["lines"][number]

/** A line as it is once it was weighed, and what its basket then comes to. */
export type WeighedLine = AnswerOf<"line.weigh">

/** A household as the desk knows it. */
export type DeskMember = Picture["members"][number]

/** What can be sold on the spot. */
export type Offer = AnswerOf<"shop.get">["offers"][number]

/** Somebody of the group, whether they have a basket today or not. */
export interface Person {
  readonly id: string
  readonly name: string
}

/** What is known besides the day itself: what may be sold on the spot, and to whom. */
export interface Known {
  readonly offers: ReadonlyArray<Offer>
  readonly people: ReadonlyArray<Person>
}

/** How money comes. */
export type Kind = Picture["kinds"][number]

/** What is done at the desk, with or without a network: each is kept, and told to the server once. */
type Told =
  | "line.weigh"
  | "line.sell"
  | "line.take-back"
  | "basket.hand-over"
  | "payment.record"
  | "payment.refund"
  | "payment.receive"
  | "payment.cancel"
  | "product.short"
  | "product.reprice"

/** One thing done at the desk: which operation, and what it is given. */
export type Command = { readonly [Name in Told]: { readonly operation: Name; readonly input: InputOf<Name> } }[Told]

/** The one of that operation. */
export type CommandOf<Name extends Told> = Extract<Command, { readonly operation: Name }>

/** What is written on a cheque. */
export type Cheque = NonNullable<CommandOf<"payment.record">["input"]["cheque"]>

/** Where a command stands: not told yet, told, or refused by the server. */
export type Standing = "waiting" | "sent" | "refused"

/**
 * A command in the log of this device. `id` is its idempotency key; `lane` is whose basket it is about, `*` when it is
 * about many: commands of one lane are told in their order.
 */
export interface Entry {
  readonly id: string
  readonly device: string
  readonly by: string
  readonly seenAt: string
  readonly lane: string
  readonly command: Command
  readonly state: Standing
  /** Whether it was on its way once: the server may know it though no answer came. */
  readonly tried: boolean
  readonly sentAt: string | null
  readonly refusal: Refusal | null
  /** When the looks at the line were made that this device knew of. */
  readonly known: ReadonlyArray<string>
  /** The entry that this one takes back. */
  readonly reverses: string | null
  /** The line that a sale became. */
  readonly line: number | null
  /** Whether somebody read that others weighed otherwise, and left it so. */
  readonly accepted: boolean
}
