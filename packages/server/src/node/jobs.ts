import { standardJobs, startRunner } from "@cabas/engine/jobs"
import type { Runner, RunnerOptions, Woken } from "@cabas/engine/jobs"
import type { Storage } from "@cabas/engine/storage"
import type { Handler } from "../handler.ts"

/** What a server does by itself. */
export interface ServerJobs extends Pick<RunnerOptions, "jobs" | "observers" | "every" | "lease" | "clock"> {
  /** The groups there are; the storage is asked unless told. */
  readonly groups?: RunnerOptions["groups"]
  /** Wakes the server when something was committed; the storage does unless told, if it can. */
  readonly woken?: Woken
}

/** What some storages can besides the port. */
interface Abilities {
  readonly spaces?: RunnerOptions["groups"]
  readonly woken?: Woken
}

/**
 * Runs the jobs of Cabas and those of the host, and tells its observers. A storage that cannot list its groups is said
 * in the log, once, and nothing is done then.
 */
export const startJobs = ({ engine, log }: Handler, told: ServerJobs): Runner | undefined => {
  const { observers = [], jobs = [], ...options } = told
  const storage: Storage & Abilities = engine.storage
  const { groups = storage.spaces, woken = storage.woken } = told
  const say = (line: { readonly level: "debug" | "warn" | "error"; readonly message: string }) =>
    log({ ...line, time: new Date().toISOString() })
  if (groups === undefined) {
    say({
      level: "warn",
      message: `${storage.name} cannot list its groups: tell jobs.groups, or nothing is done by itself`,
    })
    return undefined
  }
  return startRunner({ ...options, engine, jobs: [...standardJobs, ...jobs], observers, groups, woken, tell: say })
}
