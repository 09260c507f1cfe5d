import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { extractText, getDocumentProxy } from "unpdf"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startAssociation, temporaryFolder } from "./support/association.ts"
import type { Association } from "./support/association.ts"
import { phone, screen, shootBoth, startBrowser, violations, visit } from "./support/browser.ts"

const folder = temporaryFolder()
let association: Association
let browser: Browser
/** A Saturday whose orders are closed. */
let saturday = ""

beforeAll(async () => {
  ;[association, browser] = await Promise.all([startAssociation(join(folder.path, "association.db")), startBrowser()])
  const { answer } = await camille().ask("distribution.list", { limit: 500 })
  const now = camille().now()
  const isSaturday = ({ endsAt }: { readonly endsAt: string }) => new Date(endsAt).getUTCDay() === 6
  // The market of today is over, too, when this runs late in the evening.
  saturday = answer?.distributions.findLast((one) => one.endsAt <= now && isSaturday(one))?.id ?? ""
})

afterAll(async () => {
  await browser.close()
  await association.stop()
  folder.remove()
})

const camille = () => association.as("camille-roussel")
const pageOf = (part: string, query = "") =>
  `${association.address}/coordination/${part}?membre=camille-roussel${query}`

/** Opens a recap or a sheet of the Saturday. */
const open = async (tag: "recap" | "sheet", layout: string, told: Readonly<Record<string, string>> = {}) => {
  const visited = await visit(browser, pageOf(tag === "recap" ? "recapitulatifs" : "feuilles"), screen)
  const element = visited.page.locator(`cabas-${tag}`)
  await element.evaluate((found, chosen) => void Object.assign(found, chosen), {
    layout,
    distribution: saturday,
    ...told,
  })
  await visited.page.getByRole("article", { name: "Aperçu avant impression" }).waitFor()
  return visited
}

/** What the pages say that come out of the printer, spaces as one types them. */
const printed = async (page: Page, name: string): Promise<ReadonlyArray<string>> => {
  const path = join(folder.path, `${name}.pdf`)
  await page.pdf({ path, preferCSSPageSize: true })
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(readFileSync(path))), { mergePages: false })
  return text.map((one) => one.replaceAll(/[\u00a0\u202f\s]+/g, " "))
}

const euros = (amount: number): string =>
  new Intl.NumberFormat("fr", { style: "currency", currency: "EUR" })
    .format(amount / 100)
    .replaceAll(/[\u00a0\u202f]/g, " ")

/** Every page says where it is, of what it is, and how many there are. */
const areNumbered = (pages: ReadonlyArray<string>): void => {
  for (const [at, text] of pages.entries()) {
    expect(text).toContain(`${at + 1} / ${pages.length}`)
    expect(text).toContain("Les Paniers du Canal · Samedi 28 novembre · Halle du canal")
    expect(text).not.toContain("Démonstration")
    expect(text).not.toContain("Imprimer")
  }
}

const billsOf = async () => (await camille().ask("recap.by-member", { distribution: saturday })).answer!

const times = (text: string, part: string): number => text.split(part).length - 1

