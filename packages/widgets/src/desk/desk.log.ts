import type { Command, Entry } from "./picture.ts"
import type { Vault } from "./vault.ts"

/** What a new command begins with besides itself. */
interface About {
  readonly id: string
  readonly device: string
  readonly by: string
  readonly seenAt: string
  readonly lane: string
  readonly known: ReadonlyArray<string>
  readonly reverses: string | null
}

/** Names sort as numbers do. */
const nameOf = (position: number): string => `log/${String(position).padStart(8, "0")}`

/** The commands of this device in their order, each kept before it is told, and until the distribution is validated. */
export class Log {
  /** To be read; the methods change it. */
  entries: ReadonlyArray<Entry> = []
  readonly #vault: Vault
  readonly #positions = new Map<string, number>()
  #next = 1

  constructor(vault: Vault) {
    this.#vault = vault
  }

  /** Reads what was kept. What was on its way may be known to the server: it is told again under the same id. */
  async open(): Promise<void> {
    const kept = (await this.#vault.kept("log/")) as ReadonlyArray<{ readonly position: number; readonly entry: Entry }>
    this.entries = kept.map(({ entry }) => ({ ...entry, tried: true }))
    for (const { position, entry } of kept) this.#positions.set(entry.id, position)
    this.#next = (kept.at(-1)?.position ?? 0) + 1
  }

  /** Adds a command; done once it is on the disk. */
  async add(command: Command, about: About): Promise<Entry> {
    const untold = { state: "waiting", tried: false, sentAt: null, refusal: null, line: null, accepted: false } as const
    const entry: Entry = { ...about, command, ...untold }
    this.#positions.set(entry.id, this.#next++)
    this.entries = [...this.entries, entry]
    await this.#keep(entry)
    return entry
  }

  /** Says that a command is on its way; what is read back later counts as tried anyhow. */
  setOut(id: string): void {
    this.#put(id, { tried: true })
  }

  /** Changes what is known of a command. */
  async change(id: string, changes: Partial<Entry>): Promise<void> {
    const entry = this.#put(id, changes)
    if (entry !== undefined) await this.#keep(entry)
  }

  /** Forgets a command that the server never heard of, or that it refused and somebody gave up. */
  async drop(id: string): Promise<void> {
    const position = this.#positions.get(id)
    this.entries = this.entries.filter((entry) => entry.id !== id)
    if (position !== undefined) await this.#vault.forget(nameOf(position))
  }

  /** Forgets everything, and is as new. */
  async clear(): Promise<void> {
    this.entries = []
    this.#positions.clear()
    await this.#vault.forget("log/")
  }

  #put(id: string, changes: Partial<Entry>): Entry | undefined {
    const index = this.entries.findIndex((entry) => entry.id === id)
    const before = this.entries[index]
    if (before === undefined) return undefined
    const after = { ...before, ...changes }
    this.entries = this.entries.with(index, after)
    return after
  }

  async #keep(entry: Entry): Promise<void> {
    const position = this.#positions.get(entry.id) ?? this.#next
    // Refused ones are not lost either: somebody must read why.
    await this.#vault.keep(nameOf(position), { position, entry }, entry.state !== "sent")
  }
}
