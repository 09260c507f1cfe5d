import { newKey } from "@cabas/client"
import type { Problem } from "@cabas/client"
import type { Connection } from "../connection/connection.ts"
import { apply, withEntries, withLine } from "./apply.ts"
import { nothingKept } from "./day.state.ts"
import type { DayState } from "./day.state.ts"
import { Log } from "./desk.log.ts"
import { conflictsIn } from "./desk.model.ts"
import type { Command, DeskBasket, Entry, Known, Person, Picture } from "./picture.ts"
import { Replay } from "./replay.ts"
import type { Told } from "./replay.ts"
import { shelfOfBrowser } from "./shelf.ts"
import type { Shelf } from "./shelf.ts"
import { reverseOf } from "./undo.ts"
import { Vault } from "./vault.ts"

/** What is kept of the day besides the log. */
interface Kept extends Known {
  readonly picture: Picture
  readonly at: string
}

/** How often the picture is read again, and how long what follows an answer is gathered, in milliseconds. */
const everySoOften = 15_000
const gathering = 120
/** A distribution is looked for from so long before now on: it is validated after it ended. */
const lookBack = 12 * 3_600_000

/** Whose basket a command is about: `*` when it is about many. */
const laneOf = (command: Command, picture: Picture | null): string => {
  const { input } = command
  if ("member" in input && input.member !== undefined) return input.member
  if (!("payment" in input)) return "*"
  const basket = picture?.baskets.find(({ payments }) => payments.some(({ id }) => id === input.payment))
  return basket?.member ?? "*"
}

/**
 * The day of a distribution on one device: what the server told, what is done here, and both together. Everything that
 * is done is on the disk before it is told, and told once.
 */
export class DeskStore {
  /** To be read; the methods change it. */
  state: DayState = nothingKept
  readonly connection: Connection
  readonly #shelf: Promise<Shelf>
  readonly #listeners = new Set<() => void>()
  readonly #touched = new Map<string, number>()
  #wanted: string | null
  #vault: Vault | undefined
  #log: Log | undefined
  #replay: Replay | undefined
  /** What the server told. */
  #told: Picture | null = null
  #answers = 0
  /** How many times the day was asked for, and the last of those that was answered. */
  #asked = 0
  #heardOf = 0
  #member: string | null = null
  #device = ""
  #timer: ReturnType<typeof setInterval> | undefined
  #showing: ReturnType<typeof setTimeout> | undefined

  /** @param distribution which one; the one of today when it is null */
  constructor(connection: Connection, distribution: string | null, shelf?: Promise<Shelf>) {
    this.connection = connection
    this.#wanted = distribution
    this.#shelf = shelf ?? shelfOfBrowser(`cabas-desk-${connection.options.group}`)
  }

  /** Calls back after each change, until the function it gives is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Whether something here was not told to the server. */
  get waiting(): number {
    return this.state.entries.filter(({ state }) => state === "waiting").length
  }

