import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startAssociation, temporaryFolder } from "./support/association.ts"
import type { Association } from "./support/association.ts"
import { phone, screen, shoot, shootBoth, startBrowser, violations, visit } from "./support/browser.ts"

const folder = temporaryFolder()
let association: Association
let browser: Browser
/** The distribution that takes orders, and one whose orders are closed. */
let open = ""
let closed = ""

beforeAll(async () => {
  ;[association, browser] = await Promise.all([startAssociation(join(folder.path, "association.db")), startBrowser()])
  const visitor = association.as(null)
  open = (await visitor.ask("shop.get", {})).answer?.distribution?.id ?? ""
  const { answer } = await visitor.ask("distribution.list", { limit: 500 })
  const saturdays = answer?.distributions.filter(({ id }) => !id.startsWith("jeudis-"))
  closed = saturdays?.findLast(({ orders }) => orders.closesAt <= visitor.now())?.id ?? ""
})

afterAll(async () => {
  await browser.close()
  await association.stop()
  folder.remove()
})

const desk = (part: string, query = "") => `${association.address}/coordination?membre=camille-roussel${query}#${part}`

/** A basket as the API tells it to the coordinator. */
const basketOf = async (member: string, distribution: string) => {
  const { answer } = await association.as("camille-roussel").ask("basket.get", { distribution, member })
  if (answer === undefined) throw new Error(`no basket of ${member}`)
  return answer
}

const orderedIn = (basket: Awaited<ReturnType<typeof basketOf>>, product: string) =>
  basket.lines.find((line) => line.product === product)?.ordered

const add = async (page: Page, words: string, name: string): Promise<void> => {
  await page.getByLabel("Ajouter un produit").fill(words)
  await page.getByRole("button", { name }).first().click()
}

describe("the price list of a producer", () => {
  const sample = fileURLToPath(new URL("../examples/association/samples/prix-maraicher.csv", import.meta.url))

  test("is checked row by row without writing, then written, then seen in the catalog", async () => {
    const { page, errors, context } = await visit(browser, desk("prices"), screen)
    const before = (await association.as("camille-roussel").ask("catalog.get", { id: "aubiers-legumes" })).answer
    await page.getByLabel("Catalogue").selectOption("aubiers-legumes")
    await page.getByRole("button", { name: "Vérifier sans rien écrire" }).click()
    await expect.poll(() => page.getByRole("alert").textContent()).toBe("Choisissez d’abord un fichier.")
    await page.getByLabel("Fichier CSV").setInputFiles(sample)
    await page.getByRole("button", { name: "Vérifier sans rien écrire" }).click()
    await page.getByText("4 à créer, 3 à mettre à jour, 2 inchangés, 3 refusés.").waitFor()
    await page.getByText("« un euro » n’est pas un nombre").waitFor()
    await shootBoth(page, "import-check", true)
    expect(await violations(page)).toEqual([])
    const between = (await association.as("camille-roussel").ask("catalog.get", { id: "aubiers-legumes" })).answer
    expect(between).toEqual(before)

    await page.getByRole("button", { name: "Importer 7 produits" }).click()
    await page.getByText("4 produits créés, 3 mis à jour").waitFor()
    await shoot(page, "import-done")
    const after = (await association.as("camille-roussel").ask("catalog.get", { id: "aubiers-legumes" })).answer
    expect(after?.products["carottes-des-sables"]?.terms.price).toBe(250)
    expect(after?.products["crosnes"]?.terms).toMatchObject({ price: 490, content: { grams: 250 } })
    expect(errors).toEqual([])
    await context.close()
  })

  test("that is no list at all is refused in words", async () => {
    const { page, context, errors } = await visit(browser, desk("prices"))
    await page
      .getByLabel("Fichier CSV")
      .setInputFiles({ name: "photo.csv", mimeType: "text/csv", buffer: Buffer.from([0x89, 0x50, 0, 0, 1, 2]) })
    await page.getByRole("button", { name: "Vérifier sans rien écrire" }).click()
    await page.getByRole("alert").waitFor()
    expect(await page.getByRole("alert").textContent()).toMatch(/fichier/i)
    await shoot(page, "import-unreadable")
    expect(errors).toEqual([])
    await context.close()
  })

  test("is for those who run the catalog", async () => {
    const { page, context } = await visit(browser, `${association.address}/coordination?membre=karim-haddad#prices`)
    await page.getByLabel("Catalogue").waitFor()
    expect(await page.getByLabel("Catalogue").locator("option").allTextContents()).toEqual([
      expect.stringContaining("Ferme des Aubiers"),
    ])
    await context.close()
  })
})

