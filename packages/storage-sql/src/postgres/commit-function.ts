import { refuseMoved } from "./moved.ts"
import { onIndexes } from "./plans.ts"

/** The name of the function that commits. Another body gets another name, so that servers of two versions can run. */
export const commitName = "commit_1"

/**
 * Commits a batch in one call, which is one transaction and one round trip.
 *
 * 1. Locks, in one order for everybody: the space (shared), then everything the batch looks at (shared) or changes,
 *    by the number of its name. They are advisory: unlike a row's lock they neither write nor give the transaction
 *    its number.
 * 2. Looks whether the batch is in, whether its guards and its floors hold; a refusal has written nothing.
 * 3. Locks the series that it takes a number of: they are what confirmations of one distribution have in common, so
 *    they are held for the writing only.
 * 4. Writes. Only now the transaction gets its number, with every lock held: of two batches that have anything in
 *    common, the one with the greater number has seen the other. So the numbers are an order in which the batches
 *    could have been committed one after the other, and the feed follows them.
 */
export const commitFunction = (schema: string): string => `
CREATE FUNCTION ${schema}.${commitName}(
  _space text, _locks bigint[], _series_locks bigint[],
  _id text, _by text, _at text, _operation text, _fingerprint text, _answer text, _facts text, _postings text,
  _guards text[], _guard_versions integer[],
  _keys text[], _versions integer[], _indexed text[], _states text[],
  _reindexed text[], _index_keys text[], _index_names text[], _index_values text[],
  _accounts text[], _units text[], _moved bigint[], _minimums bigint[], _maximums bigint[],
  _listed text[], _places integer[], _others text[], _quantities bigint[], _listed_units text[], _reasons text[], _references text[],
  _series text[], _numbered text[],
  OUT outcome text, OUT moment bigint, OUT names text[], OUT fingerprint text, OUT answer text, OUT numbers text
) LANGUAGE plpgsql VOLATILE ${onIndexes} AS $function$
#variable_conflict use_column
DECLARE
  _ahead bigint;
  _state text;
  _last bigint;
  _end bigint;
  _number bigint;
  _taken text[] := '{}';
BEGIN
  PERFORM CASE WHEN lock & 1 = 1 THEN pg_advisory_xact_lock(lock) ELSE pg_advisory_xact_lock_shared(lock | 1) END
    FROM unnest(_locks) AS lock;

  SELECT m.ahead, m.state, pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
      (SELECT b.moment FROM ${schema}.batches AS b WHERE b.space = _space AND b.moment > 0 ORDER BY b.moment DESC LIMIT 1)
    INTO _ahead, _state, _end, _last
    FROM (SELECT) AS one LEFT JOIN ${schema}.moves AS m ON m.space = _space;
  IF _state <> 'here' THEN ${refuseMoved} END IF;
  IF _last >= coalesce(_ahead, 0) + _end THEN outcome := 'Elsewhere'; RETURN; END IF;

  SELECT 'Repeated', b.fingerprint, b.answer, b.numbers INTO outcome, fingerprint, answer, numbers
    FROM ${schema}.batches AS b WHERE b.space = _space AND b.id = _id;
  IF FOUND THEN RETURN; END IF;

  SELECT 'Conflict', ARRAY[g.key] INTO outcome, names
    FROM unnest(_guards, _guard_versions) AS g (key, version)
    WHERE g.version <> coalesce(
      (SELECT d.version FROM ${schema}.documents AS d WHERE d.space = _space AND d.key = g.key), 0) LIMIT 1;
  IF FOUND THEN RETURN; END IF;

  SELECT array_agg(l.account) INTO names
    FROM (
      SELECT m.account, m.minimum, m.maximum, m.moved + coalesce((
          SELECT b.quantity FROM ${schema}.balances AS b
            WHERE b.space = _space AND b.account = m.account AND b.unit = m.unit), 0) AS remaining
        FROM unnest(_accounts, _units, _moved, _minimums, _maximums) AS m (account, unit, moved, minimum, maximum)
        OFFSET 0
    ) AS l
    WHERE l.remaining < l.minimum OR l.remaining > l.maximum;
  IF names IS NOT NULL THEN outcome := 'Overdrawn'; RETURN; END IF;

  PERFORM pg_advisory_xact_lock(lock) FROM unnest(_series_locks) AS lock;

  FOR _place IN 1 .. cardinality(_series) LOOP
    INSERT INTO ${schema}.numbers (space, series, key, number)
      SELECT _space, _series[_place], _numbered[_place], 1 + coalesce((
        SELECT n.number FROM ${schema}.numbers AS n
          WHERE n.space = _space AND n.series = _series[_place] AND n.number > 0
            ORDER BY n.number DESC LIMIT 1), 0)
      ON CONFLICT (space, series, key) DO NOTHING RETURNING number INTO _number;
    IF NOT FOUND THEN
      SELECT n.number INTO _number FROM ${schema}.numbers AS n
        WHERE n.space = _space AND n.series = _series[_place] AND n.key = _numbered[_place];
    END IF;
    _taken := _taken || json_build_array(_numbered[_place], _number)::text;
  END LOOP;
  IF cardinality(_taken) > 0 THEN numbers := '[' || array_to_string(_taken, ',') || ']'; END IF;

  INSERT INTO ${schema}.batches
      (space, moment, id, made_by, made_at, operation, fingerprint, numbers, answer, facts, postings)
    VALUES (_space, coalesce(_ahead, 0) + pg_current_xact_id()::text::bigint,
      _id, _by, _at, _operation, _fingerprint, numbers, _answer, _facts, _postings)
    RETURNING batches.moment INTO moment;

  IF cardinality(_reindexed) > 0 THEN
    DELETE FROM ${schema}.indexed AS i USING ${schema}.documents AS d, json_array_elements(d.indexed::json) AS e (entry)
      WHERE d.space = _space AND d.key = ANY (_reindexed)
        AND i.space = _space AND i.name = e.entry ->> 0 AND i.value = e.entry ->> 1 AND i.key = d.key;
  END IF;
  INSERT INTO ${schema}.documents AS d (space, key, version, indexed, state)
    SELECT _space, w.key, w.version, w.indexed, w.state
      FROM unnest(_keys, _versions, _indexed, _states) AS w (key, version, indexed, state)
    ON CONFLICT (space, key) DO UPDATE SET
      version = excluded.version, indexed = coalesce(excluded.indexed, d.indexed), state = excluded.state;
  IF cardinality(_index_keys) > 0 THEN
    INSERT INTO ${schema}.indexed (space, name, value, key)
      SELECT _space, e.name, e.value, e.key FROM unnest(_index_names, _index_values, _index_keys) AS e (name, value, key)
      ON CONFLICT DO NOTHING;
  END IF;

  IF cardinality(_accounts) > 0 THEN
    INSERT INTO ${schema}.balances AS b (space, account, unit, quantity)
      SELECT _space, m.account, m.unit, m.moved
        FROM unnest(_accounts, _units, _moved) AS m (account, unit, moved) WHERE m.moved <> 0
      ON CONFLICT (space, account, unit) DO UPDATE SET quantity = b.quantity + excluded.quantity;
  END IF;
  IF cardinality(_listed) > 0 THEN
    INSERT INTO ${schema}.entries
        (space, account, moment, place, made_at, made_by, other, quantity, unit, reason, reference)
      SELECT _space, e.account, commit_1.moment, e.place, _at, _by, e.other, e.quantity, e.unit, e.reason, e.reference
        FROM unnest(_listed, _places, _others, _quantities, _listed_units, _reasons, _references)
          AS e (account, place, other, quantity, unit, reason, reference);
  END IF;
  outcome := 'Committed';
END
$function$`
