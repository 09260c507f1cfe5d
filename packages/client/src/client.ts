import type { Refusal } from "@cabas/core/refusals"
import type { AnswerOf, CommandName, InputOf, OperationName, QueryName } from "./operations.ts"

/**
 * Why there is neither an answer nor a refusal: `offline` (no answer came), `server` (it failed or is down), `rate`
 * (too many requests), `signed-out` (the token is no good, also after asking for a fresh one), `rejected` (anything
 * else that no retry mends).
 */
export type Problem = "offline" | "server" | "rate" | "signed-out" | "rejected"

type Not<Field extends string> = { readonly [Each in Field]?: undefined }

/** What a call comes to: exactly one of the three. `retryAfter` is in seconds. */
export type Reply<O> =
  | ({ readonly answer: O } & Not<"refusal" | "problem" | "retryAfter">)
  | ({ readonly refusal: Refusal } & Not<"answer" | "problem" | "retryAfter">)
  | ({ readonly problem: Problem; readonly retryAfter?: number } & Not<"answer" | "refusal">)

/** Gives the token of who is signed in, null for nobody. `fresh` says that the last one given is no good. */
export type GetToken = (fresh: boolean) => string | null | Promise<string | null>

/** Where the API is and who asks. */
export interface ClientOptions {
  /** Up to and without `/groups`: `https://api.example.org/cabas`. */
  readonly endpoint: string
  readonly group: string
  readonly token?: GetToken
  readonly fetch?: typeof globalThis.fetch
  /** How long to wait for an answer, in milliseconds. */
  readonly patience?: number
}

/** How a command is run: `key` makes repeats have one effect, `preview` writes nothing. */
export interface RunOptions {
  readonly key?: string
  readonly preview?: boolean
}

/** Calls the operations of one group. */
export interface Client {
  /** Looks. */
  readonly ask: <Name extends QueryName>(name: Name, input: InputOf<Name>) => Promise<Reply<AnswerOf<Name>>>
  /** Writes. Tried again by itself when no answer came, with the same idempotency key. */
  readonly run: <Name extends CommandName>(
    name: Name,
    input: InputOf<Name>,
    options?: RunOptions,
  ) => Promise<Reply<AnswerOf<Name>>>
  /** The address of the group in the API, ended by a slash: of what is not an operation. */
  readonly base: string
  /** The server's clock: an instant in UTC with milliseconds. */
  readonly now: () => string
}

/**
 * A fresh idempotency key: never that of another command of the same member, which is all it must be. Works in pages
 * without TLS too, where `crypto.randomUUID` is missing.
 */
export const newKey = (): string => `${Date.now()}-${Math.random()}`

const problemOf = (status: number): Problem =>
  status === 429 ? "rate" : status === 401 ? "signed-out" : status >= 500 ? "server" : "rejected"

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const replyOf = async (response: Response): Promise<Reply<unknown>> => {
  // Rejects when the connection breaks before the end of it: then no answer came, whatever its status says.
  const text = await response.text()
  const body = jsonIn(text) as { readonly refusal?: Refusal } | undefined
  const { status, ok } = response
  if (ok && body) return { answer: body }
  if (!ok && status !== 401 && body?.refusal) return { refusal: body.refusal }
  const retryAfter = Number(response.headers.get("Retry-After"))
  return { problem: problemOf(ok ? 500 : status), ...(retryAfter > 0 && { retryAfter }) }
}

const pause = (milliseconds: number) => new Promise((resolve) => void setTimeout(resolve, milliseconds))

/**
 * Makes a client of one group.
 *
 * ```ts
 * const client = createClient({ endpoint: "/api", group: "paniers", token: () => fetchToken() })
 * const { answer, refusal, problem } = await client.ask("shop.get", {})
 * ```
 */
export const createClient = (options: ClientOptions): Client => {
  const { endpoint, group, token = () => null, patience = 15_000 } = options
  /** How far the server's clock is ahead of ours, in milliseconds, by the last answer: good to half of what it took. */
  let ahead = 0
  const base = `${endpoint.replace(/\/+$/, "")}/groups/${encodeURIComponent(group)}/`

  const attempt = async (path: string, init: RequestInit, fresh: boolean): Promise<Reply<unknown>> => {
    try {
      const bearer = await token(fresh)
      if (fresh && !bearer) return { problem: "signed-out" }
      const sent = Date.now()
      const headers = { ...init.headers, ...(bearer && { Authorization: `Bearer ${bearer}` }) }
      const send = options.fetch ?? fetch
      const response = await send(base + path, { ...init, headers, signal: AbortSignal.timeout(patience) })
      const told = Date.parse(response.headers.get("Cabas-Now") ?? "")
      if (told) ahead = told - (sent + Date.now()) / 2
      const reply = await replyOf(response)
      return reply.problem === "signed-out" && bearer && !fresh ? attempt(path, init, true) : reply
    } catch {
      return { problem: "offline" }
    }
  }

  const call = async (path: string, init: RequestInit = {}): Promise<Reply<never>> => {
    const reply = await attempt(path, init, false)
    if (reply.problem === "offline") await pause(300)
    return (reply.problem === "offline" ? attempt(path, init, false) : reply) as Promise<Reply<never>>
  }

  const query = (input: object) => {
    const fields = Object.entries(input).filter(([, value]) => value !== undefined)
    return fields.length > 0 ? `?${new URLSearchParams(fields)}` : ""
  }

  return {
    base,
    ask: (name: OperationName, input: object) => call(name + query(input)),
    run: (name: OperationName, input: object, { key = newKey(), preview = false } = {}) =>
      call(name, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "Idempotency-Key": key,
          ...(preview && { Prefer: "dry-run" }),
        },
        body: JSON.stringify(input),
      }),
    now: () => new Date(Date.now() + ahead).toISOString(),
  }
}
