import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import type { Browser, Page } from "playwright-core"
import { focused, openChromium, picture, setStage, violationsOn } from "./browser.ts"
import type { Stage } from "./browser.ts"
import { closing, group, member, otherMember } from "./world.ts"

let browser: Browser
let stage: Stage

beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())
beforeEach(async () => {
  stage = await setStage(browser)
})
afterEach(() => stage.close())

const asMember = `as=${member}`
const add = (page: Page, name: string) => page.getByRole("button", { name: `Ajouter : ${name}` }).click()
const bar = (page: Page) => page.locator(".bar")
const status = (page: Page) => page.locator("cabas-group > .unseen, [role=status]").first()
const onServer = async () => (await stage.world.cabas.as(member).basket.get({ group, distribution: "samedi" })).answer!
const saved = (page: Page) =>
  bar(page)
    .getByText(/Enregistré à/)
    .waitFor()
const take = (pieces: number) =>
  stage.world.cabas.as(otherMember).basket.confirm({
    group,
    distribution: "samedi",
    lines: [{ catalog: "vallon", product: "tomme", quantity: { pieces } }],
  })

describe("a member on a phone", () => {
  it("fills a basket, confirms it and changes it, on a page as strict as can be", async () => {
    const page = await stage.open(asMember)
    await picture(page, "360")
    await add(page, "Carottes des sables")
    await add(page, "Œufs, boîte de 6")
    await add(page, "Tomme de brebis")
    await saved(page)
    expect(await bar(page).innerText()).toMatch(/Panier · 3 produits\s+Enregistré à 18\sh\s02 · à confirmer/)
    const total = bar(page).locator("cabas-money")
    expect(await total.evaluate((money) => money.shadowRoot?.textContent)).toMatch(/≈\s9,30\s€/)
    await picture(page, "360-filled")
    await bar(page).click()
    const dialog = page.getByRole("dialog", { name: "Votre panier" })
    await dialog.getByRole("heading", { name: "Bergerie du Vallon" }).waitFor()
    await picture(page, "360-basket")
    await dialog.getByRole("button", { name: "Confirmer ma commande" }).click()
    await dialog.getByRole("heading", { name: "Commande n° 1 confirmée" }).waitFor()
    await picture(page, "360-receipt")
    expect(await onServer()).toMatchObject({ status: "confirmed", number: 1, total: 930 })
    await page.keyboard.press("Escape")
    await page.getByRole("button", { name: "Plus : Carottes des sables" }).click()
    await bar(page).click()
    await dialog.getByText("Modifications non confirmées").waitFor()
    await dialog.getByRole("button", { name: "Confirmer les modifications" }).click()
    await dialog.getByRole("heading", { name: "Commande n° 1 confirmée" }).waitFor()
    expect((await onServer()).lines[0]?.ordered).toEqual({ grams: 750 })
    expect(stage.complaints).toEqual([])
  })

  it("sees six products at once, and never less than 44 pixels to touch", async () => {
    const page = await stage.open(asMember)
    await add(page, "Carottes des sables")
    const seen = await page.locator("cabas-catalog li").evaluateAll((rows, height) => {
      const dock = 60
      return rows.filter((row) => row.getBoundingClientRect().bottom <= height - dock).length
    }, 780)
    expect(seen).toBeGreaterThanOrEqual(6)
    const sizes = await page.locator("button:visible").evaluateAll((buttons) =>
      buttons.map((button) => {
        const { width, height } = button.getBoundingClientRect()
        return { label: button.getAttribute("aria-label") ?? button.textContent?.trim(), width, height }
      }),
    )
    const small = sizes.filter(({ width, height }) => width < 44 || height < 44)
    expect(small).toEqual([])
  })

  it("does not see the page jump while it loads", async () => {
    const page = await stage.open("as=", 360)
    await page.addInitScript(() => {
      const shifts = { total: 0 }
      Object.assign(window, { shifts })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.total += (entry as PerformanceEntry & { value: number }).value
      }).observe({ type: "layout-shift", buffered: true })
    })
    await page.goto(`${stage.site.address}/?${asMember}`)
    await page.getByRole("button", { name: "Ajouter : Radis noir" }).waitFor()
    await page.waitForTimeout(300)
    const { total } = await page.evaluate(() => (window as unknown as { shifts: { total: number } }).shifts)
    expect(total).toBeLessThan(0.02)
  })

  it("types quantities as people write them, and is told when they are not sold so", async () => {
    const page = await stage.open(asMember)
    await add(page, "Carottes des sables")
    const field = page.getByRole("spinbutton", { name: "Carottes des sables" }).first()
    expect(await field.inputValue()).toMatch(/^500\sg$/)
    await field.fill("1,5")
    await field.press("Enter")
    expect(await field.inputValue()).toMatch(/^1,5\skg$/)
    expect(await field.getAttribute("aria-valuetext")).toMatch(/1,5\skilogramme/)
    await field.fill("600 g")
    await field.press("Enter")
    expect(await field.inputValue()).toMatch(/^500\sg$/)
    await page.getByText(/Vendu par 250\sg, à partir de 500\sg/).waitFor()
    await page.getByRole("button", { name: "Moins : Carottes des sables" }).first().click()
    await page.getByRole("button", { name: "Ajouter : Carottes des sables" }).waitFor()
  })

  it("goes faster by holding a button, and takes all of it back at once", async () => {
    const page = await stage.open(asMember)
    const button = page.getByRole("button", { name: "Ajouter : Radis noir" })
    const box = (await button.boundingBox())!
    await page.mouse.move(box.x + 20, box.y + 20)
    await page.mouse.down()
    await page.waitForTimeout(1600)
    await page.mouse.up()
    const field = page.getByRole("spinbutton", { name: "Radis noir" }).first()
    const held = Number(await field.inputValue())
    expect(held).toBeGreaterThan(5)
    await page.getByRole("button", { name: "Annuler" }).first().click()
    await page.getByRole("button", { name: "Ajouter : Radis noir" }).waitFor()
  })

  it("empties the basket and takes that back", async () => {
    const page = await stage.open(asMember)
    await add(page, "Carottes des sables")
    await add(page, "Radis noir")
    await bar(page).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByRole("button", { name: "Vider le panier" }).click()
    expect(await bar(page).innerText()).toContain("Panier vide")
    await dialog.getByRole("button", { name: "Annuler la dernière modification" }).click()
    expect(await bar(page).innerText()).toContain("2 produits")
  })

  it("cancels the order after being asked", async () => {
    const page = await stage.open(asMember)
    await add(page, "Radis noir")
    await bar(page).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByRole("button", { name: "Confirmer ma commande" }).click()
    await dialog.getByRole("button", { name: "Modifier ma commande" }).click()
    await dialog.getByRole("button", { name: "Annuler la commande" }).click()
    await dialog.getByRole("button", { name: "Non, la garder" }).click()
    expect(await onServer()).toMatchObject({ status: "confirmed" })
    await dialog.getByRole("button", { name: "Annuler la commande" }).click()
    await dialog.getByRole("button", { name: "Oui, annuler toute la commande" }).click()
    await dialog.getByText("Commande annulée").first().waitFor()
    expect(await onServer()).toMatchObject({ status: "cancelled", total: 0 })
  })

  it("takes the pick-up into the calendar", async () => {
    const page = await stage.open(asMember)
    await add(page, "Radis noir")
    await bar(page).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByRole("button", { name: "Confirmer ma commande" }).click()
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Ajouter à mon agenda" }).click(),
    ])
    expect(download.suggestedFilename()).toBe("samedi.ics")
    expect(stage.complaints).toEqual([])
  })
})

