import { join } from "node:path"
import process from "node:process"
import { chromium } from "playwright-core"
import type { Browser, Page } from "playwright-core"
import { startAssociation } from "../e2e/support/association.ts"
import { prepareDay } from "../e2e/support/day.ts"
import { against, median } from "./measure.ts"
import type { Measured } from "./measure.ts"

const households = 500
/** A tablet that somebody gave away is so much slower than this machine. */
const slower = 4
const typed = ["m", "a", "r", "t", "Backspace", "Backspace", "Backspace", "Backspace", "4", "2", "0"]
const pause = 150

/** The least that a page can do: twelve lines written anew for each key. */
const least = `<input type="search" autocomplete="off"><ul></ul><script>
  const [input, list] = [document.querySelector("input"), document.querySelector("ul")]
  let turn = 0
  input.oninput = () => {
    turn += 1
    list.innerHTML = Array.from({ length: 12 }, (_, at) => "<li>" + at + " Nom " + at * turn + " " + at * turn * 7 + ",00 €</li>").join("")
  }
</script>`

/** Makes many households of the few that the server tells of. */
const multiply = (page: Page): Promise<unknown> =>
  page.route(/desk\.get/, async (route) => {
    const answer = await route.fetch()
    const told = (await answer.json()) as {
      readonly members: ReadonlyArray<{ readonly id: string }>
      readonly baskets: ReadonlyArray<object>
    }
    const many = Array.from({ length: households }, (_, at) => `${told.members[at % told.members.length]?.id}-${at}`)
    const members = many.map((id, at) => ({ ...told.members[at % told.members.length], id }))
    const baskets = many.map((member, at) => {
      const basket = told.baskets[at % told.baskets.length]
      return { ...basket, member, id: `samedi~${member}`, number: at + 1 }
    })
    await route.fulfill({ response: answer, json: { ...told, members, baskets } })
  })

/** What the page's thread works for each key in milliseconds, so that it does not matter what else the machine does. */
const keysOn = async (page: Page): Promise<ReadonlyArray<number>> => {
  await page.getByRole("searchbox").focus()
  const session = await page.context().newCDPSession(page)
  await session.send("Performance.enable", { timeDomain: "threadTicks" })
  const worked = async () => {
    const { metrics } = await session.send("Performance.getMetrics")
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN)
  }
  const took: number[] = []
  for (const key of typed) {
    const before = await worked()
    await page.keyboard.press(key)
    await page.waitForTimeout(pause)
    took.push(slower * ((await worked()) - before))
  }
  return took
}

const eachKey = (seen: ReadonlyArray<ReadonlyArray<number>>): string =>
  typed.map((key, at) => `${key} ${Math.round(median(seen.map((took) => took[at] ?? Number.NaN)))}`).join(", ")

const visit = async <T>(browser: Browser, look: (page: Page) => Promise<T>): Promise<T> => {
  const context = await browser.newContext({ viewport: { width: 768, height: 1024 }, locale: "fr-FR" })
  const page = await context.newPage()
  try {
    return await look(page)
  } finally {
    // The desk may be reading its day again.
    await page.unrouteAll({ behavior: "ignoreErrors" })
    await context.close()
  }
}

/** How many keys a second the list of the desk follows that finds one of 500 households, against a bare list. */
export const deskKeys = async (folder: string, rounds: number): Promise<Measured> => {
  const association = await startAssociation(join(folder, "keys.db"))
  const executablePath = process.env["CHROMIUM_PATH"] || "/usr/bin/chromium"
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] })
  try {
    await prepareDay(association, "samedi", 14)
    const address = `${association.address}/coordination/distribution?membre=camille-roussel&distribution=samedi`
    const seen: Array<ReadonlyArray<number>> = []
    const bare: Array<ReadonlyArray<number>> = []
    const ours = () =>
      visit(browser, async (page) => {
        await multiply(page)
        await page.goto(address)
        await page.getByRole("button", { name: "Continuer sans code" }).click()
        await page.getByText(new RegExp(`/ ${households} venus?$`)).waitFor()
        await page.waitForTimeout(1000)
        const took = await keysOn(page)
        seen.push(took)
        return 1000 / median(took)
      })
    const floor = () =>
      visit(browser, async (page) => {
        await page.setContent(least)
        const took = await keysOn(page)
        bare.push(took)
        return 1000 / median(took)
      })
    const measured = await against("desk-keys", rounds, ours, floor)
    process.stdout.write(`milliseconds a key, ${slower} times slower: ${eachKey(seen)}\n`)
    process.stdout.write(`the bare list, of which the first keys wake the browser up: ${eachKey(bare)}\n`)
    return measured
  } finally {
    await browser.close()
    await association.stop()
  }
}
