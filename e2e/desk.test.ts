import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { members } from "../examples/association/data/index.ts"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startAssociation, temporaryFolder } from "./support/association.ts"
import type { Association } from "./support/association.ts"
import { phone, screen, shoot, startBrowser, violations, visit } from "./support/browser.ts"
import { prepareDay } from "./support/day.ts"

const folder = temporaryFolder()
let association: Association
let browser: Browser
let households: ReadonlyArray<string> = []

/** So much slower than this machine is a tablet that somebody gave away. */
const slower = 4

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

/** A tablet that opens the desk, without a code. */
const open = async (query = "", size = tablet) => {
  const one = await visit(browser, address(query), size)
  await one.page.getByRole("button", { name: "Continuer sans code" }).click()
  await ready(one.page)
  return one
}

/** The list is there. */
const ready = (page: Page) => page.getByText(/^\d+ \/ \d+ venus?$/).waitFor()

const nameOf = async (member: string) => (await day()).members.find(({ id }) => id === member)?.name ?? ""

/** Opens a household as a volunteer does: some letters, then the row. */
const openOne = async (page: Page, name: string) => {
  const back = page.getByRole("button", { name: "Tous les foyers" })
  if (await back.isVisible()) await back.click()
  await page.getByRole("searchbox").fill(name.split(" ")[0] ?? "")
  await page.getByRole("button", { name: new RegExp(`${name}.*article`) }).click()
  await page.getByRole("heading", { name, exact: true }).waitFor()
}

/** Types on the pad with a finger. */
const tap = async (page: Page, keys: string) => {
  const names: Readonly<Record<string, string>> = { "+": "plus, pour peser en plusieurs fois", ",": "virgule" }
  for (const key of keys) {
    await page
      .getByRole("group", { name: "Pavé de chiffres" })
      .getByRole("button", { name: names[key] ?? key, exact: true })
      .click()
  }
}

const part = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Parties de la distribution" }).getByRole("button", { name }).click()

const basketOf = async (member: string) => {
  const basket = (await day()).baskets.find((one) => one.member === member)
  if (basket === undefined) throw new Error(`no basket of ${member}`)
  return basket
}

/** What a tablet shows, as its store has it. */
const shownOn = (page: Page) =>
  page.evaluate(() => {
    const element = document.querySelector("cabas-desk") as unknown as {
      readonly desk: { readonly state: { readonly picture: { readonly baskets: ReadonlyArray<object> } } }
    }
    return element.desk.state.picture.baskets.map((basket) => JSON.stringify(basket))
  })

/** Everything that the browser keeps of the desk, as text. */
const keptIn = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open("cabas-desk-paniers-du-canal")
        opening.addEventListener("success", () => {
          const database = opening.result
          if (!database.objectStoreNames.contains("kept")) return resolve("")
          const reading = database.transaction("kept").objectStore("kept").getAll()
          reading.addEventListener("success", () => resolve(JSON.stringify(reading.result)))
        })
      }),
  )

