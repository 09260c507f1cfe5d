import { placeOf } from "./place.ts"
import { codeOf, nodesIn, startsTest, syntaxOf, textOf } from "./syntax.ts"
import type { Node } from "./syntax.ts"
import { findingAt } from "./tree.ts"
import type { Check, Finding, TreeFile } from "./tree.ts"

/** An id somewhere in a file: a rule where it is defined or cited. */
type Mention = { readonly id: string; readonly file: TreeFile; readonly start: number }

const lastDecision = 32
const lastGoldenCase = 19
/** Names of standards look like rule ids and are none. */
const standards = new Set(["ISO", "UTF", "SHA", "RFC", "WCAG"])

const idPattern = /[A-Z]+-\d+/g
const mentions = (file: TreeFile, text: string, start: number, pattern = idPattern): ReadonlyArray<Mention> =>
  [...text.matchAll(pattern)].map(([id]) => ({ id, file, start }))

const isRulePage = ({ path }: TreeFile) => path.startsWith("docs/rules/") && path.endsWith(".md")

/** A page without its fenced blocks, every character in its place. */
const withoutFences = (text: string) =>
  text.replaceAll(/^(```|~~~)[\s\S]*?^\1[^\n]*$/gm, (block) => block.replaceAll(/[^\n]/g, " "))

/** The rules that the pages define: `### PRICE-1 — title`. */
const definedIn = (files: ReadonlyArray<TreeFile>): ReadonlyArray<Mention> =>
  files.filter(isRulePage).flatMap((file) =>
    [...withoutFences(file.text).matchAll(/^### ([A-Z]+-\d+) — \S/gm)].map((match) => ({
      id: match[1] ?? "",
      file,
      start: match.index,
    })),
  )

/** Headings of rule pages that look like a definition and are not written as one. */
const malformed = (files: ReadonlyArray<TreeFile>): ReadonlyArray<Finding> =>
  files
    .filter(isRulePage)
    .flatMap((file) =>
      [...withoutFences(file.text).matchAll(/^#{1,6} *[A-Z]+-\d+.*$/gm)]
        .filter(([heading]) => !/^### [A-Z]+-\d+ — \S/.test(heading))
        .map(({ 0: heading, index }) => findingAt(file, index, `"${heading}" should read "### ID — title"`)),
    )

/** `@rule PRICE-1, PRICE-2` in comments. */
const tagged = (file: TreeFile): ReadonlyArray<Mention> =>
  syntaxOf(file).comments.flatMap(({ value, start }) =>
    [...value.matchAll(/@rule\s+([A-Z]+-\d+(?:[,\s]+[A-Z]+-\d+)*)/g)].flatMap((match) =>
      mentions(file, match[1] ?? "", start + 2 + match.index),
    ),
  )

/** The titles of tests and of their groups. */
const titlesIn = (file: TreeFile): ReadonlyArray<{ readonly text: string; readonly start: number }> =>
  nodesIn(file).flatMap((node) => {
    if (node.type !== "CallExpression" || !startsTest(node["callee"])) return []
    const [title] = node["arguments"] as ReadonlyArray<Node>
    const text = textOf(title)
    return title === undefined || text === undefined ? [] : [{ text, start: title.start }]
  })

/** What a title cites: the ids before its colon, `PRICE-1, PRICE-2 (D3): …`. */
const headOf = (title: string) => /^((?:[A-Z]+-\d+|D\d+)\b[^:]*)(?::|$)|^([A-Z]+-\d+|D\d+)\b/.exec(title)?.[0] ?? ""

const titled = (file: TreeFile): ReadonlyArray<Mention> =>
  placeOf(file.path).isTest ? titlesIn(file).flatMap(({ text, start }) => mentions(file, headOf(text), start)) : []

type Scenario = { readonly rules?: ReadonlyArray<string> }

/** The ids that a scenario file says it plays. */
const played = (file: TreeFile): ReadonlyArray<Mention> => {
  if (!/^scenarios\/.*\.json$/.test(file.path)) return []
  const content = JSON.parse(file.text) as Scenario | ReadonlyArray<Scenario>
  const scenarios = Array.isArray(content) ? (content as ReadonlyArray<Scenario>) : [content as Scenario]
  return scenarios
    .flatMap(({ rules = [] }) => rules)
    .map((id) => ({ id, file, start: Math.max(0, file.text.indexOf(`"${id}"`)) }))
}

const isRuleId = (id: string) => /^[A-Z]+-\d+$/.test(id)
const prefixOf = (id: string) => id.slice(0, id.lastIndexOf("-"))
const isGoldenCase = (id: string) => prefixOf(id) === "GC" && Number(id.slice(3)) <= lastGoldenCase

const resolves = (id: string, defined: ReadonlySet<string>) =>
  !isRuleId(id) || defined.has(id) || isGoldenCase(id) || standards.has(prefixOf(id))

const foundAt = ({ file, start }: Mention, says: string) => findingAt(file, start, says)

/** Each rule id has one home, and what cites a rule cites one that exists. */
export const rulesResolve: Check = (files) => {
  const defined = definedIn(files)
  const homes = new Map<string, Mention>()
  const again = defined.filter((rule) => {
    const isAgain = homes.has(rule.id)
    if (!isAgain) homes.set(rule.id, rule)
    return isAgain
  })
  const known = new Set(homes.keys())
  const cited = [...codeOf(files).flatMap((file) => [...tagged(file), ...titled(file)]), ...files.flatMap(played)]
  return [
    ...malformed(files),
    ...again.map((rule) => foundAt(rule, `defines ${rule.id} again, after ${homes.get(rule.id)?.file.path}`)),
    ...cited
      .filter(({ id }) => !resolves(id, known))
      .map((each) => foundAt(each, `cites ${each.id}, which no page defines`)),
  ]
}

/** Each rule of the book is held by a test or played by a scenario that names it. */
export const rulesAreTested: Check = (files) => {
  const tests = codeOf(files).filter(({ path }) => placeOf(path).isTest)
  const proven = [...tests.flatMap((file) => [...tagged(file), ...titled(file)]), ...files.flatMap(played)]
  const ids = new Set(proven.map(({ id }) => id))
  return definedIn(files)
    .filter(({ id }) => !ids.has(id))
    .map((rule) => foundAt(rule, `${rule.id} is cited by no test`))
}

/** `@see D22, S7.3` in comments, `D3: …` in titles, `"D3"` in scenarios. */
const decisionsIn = (file: TreeFile): ReadonlyArray<Mention> => {
  const pattern = /\bD\d+\b/g
  const seen = syntaxOf(file).comments.flatMap(({ value, start }) =>
    [...value.matchAll(/@see[^\n]*/g)].flatMap((match) => mentions(file, match[0], start + 2 + match.index, pattern)),
  )
  const titles = placeOf(file.path).isTest ? titlesIn(file) : []
  return [...seen, ...titles.flatMap(({ text, start }) => mentions(file, headOf(text), start, pattern))]
}

/** A cited decision is one of those that were taken, D0 to D32. */
export const decisionsExist: Check = (files) => {
  const inScenarios = files.flatMap(played).filter(({ id }) => /^D\d+$/.test(id))
  return [...codeOf(files).flatMap(decisionsIn), ...inScenarios]
    .filter(({ id }) => Number(id.slice(1)) > lastDecision)
    .map((mention) => foundAt(mention, `cites ${mention.id}: decisions go from D0 to D${lastDecision}`))
}
