import { DatabaseSync, StatementSync } from "node:sqlite"
const times=new Map<string,[number,number]>()
for (const m of ["run","get","all"] as const){const orig:any=StatementSync.prototype[m];(StatementSync.prototype as any)[m]=function(...a:any[]){const t=performance.now();try{return orig.apply(this,a)}finally{const k=this.sourceSQL.replace(/\s+/g," ").slice(0,90);const e=times.get(k)??[0,0];e[0]+=performance.now()-t;e[1]++;times.set(k,e)}}}
const orig = process.argv
const { sqliteStorage } = await import("@cabas/storage-sql/sqlite")
const { confirmOnPort, fillStorage } = await import("/work/main/bench/floors/batches.ts")
const { drive } = await import("/work/main/bench/measure.ts")
const { rmSync } = await import("node:fs")
for (const x of ["","-wal","-shm"]) rmSync("/tmp/sqlx/p.db"+x,{force:true})
const s = sqliteStorage({file: process.argv[4] ?? "/tmp/sqlx/p.db"})
const clients=Number(process.argv[2]), n=Number(process.argv[3])
await fillStorage(s, n*3)
for(let r=0;r<3;r++){times.clear();console.log("run", (await drive(clients, n, (t)=>confirmOnPort(s,r*n+t))).toFixed(0))
for(const [k,[t,c]] of [...times].sort((a,b)=>b[1][0]-a[1][0]).slice(0,12))console.log("  ",(t/n*1000).toFixed(1).padStart(6),"µs/order",(c/n).toFixed(1),k)}
await s.close()
