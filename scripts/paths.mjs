import { fileURLToPath } from "node:url"
import { join } from "node:path"

/** The folder of the project, with a separator at its end. */
export const root = fileURLToPath(new URL("..", import.meta.url))

/** @param {...string} parts */
export const inProject = (...parts) => join(root, ...parts)

/** Where scripts keep what they can make again: stamps, reports, generated configuration. */
export const cache = inProject("node_modules", ".cache", "cabas")
