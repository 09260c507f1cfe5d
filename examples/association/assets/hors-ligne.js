// Keeps the page of the desk, and nothing of what the API answers: the desk keeps that itself, under its code.
const kept = "desk-1"

/** Pages, scripts, styles and pictures of this site: never the API, never a token. */
const isKept = ({ origin, pathname }) => origin === location.origin && !/^\/(api|token)(\/|$)/.test(pathname)

const keep = async (address) => {
  const response = await fetch(address)
  if (response.ok) await (await caches.open(kept)).put(address, response)
}

/** From the network first: what is new is seen at once; from the device when there is none. */
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

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))
self.addEventListener("message", ({ data }) => {
  for (const address of data) if (isKept(new URL(address))) void keep(address).catch(() => undefined)
})
self.addEventListener("fetch", (event) => {
  const { request } = event
  if (request.method === "GET" && isKept(new URL(request.url))) event.respondWith(answer(request))
})
