import { posix } from "node:path"

/** Where a file stands: in which package, in which room of it, and what kind of file it is. */
export type Place = {
  /** The folder's name under `packages/`; undefined outside. */
  readonly package: string | undefined
  /** The first folder under `src/`; undefined for a file that lies there directly. */
  readonly room: string | undefined
  readonly isTest: boolean
  readonly isSchema: boolean
  /** Whether it is part of what a package publishes. */
  readonly isPublished: boolean
}

/** Where a file stands, from its path. */
export const placeOf = (path: string): Place => {
  const [top, name, folder, ...rest] = path.split("/")
  const inPackage = top === "packages" && name !== undefined
  const isTest = path.endsWith(".test.ts") || (inPackage && folder === "test")
  return {
    package: inPackage ? name : undefined,
    room: inPackage && folder === "src" && rest.length > 1 ? rest[0] : undefined,
    isTest,
    isSchema: path.endsWith(".schema.ts") || path === "packages/core/src/schema.ts",
    isPublished: inPackage && folder === "src" && !isTest && path.endsWith(".ts"),
  }
}

/** The path that a relative specifier leads to. */
export const targetOf = (path: string, specifier: string): string =>
  posix.normalize(posix.join(posix.dirname(path), specifier))

/** Whether a specifier is relative. */
export const isRelative = (specifier: string): boolean => /^\.\.?(\/|$)/.test(specifier)

/** The package that a bare specifier names: `@cabas/core/values` is of `@cabas/core`. */
export const packageNamed = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/")
