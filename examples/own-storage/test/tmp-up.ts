import { writeFileSync } from "node:fs"
import { startCluster } from "./galera-cluster.ts"
const c = await startCluster()
writeFileSync("/tmp/own/urls.json", JSON.stringify(c.urlsOf("mysql://x/")))
console.log("up")
process.on("SIGTERM", () => void c.stop().then(() => process.exit(0)))
setInterval(() => {}, 1000)
