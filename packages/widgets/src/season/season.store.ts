import type { AnswerOf, Client, InputOf, Problem, Reply } from "@cabas/client"
import { newKey } from "@cabas/client"
import type { Refusal } from "@cabas/core/refusals"
import type { Connection } from "../connection/connection.ts"
import { keysFor } from "../connection/keys.ts"
import { Told } from "../connection/told.ts"

/** A contract as it is read before subscribing. */
export type Contract = AnswerOf<"contract.get">

/** A subscription with everything that comes and everything that is owed. */
export type Season = AnswerOf<"subscription.get">

/** A delivery to come, of any subscription. */
export type Next = AnswerOf<"delivery.next">["deliveries"][number]

/** Commands that answer with the subscription as it then is. */
type Change =
  | "subscription.start"
  | "subscription.order"
  | "subscription.change"
  | "subscription.give"
  | "absence.choose"
  | "absence.move"

/** What is known of the contracts of a connection. */
export interface SeasonsState {
  readonly contracts: ReadonlyArray<Contract>
  /** The member's own; null until they were read. */
  readonly mine: ReadonlyArray<Season> | null
  readonly next: ReadonlyArray<Next> | null
  /** The address that calendars read; null when there is none, undefined until that is known. */
  readonly feed: string | null | undefined
  /** Whether something is being asked of the server. */
  readonly isBusy: boolean
  /** The last change asked for or looked at; empty when something was read. */
  readonly asked: Change | ""
  /** Why the last thing asked was not done. */
  readonly refusal: Refusal | null
  readonly problem: Problem | null
}

/** What an id that a refusal holds is called. */
export interface Names {
  readonly delivery: (id: string) => string | undefined
  readonly currency: string
  readonly timeZone: string
}

const nothingRead: SeasonsState = {
  contracts: [],
  mine: null,
  next: null,
  feed: undefined,
  isBusy: false,
  asked: "",
  refusal: null,
  problem: null,
}

/** All that the elements about contracts know and do, without any of them. */
export class Seasons extends Told<SeasonsState> {
  readonly connection: Connection
  readonly #asked = new Map<string, () => Promise<void>>()
  readonly #keys = keysFor()

  constructor(connection: Connection) {
    super(nothingRead)
    this.connection = connection
  }

  /** Reads a contract, or all of them, and the member's own subscriptions; each once. */
  read(catalog?: string | null): void {
    const { member } = this.connection.state
    if (catalog) this.once(catalog, () => this.#readContract(catalog))
    else this.once("*", () => this.#readAll())
    if (member) this.once("", () => this.#readMine())
  }

  /** Reads one subscription and its contract, whosever it is. */
  readOne(subscription: string): void {
    this.once(subscription, async () => {
      const reply = await this.client.ask("subscription.get", { subscription })
      this.show(reply, (season) => this.#with(season))
      const { catalog } = reply.answer ?? {}
      if (catalog) this.once(catalog, () => this.#readContract(catalog))
    })
  }

  /** Asks once, and again when everything is read again. */
  once(name: string, ask: () => Promise<void>): void {
    if (this.#asked.has(name)) return
    this.#asked.set(name, ask)
    void ask()
  }

  /** Shows what came of asking, or why nothing did. */
  show<Answer>(reply: Reply<Answer>, shown: (answer: Answer) => Partial<SeasonsState>): void {
    const { answer, refusal = null, problem = null } = reply
    this.set(answer ? shown(answer) : { asked: "", refusal, problem })
  }

  /** Reads again what was asked for, once the network is back. */
  reload(): void {
    this.forgive()
    for (const ask of this.#asked.values()) void ask()
  }

  /** The contract of that id, once read. */
  contract(catalog: string | null | undefined): Contract | undefined {
    return this.state.contracts.find(({ id }) => id === catalog)
  }

  /** The subscription of that id, once read. */
  season(subscription: string | null | undefined): Season | undefined {
    return this.state.mine?.find(({ id }) => id === subscription)
  }

  /** The member's subscription to a contract that is not over: the one that runs, else the one to come. */
  seasonTo(catalog: string): Season | undefined {
    return this.state.mine?.find((one) => one.catalog === catalog && one.status === "active")
  }

  /** How to say what a refusal names. */
  names(): Names {
    const { contracts, mine } = this.state
    const days = [...contracts, ...(mine ?? [])].flatMap(({ deliveries }) => [...deliveries])
    const { currency = "EUR", timeZone = "UTC" } = contracts[0] ?? {}
    return { currency, timeZone, delivery: (id) => days.find((one) => one.id === id)?.startsAt }
  }

  /** What a change would come to: nothing is written. A refusal stays to be read. */
  preview<Name extends Change>(name: Name, input: InputOf<Name>): Promise<Season | undefined> {
    return this.#run(name, input, true)
  }

  /** Changes a subscription; it then is what the server answers, or the state says why not. */
  async change<Name extends Change>(name: Name, input: InputOf<Name>): Promise<Season | undefined> {
    const season = await this.#run(name, input, false)
    if (!season) return undefined
    this.set(this.#with(season))
    this.connection.options.tell?.("cabas:subscription:changed", { season })
    void this.#asked.get("next")?.()
    return season
  }

  /** Forgets why the last thing was not done: something else is being tried. */
  forgive(): void {
    if (this.state.refusal || this.state.problem) this.set({ refusal: null, problem: null })
  }

  /** Who speaks to the server. */
  get client(): Client {
    return this.connection.options.client
  }

  #with(season: Season): Partial<SeasonsState> {
    const others = (this.state.mine ?? []).filter(({ id }) => id !== season.id)
    return { mine: [...others, season] }
  }

  async #readContract(catalog: string): Promise<void> {
    this.show(await this.client.ask("contract.get", { catalog }), (contract) => ({
      contracts: [...this.state.contracts.filter(({ id }) => id !== catalog), contract],
    }))
  }

  async #readAll(): Promise<void> {
    this.show(await this.client.ask("contract.list", {}), (answer) => answer)
  }

  async #readMine(): Promise<void> {
    this.show(await this.client.ask("subscription.list", {}), ({ subscriptions: mine }) => ({ mine }))
  }

  async #run<Name extends Change>(name: Name, input: InputOf<Name>, preview: boolean): Promise<Season | undefined> {
    if (this.state.isBusy && !preview) return undefined
    this.set({ isBusy: !preview, asked: name, refusal: null, problem: null })
    const key = preview ? newKey() : this.#keys.of([name, input])
    // Each of these commands answers with a season, which the compiler cannot see of a name it does not know.
    const reply = (await this.client.run(name, input, { key, preview })) as Reply<Season>
    const { answer, refusal = null, problem = null } = reply
    if (!preview && !problem) this.#keys.forget()
    this.set({ isBusy: false, refusal, problem })
    const code = refusal?._tag ?? problem
    if (code) {
      const retry = () => void this.#run(name, input, preview)
      this.connection.options.tell?.("cabas:error", { code, recoverable: !!problem, retry })
    }
    return answer
  }
}

const known = new WeakMap<Connection, Seasons>()

/** What is known of a connection's contracts: one for all elements that show it. */
export const seasonsOf = (connection: Connection): Seasons => {
  const seasons = known.get(connection) ?? new Seasons(connection)
  known.set(connection, seasons)
  return seasons
}
