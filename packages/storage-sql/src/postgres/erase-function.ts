import { onIndexes } from "./plans.ts"

/** The name of the function that blanks. Another body gets another name, so that servers of two versions can run. */
export const eraseName = "erase_1"

/**
 * Blanks what batches other than one tell of erased documents, and what they answered. Called in the statement that
 * commits that one, which holds the documents' locks: so nothing is told of them meanwhile. The texts of facts that
 * stay are not touched. Reads the whole journal of the space: erasing is rare.
 */
export const eraseFunction = (schema: string): string => `
CREATE FUNCTION ${schema}.${eraseName}(_space text, _moment bigint, _keys text[], _mentions text[])
RETURNS void LANGUAGE plpgsql VOLATILE ${onIndexes} AS $function$
BEGIN
  UPDATE ${schema}.batches AS b
    SET fingerprint = 'erased', answer = 'null', facts = (
      SELECT '[' || string_agg(
          CASE WHEN f.told ->> 'key' = ANY (_keys)
            THEN '{"key":' || (f.told -> 'key')::text || ',"fact":{"_tag":"Blanked"}}' ELSE f.told::text END,
          ',' ORDER BY f.place) || ']'
        FROM json_array_elements(b.facts::json) WITH ORDINALITY AS f (told, place))
    WHERE b.space = _space AND b.moment > 0 AND b.moment <> _moment
      AND EXISTS (SELECT FROM unnest(_mentions) AS m (mention) WHERE strpos(b.facts, m.mention) > 0)
      AND EXISTS (SELECT FROM json_array_elements(b.facts::json) AS f (told) WHERE f.told ->> 'key' = ANY (_keys));
END
$function$`
