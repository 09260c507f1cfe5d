import type french from "./instalments.fr.ts"

const english: typeof french = {
  parts: "In how many parts",
  first: "First instalment",
  every: "Then",
  months: (count) => (count === 1 ? "every month" : `every ${count} months`),
  way: "How",
  firstWay: "The first",
  same: "like the others",
  note: "Note (optional)",
  left: (amount) => `To be spread: ${amount}`,
  look: "See the instalments",
  close: "Close",
  total: (count, total) => (count < 2 ? `1 instalment, ${total}` : `${count} instalments, ${total}`),
  list: "Proposed instalments",
  save: "Keep these instalments",
  change: "Change",
  saved: (what) => `Instalments kept: ${what}`,
  past: "This day is past: the instalment will be late at once.",
  wrong: {
    parts: "Write a number of instalments, from 1 to 36.",
    first: "Choose the day of the first instalment.",
  },
  title: "Instalments of a contract",
  none: "No contract is open.",
  noneOwed: "All is paid for this contract: there is nothing to spread.",
  open: "Instalments",
  openWhich: (name) => `Instalments: ${name}`,
  owed: (amount) => `${amount} left`,
  promised: (amount) => `${amount} announced`,
  overdue: (amount) => `${amount} late`,
  next: (day) => `next on ${day}`,
  noneOpen: "No instalment is awaited.",
  allPromised: "All that is left is announced.",
  takeBack: "Take back",
  takeBackWhich: (what) => `Take the instalment back: ${what}`,
  takenBack: (what) => `Instalment taken back: ${what}`,
  reason: "Instalments changed",
}

/** What is said of instalments, to whoever owes and to those who keep the money. */
export default english
