import type { AnswerOf, CommandName, InputOf, Problem, QueryName, Reply } from "@cabas/client"
import type { Refusal } from "@cabas/core/refusals"
import type { Connection } from "../connection/connection.ts"
import { Told } from "../connection/told.ts"

/** A contract with its deliveries. */
export type Contract = AnswerOf<"contract.list">["contracts"][number]

/** A distribution with those taking part. */
export type Distribution = AnswerOf<"distribution.list">["distributions"][number]

/** A subscription as coordinators see it. */
export type Season = AnswerOf<"subscription.list">["subscriptions"][number]

/** A household with its people. */
export type Member = AnswerOf<"member.list">["members"][number]

/** A cycle, without its dates. */
export type Cycle = AnswerOf<"cycle.list">["cycles"][number]

/** A catalog with its fee and its period. */
export type Catalog = AnswerOf<"catalog.list">["catalogs"][number]

/** A place to receive at. */
export type Place = AnswerOf<"place.list">["places"][number]

/** What coordinators know of the season. */
export interface DeskState {
  readonly isLoading: boolean
  /** Whether something is being asked of the server. */
  readonly isBusy: boolean
  readonly rights: ReadonlyArray<string>
  readonly groupName: string
  readonly currency: string
  readonly timeZone: string
  readonly contracts: ReadonlyArray<Contract>
  readonly catalogs: ReadonlyArray<Catalog>
  readonly distributions: ReadonlyArray<Distribution>
  readonly cycles: ReadonlyArray<Cycle>
  readonly places: ReadonlyArray<Place>
  readonly members: ReadonlyArray<Member>
  /** Of each contract that was looked at. */
  readonly subscriptions: Readonly<Record<string, ReadonlyArray<Season>>>
  /** Why the last thing asked was not done. */
  readonly refusal: Refusal | null
  readonly problem: Problem | null
}

const nothingKnown: DeskState = {
  isLoading: true,
  isBusy: false,
  rights: [],
  groupName: "",
  currency: "EUR",
  timeZone: "UTC",
  contracts: [],
  catalogs: [],
  distributions: [],
  cycles: [],
  places: [],
  members: [],
  subscriptions: {},
  refusal: null,
  problem: null,
}

/** What is behind is shown for five weeks. */
const shownBefore = 35 * 86_400_000

const why = (reply: Reply<unknown>) => ({ refusal: reply.refusal ?? null, problem: reply.problem ?? null })

/** All that the elements for coordinators know and do, without any of them. */
export class Desk extends Told<DeskState> {
  readonly connection: Connection
  readonly #looked = new Set<string>()
  #member: string | null | undefined

  constructor(connection: Connection) {
    super(nothingKnown)
    this.connection = connection
  }

