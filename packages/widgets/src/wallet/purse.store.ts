import type { AnswerOf, InputOf, Problem, Reply } from "@cabas/client"
import { newKey } from "@cabas/client"
import type { Refusal } from "@cabas/core/refusals"
import { readPages } from "../books/pages.ts"
import type { Connection } from "../connection/connection.ts"
import type { Step } from "./wallet.model.ts"

/** The group's settings, and its currency. */
export type PurseGroup = AnswerOf<"group.get">

/** A wallet with its movements. */
export type Statement = AnswerOf<"wallet.statement">

/** A payment, promised or received. */
export type Payment = AnswerOf<"payment.list">["payments"][number]

/** A subscription with what is owed of it. */
export type Season = AnswerOf<"subscription.list">["subscriptions"][number]

/** A basket with what is due for it and how it is paid. */
export type Sheet = AnswerOf<"basket.get">

/** A distribution to come. */
export type Distribution = AnswerOf<"distribution.list">["distributions"][number]

/** What is known of a member's money. */
export interface PurseState {
  readonly group: PurseGroup | null
  readonly statement: Statement | null
  readonly payments: ReadonlyArray<Payment>
  readonly seasons: ReadonlyArray<Season>
  /** The distribution at which cash and cheques change hands next. */
  readonly coming: Distribution | null
  /** The basket that is being paid. */
  readonly sheet: Sheet | null
  /** Whether something is being asked of the server in the member's name. */
  readonly isBusy: boolean
  /** Why the last thing asked was not done. */
  readonly refusal: Refusal | null
  readonly problem: Problem | null
}

/** What a command is asked with, and its key until it is known what became of it. */
type Asking = "payment.promise" | "payment.cancel" | "payment.plan"

/** One thing to do about a member's money: promise, take back, or spread what is owed. */
export type Doing = Step | { readonly plan: InputOf<"payment.plan"> }

/** All that the elements about a member's money know and do, without any of them. */
export class Purse {
  /** To be read; the methods change it. */
  state: PurseState = {
    group: null,
    statement: null,
    payments: [],
    seasons: [],
    coming: null,
    sheet: null,
    isBusy: false,
    refusal: null,
    problem: null,
  }
  readonly connection: Connection
  readonly #listeners = new Set<() => void>()
  readonly #keys = new Map<string, string>()
  #asked = ""
  #distribution: string | null = null

  constructor(connection: Connection) {
    this.connection = connection
  }

  /** Calls back after each change, until the function it gives is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Reads the member's money, once for whoever is signed in. */
  read(): void {
    const { member } = this.connection.state
    if (!member || this.#asked === member) return
    this.#asked = member
    void this.load()
  }

  /** Reads the member's basket at a distribution; again when it was changed. */
  async readBasket(distribution: string | null, again = false): Promise<void> {
    if (!this.connection.state.member || (this.#distribution === distribution && !again)) return
    if (this.#distribution !== distribution) this.#set({ sheet: null })
    this.#distribution = distribution
    await this.load()
  }

  /** Reads again; what is shown stays until it is there. */
  async load(): Promise<void> {
    const { client } = this.connection.options
    const isWhole = this.#asked !== ""
    const distribution = this.#distribution
    const replies = await Promise.all([
      client.ask("group.get", {}),
      isWhole ? client.ask("wallet.statement", {}) : null,
      isWhole ? readPages("payments", (page) => client.ask("payment.list", page)) : null,
      isWhole ? client.ask("subscription.list", {}) : null,
      client.ask("distribution.list", { from: client.now(), limit: 1 }),
      distribution === null ? null : client.ask("basket.get", { distribution }),
    ] as const)
    const [group, statement, payments, seasons, days, basket] = replies
    const failed = replies.find((reply) => reply && !reply.answer)
    this.#set({
      ...(group.answer && { group: group.answer }),
      ...(statement?.answer && { statement: statement.answer }),
      ...(payments?.answer && { payments: payments.answer.payments }),
      ...(seasons?.answer && { seasons: seasons.answer.subscriptions }),
      ...(days.answer && { coming: days.answer.distributions[0] ?? null }),
      ...(basket?.answer && { sheet: basket.answer }),
    })
    if (failed) this.#why(failed)
    else if (this.state.problem) this.#set({ problem: null })
  }

  /** Reads the movements before those that are shown. */
  async older(): Promise<void> {
    const { statement } = this.state
    const before = statement?.next
    if (!before) return
    const reply = await this.connection.options.client.ask("wallet.statement", { before })
    if (!reply.answer) return this.#why(reply)
    this.#set({ statement: { ...reply.answer, lines: [...statement.lines, ...reply.answer.lines] } })
  }

  /** Says what will be paid and how; whether that was kept. */
  promise(input: InputOf<"payment.promise">): Promise<boolean> {
    return this.steps([{ promise: input }])
  }

  /** Asks what spreading what is owed would promise; nothing is written. */
  preview(input: InputOf<"payment.plan">): Promise<Reply<AnswerOf<"payment.plan">>> {
    return this.connection.options.client.run("payment.plan", input, { preview: true })
  }

  /** Takes back and makes promises, one after the other, and reads what then is; whether all was done. */
  async steps(steps: ReadonlyArray<Doing>): Promise<boolean> {
    if (this.state.isBusy) return false
    this.#set({ isBusy: true, refusal: null, problem: null })
    const isDone = await this.#inTurn(steps)
    if (!this.state.problem) await this.load()
    this.#set({ isBusy: false })
    return isDone
  }

  /** Forgets why the last thing was not done: something else is being tried. */
  forgive(): void {
    if (this.state.refusal || this.state.problem) this.#set({ refusal: null, problem: null })
  }

  /** Says that what is needed next could not be loaded. */
  lost(): void {
    this.#set({ problem: "offline" })
  }

  async #inTurn([step, ...rest]: ReadonlyArray<Doing>): Promise<boolean> {
    if (!step) return true
    const reply =
      "promise" in step
        ? await this.#run("payment.promise", step.promise)
        : "plan" in step
          ? await this.#run("payment.plan", step.plan)
          : await this.#run("payment.cancel", { payment: step.cancel, reason: step.reason })
    if (reply.answer) return this.#inTurn(rest)
    this.#why(reply)
    return false
  }

  /** The same demand keeps its key until it is known what became of it: it counts once, however often it is sent. */
  async #run<Name extends Asking>(name: Name, input: InputOf<Name>): Promise<Reply<AnswerOf<Name>>> {
    const content = JSON.stringify([name, input])
    const key = this.#keys.get(content) ?? newKey()
    this.#keys.set(content, key)
    const reply = await this.connection.options.client.run(name, input, { key })
    if (!reply.problem) this.#keys.delete(content)
    return reply
  }

  #why(reply: Pick<Reply<unknown>, "refusal" | "problem">): void {
    const { refusal = null, problem = null } = reply
    this.#set({ refusal, problem })
    const code = refusal?._tag ?? problem ?? ""
    this.connection.options.tell?.("cabas:error", { code, recoverable: !!problem, retry: () => void this.load() })
  }

  #set(changed: Partial<PurseState>): void {
    this.state = { ...this.state, ...changed }
    for (const listener of this.#listeners) listener()
  }
}

const known = new WeakMap<Connection, Purse>()

/** What is known of the money of a connection's member: one for all elements that show it. */
export const purseOf = (connection: Connection): Purse => {
  const purse = known.get(connection) ?? new Purse(connection)
  known.set(connection, purse)
  return purse
}
