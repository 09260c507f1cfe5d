CREATE SCHEMA cabas
-- next
CREATE TABLE cabas.cabas_schema (version integer PRIMARY KEY, reached_at timestamptz NOT NULL DEFAULT now())
-- next
CREATE TABLE "cabas".moves (
    space text COLLATE "C" PRIMARY KEY,
    ahead bigint NOT NULL DEFAULT 0,
    state text COLLATE "C" NOT NULL DEFAULT 'here' CHECK (state IN ('here', 'arriving', 'departed'))
  )
-- next
CREATE TABLE "cabas".batches (
    space text COLLATE "C" NOT NULL,
    moment bigint NOT NULL,
    id text COLLATE "C" NOT NULL,
    made_by text COLLATE "C" NOT NULL,
    made_at text COLLATE "C" NOT NULL,
    operation text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    numbers text,
    answer text NOT NULL,
    facts text NOT NULL,
    postings text NOT NULL,
    PRIMARY KEY (space, id)
  )
-- next
CREATE UNIQUE INDEX batches_in_order ON "cabas".batches (space, moment) WHERE moment > 0
-- next
CREATE TABLE "cabas".documents (
    space text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    indexed text,
    state text NOT NULL,
    PRIMARY KEY (space, key)
  )
-- next
CREATE TABLE "cabas".indexed (
    space text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    PRIMARY KEY (space, name, value, key)
  )
-- next
CREATE TABLE "cabas".balances (
    space text COLLATE "C" NOT NULL,
    account text COLLATE "C" NOT NULL,
    unit text COLLATE "C" NOT NULL,
    quantity bigint NOT NULL,
    PRIMARY KEY (space, account, unit)
  ) WITH (fillfactor = 50)
-- next
CREATE TABLE "cabas".entries (
    space text COLLATE "C" NOT NULL,
    account text COLLATE "C" NOT NULL,
    moment bigint NOT NULL,
    place integer NOT NULL,
    made_at text COLLATE "C" NOT NULL,
    made_by text COLLATE "C" NOT NULL,
    other text COLLATE "C" NOT NULL,
    quantity bigint NOT NULL,
    unit text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    reference text COLLATE "C" NOT NULL,
    PRIMARY KEY (space, account, moment, place)
  )
-- next
CREATE TABLE "cabas".numbers (
    space text COLLATE "C" NOT NULL,
    series text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    PRIMARY KEY (space, series, key)
  )