describe("what comes out of the printer", () => {
  test("SHEET-1, SHEET-5: a sign-in sheet has each household once, a head on each page, and the sum of the bills", async () => {
    const { page, errors, context } = await open("sheet", "global")
    const pages = await printed(page, "global")
    areNumbered(pages)
    expect(pages.length).toBeGreaterThan(2)
    for (const text of pages) expect(text).toContain("N° Nom Téléphone Solde Montant Commande Signature")
    const { rows, total } = await billsOf()
    const whole = pages.join(" ")
    expect(whole).toContain(`Total ≈ ${euros(total)}`)
    const { answer } = await camille().ask("sheet.sign-in", { distribution: saturday })
    expect(answer?.rows).toHaveLength(rows.length)
    const cells = page.locator("cabas-sheet tbody tr:not(.total) td:nth-child(2)")
    expect(await cells.allTextContents().then((all) => all.map((one) => one.trim()))).toEqual(
      answer?.rows.map(({ households }) => households.map(({ name }) => name).join(" ↔ ")),
    )
    for (const { number, total: amount } of rows)
      expect([number, times(whole, ` ${euros(amount)} `) > 0]).toEqual([number, true])
    expect(errors).toEqual([])
    await context.close()
  })

  test("SHEET-5: a basket slip a page, each with its number, its name and the sum of its bill", async () => {
    const { page, context } = await open("sheet", "baskets", { sort: "number" })
    const pages = await printed(page, "baskets")
    areNumbered(pages)
    const rows = (await billsOf()).rows.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0))
    expect(pages).toHaveLength(rows.length)
    for (const [at, { number, memberName, total, estimate }] of rows.entries()) {
      expect(pages[at]).toContain(`n° ${number} · ${memberName}`)
      expect(pages[at]).toContain(`Total ${estimate ? "≈ " : ""}${euros(total)}`)
    }
    await context.close()
  })

  test("SHEET-5: labels name the group and the date on each page too, each basket once", async () => {
    const { page, context } = await open("sheet", "labels")
    const pages = await printed(page, "labels")
    areNumbered(pages)
    const whole = pages.join(" ")
    for (const { number, memberName } of (await billsOf()).rows) {
      expect([memberName, times(whole, `n° ${number} · ${memberName} `)]).toEqual([memberName, 1])
    }
    await context.close()
  })

  test("SHEET-5, RECAP-1: what to order has a page for each producer, and adds up to the bills", async () => {
    const { page, context } = await open("recap", "product")
    const pages = await printed(page, "product")
    areNumbered(pages)
    const { answer } = await camille().ask("recap.by-product", { distribution: saturday })
    expect(answer?.total).toBe((await billsOf()).total)
    const catalogs = new Set(answer?.rows.map(({ catalog }) => catalog))
    expect(pages).toHaveLength(catalogs.size)
    const sums = [...catalogs].map((catalog) =>
      answer!.rows.filter((row) => row.catalog === catalog).reduce((sum, { total }) => sum + total, 0),
    )
    for (const sum of sums) expect(pages.filter((text) => text.includes(`${euros(sum)}`)).length).toBeGreaterThan(0)
    await context.close()
  })

  test("RECAP-6: what contracts will bring is there before closing, and says that it is expected", async () => {
    const { answer: listed } = await camille().ask("distribution.list", { limit: 500 })
    const recaps = await Promise.all(
      listed!.distributions.map(async ({ id }) => ({
        id,
        answer: (await camille().ask("recap.by-product", { distribution: id })).answer,
      })),
    )
    const next = recaps.find(({ answer }) => answer?.rows.some(({ expected }) => expected))!
    const { page, errors, context } = await open("recap", "product", { distribution: next.id })
    await shootBoth(page, "recap-expected")
    const pages = (await printed(page, "expected")).join(" ")
    expect(pages).toContain("attendu")
    expect(pages).toContain("Attendu : la livraison n’est pas encore close")
    expect(await violations(page)).toEqual([])
    const lines = await page.locator("cabas-recap tbody tr:not(.total)").allTextContents()
    const { rows } = next.answer!
    expect(lines.filter((text) => text.includes("attendu"))).toHaveLength(
      rows.filter(({ expected }) => expected).length,
    )
    expect(errors).toEqual([])
    await context.close()
  })

  test("REPORT-1, REPORT-3: the closing of a period says what the group has and whose it is, to the cent", async () => {
    const { page, errors, context } = await open("recap", "closing")
    await page.getByRole("heading", { name: "Ce que le groupe a" }).waitFor()
    await shootBoth(page, "recap-closing")
    for (const size of [phone, screen]) {
      await page.setViewportSize(size)
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
    }
    const [has, owes] = await page
      .locator("tr.total")
      .evaluateAll((all) => all.map((one) => one.querySelector("td:last-child, th:last-child")?.textContent?.trim()))
    expect(has).toMatch(/^[1-9][\d\s]*,\d\d\s€$/)
    expect(owes).toBe(has)
    const pages = await printed(page, "closing")
    for (const [at, text] of pages.entries()) expect(text).toContain(`${at + 1} / ${pages.length}`)
    expect(pages.join(" ")).toContain("Facturé par les producteurs")
    expect(errors).toEqual([])
    await context.close()
  })

  test("RECEIPT-2: a receipt says what was paid and what remains, on a page of its own", async () => {
    const { member: payer, total } = (await billsOf()).rows[0]!
    const paying = { member: payer, target: { basket: saturday } }
    const cheque = { kind: "cheque", amount: 2000, reference: "Crédit rural 0012" } as const
    await camille().run("payment.record", { ...paying, ...cheque })
    await camille().run("payment.promise", { ...paying, kind: "transfer", amount: Math.max(100, total - 2000) })
    const { page, errors, context } = await open("recap", "receipt")
    const choice = page.getByRole("combobox", { name: "Foyer", exact: true })
    const members = await choice
      .locator("option")
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))
    const receipts = await Promise.all(
      members.map(async (member) => (await camille().ask("receipt.get", { distribution: saturday, member })).answer!),
    )
    const paid = receipts.find(({ payments }) => payments.length > 0)!
    await choice.selectOption(paid.member)
    await page.getByRole("heading", { name: `Reçu · ${paid.memberName}` }).waitFor()
    await shootBoth(page, "recap-receipt")
    for (const size of [phone, screen]) {
      await page.setViewportSize(size)
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
    }
    const pages = await printed(page, "receipt")
    areNumbered(pages)
    for (const { amount } of paid.payments) expect(pages.join(" ")).toContain(euros(Math.abs(amount)))
    expect(pages.join(" ")).toContain(euros(Math.abs(paid.rest)))
    expect(errors).toEqual([])
    await context.close()
  })

  test("SHEET-5, RECAP-4: the whole lies on its side, with its VAT", async () => {
    const { page, context } = await open("recap", "whole")
    const pages = await printed(page, "whole")
    areNumbered(pages)
    const { answer } = await camille().ask("recap.whole", { distribution: saturday })
    for (const { gross } of answer?.vat ?? []) expect(pages.join(" ")).toContain(euros(gross))
    const [first] = (
      await getDocumentProxy(new Uint8Array(readFileSync(join(folder.path, "whole.pdf")))).then((pdf) => pdf.getPage(1))
    ).view.slice(2)
    expect(first).toBeGreaterThan(800)
    await context.close()
  })
})

