import { expect, test } from "vitest"
import { csvOf } from "./csv.ts"

test("cells with separators and quotation marks are quoted, numbers take a comma", () => {
  expect(csvOf([["a;b", 'dit "bio"', 12.5]])).toBe('\uFEFF"a;b";"dit ""bio""";12,5\r\n')
})

test.each(["=1+1", "+33 6", "-2", "@SUM(A1)", "\t=1"])("%s is not run as a formula", (text) => {
  expect(csvOf([[text]])).toBe(`\uFEFF'${text}\r\n`)
})

test("a negative number stays a number", () => {
  expect(csvOf([[-1.5]])).toBe("\uFEFF-1,5\r\n")
})
