import { readFile } from "node:fs/promises"
import { stripTypeScriptTypes } from "node:module"
import { file } from "./answers.ts"

/** The sources that pages may import, by the address under which they are served. */
const folders: ReadonlyMap<string, URL> = new Map([
  ["/pages/", new URL("../pages/", import.meta.url)],
  ["/modules/client/", new URL("./", import.meta.resolve("@cabas/client"))],
  ["/modules/values/", new URL("./", import.meta.resolve("@cabas/core/values"))],
  ["/modules/refusals/", new URL("./", import.meta.resolve("@cabas/core/refusals"))],
  ["/modules/imports/", new URL("./", import.meta.resolve("@cabas/engine/imports"))],
])

/** What pages import by package, as an address. Of the imports, a page only needs the sentences. */
const addresses: Readonly<Record<string, string>> = {
  "@cabas/client": "/modules/client/index.ts",
  "@cabas/core/values": "/modules/values/index.ts",
  "@cabas/core/refusals": "/modules/refusals/index.ts",
  "@cabas/engine/imports": "/modules/imports/sentences.ts",
}

const addressed = (code: string): string =>
  code.replaceAll(/(from\s*)"(@cabas\/[^"]+)"/g, (_, from: string, name: string) => {
    const address = addresses[name]
    if (address === undefined) throw new Error(`A page imports ${name}, which is not served to pages`)
    return `${from}"${address}"`
  })

const known = new Map<string, Promise<string>>()

/** The module as a browser runs it: its types erased, the rest left as it is written. */
const erased = (address: URL): Promise<string> => {
  const before = known.get(address.href)
  if (before !== undefined) return before
  const code = readFile(address, "utf8").then((text) => addressed(stripTypeScriptTypes(text)))
  known.set(address.href, code)
  return code
}

/** A module of the pages by its path, or nothing when there is none. */
export const moduleAt = async (path: string): Promise<Response | undefined> => {
  for (const [prefix, folder] of folders) {
    const name = path.startsWith(prefix) ? path.slice(prefix.length) : undefined
    if (name === undefined || !/^[a-z-]+(\.[a-z]+)?\.ts$/.test(name) || name.endsWith(".test.ts")) continue
    const address = new URL(name, folder)
    try {
      return file(await erased(address), "text/javascript; charset=utf-8")
    } catch (error) {
      known.delete(address.href)
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error
    }
  }
  return undefined
}
