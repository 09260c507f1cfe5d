import { changedAround } from "../base/language.ts"

/**
 * What may stand beside the ordering flow, loaded when it does. It takes what the flow has already: a second Lit is
 * refused by pages that ask for trusted types.
 */
const beside: Readonly<Record<string, () => Promise<unknown>>> = {
  checkout: () => import("../checkout/checkout.element.ts"),
  wallet: () => import("../wallet/wallet.element.ts"),
}

const look = (): void => {
  for (const name in beside) if (document.querySelector(`cabas-${name}:not(:defined)`)) void beside[name]!()
}

document.addEventListener(changedAround, look)
look()
