// A server of its own that runs jobs and tells an observer, until it is killed: what it is told it appends to a file.
import { appendFileSync } from "node:fs"
import process from "node:process"
import { setTimeout } from "node:timers/promises"
import { makeEngine } from "@cabas/engine/effect"
import { observe, startRunner } from "@cabas/engine/jobs"
import { postgresStorage } from "@cabas/storage-sql/postgres"
import { levy, since } from "./jobs-world.ts"

const [url = "", schema = "", file = "", pause = "0", lease = "0", members = "0"] = process.argv.slice(2)
const storage = await postgresStorage({ url, schema })
const observer = observe("notes", {
  since,
  tells: ["GroupResumed"],
  handle: async ({ eventId }) => {
    appendFileSync(file, `${process.pid} ${eventId}\n`)
    await setTimeout(Number(pause))
  },
})
startRunner({
  engine: makeEngine({ storage }),
  groups: storage.spaces,
  woken: storage.woken,
  jobs: Number(members) === 0 ? [] : [levy(Number(members))],
  observers: Number(members) === 0 ? [observer] : [],
  every: 100,
  lease: Number(lease),
})
appendFileSync(file, `${process.pid} up\n`)
