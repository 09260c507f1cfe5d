import type { AnswerOf, Client, Reply } from "@cabas/client"
import { h } from "./dom.ts"
import type { Child } from "./dom.ts"
import type { Format } from "./format.ts"
import type { Words } from "./words.ts"

/** A refusal as the API tells it. */
export type Refusal = NonNullable<Reply<unknown>["refusal"]>

/** A distribution as the API tells it. */
export type Distribution = AnswerOf<"distribution.list">["distributions"][number]

/** A household as the API tells it. */
export type Member = AnswerOf<"member.list">["members"][number]

/** A catalog as the API tells it. */
export type Catalog = AnswerOf<"catalog.list">["catalogs"][number]

/** What every part of the page works with. */
export interface Desk {
  readonly client: Client
  readonly words: Words
  readonly format: Format
  readonly language: "fr" | "en"
  readonly group: string
  readonly groupName: string
  readonly members: ReadonlyArray<Member>
  readonly catalogs: ReadonlyArray<Catalog>
  readonly producers: ReadonlyMap<string, string>
  readonly mayRun: (catalog: string) => boolean
  /** A refusal in a sentence. */
  readonly say: (refusal: Refusal) => string
}

/** Says why a call gave no answer, with a button to try again when that may help. */
export const trouble = (desk: Pick<Desk, "words" | "say">, reply: Reply<unknown>, again?: () => void): Child => {
  const { words, say } = desk
  const text = reply.refusal === undefined ? words.problems[reply.problem ?? "rejected"] : say(reply.refusal)
  return h(
    "div",
    { class: "trouble", role: "alert" },
    h("p", {}, text),
    again === undefined ? null : h("button", { type: "button", on: { click: again } }, words.retry),
  )
}

/** Something is on its way. */
export const waiting = ({ words }: Pick<Desk, "words">): Child =>
  h("p", { class: "waiting", role: "status" }, words.loading)
