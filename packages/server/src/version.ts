/** The version of this package, as its answers say it. */
export const version = "0.1.0"
