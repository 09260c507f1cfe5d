import { existsSync, mkdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { chromium } from "playwright-core"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { openSite } from "./site.ts"
import type { Site } from "./site.ts"
import { makeWorld } from "./world.ts"
import type { World } from "./world.ts"

const programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]

/** Opens Chromium: the one that CHROMIUM_PATH names, or one where systems put it. */
export const openChromium = (): Promise<Browser> => {
  const program = process.env["CHROMIUM_PATH"] ?? programs.find((path) => existsSync(path))
  if (program === undefined) throw new Error("No Chromium: name its program in CHROMIUM_PATH.")
  return chromium.launch({ executablePath: program, args: ["--no-sandbox"] })
}

/** A world, its site, and pages of it, for one test. */
export interface Stage {
  readonly world: World
  readonly site: Site
  /** Opens a page of the site; `query` as `site.ts` reads it. */
  readonly open: (query: string, width?: number, more?: BrowserContextOptions) => Promise<Page>
  /** Everything that pages wrote on their consoles, and errors that nobody caught. */
  readonly complaints: ReadonlyArray<string>
  readonly close: () => Promise<void>
}

const cdn = process.env["CABAS_CDN"]

/** Sets a stage: a fresh world, so that tests may run in any order. `extra` more products make a long catalog. */
export const setStage = async (browser: Browser, extra = 0): Promise<Stage> => {
  const world = await makeWorld(extra)
  const site = await openSite(world, cdn)
  const complaints: Array<string> = []
  const pages: Array<Page> = []
  return {
    world,
    site,
    complaints,
    open: async (query, width = 360, more = {}) => {
      const context = await browser.newContext({ viewport: { width, height: 780 }, ...more })
      const page = await context.newPage()
      pages.push(page)
      page.setDefaultTimeout(5000)
      page.on("console", (message) => void complaints.push(message.text()))
      page.on("pageerror", (error) => void complaints.push(String(error)))
      await page.goto(`${site.address}/?${query}`)
      await page.waitForFunction(() => {
        const connection = document.querySelector("cabas-group")
        const { store } = (connection ?? {}) as { readonly store?: { readonly state: { readonly isLoading: boolean } } }
        return store?.state.isLoading === false
      })
      return page
    },
    close: async () => {
      await Promise.all(pages.map((page) => page.context().close()))
      await site.close()
    },
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** What axe finds wrong on a page, in a line each. Axe comes by the debugger, which no policy of the page stops. */
export const violationsOn = async (page: Page): Promise<ReadonlyArray<string>> => {
  const session = await page.context().newCDPSession(page)
  await session.send("Runtime.evaluate", { expression: axe })
  const { result } = await session.send("Runtime.evaluate", {
    expression: `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => JSON.stringify(violations))`,
    awaitPromise: true,
  })
  await session.detach()
  const found = JSON.parse(String(result.value)) as ReadonlyArray<{
    readonly id: string
    readonly nodes: ReadonlyArray<{ readonly target: unknown; readonly failureSummary: string }>
  }>
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${JSON.stringify(target)} ${failureSummary}`),
  )
}

const shots = process.env["CABAS_SHOTS"] ?? join(tmpdir(), "cabas-widgets")

/** Keeps a picture of a page for people to look at. */
export const picture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: join(shots, `widgets-${name}.png`) })
}

/** The element that has the focus, through shadow roots: what it is called and its role. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let active = document.activeElement
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
    return `${active?.getAttribute("role") ?? active?.localName} ${active?.getAttribute("aria-label") ?? active?.textContent?.trim()}`
  })
