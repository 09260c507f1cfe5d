import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createCabas } from "../cabas.ts"
import { memoryStorage } from "../storage/memory.ts"
import { allKeepable, isKeepable, notKeepable, unkeepableIn } from "./texts.ts"

const group = { group: "paniers" }

const founded = async () => {
  const cabas = createCabas({ storage: memoryStorage(), clock: () => Date.parse("2026-05-01T06:00:00.000Z") })
  await cabas.as("camille").group.create({ id: "paniers", name: "Les Paniers" })
  return cabas
}

const household = (lastName: string) => [{ firstName: "Léa", lastName, email: null, phone: null }]

describe("texts that not every storage can keep", () => {
  it("DOOR-1 (D30): U+0000 in a text of several lines is refused with its path", async () => {
    const cabas = await founded()
    const host = cabas.asHost
    const producer = { ...group, id: "ferme", name: "Ferme", description: "Œufs\u0000 et miel" }
    expect((await host.producer.save(producer)).refusal).toEqual({
      _tag: "BadInput",
      issues: [{ path: ["description"], message: notKeepable }],
    })
    expect((await host.producer.save({ ...producer, description: "Œufs\n\tet miel 🥚" })).refusal).toBeUndefined()
  })

  it("DOOR-1 (D30): U+0000 in ids, names, references and notes is refused with its path", async () => {
    const cabas = await founded()
    const refusals = [
      await cabas.asHost.member.add({ ...group, id: "l\u0000ea", people: household("Martin") }),
      await cabas.asHost.member.add({ ...group, id: "lea", people: household("Mar\u0000tin") }),
      await cabas.asHost.payment.record({ ...group, member: "lea", amount: 100, kind: "cash", note: "a\u0000b" }),
      await cabas.asHost.group.suspend({ ...group, reason: "\u0000" }),
    ].map(({ refusal }) => (refusal?._tag === "BadInput" ? refusal.issues[0]?.path : refusal))
    expect(refusals).toEqual([["id"], ["people", 0, "lastName"], ["note"], ["reason"]])
  })

  it("DOOR-1 (D30): half a surrogate pair, which no encoding keeps, is refused as well", async () => {
    const { refusal } = await (await founded()).asHost.member.add({ ...group, id: "lea", people: household("\uD83E") })
    expect(refusal).toMatchObject({ _tag: "BadInput", issues: [{ path: ["people", 0, "lastName"] }] })
  })

  it("DOOR-1 (D30): an idempotency key and the name of who calls are texts too", async () => {
    const cabas = await founded()
    const { refusal } = await cabas.asHost.producer.list(group, { key: "a\u0000" })
    expect(refusal).toMatchObject({ _tag: "BadInput", issues: [{ path: ["key"], message: notKeepable }] })
    const other = await cabas.as("cam\u0000ille").shop.get(group)
    expect(other.refusal).toMatchObject({ _tag: "BadInput", issues: [{ path: ["as"], message: notKeepable }] })
  })

  it("DOOR-1 (D30): what is found in a value, names of fields included, is what makes it refused; all else survives UTF-8", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\u0000", "a\uDC00", "🥚"))
    const value = fc.jsonValue({ stringUnit: "binary" })
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(value, text, fc.array(text))), (one) => {
        expect(allKeepable(one)).toBe(unkeepableIn(one).length === 0)
      }),
    )
    expect(unkeepableIn({ a: ["x", { "b\u0000": 1, c: "\u0000" }] })).toEqual([
      ["a", 1, "b\u0000"],
      ["a", 1, "c"],
    ])
    fc.assert(
      fc.property(text.filter(isKeepable), (one) => {
        expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(one))).toBe(one)
      }),
    )
    expect([isKeepable("🥚"), isKeepable("\uD83E"), isKeepable("\u0000")]).toEqual([true, false, false])
  })
})
