import process from "node:process"
import { leastWork } from "./zz-verify.ts"
for (let i=0;i<8;i++) { console.log("round"); leastWork(process.argv[2]!) }
