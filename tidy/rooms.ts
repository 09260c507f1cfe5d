import { isRelative, placeOf, targetOf } from "./place.ts"
import { codeOf, dependenciesOf } from "./syntax.ts"
import { findingAt } from "./tree.ts"
import type { Check } from "./tree.ts"

/** Where concepts meet. */
const meetingRooms = new Set(["plans", "views"])

const published = (files: Parameters<Check>[0]) =>
  codeOf(files).filter(({ path }) => path.startsWith("packages/core/src/") && placeOf(path).isPublished)

/**
 * Concepts of the core never import each other: each knows itself and `values/`. They meet in `plans/` and `views/`;
 * a schema file may use other schema files.
 */
export const conceptsStayApart: Check = (files) =>
  published(files).flatMap((file) => {
    const { room, isSchema } = placeOf(file.path)
    if (room === undefined || meetingRooms.has(room)) return []
    return dependenciesOf(file).flatMap(({ specifier, start }) => {
      if (!isRelative(specifier)) return []
      const target = placeOf(targetOf(file.path, specifier))
      if (target.room === room || target.room === "values" || (isSchema && target.isSchema)) return []
      return [findingAt(file, start, `${room}/ imports ${specifier}: rooms meet only in plans/ and views/`)]
    })
  })

/** A rule takes only types from a schema file, so that no browser bundle carries a schema. */
export const rulesCarryNoSchema: Check = (files) =>
  published(files).flatMap((file) => {
    if (placeOf(file.path).isSchema) return []
    return dependenciesOf(file)
      .filter(({ specifier, typesOnly }) => !typesOnly && placeOf(targetOf(file.path, specifier)).isSchema)
      .map(({ specifier, start }) =>
        findingAt(file, start, `takes more than types from ${specifier}: use \`import type\``),
      )
  })
