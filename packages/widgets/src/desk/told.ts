import type { Entry } from "./picture.ts"
import type { Tools } from "./tools.ts"

/** Who somebody is, as the list says it. */
export const nameIn = ({ rows }: Tools, member: string): string =>
  rows.find(({ basket }) => basket.member === member)?.name ?? member

/** What a command is about, besides whose it is. */
const objectOf = ({ command }: Entry, tools: Tools): string => {
  const { words, money, measure, picture, rows } = tools
  const { operation, input } = command
  const named = (catalog: string, product: string) =>
    rows.flatMap(({ basket }) => basket.lines).find((line) => line.catalog === catalog && line.product === product)
      ?.name ?? product
  switch (operation) {
    case "line.weigh": {
      const line = picture.baskets
        .find(({ member }) => member === input.member)
        ?.lines.find(({ id }) => id === input.line)
      const what = input.weights?.join(" + ") ?? (input.delivered ? measure(input.delivered) : words.seenAs.undone)
      return `${line?.name ?? ""}, ${what}`
    }
    case "line.sell":
      return `${named(input.catalog, input.product)}, ${measure(input.weighed ?? input.quantity)}`
    case "basket.hand-over":
      return input.to === null ? words.isNotHanded : words.isHanded
    case "payment.record":
    case "payment.refund":
      return words.payExactly(words.kinds[input.kind], money(input.amount))
    case "payment.receive":
      return input.amount === undefined ? "" : money(input.amount)
    case "product.short":
    case "product.reprice":
      return named(input.catalog, input.product)
    default:
      return ""
  }
}

/** A command in a sentence. */
export const toldOf = (entry: Entry, tools: Tools): string =>
  tools.words.did[entry.command.operation](nameIn(tools, entry.lane), objectOf(entry, tools))
