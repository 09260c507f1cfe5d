import { amountOf } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"
import type { AnswerOf } from "@cabas/client"
import type { Association } from "./association.ts"

/** What the API says, read apart from any page. */
export interface Facts {
  /** The distribution that takes orders. */
  readonly open: string
  readonly basketOf: (member: string, distribution?: string) => Promise<AnswerOf<"basket.get">>
  /** What a member ordered of a product. */
  readonly orderedOf: (member: string, product: string, distribution?: string) => Promise<Measure | undefined>
  /** What is left of a product whose stock is counted. */
  readonly leftOf: (product: string) => Promise<number>
}

/** Reads what the API says of an association. */
export const factsOf = async (association: Association): Promise<Facts> => {
  const visitor = association.as(null)
  const open = (await visitor.ask("shop.get", {})).answer?.distribution?.id ?? ""
  const basketOf: Facts["basketOf"] = async (member, distribution = open) => {
    const { answer } = await association.as("camille-roussel").ask("basket.get", { distribution, member })
    if (answer === undefined) throw new Error(`no basket of ${member} at ${distribution}`)
    return answer
  }
  return {
    open,
    basketOf,
    orderedOf: async (member, product, distribution) =>
      (await basketOf(member, distribution)).lines.find((line) => line.product === product)?.ordered,
    leftOf: async (product) => {
      const { answer } = await visitor.ask("shop.get", { distribution: open })
      const left = answer?.offers.find((offer) => offer.product === product)?.left
      if (left === null || left === undefined) throw new Error(`the stock of ${product} is not counted`)
      return amountOf(left)
    },
  }
}
