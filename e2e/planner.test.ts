import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startAssociation, temporaryFolder } from "./support/association.ts"
import type { Association } from "./support/association.ts"
import { phone, screen, shoot, shootBoth, startBrowser, violations, visit } from "./support/browser.ts"

const folder = temporaryFolder()
let association: Association
let browser: Browser

beforeAll(async () => {
  ;[association, browser] = await Promise.all([startAssociation(join(folder.path, "association.db")), startBrowser()])
})

afterAll(async () => {
  await browser.close()
  await association.stop()
  folder.remove()
})

const planner = (query = "") => `${association.address}/coordination/calendrier?membre=camille-roussel${query}`
const subscriptions = (query = "") => `${association.address}/coordination/contrats?membre=camille-roussel${query}`
const camille = () => association.as("camille-roussel")

const contractOf = async (catalog: string) => {
  const { answer } = await camille().ask("contract.get", { catalog })
  if (answer === undefined) throw new Error(`no contract ${catalog}`)
  return answer
}

/** The deliveries that are not closed. */
const comingOf = async (catalog: string) => {
  const now = camille().now()
  return (await contractOf(catalog)).deliveries.filter(({ closesAt }) => closesAt > now)
}

const seasonsOf = async (catalog: string) =>
  (await camille().ask("subscription.list", { catalog })).answer?.subscriptions ?? []

