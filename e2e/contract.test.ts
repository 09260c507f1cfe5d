import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { startAssociation, temporaryFolder } from "./support/association.ts"
import type { Association } from "./support/association.ts"
import { screen, shoot, shootBoth, startBrowser, violations, visit } from "./support/browser.ts"
import { seen, wordsOf } from "./support/ordering.ts"

const folder = temporaryFolder()
let association: Association
let browser: Browser

const site = (member: string, rest = "") => `${association.address}/contrats?membre=${member}${rest}`
const vegetables = "amap-legumes"

beforeAll(async () => {
  ;[association, browser] = await Promise.all([startAssociation(join(folder.path, "contracts.db")), startBrowser()])
})

afterAll(async () => {
  await browser.close()
  await association.stop()
  folder.remove()
})

/** What has the focus, through shadow roots: its label, or what it says. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let active = document.activeElement
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
    return (active?.getAttribute("aria-label") ?? active?.textContent ?? "").replaceAll(/\s+/g, " ").trim()
  })

/** Presses Tab until what is named has the focus, as somebody without a mouse does. */
const tabTo = async (page: Page, name: RegExp, most = 60): Promise<void> => {
  for (let presses = 0; presses < most; presses += 1) {
    // eslint-disable-next-line no-await-in-loop -- one key after the other
    if (name.test(await focused(page))) return
    // eslint-disable-next-line no-await-in-loop
    await page.keyboard.press("Tab")
  }
  throw new Error(`Tab never reaches ${name}, but ${await focused(page)}`)
}

const press = async (page: Page, name: RegExp, key = "Enter"): Promise<void> => {
  await tabTo(page, name)
  await page.keyboard.press(key)
}

/** Keeps what the contract looks like, from its head down. */
const shootContract = async (page: Page, name: string): Promise<void> => {
  await page.locator("cabas-contract").evaluate((element) => element.scrollIntoView({ behavior: "instant" }))
  await shootBoth(page, name)
}

const mine = async (member: string, catalog = vegetables) => {
  const { answer } = await association.as(member).ask("subscription.list", {})
  return answer?.subscriptions.find((one) => one.catalog === catalog)
}

