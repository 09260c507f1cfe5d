import { members } from "../../examples/association/data/index.ts"
import type { Association } from "./association.ts"

const hour = 3_600_000

/** A distribution that is on, with what so many households ordered: a piece of cheese to weigh, and two fresh cheeses. */
export const prepareDay = async (
  association: Association,
  id: string,
  households: number,
): Promise<ReadonlyArray<string>> => {
  const camille = association.as("camille-roussel")
  const at = (hours: number) => new Date(Math.floor(Date.now() / hour) * hour + hours * hour).toISOString()
  const done = async (reply: Promise<{ readonly answer?: unknown }>): Promise<void> => {
    const told = await reply
    if (told.answer === undefined) throw new Error(JSON.stringify(told))
  }
  await done(camille.run("group.configure", { payments: { moneyPot: false, floor: 0 }, severalPerDay: true }))
  const { answer } = await camille.ask("place.list", {})
  await done(
    camille.run("distribution.plan", {
      id,
      place: answer?.places[0]?.id ?? "",
      startsAt: at(-1),
      endsAt: at(4),
      orders: { opensAt: at(-100), closesAt: at(-20) },
      participations: [{ catalog: "vallon-brebis" }],
    }),
  )
  const names = members.slice(0, households).map((member) => member.id)
  for (const member of names) {
    const lines = [
      { catalog: "vallon-brebis", product: "tomme-de-brebis", quantity: { pieces: 1 } },
      { catalog: "vallon-brebis", product: "brebis-frais-nature", quantity: { pieces: 2 } },
    ]
    await done(camille.run("basket.confirm", { distribution: id, member, lines, entry: "coordinator" }))
  }
  return names
}