const longDay = (day: string): string =>
  new Intl.DateTimeFormat("fr", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" })
    .format(Date.parse(day))
    .replace(/ 1 /, " 1er ")

/** The cell of a catalog on a day. */
const cell = (page: Page, name: string, day: string) =>
  page.getByRole("gridcell", { name: new RegExp(`^${name}, ${longDay(day)} :`) })

const contractIn = (page: Page) => page.getByRole("combobox", { name: "Contrat", exact: true })

const scrollsNowhere = async (page: Page): Promise<void> => {
  for (const size of [phone, screen]) {
    await page.setViewportSize(size)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
  }
}

describe("the season's calendar", () => {
  test("D19, D20: a coordinator postpones a delivery by keyboard, and reads what that touches first", async () => {
    const { page, errors, context } = await visit(browser, planner(), screen)
    const [first, second, third] = await comingOf("amap-legumes")
    const before = await seasonsOf("amap-legumes")
    const from = cell(page, "Panier de légumes", third!.day)
    await from.click()
    await shoot(page, "planner", true)
    expect(await violations(page)).toEqual([])
    await from.press("Enter")
    await page.keyboard.press("ArrowRight")
    await shoot(page, "planner-held")
    await page.keyboard.press("Escape")
    expect(await page.getByRole("dialog").count()).toBe(0)
    await from.press("Space")
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("Enter")
    const dialog = page.getByRole("dialog")
    await dialog.getByText(`Panier de légumes : du ${longDay(third!.day)} au ${longDay(second!.day)}`).waitFor()
    expect(await dialog.getByRole("row").filter({ hasText: "BERTHELOT Jean-Pierre" }).count()).toBe(1)
    expect(await dialog.getByRole("row").count()).toBe(before.length + 1)
    await dialog.getByText("Les montants ne changent pas").waitFor()
    await dialog.getByText("Une autre livraison de ce contrat a déjà lieu ce jour-là").waitFor()
    await shootBoth(page, "planner-impact")
    expect(await violations(page)).toEqual([])

    // Somebody subscribes meanwhile: what was read is not what would be done.
    const late = { catalog: "amap-legumes", member: "stephane-joly", entry: "coordinator" } as const
    const order = [{ product: "petit-panier", quantity: { pieces: 1 } }]
    expect((await camille().run("subscription.start", { ...late, order })).refusal).toBeUndefined()
    await dialog.getByRole("button", { name: "Déplacer la livraison" }).click()
    await dialog.getByText("Quelque chose a changé entre-temps.").waitFor()
    expect(await dialog.getByText("JOLY Stéphane").count()).toBe(1)
    await dialog.getByRole("button", { name: "Déplacer la livraison" }).click()
    await dialog.waitFor({ state: "hidden" })
    const [, ...after] = await comingOf("amap-legumes")
    const days = after.slice(0, 2).map(({ distribution }) => distribution)
    expect(days).toEqual([second!.distribution, second!.distribution])
    const seasons = await seasonsOf("amap-legumes")
    for (const { id, total } of before) expect(seasons.find((one) => one.id === id)?.total).toBe(total)
    expect(first?.day).toBe((await comingOf("amap-legumes"))[0]?.day)
    expect(errors).toEqual([])
    await context.close()
  })

  test("a delivery is dragged to another day, and left there it is not moved before it is confirmed", async () => {
    const { page, errors, context } = await visit(browser, planner(), screen)
    const coming = await comingOf("amap-legumes")
    const from = coming[4]!
    const to = coming[5]!
    await cell(page, "Panier de légumes", from.day).dragTo(cell(page, "Panier de légumes", to.day))
    const dialog = page.getByRole("dialog")
    await dialog.getByText(`du ${longDay(from.day)} au ${longDay(to.day)}`).waitFor()
    await dialog.getByRole("button", { name: "Ne rien changer" }).click()
    await dialog.waitFor({ state: "hidden" })
    expect((await comingOf("amap-legumes")).map(({ distribution }) => distribution)).toEqual(
      coming.map(({ distribution }) => distribution),
    )
    expect(errors).toEqual([])
    await context.close()
  })

  test("CALENDAR-6: on a phone a delivery is cancelled from the list", async () => {
    const { page, errors, context } = await visit(browser, planner())
    const coming = await comingOf("amap-fromages")
    const [, second] = coming
    await page.getByRole("heading", { name: "La saison" }).waitFor()
    await shoot(page, "planner-list")
    const day = page.getByRole("listitem").filter({ hasText: new RegExp(longDay(second!.day), "i") })
    await day.getByRole("button", { name: /^Fromages de brebis/ }).click()
    await shoot(page, "planner-list-open")
    expect(await violations(page)).toEqual([])
    await page.getByRole("button", { name: "Annuler cette livraison" }).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByText("pas de livraison le").waitFor()
    await shoot(page, "planner-cancel")
    await dialog.getByRole("button", { name: "Annuler la livraison" }).click()
    await dialog.waitFor({ state: "hidden" })
    expect(await comingOf("amap-fromages")).toHaveLength(coming.length - 1)
    await scrollsNowhere(page)
    await page.setViewportSize(phone)
    await page.getByRole("radio", { name: "Calendrier" }).check()
    await page.getByRole("grid").waitFor()
    await shoot(page, "planner-grid")
    expect(await violations(page)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })

  test("CYCLE-10, RECUR-5: a cycle is created without its holiday, after its dates were read", async () => {
    const { page, errors, context } = await visit(browser, planner(), screen)
    await page.getByText("Créer un cycle").click()
    const { answer } = await camille().ask("group.get", {})
    expect(answer?.rights).toContain("group-admin")
    await page.getByLabel("Lieu").selectOption({ label: "Ferme des Aubiers" })
    await page.getByLabel("Première date").fill("2027-03-03")
    await page.getByLabel("Dernier jour").first().fill("2027-03-31")
    await page.getByRole("radio", { name: "seulement" }).check()
    await page.getByRole("button", { name: "Ajouter des vacances" }).click()
    await page.getByRole("group", { name: "Jours sans livraison" }).getByLabel("Du").fill("2027-03-15")
    await page.getByRole("group", { name: "Jours sans livraison" }).getByLabel("au").fill("2027-03-19")
    await page.getByRole("button", { name: "Voir les dates" }).last().click()
    await page.getByRole("heading", { name: "4 dates" }).waitFor()
    await scrollsNowhere(page)
    await shootBoth(page, "planner-cycle", true)
    expect(await violations(page)).toEqual([])
    await page.getByRole("button", { name: "Créer 4 livraisons" }).click()
    await page.getByText("4 livraisons, du 3 mars 2027 au 31 mars 2027").waitFor()
    const cycles = (await camille().ask("cycle.list", {})).answer?.cycles ?? []
    const created = cycles.find(({ first }) => first === "2027-03-03")
    const { answer: cycle } = await camille().ask("cycle.get", { id: created?.id ?? "" })
    expect(cycle?.dates.map(({ date }) => date)).toEqual(["2027-03-03", "2027-03-10", "2027-03-24", "2027-03-31"])
    expect(errors).toEqual([])
    await context.close()
  })

  test("CONTRACT-3: delays are changed after the closings that move were counted", async () => {
    const { page, errors, context } = await visit(browser, planner(), screen)
    await contractIn(page).selectOption("amap-viande")
    const before = await comingOf("amap-viande")
    await page.getByLabel("Clôture, heures avant").fill("168")
    await page.getByRole("button", { name: "Voir ce que cela change" }).last().click()
    await page.getByText(/\d+ clôtures recomptées\./).waitFor()
    await shoot(page, "planner-delays", true)
    await page.getByRole("button", { name: "Changer le contrat" }).click()
    await expect.poll(async () => (await contractOf("amap-viande")).contract.delays.closesHours).toBe(168)
    expect((await comingOf("amap-viande"))[0]?.closesAt).not.toBe(before[0]?.closesAt)
    expect(errors).toEqual([])
    await context.close()
  })

  test("is for coordinators, and speaks English too", async () => {
    const { page, context } = await visit(browser, `${association.address}/coordination/calendrier?membre=lea-martin`)
    await page.getByText("Cette page est réservée aux coordinateurs.").waitFor()
    await context.close()
    const english = await visit(browser, planner("&langue=en"), screen)
    await english.page.getByRole("heading", { name: "The season" }).waitFor()
    // The site's own green is for its light page.
    await english.page.locator("cabas-group").evaluate((group: HTMLElement) => {
      group.dataset["cabasScheme"] = "dark"
      for (const token of ["--cabas-accent", "--cabas-ink", "--cabas-paper"]) group.style.setProperty(token, "initial")
    })
    await shoot(english.page, "planner-dark")
    expect(await violations(english.page)).toEqual([])
    expect(english.errors).toEqual([])
    await english.page.emulateMedia({ media: "print" })
    await english.page.setViewportSize({ width: 1123, height: 794 })
    await shoot(english.page, "planner-printed")
    expect(await english.page.getByText("Create a cycle").isVisible()).toBe(false)
    await english.context.close()
  })
})

describe("a whole distribution", () => {
  test("CALENDAR-8: is moved with everything that takes place there, after it was read whom that touches", async () => {
    const { page, errors, context } = await visit(browser, planner(), screen)
    const coming = await comingOf("amap-legumes")
    const delivery = coming.at(-3)!
    await cell(page, "Panier de légumes", delivery.day).click()
    await page.getByText("Toute la distribution", { exact: true }).click()
    const day = new Date(Date.parse(delivery.day) + 86_400_000).toISOString().slice(0, 10)
    await page.getByLabel("Nouveau jour").fill(day)
    const panel = page.locator("details", { hasText: "Nouveau jour" })
    await panel.getByRole("button", { name: "Voir ce que cela change" }).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByText(/^Toute la distribution : du/).waitFor()
    await dialog.getByText("Les montants ne changent pas").waitFor()
    expect(await dialog.getByRole("heading", { name: "Panier de légumes" }).count()).toBe(1)
    await shootBoth(page, "planner-whole", true)
    expect(await violations(page)).toEqual([])
    await dialog.getByRole("button", { name: "Déplacer la distribution" }).click()
    await dialog.waitFor({ state: "hidden" })
    expect((await contractOf("amap-legumes")).deliveries.find(({ id }) => id === delivery.id)?.day).toBe(day)
    await page.getByText("Toute la distribution", { exact: true }).waitFor()
    await page.getByRole("button", { name: "Annuler toute la distribution" }).click()
    await dialog.getByText(/^Pas de distribution le/).waitFor()
    await dialog.getByText(/deviennent/).waitFor()
    await shootBoth(page, "planner-whole-cancel")
    await dialog.getByRole("button", { name: "Ne rien changer" }).click()
    await dialog.waitFor({ state: "hidden" })
    expect(errors).toEqual([])
    await context.close()
  })
})

describe("the subscriptions of a contract", () => {
  test("are found, opened, and taken along as a file that runs no formula", async () => {
    const { page, errors, context } = await visit(browser, subscriptions(), screen)
    await contractIn(page).selectOption("amap-legumes")
    await page.getByText("EL AMRANI Fatima").first().waitFor()
    await shootBoth(page, "contracts-admin", true)
    expect(await violations(page)).toEqual([])
    await scrollsNowhere(page)
    const waiting = page.waitForEvent("download")
    await page.getByRole("button", { name: "Télécharger (CSV)" }).click()
    const file = readFileSync(await (await waiting).path(), "utf8")
    const rows = file.replace("\uFEFF", "").trim().split("\r\n")
    expect(rows).toHaveLength((await seasonsOf("amap-legumes")).length + 1)
    expect(rows[0]).toMatch(/^Foyer;Foyer partenaire;Panier;/)
    const workbook = page.waitForEvent("download")
    await page.getByRole("button", { name: "Télécharger (Excel)" }).click()
    expect((await workbook).suggestedFilename()).toBe("abonnements-amap-legumes.xlsx")
    expect(
      readFileSync(await (await workbook).path())
        .subarray(0, 2)
        .toString(),
    ).toBe("PK")
    await page.getByRole("checkbox", { name: "Paniers partagés" }).check()
    await page
      .getByRole("status")
      .getByText(/^2 sur \d+$/)
      .waitFor()
    await page.getByRole("button", { name: /^Ouvrir l’abonnement de BERTHELOT Jean-Pierre/ }).click()
    await page.getByRole("heading", { name: /BERTHELOT Jean-Pierre/ }).waitFor()
    await shootBoth(page, "contracts-admin-one", true)
    expect(await violations(page)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })

  test("SUB-8: an absence is declared for several at once, and each refusal is said by name", async () => {
    const { page, errors, context } = await visit(browser, subscriptions(), screen)
    await contractIn(page).selectOption("amap-fromages")
    await page.getByRole("checkbox", { name: "Choisir MARTIN Léa" }).check()
    await page.getByRole("checkbox", { name: /^Choisir TRAORÉ Adama/ }).check()
    const [next] = await comingOf("amap-fromages")
    await page.getByRole("combobox", { name: "Absents le" }).selectOption(next!.id)
    await page.getByRole("button", { name: "Déclarer 2 absences" }).click()
    await page.getByRole("button", { name: "Confirmer" }).click()
    await page
      .getByText(/^Fait pour 2 sur 2\./)
      .first()
      .waitFor()
    await shoot(page, "contracts-admin-mass", true)
    const seasons = await seasonsOf("amap-fromages")
    for (const member of ["lea-martin", "adama-traore"]) {
      const one = seasons.find((season) => season.member === member)
      expect(one?.deliveries.find(({ id }) => id === next!.id)?.absent).toBe(true)
    }
    expect(errors).toEqual([])
    await context.close()
  })

  test("SUB-9: a household is subscribed by a coordinator, twice is refused in words", async () => {
    const { page, errors, context } = await visit(browser, subscriptions())
    await contractIn(page).selectOption("amap-viande")
    await page.getByText("Inscrire un foyer").click()
    const enrol = async () => {
      await page.getByRole("combobox", { name: "Foyer", exact: true }).selectOption("hugo-lefebvre")
      await page.getByLabel("Steaks hachés, par six").fill("2")
      await page.getByRole("button", { name: "Inscrire", exact: true }).click()
    }
    await enrol()
    await page.getByRole("button", { name: "Ouvrir l’abonnement de LEFEBVRE Hugo" }).waitFor()
    await enrol()
    await page.getByRole("alert").waitFor()
    await expect.poll(async () => (await page.getByRole("alert").boundingBox())?.y ?? -1).toBeGreaterThanOrEqual(0)
    await shoot(page, "contracts-admin-refused")
    expect(await page.getByRole("alert").textContent()).toMatch(/LEFEBVRE Hugo/)
    expect((await seasonsOf("amap-viande")).filter(({ member }) => member === "hugo-lefebvre")).toHaveLength(1)
    expect(errors).toEqual([])
    await context.close()
  })
})
