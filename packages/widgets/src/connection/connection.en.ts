import type { connectionWords as French } from "./connection.fr.ts"

/** How saving stands, and what is said aloud of it. */
export const connectionWords: typeof French = {
  savedAt: (time) => `Saved at ${time}`,
  saving: "Saving…",
  offline: "Offline, will be sent",
  saveFailed: "Could not be saved",
  lineSaved: (name, quantity) => `${name}, ${quantity}, saved`,
  confirmed: (number) => `Order ${number === null ? "" : `no. ${number} `}confirmed`,
  cancelled: "Order cancelled",
}
