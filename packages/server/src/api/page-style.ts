/** The style of the documentation page: readable in the light and in the dark, on a phone and on paper. */
export const pageStyle = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1c2419, #e6ebe2);
  --soft: light-dark(#56604f, #a7b39f);
  --line: light-dark(#d9dfd3, #3a4336);
  --ground: light-dark(#fbfcf9, #161a14);
  --raised: light-dark(#f1f4ed, #20261d);
  --link: light-dark(#2f6b22, #9ccf8b);
}
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
header, main, nav { padding: 1rem clamp(1rem, 4vw, 3rem); }
header { border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 1.6rem; }
h1 small { color: var(--soft); font-weight: normal; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 0; }
a { color: var(--link); }
nav { border-bottom: 1px solid var(--line); }
nav h2 { font-size: .85rem; margin: .75rem 0 .25rem; color: var(--soft); text-transform: uppercase; letter-spacing: .05em; }
nav ul { margin: 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .25rem .75rem; }
article { padding: 1rem 0; border-top: 1px solid var(--line); }
article p { margin: .25rem 0; }
.address { overflow-wrap: anywhere; color: var(--soft); }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
pre { overflow: auto; max-height: 30rem; padding: .75rem; background: var(--raised); border-radius: .5rem; }
table { border-collapse: collapse; margin: .75rem 0; display: block; overflow-x: auto; }
caption { text-align: start; color: var(--soft); font-size: .875rem; }
th, td { text-align: start; vertical-align: top; padding: .25rem .75rem .25rem 0; font-weight: normal; }
summary { cursor: pointer; color: var(--link); width: fit-content; }
:target { outline: 2px solid var(--link); outline-offset: .5rem; border-radius: .25rem; }
dt { margin-top: 1rem; }
dd { margin: 0; }
@media (max-width: 40rem) {
  tr { display: block; padding-block: .25rem; }
  td, th { display: inline; }
  td:last-child { display: block; }
}
@media (min-width: 64rem) {
  body { display: grid; grid-template: auto 1fr / 17rem 1fr; }
  header { grid-column: 1 / -1; }
  nav { border: 0; position: sticky; top: 0; height: 100vh; overflow: auto; padding-inline-end: 0; }
  nav ul { display: block; }
  main { max-width: 60rem; }
}
@media print { nav { display: none; } details { display: block; } }
`
