import type { connectionWords as French } from "./connection.fr.ts"

/** What a connection says aloud, and how saving stands. */
export const connectionWords: typeof French = {
  saved: "Saved",
  savedAt: (time) => `Saved at ${time}`,
  lineSaved: (name, quantity) => `${name}, ${quantity}, saved`,
  none: "removed",
  emptySaved: "Basket emptied, saved",
  saving: "Saving…",
  offline: "Offline, will be sent",
  failed: "Could not be saved",
  confirmed: (number) => (number === null ? "Order confirmed" : `Order no. ${number} confirmed`),
  cancelled: "Order cancelled",
}
