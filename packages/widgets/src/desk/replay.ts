import type { Client, Problem, Reply } from "@cabas/client"
import type { DeskBasket, Entry, WeighedLine } from "./picture.ts"
import type { Log } from "./desk.log.ts"
import { nextIn } from "./desk.model.ts"

/** What telling the log works with. */
export interface ReplayOptions {
  readonly client: Client
  readonly log: Log
  /** The server answered: with baskets or a line as they now are, or with a payment. */
  readonly answered: (entry: Entry, told: Told) => void
  /** Something changed that is shown. */
  readonly changed: (problem: Problem | null) => void
}

/** How many commands are on their way at once, each about another household. */
const abreast = 8
/** How long is waited after a failure, and at most, in milliseconds. */
const shortest = 1000
const longest = 30_000
/** So often somebody else may be in the way before it is said. */
const mostBusy = 8

/** What the server says of baskets in an answer. */
export interface Told {
  /** As they now are. */
  readonly baskets: ReadonlyArray<DeskBasket>
  /** One line, of a basket whose others it does not tell. @rule DAY-27 */
  readonly weighed?: WeighedLine
}

/** Why the server was not told. */
interface Failure {
  readonly problem: Problem
  /** How long it wants to be left alone, in seconds. */
  readonly retryAfter?: number | undefined
}

const send = (client: Client, { id, command }: Entry): Promise<Reply<unknown>> =>
  client.run(command.operation, command.input as never, { key: id })

const toldIn = (answer: unknown): Told => {
  const told = answer as Partial<DeskBasket> & Partial<WeighedLine> & Partial<Told>
  if (told.line !== undefined) return { baskets: [], weighed: told as WeighedLine }
  return { baskets: told.baskets ?? (told.lines === undefined ? [] : [told as DeskBasket]) }
}

/** The line that a sale became: the last of that product that was sold. */
const lineSold = ({ command }: Entry, { baskets: [basket] }: Told): number | null => {
  if (command.operation !== "line.sell") return null
  const sold = basket?.lines.findLast(
    ({ product, catalog, trail }) =>
      product === command.input.product &&
      catalog === command.input.catalog &&
      trail.some(({ kind }) => kind === "sold"),
  )
  return sold?.id ?? null
}

/** A payment that is there already under this id is this payment: the first try came through. */
const isThere = ({ id, command }: Entry, reply: Reply<unknown>): boolean =>
  reply.refusal?._tag === "AlreadyExists" &&
  (command.operation === "payment.record" || command.operation === "payment.refund") &&
  reply.refusal.id === (command.input.id ?? id)

/** Tells the server what waits, in order, each command once however often it is tried. */
export class Replay {
  /** Why the last try came to nothing. */
  problem: Problem | null = null
  readonly #options: ReplayOptions
  #isRunning = false
  #isClosed = false
  #isAsked = false
  /** Whether the server said how long it wants to be left alone, and that is not over. */
  #isHeld = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #wait = 0
  readonly #busy = new Map<string, number>()

  constructor(options: ReplayOptions) {
    this.#options = options
  }

  /** Whether something is on its way now. */
  get isRunning(): boolean {
    return this.#isRunning
  }

  /** Begins, or begins again at once, unless the server wants to be left alone: something waits, or the network is back. */
  async run(): Promise<void> {
    if (this.#isHeld) return
    clearTimeout(this.#timer)
    this.#isAsked = this.#isRunning
    if (this.#isRunning || this.#isClosed) return
    this.#isRunning = true
    let failures: ReadonlyArray<Failure> = []
    while (failures.length === 0) {
      const next = this.#isClosed ? [] : nextIn(this.#options.log.entries, abreast)
      if (next.length === 0) break
      failures = (await Promise.all(next.map((entry) => this.#tell(entry)))).filter((failure) => failure !== null)
    }
    this.#isRunning = false
    const problem = failures[0]?.problem ?? null
    this.problem = problem
    if (problem !== null && problem !== "signed-out" && !this.#isClosed) this.#runLater(failures)
    this.#options.changed(problem)
    // The network may have come back while an answer was waited for in vain.
    if (problem !== null && this.#isAsked) await this.run()
  }

  /** Stops; what waits stays in the log. */
  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  /** As late as the server says; when it says nothing, twice as late each time. */
  #runLater(failures: ReadonlyArray<Failure>): void {
    const asked = Math.max(0, ...failures.map(({ retryAfter = 0 }) => 1000 * retryAfter))
    this.#isHeld = asked > 0
    if (!this.#isHeld) this.#wait = Math.min(longest, Math.max(shortest, this.#wait * 2))
    const again = () => {
      this.#isHeld = false
      void this.run()
    }
    this.#timer = setTimeout(again, Math.min(longest, asked || this.#wait))
  }

  async #tell(entry: Entry): Promise<Failure | null> {
    const { client, log, answered, changed } = this.#options
    log.setOut(entry.id)
    const reply = await send(client, entry)
    if (this.#isClosed) return null
    if (reply.answer !== undefined || isThere(entry, reply)) {
      // Something goes through: a server that takes so many a second is not waited for longer and longer.
      this.#wait = 0
      const told = toldIn(reply.answer ?? {})
      // In the picture first: between the two it is shown once, not twice and never not at all.
      answered(entry, told)
      await log.change(entry.id, { state: "sent", sentAt: client.now(), line: lineSold(entry, told) })
      changed(null)
      return null
    }
    const { refusal, problem = "server", retryAfter } = reply
    return refusal === undefined ? this.#failed(entry, { problem, retryAfter }) : this.#refused(entry, refusal)
  }

  /** No retry mends what the server does not understand: it is shown like a refusal, and never lost. */
  async #failed(entry: Entry, failure: Failure): Promise<Failure | null> {
    if (failure.problem !== "rejected") return failure
    await this.#options.log.change(entry.id, { state: "refused" })
    this.#options.changed(null)
    return null
  }

  async #refused(entry: Entry, refusal: NonNullable<Entry["refusal"]>): Promise<Failure | null> {
    const { log, changed } = this.#options
    const times = (this.#busy.get(entry.id) ?? 0) + 1
    if (refusal._tag === "Busy" && times < mostBusy) {
      this.#busy.set(entry.id, times)
      return { problem: "server" }
    }
    this.#busy.delete(entry.id)
    await log.change(entry.id, { state: "refused", refusal })
    changed(null)
    return null
  }
}
