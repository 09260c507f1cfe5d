CREATE TABLE cabas_schema (version INTEGER PRIMARY KEY, reached_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP) STRICT
-- next
CREATE TABLE spaces (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE batches (
    seq INTEGER PRIMARY KEY,
    space INTEGER NOT NULL,
    id TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    operation TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    numbers TEXT,
    answer TEXT NOT NULL,
    facts TEXT NOT NULL,
    postings TEXT NOT NULL,
    UNIQUE (space, id)
  ) STRICT;

  CREATE TABLE documents (
    space INTEGER NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    indexed TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (space, key)
  ) STRICT;

  CREATE TABLE indexed (
    space INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (space, name, value, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE accounts (
    number INTEGER PRIMARY KEY,
    space INTEGER NOT NULL,
    account TEXT NOT NULL,
    unit TEXT NOT NULL,
    UNIQUE (space, account, unit)
  ) STRICT;

  CREATE TABLE balances (
    number INTEGER PRIMARY KEY,
    quantity INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE entries (
    space INTEGER NOT NULL,
    account TEXT NOT NULL,
    seq INTEGER NOT NULL,
    place INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    other TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit TEXT NOT NULL,
    reason TEXT NOT NULL,
    reference TEXT NOT NULL,
    PRIMARY KEY (space, account, seq, place)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE numbers (
    space INTEGER NOT NULL,
    series TEXT NOT NULL,
    key TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (space, series, key)
  ) STRICT, WITHOUT ROWID;
-- next
CREATE TABLE journal (
    seq INTEGER NOT NULL UNIQUE,
    space INTEGER NOT NULL,
    id TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    operation TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    numbers TEXT,
    answer TEXT NOT NULL,
    facts TEXT NOT NULL,
    postings TEXT NOT NULL,
    UNIQUE (space, id)
  ) STRICT;

  INSERT INTO journal (seq, space, id, made_by, made_at, operation, fingerprint, numbers, answer, facts, postings)
    SELECT seq, space, id, made_by, made_at, operation, fingerprint, numbers, answer, facts, postings
      FROM batches ORDER BY seq;

  DROP TABLE batches;
-- next
INSERT INTO cabas_schema (version) VALUES (1)
-- next
INSERT INTO cabas_schema (version) VALUES (2)
-- next
INSERT INTO spaces (number, name) VALUES
(1, 'g')
-- next
INSERT INTO journal (seq, space, id, made_by, made_at, operation, fingerprint, numbers, answer, facts, postings) VALUES
(4294967297, 1, 'ada:id-1', 'ada', '2026-05-02T08:00:00.000Z', 'group.create', '', NULL, '{"id":"g"}', '[{"fact":{"_tag":"GroupCreated","admin":"ada","currency":"EUR","id":"g","settings":{"mainPlace":null,"name":"Les Paniers","origins":[],"payments":{"floor":0,"moneyPot":false},"severalPerDay":false,"shortage":"refuse","timeZone":"Europe/Paris","visitors":"browse"}},"key":"group"},{"fact":{"_tag":"MemberAdded","address":"","at":"2026-05-02T08:00:00.000Z","id":"ada","people":[{"email":null,"firstName":"","lastName":"ada","phone":null}]},"key":"member:ada"}]', '[]'),
(4294967298, 1, 'ada:id-3', 'ada', '2026-05-02T08:00:00.000Z', 'group.configure', '', NULL, '{"mainPlace":null,"name":"Les Paniers","origins":[],"payments":{"floor":-500,"moneyPot":false},"severalPerDay":false,"shortage":"clip","timeZone":"Europe/Paris","visitors":"browse"}', '[{"fact":{"_tag":"GroupConfigured","settings":{"mainPlace":null,"name":"Les Paniers","origins":[],"payments":{"floor":-500,"moneyPot":false},"severalPerDay":false,"shortage":"clip","timeZone":"Europe/Paris","visitors":"browse"}},"key":"group"}]', '[]'),
(4294967299, 1, 'ada:id-4', 'ada', '2026-05-02T08:00:00.000Z', 'place.save', '', NULL, '{"address":"","archived":false,"city":"","directions":"","id":"hall","name":"La Halle","zip":""}', '[{"fact":{"_tag":"PlaceSaved","place":{"address":"","archived":false,"city":"","directions":"","id":"hall","name":"La Halle","zip":""}},"key":"place:hall"}]', '[]'),
(4294967300, 1, 'ada:id-5', 'ada', '2026-05-02T08:00:00.000Z', 'producer.save', '', NULL, '{"city":"","contact":"","description":"","email":null,"id":"farm","name":"La Ferme","phone":null}', '[{"fact":{"_tag":"ProducerSaved","producer":{"city":"","contact":"","description":"","email":null,"id":"farm","name":"La Ferme","phone":null}},"key":"producer:farm"}]', '[]'),
(4294967301, 1, 'ada:id-6', 'ada', '2026-05-02T08:00:00.000Z', 'member.add', '', NULL, '{"id":"dan"}', '[{"fact":{"_tag":"MemberAdded","address":"","at":"2026-05-02T08:00:00.000Z","id":"dan","people":[{"email":null,"firstName":"","lastName":"dan","phone":null}]},"key":"member:dan"}]', '[]'),
(4294967302, 1, 'ada:id-7', 'ada', '2026-05-02T08:00:00.000Z', 'member.add', '', NULL, '{"id":"lea"}', '[{"fact":{"_tag":"MemberAdded","address":"","at":"2026-05-02T08:00:00.000Z","id":"lea","people":[{"email":null,"firstName":"","lastName":"lea","phone":null}]},"key":"member:lea"}]', '[]'),
(4294967303, 1, 'ada:id-8', 'ada', '2026-05-02T08:00:00.000Z', 'member.add', '', NULL, '{"id":"tom"}', '[{"fact":{"_tag":"MemberAdded","address":"","at":"2026-05-02T08:00:00.000Z","id":"tom","people":[{"email":null,"firstName":"","lastName":"tom","phone":null}]},"key":"member:tom"}]', '[]'),
(4294967304, 1, 'ada:id-9', 'ada', '2026-05-02T08:00:00.000Z', 'member.add', '', NULL, '{"id":"eva"}', '[{"fact":{"_tag":"MemberAdded","address":"","at":"2026-05-02T08:00:00.000Z","id":"eva","people":[{"email":null,"firstName":"","lastName":"eva","phone":null}]},"key":"member:eva"}]', '[]'),
(4294967305, 1, 'ada:id-10', 'ada', '2026-05-02T08:00:00.000Z', 'catalog.create', '', NULL, '{"id":"c1"}', '[{"fact":{"_tag":"CatalogCreated","id":"c1","settings":{"endsOn":"2026-06-30","fee":null,"name":"c1","producer":"farm","startsOn":"2026-05-01"}},"key":"catalog:c1"}]', '[]'),
(4294967306, 1, 'ada:id-11', 'ada', '2026-05-02T08:00:00.000Z', 'catalog.create', '', NULL, '{"id":"c2"}', '[{"fact":{"_tag":"CatalogCreated","id":"c2","settings":{"endsOn":"2026-06-30","fee":{"basisPoints":500,"label":"Association"},"name":"c2","producer":"farm","startsOn":"2026-05-01"}},"key":"catalog:c2"}]', '[]'),
(4294967307, 1, 'ada:id-12', 'ada', '2026-05-02T08:00:00.000Z', 'member.grant', '', NULL, '{"member":"dan","rights":["catalog-admin:c1"]}', '[{"fact":{"_tag":"RightsGiven","member":"dan","rights":["catalog-admin:c1"]},"key":"group"}]', '[]'),
(4294967308, 1, 'ada:id-13', 'ada', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"apple"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"apple","image":null,"labels":[],"loose":null,"name":"Apples, a bag","origin":null,"reference":null,"saleKind":"piece","stock":{"policy":"global","quantity":0},"terms":{"content":{"grams":1500},"per":{"pieces":1},"price":250,"vat":550}}},"key":"catalog:c1"}]', '[]'),
(4294967309, 1, 'ada:id-14', 'ada', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"cheese"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"cheese","image":null,"labels":[],"loose":null,"name":"Tomme, about 333 g","origin":null,"reference":null,"saleKind":"weighed","stock":{"policy":"global","quantity":4},"terms":{"content":{"grams":333},"per":{"grams":1000},"price":2390,"vat":550}}},"key":"catalog:c1"}]', '[]'),
(4294967310, 1, 'ada:id-15', 'ada', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"flour"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"flour","image":null,"labels":[],"loose":{"maximum":4000,"minimum":500,"step":250},"name":"Wheat flour","origin":null,"reference":null,"saleKind":"loose","stock":{"policy":"global","quantity":1000},"terms":{"content":null,"per":{"grams":1000},"price":239,"vat":550}}},"key":"catalog:c2"}]', '[]'),
(4294967311, 1, 'ada:id-16', 'ada', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"potato"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"potato","image":null,"labels":[],"loose":null,"name":"Potatoes, a sack","origin":null,"reference":null,"saleKind":"weighed-each","stock":{"policy":"none"},"terms":{"content":{"grams":4950},"per":{"grams":1000},"price":130,"vat":2000}}},"key":"catalog:c2"}]', '[]'),
(4294967312, 1, 'ada:id-17', 'ada', '2026-05-02T08:00:00.000Z', 'distribution.plan', '', NULL, '{"id":"d1"}', '[{"fact":{"_tag":"DistributionPlanned","id":"d1","participations":[{"catalog":"c1","window":null},{"catalog":"c2","window":null}],"plan":{"endsAt":"2026-06-01T19:00:00.000Z","note":"","orders":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"place":"hall","startsAt":"2026-06-01T17:00:00.000Z"}},"key":"distribution:d1"},{"fact":{"_tag":"DayClaimed","distribution":"d1"},"key":"day:hall~2026-06-01"},{"fact":{"_tag":"DeliveryPlanned","delivery":"d1","distribution":"d1","endsAt":"2026-06-01T19:00:00.000Z","origin":"distribution","startsAt":"2026-06-01T17:00:00.000Z","window":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"}},"key":"calendar:c1"},{"fact":{"_tag":"DeliveryPlanned","delivery":"d1","distribution":"d1","endsAt":"2026-06-01T19:00:00.000Z","origin":"distribution","startsAt":"2026-06-01T17:00:00.000Z","window":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"}},"key":"calendar:c2"}]', '[]'),
(4294967313, 1, 'ada:id-18', 'ada', '2026-05-02T08:00:00.000Z', 'distribution.plan', '', NULL, '{"id":"d2"}', '[{"fact":{"_tag":"DistributionPlanned","id":"d2","participations":[{"catalog":"c1","window":{"closesAt":"2026-05-20T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"}},{"catalog":"c2","window":null}],"plan":{"endsAt":"2026-06-08T19:00:00.000Z","note":"","orders":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"place":"hall","startsAt":"2026-06-08T17:00:00.000Z"}},"key":"distribution:d2"},{"fact":{"_tag":"DayClaimed","distribution":"d2"},"key":"day:hall~2026-06-08"},{"fact":{"_tag":"DeliveryPlanned","delivery":"d2","distribution":"d2","endsAt":"2026-06-08T19:00:00.000Z","origin":"own","startsAt":"2026-06-08T17:00:00.000Z","window":{"closesAt":"2026-05-20T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"}},"key":"calendar:c1"},{"fact":{"_tag":"DeliveryPlanned","delivery":"d2","distribution":"d2","endsAt":"2026-06-08T19:00:00.000Z","origin":"distribution","startsAt":"2026-06-08T17:00:00.000Z","window":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"}},"key":"calendar:c2"}]', '[]'),
(4294967314, 1, 'ada:id-19', 'ada', '2026-05-02T08:00:00.000Z', 'payment.record', '', NULL, '{"amount":4000,"at":"2026-05-02T08:00:00.000Z","id":"first","kind":"cheque","member":"lea","note":""}', '[{"fact":{"_tag":"PaymentRecorded","payment":{"amount":4000,"at":"2026-05-02T08:00:00.000Z","id":"first","kind":"cheque","member":"lea","note":""}},"key":"payment:first"}]', '[{"from":"cash-box:cheque","quantity":4000,"reason":"payment-cheque","reference":"first","to":"wallet:lea","unit":"EUR"}]'),
(4294967315, 1, 'ada:id-20', 'ada', '2026-05-02T08:00:00.000Z', 'payment.record', '', NULL, '{"amount":1000,"at":"2026-05-02T08:00:00.000Z","id":"second","kind":"cash","member":"tom","note":""}', '[{"fact":{"_tag":"PaymentRecorded","payment":{"amount":1000,"at":"2026-05-02T08:00:00.000Z","id":"second","kind":"cash","member":"tom","note":""}},"key":"payment:second"}]', '[{"from":"cash-box:cash","quantity":1000,"reason":"payment-cash","reference":"second","to":"wallet:tom","unit":"EUR"}]'),
(4294967316, 1, 'ada:id-21', 'ada', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"flour"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"flour","image":null,"labels":[],"loose":{"maximum":4000,"minimum":500,"step":250},"name":"Wheat flour","origin":null,"reference":null,"saleKind":"loose","stock":{"policy":"none"},"terms":{"content":null,"per":{"grams":1000},"price":239,"vat":550}}},"key":"catalog:c2"}]', '[]'),
(4294967317, 1, 'ada:id-22', 'ada', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"cheese"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"cheese","image":null,"labels":[],"loose":null,"name":"Tomme, about 333 g","origin":null,"reference":null,"saleKind":"weighed","stock":{"policy":"global","quantity":4},"terms":{"content":{"grams":333},"per":{"grams":1000},"price":2450,"vat":550}}},"key":"catalog:c1"}]', '[]'),
(4294967318, 1, 'eva:id-23', 'eva', '2026-05-02T08:00:00.000Z', 'basket.confirm', '', '[["basket:d1~eva",1]]', '{"changedAt":"2026-05-02T08:00:00.000Z","clipped":[],"confirmedAt":"2026-05-02T08:00:00.000Z","distribution":"d1","estimate":true,"fees":32,"goods":644,"id":"d1~eva","lines":[{"amount":676,"billed":{"grams":4950},"catalog":"c2","content":{"grams":4950},"delivered":null,"estimate":true,"fee":32,"id":1,"name":"Potatoes, a sack","ordered":{"pieces":1},"per":{"grams":1000},"price":130,"product":"potato","reference":null,"saleKind":"weighed-each","status":"ordered","vat":2000}],"member":"eva","number":null,"status":"confirmed","total":676}', '[{"fact":{"_tag":"BasketConfirmed","at":"2026-05-02T08:00:00.000Z","distribution":"d1","entry":"member","lines":[{"catalog":"c2","delivered":null,"fee":500,"id":1,"name":"Potatoes, a sack","ordered":{"pieces":1},"product":"potato","reference":null,"saleKind":"weighed-each","status":"ordered","terms":{"content":{"grams":4950},"per":{"grams":1000},"price":130,"vat":2000}}],"member":"eva","stockOverride":null},"key":"basket:d1~eva"}]', '[{"from":"stock:c2/potato@d1","quantity":1,"reason":"basket","reference":"d1~eva","to":"ordered:c2/potato@d1","unit":"pieces"},{"from":"wallet:eva","quantity":676,"reason":"basket","reference":"d1~eva","to":"held:eva","unit":"EUR"}]'),
(4294967319, 1, 'dan:id-24', 'dan', '2026-05-02T08:00:00.000Z', 'product.save', '', NULL, '{"id":"apple"}', '[{"fact":{"_tag":"ProductSaved","product":{"active":true,"allergens":[],"category":null,"description":"","id":"apple","image":null,"labels":[],"loose":null,"name":"Apples, a bag","origin":null,"reference":null,"saleKind":"piece","stock":{"policy":"none"},"terms":{"content":{"grams":1500},"per":{"pieces":1},"price":250,"vat":550}}},"key":"catalog:c1"}]', '[]')
-- next
INSERT INTO documents (space, key, version, indexed, state) VALUES
(1, 'group', 3, '[]', '{"id":"g","currency":"EUR","status":"active","reason":null,"settings":{"mainPlace":null,"name":"Les Paniers","origins":[],"payments":{"floor":-500,"moneyPot":false},"severalPerDay":false,"shortage":"clip","timeZone":"Europe/Paris","visitors":"browse"},"rights":{"ada":["group-admin"],"dan":["catalog-admin:c1"]}}'),
(1, 'member:ada', 1, '[]', '{"id":"ada","people":[{"email":null,"firstName":"","lastName":"ada","phone":null}],"address":"","status":"active","joinedAt":"2026-05-02T08:00:00.000Z"}'),
(1, 'place:hall', 1, '[]', '{"address":"","archived":false,"city":"","directions":"","id":"hall","name":"La Halle","zip":""}'),
(1, 'producer:farm', 1, '[]', '{"city":"","contact":"","description":"","email":null,"id":"farm","name":"La Ferme","phone":null}'),
(1, 'member:dan', 1, '[]', '{"id":"dan","people":[{"email":null,"firstName":"","lastName":"dan","phone":null}],"address":"","status":"active","joinedAt":"2026-05-02T08:00:00.000Z"}'),
(1, 'member:lea', 1, '[]', '{"id":"lea","people":[{"email":null,"firstName":"","lastName":"lea","phone":null}],"address":"","status":"active","joinedAt":"2026-05-02T08:00:00.000Z"}'),
(1, 'member:tom', 1, '[]', '{"id":"tom","people":[{"email":null,"firstName":"","lastName":"tom","phone":null}],"address":"","status":"active","joinedAt":"2026-05-02T08:00:00.000Z"}'),
(1, 'member:eva', 1, '[]', '{"id":"eva","people":[{"email":null,"firstName":"","lastName":"eva","phone":null}],"address":"","status":"active","joinedAt":"2026-05-02T08:00:00.000Z"}'),
(1, 'catalog:c1', 5, '[]', '{"id":"c1","kind":"shop","settings":{"endsOn":"2026-06-30","fee":null,"name":"c1","producer":"farm","startsOn":"2026-05-01"},"contract":null,"previous":null,"products":{"apple":{"active":true,"allergens":[],"category":null,"description":"","id":"apple","image":null,"labels":[],"loose":null,"name":"Apples, a bag","origin":null,"reference":null,"saleKind":"piece","stock":{"policy":"none"},"terms":{"content":{"grams":1500},"per":{"pieces":1},"price":250,"vat":550}},"cheese":{"active":true,"allergens":[],"category":null,"description":"","id":"cheese","image":null,"labels":[],"loose":null,"name":"Tomme, about 333 g","origin":null,"reference":null,"saleKind":"weighed","stock":{"policy":"global","quantity":4},"terms":{"content":{"grams":333},"per":{"grams":1000},"price":2450,"vat":550}}}}'),
(1, 'catalog:c2', 4, '[]', '{"id":"c2","kind":"shop","settings":{"endsOn":"2026-06-30","fee":{"basisPoints":500,"label":"Association"},"name":"c2","producer":"farm","startsOn":"2026-05-01"},"contract":null,"previous":null,"products":{"flour":{"active":true,"allergens":[],"category":null,"description":"","id":"flour","image":null,"labels":[],"loose":{"maximum":4000,"minimum":500,"step":250},"name":"Wheat flour","origin":null,"reference":null,"saleKind":"loose","stock":{"policy":"none"},"terms":{"content":null,"per":{"grams":1000},"price":239,"vat":550}},"potato":{"active":true,"allergens":[],"category":null,"description":"","id":"potato","image":null,"labels":[],"loose":null,"name":"Potatoes, a sack","origin":null,"reference":null,"saleKind":"weighed-each","stock":{"policy":"none"},"terms":{"content":{"grams":4950},"per":{"grams":1000},"price":130,"vat":2000}}}}'),
(1, 'distribution:d1', 1, '[["distribution.byEnd","2026-06-01T19:00:00.000Z"],["distribution.byClosing","2026-05-28T18:00:00.000Z"]]', '{"id":"d1","plan":{"endsAt":"2026-06-01T19:00:00.000Z","note":"","orders":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"place":"hall","startsAt":"2026-06-01T17:00:00.000Z"},"participations":[{"catalog":"c1","window":null},{"catalog":"c2","window":null}],"status":"planned"}'),
(1, 'day:hall~2026-06-01', 1, '[]', '{"distribution":"d1"}'),
(1, 'calendar:c1', 2, '[["calendar.byClosing","2026-05-28T18:00:00.000Z"],["calendar.byClosing","2026-05-20T18:00:00.000Z"]]', '{"deliveries":[{"id":"d1","distribution":"d1","endsAt":"2026-06-01T19:00:00.000Z","origin":"distribution","startsAt":"2026-06-01T17:00:00.000Z","window":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"status":"planned"},{"id":"d2","distribution":"d2","endsAt":"2026-06-08T19:00:00.000Z","origin":"own","startsAt":"2026-06-08T17:00:00.000Z","window":{"closesAt":"2026-05-20T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"status":"planned"}]}'),
(1, 'calendar:c2', 2, '[["calendar.byClosing","2026-05-28T18:00:00.000Z"]]', '{"deliveries":[{"id":"d1","distribution":"d1","endsAt":"2026-06-01T19:00:00.000Z","origin":"distribution","startsAt":"2026-06-01T17:00:00.000Z","window":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"status":"planned"},{"id":"d2","distribution":"d2","endsAt":"2026-06-08T19:00:00.000Z","origin":"distribution","startsAt":"2026-06-08T17:00:00.000Z","window":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"status":"planned"}]}'),
(1, 'distribution:d2', 1, '[["distribution.byEnd","2026-06-08T19:00:00.000Z"],["distribution.byClosing","2026-05-20T18:00:00.000Z"],["distribution.byClosing","2026-05-28T18:00:00.000Z"]]', '{"id":"d2","plan":{"endsAt":"2026-06-08T19:00:00.000Z","note":"","orders":{"closesAt":"2026-05-28T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"},"place":"hall","startsAt":"2026-06-08T17:00:00.000Z"},"participations":[{"catalog":"c1","window":{"closesAt":"2026-05-20T18:00:00.000Z","opensAt":"2026-05-01T18:00:00.000Z"}},{"catalog":"c2","window":null}],"status":"planned"}'),
(1, 'day:hall~2026-06-08', 1, '[]', '{"distribution":"d2"}'),
(1, 'payment:first', 1, '[["payment.byMember","lea"],["payment.openSince","cheque/2026-05-02T08:00:00.000Z"]]', '{"amount":4000,"at":"2026-05-02T08:00:00.000Z","id":"first","kind":"cheque","member":"lea","note":""}'),
(1, 'payment:second', 1, '[["payment.byMember","tom"]]', '{"amount":1000,"at":"2026-05-02T08:00:00.000Z","id":"second","kind":"cash","member":"tom","note":""}'),
(1, 'basket:d1~eva', 1, '[["basket.byMember","eva"]]', '{"id":"d1~eva","distribution":"d1","member":"eva","status":"confirmed","draft":null,"confirmedAt":"2026-05-02T08:00:00.000Z","changedAt":"2026-05-02T08:00:00.000Z","lines":[{"catalog":"c2","delivered":null,"fee":500,"id":1,"name":"Potatoes, a sack","ordered":{"pieces":1},"product":"potato","reference":null,"saleKind":"weighed-each","status":"ordered","terms":{"content":{"grams":4950},"per":{"grams":1000},"price":130,"vat":2000}}]}')
-- next
INSERT INTO indexed (space, name, value, key) VALUES
(1, 'basket.byMember', 'eva', 'basket:d1~eva'),
(1, 'calendar.byClosing', '2026-05-20T18:00:00.000Z', 'calendar:c1'),
(1, 'calendar.byClosing', '2026-05-28T18:00:00.000Z', 'calendar:c1'),
(1, 'calendar.byClosing', '2026-05-28T18:00:00.000Z', 'calendar:c2'),
(1, 'distribution.byClosing', '2026-05-20T18:00:00.000Z', 'distribution:d2'),
(1, 'distribution.byClosing', '2026-05-28T18:00:00.000Z', 'distribution:d1'),
(1, 'distribution.byClosing', '2026-05-28T18:00:00.000Z', 'distribution:d2'),
(1, 'distribution.byEnd', '2026-06-01T19:00:00.000Z', 'distribution:d1'),
(1, 'distribution.byEnd', '2026-06-08T19:00:00.000Z', 'distribution:d2'),
(1, 'payment.byMember', 'lea', 'payment:first'),
(1, 'payment.byMember', 'tom', 'payment:second'),
(1, 'payment.openSince', 'cheque/2026-05-02T08:00:00.000Z', 'payment:first')
-- next
INSERT INTO accounts (number, space, account, unit) VALUES
(1, 1, 'wallet:lea', 'EUR'),
(2, 1, 'wallet:tom', 'EUR'),
(3, 1, 'stock:c2/potato@d1', 'pieces'),
(4, 1, 'wallet:eva', 'EUR'),
(5, 1, 'held:eva', 'EUR')
-- next
INSERT INTO balances (number, quantity) VALUES
(1, 4000),
(2, 1000),
(3, -1),
(4, -676),
(5, 676)
-- next
INSERT INTO entries (space, account, seq, place, made_at, made_by, other, quantity, unit, reason, reference) VALUES
(1, 'wallet:eva', 4294967318, 2, '2026-05-02T08:00:00.000Z', 'eva', 'held:eva', -676, 'EUR', 'basket', 'd1~eva'),
(1, 'wallet:lea', 4294967314, 1, '2026-05-02T08:00:00.000Z', 'ada', 'cash-box:cheque', 4000, 'EUR', 'payment-cheque', 'first'),
(1, 'wallet:tom', 4294967315, 1, '2026-05-02T08:00:00.000Z', 'ada', 'cash-box:cash', 1000, 'EUR', 'payment-cash', 'second')
-- next
INSERT INTO numbers (space, series, key, number) VALUES
(1, 'basket@d1', 'basket:d1~eva', 1)