  /** Opens the desk for whoever is signed in. */
  async open(): Promise<void> {
    const { member } = this.connection.state
    if (member === null) return this.set({ phase: "signed-out" })
    if (this.#member === member) return
    this.#member = member
    const shelf = await this.#shelf
    this.#vault = new Vault(shelf, member)
    await this.#vault.open()
    this.set({ lasts: this.#vault.lasts })
    await this.#enter()
  }

  /** Chooses a code for this device, or none. */
  async protect(code: string | null): Promise<void> {
    await this.#vault?.protect(code)
    await this.#enter()
  }

  /** Whether the device has a code to be locked with. */
  get isLockable(): boolean {
    return this.#vault?.isLockable ?? false
  }

  /** Opens a locked device with its code. */
  async unlock(code: string): Promise<void> {
    const opening = (await this.#vault?.unlock(code)) ?? "wrong"
    this.set({ opening })
    if (opening === "open" || opening === "wiped") await this.#enter()
  }

  /** Locks the device: nothing of what it shows stays in the page. */
  lock(): void {
    if (!this.isLockable || this.state.phase === "locked") return
    this.#vault?.lock()
    this.#leave()
    this.set({ ...nothingKept, lasts: this.state.lasts, phase: "locked" })
  }

  /** Stops; what waits stays on the disk. */
  close(): void {
    this.#leave()
    this.#listeners.clear()
  }

  /** Does something: it shows at once, is kept, and told when there is a network. */
  async do(command: Command, reverses: string | null = null): Promise<void> {
    const { picture } = this.state
    const log = this.#log
    if (log === undefined || picture === null || picture.validated) return
    const { input } = command
    const line =
      command.operation === "line.weigh"
        ? picture.baskets
            .find(({ member }) => member === command.input.member)
            ?.lines.find(({ id }) => id === command.input.line)
        : undefined
    const seenAt = this.#nextInstant(log)
    const id = newKey()
    const told = command.operation === "payment.cancel" || command.operation === "payment.receive" || "id" in input
    const own = told || !command.operation.startsWith("payment.") ? {} : { id: id.replaceAll(/[^\w-]/g, "-") }
    const seen = command.operation.startsWith("payment.") || command.operation === "line.take-back" ? {} : { seenAt }
    const adding = log.add({ ...command, input: { ...input, ...own, ...seen } } as Command, {
      id,
      device: this.#device,
      by: this.#member ?? "",
      seenAt,
      lane: laneOf(command, picture),
      known: line?.trail.map(({ at }) => at) ?? [],
      reverses,
    })
    this.#show(log.entries.at(-1))
    await adding.catch(() => this.set({ lasts: false }))
    void this.#replay?.run()
  }

  /** Takes a command back: forgotten when the server never heard of it, else by one that says so. */
  async undo(entry: Entry, reason: string): Promise<void> {
    const { picture } = this.state
    if (picture === null) return
    // It may have set out since it was shown.
    const now = this.#log?.entries.find(({ id }) => id === entry.id) ?? entry
    if (now.state !== "sent" && !now.tried) return this.drop(now)
    for (const command of reverseOf(picture, now, reason)) await this.do(command, now.id)
  }

  /** Tells a refused command again; `sure` when what is unlikely is meant. */
  async again(entry: Entry, sure = false): Promise<void> {
    if (!sure) {
      await this.#log?.change(entry.id, { state: "waiting", refusal: null })
      this.#show()
      return void this.#replay?.run()
    }
    const { operation, input } = entry.command
    // Another content is another command: the refused one never took effect.
    await this.#log?.drop(entry.id)
    await this.do({ operation, input: { ...input, sure } } as Command, entry.reverses)
  }

  /** Gives a command up that was not carried out. */
  async drop(entry: Entry): Promise<void> {
    await this.#log?.drop(entry.id)
    this.#show()
    await this.#endWhenOver()
  }

  /** Leaves it at what was weighed last. */
  async accept(entry: Entry): Promise<void> {
    await this.#log?.change(entry.id, { accepted: true })
    this.#show()
  }

  /** The network is back, or somebody looks again. */
  async retry(): Promise<void> {
    await this.#replay?.run()
    await this.refresh()
  }

  /** Reads the day again, and keeps what is known better from answers that came meanwhile. */
  async refresh(): Promise<void> {
    if (this.#log === undefined) return
    const since = this.#answers
    this.#asked += 1
    const asked = this.#asked
    const wanted = this.#wanted ?? (await this.#today())
    if (wanted === undefined) return
    const { answer, refusal, problem } = await this.connection.options.client.ask("desk.get", { distribution: wanted })
    // What was asked later is newer, and may have come before.
    if (this.#log === undefined || asked < this.#heardOf) return
    this.#heardOf = asked
    if (answer === undefined) {
      const phase = this.state.picture !== null || refusal === undefined ? this.state.phase : "nothing"
      return this.set({ problem: problem ?? null, refusal: refusal ?? null, phase })
    }
    this.#wanted = answer.distribution.id
    this.#told = this.#merged(answer, since)
    this.set({ problem: null, readAt: this.connection.now() })
    if (await this.#endWhenOver()) return
    this.set({ phase: "ready" })
    this.#show()
    await this.#keep()
    if (this.state.offers.length === 0) await this.#readKnown(answer.distribution.id)
  }

  /** Changes what is shown. */
  set(changed: Partial<DayState>): void {
    this.state = { ...this.state, ...changed }
    for (const listener of this.#listeners) listener()
  }

  /** What is done later here is later, whatever the clocks say of it meanwhile: an undo comes after what it undoes. */
  #nextInstant({ entries }: Log): string {
    const now = this.connection.now()
    const last = entries.at(-1)?.seenAt ?? ""
    return now > last ? now : new Date(Date.parse(last) + 1).toISOString()
  }

  async #enter(): Promise<void> {
    const vault = this.#vault
    if (vault === undefined) return
    if (vault.access === "new") return this.set({ phase: "choose" })
    if (vault.access === "locked") return this.set({ phase: "locked" })
    const log = new Log(vault)
    await log.open()
    this.#log = log
    await this.#restore(vault, log)
    this.#replay = new Replay({
      client: this.connection.options.client,
      log,
      answered: (entry, told) => this.#answered(entry, told),
      changed: (problem) => this.#heard(problem),
    })
    this.#timer = setInterval(() => {
      if (!globalThis.document?.hidden) void this.refresh()
    }, everySoOften)
    await this.retry()
    if (this.state.phase === "loading") this.set({ phase: this.state.picture === null ? "nothing" : "ready" })
  }

  /** What was kept of the day, with what was told since it was. */
  async #restore(vault: Vault, log: Log): Promise<void> {
    const [[device], [kept]] = await Promise.all([vault.kept("device"), vault.kept("picture")])
    this.#device = (device as string | undefined) ?? newKey()
    if (device === undefined) await vault.keep("device", this.#device)
    const { picture, offers, people, at } = (kept as Kept | undefined) ?? {}
    if (picture === undefined || offers === undefined || people === undefined || at === undefined)
      return this.set({ phase: "loading" })
    const isOther = this.#wanted !== null && picture.distribution.id !== this.#wanted
    if (isOther && log.entries.every(({ state }) => state === "sent")) {
      await vault.forget("picture")
      return log.clear()
    }
    // What is done at one distribution is told before another one begins.
    this.#wanted = picture.distribution.id
    const since = log.entries.filter(({ state, sentAt }) => state === "sent" && sentAt !== null && sentAt > at)
    this.#told = since.reduce((before, entry) => apply(before, entry, { offers, people }), picture)
    this.set({ phase: "ready", offers, people, readAt: at })
    this.#show()
  }

  /** The distribution of today, else the next one. */
  async #today(): Promise<string | undefined> {
    const from = new Date(Date.parse(this.connection.now()) - lookBack).toISOString()
    const { answer, refusal, problem } = await this.connection.options.client.ask("distribution.list", {
      from,
      limit: 10,
    })
    const found = answer?.distributions.find(({ status }) => status === "planned")
    const phase = this.state.picture === null ? "nothing" : this.state.phase
    if (found === undefined) this.set({ problem: problem ?? null, refusal: refusal ?? null, phase })
    return found?.id
  }

  /** What is sold on the spot, and who there is to sell to: those without a basket come too. */
  async #readKnown(distribution: string): Promise<void> {
    const { client } = this.connection.options
    const [{ answer }, people] = await Promise.all([client.ask("shop.get", { distribution }), this.#everybody()])
    if (answer === undefined || people === undefined || this.#log === undefined) return
    this.set({ offers: answer.offers, people })
    await this.#keep()
  }

  async #everybody(): Promise<ReadonlyArray<Person> | undefined> {
    const people: Array<Person> = []
    let after: string | undefined
    do {
      const { answer } = await this.connection.options.client.ask("member.list", { ...(after && { after }) })
      if (answer === undefined) return undefined
      people.push(...answer.members.filter(({ status }) => status === "active").map(({ id, name }) => ({ id, name })))
      after = answer.next ?? undefined
    } while (after !== undefined)
    return people
  }

  #merged(answer: Picture, since: number): Picture {
    const before = this.#told
    if (before === null) return answer
    const isNewer = (basket: DeskBasket) => (this.#touched.get(basket.id) ?? 0) > since
    const known = new Map(before.baskets.filter(isNewer).map((basket) => [basket.id, basket]))
    this.#touched.clear()
    if (known.size === 0) return answer
    const touched = new Set([...known.values()].map(({ member }) => member))
    const told = new Set([...answer.baskets, ...answer.members].map(({ id }) => id))
    return {
      ...answer,
      // Some were opened since by a sale.
      baskets: [
        ...answer.baskets.map((basket) => known.get(basket.id) ?? basket),
        ...[...known.values()].filter(({ id }) => !told.has(id)),
      ],
      members: [
        ...answer.members.map((one) =>
          touched.has(one.id) ? (before.members.find(({ id }) => id === one.id) ?? one) : one,
        ),
        ...before.members.filter(({ id }) => touched.has(id) && !told.has(id)),
      ],
    }
  }

  #answered(entry: Entry, { baskets, weighed }: Told): void {
    if (this.#told === null) return
    this.#answers += 1
    const applied = apply(this.#told, entry, this.state)
    const after = weighed === undefined ? applied : withLine(applied, weighed)
    // Who had no basket until now has money that only the server knows of.
    if (after.members.length > this.#told.members.length) setTimeout(() => void this.refresh(), gathering)
    const byId = new Map(baskets.map((basket) => [basket.id, basket]))
    const known = new Set(after.baskets.map(({ id }) => id))
    this.#told = {
      ...after,
      baskets: [
        ...after.baskets.map((basket) => byId.get(basket.id) ?? basket),
        ...baskets.filter(({ id }) => !known.has(id)),
      ],
    }
    for (const { id } of after.baskets.filter(({ member }) => member === entry.lane))
      this.#touched.set(id, this.#answers)
    for (const { id } of baskets) this.#touched.set(id, this.#answers)
  }

  #heard(problem: Problem | null): void {
    if (problem !== this.state.problem) this.set({ problem })
    this.#showing ??= setTimeout(() => {
      this.#show()
      void this.#endWhenOver()
    }, gathering)
  }

