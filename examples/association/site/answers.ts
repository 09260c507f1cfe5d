import type { Html } from "./html.ts"

/** What a page of the site may load: its own files, no inline script or style, no HTML made from text. */
const contentPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html hors-ligne",
].join("; ")

const safe = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cache-Control": "no-cache",
} as const

/** A page of the site. */
export const page = ({ html }: Html, status = 200): Response =>
  new Response(`<!doctype html>\n${html}`, {
    status,
    headers: { ...safe, "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": contentPolicy },
  })

/** A file of the site, of that media type. */
export const file = (content: Uint8Array<ArrayBuffer> | string, type: string): Response =>
  new Response(content, { headers: { ...safe, "Content-Type": type } })

/** An answer for a program, never kept. */
export const json = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: { ...safe, "Cache-Control": "no-store" } })

/** There is nothing at that address. */
export const nothing = (): Response =>
  new Response("Rien à cette adresse.\n", {
    status: 404,
    headers: { ...safe, "Content-Type": "text/plain; charset=utf-8" },
  })