  /** Reads the season, once for each person who is signed in. */
  read(): void {
    const { member } = this.connection.state
    if (this.#member === member) return
    this.#member = member
    void this.load()
  }

  /** Whether the member coordinates that contract, or all of them. */
  mayRun(catalog?: string): boolean {
    const { rights } = this.state
    return rights.some((one) => one === "group-admin" || one === "catalog-admin" || one === `catalog-admin:${catalog}`)
  }

  /** Whether a contract delivers at a distribution already. */
  delivers(catalog: string, distribution: string): boolean {
    const contract = this.state.contracts.find(({ id }) => id === catalog)
    return contract?.deliveries.some((one) => one.distribution === distribution) ?? false
  }

  /** Whether the member coordinates anything. */
  get isCoordinator(): boolean {
    return this.mayRun() || this.state.contracts.some(({ id }) => this.mayRun(id))
  }

  /** Reads everything again; what is shown stays until it is there. */
  async load(): Promise<void> {
    const { client } = this.connection.options
    if (!this.#member) return this.set({ isLoading: false })
    const from = new Date(Date.parse(this.connection.now()) - shownBefore).toISOString()
    const group = await client.ask("group.get", {})
    if (!group.answer) return this.set({ ...why(group), isLoading: false })
    const { rights, currency, settings } = group.answer
    const replies = await Promise.all([
      client.ask("contract.list", {}),
      client.ask("catalog.list", {}),
      client.ask("distribution.list", { from, limit: 500 }),
      client.ask("cycle.list", {}),
      client.ask("place.list", {}),
      // Who runs one catalog only does not see the list of members.
      client.ask("member.list", {}),
      ...[...this.#looked].map((catalog) => this.readSubscriptions(catalog)),
    ] as const)
    const [contracts, catalogs, distributions, cycles, places, members] = replies
    const failed = [contracts, catalogs, distributions, cycles, places].find((reply) => !reply.answer)
    this.set({
      ...(failed ? why(failed) : {}),
      ...contracts.answer,
      ...catalogs.answer,
      ...cycles.answer,
      ...places.answer,
      ...(distributions.answer && { distributions: distributions.answer.distributions }),
      ...(members.answer && { members: members.answer.members }),
      rights,
      currency,
      groupName: settings.name,
      timeZone: settings.timeZone,
      isLoading: false,
    })
  }

  /** Reads the subscriptions of a contract. */
  async readSubscriptions(catalog: string): Promise<void> {
    this.#looked.add(catalog)
    const reply = await this.connection.options.client.ask("subscription.list", { catalog })
    const { subscriptions } = this.state
    this.set(reply.answer ? { subscriptions: { ...subscriptions, [catalog]: reply.answer.subscriptions } } : why(reply))
  }

  /** The subscriptions of a contract; asked for the first time they are wanted. */
  subscriptionsOf(catalog: string): ReadonlyArray<Season> | undefined {
    if (!this.#looked.has(catalog)) void this.readSubscriptions(catalog)
    return this.state.subscriptions[catalog]
  }

  /** Asks for something; a refusal stays to be read. */
  async ask<Name extends QueryName>(name: Name, input: InputOf<Name>): Promise<AnswerOf<Name> | undefined> {
    return (await this.#told(() => this.connection.options.client.ask(name, input))).answer
  }

  /** What a command would come to: nothing is written. */
  preview<Name extends CommandName>(name: Name, input: InputOf<Name>): Promise<Reply<AnswerOf<Name>>> {
    return this.#told(() => this.connection.options.client.run(name, input, { preview: true }))
  }

  /** Does something, and reads the season again when it was done. */
  async run<Name extends CommandName>(name: Name, input: InputOf<Name>): Promise<Reply<AnswerOf<Name>>> {
    const reply = await this.#told(() => this.connection.options.client.run(name, input))
    if (reply.answer) await this.load()
    return reply
  }

  /** Forgets why the last thing was not done: something else is being tried. */
  forgive(): void {
    if (this.state.refusal || this.state.problem) this.set({ refusal: null, problem: null })
  }

  /** Something that is loaded when it is wanted did not come. */
  lost(): void {
    this.set({ refusal: null, problem: "offline" })
  }

  /** What a household is called. */
  nameOf(member: string): string {
    return this.state.members.find(({ id }) => id === member)?.name ?? member
  }

  /** Says refusals with names in the place of ids. */
  named(kind: string, id: string): string | undefined {
    const { contracts, catalogs, distributions, members, places } = this.state
    if (kind === "member") return members.find((one) => one.id === id)?.name
    if (kind === "place") return places.find((one) => one.id === id)?.name
    if (kind === "catalog") return catalogs.find((one) => one.id === id)?.name
    if (kind === "delivery") return contracts.flatMap(({ deliveries }) => deliveries).find((one) => one.id === id)?.day
    return kind === "distribution" ? distributions.find((one) => one.id === id)?.startsAt.slice(0, 10) : undefined
  }

  async #told<O>(call: () => Promise<Reply<O>>): Promise<Reply<O>> {
    this.set({ isBusy: true, refusal: null, problem: null })
    const reply = await call()
    this.set({ isBusy: false, ...why(reply) })
    return reply
  }
}

const known = new WeakMap<Connection, Desk>()

/** What is known of a connection's season: one for all elements that show it. */
export const deskOf = (connection: Connection): Desk => {
  const desk = known.get(connection) ?? new Desk(connection)
  known.set(connection, desk)
  return desk
}
