import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startAssociation, temporaryFolder } from "./support/association.ts"
import type { Association } from "./support/association.ts"
import { phone, screen, shoot, startBrowser, violations, visit } from "./support/browser.ts"
import { prepareDay } from "./support/day.ts"

const folder = temporaryFolder()
let association: Association
let browser: Browser
let households: ReadonlyArray<string> = []

/** The tablet in the barn. */
const tablet = { width: 768, height: 1024 }

beforeAll(async () => {
  ;[association, browser] = await Promise.all([startAssociation(join(folder.path, "association.db")), startBrowser()])
  households = await prepareDay(association, "samedi", 14)
})

afterAll(async () => {
  await browser.close()
  await association.stop()
  folder.remove()
})

const camille = () => association.as("camille-roussel")
const address = (query = "") =>
  `${association.address}/coordination/distribution?membre=camille-roussel&distribution=samedi${query}`

const day = async () => {
  const { answer } = await camille().ask("desk.get", { distribution: "samedi" })
  if (answer === undefined) throw new Error("no day")
  return answer
}

const withoutCode = (page: Page) => page.getByRole("button", { name: "Continuer sans code" }).click()

/** The list is there. */
const ready = (page: Page) => page.getByText(/^\d+ \/ \d+ venus?$/).waitFor()

describe("the look of the desk", () => {
  test("look", async () => {
    const { page, errors, context } = await visit(browser, address(), tablet)
    await page.getByRole("heading", { name: "Un code pour cet appareil" }).waitFor()
    await shoot(page, "desk-code")
    await withoutCode(page)
    await ready(page)
    await shoot(page, "desk-list")
    console.log(await violations(page))
    await page
      .getByRole("button", { name: /Ouvrir$/ })
      .or(page.getByText("Ouvrir"))
      .first()
      .click()
    await page.getByRole("button", { name: /^Peser/ }).click()
    await page.keyboard.type("167+142")
    await shoot(page, "desk-weigh", true)
    console.log(await violations(page))
    console.log(errors)
    await context.close()
  }, 120_000)
})
void [phone, screen, households, day]
