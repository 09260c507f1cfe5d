// Keeps the page of the desk, and nothing of what the API answers: the desk keeps that itself, under its code.
const kept = "desk-1"

/** What a worker has that a page has not. @typedef {EventTarget & { skipWaiting(): Promise<void>, clients: { claim(): Promise<void> } }} Worker */
/** @typedef {Event & { waitUntil(done: Promise<unknown>): void }} Activation */
/** @typedef {Event & { request: Request, respondWith(answer: Promise<Response>): void }} Asked */

const worker = /** @type {Worker} */ (/** @type {unknown} */ (globalThis))

/** Pages, scripts, styles and pictures of this site: never the API, never a token. @param {URL} url */
const isKept = ({ origin, pathname }) => origin === location.origin && !/^\/(api|token)(\/|$)/.test(pathname)

/** @param {string} address */
const keep = async (address) => {
  const response = await fetch(address)
  if (response.ok) await (await caches.open(kept)).put(address, response)
}

/** From the network first: what is new is seen at once; from the device when there is none. @param {Request} request */
const answer = async (request) => {
  try {
    const response = await fetch(request)
    if (response.ok) await (await caches.open(kept)).put(request, response.clone())
    return response
  } catch (error) {
    const known = await caches.match(request)
    if (known) return known
    throw error
  }
}

worker.addEventListener("install", () => void worker.skipWaiting())
worker.addEventListener("activate", (event) => /** @type {Activation} */ (event).waitUntil(worker.clients.claim()))
worker.addEventListener("message", (event) => {
  const { data } = /** @type {MessageEvent<ReadonlyArray<string>>} */ (event)
  for (const address of data) if (isKept(new URL(address))) void keep(address).catch(() => undefined)
})
worker.addEventListener("fetch", (event) => {
  const { request, respondWith } = /** @type {Asked} */ (event)
  if (request.method === "GET" && isKept(new URL(request.url))) respondWith.call(event, answer(request))
})
