import type { GetToken } from "@cabas/client"

interface Claims {
  readonly sub?: string
  readonly exp?: number
}

/** What a token says of itself. Not verified, that is the server's work: it only tells whose draft is on this device. */
export const claimsOf = (token: string | null): Claims => {
  try {
    return JSON.parse(atob(token!.split(".")[1]!.replaceAll("-", "+").replaceAll("_", "/"))) as Claims
  } catch {
    return {}
  }
}

/** Asks an address of the host for a token: `{"token": "…"}`, or any refusal when nobody is signed in. */
const fetched = async (url: string): Promise<string | null> => {
  const response = await fetch(url, { cache: "no-store" })
  if (response.status >= 500) throw new Error(url)
  return response.status === 200 ? ((await response.json()) as { readonly token: string | null }).token : null
}

/** A token that expires this soon is asked for again, in seconds. */
const margin = 30

/** Gives the tokens of an address, asking for a new one when the last has expired or is refused. */
export const tokensFrom = (url: string): GetToken => {
  let last: Promise<string | null> | undefined
  return async (isRefused) => {
    const known = isRefused || !last ? null : await last.catch(() => null)
    if (known && claimsOf(known).exp! - margin > Date.now() / 1000) return known
    last = fetched(url)
    return last
  }
}
