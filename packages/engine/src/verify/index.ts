export { verifySpace } from "./verify.ts"
export type { VerifyOptions } from "./verify.ts"
export type { Check, Finding, Progress, Report } from "./report.ts"
export { findingSentence } from "./sentences.ts"
