import type { AnswerOf, CommandName, InputOf, Problem, QueryName, Reply } from "@cabas/client"
import { newKey } from "@cabas/client"
import type { Refusal } from "@cabas/core/refusals"
import type { Connection } from "../connection/connection.ts"
import { readPages } from "./pages.ts"

/** A payment, promised or received. */
export type Payment = AnswerOf<"payment.list">["payments"][number]

/** A household with its people. */
export type Member = AnswerOf<"member.list">["members"][number]

/** A contract of a season. */
export type Contract = AnswerOf<"contract.list">["contracts"][number]

/** Who has a membership of a year, and who is late. */
export type Memberships = AnswerOf<"membership.list">

/** A list of payments that is read as far as somebody wants to see. */
export type OpenList = "promised" | "cheques"

/** What those know who keep a group's money. */
export interface BooksState {
  readonly isLoading: boolean
  /** Whether something is being asked of the server. */
  readonly isBusy: boolean
  readonly group: AnswerOf<"group.get"> | null
  readonly members: ReadonlyArray<Member>
  readonly contracts: ReadonlyArray<Contract>
  /** What was announced and has not come, what is due first before the others. */
  readonly promised: ReadonlyArray<Payment>
  /** Cheques that are not at the bank. */
  readonly cheques: ReadonlyArray<Payment>
  /** Which of them go on beyond what was read. @rule DOOR-6 */
  readonly goesOn: Readonly<Record<OpenList, boolean>>
  readonly memberships: Memberships | null
  /** Why the last thing asked was not done. */
  readonly refusal: Refusal | null
  readonly problem: Problem | null
}

const nothingKnown: BooksState = {
  isLoading: true,
  isBusy: false,
  group: null,
  members: [],
  contracts: [],
  promised: [],
  cheques: [],
  goesOn: { promised: false, cheques: false },
  memberships: null,
  refusal: null,
  problem: null,
}

/** What is read for an element: payments, or memberships. */
export type Shelf = "payments" | "memberships"

const why = (reply: Pick<Reply<unknown>, "refusal" | "problem">) => ({
  refusal: reply.refusal ?? null,
  problem: reply.problem ?? null,
})

/** All that the elements about a group's money know and do, without any of them. */
export class Books {
  /** To be read; the methods change it. */
  state: BooksState = nothingKnown
  readonly connection: Connection
  readonly #listeners = new Set<() => void>()
  readonly #shelves = new Set<Shelf>()
  readonly #keys = new Map<string, string>()
  #member: string | null | undefined
  #year: number | undefined

  constructor(connection: Connection) {
    this.connection = connection
  }

