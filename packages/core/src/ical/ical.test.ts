import { describe, expect, it } from "vitest"
import { calendarFile } from "./index.ts"

const now = "2026-05-01T06:00:00.000Z"
const event = {
  uid: "lea-legumes.mai-07@cabas",
  startsAt: "2026-05-07T16:00:00.000Z",
  endsAt: "2026-05-07T17:30:00.000Z",
  summary: "Légumes",
}
const linesOf = (text: string) => text.split("\r\n")

describe("a calendar file", () => {
  it("ICAL-1: begins, says its version and ends, with instants in UTC and lines ended by CRLF", () => {
    const text = calendarFile({ name: "L’Amap", now, events: [event] })
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/)
    expect(linesOf(text)).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Cabas//EN",
      "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
      "X-WR-CALNAME:L’Amap",
      "BEGIN:VEVENT",
      "UID:lea-legumes.mai-07@cabas",
      "DTSTAMP:20260501T060000Z",
      "DTSTART:20260507T160000Z",
      "DTEND:20260507T173000Z",
      "SUMMARY:Légumes",
      "SEQUENCE:0",
      "STATUS:CONFIRMED",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ])
  })

  it("ICAL-1: escapes what separates, and writes a line break as two characters", () => {
    const text = calendarFile({
      name: "x",
      now,
      events: [{ ...event, summary: "a,b;c\\d", description: "un\ndeux\r\ntrois" }],
    })
    expect(text).toContain("SUMMARY:a\\,b\\;c\\\\d\r\n")
    expect(text).toContain("DESCRIPTION:un\\ndeux\\ntrois\r\n")
  })

  it("ICAL-1: no line has more than 75 octets, and no character is broken", () => {
    const summary = "é€😀".repeat(60)
    const text = calendarFile({ name: summary, now, events: [{ ...event, summary, location: summary }] })
    for (const line of linesOf(text)) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    expect(text.replaceAll("\r\n ", "")).toContain(`SUMMARY:${summary}\r\n`)
  })

  it("ICAL-1: what is cancelled keeps its uid and says so", () => {
    const text = calendarFile({ name: "x", now, events: [{ ...event, isCancelled: true, sequence: 7 }] })
    expect(text).toContain("UID:lea-legumes.mai-07@cabas\r\n")
    expect(text).toContain("SEQUENCE:7\r\nSTATUS:CANCELLED\r\n")
  })
})
