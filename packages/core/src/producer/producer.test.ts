import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import { aPlace, aProducer } from "../../test/village.ts"
import { evolvePlace } from "../group/index.ts"
import { savePlace, saveProducer } from "../plans/index.ts"
import { evolve } from "./index.ts"

describe("told data", () => {
  it("a producer is what was told last", () => {
    const told = { ...aProducer("farm"), city: "Rezé" }
    const plan = Result.getOrThrow(saveProducer(told))
    expect(plan.facts).toEqual([{ key: "producer:farm", fact: { _tag: "ProducerSaved", producer: told } }])
    expect(evolve(aProducer("farm"), { _tag: "ProducerSaved", producer: told })).toEqual(told)
    expect(plan.answer).toEqual(told)
  })

  it("so is a place", () => {
    const told = { ...aPlace("hall"), archived: true }
    const plan = Result.getOrThrow(savePlace(told))
    expect(plan.facts).toEqual([{ key: "place:hall", fact: { _tag: "PlaceSaved", place: told } }])
    expect(evolvePlace(aPlace("hall"), { _tag: "PlaceSaved", place: told })).toEqual(told)
  })
})