describe("without a network", () => {
  it("keeps changes over a reload and sends them when it is back", async () => {
    const page = await stage.open(asMember)
    await page.route("**/api/**", (route) => route.abort())
    await add(page, "Carottes des sables")
    await page.getByText("Hors ligne, sera envoyé").first().waitFor()
    await page.reload()
    await page.getByText(/Hors ligne : produits et stocks vus à 18\sh\s02/).waitFor()
    expect(await bar(page).innerText()).toContain("1 produit")
    await picture(page, "360-offline")
    expect((await onServer()).draft).toBeNull()
    await page.unroute("**/api/**")
    await page.evaluate(() => window.dispatchEvent(new Event("online")))
    await saved(page)
    expect((await onServer()).draft).toHaveLength(1)
    await page
      .getByText(/Hors ligne/)
      .first()
      .waitFor({ state: "hidden" })
  })

  it("does not confirm, says so, and confirms once when asked again", async () => {
    const page = await stage.open(asMember)
    await add(page, "Radis noir")
    await saved(page)
    await page.route("**/basket.confirm", (route) => route.abort())
    await bar(page).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByRole("button", { name: "Confirmer ma commande" }).click()
    await dialog.getByText("Pas de connexion. Rien n’est encore commandé").waitFor()
    await page.unroute("**/basket.confirm")
    await dialog.getByRole("button", { name: "Confirmer ma commande" }).click()
    await dialog.getByRole("heading", { name: "Commande n° 1 confirmée" }).waitFor()
  })

  it("says that nothing could be loaded, and loads it when asked again", async () => {
    const page = await stage.open("as=")
    await page.route("**/api/**", (route) => route.fulfill({ status: 503, body: "{}" }))
    await page.goto(`${stage.site.address}/?${asMember}`)
    await page.getByText("Les produits n’ont pas pu être chargés.").waitFor()
    await picture(page, "360-failed")
    await page.unroute("**/api/**")
    await page.getByRole("button", { name: "Réessayer" }).click()
    await page.getByRole("button", { name: "Ajouter : Radis noir" }).waitFor()
  })
})

