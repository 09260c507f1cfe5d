import type { Tools } from "./coordinator.ts"
import { isOpen, nextTarget, targetsOf } from "./planner.model.ts"
import type { Column, Delivery, Row } from "./planner.model.ts"

/** A delivery that was picked up, and the distribution it is over. */
interface Held {
  readonly catalog: string
  readonly delivery: Delivery
  readonly over: string
}

/** A delivery in the hand: picked up, over another day, put down there. */
export class MovingPart {
  readonly #tools: () => Tools
  readonly #columns: () => ReadonlyArray<Column>
  readonly #put: (catalog: string, delivery: string, to: string) => Promise<void>
  #held: Held | undefined

  /** Tells where a delivery is put down, when that is another day. */
  constructor(
    tools: () => Tools,
    columns: () => ReadonlyArray<Column>,
    put: (catalog: string, delivery: string, to: string) => Promise<void>,
  ) {
    this.#tools = tools
    this.#columns = columns
    this.#put = put
  }

  /** What is in the hand, as the calendar shows it. */
  get held(): { readonly catalog: string; readonly delivery: string; readonly over: string } | undefined {
    return this.#held && { ...this.#held, delivery: this.#held.delivery.id }
  }

  /** Where the delivery that is held may go, its own day included. */
  get possible(): ReadonlySet<string> {
    const held = this.#held
    const contract = this.#tools().desk.state.contracts.find(({ id }) => id === held?.catalog)
    if (!held || !contract) return new Set()
    const targets = targetsOf(contract, held.delivery, this.#columns())
    return new Set([held.delivery.distribution, ...targets.map(({ id }) => id)])
  }

  /** Picks up what is there and can still be moved. */
  pick({ catalog, name, contract, cells }: Row, { id, day }: Column, isTold: boolean): void {
    const { words, desk, announce, day: said, update } = this.#tools()
    const here = cells.get(id) ?? []
    const delivery = here.find((one) => isOpen(one, desk.connection.now()))
    if (!contract || !desk.mayRun(catalog) || !delivery) {
      if (here.length > 0 && isTold) announce(words.cannotMove)
      return
    }
    this.#held = { catalog, delivery, over: id }
    if (isTold) announce(words.held(name, said(day)))
    update()
  }

  /** Carries it over another day, where it may go. */
  over(id: string): void {
    const held = this.#held
    if (!held || held.over === id || !this.possible.has(id)) return
    const { words, desk, announce, day: said, update } = this.#tools()
    this.#held = { ...held, over: id }
    const { day, place } = this.#columns().find((one) => one.id === id)!
    const isTaken = id !== held.delivery.distribution && desk.delivers(held.catalog, id)
    announce(words.at(`${said(day)}, ${place}`, isTaken))
    update()
  }

  /** Leaves it where it was. */
  leave(): void {
    const { words, announce } = this.#tools()
    this.forget()
    announce(words.left)
  }

  /** Nothing is held any more, and nobody needs to hear of it. */
  forget(): void {
    this.#held = undefined
    this.#tools().update()
  }

  /** Puts it down where it is. */
  async drop(): Promise<void> {
    const held = this.#held
    if (!held) return
    const { catalog, delivery, over } = held
    if (over === delivery.distribution) return this.leave()
    this.forget()
    await this.#put(catalog, delivery.id, over)
  }

  /** Whether a key was about what is held. */
  key(key: string): boolean {
    if (key === "ArrowLeft" || key === "ArrowRight") {
      this.over(nextTarget(this.#columns(), this.possible, this.#held!.over, key === "ArrowLeft" ? -1 : 1))
    } else if (key === "Enter" || key === " ") void this.drop()
    else if (key === "Escape") this.leave()
    else return key === "Tab" || key.startsWith("Arrow")
    return true
  }
}
