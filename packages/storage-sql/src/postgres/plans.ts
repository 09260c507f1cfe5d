/**
 * How the statements of our functions are planned: once, and over the indexes. They look for few rows by their keys,
 * so no statistics could lead to a better plan, and those of a table that was empty a moment ago lead to a bad one.
 */
export const onIndexes = "SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off"
