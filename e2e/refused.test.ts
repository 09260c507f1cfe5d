import { join } from "node:path"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startAssociation, temporaryFolder } from "./support/association.ts"
import type { Association } from "./support/association.ts"
import { basketDialog, phone, screen, shoot, shootBoth, startBrowser, violations, visit } from "./support/browser.ts"
import { factsOf } from "./support/facts.ts"
import type { Facts } from "./support/facts.ts"
import { confirm, openBasket, seen, take, toOrdering, wordsOf } from "./support/ordering.ts"

const folder = temporaryFolder()
let association: Association
let browser: Browser
let facts: Facts

const site = (member: string, rest = "") => `${association.address}/?membre=${member}${rest}`

beforeAll(async () => {
  ;[association, browser] = await Promise.all([startAssociation(join(folder.path, "association.db")), startBrowser()])
  facts = await factsOf(association)
})

afterAll(async () => {
  await browser.close()
  await association.stop()
  folder.remove()
})

describe("what is refused", () => {
  test("D26: more than the wallet holds, in words, and nothing is written", async () => {
    const before = (await facts.basketOf("ines-caron")).wallet
    const { page, context, errors } = await visit(browser, site("ines-caron"))
    await take(page, "acacia", "Miel d’acacia")
    await openBasket(page)
    await confirm(page)
    await seen(page.getByRole("alert"), /Il manque .* sur votre cagnotte/)
    await shootBoth(page, "refused-wallet")
    expect(await violations(page, basketDialog)).toEqual([])
    const after = await facts.basketOf("ines-caron")
    expect(after.status).toBe("draft")
    expect(after.wallet).toEqual(before)
    expect(errors).toEqual([])
    await context.close()
  })

  test("D12: the last pieces, taken by somebody else between loading and confirming: the wish stays, with choices", async () => {
    expect(await facts.leftOf("canette")).toBe(2)
    const { page, context, errors } = await visit(browser, site("lea-martin"))
    await take(page, "canette", "Canette", 2)
    const other = await association.as("catherine-vasselin").run("basket.confirm", {
      distribution: facts.open,
      lines: [{ catalog: "grande-haie-volailles", product: "canette", quantity: { pieces: 1 } }],
    })
    expect(other.refusal).toBeUndefined()
    await openBasket(page)
    await confirm(page)
    await seen(page.getByRole("dialog"), /2 demandés, il en reste 1/)
    await shootBoth(page, "refused-stock")
    expect(await violations(page, basketDialog)).toEqual([])
    expect(await facts.orderedOf("lea-martin", "canette")).toBeUndefined()
    await page.getByRole("button", { name: /^Prendre/ }).click()
    await confirm(page)
    await page
      .getByRole("heading", { name: /Commande n°\s\d+ confirmée/ })
      .first()
      .waitFor()
    expect(await facts.orderedOf("lea-martin", "canette")).toEqual({ pieces: 1 })
    expect(await facts.leftOf("canette")).toBe(0)
    expect(errors).toEqual([])
    await context.close()
  })

  test("D8: at the closing the page turns read-only by itself, and says what was not confirmed", async () => {
    const coordinator = association.as("camille-roussel")
    const hour = 3_600_000
    const at = (later: number) => new Date(Date.parse(coordinator.now()) + later).toISOString()
    await coordinator.run("place.save", { id: "salle-des-fetes", name: "Salle des fêtes" })
    const planned = await coordinator.run("distribution.plan", {
      id: "de-justesse",
      place: "salle-des-fetes",
      startsAt: at(hour),
      endsAt: at(2 * hour),
      orders: { opensAt: at(-hour), closesAt: at(9000) },
      participations: [{ catalog: "aubiers-legumes" }],
    })
    expect(planned.refusal).toBeUndefined()
    const { page, context, errors } = await visit(browser, site("paul-delattre", "&distribution=de-justesse"))
    await seen(page, /Salle des fêtes/)
    await take(page, "mâche", "Mâche", 2)
    await seen(page, /Enregistré à/)
    await page
      .getByText(/Les commandes sont closes/)
      .first()
      .waitFor({ timeout: 15_000 })
    await page.getByRole("button", { name: "Plus : Mâche" }).waitFor({ state: "hidden" })
    await toOrdering(page)
    await shootBoth(page, "closed")
    expect(await violations(page)).toEqual([])
    await openBasket(page)
    await seen(page, /Non confirmé avant la clôture/)
    await shoot(page, "closed-basket")
    expect((await facts.basketOf("paul-delattre", "de-justesse")).status).toBe("draft")
    expect(errors).toEqual([])
    await context.close()
  })
})

