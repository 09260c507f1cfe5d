// scratch
import { existsSync } from "node:fs"
import process from "node:process"
import { performance } from "node:perf_hooks"
import * as Effect from "effect/Effect"
import { verifySpace } from "@cabas/engine/verify"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { worldGroup } from "./engine-world.ts"
import { leastWork, livedIn } from "./zz-verify.ts"
const file = process.argv[2]!
if (!existsSync(file)) await livedIn(file, 4000)
const rounds = Number(process.argv[3] ?? 8)
const R: number[] = [], V: number[]=[], F: number[]=[]
for (let i = 0; i < rounds; i++) {
  const ours = async () => { const b = performance.now(); const storage = sqliteStorage({ file }); 
    const stages: Record<string, number> = {}; let last = b
    const r = await Effect.runPromise(verifySpace(storage, worldGroup, { onProgress: ({stage}) => { const n = performance.now(); stages[stage] = (stages[stage] ?? 0) + n - last; last = n } })); await storage.close()
    if (r.findings.length) throw new Error(JSON.stringify(r.findings.slice(0,3)))
    const t = performance.now() - b
    if (i === rounds-1) console.log(r.batches, r.facts, r.postings, r.documents, t.toFixed(0), Object.fromEntries(Object.entries(stages).map(([k,v])=>[k,v.toFixed(0)])))
    return r.facts*1000/t }
  const floor = async () => 1e6
  let v, f
  if (i%2) { v = await ours(); f = await floor() } else { f = await floor(); v = await ours() }
  if (i>0) { R.push(v/f); V.push(v); F.push(f) }
}
const med = (a: number[]) => a.toSorted((x,y)=>x-y)[a.length>>1]!
console.log("ours", med(V).toFixed(0), "floor", med(F).toFixed(0), "ratio", med(R).toFixed(3), "rss MB", (process.memoryUsage().rss/1e6).toFixed(0))
