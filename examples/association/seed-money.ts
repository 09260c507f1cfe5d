import { plusMilliseconds } from "@cabas/core/values"
import type { PaymentKind } from "@cabas/core/payment"
import { group, members, newcomers } from "./data/index.ts"
import { inGroup } from "./seed-step.ts"
import type { Row, Step } from "./seed-step.ts"

const day = 24 * 60 * 60_000

/** What the association’s money is received with: an account that no bank has, whose number is right all the same. */
export const paymentDetails = {
  iban: "FR9399999000000123456789012",
  holder: group.name,
  payee: group.name,
} as const

/** Twelve euros a household, from January to December. */
export const membershipPolicy = { fee: 1200, renewal: "01-01" } as const

const ways: ReadonlyArray<PaymentKind> = ["cheque", "transfer", "cash"]

/** Who keeps the money and validates. */
export const treasurer = "odile-renaudin"

const banks = ["Crédit rural", "Banque du Canal", "Caisse de Saint-Aubin"]

/** A cheque of a household: each has its bank, and a book of cheques that it takes one after the other. */
export const chequeOf = (member: string, at: string) => {
  const place = members.findIndex(({ id }) => id === member)
  const weeks = Math.floor(Date.parse(at) / (7 * day))
  return {
    number: String(1_000_000 + place * 131_071 + (weeks % 1000)),
    bank: banks[place % banks.length] ?? "",
    payee: group.name,
  }
}

const taking = (member: string, kind: PaymentKind, at: string): Step => ({
  key: `membership/${member}`,
  at,
  by: treasurer,
  act: ({ membership }, options) => membership.take({ ...inGroup, member, kind }, options),
})

/** Memberships of the year under way: most households have theirs, one in seven is late, as are those who just came. */
export const membershipsOf = (at: string): ReadonlyArray<Row> =>
  members
    .filter(({ id }) => !newcomers.has(id))
    .flatMap(({ id }, place) => (place % 7 === 3 ? [] : [[taking(id, ways[place % 3] ?? "cash", at)]]))

/** What a few households announced and has not come: a transfer, a cheque, cash for the next distribution. */
export const promisesOf = (begun: string): ReadonlyArray<Row> =>
  ["nicolas-blondel", "ines-caron", "awa-diallo"].map((member, place) => [
    {
      key: `promise/${member}`,
      at: plusMilliseconds(begun, -(place + 1) * day),
      by: member,
      act: ({ payment }, options) =>
        payment.promise({ ...inGroup, member, amount: 3000 + place * 1000, kind: ways[place] ?? "cash" }, options),
    },
  ])
