import { readFile } from "node:fs/promises"
import { signToken } from "@cabas/server"
import { group } from "../data/index.ts"
import { accountPage } from "./account-page.ts"
import { file, json, nothing, page } from "./answers.ts"
import { contractsPage } from "./contracts-page.ts"
import { coordinationPage } from "./coordination-page.ts"
import type { Html } from "./html.ts"
import { addressOf } from "./layout.ts"
import type { Visit } from "./layout.ts"
import { moduleAt } from "./modules.ts"
import { householdNamed, viewerNamed, viewerWithId } from "./people.ts"
import { publicPage } from "./public-page.ts"
import {
  dayPage,
  membershipsPage,
  paymentsPage,
  plannerPage,
  recapsPage,
  sheetsPage,
  subscriptionsPage,
} from "./season-page.ts"

/** How long a token is good for, in seconds. */
const lifetime = 15 * 60

/** Folders whose files anybody may have, by the address under which they are served. */
const folders = [
  ["/assets/", new URL("../assets/", import.meta.url)],
  ["/samples/", new URL("../samples/", import.meta.url)],
  ["/cabas/", new URL("cdn/", import.meta.resolve("@cabas/widgets/package.json"))],
] as const

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  map: "application/json",
  svg: "image/svg+xml",
}

/** A file by its path: no name that begins with a dot, no kind that is not listed. */
const fileAt = async (path: string): Promise<Response | undefined> => {
  const found = folders.find(([prefix]) => path.startsWith(prefix))
  const name = found === undefined ? "" : path.slice(found[0].length)
  const type = types[name.split(".").at(-1) ?? ""]
  if (found === undefined || type === undefined || !/^(?:[\w-][\w.-]*\/)?[\w-][\w.-]*$/.test(name)) return undefined
  const content = await readFile(new URL(name, found[1])).catch(() => undefined)
  return content === undefined ? undefined : file(content, type)
}

/** A token for the household that the page says is signed in: a real site asks its own session who that is. @see D32 */
const token = async (member: string, secret: Uint8Array): Promise<Response> => {
  if (viewerWithId(member) === undefined) return json({ token: null }, 404)
  return json({ token: await signToken(secret, { member, group: group.id, seconds: lifetime }), expiresIn: lifetime })
}

/** Each page: who it shows when the address does not say, and what it is made of. */
const pages: Readonly<Record<string, readonly [usual: string, (visit: Visit) => Html]>> = {
  "/": ["lea-martin", publicPage],
  "/contrats": ["lea-martin", contractsPage],
  "/compte": ["lea-martin", accountPage],
  "/coordination": ["camille-roussel", coordinationPage],
  "/coordination/calendrier": ["camille-roussel", plannerPage],
  "/coordination/contrats": ["camille-roussel", subscriptionsPage],
  "/coordination/distribution": ["camille-roussel", dayPage],
  "/coordination/recapitulatifs": ["camille-roussel", recapsPage],
  "/coordination/feuilles": ["camille-roussel", sheetsPage],
  "/coordination/paiements": ["camille-roussel", paymentsPage],
  "/coordination/adhesions": ["camille-roussel", membershipsPage],
}

const pageAt = ({ pathname, searchParams }: URL): Response | undefined => {
  const [usual, render] = (Object.hasOwn(pages, pathname) ? pages[pathname] : undefined) ?? []
  if (usual === undefined || render === undefined) return undefined
  const language = searchParams.get("langue") === "en" ? "en" : "fr"
  const sought = searchParams.get("recherche")
  const found = sought === null ? undefined : householdNamed(sought)
  if (found !== undefined) {
    return new Response(null, { status: 303, headers: { Location: addressOf(pathname, { viewer: found, language }) } })
  }
  const viewer = viewerNamed(searchParams.get("membre") ?? usual)
  return page(render({ viewer, language, path: pathname, distribution: searchParams.get("distribution"), sought }))
}

/**
 * The site of the association; the API that its widgets call stands beside it.
 * @param secret what tokens are signed with; the API checks them with the same
 */
export const createSite =
  (secret: Uint8Array) =>
  async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    if (request.method !== "GET" && request.method !== "HEAD") return nothing()
    if (url.pathname === "/token") return token(url.searchParams.get("member") ?? "", secret)
    // A worker keeps the pages under the folder that it is served from.
    if (url.pathname === "/hors-ligne.js") return (await fileAt("/assets/hors-ligne.js")) ?? nothing()
    return pageAt(url) ?? (await fileAt(url.pathname)) ?? (await moduleAt(url.pathname)) ?? nothing()
  }
