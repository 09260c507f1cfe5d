import type { Posting } from "../ledger/index.ts"
import { membershipIncome, tillDifference } from "../ledger/index.ts"
import type { Fact } from "../plans/plan.ts"
import type { VatRow, Window } from "../values/index.ts"

/** What the reports see of a commit. */
export interface JournalBatch {
  readonly at: string
  readonly facts: ReadonlyArray<{ readonly fact: Fact }>
  readonly postings: ReadonlyArray<Posting>
}

/** What accounts of one kind, or one of them, held, got and gave. `closing = opening + entered − left`. */
export interface Movement {
  readonly account: string
  readonly opening: number
  readonly entered: number
  readonly left: number
  readonly closing: number
}

/** The kind of an account: what stands before the colon. @rule REPORT-1 */
export const kindOfAccount = (account: string): string => account.split(":", 1)[0] ?? account

/** What every account holds, of one unit. @rule REPORT-1 */
export interface Trial {
  readonly kinds: ReadonlyArray<{ readonly kind: string; readonly accounts: number; readonly balance: number }>
  readonly accounts: ReadonlyArray<{ readonly account: string; readonly balance: number }>
  /** Of all accounts together: nothing. */
  readonly total: number
}

/** Adds postings up, batch by batch. */
export interface Folding<A> {
  readonly take: (batch: JournalBatch) => void
  readonly answer: () => A
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const added = (sums: Map<string, number>, key: string, quantity: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + quantity)
}

/** What every account holds in a unit, from the whole journal until an instant. @rule REPORT-1 @see D23 */
export const trialOf = (unit: string, until: string | null): Folding<Trial> => {
  const balances = new Map<string, number>()
  return {
    take: ({ at, postings }) => {
      if (until !== null && at >= until) return
      for (const { from, to, quantity, unit: own } of postings) {
        if (own !== unit) continue
        added(balances, from, -quantity)
        added(balances, to, quantity)
      }
    },
    answer: () => {
      const accounts = [...balances]
        .sort(([a], [b]) => byText(a, b))
        .map(([account, balance]) => ({ account, balance }))
      const kinds = [...new Set(accounts.map(({ account }) => kindOfAccount(account)))]
      const sum = (some: Trial["accounts"]) => some.reduce((all, { balance }) => all + balance, 0)
      return {
        kinds: kinds.map((kind) => {
          const some = accounts.filter(({ account }) => kindOfAccount(account) === kind)
          return { kind, accounts: some.length, balance: sum(some) }
        }),
        accounts,
        total: sum(accounts),
      }
    },
  }
}

/** What happened to the money of a group in a period. */
export interface PeriodReport {
  /** Movements by kind of account. */
  readonly kinds: ReadonlyArray<Movement>
  /** The same of each account that is nobody's own: boxes, bank, producers, fees, memberships, differences. */
  readonly accounts: ReadonlyArray<Movement>
  /** What was billed at each rate. */
  readonly vats: ReadonlyArray<VatRow>
  /** What was billed for goods, fees included: what producers and fees got. */
  readonly billed: number
  readonly producers: ReadonlyArray<{ readonly producer: string; readonly amount: number }>
  readonly memberships: { readonly taken: number; readonly cancelled: number; readonly amount: number }
  readonly deposits: { readonly paid: number; readonly returned: number }
  /** What was counted beyond what was expected, less what was missing. */
  readonly tillDifference: number
}

/** Kinds of accounts whose accounts are listed one by one: none of them is a member's. */
const listedKinds = new Set(["cash-box", "bank", "producer", "fees", "membership", "rounding", "engaged", "promised"])

interface Sum {
  opening: number
  entered: number
  left: number
}

const movements = (sums: ReadonlyMap<string, Sum>): ReadonlyArray<Movement> =>
  [...sums]
    .sort(([a], [b]) => byText(a, b))
    .map(([account, { opening, entered, left }]) => ({
      account,
      opening,
      entered,
      left,
      closing: opening + entered - left,
    }))

const place = (sums: Map<string, Sum>, key: string): Sum => {
  const known = sums.get(key)
  if (known !== undefined) return known
  const fresh: Sum = { opening: 0, entered: 0, left: 0 }
  sums.set(key, fresh)
  return fresh
}

