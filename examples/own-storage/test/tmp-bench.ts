import { runPromise } from "effect/Effect"
import { mariadbStorage } from "../adapter.ts"
import { startTestServer } from "./mariadb-server.ts"
const server = await startTestServer()
const url = await server.newDatabase()
const s = await mariadbStorage({ urls: [url] })
const b = (id: string) => ({
  id,
  by: "a",
  at: "2026-05-01T06:00:00.000Z",
  operation: "x",
  fingerprint: "f",
  answer: {},
  guards: [],
  writes: [],
  facts: [],
  postings: [],
  floors: [],
  numbers: [],
})
const time = async (name: string, n: number, f: (i: number) => Promise<unknown>) => {
  const t = performance.now()
  const c = process.cpuUsage()
  for (let i = 0; i < n; i++) await f(i)
  const cc = process.cpuUsage(c)
  console.log(name, ((performance.now() - t) / n).toFixed(3), "ms each; cpu", (cc.user + cc.system) / 1000 / n)
}
for (let k = 0; k < 2; k++) {
  await time("commit", 300, (i) => runPromise(s.commit("s", b(`b${k}-${i}`))))
  await time("read nothing", 300, () => runPromise(s.read("s", {})))
  await time("read docs", 300, () => runPromise(s.read("s", { documents: ["a", "b"], balances: ["x"] })))
  await time("read page", 300, () => runPromise(s.read("s", { pages: [{ prefix: "", limit: 10 }] })))
  await time("read ix", 300, () => runPromise(s.read("s", { pages: [{ index: "n", from: "", to: "z", limit: 10 }] })))
  await time("feed", 300, () => runPromise(s.feed("s", "", 10)))
}
await s.close()
await server.stop()
