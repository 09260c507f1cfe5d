import { recent } from "./recent.ts"

/** How many requests one name may make: `burst` at once, and `perSecond` in the long run. */
export interface RateLimit {
  readonly perSecond: number
  readonly burst: number
}

/** How much somebody may ask who is signed in, and an address of which nobody knows who asks. */
export interface RateLimits {
  readonly member?: RateLimit
  readonly address?: RateLimit
}

/** Counts requests by name, in a bounded memory: names that were not seen for longest are forgotten first. */
export interface Buckets {
  /** Takes one request at an instant (milliseconds); gives 0, or how many seconds to wait for one. */
  readonly take: (name: string, now: number) => number
}

interface Bucket {
  left: number
  at: number
}

/** @param names how many names are remembered at most */
export const bucketsOf = ({ perSecond, burst }: RateLimit, names = 20_000): Buckets => {
  const buckets = recent<Bucket>(names)
  return {
    take: (name, now) => {
      const bucket = buckets.get(name) ?? { left: burst, at: now }
      const grown = (Math.max(0, now - bucket.at) / 1000) * perSecond
      bucket.left = Math.min(burst, bucket.left + grown)
      bucket.at = now
      buckets.put(name, bucket)
      if (bucket.left < 1) return Math.max(1, Math.ceil((1 - bucket.left) / perSecond))
      bucket.left -= 1
      return 0
    },
  }
}

/** Who is counted apart: members by their name, everybody else by the address they ask from. */
export type Counters = Readonly<Record<keyof RateLimits, Buckets>>

/** Two tablets of one coordinator may hold 2 000 commands each after a morning without network. */
const memberLimit: RateLimit = { perSecond: 20, burst: 4000 }
const addressLimit: RateLimit = { perSecond: 20, burst: 100 }

/** Counters that begin with nothing counted. */
export const countersOf = ({ member = memberLimit, address = addressLimit }: RateLimits): Counters => ({
  member: bucketsOf(member),
  address: bucketsOf(address),
})

/** The name of a network address: the first half of an IPv6 address, since one household has all of the second. */
export const addressName = (address: string): string => {
  const plain = address.replace(/^::ffff:/i, "")
  if (!plain.includes(":")) return `address ${plain}`
  const [head = "", tail] = plain.toLowerCase().split("::")
  const groups = head === "" ? [] : head.split(":")
  const after = tail === undefined || tail === "" ? [] : tail.split(":")
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => "0")
  return `address ${[...groups, ...zeros, ...after].slice(0, 4).join(":")}`
}

/** The address that asks: the connection's, or what the given number of trusted proxies in front say it is. */
export const addressBehind = (proxies: number, connection: string | undefined, forwarded: string | undefined) => {
  if (proxies === 0 || forwarded === undefined) return connection
  const hops = forwarded.split(",").map((hop) => hop.trim())
  return hops[Math.max(0, hops.length - proxies)] ?? connection
}