describe("a network that comes and goes", () => {
  test("what is changed without one is kept through a reload, said, and sent when it is back", async () => {
    const { page, context, errors } = await visit(browser, site("camille-roussel"))
    await take(page, "carot", "Carottes des sables")
    await seen(page, /Enregistré à/)
    await context.setOffline(true)
    await page.getByRole("button", { name: "Plus : Carottes des sables" }).first().click()
    await seen(page, /Hors ligne, sera envoyé/)
    await shoot(page, "offline")
    // The page itself has no offline life of its own: it is the API that stays out of reach through the reload.
    await context.route("**/api/**", (route) => route.abort("internetdisconnected"))
    await context.setOffline(false)
    await page.reload()
    await seen(page, /Hors ligne/)
    await seen(page, "Panier · 1 produit")
    await shoot(page, "offline-reloaded")
    await page.getByRole("searchbox").fill("carot")
    expect(await violations(page)).toEqual([])
    const before = (await facts.basketOf("camille-roussel")).draft
    expect(before).toEqual([expect.objectContaining({ quantity: { grams: 500 } })])
    await context.unroute("**/api/**")
    await page.evaluate(() => dispatchEvent(new Event("online")))
    await seen(page, /Enregistré/)
    const draft = async () => (await facts.basketOf("camille-roussel")).draft
    await expect
      .poll(draft)
      .toEqual([expect.objectContaining({ product: "carottes-des-sables", quantity: { grams: 1000 } })])
    expect(errors).toEqual([])
    await context.close()
  })
})

describe("who looks", () => {
  test("a visitor sees products and prices, and cannot order", async () => {
    const { page, context, errors } = await visit(browser, site("visiteur"), screen)
    await seen(page, "Carottes des sables")
    await seen(page, "2,40 €/kg")
    expect(await page.getByRole("button", { name: /^Ajouter/ }).count()).toBe(0)
    await toOrdering(page)
    await shootBoth(page, "visitor")
    expect(errors).toEqual([])
    await context.close()
  })

  test("a newcomer with an empty wallet is told before confirming what is missing", async () => {
    const { page, context, errors } = await visit(browser, site("lucie-charpentier"))
    await take(page, "batavia", "Batavia blonde")
    await openBasket(page)
    await seen(page.getByRole("dialog"), /Il manque 1,40\s€ sur votre cagnotte/)
    await shoot(page, "newcomer")
    expect(errors).toEqual([])
    await context.close()
  })

  test("in English, everything that the widgets say is English", async () => {
    const { page, context, errors } = await visit(browser, site("alioune-ndour", "&langue=en"))
    await page
      .getByRole("button", { name: /^Add: / })
      .first()
      .waitFor()
    await toOrdering(page)
    await shootBoth(page, "english")
    await page.getByRole("searchbox").fill("carot")
    await page.getByRole("button", { name: "Add: Carottes des sables" }).click()
    await page.getByRole("button", { name: /^Basket/ }).click()
    await page.getByRole("button", { name: "Confirm my order" }).waitFor()
    await shoot(page, "english-basket")
    const words = await wordsOf(page.locator("cabas-ordering"))
    expect(words).not.toMatch(/Panier|Commande|Ajouter|Confirmer|pesée/)
    expect(errors).toEqual([])
    await context.close()
  })

  test("the switch makes one another household, with or without a mouse", async () => {
    const { page, context, errors } = await visit(browser, association.address, phone)
    await page.getByRole("button", { name: /^Fruits/ }).click()
    await page.getByText("Changer", { exact: true }).click()
    await shootBoth(page, "switch")
    expect(await violations(page)).toEqual([])
    await page.getByLabel("Un autre foyer").fill("guégan")
    await page.keyboard.press("Enter")
    await seen(page, "Bonjour Solène.")
    expect(page.url()).toContain("membre=solene-guegan")
    expect(errors).toEqual([])
    await context.close()
  })
})
