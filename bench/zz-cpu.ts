import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { confirmOnPort, fillStorage } from "./floors/batches.ts"
import { sqliteFloor } from "./floors/sqlite-confirm.ts"
import { orderOf } from "./floors/order.ts"
import { drive } from "./measure.ts"
import { rmSync } from "node:fs"
for (const f of ["p","q"]) for (const x of ["","-wal","-shm"]) rmSync(`/tmp/sqlx/${f}.db`+x,{force:true})
const s = sqliteStorage({file: "/tmp/sqlx/p.db"})
const N=2000,R=6
await fillStorage(s, N*R*2)
const fl=sqliteFloor("/tmp/sqlx/q.db")
const med=(a:number[])=>a.toSorted((x,y)=>x-y)[Math.floor(a.length/2)]!
let t=0,u=0
for (const c of [1,8]) { const r:any={fw:[],fc:[],ow:[],oc:[],ratio:[]}
 for(let k=0;k<R;k++){
  let c0=process.cpuUsage(); const f=await drive(c,N,async i=>fl.confirm(orderOf(u+i)));u+=N; let c1=process.cpuUsage(c0); const fc=(c1.user+c1.system)/N
  c0=process.cpuUsage(); const o=await drive(c,N,i=>confirmOnPort(s,t+i));t+=N; c1=process.cpuUsage(c0); const oc=(c1.user+c1.system)/N
  if(k>0){r.fw.push(1e6/f);r.fc.push(fc);r.ow.push(1e6/o);r.oc.push(oc);r.ratio.push(o/f)}
 }
 console.log(`${c} clients: floor wall ${med(r.fw).toFixed(0)} cpu ${med(r.fc).toFixed(0)} | ours wall ${med(r.ow).toFixed(0)} cpu ${med(r.oc).toFixed(0)} | ratio ${med(r.ratio).toFixed(2)} best ${(Math.min(...r.fw)/Math.min(...r.ow)).toFixed(2)}`)
}
await s.close(); fl.close()
