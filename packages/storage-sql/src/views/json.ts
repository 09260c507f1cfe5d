/** A whole number in a JSON expression. */
export const whole = (json: string, field: string): string => `CAST(${json} ->> '${field}' AS bigint)`

/** Whether a field of a JSON expression is true. */
export const flag = (json: string, field: string): string => `((${json} -> '${field}') = 'true')`

/** How much a measure holds, in its unit; nothing when there is no measure. */
export const quantity = (measure: string): string =>
  `coalesce(${whole(measure, "pieces")}, ${whole(measure, "grams")}, ${whole(measure, "millilitres")})`

/** The unit of a measure; nothing when there is no measure. */
export const unit = (measure: string): string => `CASE
    WHEN ${measure} ->> 'pieces' IS NOT NULL THEN 'pieces'
    WHEN ${measure} ->> 'grams' IS NOT NULL THEN 'grams'
    WHEN ${measure} ->> 'millilitres' IS NOT NULL THEN 'millilitres' END`
