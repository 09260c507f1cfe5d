import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import type { IncomingMessage, ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { extname, join } from "node:path"
import { createHandler, signToken } from "@cabas/server"
import { group, secret } from "./world.ts"
import type { World } from "./world.ts"

/** Where the built widgets are. */
const built = join(import.meta.dirname, "..", "cdn")
const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css" }

/** As strict as a page can be: nothing inline, nothing from elsewhere, no text made into markup. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
].join("; ")

/** The policy of a page that does not speak of trusted types. */
const laxer = policy.replace(/; require-trusted.*/, "")

/** What a page of the tests may ask for: `/?as=camille&lang=en&scheme=dark&with=loader`. */
const pageFor = (query: URLSearchParams): string => {
  const lang = query.get("lang") ?? "fr"
  const scheme = query.get("scheme")
  const script = query.get("with") === "loader" ? "/cdn/loader.js" : "/cdn/cabas.js"
  const views = query.get("views") ?? "<cabas-ordering></cabas-ordering>"
  const distribution = query.get("distribution")
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Les Paniers du canal</title>
<link rel="stylesheet" href="/page.css">
<script type="module" src="${script}"></script>
</head>
<body${scheme === null ? "" : ` class="${scheme}"`}>
<main>
<h1>Les Paniers du canal</h1>
<cabas-group id="g" endpoint="/api" group="${group}" token-url="/token?as=${query.get("as") ?? ""}" sign-in="/sign-in"${
    distribution === null ? "" : ` distribution="${distribution}"`
  }${scheme === null ? "" : ` data-cabas-scheme="${scheme}"`}>${views}</cabas-group>
${query.get("outside") ?? ""}
</main>
</body>
</html>`
}

const styles =
  "body{font:16px/1.5 system-ui,sans-serif;margin:0}main{max-width:1180px;margin:0 auto}h1{font-size:1.1rem;margin:8px 12px}.dark{color-scheme:dark;background:#171a16;color:#eee}"

const requestOf = async (incoming: IncomingMessage, origin: string): Promise<Request> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const headers = new Headers(
    Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
  )
  const body = chunks.length === 0 ? null : Buffer.concat(chunks)
  return new Request(origin + incoming.url, { method: incoming.method ?? "GET", headers, body })
}

const answer = (response: ServerResponse, status: number, type: string, body: string | Buffer, csp = policy): void => {
  response.writeHead(status, { "Content-Type": type, "Content-Security-Policy": csp, "Cache-Control": "no-store" })
  response.end(body)
}

/** A site of an association on a free port: pages, tokens, and the API. */
export interface Site {
  readonly address: string
  readonly close: () => Promise<void>
}

/** Serves a world. */
export const openSite = async ({ cabas, clock }: World, cdn: string = built): Promise<Site> => {
  const api = createHandler({ cabas, tokens: { secret }, basePath: "/api", rate: false, clock: () => clock.now })
  const server = createServer((incoming, response) => void handle(incoming, response))
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? "/", "http://site")
    if (url.pathname.startsWith("/api/")) {
      const answered = await api(await requestOf(incoming, "http://site"))
      response.writeHead(answered.status, Object.fromEntries(answered.headers))
      return void response.end(Buffer.from(await answered.arrayBuffer()))
    }
    if (url.pathname === "/token") {
      const as = url.searchParams.get("as") ?? ""
      const token = as === "" ? null : await signToken(secret, { member: as, group, now: clock.now, seconds: 3600 })
      return answer(response, 200, "application/json", JSON.stringify({ token }))
    }
    if (url.pathname.startsWith("/cdn/")) {
      const file = join(cdn, url.pathname.slice("/cdn/".length))
      return answer(response, 200, types[extname(file)] ?? "application/json", readFileSync(file))
    }
    if (url.pathname === "/favicon.ico") return answer(response, 204, "image/x-icon", "")
    if (url.pathname === "/page.css") return answer(response, 200, "text/css", styles)
    if (url.pathname === "/") {
      const csp = url.searchParams.has("laxer") ? laxer : policy
      return answer(response, 200, "text/html", pageFor(url.searchParams), csp)
    }
    return answer(response, 404, "text/plain", "")
  }
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
