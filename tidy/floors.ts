import { isRelative, packageNamed, placeOf, targetOf } from "./place.ts"
import type { Place } from "./place.ts"
import { codeOf, dependenciesOf } from "./syntax.ts"
import type { Dependency } from "./syntax.ts"
import { findingAt } from "./tree.ts"
import type { Check, TreeFile } from "./tree.ts"

/** What the code of a floor may use of the floors below, at run time and in types. */
type Floor = { readonly uses: ReadonlyArray<string>; readonly knows?: ReadonlyArray<string> }

const floors: Readonly<Record<string, Floor>> = {
  core: { uses: [] },
  engine: { uses: ["core"] },
  "storage-sql": { uses: ["core", "engine"] },
  // The standalone server is complete with its own database.
  server: { uses: ["core", "engine", "storage-sql"] },
  client: { uses: [], knows: ["core", "engine", "server"] },
  widgets: { uses: ["core", "client"] },
  testkit: { uses: ["core", "engine"] },
}
const plugin: Floor = { uses: ["core", "engine"] }

/** The testkit's command line tries every storage that is shipped; nothing else of it knows them. */
const floorOf = (path: string, name: string): Floor => {
  if (path.startsWith("packages/testkit/src/cli/")) return { uses: ["core", "engine", "storage-sql"] }
  return floors[name] ?? (name.startsWith("plugin-") ? plugin : { uses: [] })
}

const leavesItsPackage = (file: TreeFile, { specifier }: Dependency, place: Place) => {
  if (!isRelative(specifier)) return undefined
  const target = targetOf(file.path, specifier)
  const isInside = place.package === undefined || target.startsWith(`packages/${place.package}/`)
  const entersAnother = place.package === undefined && /^packages\/[^/]+\/src\//.test(target)
  return isInside && !entersAnother ? undefined : `imports ${target} by path: other packages are imported by name`
}

const wrongFloor = (file: TreeFile, { specifier, typesOnly }: Dependency, place: Place) => {
  if (place.package === undefined || place.isTest || !specifier.startsWith("@cabas/")) return undefined
  const other = packageNamed(specifier).slice("@cabas/".length)
  if (other === place.package) return `imports its own package by name: write a relative path`
  const { uses, knows = [] } = floorOf(file.path, place.package)
  if (uses.includes(other)) return undefined
  if (!knows.includes(other)) return `${place.package} may not import ${specifier}`
  return typesOnly ? undefined : `${place.package} may import only types of ${specifier}`
}

/** Tests of the core stand on the core and the testkit alone; other tests may use whatever proves their point. */
const wrongInCoreTest = (_: TreeFile, { specifier }: Dependency, place: Place) =>
  place.package === "core" && place.isTest && /^@cabas\/(?!core\b|testkit\b)/.test(specifier)
    ? `a test of the core may not import ${specifier}`
    : undefined

/** Import direction: every package imports only the floors below it, and by name. */
export const floorsHold: Check = (files) =>
  codeOf(files).flatMap((file) => {
    const place = placeOf(file.path)
    return dependenciesOf(file).flatMap((dependency) =>
      [leavesItsPackage, wrongFloor, wrongInCoreTest].flatMap((look) => {
        const says = look(file, dependency, place)
        return says === undefined ? [] : [findingAt(file, dependency.start, says)]
      }),
    )
  })