describe("a season of vegetables", () => {
  test("is subscribed to on a phone with the keyboard only: read, choose, share, absences, confirm", async () => {
    const { page, context, errors } = await visit(browser, site("ines-caron"))
    await press(page, /^Lire : Panier de légumes/)
    await seen(page, "La saison a commencé")
    expect(await focused(page)).toBe("Panier de légumes")
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "contract-read", true)
    await press(page, /^Souscrire$/)
    await press(page, /^Continuer$/)
    await seen(page, "Choisissez au moins un produit.")
    expect(await page.getByRole("alert").count()).toBe(1)
    await page.keyboard.press("Shift+Tab")
    await press(page, /^Ajouter : Petit panier$/)
    expect(await violations(page)).toEqual([])
    await shootContract(page, "contract-order")
    await press(page, /^Continuer$/)
    await seen(page, "Partagez-vous ce panier ?")
    await press(page, /^Continuer$/)
    await seen(page, "0 sur 4 utilisées")
    await press(page, /^Absence : /, "Space")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await seen(page, "2 sur 4 utilisées")
    expect(await violations(page)).toEqual([])
    await shootContract(page, "contract-absences")
    await press(page, /^Continuer$/)
    await seen(page, "Ce qui est dû")
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "contract-pay", true)
    expect(await mine("ines-caron")).toBeUndefined()
    await press(page, /^Souscrire pour/)
    await seen(page, "Votre souscription est enregistrée")
    expect(await focused(page)).toBe("✓ Votre souscription est enregistrée")
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "contract-receipt", true)
    const season = await mine("ines-caron")
    expect(season?.absences?.used).toBe(2)
    expect(season?.total).toBe(season!.deliveries.filter(({ absent }) => !absent).length * 1150)
    expect(errors).toEqual([])
    await context.close()
  })

  test("MEMBER-6: the other household of a basket is found by name, with the keyboard only", async () => {
    const { page, context, errors } = await visit(browser, site("nicolas-blondel"))
    await page.getByRole("button", { name: "Lire : Panier de légumes" }).click()
    await page.getByRole("button", { name: "Souscrire" }).click()
    await page.getByRole("button", { name: "Ajouter : Petit panier" }).click()
    await page.getByRole("button", { name: "Continuer" }).click()
    await page.getByRole("radio", { name: "Oui, avec un autre foyer" }).check()
    const household = page.getByRole("combobox", { name: "L’autre foyer" })
    await household.fill("nobody")
    await seen(page, "Aucun foyer de ce nom.")
    await page.getByRole("button", { name: "Continuer" }).click()
    await seen(page, "Étape 3 sur 5")
    await household.fill("")
    await household.pressSequentially("cha")
    await page.getByRole("option").first().waitFor()
    const found = await page.getByRole("option").allInnerTexts()
    expect(found.length).toBeGreaterThan(0)
    await household.press("ArrowDown")
    expect(await page.getByRole("option", { selected: true }).innerText()).toBe(found[0])
    expect(await violations(page)).toEqual([])
    await shootContract(page, "contract-share")
    await household.press("Enter")
    expect(await household.inputValue()).toBe(found[0])
    expect(await page.getByRole("option").count()).toBe(0)
    await page.getByRole("button", { name: "Continuer" }).click()
    await seen(page, "Étape 4 sur 5")
    expect(await violations(page)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })

  test("a thumb that adds twice at once adds two: the button stays under it", async () => {
    for (const [contract, product] of [
      ["Panier de légumes", "Petit panier"],
      ["Fromages", "Tomme de brebis, part"],
    ] as const) {
      const { page, context } = await visit(browser, site("nicolas-blondel"))
      await page.getByRole("button", { name: `Lire : ${contract}` }).click()
      await page.getByRole("button", { name: "Souscrire" }).click()
      const add = page.getByRole("button", { name: `Ajouter : ${product}` })
      await add.evaluate((button) => button.scrollIntoView({ behavior: "instant", block: "center" }))
      const box = await add.boundingBox()
      if (box === null) throw new Error("The button is not to be seen")
      await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2)
      expect(await page.getByRole("spinbutton", { name: product }).inputValue()).toBe("2")
      await context.close()
    }
  })

  test("what was chosen is still there after the page was closed", async () => {
    const { page, context } = await visit(browser, site("nicolas-blondel"))
    await page.getByRole("button", { name: "Lire : Panier de légumes" }).click()
    await page.getByRole("button", { name: "Souscrire" }).click()
    await page.getByRole("button", { name: "Ajouter : Grand panier" }).click()
    await page.reload()
    await page.getByRole("button", { name: "Lire : Panier de légumes" }).click()
    await seen(page, "Étape 2 sur 5")
    expect(await page.getByRole("spinbutton", { name: "Grand panier" }).inputValue()).toBe("1")
    await context.close()
  })

  test("the last step asks once what it comes to, and again when the page is opened there", async () => {
    const { page, context, errors } = await visit(browser, site("nicolas-blondel"))
    const asked: Array<string> = []
    page.on("request", (request) => {
      if (request.url().includes("subscription.start")) asked.push(request.url())
    })
    const onward = page.getByRole("button", { name: "Continuer" })
    await page.getByRole("button", { name: "Lire : Panier de légumes" }).click()
    await page.getByRole("button", { name: "Souscrire" }).click()
    await page.getByRole("button", { name: "Ajouter : Grand panier" }).click()
    await onward.click()
    await seen(page, "Étape 3 sur 5")
    await onward.click()
    await seen(page, "Étape 4 sur 5")
    expect(asked).toHaveLength(2)
    await onward.click()
    await seen(page, "Ce qui est dû")
    expect(asked).toHaveLength(3)

    await page.reload()
    await page.getByRole("button", { name: "Lire : Panier de légumes" }).click()
    await seen(page, "Ce qui est dû")
    expect(asked).toHaveLength(4)

    await page.route("**/*subscription.start*", (route) => route.abort("internetdisconnected"))
    await page.reload()
    await page.getByRole("button", { name: "Lire : Panier de légumes" }).click()
    await page.getByRole("alert").waitFor()
    expect(await page.getByText("Ce qui est dû").count()).toBe(0)
    expect(await violations(page)).toEqual([])
    await shootContract(page, "contract-pay-offline")
    await onward.click()
    await page.getByRole("alert").waitFor()
    await page.unroute("**/*subscription.start*")
    await page.getByRole("button", { name: "Réessayer" }).click()
    await seen(page, "Ce qui est dû")
    expect(await page.getByRole("alert").count()).toBe(0)
    await page.getByRole("button", { name: /^Souscrire pour/ }).waitFor()
    expect(await mine("nicolas-blondel")).toBeUndefined()
    expect(errors).toEqual([])
    await context.close()
  })

  test("an absence takes the place of another, said before it is saved, and a basket comes on another day", async () => {
    const { page, context, errors } = await visit(browser, site("ines-caron"))
    await page.getByRole("button", { name: "Votre contrat : Panier de légumes" }).click()
    const absences = page.locator("cabas-absences")
    await seen(absences, "2 sur 2 utilisées")
    const toggles = absences.getByRole("button", { name: /^Absence : / })
    await toggles.nth(1).click()
    await seen(absences, "De nouveau un panier le")
    await seen(absences, "Votre nombre d’absences a été fixé à 2")
    expect(await absences.getByRole("button", { name: "Enregistrer mes absences" }).isDisabled()).toBe(true)
    await toggles.nth(2).click()
    await seen(absences, "Pas de panier le")
    await seen(absences, "Votre contrat reste à")
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "absences-changed", true)
    await absences.getByRole("button", { name: "Enregistrer mes absences" }).click()
    await absences.getByRole("heading", { name: "À enregistrer" }).waitFor({ state: "hidden" })
    const saved = await mine("ines-caron")
    expect(saved?.deliveries.map(({ absent }) => absent).slice(0, 4)).toEqual([true, false, true, false])
    await absences.getByText("Recevoir ce panier un autre jour").first().click()
    await absences.getByRole("button", { name: "Déplacer le panier" }).click()
    await seen(absences, "panier reçu le")
    const moved = await mine("ines-caron")
    expect(moved?.deliveries[0]?.movedTo).toBe(moved?.deliveries[1]?.id)
    expect(moved?.deliveries[1]?.amount).toBe(2300)
    await shoot(page, "absences-moved", true)
    expect(errors).toEqual([])
    await context.close()
  })

  test("DAY-9: a delivery that was billed otherwise than agreed says by how much", async () => {
    const season = await mine("awa-diallo", "amap-fromages")
    const delivery = season?.deliveries.findLast(({ phase }) => phase === "past")
    if (delivery === undefined) throw new Error("No delivery of Awa is past")
    const which = { distribution: delivery.distribution, member: "awa-diallo", line: 1 }
    const counted = await association.as("camille-roussel").run("line.weigh", { ...which, delivered: { pieces: 1 } })
    expect(counted.answer).toMatchObject({ line: { product: "brousse", ordered: { pieces: 2 }, amount: 380 } })
    const { page, context, errors } = await visit(browser, site("awa-diallo"), screen)
    await page.getByRole("button", { name: "Votre contrat : Fromages" }).click()
    const contract = page.locator("cabas-contract")
    await contract.getByText("Livraisons passées (3)").click()
    await seen(contract, "facturé 3,80 € de moins que convenu")
    await seen(contract, "9,00 €")
    await shootBoth(page, "contract-adjusted", true)
    expect(errors).toEqual([])
    await context.close()
  })

  test("the calendar of absences is walked by arrows", async () => {
    const { page, context } = await visit(browser, site("awa-diallo"), screen)
    await page.getByRole("button", { name: "Votre contrat : Panier de légumes" }).click()
    const grid = page.locator("cabas-absences").getByRole("grid").first()
    await grid.waitFor()
    await tabTo(page, /jeudi .* : /, 200)
    const first = await focused(page)
    await page.keyboard.press("ArrowRight")
    expect(await focused(page)).not.toBe(first)
    await page.keyboard.press("ArrowLeft")
    expect(await focused(page)).toBe(first)
    await page.keyboard.press("PageDown")
    expect(await focused(page)).not.toBe(first)
    expect(await violations(page)).toEqual([])
    await shoot(page, "absences-months", true)
    await context.close()
  })

  test("a shared basket is each household’s in turn, in the page and in their calendars", async () => {
    const { page, context, errors } = await visit(browser, site("marguerite-vidal"))
    const deliveries = page.locator("cabas-deliveries")
    await seen(deliveries, "C’est votre tour")
    await seen(deliveries, "C’est le tour de l’autre foyer")
    await deliveries.getByText("Mes livraisons dans mon agenda").click()
    await deliveries.getByRole("button", { name: "Créer l’adresse" }).click()
    const address = await deliveries.getByLabel("Adresse secrète").inputValue()
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "deliveries", true)
    const season = await mine("marguerite-vidal")
    const read = await fetch(address)
    expect(read.headers.get("Content-Type")).toBe("text/calendar; charset=utf-8")
    const events = (await read.text()).replaceAll("\r\n ", "").split("BEGIN:VEVENT").slice(1)
    const told = events.map((event) => [/UID:.*\.(.+)@cabas/.exec(event)?.[1], /STATUS:(\w+)/.exec(event)?.[1]])
    expect(told).toEqual(
      season?.deliveries.map(({ id, absent, taker, collector }) => [
        id,
        !absent && taker === null && collector === "marguerite-vidal" ? "CONFIRMED" : "CANCELLED",
      ]),
    )
    await deliveries.getByRole("button", { name: "Changer d’adresse" }).click()
    await expect.poll(() => deliveries.getByLabel("Adresse secrète").inputValue()).not.toBe(address)
    expect((await fetch(address)).status).toBe(404)
    await deliveries.getByRole("button", { name: "Supprimer l’adresse" }).click()
    await seen(deliveries, "Créer l’adresse")
    expect(errors).toEqual([])
    await context.close()
  })
})

