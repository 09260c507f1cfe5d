import { once } from "node:events"
import { createReadStream, createWriteStream } from "node:fs"
import { open, rename, rm } from "node:fs/promises"
import process from "node:process"
import { StringDecoder } from "node:string_decoder"
import { finished, pipeline } from "node:stream/promises"
import { createGunzip, createGzip } from "node:zlib"
import type { Writable } from "node:stream"

/** Where lines go. */
export interface LineFile {
  /** Takes a line without its end; resolves when there is room for the next. */
  readonly write: (line: string) => Promise<void>
  /** Everything is on the disk, under its name. */
  readonly close: () => Promise<void>
  /** Leaves nothing behind. */
  readonly abandon: () => Promise<void>
}

const isCompressed = (file: string): boolean => file.endsWith(".gz")

/** Lines that are gathered before they are written, in characters. */
const gathered = 1 << 16

const gathering = (into: Writable) => {
  let text = ""
  const flush = (): Promise<void> => {
    const part = text
    text = ""
    if (part === "") return Promise.resolve()
    return new Promise((resolve, reject) =>
      into.write(part, (cause) => (cause === null || cause === undefined ? resolve() : reject(cause))),
    )
  }
  const write = async (line: string): Promise<void> => {
    text += `${line}\n`
    if (text.length >= gathered) await flush()
  }
  return { write, flush }
}

/** Lines to standard output. */
export const standardOutput = (): LineFile => {
  const { write, flush } = gathering(process.stdout)
  return { write, close: flush, abandon: async () => undefined }
}

/**
 * Lines to a file, compressed when its name ends in `.gz`. Until it is closed the file has another name: what has the
 * name is whole.
 */
export const lineFile = async (file: string): Promise<LineFile> => {
  const partial = `${file}.part`
  const disk = createWriteStream(partial, { mode: 0o600 })
  await once(disk, "open")
  const top: Writable = isCompressed(file) ? createGzip({ level: 6 }) : disk
  const piped = top === disk ? finished(disk) : pipeline(top as ReturnType<typeof createGzip>, disk)
  piped.catch(() => undefined)
  const { write, flush } = gathering(top)
  return {
    write,
    close: async () => {
      await flush()
      top.end()
      await piped
      await onDisk(partial)
      await rename(partial, file)
    },
    abandon: async () => {
      top.destroy()
      disk.destroy()
      await rm(partial, { force: true })
    },
  }
}

const onDisk = async (file: string): Promise<void> => {
  const handle = await open(file, "r+")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const bytesOf = (file: string): AsyncIterable<Uint8Array> => {
  const disk = createReadStream(file)
  if (!isCompressed(file)) return disk
  const opened = createGunzip()
  pipeline(disk, opened).catch(() => undefined)
  return opened
}

/** The lines of a file, read as they are asked for. */
export async function* linesIn(file: string): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8")
  let rest = ""
  for await (const bytes of bytesOf(file)) {
    const lines = (rest + decoder.write(bytes as Buffer)).split("\n")
    rest = lines.pop() ?? ""
    yield* lines
  }
  rest += decoder.end()
  if (rest !== "") yield rest
}
