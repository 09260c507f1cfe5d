import { loadWords, spokenFor, wordsOf } from "../languages/languages.ts"
import type { Words } from "../languages/languages.ts"
import { Format } from "./format.ts"

/** What an element says, and how it writes numbers and dates. */
export interface Speech {
  readonly say: Words
  readonly format: Format
}

const speeches = new Map<string, Speech>()
const listeners = new Set<() => void>()

/** The parent of an element as a page sees it, out of shadow roots too. */
export const above = (element: Element): Element | null => {
  if (element.assignedSlot !== null) return element.assignedSlot
  const parent = element.parentNode
  return parent instanceof ShadowRoot ? parent.host : element.parentElement
}

/** The language of an element's surroundings: the closest `lang`, else that of the browser. */
const tagAround = (element: Element): string => {
  for (let each: Element | null = element; each !== null; each = above(each)) {
    const lang = each.getAttribute("lang")
    if (lang) return lang
  }
  return navigator.language
}

/** What an element says where it stands; `undefined` until the language is loaded, which `onSpeech` tells. */
export const speechFor = (element: Element): Speech | undefined => {
  const tag = tagAround(element)
  const known = speeches.get(tag)
  if (known !== undefined) return known
  const language = spokenFor(tag)
  const say = wordsOf(language)
  if (say === undefined) {
    void loadWords(language).then(() => listeners.forEach((listener) => listener()))
    return undefined
  }
  const locale = tag.toLowerCase().startsWith(language) ? tag : language
  const speech = { say, format: new Format(locale, say.format) }
  speeches.set(tag, speech)
  return speech
}

let watching: MutationObserver | undefined

/** Calls back when a language was loaded or a `lang` of the page changed, until the function it gives is called. */
export const onSpeech = (listener: () => void): (() => void) => {
  watching ??= new MutationObserver(() => listeners.forEach((each) => each()))
  if (listeners.size === 0) {
    watching.observe(document.documentElement, { attributes: true, subtree: true, attributeFilter: ["lang"] })
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) watching?.disconnect()
  }
}
