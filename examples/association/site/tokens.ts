import { randomBytes } from "node:crypto"
import { SignJWT } from "jose"

/** How long a token is good for, in seconds. */
const lifetime = 15 * 60

/** What the site signs with; a fresh secret each time it starts, since tokens only live for minutes. */
export const freshSecret = (): Uint8Array => randomBytes(32)

/** A token that says who the member is, as a site does for whoever signed in with it. @see D32 */
export const tokenFor = (member: string, group: string, secret: Uint8Array, now: number): Promise<string> => {
  const issued = Math.floor(now / 1000)
  return new SignJWT({ group })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(member)
    .setIssuedAt(issued)
    .setExpirationTime(issued + lifetime)
    .sign(secret)
}
