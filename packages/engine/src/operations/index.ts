import type { AnyOperation } from "../run/operation.ts"
import * as Absence from "./absence.ts"
import * as Basket from "./basket.ts"
import * as Catalog from "./catalog.ts"
import * as Bank from "./bank.ts"
import * as Contract from "./contract.ts"
import * as ContractMoney from "./contract-money.ts"
import * as Cycle from "./cycle.ts"
import * as Desk from "./desk.ts"
import * as Distribution from "./distribution.ts"
import * as Feed from "./feed.ts"
import * as Group from "./group.ts"
import * as Import from "./import.ts"
import * as Member from "./member.ts"
import * as Membership from "./membership.ts"
import * as Money from "./money.ts"
import * as Recap from "./recap.ts"
import * as Report from "./report.ts"
import * as Sheet from "./sheet.ts"
import * as Shop from "./shop.ts"
import * as Subscription from "./subscription.ts"
import * as SubscriptionViews from "./subscription-views.ts"
import * as Validation from "./validation.ts"

/** Every operation, by concept and verb: from this one table come the methods, the endpoints, the documentation. */
export const operations = {
  group: {
    create: Group.create,
    get: Group.get,
    configure: Group.configure,
    suspend: Group.suspend,
    resume: Group.resume,
    delete: Group.remove,
  },
  place: { save: Group.savePlace, list: Group.listPlaces },
  producer: { save: Group.saveProducer, list: Group.listProducers },
  member: {
    add: Member.add,
    save: Member.save,
    remove: Member.remove,
    erase: Member.erase,
    export: Member.exportMember,
    grant: Member.grant,
    get: Member.get,
    list: Member.list,
    find: Member.find,
  },
  catalog: {
    create: Catalog.create,
    change: Catalog.change,
    delete: Contract.remove,
    get: Catalog.get,
    list: Catalog.list,
  },
  contract: { open: Contract.open, change: Contract.change, get: Contract.get, list: Contract.list },
  delivery: {
    shift: Contract.shift,
    cancel: Contract.cancel,
    extend: Contract.extend,
    next: SubscriptionViews.next,
  },
  subscription: {
    start: Subscription.start,
    order: Subscription.order,
    change: Subscription.change,
    period: Subscription.period,
    stop: Subscription.stop,
    share: Subscription.share,
    turns: Subscription.turns,
    give: Subscription.give,
    transfer: Subscription.transfer,
    delete: Subscription.remove,
    close: Subscription.close,
    get: SubscriptionViews.get,
    list: SubscriptionViews.list,
  },
  feed: { open: Feed.open, close: Feed.close, get: Feed.get },
  absence: {
    declare: Absence.declare,
    withdraw: Absence.withdraw,
    choose: Absence.choose,
    move: Absence.move,
  },
  product: {
    save: Catalog.saveProduct,
    activate: Catalog.activateProduct,
    import: Import.importProducts,
    export: Import.exportProducts,
    short: Desk.short,
    reprice: Desk.reprice,
  },
  cycle: {
    create: Cycle.create,
    change: Cycle.change,
    exclude: Cycle.exclude,
    join: Cycle.join,
    end: Cycle.end,
    preview: Cycle.preview,
    get: Cycle.get,
    list: Cycle.list,
  },
  distribution: {
    plan: Distribution.planEvent,
    change: Distribution.change,
    join: Distribution.join,
    withdraw: Distribution.withdraw,
    cancel: Distribution.cancel,
    get: Distribution.get,
    list: Distribution.list,
    settle: Validation.settleAll,
    checklist: Validation.checklist,
    validate: Validation.validate,
    reopen: Validation.reopenAll,
  },
  shop: { get: Shop.get },
  basket: {
    draft: Basket.draft,
    confirm: Basket.confirm,
    cancel: Basket.cancel,
    get: Basket.get,
    list: Basket.list,
    handOver: Desk.handOver,
    settle: Validation.settle,
    reopen: Validation.reopen,
  },
  line: { weigh: Desk.weigh, sell: Desk.sell, takeBack: Desk.takeBack },
  desk: { get: Desk.get },
  till: { open: Validation.openTill, count: Validation.countTill },
  recap: {
    byProduct: Recap.byProduct,
    byMember: Recap.byMember,
    whole: Recap.whole,
    byProducer: Recap.byProducer,
  },
  sheet: { signIn: Sheet.signIn },
  receipt: { get: Sheet.receipt },
  payment: {
    record: Money.record,
    promise: Money.promise,
    receive: Money.receive,
    cancel: Money.cancel,
    refund: Money.refund,
    move: Money.move,
    list: Money.list,
    reference: Bank.reference,
    plan: ContractMoney.plan,
    recordMany: ContractMoney.recordMany,
    due: ContractMoney.due,
  },
  bank: { import: Bank.importStatement },
  membership: {
    take: Membership.take,
    cancel: Membership.cancel,
    list: Membership.list,
    receipt: Membership.receipt,
  },
  ledger: { trial: Report.trial },
  report: { period: Report.period },
  cheque: { bank: Money.bankCheques, bounce: Money.bounce },
  wallet: { statement: Money.statement },
} as const

export { readFeed } from "./feed.ts"

/** The table of operations. */
export type Operations = typeof operations

/** All operations in a row, in the order of the table. */
export const allOperations: ReadonlyArray<AnyOperation> = Object.values(operations).flatMap(
  (verbs) => Object.values(verbs) as ReadonlyArray<AnyOperation>,
)

/** The operation of that name, such as `basket.confirm`. */
export const operationNamed = (name: string): AnyOperation | undefined =>
  allOperations.find((operation) => operation.name === name)
