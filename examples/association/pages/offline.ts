// Loads the desk of a distribution, and keeps what the page is made of on the device, so that it opens without a network.

const worker = "/hors-ligne.js"
/** The file that the desk comes in. */
export const desk = "/cabas/desk.js"

/** Browsers that check scripts want to be told which one this is. */
interface Trusting {
  readonly trustedTypes?: {
    readonly createPolicy: (
      name: string,
      rules: { readonly createScriptURL: (url: string) => string },
    ) => { readonly createScriptURL: (url: string) => string }
  }
}

const trusted = (url: string): string => {
  const { trustedTypes } = globalThis as Trusting
  const rules = { createScriptURL: (asked: string) => (asked === worker ? asked : "") }
  return trustedTypes?.createPolicy("hors-ligne", rules).createScriptURL(url) ?? url
}

/** Tells the worker what the page is made of, now and as it loads more. */
const keepPage = async (): Promise<void> => {
  await navigator.serviceWorker.register(trusted(worker), { scope: location.pathname })
  const { active } = await navigator.serviceWorker.ready
  const keep = (addresses: ReadonlyArray<string>): void => active?.postMessage(addresses, [])
  keep([location.href])
  new PerformanceObserver((list) => keep(list.getEntries().map(({ name }) => name))).observe({
    type: "resource",
    buffered: true,
  })
}

void import(desk)
if ("serviceWorker" in navigator)
  void keepPage().catch((error: unknown) => console.warn(`hors ligne: ${String(error)}`))
