import * as Schema from "effect/Schema"

/** What a wallet may be refused for. @see D29 */
export const WalletRefusal = {
  BalanceTooLow: {
    member: Schema.String,
    balance: Schema.Number,
    floor: Schema.Number,
    amount: Schema.Number,
    missing: Schema.Number,
  },
} as const
