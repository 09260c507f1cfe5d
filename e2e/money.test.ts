import { join } from "node:path"
import { referenceFor, referenceText } from "@cabas/core/bank"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { group } from "../examples/association/data/index.ts"
import { paymentDetails } from "../examples/association/seed-money.ts"
import { startAssociation, temporaryFolder } from "./support/association.ts"
import type { Association } from "./support/association.ts"
import { phone, screen, shoot, shootBoth, startBrowser, violations, visit } from "./support/browser.ts"
import { scanned } from "./support/scan.ts"
import { factsOf } from "./support/facts.ts"
import { confirm, openBasket, seen, take, toOrdering } from "./support/ordering.ts"

const folder = temporaryFolder()
let association: Association
let browser: Browser

const site = (path: string, member: string, rest = "") => `${association.address}${path}?membre=${member}${rest}`
const coordinator = "camille-roussel"

/** How the association is paid while a test runs; its account is the one that the site tells. */
const paidBy = async (changed: Record<string, unknown>) => {
  const methods = association.as(coordinator)
  const { answer } = await methods.ask("group.get", {})
  const payments = { ...answer!.settings.payments, ...changed }
  const { refusal } = await methods.run("group.configure", { payments })
  expect(refusal).toBeUndefined()
}

const paymentsOf = async (member: string) =>
  (await association.as(member).ask("payment.list", {})).answer?.payments ?? []

beforeAll(async () => {
  ;[association, browser] = await Promise.all([startAssociation(join(folder.path, "money.db")), startBrowser()])
})

afterAll(async () => {
  await browser.close()
  await association.stop()
  folder.remove()
})

const typeInto = async (page: Page, label: RegExp | string, text: string) => page.getByLabel(label).first().fill(text)