-- next
CREATE UNIQUE INDEX numbers_in_order ON "cabas".numbers (space, series, number) WHERE number > 0
-- next
CREATE FUNCTION "cabas".commit_1(
  _space text, _locks bigint[], _series_locks bigint[],
  _id text, _by text, _at text, _operation text, _fingerprint text, _answer text, _facts text, _postings text,
  _guards text[], _guard_versions integer[],
  _keys text[], _versions integer[], _indexed text[], _states text[],
  _reindexed text[], _index_keys text[], _index_names text[], _index_values text[],
  _accounts text[], _units text[], _moved bigint[], _minimums bigint[], _maximums bigint[],
  _listed text[], _places integer[], _others text[], _quantities bigint[], _listed_units text[], _reasons text[], _references text[],
  _series text[], _numbered text[],
  OUT outcome text, OUT moment bigint, OUT names text[], OUT fingerprint text, OUT answer text, OUT numbers text
) LANGUAGE plpgsql VOLATILE SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off AS $function$
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
      (SELECT b.moment FROM "cabas".batches AS b WHERE b.space = _space AND b.moment > 0 ORDER BY b.moment DESC LIMIT 1)
    INTO _ahead, _state, _end, _last
    FROM (SELECT) AS one LEFT JOIN "cabas".moves AS m ON m.space = _space;
  IF _state <> 'here' THEN RAISE EXCEPTION '%', CASE _state
    WHEN 'departed' THEN 'The space was moved to another database'
    ELSE 'The space is being moved to this database' END USING ERRCODE = 'CB001'; END IF;
  IF _last >= coalesce(_ahead, 0) + _end THEN outcome := 'Elsewhere'; RETURN; END IF;

  SELECT 'Repeated', b.fingerprint, b.answer, b.numbers INTO outcome, fingerprint, answer, numbers
    FROM "cabas".batches AS b WHERE b.space = _space AND b.id = _id;
  IF FOUND THEN RETURN; END IF;

  SELECT 'Conflict', ARRAY[g.key] INTO outcome, names
    FROM unnest(_guards, _guard_versions) AS g (key, version)
    WHERE g.version <> coalesce(
      (SELECT d.version FROM "cabas".documents AS d WHERE d.space = _space AND d.key = g.key), 0) LIMIT 1;
  IF FOUND THEN RETURN; END IF;

  SELECT array_agg(l.account) INTO names
    FROM (
      SELECT m.account, m.minimum, m.maximum, m.moved + coalesce((
          SELECT b.quantity FROM "cabas".balances AS b
            WHERE b.space = _space AND b.account = m.account AND b.unit = m.unit), 0) AS remaining
        FROM unnest(_accounts, _units, _moved, _minimums, _maximums) AS m (account, unit, moved, minimum, maximum)
        OFFSET 0
    ) AS l
    WHERE l.remaining < l.minimum OR l.remaining > l.maximum;
  IF names IS NOT NULL THEN outcome := 'Overdrawn'; RETURN; END IF;

  PERFORM pg_advisory_xact_lock(lock) FROM unnest(_series_locks) AS lock;

  FOR _place IN 1 .. cardinality(_series) LOOP
    INSERT INTO "cabas".numbers (space, series, key, number)
      SELECT _space, _series[_place], _numbered[_place], 1 + coalesce((
        SELECT n.number FROM "cabas".numbers AS n
          WHERE n.space = _space AND n.series = _series[_place] AND n.number > 0
            ORDER BY n.number DESC LIMIT 1), 0)
      ON CONFLICT (space, series, key) DO NOTHING RETURNING number INTO _number;
    IF NOT FOUND THEN
      SELECT n.number INTO _number FROM "cabas".numbers AS n
        WHERE n.space = _space AND n.series = _series[_place] AND n.key = _numbered[_place];
    END IF;
    _taken := _taken || json_build_array(_numbered[_place], _number)::text;
  END LOOP;
  IF cardinality(_taken) > 0 THEN numbers := '[' || array_to_string(_taken, ',') || ']'; END IF;

  INSERT INTO "cabas".batches
      (space, moment, id, made_by, made_at, operation, fingerprint, numbers, answer, facts, postings)
    VALUES (_space, coalesce(_ahead, 0) + pg_current_xact_id()::text::bigint,
      _id, _by, _at, _operation, _fingerprint, numbers, _answer, _facts, _postings)
    RETURNING batches.moment INTO moment;

  IF cardinality(_reindexed) > 0 THEN
    DELETE FROM "cabas".indexed AS i USING "cabas".documents AS d, json_array_elements(d.indexed::json) AS e (entry)
      WHERE d.space = _space AND d.key = ANY (_reindexed)
        AND i.space = _space AND i.name = e.entry ->> 0 AND i.value = e.entry ->> 1 AND i.key = d.key;
  END IF;
  INSERT INTO "cabas".documents AS d (space, key, version, indexed, state)
    SELECT _space, w.key, w.version, w.indexed, w.state
      FROM unnest(_keys, _versions, _indexed, _states) AS w (key, version, indexed, state)
    ON CONFLICT (space, key) DO UPDATE SET
      version = excluded.version, indexed = coalesce(excluded.indexed, d.indexed), state = excluded.state;
  IF cardinality(_index_keys) > 0 THEN
    INSERT INTO "cabas".indexed (space, name, value, key)
      SELECT _space, e.name, e.value, e.key FROM unnest(_index_names, _index_values, _index_keys) AS e (name, value, key)
      ON CONFLICT DO NOTHING;
  END IF;

  IF cardinality(_accounts) > 0 THEN
    INSERT INTO "cabas".balances AS b (space, account, unit, quantity)
      SELECT _space, m.account, m.unit, m.moved
        FROM unnest(_accounts, _units, _moved) AS m (account, unit, moved) WHERE m.moved <> 0
      ON CONFLICT (space, account, unit) DO UPDATE SET quantity = b.quantity + excluded.quantity;
  END IF;
  IF cardinality(_listed) > 0 THEN
    INSERT INTO "cabas".entries
        (space, account, moment, place, made_at, made_by, other, quantity, unit, reason, reference)
      SELECT _space, e.account, commit_1.moment, e.place, _at, _by, e.other, e.quantity, e.unit, e.reason, e.reference
        FROM unnest(_listed, _places, _others, _quantities, _listed_units, _reasons, _references)
          AS e (account, place, other, quantity, unit, reason, reference);
  END IF;
  outcome := 'Committed';
END
$function$
-- next
CREATE FUNCTION "cabas".read_1(
  _space text, _keys text[], _versions integer[],
  _accounts text[], _summed text[], _mentions text[],
  _series text[], _numbered text[], _batch text,
  _page_indexes text[], _page_values text[], _page_keys text[], _page_ends text[], _page_limits integer[],
  _entries text, _moment bigint, _place integer, _limit integer
) RETURNS TABLE (part integer, name text, number bigint, value text, body text)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off AS $function$
#variable_conflict use_column
DECLARE
  _last bigint;
  _state text;
  _horizon bigint;
  _end bigint;
