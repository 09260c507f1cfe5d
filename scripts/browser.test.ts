import { expect, it } from "vitest"
import { findChromium } from "./browser.mjs"

it("takes the Chromium that is named", () => {
  expect(findChromium({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath)
})

it("says so when the one that is named does not exist, rather than take another", () => {
  expect(() => findChromium({ CHROMIUM_PATH: "nowhere/chromium" })).toThrow(
    "CHROMIUM_PATH names nowhere/chromium, which does not exist.",
  )
})
