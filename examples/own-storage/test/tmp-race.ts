import { readFileSync } from "node:fs"
import { runPromise, match } from "effect/Effect"
import { mariadbStorage } from "../adapter.ts"
import { say } from "./mariadb-server.ts"
const urls0 = JSON.parse(readFileSync("/tmp/own/urls.json", "utf8")) as string[]
const db = "t" + Math.random().toString(36).slice(2)
await say(urls0[0]!, `CREATE DATABASE ${db}`)
await new Promise((r) => setTimeout(r, 500))
const s = await mariadbStorage({ urls: urls0.map((u) => new URL(db, u).href) })
let bad = 0
for (let round = 0; round < 60; round++) {
  const t = performance.now()
  const out = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      runPromise(
        match(
          s.commit("s" + round, {
            id: `b${i}`,
            by: "a",
            at: "2026-05-01T06:00:00.000Z",
            operation: "x",
            fingerprint: "f",
            answer: {},
            guards: [{ key: `d${i}`, version: 0 }],
            writes: [{ key: `d${i}`, version: 1, state: i }],
            facts: [],
            postings: [{ from: "stock:e", to: "o:x", quantity: 1, unit: "pieces", reason: "", reference: "" }],
            floors: [{ account: "stock:e", unit: "pieces", minimum: -10 }],
            numbers: [{ series: "n", key: `d${i}` }],
          }),
          {
            onFailure: (x) => x._tag + (x._tag === "StorageDown" ? x.reason : ""),
            onSuccess: (x) => x._tag + [...x.numbers.values()],
          },
        ),
      ),
    ),
  )
  const ms = performance.now() - t
  const tally: Record<string, number> = {}
  for (const o of out) tally[o] = (tally[o] ?? 0) + 1
  const ok = out.filter((o) => o.startsWith("Committed"))
  const ids = (await runPromise(s.feed("s" + round, "", 1000))).length
  if (ok.length !== 10 || new Set(ok).size !== 10 || ids !== 10) {
    bad++
    console.log(round, ms.toFixed(0), ids, JSON.stringify(tally))
  }
}
console.log("bad rounds", bad)
await s.close()