BEGIN
  SELECT b.moment INTO _last FROM "cabas".batches AS b
    WHERE b.space = _space AND b.moment > 0 ORDER BY b.moment DESC LIMIT 1;
  SELECT coalesce(m.ahead, 0) + pg_snapshot_xmin(s.now)::text::bigint,
      coalesce(m.ahead, 0) + pg_snapshot_xmax(s.now)::text::bigint, m.state
    INTO _horizon, _end, _state
    FROM (SELECT pg_current_snapshot() AS now) AS s LEFT JOIN "cabas".moves AS m ON m.space = _space;
  IF _state <> 'here' THEN RAISE EXCEPTION '%', CASE _state
    WHEN 'departed' THEN 'The space was moved to another database'
    ELSE 'The space is being moved to this database' END USING ERRCODE = 'CB001'; END IF;
  IF _last >= _horizon AND _last < _end THEN
    RETURN QUERY SELECT 0,
      (SELECT count(*)::text FROM "cabas".batches AS b WHERE b.space = _space AND b.moment > 0 AND b.moment >= _horizon),
      (SELECT b.moment FROM "cabas".batches AS b
        WHERE b.space = _space AND b.moment > 0 AND b.moment < _horizon ORDER BY b.moment DESC LIMIT 1),
      NULL, NULL;
  ELSIF _last IS NOT NULL THEN
    RETURN QUERY SELECT 0, '0', _last, NULL, NULL;
  END IF;

  RETURN QUERY SELECT 1, d.key, d.version::bigint, NULL, CASE WHEN d.version <> k.version THEN d.state END
    FROM unnest(_keys, _versions) AS k (key, version)
    CROSS JOIN LATERAL (
      SELECT d.key, d.version, d.state FROM "cabas".documents AS d
        WHERE d.space = _space AND d.key = k.key LIMIT 1) AS d;
  IF cardinality(_accounts) > 0 THEN
    RETURN QUERY SELECT 2, b.account, b.quantity, b.unit, NULL
      FROM unnest(_accounts) AS a (account)
      CROSS JOIN LATERAL (
        SELECT b.account, b.quantity, b.unit FROM "cabas".balances AS b
          WHERE b.space = _space AND b.account = a.account OFFSET 0) AS b;
  END IF;
  IF cardinality(_summed) > 0 THEN
    RETURN QUERY SELECT 2, a.account,
        sum((p.posting ->> 'quantity')::bigint
          * ((p.posting ->> 'to' = a.account)::integer - (p.posting ->> 'from' = a.account)::integer))::bigint,
        p.posting ->> 'unit', NULL
      FROM unnest(_summed, _mentions) AS a (account, mention)
      CROSS JOIN LATERAL (
        SELECT b.postings FROM "cabas".batches AS b
          WHERE b.space = _space AND strpos(b.postings, a.mention) > 0 OFFSET 0) AS b
      CROSS JOIN LATERAL jsonb_array_elements(b.postings::jsonb) AS p (posting)
      WHERE a.account IN (p.posting ->> 'from', p.posting ->> 'to')
      GROUP BY a.account, p.posting ->> 'unit';
  END IF;
  IF cardinality(_series) > 0 THEN
    RETURN QUERY SELECT 3, n.key, n.number, NULL, NULL
      FROM unnest(_series, _numbered) AS w (series, key)
      CROSS JOIN LATERAL (
        SELECT n.key, n.number FROM "cabas".numbers AS n
          WHERE n.space = _space AND n.series = w.series AND n.key = w.key LIMIT 1) AS n;
  END IF;
  IF _batch IS NOT NULL THEN
    RETURN QUERY SELECT 4, b.fingerprint, b.moment, NULL, b.answer
      FROM "cabas".batches AS b WHERE b.space = _space AND b.id = _batch;
  END IF;

  FOR _page IN 1 .. cardinality(_page_limits) LOOP
    IF _page_indexes[_page] IS NULL THEN
      RETURN QUERY SELECT 10 - 1 + _page, d.key, d.version::bigint, NULL, d.state
        FROM "cabas".documents AS d
        WHERE d.space = _space AND d.key >= _page_keys[_page] AND d.key < _page_ends[_page]
        ORDER BY d.key LIMIT _page_limits[_page];
    ELSE
      RETURN QUERY SELECT 10 - 1 + _page, d.key, d.version::bigint, i.value, d.state
        FROM (
          SELECT i.value, i.key FROM "cabas".indexed AS i
            WHERE i.space = _space AND i.name = _page_indexes[_page]
              AND (i.value, i.key) >= (_page_values[_page], _page_keys[_page]) AND i.value <= _page_ends[_page]
            ORDER BY i.value, i.key LIMIT _page_limits[_page]
        ) AS i
        CROSS JOIN LATERAL (
          SELECT d.key, d.version, d.state FROM "cabas".documents AS d
            WHERE d.space = _space AND d.key = i.key LIMIT 1) AS d
        ORDER BY i.value, i.key;
    END IF;
  END LOOP;

  IF _entries IS NOT NULL THEN
    RETURN QUERY SELECT 5, e.place::text, e.moment, NULL,
        json_build_array(e.made_at, e.made_by, e.other, e.quantity, e.unit, e.reason, e.reference)::text
      FROM "cabas".entries AS e
      WHERE e.space = _space AND e.account = _entries AND (e.moment, e.place) < (_moment, _place)
      ORDER BY e.moment DESC, e.place DESC LIMIT _limit;
  END IF;
END
$function$
-- next
CREATE FUNCTION "cabas".feed_1(_space text, _lock bigint, _after bigint, _limit integer)
RETURNS TABLE (
  moment bigint, id text, made_by text, made_at text, operation text, facts text, postings text
) LANGUAGE plpgsql VOLATILE SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off AS $function$
#variable_conflict use_column
DECLARE
  _last bigint;
  _state text;
  _horizon bigint;
  _end bigint;
