import type { GetToken } from "@cabas/client"

/** Where tokens come from: a function, an address, or one token; none of them for visitors. */
export interface TokenSource {
  readonly getToken?: GetToken | null
  readonly url?: string | null
  readonly token?: string | null
}

interface Claims {
  readonly sub?: string
  readonly exp?: number
}

const claimsOf = (token: string): Claims => {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")
    return JSON.parse(atob(payload)) as Claims
  } catch {
    return {}
  }
}

/** The member a token speaks for. Not verified, that is the server's work: it only tells whose draft is on this device. */
export const memberIn = (token: string | null): string | null => (token === null ? null : (claimsOf(token).sub ?? null))

/** Asks an address of the host for a token: `{"token": "…"}`, or any refusal when nobody is signed in. */
const fetched = async (url: string): Promise<string | null> => {
  const response = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store" })
  if (response.status >= 500) throw new Error(`${url} answers ${response.status}`)
  if (!response.ok || response.status === 204) return null
  const body = (await response.json()) as { readonly token?: string | null }
  return body.token ?? null
}

/** A token that expires this soon is asked for again, in seconds. */
const margin = 30

/** Gives tokens, asking for a new one when the last has expired or is refused. */
export const tokensFrom = ({ getToken, url, token }: TokenSource): GetToken => {
  if (getToken) return getToken
  if (!url) return () => token ?? null
  let last: Promise<string | null> | undefined
  return async (fresh) => {
    const known = fresh ? null : await last?.catch(() => null)
    const isGood = known != null && (claimsOf(known).exp ?? Infinity) - margin > Date.now() / 1000
    if (isGood) return known
    last = fetched(url)
    return last
  }
}
