/** Keys of documents: the kind, then the id. The group itself is the space's one `group` document. */
export const keyOf = {
  group: "group",
  place: (id: string) => `place:${id}`,
  member: (id: string) => `member:${id}`,
  producer: (id: string) => `producer:${id}`,
  catalog: (id: string) => `catalog:${id}`,
  /** The deliveries of a catalog. */
  calendar: (catalog: string) => `calendar:${catalog}`,
  subscription: (id: string) => `subscription:${id}`,
  /** The periods of a member in a catalog. */
  commitment: (catalog: string, member: string) => `commitment:${catalog}~${member}`,
  cycle: (id: string) => `cycle:${id}`,
  distribution: (id: string) => `distribution:${id}`,
  day: (place: string, date: string) => `day:${place}~${date}`,
  basket: (id: string) => `basket:${id}`,
  payment: (id: string) => `payment:${id}`,
  /** The till of a distribution. */
  till: (distribution: string) => `till:${distribution}`,
  /** What the keys of all memberships of a member begin with. */
  memberships: (member: string) => `membership:${member}~`,
  /** A member's membership of a year. */
  membership: (member: string, year: number) => `membership:${member}~${year}`,
  /** The calendar of a member's deliveries. */
  feed: (member: string) => `feed:${member}`,
} as const

/** The kind of a document, read from its key. */
export const kindOf = (key: string): string => {
  const colon = key.indexOf(":")
  return colon === -1 ? key : key.slice(0, colon)
}

/** The series that numbers the baskets of a distribution. @see D15 */
export const basketNumbers = (distribution: string): string => `basket@${distribution}`
