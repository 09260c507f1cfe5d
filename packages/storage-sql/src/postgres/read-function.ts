import { refuseMoved } from "./moved.ts"
import { onIndexes } from "./plans.ts"

/** The name of the function that reads. Another body gets another name, so that servers of two versions can run. */
export const readName = "read_1"

/** What a row that the reading function gives is about; pages have theirs from `page` on, in the order asked for. */
export const part = { cursor: 0, document: 1, balance: 2, number: 3, batch: 4, entry: 5, page: 10 } as const

/**
 * Reads everything that is wanted in one call. It is STABLE, so all of it is seen as of the moment of the call.
 *
 * A document that the asker knows at its version comes without its state. Pages give one document more than they are
 * long, which tells that there is a next. The balance of an account that is not kept is the sum of its postings.
 */
export const readFunction = (schema: string): string => `
CREATE FUNCTION ${schema}.${readName}(
  _space text, _keys text[], _versions integer[],
  _accounts text[], _summed text[], _mentions text[],
  _series text[], _numbered text[], _batch text,
  _page_indexes text[], _page_values text[], _page_keys text[], _page_ends text[], _page_limits integer[],
  _entries text, _moment bigint, _place integer, _limit integer
) RETURNS TABLE (part integer, name text, number bigint, value text, body text)
LANGUAGE plpgsql STABLE ${onIndexes} AS $function$
#variable_conflict use_column
DECLARE
  _last bigint;
  _state text;
  _horizon bigint;
  _end bigint;
BEGIN
  SELECT b.moment INTO _last FROM ${schema}.batches AS b
    WHERE b.space = _space AND b.moment > 0 ORDER BY b.moment DESC LIMIT 1;
  SELECT coalesce(m.ahead, 0) + pg_snapshot_xmin(s.now)::text::bigint,
      coalesce(m.ahead, 0) + pg_snapshot_xmax(s.now)::text::bigint, m.state
    INTO _horizon, _end, _state
    FROM (SELECT pg_current_snapshot() AS now) AS s LEFT JOIN ${schema}.moves AS m ON m.space = _space;
  IF _state <> 'here' THEN ${refuseMoved} END IF;
  IF _last >= _horizon AND _last < _end THEN
    RETURN QUERY SELECT ${part.cursor},
      (SELECT count(*)::text FROM ${schema}.batches AS b WHERE b.space = _space AND b.moment > 0 AND b.moment >= _horizon),
      (SELECT b.moment FROM ${schema}.batches AS b
        WHERE b.space = _space AND b.moment > 0 AND b.moment < _horizon ORDER BY b.moment DESC LIMIT 1),
      NULL, NULL;
  ELSIF _last IS NOT NULL THEN
    RETURN QUERY SELECT ${part.cursor}, '0', _last, NULL, NULL;
  END IF;

  RETURN QUERY SELECT ${part.document}, d.key, d.version::bigint, NULL, CASE WHEN d.version <> k.version THEN d.state END
    FROM unnest(_keys, _versions) AS k (key, version)
    CROSS JOIN LATERAL (
      SELECT d.key, d.version, d.state FROM ${schema}.documents AS d
        WHERE d.space = _space AND d.key = k.key LIMIT 1) AS d;
  IF cardinality(_accounts) > 0 THEN
    RETURN QUERY SELECT ${part.balance}, b.account, b.quantity, b.unit, NULL
      FROM unnest(_accounts) AS a (account)
      CROSS JOIN LATERAL (
        SELECT b.account, b.quantity, b.unit FROM ${schema}.balances AS b
          WHERE b.space = _space AND b.account = a.account OFFSET 0) AS b;
  END IF;
  IF cardinality(_summed) > 0 THEN
    RETURN QUERY SELECT ${part.balance}, a.account,
        sum((p.posting ->> 'quantity')::bigint
          * ((p.posting ->> 'to' = a.account)::integer - (p.posting ->> 'from' = a.account)::integer))::bigint,
        p.posting ->> 'unit', NULL
      FROM unnest(_summed, _mentions) AS a (account, mention)
      CROSS JOIN LATERAL (
        SELECT b.postings FROM ${schema}.batches AS b
          WHERE b.space = _space AND strpos(b.postings, a.mention) > 0 OFFSET 0) AS b
      CROSS JOIN LATERAL jsonb_array_elements(b.postings::jsonb) AS p (posting)
      WHERE a.account IN (p.posting ->> 'from', p.posting ->> 'to')
      GROUP BY a.account, p.posting ->> 'unit';
  END IF;
  IF cardinality(_series) > 0 THEN
    RETURN QUERY SELECT ${part.number}, n.key, n.number, NULL, NULL
      FROM unnest(_series, _numbered) AS w (series, key)
      CROSS JOIN LATERAL (
        SELECT n.key, n.number FROM ${schema}.numbers AS n
          WHERE n.space = _space AND n.series = w.series AND n.key = w.key LIMIT 1) AS n;
  END IF;
  IF _batch IS NOT NULL THEN
    RETURN QUERY SELECT ${part.batch}, b.fingerprint, b.moment, NULL, b.answer
      FROM ${schema}.batches AS b WHERE b.space = _space AND b.id = _batch;
  END IF;

  FOR _page IN 1 .. cardinality(_page_limits) LOOP
    IF _page_indexes[_page] IS NULL THEN
      RETURN QUERY SELECT ${part.page} - 1 + _page, d.key, d.version::bigint, NULL, d.state
        FROM ${schema}.documents AS d
        WHERE d.space = _space AND d.key >= _page_keys[_page] AND d.key < _page_ends[_page]
        ORDER BY d.key LIMIT _page_limits[_page];
    ELSE
      RETURN QUERY SELECT ${part.page} - 1 + _page, d.key, d.version::bigint, i.value, d.state
        FROM (
          SELECT i.value, i.key FROM ${schema}.indexed AS i
            WHERE i.space = _space AND i.name = _page_indexes[_page]
              AND (i.value, i.key) >= (_page_values[_page], _page_keys[_page]) AND i.value <= _page_ends[_page]
            ORDER BY i.value, i.key LIMIT _page_limits[_page]
        ) AS i
        CROSS JOIN LATERAL (
          SELECT d.key, d.version, d.state FROM ${schema}.documents AS d
            WHERE d.space = _space AND d.key = i.key LIMIT 1) AS d
        ORDER BY i.value, i.key;
    END IF;
  END LOOP;

  IF _entries IS NOT NULL THEN
    RETURN QUERY SELECT ${part.entry}, e.place::text, e.moment, NULL,
        json_build_array(e.made_at, e.made_by, e.other, e.quantity, e.unit, e.reason, e.reference)::text
      FROM ${schema}.entries AS e
      WHERE e.space = _space AND e.account = _entries AND (e.moment, e.place) < (_moment, _place)
      ORDER BY e.moment DESC, e.place DESC LIMIT _limit;
  END IF;
END
$function$`
