import { Closing } from "./closing.ts"
import { JournalPart } from "./journal.ts"
import { PassPart } from "./pass.ts"
import { ShortagePart } from "./shortage.ts"
import type { Tools } from "./tools.ts"
import { ValidationPart } from "./validation.ts"

/** The parts of the desk that a morning does not begin with: they come after the list, and before they are asked for. */
export interface Rooms {
  readonly weigh: PassPart
  readonly products: ShortagePart
  readonly close: ValidationPart
  readonly log: JournalPart
  /** Opens the settled basket of a member again. */
  readonly reopen: (member: string) => void
}

/** Makes them. */
export const roomsOf = (tools: () => Tools): Rooms => ({
  weigh: new PassPart(tools),
  products: new ShortagePart(tools),
  close: new ValidationPart(tools),
  log: new JournalPart(tools),
  reopen: (member) => {
    const { store, words } = tools()
    void new Closing(store).reopenBasket(member, words.reasonUndo)
  },
})
