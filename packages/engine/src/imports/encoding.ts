import type { Encoding } from "./imports.schema.ts"

/** A file's text, line ends all `\n` and without byte order mark, or what it is instead of text. */
export type Decoded =
  | { readonly text: string; readonly encoding: Encoding }
  | { readonly notText: "spreadsheet" | "binary" }

/**
 * The text of a file: UTF-8 when it is valid UTF-8, UTF-16 when its mark says so, otherwise Windows-1252.
 * @rule IMPORT-2
 */
export function decodeFile(file: Uint8Array | string): Decoded {
  if (typeof file === "string") return { text: sameLineEnds(file), encoding: "utf-8" }
  // A zip begins so, and so does every .xlsx and .ods.
  if (startsWith(file, [0x50, 0x4b, 0x03, 0x04])) return { notText: "spreadsheet" }
  // An .xls is a compound file.
  if (startsWith(file, [0xd0, 0xcf, 0x11, 0xe0])) return { notText: "spreadsheet" }
  const encoding = encodingOf(file)
  if (encoding !== "utf-16le" && file.includes(0)) return { notText: "binary" }
  return { text: sameLineEnds(new TextDecoder(encoding).decode(file)), encoding }
}

function encodingOf(file: Uint8Array): Encoding {
  if (startsWith(file, [0xff, 0xfe])) return "utf-16le"
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(file)
    return "utf-8"
  } catch {
    return "windows-1252"
  }
}

const startsWith = (file: Uint8Array, bytes: ReadonlyArray<number>): boolean =>
  bytes.every((byte, at) => file[at] === byte)

const sameLineEnds = (text: string): string => text.replace(/^\ufeff/, "").replaceAll(/\r\n?/g, "\n")
