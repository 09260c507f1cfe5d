import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { confirmOnPort, fillStorage } from "/work/main/bench/floors/batches.ts"
import { sqliteFloor } from "./floors/sqlite-confirm.ts"
import { orderOf } from "./floors/order.ts"
import { drive } from "/work/main/bench/measure.ts"
import { DatabaseSync } from "node:sqlite"
import { rmSync } from "node:fs"
for (const f of ["p","q"]) for (const x of ["","-wal","-shm"]) rmSync(`/tmp/sqlx/${f}.db`+x,{force:true})
const s = sqliteStorage({file: "/tmp/sqlx/p.db"})
await fillStorage(s, 10000)
let t=0
for (const c of [1,8]) { await drive(c,2000,i=>confirmOnPort(s,t+i));t+=2000
 const d=new DatabaseSync("/tmp/sqlx/p.db",{timeout:1000}); d.exec("pragma wal_checkpoint(restart)");
 await drive(c,64,i=>confirmOnPort(s,t+i));t+=64
 const r=d.prepare("pragma wal_checkpoint(passive)").get() as any; console.log(c, "frames per order", r.log/64, "pages", r.checkpointed/64); d.close() }
const fl=sqliteFloor("/tmp/sqlx/q.db"); for(let i=1;i<2000;i++)fl.confirm(orderOf(i))
 const d=new DatabaseSync("/tmp/sqlx/q.db",{timeout:1000}); d.exec("pragma wal_checkpoint(restart)");
for(let i=2001;i<2065;i++)fl.confirm(orderOf(i))
 const r=d.prepare("pragma wal_checkpoint(passive)").get() as any; console.log("floor", r.log/64)
