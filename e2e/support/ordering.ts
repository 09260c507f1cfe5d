import type { Locator, Page } from "playwright-core"

/** Waits until a text can be seen: what stands beside the products on a computer is on a phone too, hidden. */
export const seen = (within: Page | Locator, text: string | RegExp): Promise<void> =>
  within.getByText(text).filter({ visible: true }).first().waitFor()

/** Finds a product as a member does, and presses "+" so many times. */
export const take = async (page: Page, words: string, name: string, times = 1): Promise<void> => {
  await page.getByRole("searchbox").fill(words)
  await page.getByRole("button", { name: `Ajouter : ${name}` }).click()
  for (let time = 1; time < times; time += 1) {
    await page
      .getByRole("button", { name: `Plus : ${name}` })
      .first()
      .click()
  }
}

/** Opens the basket, which on a phone is a bar at the foot of the products. */
export const openBasket = (page: Page): Promise<void> => page.getByRole("button", { name: /^Panier/ }).click()

/** Orders what is in the basket. */
export const confirm = (page: Page): Promise<void> =>
  page.getByRole("button", { name: "Confirmer ma commande" }).click()

/** Brings the order form to the top of what is seen. */
export const toOrdering = (page: Page): Promise<void> =>
  page.evaluate(() => document.querySelector("#commander")?.scrollIntoView({ behavior: "instant" }))

/** Everything that an element says, what its own and its parts' shadow roots say included. */
export const wordsOf = async (element: Locator): Promise<string> => {
  const text = await element.evaluate((root) => {
    const textIn = (node: Node): string =>
      node instanceof Text
        ? node.data
        : [...((node instanceof Element ? node.shadowRoot : null) ?? node).childNodes].map(textIn).join(" ")
    return textIn(root)
  })
  return text.replaceAll(/\s+/g, " ")
}
