import { sqlite } from "./dialect.ts"
import { questions } from "./questions.ts"
import type { Column, ColumnKind, View } from "./view.ts"
import { views } from "./views.ts"

const kinds: Readonly<Record<ColumnKind, string>> = {
  text: "text",
  whole: "whole number",
  money: "money",
  "basis-points": "basis points",
  instant: "instant",
  day: "day",
  flag: "flag",
}

const rowOf = ({ name, kind, says }: Column): string =>
  `| \`${name}\` | ${kinds[kind]} | ${says.replaceAll("|", "\\|")} |`

const sectionOf = (view: View): string =>
  [
    `### ${view.name}`,
    "",
    view.says,
    "",
    "| column | holds | |",
    "| --- | --- | --- |",
    ...view.columns(sqlite).map(rowOf),
  ].join("\n")

/** The documentation of the views, in Markdown. */
export const viewsPage = (): string => `# Asking in SQL

Made by \`npm run docs\` from the definitions in \`packages/storage-sql/src/views\`.

A host has reports of its own to make. On SQLite and on PostgreSQL it may ask the views below in plain SQL; they are there as
soon as the storage was opened once, in the same file or schema (\`cabas.cabas_orders\` on PostgreSQL, or \`SET search_path\`).
The tables behind them are not for reading: they change with the version, the views only gain columns.

- The first column is the **space**, the id of the group. Name it in every question: nothing else is as quick.
- **Money** is in minor units (cents) of \`currency\`. Amounts are computed by the rules of the engine, to the cent: a line is
  rounded once, half away from zero, and a total adds rounded lines.
- Quantities are whole numbers with their **unit** beside them: \`pieces\`, \`grams\` or \`millilitres\`.
- **Basis points**: 550 is 5.5 %.
- **Instants** are text in UTC, \`2026-06-02T08:00:00.000Z\`, which sorts and compares as text; on PostgreSQL
  \`starts_at::timestamptz\` makes a time of one. **Days** are \`2026-06-02\`.
- **Flags** are true or false on PostgreSQL, 1 or 0 on SQLite.
- What was asked is seen as of one moment. Writing to a view is refused.

## The views

${views.map(({ name, says }) => `- [${name}](#${name}) — ${says}`).join("\n")}

${views.map(sectionOf).join("\n\n")}

## Questions

${questions.map(({ asks, sql }) => `${asks}\n\n\`\`\`sql\n${sql}\n\`\`\``).join("\n\n")}

## How quick they are

The views read the documents of a space and take them apart: a question costs what the space holds of that kind. Only
\`space\`, \`distribution\` and \`member\` of orders, lines and deliveries are known before a document is opened. Milliseconds on
2 cores that other work was using as well, for one group with 8 400 orders of 12 lines, 100 800 in all:

| | SQLite | PostgreSQL 18 |
| --- | ---: | ---: |
| lines of one distribution, by product | 16 | 28 |
| deliveries of one distribution | 15 | 15 |
| totals of all orders | 850 | 1 570 |
| all lines, by rate of VAT | 800 | 1 950 |
| turnover by producer and month | 1 300 | 1 940 |
| who has not ordered since a day | 240 | 4 900 |
| members with their money pots | 1 | 2 |
| the ledger of one money pot | 100 | 270 |
| all balances | 520 | 1 110 |

PostgreSQL was \`ANALYZE\`d, as autovacuum does by itself. A report over years belongs on a replica, or on a copy of the file.
`
