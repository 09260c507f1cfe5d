import type { Formats, Wording } from "./formats.ts"
import { formatsOf } from "./formats.ts"
import type { Refusal, RefusalTag } from "./refusals.schema.ts"
import { english } from "./sentences.en.ts"
import { french } from "./sentences.fr.ts"

/** One refusal, by its code. */
export type RefusalOf<Tag extends RefusalTag> = Extract<Refusal, { readonly _tag: Tag }>

/** A sentence for every refusal: a missing one, or one that uses a field that is not there, does not compile. */
export type Sentences = {
  readonly [Tag in RefusalTag]: (refusal: RefusalOf<Tag>, say: Formats) => string
}

/** Says a refusal with the sentences and the formats of one language. */
export const said = (refusal: Refusal, sentences: Sentences, say: Formats): string => {
  // The sentence of a tag takes the refusal of that tag: the table's type says so, one by one.
  const sentence = sentences[refusal._tag] as (refusal: Refusal, say: Formats) => string
  return sentence(refusal, say)
}

/**
 * The refusal as people read it, plain text: what is true, why, and what would make it possible.
 * @rule REFUSAL-1
 * @see D29
 */
export const sentenceOf = (refusal: Refusal, wording: Wording): string =>
  said(refusal, wording.language === "fr" ? french : english, formatsOf(wording))
