import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import * as Values from "./index.ts"
import type { Measure, PriceTerms, Unit } from "./index.ts"

/** A rule of the page with its table: the titles of its columns and the cells as values. */
interface Rule {
  readonly id: string
  readonly title: string
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<unknown>>
}

/** Answers the question of a row: what the answer columns of the page must say. */
// oxlint-disable-next-line typescript/no-explicit-any -- what a row gives is whatever the page says; a wrong cell fails.
type Ask = (...given: Array<any>) => ReadonlyArray<unknown>

const page = readFileSync(new URL("../../../../docs/rules/values.md", import.meta.url), "utf8")

/** A cell is JSON, or the text itself. */
function cell(text: string): unknown {
  try {
    return JSON.parse(text.trim())
  } catch {
    return text.trim()
  }
}

function rulesOf(markdown: string): ReadonlyArray<Rule> {
  return markdown
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [id = "", title = ""] = section.split("\n", 1)[0]!.split(" — ")
      const table = section
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .map((line) => line.split("|").slice(1, -1))
      const columns = (table[0] ?? []).map((column) => column.trim())
      return { id, title, columns, rows: table.slice(2).map((line) => line.map(cell)) }
    })
}

/** `refused` for what returns nothing or throws, in as many columns as there are answers. */
function answers(ask: Ask, given: ReadonlyArray<unknown>, width: number): ReadonlyArray<unknown> {
  const refused = Array.from({ length: width }, () => "refused")
  try {
    const answer = ask(...given)
    return answer.every((value) => value === undefined) ? refused : answer
  } catch (error) {
    if (error instanceof RangeError) return refused
    throw error
  }
}

const terms = (written: Omit<PriceTerms, "vat">): PriceTerms => ({ ...written, vat: 550 })
const window = (opensAt: string, closesAt: string) => ({ opensAt, closesAt })

const asks: Readonly<Record<string, Ask>> = {
  "MONEY-1": (a, b, divisor) => [Values.roundedRatio(a, b, divisor)],
  "MONEY-2": (amounts) => [Values.sum(amounts)],
  "MONEY-3": (currency) => [Values.digitsOf(currency)],
  "MEASURE-1": (measure: Measure) => {
    const unit: Unit = Values.unitOf(measure)
    expect(Values.measureOf(unit, Values.amountOf(measure))).toEqual(measure)
    return [unit, Values.amountOf(measure)]
  },
  "MEASURE-2": (a: Measure, b: Measure) => [Values.add(a, b), Values.subtract(a, b), Values.compare(a, b)],
  "PRICE-1": (written, quantity) => [Values.measuredIn(terms(written), quantity)],
  "PRICE-2": (written, quantity, fee) => [Values.lineAmount(terms(written), quantity, fee)],
  "PRICE-3": (written, quantity, fee) => [
    Values.goodsAmount(terms(written), quantity),
    Values.feeAmount(terms(written), quantity, fee),
  ],
  "PRICE-4": (written, quantity, fee) => [Values.isPriceable(terms(written), quantity, fee)],
  "PRICE-5": (written) => {
    const { price, per } = Values.unitPrice(terms(written))
    return [price, per]
  },
  "VAT-1": (amount, rate) => {
    const { net, vat } = Values.vatOf(amount, rate)
    return [net, vat]
  },
  "VAT-2": (net, rate) => [Values.withVat(net, rate)],
  "VAT-3": (lines) => [Values.vatTable(lines)],
  "SPLIT-1": (total, weights) => [Values.split(total, weights)],
  "TIME-1": (a, b) => {
    const apart = Date.parse(b) - Date.parse(a)
    expect(Values.plusMilliseconds(a, apart)).toBe(b)
    return [Values.compareInstants(a, b), apart]
  },
  "TIME-2": (instant) => {
    const hour = Values.lastHour(instant)
    const minute = Values.lastMinute(instant)
    return [hour.opensAt, hour.closesAt, minute.opensAt, minute.closesAt]
  },
  "TIME-3": (instant, zone) => {
    const { date, time, weekday } = Values.civilAt(instant, zone)
    return [date, time, weekday]
  },
  "TIME-4": (date, time, zone) => {
    const instant = Values.instantAt(date, time, zone)
    return [instant, Values.civilAt(instant, zone).time]
  },
  "TIME-5": (date, days, months) => {
    const later = Values.plusDays(date, days)
    return [later, Values.plusMonths(date, months), Values.daysBetween(date, later)]
  },
  "TIME-6": (instant, hours, zone) => [Values.delayBefore(instant, hours, zone)],
  "TIME-7": (date) => {
    const { year, week } = Values.isoWeek(date)
    return [year, week]
  },
  "TIME-8": (instant, zone) => [Values.offsetText(instant, zone)],
  "INTERVAL-1": (opens, closes, now) => {
    const phase = Values.phase(window(opens, closes), now)
    expect(Values.isWithin(window(opens, closes), now)).toBe(phase === "open")
    return [phase]
  },
  "INTERVAL-2": (opens, closes) => [Values.isValidWindow(window(opens, closes))],
  "INTERVAL-3": (a, b) => [
    Values.overlaps(window(a[0], a[1]), window(b[0], b[1])),
    Values.covers(window(a[0], a[1]), window(b[0], b[1])),
  ],
  "INTERVAL-4": (first, last, zone) => {
    const { opensAt, closesAt } = Values.windowOfDays(first, last, zone)
    return [opensAt, closesAt]
  },
  "INPUT-1": (text, locale) => decimal(text, locale),
  "INPUT-2": (text, locale) => decimal(text, locale),
  "INPUT-3": (text, digits) => [Values.parseMoney(text, digits)],
  "INPUT-4": (text, unit) => [Values.parseQuantity(text, unit)],
}

function decimal(text: string, locale: string | null): ReadonlyArray<unknown> {
  const read = Values.parseDecimal(text, locale ?? undefined)
  return [read?.digits, read?.scale]
}

const rules = rulesOf(page)

describe("the rule book's page on values", () => {
  it("has a table of cases for each rule, and a question for each table", () => {
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(asks))
    expect(rules.filter(({ rows }) => rows.length < 2)).toStrictEqual([])
  })

  for (const { id, title, columns, rows } of rules) {
    const width = columns.filter((column) => column.startsWith("→")).length
    const given = columns.length - width
    it.each(rows.map((row) => [row]))(`${id}: ${title}: %j`, (row) => {
      // toStrictEqual tells 0 from -0.
      expect(answers(asks[id]!, row.slice(0, given), width)).toStrictEqual(row.slice(given))
    })
  }
})