describe("StockShort", () => {
  const short = async () => {
    const page = await stage.open(asMember)
    await add(page, "Tomme de brebis")
    await page.getByRole("spinbutton", { name: "Tomme de brebis" }).first().press("ArrowUp")
    await page.getByRole("spinbutton", { name: "Tomme de brebis" }).first().press("ArrowUp")
    await add(page, "Radis noir")
    await take(2)
    await bar(page).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByRole("button", { name: "Confirmer ma commande" }).click()
    await dialog.getByText("3 demandés, il en reste 1").waitFor()
    return { page, dialog }
  }

  it("D12: marks the line, changes nothing by itself, and takes what is left when asked", async () => {
    const { page, dialog } = await short()
    await picture(page, "360-short")
    expect(await dialog.getByRole("spinbutton", { name: "Tomme de brebis" }).inputValue()).toBe("3")
    expect(await violationsOn(page)).toEqual([])
    await dialog.getByRole("button", { name: "Prendre 1" }).click()
    await dialog.getByRole("button", { name: "Confirmer ma commande" }).click()
    await dialog.getByRole("heading", { name: "Commande n° 2 confirmée" }).waitFor()
    expect((await onServer()).lines.map(({ ordered }) => ordered)).toEqual([{ pieces: 1 }, { pieces: 1 }])
  })

  it("D12: takes the product out, or keeps it waiting, when asked", async () => {
    const { dialog } = await short()
    await dialog.getByRole("button", { name: "Garder et attendre" }).click()
    await dialog.getByText("En attente de stock, non commandé").waitFor()
    await dialog.getByRole("button", { name: "Confirmer ma commande" }).click()
    await dialog.getByRole("heading", { name: "Commande n° 2 confirmée" }).waitFor()
    expect((await onServer()).lines.map(({ product }) => product)).toEqual(["radis"])
  })
})

describe("the keyboard", () => {
  it("goes from the search to an order and back", async () => {
    const page = await stage.open(asMember)
    await page.getByRole("searchbox").focus()
    await page.keyboard.type("tomme")
    await page.getByText("1 produit").first().waitFor({ state: "attached" })
    await page.keyboard.press("Tab")
    expect(await focused(page)).toBe("button Tout")
    await page.getByRole("button", { name: "Ajouter : Tomme de brebis" }).focus()
    await page.keyboard.press("Enter")
    expect(await focused(page)).toBe("button Plus : Tomme de brebis")
    await page.keyboard.press("Shift+Tab")
    expect(await focused(page)).toBe("spinbutton Tomme de brebis")
    await page.keyboard.press("ArrowUp")
    const field = page.getByRole("spinbutton", { name: "Tomme de brebis" }).first()
    expect(await field.inputValue()).toBe("2")
    await page.keyboard.press("Home")
    expect(await focused(page)).toBe("button Ajouter : Tomme de brebis")
    await page.keyboard.press("Space")
    await bar(page).focus()
    await page.keyboard.press("Enter")
    const dialog = page.getByRole("dialog")
    await dialog.waitFor()
    await page.keyboard.press("Escape")
    await dialog.waitFor({ state: "hidden" })
    expect(await focused(page)).toMatch(/^button Panier · 1 produit/)
  })

  it("is told outcomes by one voice", async () => {
    const page = await stage.open(asMember)
    await add(page, "Radis noir")
    await saved(page)
    expect(await status(page).textContent()).toBe("Radis noir, 1 pièce, enregistré")
    expect(await page.locator("[role=status]").count()).toBe(1)
  })
})

