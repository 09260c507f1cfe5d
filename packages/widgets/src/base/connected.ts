import type { Connection } from "../connection/connection.ts"
import { Store } from "../connection/store.ts"
import { ViewElement } from "./element.ts"

/** A view of the shop and the basket of a connection. */
export abstract class ConnectedElement extends ViewElement {
  declare store: Store | undefined

  protected override get kind(): typeof Connection {
    return Store
  }
}