  /** @param added what alone is new since it was shown last, if nothing was told meanwhile */
  #show(added?: Entry): void {
    const entries = this.#log?.entries ?? []
    const { picture: before } = this.state
    const isNext = added !== undefined && before !== null && this.#showing === undefined
    clearTimeout(this.#showing)
    this.#showing = undefined
    const picture =
      this.#told && (isNext ? apply(before, added, this.state) : withEntries(this.#told, entries, this.state))
    this.set({ entries, picture, conflicts: picture === null ? [] : conflictsIn(picture, entries) })
  }

  async #keep(): Promise<void> {
    if (this.#told === null || this.#told.validated) return
    const kept: Kept = {
      picture: this.#told,
      offers: this.state.offers,
      people: this.state.people,
      at: this.state.readAt ?? this.connection.now(),
    }
    await this.#vault?.keep("picture", kept).catch(() => this.set({ lasts: false }))
  }

  /** Once the distribution is validated and nothing waits to be told or read, nothing of it stays here. */
  async #endWhenOver(): Promise<boolean> {
    if (this.#told?.validated !== true || this.#log?.entries.some(({ state }) => state !== "sent")) return false
    await this.#log?.clear()
    await this.#vault?.forget("picture")
    this.#told = { ...this.#told, baskets: [], members: [] }
    this.#show()
    this.set({ phase: "over", offers: [], people: [], checklist: null, progress: null })
    return true
  }

  #leave(): void {
    clearInterval(this.#timer)
    clearTimeout(this.#showing)
    this.#showing = undefined
    this.#replay?.close()
    this.#log = undefined
    this.#told = null
    this.#touched.clear()
  }
}
