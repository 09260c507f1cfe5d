/** Until when something is open. */
export const countdownWords = {
  until: (date: string, time: string): string => `jusqu’au ${date}, ${time}`,
  closed: (date: string, time: string): string => `clos depuis le ${date}, ${time}`,
}
