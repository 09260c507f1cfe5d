import type { Producer, ProducerFact } from "./producer.schema.ts"

/** Folds one fact into a producer: what was told last holds. */
export const evolve = (_: Producer | null, fact: ProducerFact): Producer => fact.producer
