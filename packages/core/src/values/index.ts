export * from "./civil.ts"
export * from "./instant.ts"
export * from "./interval.ts"
export * from "./measure.ts"
export * from "./money.ts"
export * from "./parse.ts"
export * from "./price.ts"
export * from "./recurrence.ts"
export type { Exclusion, Recurrence, RecurrenceEnd, Rhythm } from "./recurrence.schema.ts"
export * from "./split.ts"
export type {
  CivilDate,
  CivilTime,
  Grams,
  Instant,
  Measure,
  Millilitres,
  Pieces,
  PriceTerms,
  SaleKind,
  Unit,
  Window,
} from "./values.schema.ts"
export * from "./vat.ts"
