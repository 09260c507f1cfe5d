import { loadWords, spokenFor, wordsOf } from "../languages/languages.ts"
import type { Words } from "../languages/languages.ts"
import { Format } from "./format.ts"

/** What an element says, and how it writes numbers and dates. */
export interface Speech {
  readonly say: Words
  readonly format: Format
}

const speeches: Record<string, Speech> = {}

/** Heard on the document by elements, also those of another copy of the widgets: something around them changed. */
export const changedAround = "cabas-around"

/** Tells elements to look around again: a connection opened, or a language was loaded. */
export const lookAgain = (): void => void document.dispatchEvent(new Event(changedAround))

if (globalThis.document) {
  new MutationObserver(lookAgain).observe(document, { attributeFilter: ["lang"], subtree: true })
}

/** The elements around an element from the inside out, as a page sees them: out of shadow roots too. */
export const around = (element: Element): ReadonlyArray<HTMLElement> => {
  const found: Array<HTMLElement> = []
  for (let each: Node | undefined = element; each; each = each.parentNode ?? (each as ShadowRoot).host) {
    if (each instanceof HTMLElement) found.push(each)
  }
  return found
}

/** What an element says where it stands: in the closest `lang`; `undefined` until that language is loaded. */
export const speechFor = (element: Element): Speech | undefined => {
  const tag = around(element).find(({ lang }) => lang)?.lang ?? navigator.language
  const language = spokenFor(tag)
  const say = wordsOf(language)
  if (say) speeches[tag] ??= { say, format: new Format(tag.startsWith(language) ? tag : language, say) }
  else void loadWords(language).then(lookAgain)
  return speeches[tag]
}
