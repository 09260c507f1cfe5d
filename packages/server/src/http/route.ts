import type { AnyOperation } from "@cabas/engine"
import { allOperations } from "@cabas/engine/operations"

/** The pages beside the operations. */
export type Page = "health" | "openapi.json" | "docs" | "docs.css"

/** What an address leads to. */
export type Route =
  | {
      readonly kind: "operation"
      readonly operation: AnyOperation
      readonly group: string | null
      readonly methods: Methods
    }
  | {
      readonly kind: "feed"
      readonly group: string
      readonly member: string
      readonly secret: string
      readonly methods: Methods
    }
  | { readonly kind: "page"; readonly page: Page; readonly methods: Methods }

type Methods = ReadonlyArray<string>

const looking: Methods = ["GET", "HEAD", "OPTIONS"]
const acting: Methods = ["POST", "OPTIONS"]
const pages: ReadonlySet<string> = new Set<Page>(["health", "openapi.json", "docs", "docs.css"])

const inGroup = new Map(allOperations.filter(({ name }) => name !== "group.create").map((one) => [one.name, one]))
const founding = allOperations.find(({ name }) => name === "group.create")

const unescaped = (text: string): string | undefined => {
  if (!text.includes("%")) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** The calendar of a member's deliveries: `MEMBER~SECRET.ics`. */
const feedAt = (second: string, name: string): Route | undefined => {
  const [, written = "", secret = ""] = /^([^~]+)~([\w-]{32,64})\.ics$/.exec(name) ?? []
  const group = unescaped(second)
  const member = unescaped(written)
  if (group === undefined || group === "" || member === undefined || member === "") return undefined
  return { kind: "feed", group, member, secret, methods: looking }
}

/** What a path leads to, or nothing. `base` is where the API is mounted, without a slash at its end. */
export const routeOf = (base: string, path: string): Route | undefined => {
  if (!path.startsWith(`${base}/`)) return undefined
  const [first = "", second, third, fourth, ...others] = path.slice(base.length + 1).split("/")
  if (others.length > 0) return undefined
  if (fourth !== undefined)
    return first === "groups" && third === "deliveries" ? feedAt(second ?? "", fourth) : undefined
  if (second === undefined) {
    if (first === "groups" && founding !== undefined) {
      return { kind: "operation", operation: founding, group: null, methods: acting }
    }
    return pages.has(first) ? { kind: "page", page: first as Page, methods: looking } : undefined
  }
  const group = unescaped(second)
  const operation = first === "groups" && third !== undefined ? inGroup.get(third) : undefined
  if (operation === undefined || group === undefined || group === "") return undefined
  return { kind: "operation", operation, group, methods: operation.kind === "query" ? looking : acting }
}
