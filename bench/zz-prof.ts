import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { confirmOnPort, fillStorage } from "/work/main/bench/floors/batches.ts"
import { drive } from "/work/main/bench/measure.ts"
import { rmSync } from "node:fs"
for (const x of ["","-wal","-shm"]) rmSync("/tmp/sqlx/p.db"+x,{force:true})
const s = sqliteStorage({file: process.argv[4] ?? "/tmp/sqlx/p.db"})
const clients=Number(process.argv[2]), n=Number(process.argv[3])
await fillStorage(s, n*3)
console.log("warm", (await drive(clients, n, (t)=>confirmOnPort(s,t))).toFixed(0))
console.log("run", (await drive(clients, n, (t)=>confirmOnPort(s,n+t))).toFixed(0))
console.log("run", (await drive(clients, n, (t)=>confirmOnPort(s,2*n+t))).toFixed(0))
await s.close()
