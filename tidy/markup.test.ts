// Code that the checks read is written in strings, with its placeholders.
/* oxlint-disable no-template-curly-in-string */
import { describe, expect, it } from "vitest"
import { widgetsWriteText } from "./markup.ts"
import { treeOf } from "./tree.ts"

const found = (text: string, path = "packages/widgets/src/money/money.element.ts") =>
  widgetsWriteText(treeOf({ [path]: text }))

describe("widgets", () => {
  it.each([
    `element.innerHTML = text`,
    `element["innerHTML"] = text`,
    `element.outerHTML = text`,
    `element.insertAdjacentHTML("beforeend", text)`,
    "const view = html`<b .innerHTML=${text}></b>`",
    'const view = html`<b style="color: red"></b>`',
    'const view = html`<b class="a" style=${colour}></b>`',
    'const view = html`<button onclick="go()">a</button>`',
    "const view = html`<b>${unsafeHTML(text)}</b>`",
    "const view = html`<b class=${styleMap({})}></b>`",
  ])("never turn text into markup: %s", (text) => {
    expect(found(text)).toHaveLength(1)
  })

  it.each([
    `// innerHTML and styleMap`,
    'const view = html`<button @click=${go} class="style">a</button>`',
    `element.style.setProperty("--cabas-gap", "1rem")`,
    "const text = `<b style='a'>`",
  ])("may write %s", (text) => {
    expect(found(text)).toEqual([])
  })

  it("are all that is looked at", () => {
    expect(found(`element.innerHTML = text`, "packages/widgets/src/money/money.test.ts")).toEqual([])
  })
})
