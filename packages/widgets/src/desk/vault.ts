import type { Shelf } from "./shelf.ts"

/** How a device is locked: the salt, and something that only the right code reads. */
interface Lock {
  readonly salt: Uint8Array<ArrayBuffer>
  readonly proof: Sealed
  readonly tries: number
  readonly triedAt: number
}

interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>
  readonly data: ArrayBuffer
}

/** What lies on the shelf: `isWaiting` stays readable, so that a locked device knows what it must not lose. */
interface Record {
  readonly isWaiting: boolean
  readonly sealed?: Sealed
  readonly open?: unknown
}

/** Whether things kept can be read: no code was chosen yet, none is wanted, they are open, or locked. */
export type Access = "new" | "bare" | "open" | "locked"

/** What a code that was typed comes to. */
export type Opening = "open" | "wrong" | "wiped" | "later"

/** So many wrong codes in a row wipe what is kept, when nothing waits; else one waits before the next. */
export const mostTries = 5
/** How long one waits after that, in milliseconds. */
const pause = 60_000
/** So often is a code hashed: about half a second on a tablet, for each guess. */
const iterations = 300_000

const text = new TextEncoder()

const keyFrom = async (code: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> => {
  const raw = await crypto.subtle.importKey("raw", text.encode(code), "PBKDF2", false, ["deriveKey"])
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations }
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
}

const fresh = (size: number) => crypto.getRandomValues(new Uint8Array(size))

const seal = async (key: CryptoKey, value: unknown): Promise<Sealed> => {
  const iv = fresh(12)
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text.encode(JSON.stringify(value))) }
}

const unseal = async (key: CryptoKey, { iv, data }: Sealed): Promise<unknown> =>
  JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data)))

/**
 * What a device keeps of a distribution, behind a code when one was chosen. The code keeps out who finds the tablet; a
 * code of four digits does not keep out who takes its disk apart, which is why nothing stays after the validation.
 */
export class Vault {
  /** Whether things can be read now. */
  access: Access = "new"
  readonly #shelf: Shelf
  readonly #lockName: string
  readonly #prefix: string
  readonly #now: () => number
  #key: CryptoKey | null = null
  #lock: Lock | null = null

  /** @param whose what is kept is of one group and one person, so that another does not find it */
  constructor(shelf: Shelf, whose: string, now: () => number = Date.now) {
    this.#shelf = shelf
    this.#lockName = `${whose}/lock`
    this.#prefix = `${whose}/kept/`
    this.#now = now
  }

  /** Whether what is kept outlives the page. */
  get lasts(): boolean {
    return this.#shelf.lasts
  }

  /** Whether a device can be locked here: browsers only hash on pages with TLS. */
  get canLock(): boolean {
    return globalThis.crypto?.subtle !== undefined
  }

  /** Whether a code was chosen. */
  get isLockable(): boolean {
    return this.#lock !== null
  }

  /** Finds out how things stand. */
  async open(): Promise<void> {
    const [found] = await this.#shelf.read(this.#lockName)
    const lock = found?.[1] as Lock | "none" | undefined
    if (lock === undefined) this.access = this.canLock ? "new" : "bare"
    else if (lock === "none") this.access = "bare"
    else {
      this.#lock = lock
      this.access = this.#key === null ? "locked" : "open"
    }
  }

  /** Chooses a code, or none, and keeps everything under it. */
  async protect(code: string | null): Promise<void> {
    const kept = await this.#records()
    const values = await Promise.all(
      kept.map(async ([name, record]) => [name, record, await this.#value(record)] as const),
    )
    if (code === null) {
      this.#key = null
      this.#lock = null
      await this.#shelf.write(this.#lockName, "none")
    } else {
      const salt = fresh(16)
      this.#key = await keyFrom(code, salt)
      await this.#keepLock({ salt, proof: await seal(this.#key, "open"), tries: 0, triedAt: 0 })
    }
    this.access = code === null ? "bare" : "open"
    for (const [name, { isWaiting }, value] of values) await this.keep(name, value, isWaiting)
  }

  /** Opens with a code. */
  async unlock(code: string): Promise<Opening> {
    const lock = this.#lock
    if (lock === null) return "open"
    if (lock.tries >= mostTries && this.#now() - lock.triedAt < pause) return "later"
    const key = await keyFrom(code, lock.salt)
    const isRight = await unseal(key, lock.proof).then(
      () => true,
      () => false,
    )
    if (!isRight) return this.#failed(lock)
    this.#key = key
    this.access = "open"
    await this.#keepLock({ ...lock, tries: 0 })
    return "open"
  }

  /** Forgets the key, until somebody types the code. */
  lock(): void {
    if (this.#lock === null) return
    this.#key = null
    this.access = "locked"
  }

  /** Keeps something by name; `isWaiting` when it must outlive everything, a flat battery included. */
  async keep(name: string, value: unknown, isWaiting = false): Promise<void> {
    if (this.access === "locked") return
    const record: Record =
      this.#key === null ? { isWaiting, open: value } : { isWaiting, sealed: await seal(this.#key, value) }
    await this.#shelf.write(this.#prefix + name, record, isWaiting)
  }

  /** What was kept under the names that begin so, in their order. */
  async kept(prefix: string): Promise<ReadonlyArray<unknown>> {
    const records = (await this.#records()).filter(([name]) => name.startsWith(prefix))
    return Promise.all(records.map(([, record]) => this.#value(record)))
  }

  /** How many things wait to be told; known while it is locked too. */
  async waiting(): Promise<number> {
    return (await this.#records()).filter(([, { isWaiting }]) => isWaiting).length
  }

  /** Forgets what begins so; everything when nothing is said. The code stays. */
  async forget(prefix = ""): Promise<void> {
    await this.#shelf.remove(this.#prefix + prefix)
  }

  async #failed(lock: Lock): Promise<Opening> {
    const tries = lock.tries + 1
    await this.#keepLock({ ...lock, tries, triedAt: this.#now() })
    if (tries < mostTries) return "wrong"
    if ((await this.waiting()) > 0) return "later"
    await this.forget()
    await this.#shelf.remove(this.#lockName)
    this.#lock = null
    this.access = "new"
    return "wiped"
  }

  async #keepLock(lock: Lock): Promise<void> {
    this.#lock = lock
    await this.#shelf.write(this.#lockName, lock)
  }

  async #records(): Promise<ReadonlyArray<readonly [string, Record]>> {
    const found = await this.#shelf.read(this.#prefix)
    return found.map(([name, value]) => [name.slice(this.#prefix.length), value as Record] as const)
  }

  async #value({ sealed, open }: Record): Promise<unknown> {
    return sealed === undefined ? open : unseal(this.#key!, sealed)
  }
}
