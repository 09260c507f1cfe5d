export { evolveTold, kindTold } from "./fold.ts"
export { numbersAskedBy } from "./numbers.ts"
export { upcast, upcasters } from "./upcasters.ts"
export type { Upcaster, Upcasters, WrittenFact } from "./upcasters.ts"
