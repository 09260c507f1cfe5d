/** A question that the views answer, in SQL that every dialect reads. */
export interface Question {
  readonly asks: string
  readonly sql: string
}

/** Questions of a group's everyday life, about the group `la-riviere`. */
export const questions: ReadonlyArray<Question> = [
  {
    asks: "What do we order from each producer for a distribution?",
    sql: `SELECT c.producer_name, l.reference, l.name, sum(l.ordered_quantity) AS ordered, l.ordered_unit, sum(l.amount) AS amount
FROM cabas_order_lines AS l
JOIN cabas_catalogs AS c ON c.space = l.space AND c.catalog = l.catalog
WHERE l.space = 'la-riviere' AND l.distribution = 'june-2'
  AND l.order_status = 'confirmed' AND l.ordered_quantity > 0
GROUP BY c.producer_name, l.catalog, l.product, l.reference, l.name, l.ordered_unit
ORDER BY c.producer_name, l.name`,
  },
  {
    asks: "Who fetches a basket, with which number and for how much?",
    sql: `SELECT d.number, m.first_name, m.last_name, d.lines, d.total
FROM cabas_deliveries AS d
JOIN cabas_members AS m ON m.space = d.space AND m.member = d.member
WHERE d.space = 'la-riviere' AND d.distribution = 'june-2'
ORDER BY d.number`,
  },
  {
    asks: "How much did each producer sell, month by month?",
    sql: `SELECT substr(d.starts_at, 1, 7) AS month, c.producer_name, sum(l.goods) AS goods, sum(l.fee) AS fees
FROM cabas_order_lines AS l
JOIN cabas_distributions AS d ON d.space = l.space AND d.distribution = l.distribution
JOIN cabas_catalogs AS c ON c.space = l.space AND c.catalog = l.catalog
WHERE l.space = 'la-riviere' AND l.order_status = 'confirmed' AND d.status = 'planned'
GROUP BY substr(d.starts_at, 1, 7), c.producer_name
ORDER BY month, c.producer_name`,
  },
  {
    asks: "What was sold at each rate of VAT?",
    sql: `SELECT vat, sum(amount) AS with_vat
FROM cabas_order_lines
WHERE space = 'la-riviere' AND order_status = 'confirmed' AND amount > 0
GROUP BY vat
ORDER BY vat`,
  },
  {
    asks: "Whose money pot holds less than 10 €?",
    sql: `SELECT first_name, last_name, email, wallet
FROM cabas_members
WHERE space = 'la-riviere' AND status = 'active' AND wallet < 1000
ORDER BY wallet, last_name`,
  },
  {
    asks: "Who has not ordered anything since a day?",
    sql: `SELECT m.member, m.first_name, m.last_name
FROM cabas_members AS m
WHERE m.space = 'la-riviere' AND m.status = 'active' AND NOT EXISTS (
  SELECT 1 FROM cabas_deliveries AS d
  WHERE d.space = m.space AND d.member = m.member AND d.starts_at >= '2026-06-01')
ORDER BY m.last_name`,
  },
  {
    asks: "How much money came in, month by month, by which means?",
    sql: `SELECT substr(paid_at, 1, 7) AS month, kind, count(*) AS payments, sum(amount) AS amount, currency
FROM cabas_payments
WHERE space = 'la-riviere'
GROUP BY substr(paid_at, 1, 7), kind, currency
ORDER BY month, kind`,
  },
  {
    asks: "Do the books balance? Every unit must come to 0.",
    sql: `SELECT unit, sum(quantity) AS must_be_zero
FROM cabas_balances
WHERE space = 'la-riviere'
GROUP BY unit
ORDER BY unit`,
  },
  {
    asks: "What happened to a member's money pot?",
    sql: `SELECT made_at, quantity, unit, reason, reference
FROM cabas_ledger_entries
WHERE space = 'la-riviere' AND account = 'wallet:ana'
ORDER BY position, place`,
  },
]