describe("an order entered for a household", () => {
  test("is found by name, filled, priced as it changes, recorded, and in the recap at once", async () => {
    const { page, errors, context } = await visit(browser, desk("entry"))
    await page.getByRole("main").getByLabel("Foyer").fill("caron in")
    await shoot(page, "entry-choice")
    await page.getByRole("link", { name: "CARON Inès" }).click()
    await page.getByText("Rien dans ce panier pour le moment.").waitFor()
    await add(page, "poireau", "Poireaux d’hiver")
    await page.getByRole("textbox", { name: "Quantité de Poireaux d’hiver" }).fill("1,5")
    await add(page, "oeuf", "Œufs, boîte de 6")
    await page.getByRole("button", { name: "+ Œufs, boîte de 6" }).click()
    await page.getByText("La cagnotte passera sous zéro").waitFor()
    await shootBoth(page, "entry-filled", true)
    expect(await violations(page)).toEqual([])
    const before = await basketOf("ines-caron", open)
    expect(before.status).toBe("draft")
    await page.getByRole("button", { name: "Enregistrer la commande de CARON Inès" }).click()
    await page.getByText(/Commande enregistrée, panier n°\s\d+/).waitFor()
    await shoot(page, "entry-saved")
    const after = await basketOf("ines-caron", open)
    expect(orderedIn(after, "poireaux")).toEqual({ grams: 1500 })
    expect(orderedIn(after, "oeufs-boite-de-6")).toEqual({ pieces: 2 })
    expect(after.wallet.expected).toBe(before.wallet.expected - after.total)
    await page.getByRole("link", { name: "Par foyer" }).click()
    await page.getByLabel("Chercher un nom ou un numéro").fill("Inès")
    await page.getByText(/1 paniers? sur \d+/).waitFor()
    expect(await page.getByRole("article").textContent()).toContain("1,5\u00a0kg")
    await page.getByRole("link", { name: "Corriger CARON Inès" }).click()
    await page.getByRole("button", { name: "− Œufs, boîte de 6" }).click()
    await page.getByRole("button", { name: /^Enregistrer/ }).click()
    await page.getByText(/Commande enregistrée/).waitFor()
    expect(orderedIn(await basketOf("ines-caron", open), "oeufs-boite-de-6")).toEqual({ pieces: 1 })
    expect(errors).toEqual([])
    await context.close()
  })

  test("may be entered after the closing, which is said", async () => {
    const { page, context, errors } = await visit(browser, desk("entry/lea-martin", `&distribution=${closed}`), screen)
    await page.getByText(/Les commandes sont closes depuis/).waitFor()
    const before = orderedIn(await basketOf("lea-martin", closed), "batavia-blonde")
    expect(before).toBeUndefined()
    await add(page, "batavia", "Batavia blonde")
    await shoot(page, "entry-closed")
    await page.getByRole("button", { name: /^Enregistrer/ }).click()
    await page.getByText(/Commande enregistrée/).waitFor()
    expect(orderedIn(await basketOf("lea-martin", closed), "batavia-blonde")).toEqual({ pieces: 1 })
    expect(errors).toEqual([])
    await context.close()
  })

  test("D13: beyond the stock it takes what is left, or a reason that is kept", async () => {
    const { answer } = await association.as(null).ask("shop.get", { distribution: open })
    const offer = answer?.offers.find(
      ({ left, loose }) => left !== null && loose === null && "pieces" in left && left.pieces > 0 && left.pieces < 5,
    )
    const left = offer?.left !== null && offer?.left !== undefined && "pieces" in offer.left ? offer.left.pieces : 0
    const { page, context, errors } = await visit(browser, desk("entry/lea-martin"))
    await add(page, offer?.name ?? "", offer?.name ?? "")
    await page.getByRole("textbox", { name: `Quantité de ${offer?.name}` }).fill(String(left + 2))
    await page.getByRole("heading", { name: "Il n’en reste pas assez" }).waitFor()
    await shootBoth(page, "entry-short", true)
    expect(await violations(page)).toEqual([])
    await page.getByRole("button", { name: "Prendre ce qui reste" }).click()
    await expect.poll(() => page.getByRole("textbox", { name: /^Quantité/ }).inputValue()).toBe(String(left))
    await page.getByRole("textbox", { name: `Quantité de ${offer?.name}` }).fill(String(left + 1))
    await page.getByRole("button", { name: "Commander quand même" }).click()
    await page.getByText("Indiquez le motif.").waitFor()
    await page.getByLabel(/^Motif/).fill("Le producteur en a mis une de plus de côté")
    await page.getByRole("button", { name: "Commander quand même" }).click()
    await page.getByText(/Commande enregistrée/).waitFor()
    expect(orderedIn(await basketOf("lea-martin", open), offer?.product ?? "")).toEqual({ pieces: left + 1 })
    expect(errors).toEqual([])
    await context.close()
  })
})

