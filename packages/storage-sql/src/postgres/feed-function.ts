import { refuseMoved } from "./moved.ts"
import { onIndexes } from "./plans.ts"

/** The name of the function that feeds. Another body gets another name, so that servers of two versions can run. */
export const feedName = "feed_1"

/** The name of the function that lets a space go on after it was brought here from another server. */
export const settleName = "settle_1"

/**
 * Gives batches in the order of their moments, and none before which another may still appear: only those whose
 * number is below that of every transaction under way.
 *
 * Any transaction of the server may hold the feed back so, also one that has nothing to do with Cabas. When something
 * is held back and no commit is under way in the space, all that is there is given: the lock on the space tells, and
 * what was committed by those who held it is seen by the statement after it.
 */
export const feedFunction = (schema: string): string => `
CREATE FUNCTION ${schema}.${feedName}(_space text, _lock bigint, _after bigint, _limit integer)
RETURNS TABLE (
  moment bigint, id text, made_by text, made_at text, operation text, facts text, postings text
) LANGUAGE plpgsql VOLATILE ${onIndexes} AS $function$
#variable_conflict use_column
DECLARE
  _last bigint;
  _state text;
  _horizon bigint;
  _end bigint;
BEGIN
  SELECT coalesce(m.ahead, 0) + pg_snapshot_xmin(s.now)::text::bigint,
      coalesce(m.ahead, 0) + pg_snapshot_xmax(s.now)::text::bigint, m.state,
      (SELECT b.moment FROM ${schema}.batches AS b WHERE b.space = _space AND b.moment > 0 ORDER BY b.moment DESC LIMIT 1)
    INTO _horizon, _end, _state, _last
    FROM (SELECT pg_current_snapshot() AS now) AS s LEFT JOIN ${schema}.moves AS m ON m.space = _space;
  IF _state <> 'here' THEN ${refuseMoved} END IF;
  IF _last <= _after OR _last IS NULL THEN RETURN; END IF;
  IF _last >= _end THEN
    -- Brought from a server that had counted further, and nothing was committed since.
    _horizon := _last + 1;
  ELSIF _last >= _horizon AND pg_try_advisory_xact_lock(_lock) THEN
    _horizon := 9223372036854775807;
  END IF;
  RETURN QUERY SELECT b.moment, b.id, b.made_by, b.made_at, b.operation, b.facts, b.postings
    FROM ${schema}.batches AS b
    WHERE b.space = _space AND b.moment > 0 AND b.moment > _after AND b.moment < _horizon
    ORDER BY b.moment LIMIT _limit;
END
$function$`

/**
 * Lets the moments of a space go on after the last of them, when its rows were brought from a server that had counted
 * further than this one (restored from a dump, moved here). Nobody commits in the space meanwhile.
 */
export const settleFunction = (schema: string): string => `
CREATE FUNCTION ${schema}.${settleName}(_space text, _lock bigint) RETURNS void LANGUAGE plpgsql VOLATILE AS $function$
BEGIN
  PERFORM pg_advisory_xact_lock(_lock);
  INSERT INTO ${schema}.moves AS m (space, ahead)
    SELECT _space, l.moment + 1 - pg_snapshot_xmax(pg_current_snapshot())::text::bigint
      FROM (SELECT max(b.moment) AS moment FROM ${schema}.batches AS b WHERE b.space = _space AND b.moment > 0) AS l
      WHERE l.moment >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        + coalesce((SELECT m.ahead FROM ${schema}.moves AS m WHERE m.space = _space), 0)
    ON CONFLICT (space) DO UPDATE SET ahead = excluded.ahead;
END
$function$`
