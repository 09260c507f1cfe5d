import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { DistributionView, ofMember, PricedLine, ProductRow, RecapLine, Standing, VatRow } from "./outputs.ts"

/** Who ordered what at a distribution: members by products. */
export const WholeRecap = Schema.Struct({
  columns: Schema.Array(ProductRow),
  rows: Schema.Array(
    Schema.Struct({
      ...ofMember,
      basket: Schema.String,
      cells: Schema.Array(
        Schema.Struct({
          /** Place of the column, from 0. */
          column: Schema.Int,
          ordered: Core.Measure,
          billed: Core.Measure,
          estimate: Schema.Boolean,
          standing: Standing,
          /** Whether some of it comes from a delivery that is not closed yet. */
          expected: Schema.Boolean,
          amount: Core.Money,
        }),
      ),
      total: Core.Money,
      estimate: Schema.Boolean,
    }),
  ),
  vat: Schema.Array(VatRow),
  total: Core.Money,
})

const PeriodRow = Schema.Struct({
  catalog: Core.Id,
  product: Core.Id,
  reference: Schema.NullOr(Schema.String),
  name: Schema.String,
  ordered: Core.Measure,
  billed: Core.Measure,
  estimate: Schema.Boolean,
  /** Whether some of it comes from deliveries that are not closed yet. */
  expected: Schema.Boolean,
  total: Core.Money,
  totalNet: Core.Money,
  prices: Schema.Array(ProductRow),
})

/** What producers sold over a period, and at which distributions. */
export const PeriodRecap = Schema.Struct({
  distributions: Schema.Array(Schema.Struct({ id: Core.Id, startsAt: Schema.String })),
  producers: Schema.Array(
    Schema.Struct({
      producer: Core.Id,
      name: Schema.String,
      rows: Schema.Array(PeriodRow),
      vat: Schema.Array(VatRow),
      total: Core.Money,
      estimate: Schema.Boolean,
    }),
  ),
  vat: Schema.Array(VatRow),
  total: Core.Money,
})

/** What heads a sheet of paper: the group, and the distributions that it is about. */
const heading = { groupName: Schema.String, currency: Core.Currency, timeZone: Schema.String }

/** Who comes, what they take, where they sign. */
export const SignInSheet = Schema.Struct({
  ...heading,
  /** By date: one cell of each row. */
  distributions: Schema.Array(DistributionView),
  catalogs: Schema.Array(
    Schema.Struct({
      id: Core.Id,
      name: Schema.String,
      kind: Core.CatalogKind,
      producer: Core.Id,
      producerName: Schema.String,
    }),
  ),
  rows: Schema.Array(
    Schema.Struct({
      households: Schema.Array(
        Schema.Struct({ member: Core.Id, name: Schema.String, phones: Schema.Array(Schema.String) }),
      ),
      balance: Schema.NullOr(Core.Money),
      cells: Schema.Array(
        Schema.Struct({
          distribution: Core.Id,
          mark: Schema.Literals(["sign", "absent", "none"]),
          collector: Schema.NullOr(Core.Id),
          taker: Schema.NullOr(Schema.String),
          sharedWith: Schema.Array(Schema.String),
          number: Schema.NullOr(Schema.Int),
          lines: Schema.Array(RecapLine),
          amount: Core.Money,
          estimate: Schema.Boolean,
        }),
      ),
    }),
  ),
})

/** What a member had at a distribution. */
export const Receipt = Schema.Struct({
  ...heading,
  ...ofMember,
  distribution: DistributionView,
  producers: Schema.Array(
    Schema.Struct({ producer: Core.Id, name: Schema.String, lines: Schema.Array(PricedLine), total: Core.Money }),
  ),
  vat: Schema.Array(VatRow),
  fees: Core.Money,
  total: Core.Money,
  estimate: Schema.Boolean,
  /** By date; an amount below zero went back. */
  payments: Schema.Array(
    Schema.Struct({
      payment: Schema.String,
      kind: Core.PaymentKind,
      status: Schema.Literals(["received", "promised"]),
      amount: Core.Money,
      at: Schema.String,
      /** What stands on the transfer, or the number of the cheque. */
      reference: Schema.NullOr(Schema.String),
    }),
  ),
  /** Of the total, what is paid with subscriptions. */
  contracts: Core.Money,
  deposits: Core.Money,
  due: Core.Money,
  paid: Core.Money,
  promised: Core.Money,
  /** What is due and was not paid for the basket: the money pot pays it, or keeps what is over. */
  rest: Core.Money,
})
