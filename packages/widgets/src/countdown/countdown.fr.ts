/** Until when something is open. */
export const countdownWords = {
  until: (moment: string): string => `jusqu’au ${moment}`,
  since: (moment: string): string => `clos depuis le ${moment}`,
}