describe("the Saturday, on a tablet of 768 px", () => {
  test("DAY-1, DAY-6, DAY-19, DAY-23: weighs, is paid and hands over, with the network cut for part of it", async () => {
    const first = await open()
    const { page, context, errors } = first
    await shoot(page, "desk-list")
    const rows = page.getByRole("listitem").filter({ hasText: "article" })
    const boxes = await Promise.all((await rows.all()).map((row) => row.boundingBox()))
    expect(boxes.filter((box) => box !== null && box.y + box.height <= tablet.height).length).toBeGreaterThanOrEqual(12)
    for (const button of await page.getByRole("button", { name: /^Ouvrir|à peser/ }).all()) {
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(56)
    }
    expect(await violations(page)).toEqual([])

    const [one = "", two = "", three = "", four = ""] = households
    await openOne(page, await nameOf(one))
    await page.getByRole("button", { name: "Peser, Tomme de brebis" }).click()
    await tap(page, "167+142")
    await page.getByText("= 309 g").waitFor()
    await page.getByText("24 % de plus").waitFor()
    await shoot(page, "desk-weigh")
    expect(await violations(page)).toEqual([])
    await page.getByRole("button", { name: "Valider", exact: true }).click()
    await page.getByText("7,42 €").first().waitFor()
    await expect.poll(async () => (await basketOf(one)).lines[0]?.delivered).toEqual({ grams: 309 })
    await page.getByRole("button", { name: "Espèces 14,22 €" }).click()
    await page.getByRole("button", { name: /^Remettre à/ }).click()
    await page.getByRole("button", { name: "Remis ✓" }).waitFor()
    await shoot(page, "desk-member", true)
    expect(await violations(page)).toEqual([])
    await expect.poll(async () => (await basketOf(one)).taken).toBe(true)

    // What the page is made of is on the device by now; then the barn loses the network.
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
      while ((await (await caches.open("desk-1")).keys()).length < 4) await new Promise((go) => setTimeout(go, 50))
    })
    await context.setOffline(true)
    await page.getByText(/hors réseau/).waitFor()
    await openOne(page, await nameOf(two))
    await page.getByRole("button", { name: "Peser, Tomme de brebis" }).click()
    await tap(page, "0,24")
    await page.getByText("= 240 g").waitFor()
    await page.getByRole("button", { name: "Valider", exact: true }).click()
    await page.getByRole("button", { name: "Autre montant" }).click()
    await tap(page, "20")
    await page.getByText("À rendre : 7,44 €").waitFor()
    await shoot(page, "desk-change", true)
    await page.getByRole("button", { name: "Encaisser 12,56 €, rendre 7,44 €" }).click()
    await page.getByRole("button", { name: /^Remettre à/ }).click()
    await page.getByText("hors réseau, 3 en attente").waitFor()
    expect((await basketOf(two)).toWeigh).toBe(1)

    // Meanwhile the other tablet works, and weighs one that the first weighs too.
    const second = await open()
    await openOne(second.page, await nameOf(three))
    await second.page.getByRole("button", { name: "Peser, Tomme de brebis" }).click()
    await second.page.keyboard.type("255")
    await second.page.keyboard.press("Enter")
    await second.page.getByRole("button", { name: /^Chèque/ }).click()
    await second.page.getByLabel(/^Numéro du chèque/).fill("0001234")
    await second.page.getByLabel(/^Banque du chèque/).fill("Crédit agricole du Centre")
    await shoot(second.page, "desk-cheque", true)
    expect(await violations(second.page)).toEqual([])
    await second.page.getByRole("button", { name: "Encaisser 12,92 €" }).click()
    await expect.poll(async () => (await basketOf(three)).paid).toBe(1292)
    await openOne(second.page, await nameOf(four))
    await second.page.getByRole("button", { name: "Peser, Tomme de brebis" }).click()
    await second.page.keyboard.type("260")
    await second.page.keyboard.press("Enter")
    await expect.poll(async () => (await basketOf(four)).toWeigh).toBe(0)

    // The tablet is dropped, and comes up again without a network: nothing is lost.
    const response = await page.reload()
    expect(response?.fromServiceWorker()).toBe(true)
    await page.getByText("hors réseau, 3 en attente").waitFor()
    await part(page, "Pesée")
    await page.getByRole("button", { name: /^Tomme de brebis/ }).click()
    const wanted = await nameOf(four)
    while (!(await page.getByRole("heading", { name: wanted }).isVisible())) {
      await page.getByRole("button", { name: "Passer" }).click()
    }
    await shoot(page, "desk-pass")
    await page.keyboard.type("270")
    await page.keyboard.press("Enter")
    await page.getByText("hors réseau, 4 en attente").waitFor()
    await shoot(page, "desk-offline")

    await context.setOffline(false)
    await page.getByText(/^à jour à/).waitFor()
    for (const member of [one, two, three]) {
      const { payments, paid, due } = await basketOf(member)
      expect(payments.filter(({ status }) => status === "received")).toHaveLength(1)
      expect(paid).toBe(due)
    }
    const twice = (await basketOf(four)).lines[0]
    expect(twice?.delivered).toEqual({ grams: 270 })
    expect(twice?.trail.map(({ delivered }) => delivered)).toEqual([{ grams: 260 }, { grams: 270 }])

    // Both were not aware of each other: that is shown, and decided.
    await part(page, "Journal 1")
    await page.getByText(/: 270\s*g ici, 260\s*g par/).waitFor()
    await shoot(page, "desk-conflict")
    expect(await violations(page)).toEqual([])
    await page.getByRole("button", { name: "Garder 270 g" }).click()
    await page.getByRole("heading", { name: "Pesé deux fois" }).waitFor({ state: "hidden" })
    await expect.poll(async () => (await basketOf(four)).lines[0]?.trail.length).toBe(3)
    for (const { page: each } of [first, second]) {
      await each.evaluate(() =>
        (
          document.querySelector("cabas-desk") as unknown as { readonly desk: { refresh: () => Promise<void> } }
        ).desk.refresh(),
      )
    }
    expect(await shownOn(page)).toEqual(await shownOn(second.page))
    expect(await shownOn(page)).toEqual((await day()).baskets.map((basket) => JSON.stringify(basket)))
    expect([...errors, ...second.errors]).toEqual([])
    await second.context.close()
    await context.close()
  }, 180_000)

  test("DAY-2, DAY-15, DAY-16, DAY-17, DAY-18: by keyboard alone, with an unlikely weight, a shortage, a price, a sale, and undo", async () => {
    const { page, context, errors } = await open("", screen)
    const [, , , , five = "", six = ""] = households
    const name = await nameOf(five)
    await page.getByRole("searchbox").focus()
    await page.keyboard.type(name.split(" ")[0] ?? "")
    await page.keyboard.press("Enter")
    await page.getByRole("heading", { name, exact: true }).waitFor()
    await expect
      .poll(() => page.evaluate(() => document.querySelector("cabas-desk")?.shadowRoot?.activeElement?.id))
      .toBe("one")
    const weigh = page.getByRole("button", { name: "Peser, Tomme de brebis" })
    await weigh.focus()
    await page.keyboard.press("Enter")
    await page.keyboard.type("2500")
    await page.keyboard.press("Enter")
    await page.getByText(/^Très loin des 250\s*g attendus/).waitFor()
    expect((await basketOf(five)).toWeigh).toBe(1)
    await page.keyboard.press("Backspace")
    await page.getByText("= 250 g").waitFor()
    await shoot(page, "desk-wide", true)
    await page.keyboard.press("Enter")
    await expect.poll(async () => (await basketOf(five)).toWeigh).toBe(0)
    // One tap takes the last thing back.
    await page.getByRole("complementary").getByRole("button", { name: "Annuler" }).press("Enter")
    await expect.poll(async () => (await basketOf(five)).toWeigh).toBe(1)
    await weigh.press("Enter")
    await page.keyboard.press("Escape")
    await expect
      .poll(() => weigh.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button))
      .toBe(true)

    await page.getByText("Vendre en plus").click()
    const option = page.getByRole("option", { name: /^Bûche cendrée/ })
    await page.getByLabel("Produit").selectOption((await option.getAttribute("value")) ?? "")
    await page.keyboard.type("1")
    await page.keyboard.press("Enter")
    await expect.poll(async () => (await basketOf(five)).lines.length).toBe(3)
    await page.getByRole("button", { name: "Reprendre, Bûche cendrée" }).click()
    await expect.poll(async () => (await basketOf(five)).lines.at(-1)?.status).toBe("declined")

    await part(page, "Produits")
    await page.getByRole("button", { name: /^Brebis frais nature/ }).press("Enter")
    await page.keyboard.type("27")
    await page.getByRole("button", { name: "Premiers inscrits" }).click()
    await page.getByRole("row", { name: /1$/ }).first().waitFor()
    await shoot(page, "desk-shortage", true)
    expect(await violations(page)).toEqual([])
    await page.getByRole("button", { name: "Appliquer ce partage" }).click()
    await expect
      .poll(async () =>
        (await day()).baskets
          .flatMap(({ lines }) => lines)
          .filter((line) => line.product === "brebis-frais-nature" && line.delivered !== null)
          .reduce(
            (sum, { delivered }) => sum + (delivered !== null && "pieces" in delivered ? delivered.pieces : 0),
            0,
          ),
      )
      .toBe(27)
    await page.getByRole("button", { name: /^Tomme de brebis/ }).click()
    await page.getByRole("button", { name: "Prix du jour" }).click()
    await page.keyboard.type("20")
    await page.keyboard.press("Enter")
    await expect.poll(async () => (await basketOf(six)).lines[0]?.price).toBe(2000)
    await shoot(page, "desk-products", true)
    expect(errors).toEqual([])
    await context.close()
  }, 120_000)

  test("is locked with a code, keeps nothing readable, and follows a scale", async () => {
    const { page, context, errors } = await visit(browser, address(), tablet)
    await page.getByRole("heading", { name: "Un code pour cet appareil" }).waitFor()
    await shoot(page, "desk-code")
    expect(await violations(page)).toEqual([])
    await page.getByLabel("Code, de 4 à 8 chiffres").fill("4821")
    await page.getByRole("button", { name: "Protéger avec ce code" }).click()
    await ready(page)
    const name = await nameOf(households[6] ?? "")
    await expect.poll(async () => (await keptIn(page)).length).toBeGreaterThan(50)
    expect(await keptIn(page)).not.toContain(name.split(" ")[0])
    await page.evaluate(() => {
      const desk = document.querySelector("cabas-desk") as unknown as { scale: object }
      desk.scale = {
        async *read() {
          for (const grams of [120, 251, 248]) yield await new Promise((go) => setTimeout(() => go(grams), 50))
        },
      }
    })
    await openOne(page, name)
    await page.getByRole("button", { name: "Peser, Tomme de brebis" }).click()
    await page.getByRole("button", { name: "Lire la balance" }).click()
    await page.getByText("= 248 g").waitFor()
    await page.getByRole("button", { name: "Valider", exact: true }).click()
    await page.getByRole("button", { name: "Verrouiller" }).click()
    await page.getByRole("heading", { name: "Appareil verrouillé" }).waitFor()
    expect(await page.getByText(name).count()).toBe(0)
    await page.reload()
    await page.getByLabel("Code").fill("0000")
    await page.getByRole("button", { name: "Déverrouiller" }).click()
    await page.getByText("Ce n’est pas le bon code.").waitFor()
    await shoot(page, "desk-locked")
    await page.getByLabel("Code").fill("4821")
    await page.getByRole("button", { name: "Déverrouiller" }).click()
    await ready(page)
    expect((await basketOf(households[6] ?? "")).lines[0]?.delivered).toEqual({ grams: 248 })
    expect(errors).toEqual([])
    await context.close()
  }, 120_000)

  test("finds among 500 households, makes no more rows for a key than a screen holds, and more at their end", async () => {
    const context = await browser.newContext({ viewport: tablet, locale: "fr-FR" })
    const page = await context.newPage()
    await page.route(/desk\.get/, async (route) => {
      const answer = await route.fetch()
      const told = (await answer.json()) as Awaited<ReturnType<typeof day>>
      const many = Array.from(
        { length: 500 },
        (_, index) => `${told.members[index % told.members.length]?.id}-${index}`,
      )
      await route.fulfill({
        response: answer,
        json: {
          ...told,
          members: many.map((id, index) => ({ ...told.members[index % told.members.length], id })),
          baskets: many.map((member, index) => ({
            ...told.baskets[index % told.baskets.length],
            member,
            id: `samedi~${member}`,
            number: index + 1,
          })),
        },
      })
    })
    await page.goto(address())
    await page.getByRole("button", { name: "Continuer sans code" }).click()
    await page.getByText(/\/ 500 venus?$/).waitFor()
    const session = await context.newCDPSession(page)
    // What the page's thread works for a key, so that it does not matter what else this machine does meanwhile.
    await session.send("Performance.enable", { timeDomain: "threadTicks" })
    const worked = async () => {
      const { metrics } = await session.send("Performance.getMetrics")
      return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN)
    }
    const typed = (text: string) =>
      page.evaluate(async (value) => {
        const desk = document.querySelector("cabas-desk") as unknown as HTMLElement & {
          readonly updateComplete: Promise<unknown>
        }
        const input = desk.shadowRoot!.querySelector<HTMLInputElement>("[type=search]")!
        input.value = value
        input.dispatchEvent(new Event("input"))
        await desk.updateComplete
        await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))
      }, text)
    const took: Array<number> = []
    const people = page.locator("cabas-desk ul.people").first().locator("li")
    for (const text of ["m", "ma", "mar", "mart", "mar", "ma", "m", "", "4", "42", "420", "42", "4", ""]) {
      const before = await worked()
      await typed(text)
      took.push(Math.round(slower * ((await worked()) - before)))
      const names = await people.locator(text === "" || /\d/.test(text) ? ".nr" : "b").allTextContents()
      expect(names.length).toBeGreaterThan(0)
      expect(names.length).toBeLessThanOrEqual(16)
      for (const name of names) expect(name).toMatch(new RegExp(/\d/.test(text) ? `^${text}$` : `(^|[ -])${text}`, "i"))
    }
    // `npm run bench -- --only desk-keys` holds it against a bare list.
    console.log(`milliseconds a key, ${slower} times slower: ${took.join(" ")}`)
    const shown = await people.count()
    await page.getByRole("button", { name: /^Montrer \d+ foyers de plus$/ }).scrollIntoViewIfNeeded()
    await expect.poll(() => people.count()).toBeGreaterThan(shown)
    await context.close()
  }, 120_000)

  test("DAY-12, DAY-20, DAY-21, DAY-22: counts, settles, validates, and keeps no name; then opens again", async () => {
    const { page, context, errors } = await open()
    for (const { member, lines } of (await day()).baskets) {
      for (const line of lines.filter(({ estimate }) => estimate)) {
        await camille().run("line.weigh", { distribution: "samedi", member, line: line.id, weights: [250] })
      }
    }
    await camille().run("line.weigh", { distribution: "samedi", member: households[7] ?? "", line: 1, delivered: null })
    await part(page, "Clôture")
    await page.getByRole("heading", { name: "Ce qui bloque encore" }).waitFor()
    await page.getByText("Il reste à peser").waitFor()
    await shoot(page, "desk-close", true)
    expect(await violations(page)).toEqual([])
    await page.getByRole("button", { name: await nameOf(households[7] ?? "") }).click()
    await page.getByRole("button", { name: "Peser, Tomme de brebis" }).click()
    await page.keyboard.type("250")
    await page.keyboard.press("Enter")
    await part(page, "Clôture")
    await page.getByRole("button", { name: "Régler 14 paniers" }).click()
    await page.getByText("Tous les paniers sont réglés.").waitFor()
    await page.getByLabel("Fond de caisse").fill("50")
    await page.getByRole("button", { name: "Enregistrer le fond" }).click()
    await page.getByRole("cell", { name: "76,78 €" }).waitFor()
    await page.getByLabel("Compté, Espèces").fill("76,50")
    await page.getByLabel("Compté, Chèque").fill("12,92")
    await page.getByRole("button", { name: "Enregistrer le comptage" }).click()
    await page.getByText("-0,28 €").waitFor()
    await shoot(page, "desk-till", true)
    await page.getByRole("button", { name: "Valider la distribution" }).click()
    await page.getByRole("button", { name: "Oui, valider" }).click()
    await page.getByRole("heading", { name: "La distribution est validée." }).waitFor()
    await shoot(page, "desk-over")
    expect(await violations(page)).toEqual([])
    const kept = await keptIn(page)
    for (const member of households) expect(kept).not.toContain((await nameOf(member)).split(" ")[0])
    expect((await day()).validated).toBe(true)
    await page.getByText("Rouvrir la distribution").first().click()
    await page.getByLabel("Pourquoi la rouvrir").fill("Une erreur de caisse")
    await page.getByRole("button", { name: "Rouvrir la distribution" }).click()
    await ready(page)
    expect((await day()).validated).toBe(false)
    expect(errors).toEqual([])
    await context.close()
  }, 120_000)

  test("is in English too, on a phone, and in the dark", async () => {
    const { page, context, errors } = await visit(browser, address("&langue=en"), phone)
    await page.getByRole("button", { name: "Go on without a code" }).click()
    await page.getByText(/^\d+ \/ \d+ came$/).waitFor()
    for (const size of [phone, tablet, screen]) {
      await page.setViewportSize(size)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
      await shoot(page, "desk-english")
    }
    await page.setViewportSize(phone)
    await page.locator("cabas-group").evaluate((group: HTMLElement) => {
      group.dataset["cabasScheme"] = "dark"
      for (const token of ["--cabas-accent", "--cabas-ink", "--cabas-paper"]) group.style.setProperty(token, "initial")
    })
    await page.getByRole("button", { name: /AUBRY/ }).first().click()
    await shoot(page, "desk-dark", true)
    expect(await violations(page)).toEqual([])
    await page.setViewportSize(screen)
    await shoot(page, "desk-dark", true)
    expect(errors).toEqual([])
    await context.close()
  })

  test("DAY-26: sells to a neighbour without a basket who is found by name, with the network cut, on a phone", async () => {
    const { page, context, errors } = await open("", phone)
    await expect.poll(() => keptIn(page)).toContain("people")
    const [, , , , , , , neighbour = ""] = members.map(({ id }) => id).filter((id) => !households.includes(id))
    const { answer } = await camille().ask("member.list", {})
    const name = answer?.members.find(({ id }) => id === neighbour)?.name ?? ""
    await context.setOffline(true)
    await page.getByText(/hors réseau/).waitFor()
    await page.getByRole("searchbox").fill(name)
    await page.getByRole("heading", { name: "Sans panier aujourd’hui" }).waitFor()
    await shoot(page, "desk-without")
    expect(await violations(page)).toEqual([])
    await page.getByRole("searchbox").press("Enter")
    await page.getByRole("heading", { name, exact: true }).waitFor()
    const option = page.getByRole("option", { name: /^Bûche cendrée/ })
    await page.getByLabel("Produit").selectOption((await option.getAttribute("value")) ?? "")
    await tap(page, "2")
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width)
    await shoot(page, "desk-without-sale", true)
    await page.setViewportSize(screen)
    await shoot(page, "desk-without-sale", true)
    await page.setViewportSize(phone)
    await page.getByRole("button", { name: "Vendre", exact: true }).click()
    await page.getByRole("button", { name: /^Espèces/ }).click()
    await page.getByText("hors réseau, 2 en attente").waitFor()
    await shoot(page, "desk-without-paid", true)
    await context.setOffline(false)
    await page.getByText(/^à jour à/).waitFor()
    await expect.poll(async () => (await basketOf(neighbour)).paid).toBeGreaterThan(0)
    await page.getByText(/Panier 15/).waitFor()
    expect(errors).toEqual([])
    await context.close()
  }, 120_000)
})
