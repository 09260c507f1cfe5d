import { loadWords, spokenFor, wordsOf } from "../languages/languages.ts"
import type { Words } from "../languages/languages.ts"
import { Format } from "./format.ts"

/** What an element says, and how it writes numbers and dates. */
export interface Speech {
  readonly say: Words
  readonly format: Format
}

const speeches = new Map<string, Speech>()

/** Tells elements to look around again: a connection opened, or the language changed. */
export const surroundings = new EventTarget()

/** Says that something changed that elements look for around themselves. */
export const lookAgain = (): void => void surroundings.dispatchEvent(new Event("change"))

if (globalThis.document !== undefined) {
  const watched = { attributeFilter: ["lang"], subtree: true }
  new MutationObserver(lookAgain).observe(document.documentElement, watched)
}

/** The elements around an element from the inside out, as a page sees them: out of shadow roots too. */
export function* around(element: Element): Generator<Element> {
  for (let each: Node | null = element; each !== null; each = each.parentNode ?? (each as ShadowRoot).host ?? null) {
    if (each instanceof Element) yield each
  }
}

/** What an element says where it stands: in the closest `lang`; `undefined` until that language is loaded. */
export const speechFor = (element: Element): Speech | undefined => {
  let tag = navigator.language
  for (const each of around(element)) {
    const lang = each.getAttribute("lang")
    if (lang) {
      tag = lang
      break
    }
  }
  const language = spokenFor(tag)
  const say = wordsOf(language)
  if (say === undefined) void loadWords(language).then(lookAgain)
  else if (!speeches.has(tag)) {
    speeches.set(tag, { say, format: new Format(tag.startsWith(language) ? tag : language, say) })
  }
  return speeches.get(tag)
}
