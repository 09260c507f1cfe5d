import { startAssociation } from "./association.ts"
const a = await startAssociation("/tmp/w1/a.db", process.argv.slice(2))
console.log(a.address)
process.on("SIGTERM", () => void a.stop().then(() => process.exit(0)))
setInterval(() => {}, 1e6)