describe("who looks", () => {
  it("a visitor sees products and prices, and where to sign in", async () => {
    const page = await stage.open("as=&lang=en")
    await page.getByRole("link", { name: "Sign in" }).waitFor()
    expect(await page.getByText("€2.40/kg").count()).toBe(1)
    expect(await page.locator("cabas-quantity").count()).toBe(0)
    await picture(page, "360-visitor-en")
    expect(stage.complaints).toEqual([])
  })

  it("somebody who is not a member may not order", async () => {
    const page = await stage.open("as=nobody")
    await page.getByText("Votre compte ne permet pas de commander ici.").waitFor()
    expect(await page.locator("cabas-quantity").count()).toBe(0)
  })

  it("a visitor of a group that shows nothing is asked to sign in", async () => {
    await stage.world.cabas.asHost.group.configure({ group, visitors: "nothing" })
    const page = await stage.open("as=")
    await page.getByText("Les produits de ce groupe sont réservés à ses membres.").waitFor()
    await page.getByRole("link", { name: "Se connecter" }).waitFor()
  })

  it("D8: after closing everybody reads what was ordered, and what was not", async () => {
    const before = await stage.open(asMember)
    await add(before, "Radis noir")
    await saved(before)
    stage.world.clock.now = closing
    const page = await stage.open(`${asMember}&distribution=samedi`)
    await page.getByText("Les commandes sont closes depuis le mardi 24 novembre").waitFor()
    expect(await page.locator("cabas-quantity").count()).toBe(0)
    await bar(page).click()
    await page.getByRole("dialog").getByText("Non confirmé avant la clôture, donc non commandé").waitFor()
    await picture(page, "360-closed")
  })

  it("D8: before opening one may look", async () => {
    const page = await stage.open(`${asMember}&distribution=suivant`)
    await page.getByText(/Les commandes ouvrent le mercredi 25 novembre, 18\sh/).waitFor()
    expect(await page.locator("cabas-quantity").count()).toBe(0)
  })

  it("turns read-only by itself when orders close", async () => {
    stage.world.clock.now = closing - 2000
    const page = await stage.open(asMember)
    await page.getByRole("button", { name: "Ajouter : Radis noir" }).waitFor()
    stage.world.clock.now = closing
    await page.getByText("Les commandes sont closes").waitFor()
    expect(await page.locator("cabas-quantity").count()).toBe(0)
  })
})

describe("axe finds nothing", () => {
  for (const lang of ["fr", "en"]) {
    for (const scheme of ["light", "dark"]) {
      it(`in ${lang}, ${scheme}, on a phone and on a desk`, async () => {
        const page = await stage.open(`${asMember}&lang=${lang}&scheme=${scheme}`)
        await page.getByRole("button", { name: /^(Ajouter|Add).*Tomme/ }).click()
        await page.getByRole("button", { name: /^(Ajouter|Add).*Radis/ }).click()
        expect(await violationsOn(page)).toEqual([])
        await bar(page).click()
        await page.getByRole("dialog").waitFor()
        expect(await violationsOn(page)).toEqual([])
        await page
          .getByRole("dialog")
          .getByRole("button", { name: /^Confirm/ })
          .click()
        await page
          .getByRole("heading", { name: /n[°o].* 1/ })
          .first()
          .waitFor()
        expect(await violationsOn(page)).toEqual([])
        const wide = await stage.open(`${asMember}&lang=${lang}&scheme=${scheme}`, 1280)
        expect(await violationsOn(wide)).toEqual([])
        await picture(wide, `1280-${lang}-${scheme}`)
      })
    }
  }

  it("in forced colours", async () => {
    const page = await stage.open(asMember, 360, { forcedColors: "active" })
    await add(page, "Radis noir")
    expect(await violationsOn(page)).toEqual([])
    await picture(page, "360-forced")
  })

  for (const width of [280, 768]) {
    it(`at ${width} pixels, and nothing is wider than the page`, async () => {
      const page = await stage.open(asMember, width)
      await add(page, "Pain de campagne au levain naturel et aux graines de courge")
      expect(await violationsOn(page)).toEqual([])
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      ).toBe(0)
      await picture(page, `${width}`)
    })
  }
})