/** What was billed at each rate, added up bill by bill, so that it is what the bills say. @rule REPORT-3 @see D3, D5 */
const vatsOf = () => {
  const rows = new Map<number, VatRow>()
  return {
    add: (billed: ReadonlyArray<VatRow>, sign: 1 | -1): void => {
      for (const { vat, gross, net, tax } of billed) {
        const known = rows.get(vat) ?? { vat, gross: 0, net: 0, tax: 0 }
        rows.set(vat, {
          vat,
          gross: known.gross + sign * gross,
          net: known.net + sign * net,
          tax: known.tax + sign * tax,
        })
      }
    },
    rows: (): ReadonlyArray<VatRow> => [...rows.values()].sort((a, b) => a.vat - b.vat),
  }
}

/**
 * What happened to the money of a group in a period, from the whole journal: what each account held before, got, gave
 * and held after, and what that means.
 * @rule REPORT-2, REPORT-3
 * @see D23
 */
export const periodReport = (unit: string, { opensAt, closesAt }: Window): Folding<PeriodReport> => {
  const [kinds, accounts] = [new Map<string, Sum>(), new Map<string, Sum>()]
  const vats = vatsOf()
  const counts = { taken: 0, cancelled: 0 }
  const deposits = { paid: 0, returned: 0 }
  const moved = (account: string, quantity: number, isBefore: boolean): void => {
    const kind = kindOfAccount(account)
    const sums = [place(kinds, kind), ...(listedKinds.has(kind) ? [place(accounts, account)] : [])]
    for (const sum of sums) {
      if (isBefore) sum.opening += quantity
      else if (quantity > 0) sum.entered += quantity
      else sum.left -= quantity
    }
  }
  const heard = (fact: Fact): void => {
    if (fact._tag === "BasketSettled") vats.add(fact.settlement.vats ?? [], 1)
    if (fact._tag === "BasketReopened") vats.add(fact.vats ?? [], -1)
    if (fact._tag === "MembershipTaken") counts.taken += 1
    if (fact._tag === "MembershipCancelled") counts.cancelled += 1
  }
  const ofDeposits = ({ from, to, quantity }: Posting): void => {
    const isPaid = (account: string) => kindOfAccount(account) === "held"
    if (kindOfAccount(to) === "deposits")
      deposits[isPaid(from) ? "paid" : "returned"] += isPaid(from) ? quantity : -quantity
    if (kindOfAccount(from) === "deposits")
      deposits[isPaid(to) ? "paid" : "returned"] += isPaid(to) ? -quantity : quantity
  }
  return {
    take: ({ at, facts, postings }) => {
      if (at >= closesAt) return
      const isBefore = at < opensAt
      for (const posting of postings) {
        if (posting.unit !== unit) continue
        moved(posting.from, -posting.quantity, isBefore)
        moved(posting.to, posting.quantity, isBefore)
        if (!isBefore) ofDeposits(posting)
      }
      if (!isBefore) for (const { fact } of facts) heard(fact)
    },
    answer: () => summary(movements(kinds), movements(accounts), { vats: vats.rows(), counts, deposits }),
  }
}

/** What came into accounts, less what left them. */
const net = (some: ReadonlyArray<Movement>): number => some.reduce((all, { entered, left }) => all + entered - left, 0)

const summary = (
  kinds: ReadonlyArray<Movement>,
  accounts: ReadonlyArray<Movement>,
  heard: {
    readonly vats: ReadonlyArray<VatRow>
    readonly counts: { readonly taken: number; readonly cancelled: number }
    readonly deposits: PeriodReport["deposits"]
  },
): PeriodReport => {
  const ofKind = (kind: string) => accounts.filter(({ account }) => kindOfAccount(account) === kind)
  const only = (account: string) => net(accounts.filter((one) => one.account === account))
  const earned = ofKind("producer")
  return {
    kinds,
    accounts,
    vats: heard.vats,
    billed: net([...earned, ...ofKind("fees")]),
    producers: earned.map((one) => ({ producer: one.account.slice("producer:".length), amount: net([one]) })),
    memberships: { ...heard.counts, amount: only(membershipIncome) },
    deposits: heard.deposits,
    tillDifference: only(tillDifference),
  }
}