describe("the recap", () => {
  test.each([
    ["products", "À commander aux producteurs"],
    ["members", "Les paniers par foyer"],
  ])("%s: is accessible and clean on a phone and on a screen", async (part, title) => {
    const { page, context, errors } = await visit(browser, desk(part))
    await page.getByRole("heading", { name: title }).waitFor()
    await page.getByRole("button", { name: "Imprimer" }).waitFor()
    await shootBoth(page, `recap-${part}`)
    // One producer, a few baskets: axe looks long at each line, and they are all made alike.
    if (part === "products") await page.getByLabel("Producteur").selectOption("aubiers-legumes")
    else await page.getByLabel("Chercher un nom ou un numéro").fill("d")
    for (const size of [phone, screen]) {
      await page.setViewportSize(size)
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
    }
    expect(errors).toEqual([])
    await context.close()
  })

  test("by product is downloaded as a file that adds up to what the API says", async () => {
    const { page, context } = await visit(browser, desk("products"), screen)
    const waiting = page.waitForEvent("download")
    await page.getByRole("button", { name: "Télécharger en CSV" }).click()
    const file = readFileSync(await (await waiting).path(), "utf8")
    const rows = file.replace("\uFEFF", "").trim().split("\r\n")
    const { answer } = await association.as("camille-roussel").ask("recap.by-product", { distribution: open })
    expect(rows).toHaveLength((answer?.rows.length ?? 0) + 1)
    const total = rows
      .slice(1)
      .reduce((sum, row) => sum + Math.round(Number((row.split(";").at(-2) ?? "").replace(",", ".")) * 100), 0)
    expect(total).toBe(answer?.total)
    await context.close()
  })

  test("prints each producer on a sheet of its own, without what is only for a screen", async () => {
    const { page, context } = await visit(browser, desk("products"), screen)
    await page.getByRole("button", { name: "Imprimer" }).waitFor()
    await page.emulateMedia({ media: "print" })
    await page.setViewportSize({ width: 794, height: 1123 })
    await shoot(page, "recap-products-printed")
    expect(await page.getByRole("button", { name: "Imprimer" }).isVisible()).toBe(false)
    expect(await page.getByText("Démonstration").isVisible()).toBe(false)
    expect(await page.locator(".sheet .running").first().isVisible()).toBe(true)
    await page.pdf({ path: fileURLToPath(new URL("shots/recap.pdf", import.meta.url)), format: "A4" })
    await page.goto(desk("members"))
    await page.getByText("Signature").first().waitFor()
    await shoot(page, "recap-members-printed")
    await page.pdf({ path: fileURLToPath(new URL("shots/baskets.pdf", import.meta.url)), format: "A4" })
    await context.close()
  })

  test("is for coordinators: a member is told so, and what to do", async () => {
    const { page, context, errors } = await visit(browser, `${association.address}/coordination?membre=lea-martin`)
    await page.getByText("Cette page est réservée aux coordinateurs.").waitFor()
    await shoot(page, "reserved")
    expect(await violations(page)).toEqual([])
    await page
      .getByRole("link", { name: /Camille Roussel/ })
      .last()
      .click()
    await page.getByRole("heading", { name: "À commander aux producteurs" }).waitFor()
    expect(errors).toEqual([])
    await context.close()
  })

  test("says that the server does not answer, and tries again", async () => {
    const { page, context } = await visit(browser, desk("products"))
    await page.getByRole("button", { name: "Imprimer" }).waitFor()
    await context.setOffline(true)
    await page.getByRole("link", { name: "Par foyer" }).click()
    await page.getByText("Le serveur ne répond pas.").waitFor()
    await shoot(page, "recap-offline")
    await context.setOffline(false)
    await page.getByRole("button", { name: "Réessayer" }).click()
    await page.getByLabel("Chercher un nom ou un numéro").waitFor()
    expect(await page.getByRole("article").count()).toBeGreaterThan(10)
    await context.close()
  })

  test("speaks English too", async () => {
    const { page, context, errors } = await visit(browser, desk("products", "&langue=en"))
    await page.getByRole("heading", { name: "To order from producers" }).waitFor()
    await page.getByRole("link", { name: "By household" }).click()
    await page.getByLabel("Search a name or a number").waitFor()
    expect(await violations(page)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })
})