BEGIN
  SELECT coalesce(m.ahead, 0) + pg_snapshot_xmin(s.now)::text::bigint,
      coalesce(m.ahead, 0) + pg_snapshot_xmax(s.now)::text::bigint, m.state,
      (SELECT b.moment FROM "cabas".batches AS b WHERE b.space = _space AND b.moment > 0 ORDER BY b.moment DESC LIMIT 1)
    INTO _horizon, _end, _state, _last
    FROM (SELECT pg_current_snapshot() AS now) AS s LEFT JOIN "cabas".moves AS m ON m.space = _space;
  IF _state <> 'here' THEN RAISE EXCEPTION '%', CASE _state
    WHEN 'departed' THEN 'The space was moved to another database'
    ELSE 'The space is being moved to this database' END USING ERRCODE = 'CB001'; END IF;
  IF _last <= _after OR _last IS NULL THEN RETURN; END IF;
  IF _last >= _end THEN
    -- Brought from a server that had counted further, and nothing was committed since.
    _horizon := _last + 1;
  ELSIF _last >= _horizon AND pg_try_advisory_xact_lock(_lock) THEN
    _horizon := 9223372036854775807;
  END IF;
  RETURN QUERY SELECT b.moment, b.id, b.made_by, b.made_at, b.operation, b.facts, b.postings
    FROM "cabas".batches AS b
    WHERE b.space = _space AND b.moment > 0 AND b.moment > _after AND b.moment < _horizon
    ORDER BY b.moment LIMIT _limit;
END
$function$
-- next
CREATE FUNCTION "cabas".settle_1(_space text, _lock bigint) RETURNS void LANGUAGE plpgsql VOLATILE AS $function$
BEGIN
  PERFORM pg_advisory_xact_lock(_lock);
  INSERT INTO "cabas".moves AS m (space, ahead)
    SELECT _space, l.moment + 1 - pg_snapshot_xmax(pg_current_snapshot())::text::bigint
      FROM (SELECT max(b.moment) AS moment FROM "cabas".batches AS b WHERE b.space = _space AND b.moment > 0) AS l
      WHERE l.moment >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        + coalesce((SELECT m.ahead FROM "cabas".moves AS m WHERE m.space = _space), 0)
    ON CONFLICT (space) DO UPDATE SET ahead = excluded.ahead;
