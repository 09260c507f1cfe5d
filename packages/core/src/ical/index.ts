export * from "./ical.ts"