describe("a member’s money", () => {
  test("is shown with what is set aside, announced and owed, and with each movement in words", async () => {
    const { page, context, errors } = await visit(browser, site("/compte", "lea-martin"))
    const wallet = page.locator("cabas-wallet")
    await seen(wallet, "Ma cagnotte")
    await seen(wallet, /Commande du samedi/)
    await seen(wallet, "Virement reçu")
    const { answer } = await association.as("lea-martin").ask("wallet.statement", {})
    const euros = (cents: number) => `${(cents / 100).toFixed(2).replace(".", ",")}\u00a0€`
    await seen(wallet, euros(answer!.wallet.posted))
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-wallet", true)
    expect(errors).toEqual([])
    await context.close()
  })

  test("is paid in by cheque: to whose order, which code to write, and it waits to be received", async () => {
    const { page, context, errors } = await visit(browser, site("/compte", "lea-martin"))
    const wallet = page.locator("cabas-wallet")
    await wallet.getByRole("button", { name: "Verser de l’argent" }).click()
    await wallet.getByRole("button", { name: "J’annonce ce virement" }).click()
    await seen(wallet, "Écrivez un montant, par exemple 50 ou 12,50.")
    await typeInto(page, /^Montant/, "45,50")
    await wallet.getByRole("img", { name: /^Code du virement de 45,50/ }).waitFor()
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-pay-in", true)
    await wallet.getByRole("radio", { name: "Par chèque" }).check()
    await seen(wallet, "À l’ordre de")
    const reference = referenceFor(group.id, "lea-martin", { kind: "wallet" })
    await seen(wallet, referenceText(reference))
    await shoot(page, "money-cheque", true)
    await wallet.getByRole("button", { name: "J’annonce ce chèque" }).click()
    await seen(wallet, /C’est noté/)
    await seen(wallet, /45,50.€, chèque/)
    expect(await violations(page)).toEqual([])
    const promise = (await paymentsOf("lea-martin")).find(({ status }) => status === "promised")
    expect(promise).toMatchObject({ amount: 4550, kind: "cheque", reference })
    expect(errors).toEqual([])
    await context.close()
  })

  test("is spread over instalments by whoever owes it, by keyboard, and taken back", async () => {
    const seasonsOf = async (member: string) =>
      (await association.as(member).ask("subscription.list", {})).answer!.subscriptions
    const [first] = await seasonsOf("thomas-nguyen")
    const deposit = { member: "thomas-nguyen", amount: 1000, kind: "cash", note: "Acompte" } as const
    const paid = { ...deposit, target: { subscription: first!.id } }
    expect((await association.as(coordinator).run("payment.record", paid)).refusal).toBeUndefined()
    const { page, context, errors } = await visit(browser, site("/compte", "thomas-nguyen"))
    const spread = page.getByRole("button", { name: /^Payer en plusieurs fois : / }).first()
    await spread.focus()
    await page.keyboard.press("Enter")
    const parts = page.getByLabel("En combien de fois")
    await parts.waitFor()
    expect(await parts.evaluate((field) => field === (field.getRootNode() as ShadowRoot).activeElement)).toBe(true)
    await page.keyboard.press("ControlOrMeta+A")
    await page.keyboard.type("0")
    await page.keyboard.press("Enter")
    await seen(page, "Écrivez un nombre d’échéances, de 1 à 36.")
    await page.keyboard.press("ControlOrMeta+A")
    await page.keyboard.type("4")
    await page.getByLabel("Comment").selectOption("cheque")
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-spread-form", true)
    await page.getByRole("button", { name: "Voir les échéances" }).focus()
    await page.keyboard.press("Enter")
    await seen(page, /^4 échéances, /)
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-spread-preview", true)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page
      .getByRole("button", { name: /^Retirer l’annonce/ })
      .nth(3)
      .waitFor()
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-spread-kept", true)
    const made = (await paymentsOf("thomas-nguyen")).filter(({ status, dueOn }) => status === "promised" && dueOn)
    expect(made.map(({ kind }) => kind)).toEqual(["cheque", "cheque", "cheque", "cheque"])
    await seen(page, /· Acompte$/)
    const seasons = await seasonsOf("thomas-nguyen")
    const target = made[0]!.target as { readonly subscription: string }
    const season = seasons.find(({ id }) => id === target.subscription)!
    const { balance } = season.debts.find(({ member }) => member === "thomas-nguyen")!
    expect(made.reduce((sum, { amount }) => sum + amount, 0)).toBe(-balance)
    await page
      .getByRole("button", { name: /^Retirer l’annonce/ })
      .last()
      .click()
    await page
      .getByRole("button", { name: /^Retirer l’annonce/ })
      .nth(3)
      .waitFor({ state: "detached" })
    expect(errors).toEqual([])
    await context.close()
  })

  test("is announced by mistake and taken back", async () => {
    const { page, context } = await visit(browser, site("/compte", "nicolas-blondel"))
    await page
      .getByRole("button", { name: /^Retirer l’annonce/ })
      .first()
      .click()
    await page.getByRole("button", { name: /^Retirer l’annonce/ }).waitFor({ state: "detached" })
    expect((await paymentsOf("nicolas-blondel")).some(({ status }) => status === "promised")).toBe(false)
    await context.close()
  })

  test("without a network says so, and is there again once it is back", async () => {
    const { page, context } = await visit(browser, site("/compte", "awa-diallo"))
    await seen(page, "Ma cagnotte")
    await page.getByRole("button", { name: "Verser de l’argent" }).click()
    await typeInto(page, /^Montant/, "10")
    await page.getByRole("img", { name: /^Code du virement/ }).waitFor()
    await context.setOffline(true)
    await page.getByRole("button", { name: "J’annonce ce virement" }).click()
    await seen(page, /Pas de connexion/)
    await context.setOffline(false)
    await page.getByRole("button", { name: "J’annonce ce virement" }).click()
    await seen(page, /C’est noté/)
    const made = (await paymentsOf("awa-diallo")).filter(
      ({ amount, status }) => amount === 1000 && status === "promised",
    )
    expect(made).toHaveLength(1)
    await context.close()
  })

  test("visitors are asked to sign in; English is spoken", async () => {
    const { page, context, errors } = await visit(browser, site("/compte", "visiteur", "&langue=en"))
    await seen(page, "Sign in to see your account.")
    expect(await violations(page)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })
})

describe("a basket in a group without a money pot", () => {
  test("is confirmed, and paid by transfer with a reference and a code; then in two parts, changed by its member", async () => {
    await paidBy({ moneyPot: false })
    const member = "ines-caron"
    const { open, basketOf } = await factsOf(association)
    const { page, context, errors } = await visit(browser, site("/", member))
    await toOrdering(page)
    await take(page, "carotte", "Carottes des sables", 2)
    await openBasket(page)
    await confirm(page)
    const dialog = page.getByRole("dialog", { name: "Choisissez comment payer" })
    await dialog.waitFor()
    await shootBoth(page, "money-checkout")
    await dialog.getByRole("radio", { name: "Par virement" }).check()
    await dialog.getByRole("button", { name: "Enregistrer ce choix" }).click()
    const told = page.getByRole("dialog", { name: /C’est noté/ })
    await told.waitFor()
    const reference = referenceFor(group.id, member, { kind: "basket", distribution: open })
    await seen(told, referenceText(reference))
    const { due, payments } = await basketOf(member)
    const code = told.getByRole("img", { name: /^Code du virement/ })
    await code.waitFor()
    await shootBoth(page, "money-transfer")
    const euros = `${Math.floor(due / 100)}.${String(due % 100).padStart(2, "0")}`
    const { holder, iban } = paymentDetails
    expect(await scanned(code)).toBe(`BCD\n002\n1\nSCT\n\n${holder}\n${iban}\nEUR${euros}\n\n\n${reference}`)
    expect(payments).toMatchObject([{ kind: "transfer", amount: due, status: "promised" }])
    await told.getByRole("button", { name: "Changer" }).click()
    await page.getByRole("button", { name: "Payer en deux fois" }).click()
    await typeInto(page, /^Première partie/, "1,20")
    await page.getByRole("radio", { name: "Sur place, je verrai" }).last().check()
    await shoot(page, "money-split")
    await page.getByRole("button", { name: "Enregistrer ce choix" }).click()
    await told.waitFor()
    const split = (await basketOf(member)).payments.filter(({ status }) => status === "promised")
    expect(split.map(({ kind, amount }) => [kind, amount])).toEqual([
      ["transfer", 120],
      ["on-the-spot", due - 120],
    ])
    await told.getByRole("button", { name: "Fermer" }).click()
    await page.keyboard.press("Escape")
    await page.locator("cabas-checkout").getByText("Comment vous payez").waitFor()
    expect(await violations(page)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
    await paidBy({ moneyPot: true })
  })
})

/** A statement of the bank, as it is exported: what Awa announced, something that looks like nothing, a fee. */
const statementOf = (reference: string, amount: string): string =>
  [
    "Date opération;Libellé;Informations complémentaires;Débit euros;Crédit euros",
    `28/11/2026;VIR SEPA DIALLO AWA;${referenceText(reference)};;${amount}`,
    "28/11/2026;VIR SEPA MONSIEUR INCONNU;merci;;17,00",
    "28/11/2026;Frais de tenue de compte;;2,00;",
    "",
  ].join("\r\n")

describe("those who keep the money", () => {
  test("receive what was announced, and take cheques to the bank", async () => {
    const { page, context, errors } = await visit(browser, site("/coordination/paiements", coordinator), screen)
    await seen(page, "Paiements annoncés")
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-promised", true)
    await page.getByRole("searchbox").fill("lea martin")
    await page.getByRole("button", { name: /^Reçu : .*45,50/ }).click()
    await seen(page, /^✓ Reçu : /)
    const received = (await paymentsOf("lea-martin")).find(({ amount }) => amount === 4550)
    expect(received?.status).toBeUndefined()
    await page.getByRole("button", { name: /^Chèques/ }).click()
    await seen(page, "Chèques à déposer")
    const boxes = page.getByRole("checkbox", { name: /^Choisir/ })
    expect(await boxes.count()).toBeGreaterThan(3)
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-cheques")
    const before = (await association.as(coordinator).ask("payment.list", { open: "cheque", limit: 500 })).answer!
      .payments
    await boxes.first().uncheck()
    await page.getByRole("button", { name: /^Marquer comme déposés/ }).click()
    await seen(page, new RegExp(`^✓ ${before.length - 1} chèques déposés`))
    const after = (await association.as(coordinator).ask("payment.list", { open: "cheque", limit: 500 })).answer!
      .payments
    expect(after).toHaveLength(1)
    expect(errors).toEqual([])
    await context.close()
  })

  test("import a bank statement: what is recognised is recorded once, the rest is decided by hand", async () => {
    const { page, context, errors } = await visit(browser, site("/coordination/paiements", coordinator), screen)
    await page.getByRole("button", { name: "Relevé bancaire" }).click()
    const reference = referenceFor(group.id, "awa-diallo", { kind: "wallet" })
    const file = { name: "releve.csv", mimeType: "text/csv", buffer: Buffer.from(statementOf(reference, "10,00")) }
    await page.getByLabel("Fichier du relevé").setInputFiles(file)
    await seen(page, /^Reconnues · 1 ligne/)
    await seen(page, /^Non reconnues · 1 ligne/)
    expect(await page.getByRole("checkbox", { name: /^Enregistrer : .*DIALLO/ }).isChecked()).toBe(true)
    await page.getByLabel(/^De quel foyer : .*INCONNU/).selectOption("lea-martin")
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-statement", true)
    await page.getByRole("button", { name: /^Enregistrer 2 lignes, 27,00/ }).click()
    await seen(page, /^✓ 2 virements enregistrés/)
    expect((await paymentsOf("awa-diallo")).find(({ amount }) => amount === 1000)?.status).toBeUndefined()
    expect((await paymentsOf("lea-martin")).some(({ amount, kind }) => amount === 1700 && kind === "transfer")).toBe(
      true,
    )
    await page.getByLabel("Fichier du relevé").setInputFiles(file)
    await seen(page, /^Laissées de côté · 3 lignes/)
    expect(errors).toEqual([])
    await context.close()
  })

  test("enter the payments of a contract together, and refund no more than there is", async () => {
    const { page, context, errors } = await visit(browser, site("/coordination/paiements", coordinator), screen)
    await page.getByRole("button", { name: "Saisie en nombre" }).click()
    const fields = page.getByRole("textbox", { name: /^Montant reçu de/ })
    await fields.first().waitFor()
    await fields.first().fill("12,50")
    await fields.nth(1).fill("abc")
    await page.getByRole("button", { name: /^Enregistrer 1 paiement, 12,50/ }).click()
    await seen(page, "Ce n’est pas un montant.")
    expect(await violations(page)).toEqual([])
    await fields.nth(1).fill("20")
    await shootBoth(page, "money-mass")
    await page.getByRole("button", { name: /^Enregistrer 2 paiements, 32,50/ }).click()
    await seen(page, /^✓ 2 paiements enregistrés/)
    expect(errors).toEqual([])
    await context.close()
  })

  test("PAY-17: note a cheque that the bank gave back, with a reason; the household reads it and owes it again", async () => {
    const { page, context, errors } = await visit(browser, site("/coordination/paiements", coordinator), screen)
    const member = "guillaume-prevost"
    const before = (await association.as(coordinator).ask("wallet.statement", { member })).answer!
    await page.getByRole("button", { name: "Rembourser", exact: true }).first().click()
    await page.locator("cabas-payments").getByLabel("Foyer").selectOption(member)
    const bounce = page.getByRole("button", { name: /^Chèque rejeté : / }).first()
    await bounce.waitFor()
    await bounce.focus()
    await page.keyboard.press("Enter")
    await seen(page, /^La banque a rendu le chèque/)
    await shootBoth(page, "money-bounce", true)
    expect(await violations(page)).toEqual([])
    await typeInto(page, "Motif, que le foyer lira", "")
    await page.keyboard.press("Enter")
    await seen(page.getByRole("alert"), /^Écrivez pourquoi/)
    await typeInto(page, "Motif, que le foyer lira", "Sans provision")
    await page.keyboard.press("Enter")
    await seen(page, /^✓ Rejet noté/)
    const after = (await association.as(coordinator).ask("wallet.statement", { member })).answer!
    expect(before.wallet.posted - after.wallet.posted).toBeGreaterThan(0)
    // No basket and no till of a day that is over stands behind it, so it is taken back like any other.
    const gone = (await paymentsOf(member)).filter(({ kind, status }) => kind === "cheque" && status === "cancelled")
    expect(gone.map(({ amount }) => amount)).toEqual([before.wallet.posted - after.wallet.posted])
    expect(errors).toEqual([])
    await context.close()
    const own = await visit(browser, site("/compte", member))
    await own.page.getByRole("row", { name: /Chèque annulé/ }).waitFor()
    await own.context.close()
  })

  test("give back of a payment no more than was paid too much, once it is confirmed; the household reads why", async () => {
    const paid = { member: "lea-martin", amount: 1234, kind: "transfer" } as const
    expect((await association.as(coordinator).run("payment.record", paid)).refusal).toBeUndefined()
    const { page, context, errors } = await visit(browser, site("/coordination/paiements", coordinator), screen)
    await page.getByRole("button", { name: "Rembourser", exact: true }).first().click()
    await page.locator("cabas-payments").getByLabel("Foyer").selectOption("lea-martin")
    const transfer = page.getByRole("button", { name: /^Rembourser : 12,34.*virement, reçu le/ })
    await transfer.waitFor()
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-refunds", true)
    await transfer.focus()
    await page.keyboard.press("Enter")
    await seen(page, /^Au plus /)
    await typeInto(page, /^Montant/, "9999")
    await page.keyboard.press("Enter")
    await seen(page.getByRole("alert"), /c’est plus que ce qui peut être rendu/)
    await typeInto(page, /^Montant/, "5")
    await page.getByLabel("Motif, que le foyer lira").fill("")
    await page.getByRole("button", { name: "Continuer" }).click()
    await seen(page.getByRole("alert"), /^Écrivez pourquoi/)
    await shoot(page, "money-refund-refused", true)
    await page.getByLabel("Motif, que le foyer lira").fill("Deux fois le même virement")
    await page.keyboard.press("Enter")
    await seen(page, /^Rendre 5,00.€ à .*, virement \?$/)
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-refund", true)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await seen(page, /^✓ Remboursé/)
    const back = (await paymentsOf("lea-martin")).find(({ direction }) => direction === "out")
    expect(back).toMatchObject({ amount: 500, kind: "transfer", note: "Deux fois le même virement" })
    await page.locator("cabas-payments").getByLabel("Foyer").selectOption("zeynep-yildiz")
    await seen(page, /^Paiements reçus/)
    await shoot(page, "money-refund-other", true)
    expect(errors).toEqual([])
    await context.close()
    const own = await visit(browser, site("/compte", "lea-martin"))
    const line = own.page.getByRole("row", { name: /Remboursement par virement.*Deux fois le même virement/ })
    await line.waitFor()
    await own.context.close()
  })

  test("move money between accounts, no more than is there", async () => {
    const { page, context, errors } = await visit(browser, site("/coordination/paiements", coordinator), screen)
    await page.getByRole("button", { name: "Transférer", exact: true }).click()
    await page.getByLabel(/^De/).selectOption("lea-martin")
    await page.getByLabel(/^À/).selectOption("awa-diallo")
    await typeInto(page, /^Montant/, "99999")
    await page.getByRole("button", { name: "Transférer", exact: true }).last().click()
    await page.getByRole("alert").waitFor()
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-moves", true)
    expect(errors).toEqual([])
    await context.close()
  })

  test("spread what a household owes: refused in words, looked at, kept, late ones marked, taken back", async () => {
    const { page, context, errors } = await visit(browser, site("/coordination/paiements", coordinator), screen)
    await page.getByRole("button", { name: "Échéances", exact: true }).click()
    const open = page.getByRole("button", { name: /^Échéances : / }).first()
    await open.waitFor()
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-instalments", true)
    await open.focus()
    await page.keyboard.press("Enter")
    await page.getByLabel("En combien de fois").fill("99")
    await page.keyboard.press("Enter")
    await seen(page.getByRole("alert"), "Écrivez un nombre d’échéances, de 1 à 36.")
    await page.getByLabel("En combien de fois").fill("3")
    await page.getByLabel("Première échéance").fill("2026-11-05")
    await page.getByLabel("La première").selectOption("cheque")
    await page.getByLabel("Comment").selectOption("transfer")
    await page.getByLabel("Ensuite").selectOption("2")
    await page.getByLabel(/^Note/).fill("Convenu au téléphone")
    await seen(page, /^Cette date est passée/)
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-instalments-form", true)
    await page.keyboard.press("Enter")
    await seen(page, /^3 échéances, /)
    const list = page.getByRole("list", { name: "Échéances proposées" }).getByRole("listitem")
    expect(await list.count()).toBe(3)
    await seen(list.first(), /5 nov.*chèque/)
    await seen(list.last(), /5 mars.*virement/)
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-instalments-preview", true)
    await page.getByRole("button", { name: "Enregistrer ces échéances" }).click()
    await seen(page, /^✓ Échéances enregistrées : 3 échéances/)
    await seen(page, "prévu le 5 nov. 2026, en retard")
    await seen(page, "· Convenu au téléphone")
    await seen(page, "Tout ce qui reste est annoncé.")
    await shootBoth(page, "money-instalments-open", true)
    const { answer } = await association.as(coordinator).ask("payment.list", { open: "promised" })
    const made = answer!.payments.filter(({ note }) => note === "Convenu au téléphone")
    expect(made.map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
      ["cheque", "2026-11-05"],
      ["transfer", "2027-01-05"],
      ["transfer", "2027-03-05"],
    ])
    const amounts = made.map(({ amount }) => amount)
    expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1)
    await page
      .getByRole("button", { name: /^Retirer l’échéance/ })
      .last()
      .click()
    await seen(page, /^✓ Échéance retirée/)
    await seen(page, /^À répartir : /)

    // PAY-19: the cheque of November comes in with the others, and is late no more.
    await page.getByRole("button", { name: "Saisie en nombre" }).click()
    await page.getByRole("button", { name: "Mettre la prochaine échéance" }).click()
    await shootBoth(page, "money-mass-next")
    await page.getByRole("button", { name: /^Enregistrer \d+ paiements?, / }).click()
    await seen(page, /^✓ \d+ paiements? enregistrés?/)
    const after = await association.as(coordinator).ask("payment.list", { open: "promised" })
    const left = after.answer!.payments.filter(({ note }) => note === "Convenu au téléphone")
    expect(left.map(({ dueOn }) => dueOn)).toEqual(["2027-01-05"])
    expect(errors).toEqual([])
    await context.close()
  })

  test("see that lists go on beyond 500, what is late first, and go on", async () => {
    // None of them asks for more in a second than the server lets one.
    const households = ["fatima-el-amrani", "adama-traore", "pauline-hamel", "zeynep-yildiz", "denis-rousselot"]
    for (const household of households.map(association.as)) {
      for (let amount = 1; amount <= 102; amount += 1) {
        const { refusal } = await household.run("payment.promise", { amount, kind: "cheque" })
        expect(refusal).toBeUndefined()
      }
    }
    const { page, context, errors } = await visit(browser, site("/coordination/paiements", coordinator), screen)
    await seen(page, "500 affichés ici, il y en a d’autres.")
    const more = page.getByRole("button", { name: "Afficher la suite" })
    await more.scrollIntoViewIfNeeded()
    await more.focus()
    await shoot(page, "money-goes-on")
    await page.keyboard.press("Enter")
    await page.getByRole("button", { name: "Afficher la suite" }).waitFor({ state: "detached" })
    const rows = page.getByRole("button", { name: /^Reçu : / })
    expect(await rows.count()).toBeGreaterThan(510)
    expect(errors).toEqual([])
    await context.close()
  })

  test("take a membership by cheque and print its receipt, on a phone", async () => {
    const { page, context, errors } = await visit(browser, site("/coordination/adhesions", coordinator), phone)
    await seen(page, /^Adhésions/)
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-memberships")
    const late = page.getByRole("button", { name: /^Encaisser l’adhésion/ })
    const count = await late.count()
    await late.first().click()
    await page.getByLabel("Numéro du chèque").fill("0001234")
    expect(await violations(page)).toEqual([])
    await shoot(page, "money-membership-take")
    await page.getByRole("button", { name: "Encaisser", exact: true }).click()
    await seen(page, /^✓ Adhésion enregistrée/)
    expect(await late.count()).toBe(count - 1)
    const { answer } = await association.as(coordinator).ask("payment.list", { open: "cheque", limit: 500 })
    expect(answer!.payments.find(({ cheque }) => cheque?.number === "0001234")).toMatchObject({ amount: 1200 })
    await page
      .getByRole("button", { name: /^Reçu : / })
      .first()
      .click()
    await seen(page, /^Reçu d’adhésion n°/)
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-receipt")
    expect(errors).toEqual([])
    await context.close()
  })

  test("who runs a contract enters its payments and spreads them, and sees no other money", async () => {
    const referent = "denis-rousselot"
    const admin = association.as(coordinator)
    const { answer } = await admin.ask("contract.list", {})
    const own = answer!.contracts[0]!
    const granted = await admin.run("member.grant", { member: referent, rights: [`catalog-admin:${own.id}`] })
    expect(granted.refusal).toBeUndefined()
    const { page, context, errors } = await visit(browser, site("/coordination/paiements", referent))
    await seen(page, "Saisir les paiements d’un contrat")
    const menu = page.getByRole("navigation", { name: "Parties de la page" }).getByRole("button")
    expect(await menu.allInnerTexts()).toEqual(["Saisie en nombre", "Échéances"])
    expect(
      await page
        .getByLabel(/^Contrat/)
        .locator("option")
        .allInnerTexts(),
    ).toEqual([own.name])
    await page
      .getByRole("textbox", { name: /^Montant reçu de/ })
      .first()
      .fill("3")
    await page.getByRole("button", { name: /^Enregistrer 1 paiement, 3,00/ }).click()
    await seen(page, /^✓ 1 paiement enregistré/)
    await menu.last().click()
    await page
      .getByRole("button", { name: /^Échéances : / })
      .nth(1)
      .click()
    await seen(page, /^À répartir : /)
    expect(await violations(page)).toEqual([])
    await shootBoth(page, "money-referent", true)
    const refused = await association.as(referent).ask("payment.list", { open: "promised" })
    expect(refused.refusal?._tag).toBe("NotAllowed")
    expect(errors).toEqual([])
    await context.close()
  })

  test("members without that right are told so", async () => {
    const { page, context } = await visit(browser, site("/coordination/paiements", "lea-martin"))
    await seen(page, "Cette page est réservée à ceux qui tiennent la caisse du groupe.")
    expect(await page.locator("cabas-payments").getByRole("button").count()).toBe(0)
    expect(await violations(page)).toEqual([])
    await context.close()
  })
})
