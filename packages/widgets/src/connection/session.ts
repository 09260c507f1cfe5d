import type { GetToken } from "@cabas/client"

/** The member a token speaks for. Not verified, that is the server's work: it tells whose draft is on this device. */
export const memberIn = (token: string | null): string | null => {
  try {
    return JSON.parse(atob(token!.split(".")[1]!.replaceAll("-", "+").replaceAll("_", "/"))).sub ?? null
  } catch {
    return null
  }
}

/** Asks an address of the host for a token: `{"token": "…"}`, or any refusal when nobody is signed in. */
const fetched = async (url: string): Promise<string | null> => {
  const response = await fetch(url, { cache: "no-store" })
  if (response.status >= 500) throw new Error(url)
  return response.status === 200 ? ((await response.json()) as { readonly token: string | null }).token : null
}

/** Gives the tokens of an address: the last one until it is refused. */
export const tokensFrom = (url: string): GetToken => {
  let last: Promise<string | null> | undefined
  return async (isRefused) => {
    const known = isRefused || !last ? null : await last.catch(() => null)
    return known || (last = fetched(url))
  }
}
