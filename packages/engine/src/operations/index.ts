import type { AnyOperation } from "../run/operation.ts"
import * as Basket from "./basket.ts"
import * as Catalog from "./catalog.ts"
import * as Distribution from "./distribution.ts"
import * as Group from "./group.ts"
import * as Import from "./import.ts"
import * as Member from "./member.ts"
import * as Money from "./money.ts"
import * as Recap from "./recap.ts"
import * as Shop from "./shop.ts"

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
    grant: Member.grant,
    get: Member.get,
    list: Member.list,
  },
  catalog: { create: Catalog.create, change: Catalog.change, get: Catalog.get, list: Catalog.list },
  product: {
    save: Catalog.saveProduct,
    activate: Catalog.activateProduct,
    import: Import.importProducts,
    export: Import.exportProducts,
  },
  distribution: {
    plan: Distribution.planEvent,
    change: Distribution.change,
    join: Distribution.join,
    withdraw: Distribution.withdraw,
    cancel: Distribution.cancel,
    get: Distribution.get,
    list: Distribution.list,
  },
  shop: { get: Shop.get },
  basket: {
    draft: Basket.draft,
    confirm: Basket.confirm,
    cancel: Basket.cancel,
    get: Basket.get,
    list: Basket.list,
  },
  recap: { byProduct: Recap.byProduct, byMember: Recap.byMember },
  payment: { record: Money.record },
  wallet: { statement: Money.statement },
} as const

/** The table of operations. */
export type Operations = typeof operations

/** All operations in a row, in the order of the table. */
export const allOperations: ReadonlyArray<AnyOperation> = Object.values(operations).flatMap(
  (verbs) => Object.values(verbs) as ReadonlyArray<AnyOperation>,
)

/** The operation of that name, such as `basket.confirm`. */
export const operationNamed = (name: string): AnyOperation | undefined =>
  allOperations.find((operation) => operation.name === name)
