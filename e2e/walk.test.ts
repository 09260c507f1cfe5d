import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startAssociation, temporaryFolder } from "./support/association.ts"
import type { Association } from "./support/association.ts"
import { factsOf } from "./support/facts.ts"
import type { Facts } from "./support/facts.ts"
import { confirm, openBasket, seen, take, toOrdering, wordsOf } from "./support/ordering.ts"
import { basketDialog, screen, shoot, startBrowser, violations, visit } from "./support/browser.ts"

const folder = temporaryFolder()
let association: Association
let browser: Browser
let facts: Facts

const site = (member: string, rest = "") => `${association.address}/?membre=${member}${rest}`
const desk = (part: string) => `${association.address}/coordination?membre=camille-roussel#${part}`

beforeAll(async () => {
  ;[association, browser] = await Promise.all([startAssociation(join(folder.path, "association.db")), startBrowser()])
  facts = await factsOf(association)
})

afterAll(async () => {
  await browser.close()
  await association.stop()
  folder.remove()
})

describe("from a price list to a committed basket", () => {
  test("the coordinator imports the price list of the market gardener", async () => {
    const { page, context, errors } = await visit(browser, desk("prices"), screen)
    await page.getByLabel("Catalogue").selectOption("aubiers-legumes")
    await page
      .getByLabel("Fichier CSV")
      .setInputFiles(fileURLToPath(new URL("../examples/association/samples/prix-maraicher.csv", import.meta.url)))
    await page.getByRole("button", { name: "Vérifier sans rien écrire" }).click()
    await page.getByRole("button", { name: "Importer 7 produits" }).click()
    await page.getByText("4 produits créés, 3 mis à jour").waitFor()
    await page.getByRole("link", { name: "Voir le catalogue" }).click()
    await seen(page, "Crosnes")
    expect(errors).toEqual([])
    await context.close()
  })

  test("a member on a phone searches, fills, sees prices and estimates, confirms, and gets a number", async () => {
    const { page, context, errors } = await visit(browser, site("lea-martin"))
    await seen(page.locator("cabas-ordering"), /ommandes jusqu’au/)
    const before = await facts.basketOf("lea-martin")
    const crosnes = await facts.leftOf("crosnes")
    await toOrdering(page)
    await shoot(page, "catalog")
    // One shelf: axe looks long at each product, and they are all made alike.
    await page.getByRole("button", { name: /^Fruits/ }).click()
    expect(await violations(page)).toEqual([])
    await page.getByRole("button", { name: "Tout", exact: true }).click()

    await take(page, "carot", "Carottes des sables", 2)
    await seen(page, "2,50 €/kg")
    await take(page, "crosnes", "Crosnes", 3)
    // 4.90 € for 250 g is 19.60 € a kilo, which has to be said.
    await seen(page, "19,60 €/kg")
    await take(page, "céleri", "Céleri-rave", 1)
    await seen(page, "ajusté à la pesée")
    await toOrdering(page)
    await shoot(page, "catalog-filled")
    await seen(page, /Enregistré à/)
    expect((await facts.basketOf("lea-martin")).draft).toHaveLength(3)
    expect((await facts.basketOf("lea-martin")).wallet).toEqual(before.wallet)

    await openBasket(page)
    const dialog = page.getByRole("dialog")
    // 1 kg at 2.50 €, 3 at 4.90 €, and about 800 g at 3.10 € a kilo.
    await expect.poll(() => wordsOf(dialog)).toContain("≈ 19,68 €")
    await shoot(page, "basket")
    expect(await violations(page, basketDialog)).toEqual([])
    await confirm(page)
    const number = /Commande n°\s(\d+) confirmée/
    await page.getByRole("heading", { name: number }).first().waitFor()
    const shown = number.exec((await page.getByRole("heading", { name: number }).first().textContent()) ?? "")?.[1]
    await shoot(page, "receipt")
    expect(await violations(page, basketDialog)).toEqual([])

    const after = await facts.basketOf("lea-martin")
    expect(after.status).toBe("confirmed")
    expect(String(after.number)).toBe(shown)
    expect(after.total).toBe(1968)
    expect(after.estimate).toBe(true)
    expect(after.wallet.expected).toBe(before.wallet.expected - 1968)
    expect(after.wallet.posted).toBe(before.wallet.posted)
    expect(await facts.leftOf("crosnes")).toBe(crosnes - 3)
    expect(errors).toEqual([])
    await context.close()
  })

  test("the coordinator reads it in what to order from the producer", async () => {
    const { page, context, errors } = await visit(browser, desk("products"), screen)
    const row = page.getByRole("row", { name: /Crosnes/ })
    await row.waitFor()
    expect(await row.textContent()).toContain("3")
    expect(await row.textContent()).toContain("14,70")
    await page.getByRole("link", { name: "Par foyer" }).click()
    await page.getByLabel("Chercher un nom ou un numéro").fill("martin léa")
    expect(await page.getByRole("article").textContent()).toContain("Crosnes")
    expect(errors).toEqual([])
    await context.close()
  })

  test("the member changes the order on a computer, where the basket stands beside the products", async () => {
    const { page, context, errors } = await visit(browser, site("lea-martin"), screen)
    await page.getByRole("heading", { name: /Commande n°\s\d+ confirmée/ }).waitFor()
    await toOrdering(page)
    await shoot(page, "receipt")
    await page.getByRole("button", { name: "Modifier ma commande" }).click()
    await page.getByRole("button", { name: "Moins : Crosnes" }).last().click()
    await shoot(page, "basket")
    await page.getByRole("searchbox").fill("crosnes")
    expect(await violations(page)).toEqual([])
    await page.getByRole("button", { name: "Confirmer les modifications" }).click()
    await page.getByRole("heading", { name: /Commande n°\s\d+ confirmée/ }).waitFor()
    expect(await facts.orderedOf("lea-martin", "crosnes")).toEqual({ pieces: 2 })
    expect(errors).toEqual([])
    await context.close()
  })
})
