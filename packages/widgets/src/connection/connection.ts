import type { Client } from "@cabas/client"
import type { CabasDetails, CabasEventName } from "../base/events.ts"
import type { Speech } from "../base/language.ts"
import type { Keeper } from "./kept.ts"
import type { State } from "./state.ts"
import { nothingYet } from "./state.ts"
import { Told } from "./told.ts"

/** What a connection needs of the page it is in. */
export interface ConnectionOptions {
  readonly client: Client
  readonly group: string
  /** Who is signed in, null for nobody; rejects when there is no network to ask. */
  readonly member: () => Promise<string | null>
  readonly keeper: Keeper
  /** The distribution to order for; none for the next one that takes orders. */
  readonly distribution?: string | null
  /** Where people sign in. */
  readonly signIn?: string | null
  /** Tells the page; false when the page vetoes what is about to happen. */
  readonly tell?: <Name extends CabasEventName>(name: Name, detail: CabasDetails[Name]) => boolean
}

/** Who is signed in to one group, and nothing of its shop: for views that do not order. */
export class Connection extends Told<State> {
  /** What it was made of: others speak to the same server, and keep things on the same device. */
  readonly options: ConnectionOptions
  /** Where people sign in, when the page says so. */
  readonly signIn: string | null

  constructor(options: ConnectionOptions) {
    super(nothingYet)
    this.options = options
    this.signIn = options.signIn ?? null
  }

  /** The server's clock. */
  now(): string {
    return this.options.client.now()
  }

  /** Finds out who is signed in. */
  async load(): Promise<void> {
    const member = await this.member()
    this.set({ member, isLoading: false })
  }

  /** The next instant at which what is shown is another. */
  nextTurn(): string | undefined {
    return undefined
  }

  /** Tries again what could not be done. */
  retry(): void {
    void this.load()
  }

  /** Says something to those who do not see the page: one voice for all views of the connection. */
  announce(said: string): void {
    if (said !== "") this.set({ said })
  }

  /** What those who do not see the page should hear of a change of state; nothing for most. */
  newsSince(_before: State, _speech: Speech): string {
    return ""
  }

  /** Who is signed in. Without a network it is whoever was, in this tab. */
  protected async member(): Promise<string | null> {
    const { keeper, group, member } = this.options
    try {
      const found = await member()
      keeper.set("member", group, found)
      return found
    } catch {
      return keeper.get("member", group)
    }
  }
}
