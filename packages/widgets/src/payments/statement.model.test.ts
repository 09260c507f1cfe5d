import { describe, expect, it } from "vitest"
import { acceptedIn, acceptedOf, base64Of, firstVerdicts, keyOf } from "./statement.model.ts"
import type { Line, Verdict } from "./statement.model.ts"

const line = (outcome: Line["outcome"], fingerprint: string, more: Partial<Line> = {}): Line => ({
  line: 1,
  path: "",
  entry: {
    bookedOn: "2026-05-02",
    valuedOn: null,
    amount: 1000,
    currency: "EUR",
    name: "",
    iban: null,
    text: "",
    bankId: null,
    account: null,
    fingerprint,
  },
  problems: [],
  warnings: [],
  outcome,
  why: null,
  payment: null,
  expected: null,
  member: null,
  name: null,
  target: null,
  ...more,
})

const lines = [
  line("matched", "a", { payment: "p" }),
  line("suggested", "b", { payment: "q" }),
  line("member-known", "c", { member: "lea", target: { subscription: "s" } }),
  line("unmatched", "d"),
]

describe("a bank statement, line by line", () => {
  it("BANK-9: only what carries its reference and amount is taken without being looked at", () => {
    const { accept, total } = acceptedIn(lines, firstVerdicts(lines))
    expect(accept).toEqual([{ entry: "a", payment: "p" }])
    expect(total).toBe(1000)
  })

  it("what is decided by hand is recorded as that", () => {
    const verdicts = new Map<string, Verdict>([
      ["b", true],
      ["c", true],
      ["d", { member: "tom" }],
    ])
    expect(acceptedIn(lines, verdicts)).toEqual({
      accept: [
        { entry: "b", payment: "q" },
        { entry: "c", member: "lea", target: { subscription: "s" } },
        { entry: "d", member: "tom" },
      ],
      total: 3000,
    })
  })

  it("a line that nobody is known of is never recorded as it is, nor one that cannot be read", () => {
    expect(acceptedOf(lines[3]!, true)).toBeUndefined()
    const { entry: _, ...unread } = line("unreadable", "e")
    expect(keyOf(unread)).toBe("line 1")
    expect(acceptedOf(unread, { member: "lea" })).toBeUndefined()
  })

  it("a file is sent as its bytes", async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 256)
    const sent = atob(await base64Of(new Blob([bytes])))
    expect(Uint8Array.from(sent, (character) => character.charCodeAt(0))).toEqual(bytes)
  })
})