describe("a contract whose basket is chosen each time", () => {
  test("says what is lacking to the minimum, and changes all deliveries that follow", async () => {
    const { page, context, errors } = await visit(browser, site("camille-roussel"))
    await page.getByRole("button", { name: "Votre contrat : Fromages de brebis" }).click()
    const contract = page.locator("cabas-contract")
    await contract
      .getByRole("button", { name: /^Changer : / })
      .first()
      .click()
    await contract
      .getByRole("button", { name: /^Moins : / })
      .first()
      .click()
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "contract-single", true)
    await contract.getByRole("button", { name: "Appliquer à toutes les suivantes" }).click()
    await contract.getByRole("button", { name: "Appliquer à toutes les suivantes" }).waitFor({ state: "hidden" })
    const season = await mine("camille-roussel", "amap-fromages")
    const open = season!.deliveries.filter(({ phase, absent }) => phase === "open" && !absent)
    expect(new Set(open.map(({ answer }) => answer))).toEqual(new Set(["chosen"]))
    expect(new Set(open.map(({ amount }) => amount)).size).toBe(1)
    expect(errors).toEqual([])
    await context.close()
  })
})

test("speaks English, and lets visitors read", async () => {
  const { page, context, errors } = await visit(browser, site("visiteur", "&langue=en"))
  await page
    .getByRole("button", { name: /^Read : / })
    .first()
    .click()
  const words = await wordsOf(page.locator("cabas-contract"))
  expect(words).toContain("Sign in to subscribe.")
  expect(words).not.toMatch(/modifiable|Souscrire|Mes absences/)
  expect(await violations(page)).toEqual([])
  expect(errors).toEqual([])
  await context.close()
})
