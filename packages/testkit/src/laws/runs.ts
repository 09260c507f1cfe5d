import process from "node:process"

/** How often a property is tried: so often, times what `CABAS_RUNS` says. */
export const runs = (usual: number): number => Math.max(1, Math.round(usual * Number(process.env["CABAS_RUNS"] ?? 1)))
