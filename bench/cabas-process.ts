// The command line in a process of its own, which writes down how much memory it came to have at most, in kB.
import { writeFileSync } from "node:fs"
import process from "node:process"
import { main } from "@cabas/server/cli"

process.on("exit", () => {
  const { CABAS_PEAK: file } = process.env
  if (file !== undefined) writeFileSync(file, String(process.resourceUsage().maxRSS))
})
main()