describe("what is chosen on the screen", () => {
  test.each([
    ["recap", "product"],
    ["recap", "member"],
    ["recap", "whole"],
    ["recap", "period"],
    ["sheet", "global"],
    ["sheet", "variable"],
    ["sheet", "constant"],
    ["sheet", "baskets"],
    ["sheet", "compact"],
    ["sheet", "labels"],
  ] as const)("%s %s: fits a phone and a screen", async (tag, layout) => {
    const { page, errors, context } = await open(tag, layout)
    await shootBoth(page, `${tag}-${layout}`)
    for (const size of [phone, screen]) {
      await page.setViewportSize(size)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
    }
    expect(errors).toEqual([])
    await context.close()
  })

  test.each([
    ["recap", "product"],
    ["sheet", "variable"],
    ["sheet", "labels"],
  ] as const)("%s %s: is accessible", async (tag, layout) => {
    const { page, context } = await open(tag, layout, { catalog: "aubiers-legumes" })
    for (const size of [phone, screen]) {
      await page.setViewportSize(size)
      expect(await violations(page)).toEqual([])
    }
    await context.close()
  })

  test("size, order and instructions show in the preview at once", async () => {
    const { page, context } = await open("sheet", "baskets")
    await page.getByRole("combobox", { name: "Dans l’ordre" }).selectOption("number")
    expect(await page.locator("cabas-sheet h4").first().textContent()).toMatch(/^n° 1 ·/)
    await page.getByRole("combobox", { name: "Taille du texte" }).selectOption("XL")
    expect(await page.locator("cabas-sheet article.XL").count()).toBe(1)
    await page.getByLabel("Consignes, en haut de la feuille").fill("Rapportez les cagettes")
    await page.getByRole("article").getByText("Rapportez les cagettes").waitFor()
    await context.close()
  })

  test("RECAP-2: files come to what the bills do", async () => {
    const { page, context } = await open("recap", "member")
    const waiting = page.waitForEvent("download")
    await page.getByRole("button", { name: "Fichier CSV" }).click()
    const [head = "", ...rows] = readFileSync(await (await waiting).path(), "utf8")
      .trim()
      .split("\r\n")
    const at = head.split(";").indexOf("Montant TTC")
    const total = rows.reduce((sum, row) => sum + Math.round(Number(row.split(";")[at]?.replace(",", ".")) * 100), 0)
    expect(total).toBe((await billsOf()).total)
    const workbook = page.waitForEvent("download")
    await page.getByRole("button", { name: "Classeur XLSX" }).click()
    expect((await workbook).suggestedFilename()).toBe(`par-foyer-${saturday}.xlsx`)
    await context.close()
  })

  test("says that the server does not answer, and tries again", async () => {
    const { page, context } = await open("sheet", "global")
    await context.setOffline(true)
    await page.getByRole("combobox", { name: "Feuille", exact: true }).selectOption("variable")
    await page.getByRole("button", { name: "Réessayer" }).waitFor()
    await context.setOffline(false)
    await page.getByRole("button", { name: "Réessayer" }).click()
    await page.getByRole("article", { name: "Aperçu avant impression" }).waitFor()
    expect(await page.locator("cabas-sheet tbody tr").count()).toBeGreaterThan(1)
    await context.close()
  })

  test("SHEET-3: who runs one catalog has its sheets only; a member is told that it is not for them", async () => {
    const karim = await visit(browser, `${association.address}/coordination/feuilles?membre=karim-haddad`, screen)
    await karim.page.getByRole("combobox", { name: "Feuille", exact: true }).waitFor()
    expect(
      await karim.page.getByRole("combobox", { name: "Feuille", exact: true }).locator("option").allTextContents(),
    ).not.toContain("Émargement, tous les catalogues")
    const refused = await association.as("karim-haddad").ask("sheet.sign-in", { distribution: saturday })
    expect(refused.refusal?._tag).toBe("NotAllowed")
    await karim.context.close()
    const lea = await visit(browser, `${association.address}/coordination/feuilles?membre=lea-martin`)
    await lea.page.getByText("Cette page est réservée aux coordinateurs.").waitFor()
    await lea.context.close()
  })

  test("speaks English too", async () => {
    const { page, context, errors } = await visit(browser, pageOf("feuilles", "&langue=en"), screen)
    await page.getByRole("article", { name: "Print preview" }).waitFor()
    expect(
      await page.getByRole("combobox", { name: "Sheet", exact: true }).locator("option").first().textContent(),
    ).toBe("Sign-in, all catalogs")
    expect(errors).toEqual([])
    await context.close()
  })
})