describe("in other pages", () => {
  it("the loader brings what a page uses, for tags and for editors that strip them", async () => {
    const views = '<cabas-catalog></cabas-catalog><cabas-money amount="600"></cabas-money>'
    const page = await stage.open(`${asMember}&with=loader&views=${encodeURIComponent(views)}`)
    await page.getByText("6,00").first().waitFor()
    await page.evaluate((id) => {
      const place = document.createElement("div")
      Object.assign(place.dataset, {
        cabasWidget: "ordering",
        cabasEndpoint: "/api",
        cabasGroup: id,
        cabasTokenUrl: "/token?as=camille",
      })
      document.body.append(place)
    }, group)
    await page.locator("cabas-ordering .bar").waitFor()
    expect(stage.complaints).toEqual([])
  })

  it("a view may stand anywhere and name its connection, also before it", async () => {
    const outside = '<p><cabas-countdown for="g"></cabas-countdown></p>'
    const page = await stage.open(`${asMember}&outside=${encodeURIComponent(outside)}`)
    await page.waitForFunction(() =>
      /24 novembre, 20.h/.test(document.querySelector("p > cabas-countdown")?.shadowRoot?.textContent ?? ""),
    )
  })

  it("two copies of the kit do no harm", async () => {
    const page = await stage.open(`${asMember}&laxer`)
    await page.evaluate(`import("/cdn/cabas.js?again")`)
    await add(page, "Radis noir")
    expect(stage.complaints).toEqual([])
  })

  it("elements come and go without leaving anything behind", async () => {
    const page = await stage.open(asMember)
    const session = await page.context().newCDPSession(page)
    await session.send("Performance.enable")
    const listeners = async () => {
      await session.send("HeapProfiler.collectGarbage")
      const { metrics } = await session.send("Performance.getMetrics")
      return metrics.find(({ name }) => name === "JSEventListeners")!.value
    }
    const comeAndGo = (times: number) =>
      page.evaluate(async (count) => {
        const connection = document.querySelector("cabas-group")!
        for (let index = 0; index < count; index += 1) {
          document.querySelector("cabas-ordering")!.remove()
          connection.prepend(document.createElement("cabas-ordering"))
          await new Promise((resolve) => void requestAnimationFrame(resolve))
        }
      }, times)
    await comeAndGo(5)
    const before = await listeners()
    await comeAndGo(50)
    expect(await listeners()).toBeLessThan(before * 1.2)
    await add(page, "Radis noir")
    expect(stage.complaints).toEqual([])
  })

  it("quantities take part in forms", async () => {
    const views =
      '<form><cabas-quantity name="radis" value="2"></cabas-quantity><input name="a"></form><cabas-catalog></cabas-catalog>'
    const page = await stage.open(`${asMember}&views=${encodeURIComponent(views)}`)
    await page.locator("form cabas-quantity").getByRole("button", { name: "Plus" }).click()
    const read = () => page.evaluate(() => Object.fromEntries(new FormData(document.querySelector("form")!)) as object)
    expect(await read()).toMatchObject({ radis: "3" })
    await page.evaluate(() => document.querySelector("form")!.reset())
    expect(await read()).toMatchObject({ radis: "2" })
  })
})

describe("a long catalog", () => {
  it("is searched at once, also on a slow phone", async () => {
    await stage.close()
    stage = await setStage(browser, 281)
    const page = await stage.open(asMember)
    await page.waitForFunction(
      () =>
        document
          .querySelector("cabas-ordering")
          ?.shadowRoot?.querySelector("cabas-catalog")
          ?.shadowRoot?.querySelectorAll("li").length === 300,
    )
    const session = await page.context().newCDPSession(page)
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 })
    const took = await page.evaluate(async () => {
      const catalog = document.querySelector("cabas-ordering")!.shadowRoot!.querySelector("cabas-catalog")!
      const times: Array<number> = []
      for (const search of ["legume", "tomme", "bergerie", ""]) {
        const begun = performance.now()
        catalog.setAttribute("search", search)
        await (catalog as unknown as { updateComplete: Promise<unknown> }).updateComplete
        times.push(performance.now() - begun)
      }
      return times
    })
    expect(Math.max(...took)).toBeLessThan(100)
  })
})
