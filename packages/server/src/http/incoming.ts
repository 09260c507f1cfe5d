/** Why a body could not be taken as it came. */
export type BodyTrouble = "too-large" | "cut-off"

/** A request as the face needs it, whatever server it came through. */
export interface Incoming {
  readonly method: string
  /** Path and search. */
  readonly target: string
  /** A header by its name in lower case; several of one name are joined. */
  readonly header: (name: string) => string | undefined
  /** The network address at the other end, when it is known. */
  readonly address: string | undefined
  /** Reads the body, up to a number of bytes. */
  readonly body: (maximum: number) => Promise<Uint8Array | BodyTrouble>
}

const joined = (chunks: ReadonlyArray<Uint8Array>, length: number): Uint8Array => {
  const [only] = chunks
  if (only !== undefined && chunks.length === 1) return only
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** Reads chunks up to a number of bytes; lets go of the source when there is more. */
export const readChunks = async (
  source: AsyncIterable<Uint8Array>,
  maximum: number,
): Promise<Uint8Array | BodyTrouble> => {
  const chunks: Array<Uint8Array> = []
  let length = 0
  try {
    for await (const chunk of source) {
      length += chunk.length
      if (length > maximum) return "too-large"
      chunks.push(chunk)
    }
  } catch {
    return "cut-off"
  }
  return joined(chunks, length)
}

/** What a fetch handler is given. */
export const incomingOfRequest = (request: Request, address: string | undefined): Incoming => {
  const { pathname, search } = new URL(request.url)
  return {
    method: request.method,
    target: pathname + search,
    header: (name) => request.headers.get(name) ?? undefined,
    address,
    body: async (maximum) => (request.body === null ? new Uint8Array() : readChunks(request.body, maximum)),
  }
}
