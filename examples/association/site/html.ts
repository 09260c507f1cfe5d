/** A piece of a page whose texts are escaped already. */
export interface Html {
  readonly html: string
}

type Value = string | number | Html | null | undefined | false | ReadonlyArray<Value>

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

const written = (value: Value): string => {
  if (value === null || value === undefined || value === false) return ""
  if (typeof value === "object" && "html" in value) return value.html
  if (typeof value === "object") return value.map(written).join("")
  return String(value).replaceAll(/[&<>"']/g, (character) => entities[character] ?? "")
}

/** A piece of a page; whatever is put into it is escaped, unless it is such a piece itself. */
export const html = (texts: TemplateStringsArray, ...values: ReadonlyArray<Value>): Html => ({
  html: texts.map((text, index) => text + written(values[index])).join(""),
})