  /** Calls back after each change, until the function it gives is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Reads what an element shows, once for each person who is signed in. */
  read(shelf: Shelf): void {
    const { member } = this.connection.state
    if (this.#member === member && this.#shelves.has(shelf)) return
    this.#member = member
    this.#shelves.add(shelf)
    void this.load()
  }

  /** Whether who is signed in keeps members' money. @see D28 */
  get isKeeper(): boolean {
    return this.state.group?.rights.some((right) => right === "group-admin" || right === "members") ?? false
  }

  /** Whether they run a contract: its payments are theirs to enter and to spread. @see D28, S10.4 */
  runs(catalog: string): boolean {
    const rights = this.state.group?.rights ?? []
    return this.isKeeper || rights.some((right) => right === "catalog-admin" || right === `catalog-admin:${catalog}`)
  }

  /** Whether there is anything here for them: the group's money, or that of a contract. */
  get isLetIn(): boolean {
    const collects = this.state.group?.rights.some((right) => right.startsWith("catalog-admin")) ?? false
    return this.isKeeper || (this.#shelves.has("payments") && collects)
  }

  /** Reads everything again; what is shown stays until it is there. */
  async load(): Promise<void> {
    const { client } = this.connection.options
    if (!this.#member) return this.#set({ isLoading: false })
    const group = await client.ask("group.get", {})
    if (!group.answer) return this.#set({ ...why(group), isLoading: false })
    this.#set({ group: group.answer })
    if (!this.isLetIn) return this.#set({ isLoading: false })
    const isOfPayments = this.#shelves.has("payments")
    const isOfKeeper = isOfPayments && this.isKeeper
    const year = this.#year === undefined ? {} : { year: this.#year }
    const isOfYear = this.#shelves.has("memberships") && this.isKeeper && group.answer.settings.membership
    const { promised: known, cheques: box } = this.state
    const replies = await Promise.all([
      this.isKeeper ? readPages("members", (page) => client.ask("member.list", page)) : null,
      isOfPayments ? client.ask("contract.list", {}) : null,
      isOfKeeper ? this.#open("promised", known.length) : null,
      isOfKeeper ? this.#open("cheques", box.length) : null,
      isOfYear ? readPages("members", (page) => client.ask("membership.list", { ...year, ...page })) : null,
    ] as const)
    const [members, contracts, promised, cheques, memberships] = replies
    const failed = replies.find((reply) => reply && !reply.answer)
    this.#set({
      ...(failed && why(failed)),
      ...(members?.answer && { members: members.answer.members }),
      ...(contracts?.answer && { contracts: contracts.answer.contracts.filter(({ id }) => this.runs(id)) }),
      ...(promised?.answer && { promised: promised.answer.payments }),
      ...(cheques?.answer && { cheques: cheques.answer.payments }),
      ...(promised?.answer &&
        cheques?.answer && { goesOn: { promised: !!promised.answer.next, cheques: !!cheques.answer.next } }),
      ...(memberships?.answer && { memberships: memberships.answer }),
      isLoading: false,
    })
  }

  /** Reads a list on, beyond what is shown. @rule DOOR-6 */
  async more(list: OpenList): Promise<void> {
    const reply = await this.told(() => this.#open(list, this.state[list].length + 1))
    if (!reply.answer) return
    const { payments, next } = reply.answer
    this.#set({ [list]: payments, goesOn: { ...this.state.goesOn, [list]: !!next } })
  }

  #open(list: OpenList, least: number) {
    const { client } = this.connection.options
    const open = list === "cheques" ? "cheque" : "promised"
    return readPages("payments", (page) => client.ask("payment.list", { open, ...page }), least)
  }

  /** Shows the memberships of another year. */
  async showYear(year: number): Promise<void> {
    this.#year = year
    await this.load()
  }

  /** Asks what a command would do; the answer says why not, if so. */
  async preview<Name extends CommandName>(name: Name, input: InputOf<Name>): Promise<Reply<AnswerOf<Name>>> {
    this.#set({ isBusy: true, refusal: null, problem: null })
    const reply = await this.connection.options.client.run(name, input, { preview: true })
    this.#set({ isBusy: false })
    return reply
  }

  /** Asks for something; a refusal stays to be read. */
  async ask<Name extends QueryName>(name: Name, input: InputOf<Name>): Promise<AnswerOf<Name> | undefined> {
    return (await this.told(() => this.connection.options.client.ask(name, input))).answer
  }

  /** Does something, and reads everything again when it was done. A demand keeps its key until it is known what became of it. */
  async run<Name extends CommandName>(name: Name, input: InputOf<Name>): Promise<AnswerOf<Name> | undefined> {
    const content = JSON.stringify([name, input])
    const key = this.#keys.get(content) ?? newKey()
    this.#keys.set(content, key)
    const reply = await this.told(() => this.connection.options.client.run(name, input, { key }))
    if (!reply.problem) this.#keys.delete(content)
    if (reply.answer) await this.load()
    return reply.answer
  }

  /** Forgets why the last thing was not done: something else is being tried. */
  forgive(): void {
    if (this.state.refusal || this.state.problem) this.#set({ refusal: null, problem: null })
  }

  /** Says that what writes a file could not be loaded. */
  lost(): void {
    this.#set({ problem: "offline" })
  }

  /** What a household is called. */
  nameOf(member: string): string {
    return this.state.members.find(({ id }) => id === member)?.name ?? member
  }

  /** Waits for what is asked; what is refused stays to be read. */
  async told<O>(call: () => Promise<Reply<O>>): Promise<Reply<O>> {
    this.#set({ isBusy: true, refusal: null, problem: null })
    const reply = await call()
    this.#set({ isBusy: false, ...why(reply) })
    return reply
  }

  #set(changed: Partial<BooksState>): void {
    this.state = { ...this.state, ...changed }
    for (const listener of this.#listeners) listener()
  }
}

const known = new WeakMap<Connection, Books>()

/** What is known of the money of a connection's group: one for all elements that show it. */
export const booksOf = (connection: Connection): Books => {
  const books = known.get(connection) ?? new Books(connection)
  known.set(connection, books)
  return books
}
