import { closing } from "./closing.ts"
import type { Job } from "./job.ts"

/** The jobs that every server runs unless told not to; a host adds its own. */
export const standardJobs: ReadonlyArray<Job> = [closing]
