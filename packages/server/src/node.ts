export { serve } from "./node/serve.ts"
export type { FetchHandler, ListenOptions, Served, ServeOptions } from "./node/serve.ts"
export type { ServerJobs } from "./node/jobs.ts"
