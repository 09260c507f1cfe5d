import { afterAll, expect, it } from "vitest"
import { addMember, done, market, openLesHalles, openMarket, orderOf } from "./les-halles.ts"
import { say, startTestServer } from "./test/mariadb-server.ts"

const server = await startTestServer()
afterAll(server.stop)

const lea = { id: "lea", firstName: "Léa", lastName: "Martin", email: "lea@example.org" }
const zoe = { id: "zoe", firstName: "Zoé", lastName: "Œuvrard", email: "zoe@example.org" }

it("a platform asks its own tables and those of Cabas in one question", async () => {
  const url = await server.newDatabase()
  const halles = await openLesHalles([url])
  await openMarket(halles.cabas, { group: market, pieces: { oeufs: 3 }, distributions: ["saturday"] })
  await halles.signUp(lea)
  await halles.signUp(zoe)
  await done(halles.cabas.asHost.payment.record({ group: market, member: "lea", amount: 1000, kind: "transfer" }))
  const ordered = await done(halles.cabas.as("lea").basket.confirm(orderOf(market, "saturday", { oeufs: 2 })))
  expect(ordered).toMatchObject({ number: 1, total: 500 })
  const refused = await halles.cabas.as("lea").basket.confirm(orderOf(market, "saturday", { oeufs: 4 }))
  expect(refused.refusal).toMatchObject({ _tag: "StockShort" })
  expect(await halles.purses()).toEqual([
    { name: "Léa Martin", email: "lea@example.org", cents: 500 },
    { name: "Zoé Œuvrard", email: "zoe@example.org", cents: 0 },
  ])
  await halles.close()
})

it("everything is there when the platform opens again, and no table of its own was touched", async () => {
  const url = await server.newDatabase()
  const first = await openLesHalles([url])
  await openMarket(first.cabas, { group: market, pieces: { oeufs: 3 }, distributions: ["saturday"] })
  await first.signUp(lea)
  await first.close()
  const second = await openLesHalles([url])
  await addMember(second.cabas, market, "tom", 700)
  expect(await second.purses()).toEqual([{ name: "Léa Martin", email: "lea@example.org", cents: 0 }])
  await second.close()
  const tables = (await say(url, "SHOW TABLES")).flatMap((row) => Object.values(row)).map(String)
  expect(tables.filter((name) => !name.startsWith("cabas_"))).toEqual(["farms", "users"])
})
