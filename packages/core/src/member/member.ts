import type { Member, MemberFact, Person } from "./member.schema.ts"

/** Folds one fact into a member. */
export const evolve = (member: Member | null, fact: MemberFact): Member | null => {
  if (fact._tag === "MemberAdded") {
    return { id: fact.id, people: fact.people, address: fact.address, status: "active", joinedAt: fact.at }
  }
  if (fact._tag === "MemberErased") {
    return { id: fact.id, people: fact.people, address: "", status: "erased", joinedAt: fact.joinedAt }
  }
  if (member === null) return null
  switch (fact._tag) {
    case "MemberSaved":
      return { ...member, people: fact.people, address: fact.address }
    case "MemberLeft":
      return { ...member, status: "left" }
    case "MemberReturned":
      return { ...member, status: "active" }
  }
}

const personName = (person: Person): string => `${person.lastName.toUpperCase()} ${person.firstName}`.trim()

/**
 * The household's name as lists show it: `MARTIN Léa / Tom`, a shared last name once.
 * @rule MEMBER-1
 * @see R0.5
 */
export const householdName = (people: ReadonlyArray<Person>): string => {
  const [first, second] = people
  if (first === undefined) return ""
  if (second === undefined) return personName(first)
  const shared = first.lastName.toUpperCase() === second.lastName.toUpperCase()
  return `${personName(first)} / ${shared ? second.firstName : personName(second)}`
}

const letters: Readonly<Record<string, string>> = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d" }

/** The words of a name as they are compared: lower case, without accents, whatever parts them. */
const comparedWords = (text: string): ReadonlyArray<string> =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[œæßøłđ]/g, (letter) => letters[letter]!)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")

/** The fewest letters that are searched for. */
const fewestLetters = 2

/**
 * Which current households have a name in which every word that is searched for begins a word, by name. Nobody is found
 * by fewer than two letters.
 * @rule MEMBER-6
 */
export const foundByName = (members: ReadonlyArray<Member>, text: string): ReadonlyArray<Member> => {
  const wanted = comparedWords(text)
  if (wanted.join("").length < fewestLetters) return []
  const fits = ({ people }: Member): boolean => {
    const words = comparedWords(householdName(people))
    return wanted.every((word) => words.some((one) => one.startsWith(word)))
  }
  const sortedBy = ({ people }: Member): string => comparedWords(householdName(people)).join(" ")
  return members
    .filter((member) => member.status === "active" && fits(member))
    .map((member) => ({ member, key: `${sortedBy(member)} ${member.id}` }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ member }) => member)
}

/** The household's e-mail addresses, lower-cased, without repeats. @rule MEMBER-4 @see R0.6 */
export const emailsOf = (people: ReadonlyArray<Person>): ReadonlyArray<string> => [
  ...new Set(people.flatMap((person) => (person.email === null ? [] : [person.email.toLowerCase()]))),
]

/** The people as they are kept: trimmed, e-mails in lower case, a blank telephone as none. @rule MEMBER-4 @see R0.6 */
export const tidyPeople = (people: ReadonlyArray<Person>): ReadonlyArray<Person> =>
  people.map((person) => ({
    firstName: person.firstName.trim(),
    lastName: person.lastName.trim(),
    email: person.email === null ? null : person.email.trim().toLowerCase(),
    phone: person.phone === null || person.phone.trim() === "" ? null : person.phone.trim(),
  }))

/** Who stands for people that were erased: a pseudonym in place of a last name, and nothing else. @see D27 */
export const pseudonymous = (pseudonym: string): ReadonlyArray<Person> => [
  { firstName: "", lastName: pseudonym, email: null, phone: null },
]