END
$function$
-- next
INSERT INTO cabas.cabas_schema (version) VALUES (1)
-- next
INSERT INTO cabas.batches (space, moment, id, made_by, made_at, operation, fingerprint, numbers, answer, facts, postings) VALUES
('g', 771, 'ada:id-1', 'ada', '2026-05-02T08:00:00.000Z', 'group.create', '', NULL, '{"id":"g"}', '[{"fact":{"_tag":"GroupCreated","admin":"ada","currency":"EUR","id":"g","settings":{"mainPlace":null,"name":"Les Paniers","origins":[],"payments":{"floor":0,"moneyPot":false},"severalPerDay":false,"shortage":"refuse","timeZone":"Europe/Paris","visitors":"browse"}},"key":"group"},{"fact":{"_tag":"MemberAdded","address":"","at":"2026-05-02T08:00:00.000Z","id":"ada","people":[{"email":null,"firstName":"","lastName":"ada","phone":null}]},"key":"member:ada"}]', '[]'),
('g', 772, 'ada:id-3', 'ada', '2026-05-02T08:00:00.000Z', 'group.configure', '', NULL, '{"mainPlace":null,"name":"Les Paniers","origins":[],"payments":{"floor":-500,"moneyPot":false},"severalPerDay":false,"shortage":"clip","timeZone":"Europe/Paris","visitors":"browse"}', '[{"fact":{"_tag":"GroupConfigured","settings":{"mainPlace":null,"name":"Les Paniers","origins":[],"payments":{"floor":-500,"moneyPot":false},"severalPerDay":false,"shortage":"clip","timeZone":"Europe/Paris","visitors":"browse"}},"key":"group"}]', '[]'),
('g', 773, 'ada:id-4', 'ada', '2026-05-02T08:00:00.000Z', 'place.save', '', NULL, '{"address":"","archived":false,"city":"","directions":"","id":"hall","name":"La Halle","zip":""}', '[{"fact":{"_tag":"PlaceSaved","place":{"address":"","archived":false,"city":"","directions":"","id":"hall","name":"La Halle","zip":""}},"key":"place:hall"}]', '[]'),
('g', 774, 'ada:id-5', 'ada', '2026-05-02T08:00:00.000Z', 'producer.save', '', NULL, '{"city":"","contact":"","description":"","email":null,"id":"farm","name":"La Ferme","phone":null}', '[{"fact":{"_tag":"ProducerSaved","producer":{"city":"","contact":"","description":"","email":null,"id":"farm","name":"La Ferme","phone":null}},"key":"producer:farm"}]', '[]'),
('g', 775, 'ada:id-6', 'ada', '2026-05-02T08:00:00.000Z', 'member.add', '', NULL, '{"id":"dan"}', '[{"fact":{"_tag":"MemberAdded","address":"","at":"2026-05-02T08:00:00.000Z","id":"dan","people":[{"email":null,"firstName":"","lastName":"dan","phone":null}]},"key":"member:dan"}]', '[]'),
('g', 776, 'ada:id-7', 'ada', '2026-05-02T08:00:00.000Z', 'member.add', '', NULL, '{"id":"lea"}', '[{"fact":{"_tag":"MemberAdded","address":"","at":"2026-05-02T08:00:00.000Z","id":"lea","people":[{"email":null,"firstName":"","lastName":"lea","phone":null}]},"key":"member:lea"}]', '[]'),
('g', 778, 'ada:id-8', 'ada', '2026-05-02T08:00:00.000Z', 'member.add', '', NULL, '{"id":"tom"}', '[{"fact":{"_tag":"MemberAdded","address":"","at":"2026-05-02T08:00:00.000Z","id":"tom","people":[{"email":null,"firstName":"","lastName":"tom","phone":null}]},"key":"member:tom"}]', '[]'),
('g', 779, 'ada:id-9', 'ada', '2026-05-02T08:00:00.000Z', 'member.add', '', NULL, '{"id":"eva"}', '[{"fact":{"_tag":"MemberAdded","address":"","at":"2026-05-02T08:00:00.000Z","id":"eva","people":[{"email":null,"firstName":"","lastName":"eva","phone":null}]},"key":"member:eva"}]', '[]'),
('g', 780, 'ada:id-10', 'ada', '2026-05-02T08:00:00.000Z', 'catalog.create', '', NULL, '{"id":"c1"}', '[{"fact":{"_tag":"CatalogCreated","id":"c1","settings":{"endsOn":"2026-06-30","fee":null,"name":"c1","producer":"farm","startsOn":"2026-05-01"}},"key":"catalog:c1"}]', '[]'),
('g', 781, 'ada:id-11', 'ada', '2026-05-02T08:00:00.000Z', 'catalog.create', '', NULL, '{"id":"c2"}', '[{"fact":{"_tag":"CatalogCreated","id":"c2","settings":{"endsOn":"2026-06-30","fee":{"basisPoints":500,"label":"Association"},"name":"c2","producer":"farm","startsOn":"2026-05-01"}},"key":"catalog:c2"}]', '[]'),
('g', 783, 'ada:id-12', 'ada', '2026-05-02T08:00:00.000Z', 'member.grant', '', NULL, '{"member":"dan","rights":["catalog-admin:c1"]}', '[{"fact":{"_tag":"RightsGiven","member":"dan","rights":["catalog-admin:c1"]},"key":"group"}]', '[]'),
('g', 784, 'ada:id-13', 'ada', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"apple"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"apple","image":null,"labels":[],"loose":null,"name":"Apples, a bag","origin":null,"reference":null,"saleKind":"piece","stock":{"policy":"global","quantity":0},"terms":{"content":{"grams":1500},"per":{"pieces":1},"price":250,"vat":550}}},"key":"catalog:c1"}]', '[]'),
('g', 786, 'ada:id-14', 'ada', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"cheese"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"cheese","image":null,"labels":[],"loose":null,"name":"Tomme, about 333 g","origin":null,"reference":null,"saleKind":"weighed","stock":{"policy":"global","quantity":4},"terms":{"content":{"grams":333},"per":{"grams":1000},"price":2390,"vat":550}}},"key":"catalog:c1"}]', '[]'),
('g', 787, 'ada:id-15', 'ada', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"flour"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"flour","image":null,"labels":[],"loose":{"maximum":4000,"minimum":500,"step":250},"name":"Wheat flour","origin":null,"reference":null,"saleKind":"loose","stock":{"policy":"global","quantity":1000},"terms":{"content":null,"per":{"grams":1000},"price":239,"vat":550}}},"key":"catalog:c2"}]', '[]'),
('g', 788, 'ada:id-16', 'ada', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"potato"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"potato","image":null,"labels":[],"loose":null,"name":"Potatoes, a sack","origin":null,"reference":null,"saleKind":"weighed-each","stock":{"policy":"none"},"terms":{"content":{"grams":4950},"per":{"grams":1000},"price":130,"vat":2000}}},"key":"catalog:c2"}]', '[]'),
('g', 789, 'ada:id-17', 'ada', '2026-05-02T08:00:00.000Z', 'distribution.plan', '', NULL, '{"id":"d1"}', '[{"fact":{"_tag":"DistributionPlanned","id":"d1","participations":[{"catalog":"c1","window":null},{"catalog":"c2","window":null}],"plan":{"endsAt":"2026-06-01T19:00:00.000Z","note":"","orders":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"place":"hall","startsAt":"2026-06-01T17:00:00.000Z"}},"key":"distribution:d1"},{"fact":{"_tag":"DayClaimed","distribution":"d1"},"key":"day:hall~2026-06-01"},{"fact":{"_tag":"DeliveryPlanned","delivery":"d1","distribution":"d1","endsAt":"2026-06-01T19:00:00.000Z","origin":"distribution","startsAt":"2026-06-01T17:00:00.000Z","window":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"}},"key":"calendar:c1"},{"fact":{"_tag":"DeliveryPlanned","delivery":"d1","distribution":"d1","endsAt":"2026-06-01T19:00:00.000Z","origin":"distribution","startsAt":"2026-06-01T17:00:00.000Z","window":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"}},"key":"calendar:c2"}]', '[]'),
('g', 790, 'ada:id-18', 'ada', '2026-05-02T08:00:00.000Z', 'distribution.plan', '', NULL, '{"id":"d2"}', '[{"fact":{"_tag":"DistributionPlanned","id":"d2","participations":[{"catalog":"c1","window":{"closesAt":"2026-05-20T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"}},{"catalog":"c2","window":null}],"plan":{"endsAt":"2026-06-08T19:00:00.000Z","note":"","orders":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"place":"hall","startsAt":"2026-06-08T17:00:00.000Z"}},"key":"distribution:d2"},{"fact":{"_tag":"DayClaimed","distribution":"d2"},"key":"day:hall~2026-06-08"},{"fact":{"_tag":"DeliveryPlanned","delivery":"d2","distribution":"d2","endsAt":"2026-06-08T19:00:00.000Z","origin":"own","startsAt":"2026-06-08T17:00:00.000Z","window":{"closesAt":"2026-05-20T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"}},"key":"calendar:c1"},{"fact":{"_tag":"DeliveryPlanned","delivery":"d2","distribution":"d2","endsAt":"2026-06-08T19:00:00.000Z","origin":"distribution","startsAt":"2026-06-08T17:00:00.000Z","window":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"}},"key":"calendar:c2"}]', '[]'),
('g', 792, 'ada:id-19', 'ada', '2026-05-02T08:00:00.000Z', 'payment.record', '', NULL, '{"amount":4000,"at":"2026-05-02T08:00:00.000Z","id":"first","kind":"cheque","member":"lea","note":""}', '[{"fact":{"_tag":"PaymentRecorded","payment":{"amount":4000,"at":"2026-05-02T08:00:00.000Z","id":"first","kind":"cheque","member":"lea","note":""}},"key":"payment:first"}]', '[{"from":"cash-box:cheque","quantity":4000,"reason":"payment-cheque","reference":"first","to":"wallet:lea","unit":"EUR"}]'),
('g', 793, 'ada:id-20', 'ada', '2026-05-02T08:00:00.000Z', 'payment.record', '', NULL, '{"amount":1000,"at":"2026-05-02T08:00:00.000Z","id":"second","kind":"cash","member":"tom","note":""}', '[{"fact":{"_tag":"PaymentRecorded","payment":{"amount":1000,"at":"2026-05-02T08:00:00.000Z","id":"second","kind":"cash","member":"tom","note":""}},"key":"payment:second"}]', '[{"from":"cash-box:cash","quantity":1000,"reason":"payment-cash","reference":"second","to":"wallet:tom","unit":"EUR"}]'),
('g', 794, 'ada:id-21', 'ada', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"flour"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"flour","image":null,"labels":[],"loose":{"maximum":4000,"minimum":500,"step":250},"name":"Wheat flour","origin":null,"reference":null,"saleKind":"loose","stock":{"policy":"none"},"terms":{"content":null,"per":{"grams":1000},"price":239,"vat":550}}},"key":"catalog:c2"}]', '[]'),
('g', 796, 'ada:id-22', 'ada', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"cheese"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"cheese","image":null,"labels":[],"loose":null,"name":"Tomme, about 333 g","origin":null,"reference":null,"saleKind":"weighed","stock":{"policy":"global","quantity":4},"terms":{"content":{"grams":333},"per":{"grams":1000},"price":2450,"vat":550}}},"key":"catalog:c1"}]', '[]'),
('g', 797, 'eva:id-23', 'eva', '2026-05-02T08:00:00.000Z', 'basket.confirm', '', '[["basket:d1~eva", 1]]', '{"changedAt":"2026-05-02T08:00:00.000Z","clipped":[],"confirmedAt":"2026-05-02T08:00:00.000Z","distribution":"d1","estimate":true,"fees":32,"goods":644,"id":"d1~eva","lines":[{"amount":676,"billed":{"grams":4950},"catalog":"c2","content":{"grams":4950},"delivered":null,"estimate":true,"fee":32,"id":1,"name":"Potatoes, a sack","ordered":{"pieces":1},"per":{"grams":1000},"price":130,"product":"potato","reference":null,"saleKind":"weighed-each","status":"ordered","vat":2000}],"member":"eva","number":null,"status":"confirmed","total":676}', '[{"fact":{"_tag":"BasketConfirmed","at":"2026-05-02T08:00:00.000Z","distribution":"d1","entry":"member","lines":[{"catalog":"c2","delivered":null,"fee":500,"id":1,"name":"Potatoes, a sack","ordered":{"pieces":1},"product":"potato","reference":null,"saleKind":"weighed-each","status":"ordered","terms":{"content":{"grams":4950},"per":{"grams":1000},"price":130,"vat":2000}}],"member":"eva","stockOverride":null},"key":"basket:d1~eva"}]', '[{"from":"stock:c2/potato@d1","quantity":1,"reason":"basket","reference":"d1~eva","to":"ordered:c2/potato@d1","unit":"pieces"},{"from":"wallet:eva","quantity":676,"reason":"basket","reference":"d1~eva","to":"held:eva","unit":"EUR"}]'),
('g', 798, 'dan:id-24', 'dan', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"apple"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"apple","image":null,"labels":[],"loose":null,"name":"Apples, a bag","origin":null,"reference":null,"saleKind":"piece","stock":{"policy":"none"},"terms":{"content":{"grams":1500},"per":{"pieces":1},"price":250,"vat":550}}},"key":"catalog:c1"}]', '[]')
-- next
INSERT INTO cabas.documents (space, key, version, indexed, state) VALUES
('g', 'member:ada', 1, NULL, '{"id":"ada","people":[{"email":null,"firstName":"","lastName":"ada","phone":null}],"address":"","status":"active","joinedAt":"2026-05-02T08:00:00.000Z"}'),
('g', 'calendar:c1', 2, '[["calendar.byClosing","2026-05-28T18:00:00.000Z"],["calendar.byClosing","2026-05-20T18:00:00.000Z"]]', '{"deliveries":[{"id":"d1","distribution":"d1","endsAt":"2026-06-01T19:00:00.000Z","origin":"distribution","startsAt":"2026-06-01T17:00:00.000Z","window":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"status":"planned"},{"id":"d2","distribution":"d2","endsAt":"2026-06-08T19:00:00.000Z","origin":"own","startsAt":"2026-06-08T17:00:00.000Z","window":{"closesAt":"2026-05-20T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"status":"planned"}]}'),
('g', 'place:hall', 1, NULL, '{"address":"","archived":false,"city":"","directions":"","id":"hall","name":"La Halle","zip":""}'),
('g', 'producer:farm', 1, NULL, '{"city":"","contact":"","description":"","email":null,"id":"farm","name":"La Ferme","phone":null}'),
('g', 'member:dan', 1, NULL, '{"id":"dan","people":[{"email":null,"firstName":"","lastName":"dan","phone":null}],"address":"","status":"active","joinedAt":"2026-05-02T08:00:00.000Z"}'),
('g', 'member:lea', 1, NULL, '{"id":"lea","people":[{"email":null,"firstName":"","lastName":"lea","phone":null}],"address":"","status":"active","joinedAt":"2026-05-02T08:00:00.000Z"}'),
('g', 'member:tom', 1, NULL, '{"id":"tom","people":[{"email":null,"firstName":"","lastName":"tom","phone":null}],"address":"","status":"active","joinedAt":"2026-05-02T08:00:00.000Z"}'),
('g', 'member:eva', 1, NULL, '{"id":"eva","people":[{"email":null,"firstName":"","lastName":"eva","phone":null}],"address":"","status":"active","joinedAt":"2026-05-02T08:00:00.000Z"}'),
('g', 'group', 3, NULL, '{"id":"g","currency":"EUR","status":"active","reason":null,"settings":{"mainPlace":null,"name":"Les Paniers","origins":[],"payments":{"floor":-500,"moneyPot":false},"severalPerDay":false,"shortage":"clip","timeZone":"Europe/Paris","visitors":"browse"},"rights":{"ada":["group-admin"],"dan":["catalog-admin:c1"]}}'),
('g', 'calendar:c2', 2, '[["calendar.byClosing","2026-05-28T18:00:00.000Z"]]', '{"deliveries":[{"id":"d1","distribution":"d1","endsAt":"2026-06-01T19:00:00.000Z","origin":"distribution","startsAt":"2026-06-01T17:00:00.000Z","window":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"status":"planned"},{"id":"d2","distribution":"d2","endsAt":"2026-06-08T19:00:00.000Z","origin":"distribution","startsAt":"2026-06-08T17:00:00.000Z","window":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"status":"planned"}]}'),
('g', 'catalog:c1', 5, NULL, '{"id":"c1","kind":"shop","settings":{"endsOn":"2026-06-30","fee":null,"name":"c1","producer":"farm","startsOn":"2026-05-01"},"contract":null,"previous":null,"products":{"apple":{"active":true,"allergens":[],"category":null,"description":"","id":"apple","image":null,"labels":[],"loose":null,"name":"Apples, a bag","origin":null,"reference":null,"saleKind":"piece","stock":{"policy":"none"},"terms":{"content":{"grams":1500},"per":{"pieces":1},"price":250,"vat":550}},"cheese":{"active":true,"allergens":[],"category":null,"description":"","id":"cheese","image":null,"labels":[],"loose":null,"name":"Tomme, about 333 g","origin":null,"reference":null,"saleKind":"weighed","stock":{"policy":"global","quantity":4},"terms":{"content":{"grams":333},"per":{"grams":1000},"price":2450,"vat":550}}}}'),
('g', 'payment:first', 1, '[["payment.byMember","lea"]]', '{"amount":4000,"at":"2026-05-02T08:00:00.000Z","id":"first","kind":"cheque","member":"lea","note":""}'),
('g', 'distribution:d1', 1, '[["distribution.byEnd","2026-06-01T19:00:00.000Z"],["distribution.byClosing","2026-05-28T18:00:00.000Z"]]', '{"id":"d1","plan":{"endsAt":"2026-06-01T19:00:00.000Z","note":"","orders":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"place":"hall","startsAt":"2026-06-01T17:00:00.000Z"},"participations":[{"catalog":"c1","window":null},{"catalog":"c2","window":null}],"status":"planned"}'),
('g', 'day:hall~2026-06-01', 1, NULL, '{"distribution":"d1"}'),
('g', 'distribution:d2', 1, '[["distribution.byEnd","2026-06-08T19:00:00.000Z"],["distribution.byClosing","2026-05-20T18:00:00.000Z"],["distribution.byClosing","2026-05-28T18:00:00.000Z"]]', '{"id":"d2","plan":{"endsAt":"2026-06-08T19:00:00.000Z","note":"","orders":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"place":"hall","startsAt":"2026-06-08T17:00:00.000Z"},"participations":[{"catalog":"c1","window":{"closesAt":"2026-05-20T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"}},{"catalog":"c2","window":null}],"status":"planned"}'),
('g', 'day:hall~2026-06-08', 1, NULL, '{"distribution":"d2"}'),
('g', 'payment:second', 1, '[["payment.byMember","tom"]]', '{"amount":1000,"at":"2026-05-02T08:00:00.000Z","id":"second","kind":"cash","member":"tom","note":""}'),
('g', 'catalog:c2', 4, NULL, '{"id":"c2","kind":"shop","settings":{"endsOn":"2026-06-30","fee":{"basisPoints":500,"label":"Association"},"name":"c2","producer":"farm","startsOn":"2026-05-01"},"contract":null,"previous":null,"products":{"flour":{"active":true,"allergens":[],"category":null,"description":"","id":"flour","image":null,"labels":[],"loose":{"maximum":4000,"minimum":500,"step":250},"name":"Wheat flour","origin":null,"reference":null,"saleKind":"loose","stock":{"policy":"none"},"terms":{"content":null,"per":{"grams":1000},"price":239,"vat":550}},"potato":{"active":true,"allergens":[],"category":null,"description":"","id":"potato","image":null,"labels":[],"loose":null,"name":"Potatoes, a sack","origin":null,"reference":null,"saleKind":"weighed-each","stock":{"policy":"none"},"terms":{"content":{"grams":4950},"per":{"grams":1000},"price":130,"vat":2000}}}}'),
('g', 'basket:d1~eva', 1, '[["basket.byMember","eva"]]', '{"id":"d1~eva","distribution":"d1","member":"eva","status":"confirmed","draft":null,"confirmedAt":"2026-05-02T08:00:00.000Z","changedAt":"2026-05-02T08:00:00.000Z","lines":[{"catalog":"c2","delivered":null,"fee":500,"id":1,"name":"Potatoes, a sack","ordered":{"pieces":1},"product":"potato","reference":null,"saleKind":"weighed-each","status":"ordered","terms":{"content":{"grams":4950},"per":{"grams":1000},"price":130,"vat":2000}}]}')
-- next
INSERT INTO cabas.indexed (space, name, value, key) VALUES
('g', 'distribution.byEnd', '2026-06-01T19:00:00.000Z', 'distribution:d1'),
('g', 'distribution.byClosing', '2026-05-28T18:00:00.000Z', 'distribution:d1'),
('g', 'calendar.byClosing', '2026-05-28T18:00:00.000Z', 'calendar:c2'),
('g', 'distribution.byEnd', '2026-06-08T19:00:00.000Z', 'distribution:d2'),
('g', 'distribution.byClosing', '2026-05-20T18:00:00.000Z', 'distribution:d2'),
('g', 'distribution.byClosing', '2026-05-28T18:00:00.000Z', 'distribution:d2'),
('g', 'calendar.byClosing', '2026-05-28T18:00:00.000Z', 'calendar:c1'),
('g', 'calendar.byClosing', '2026-05-20T18:00:00.000Z', 'calendar:c1'),
('g', 'payment.byMember', 'lea', 'payment:first'),
('g', 'payment.byMember', 'tom', 'payment:second'),
('g', 'basket.byMember', 'eva', 'basket:d1~eva')
-- next
INSERT INTO cabas.balances (space, account, unit, quantity) VALUES
('g', 'wallet:lea', 'EUR', 4000),
('g', 'wallet:tom', 'EUR', 1000),
('g', 'stock:c2/potato@d1', 'pieces', -1),
('g', 'wallet:eva', 'EUR', -676),
('g', 'held:eva', 'EUR', 676)
-- next
INSERT INTO cabas.entries (space, account, moment, place, made_at, made_by, other, quantity, unit, reason, reference) VALUES
('g', 'wallet:lea', 792, 1, '2026-05-02T08:00:00.000Z', 'ada', 'cash-box:cheque', 4000, 'EUR', 'payment-cheque', 'first'),
('g', 'wallet:tom', 793, 1, '2026-05-02T08:00:00.000Z', 'ada', 'cash-box:cash', 1000, 'EUR', 'payment-cash', 'second'),
('g', 'wallet:eva', 797, 2, '2026-05-02T08:00:00.000Z', 'eva', 'held:eva', -676, 'EUR', 'basket', 'd1~eva')
-- next
INSERT INTO cabas.numbers (space, series, key, number) VALUES
('g', 'basket@d1', 'basket:d1~eva', 1)
