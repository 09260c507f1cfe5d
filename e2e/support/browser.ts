import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"
import type { AxeResults } from "axe-core"
import { chromium } from "playwright-core"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { onTestFailed } from "vitest"

/** The phone that most members hold, and the screen of a coordinator at home. */
export const phone = { width: 360, height: 780 }
export const screen = { width: 1280, height: 900 }

/** Starts the Chromium of this machine. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] || "/usr/bin/chromium",
    // Root has no sandbox, which is how containers run tests.
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  })

/** What a page has no right to say in the console; refusals and a network that was cut are part of the walk. */
const isExpected = (text: string): boolean =>
  /^Failed to load resource: (the server responded with a status of (403|409|422)|net::ERR_INTERNET_DISCONNECTED)/.test(
    text,
  )

/** A page, in a browser of its own that has been nowhere before. */
export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors of the console, of scripts, and of the content security policy. */
  readonly errors: ReadonlyArray<string>
}

/** Opens an address, and listens to everything that goes wrong. */
export const visit = async (browser: Browser, address: string, viewport = phone): Promise<Visit> => {
  const context = await browser.newContext({
    viewport,
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    hasTouch: viewport.width < 600,
    acceptDownloads: true,
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const errors: Array<string> = []
  page.on("console", (message) => {
    const text = message.text()
    if (["error", "warning"].includes(message.type()) && !isExpected(text)) errors.push(`${message.type()}: ${text}`)
  })
  page.on("pageerror", (error) => errors.push(`script: ${error.stack ?? error.message}`))
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`)
    })
  })
  onTestFailed(({ task }) => shoot(page, `failed-${task.name.replaceAll(/\W+/g, "-").slice(0, 60)}`))
  await page.goto(address)
  return { page, context, errors }
}

const shots = fileURLToPath(new URL("../shots/", import.meta.url))

/** Keeps what the page looks like, to be looked at: `shots/NAME-WIDTH.png`. */
export const shoot = async (page: Page, name: string, whole = false): Promise<void> => {
  const width = page.viewportSize()?.width ?? 0
  await page.screenshot({ path: `${shots}${name}-${width}.png`, fullPage: whole, animations: "disabled" })
}

/** Keeps it at the other width too. */
export const shootBoth = async (page: Page, name: string, whole = false): Promise<void> => {
  const before = page.viewportSize() ?? phone
  await shoot(page, name, whole)
  await page.setViewportSize(before.width === phone.width ? screen : phone)
  await shoot(page, name, whole)
  await page.setViewportSize(before)
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

const options = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }

/** The dialog that holds the basket on a phone, inside the widget. */
export const basketDialog = { fromShadowDom: ["cabas-ordering", "dialog"] }

/** What axe is asked to look at: the whole page, or a part of it. */
type Part = typeof basketDialog | undefined

/**
 * What axe finds wrong with the page as it is now: each rule, and where. The page is laid out whole for that: on a
 * small screen the bar at its foot always covers half a button, which scrolling mends and axe does not know.
 */
export const violations = async (page: Page, part?: Part): Promise<ReadonlyArray<string>> => {
  const size = page.viewportSize() ?? phone
  const height = part === undefined ? await page.evaluate(() => document.documentElement.scrollHeight) : 0
  await page.setViewportSize({ width: size.width, height: Math.max(height, size.height) })
  const found = await violationsIn(page, part)
  await page.setViewportSize(size)
  return found
}

const violationsIn = async (page: Page, part: Part): Promise<ReadonlyArray<string>> => {
  await page.evaluate(axe)
  const { violations: found } = await page.evaluate(
    ([within, how]) => {
      const { axe: checker } = globalThis as unknown as {
        axe: { run: (of: unknown, how: unknown) => Promise<AxeResults> }
      }
      return checker.run(within === undefined ? document : { include: [within] }, how)
    },
    [part, options] as const,
  )
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  )
}
