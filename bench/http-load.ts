// The clients of `bench/http.ts`, in a process of their own: keep-alive connections that ask again once answered.
import { connect } from "node:net"
import { performance } from "node:perf_hooks"
import process from "node:process"

/** What one run asks for. */
export interface Load {
  readonly port: number
  readonly path: string
  readonly headers: string
  readonly clients: number
  readonly total: number
}

const crlf = "\r\n"

/** One connection: asks until no turn is left, and counts the bytes of each answer. */
const client = ({ port, path, headers }: Load, turnLeft: () => boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    const asked = Buffer.from(`GET ${path} HTTP/1.1${crlf}Host: localhost${crlf}${headers}${crlf}`)
    const socket = connect({ port, host: "127.0.0.1", noDelay: true })
    let missing = 0
    const next = () => {
      if (turnLeft()) {
        missing = -1
        socket.write(asked)
      } else {
        socket.end()
        resolve()
      }
    }
    const begin = (chunk: Buffer) => {
      const end = chunk.indexOf(crlf + crlf)
      const head = chunk.toString("latin1", 0, end)
      const length = /content-length: (\d+)/i.exec(head)?.[1]
      if (end === -1 || !head.startsWith("HTTP/1.1 200") || length === undefined) return reject(new Error(head))
      missing = Number(length) - (chunk.length - end - 4)
    }
    socket.on("connect", next)
    socket.on("error", reject)
    socket.on("data", (chunk: Buffer) => {
      if (missing === -1) begin(chunk)
      else missing -= chunk.length
      if (missing === 0) next()
    })
  })

process.on("message", async (load: Load) => {
  let turn = 0
  const turnLeft = () => {
    turn += 1
    return turn <= load.total
  }
  const begun = performance.now()
  await Promise.all(Array.from({ length: load.clients }, () => client(load, turnLeft)))
  process.send?.((load.total * 1000) / (performance.now() - begun))
})
