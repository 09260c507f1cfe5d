import { placeOf } from "./place.ts"
import { codeOf, nameOf, nodesIn, startsTest, syntaxOf } from "./syntax.ts"
import { findingAt } from "./tree.ts"
import type { Check, TreeFile } from "./tree.ts"

const saysNothing = new Set(["util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"])

/** The words of a name: `price-helpers`, `priceHelpers` and `price_helpers` have the same two. */
const wordsOf = (name: string) =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^a-z\d]+/)

/** Files and folders are named after what they hold. */
export const namesSaySomething: Check = (files) =>
  files.flatMap((file) => {
    const empty = file.path
      .split("/")
      .flatMap(wordsOf)
      .find((word) => saysNothing.has(word))
    return empty === undefined ? [] : [findingAt(file, 0, `"${empty}" in a name says nothing: name what is inside`)]
  })

const marks = /\b(TODO|FIXME)\b/g

const marksIn = (file: TreeFile, text: string, start: number) =>
  [...text.matchAll(marks)].map(({ 0: mark, index }) =>
    findingAt(file, start + index, `${mark}: finish it, or write an issue`),
  )

/** No mark of unfinished work: in the comments of code, anywhere in other texts. */
export const nothingIsLeftOver: Check = (files) => {
  const code = new Set(codeOf(files))
  return files.flatMap((file) =>
    code.has(file)
      ? syntaxOf(file).comments.flatMap(({ value, start }) => marksIn(file, value, start + 2))
      : marksIn(file, file.text, 0),
  )
}

const selective = new Set(["only", "skip", "skipIf", "runIf", "todo"])

/** Every test runs, always: none is alone, left out, or left out on some machines. */
export const everyTestRuns: Check = (files) =>
  codeOf(files).flatMap((file) =>
    nodesIn(file)
      .filter((node) => node.type === "MemberExpression" && node["computed"] !== true)
      .filter((node) => placeOf(file.path).isTest || startsTest(node))
      .flatMap((node) => {
        const name = nameOf(node["property"]) ?? ""
        const after = file.text.slice(node.end).trimStart()
        const isCalled = /^[(`.]/.test(after)
        return selective.has(name) && isCalled ? [findingAt(file, node.end - name.length, `.${name}( in a test`)] : []
      }),
  )

/** Folders of one machine: homes, temporary and work folders, drives. Put together so that this file names none. */
const folders = ["home", "Users", "root", "work", "tmp", "var/folders", "workspace", "private"].join("|")
const machinePath = new RegExp(
  `(?:(?<=file://)|(?<![\\w.\\-/:@}\\])]))(/(?:${folders})/[\\w.\\-]+|[A-Z]:\\\\\\\\?Users)`,
  "g",
)

/** Nothing names a folder of one machine. */
export const pathsAreOfNoMachine: Check = (files) =>
  files.flatMap((file) =>
    [...file.text.matchAll(machinePath)].map(({ 0: path, index }) =>
      findingAt(file, index, `${path} is a path of one machine`),
    ),
  )
