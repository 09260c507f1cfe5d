import { connect, createServer } from "node:net"
import type { AddressInfo, Socket } from "node:net"

/** A road to a server that loses its travellers: each connection is reset after a random number of bytes. */
export interface Road {
  readonly port: number
  /** From now on connections live, or are reset again. */
  readonly setSafe: (safe: boolean) => void
  /** How many were reset. */
  readonly resets: () => number
  readonly close: () => Promise<void>
}

/**
 * Opens a road to a port of the loopback.
 * @param most bytes, of both directions, after which a connection is reset at the latest
 */
export const openRoad = async (to: number, most: number, random: () => number): Promise<Road> => {
  const open = new Set<Socket>()
  let safe = false
  let resets = 0
  const road = createServer((client) => {
    const there = connect(to, "127.0.0.1")
    let left = Math.floor(random() * most)
    const end = (how: "destroy" | "resetAndDestroy") => {
      for (const socket of [client, there]) {
        open.delete(socket)
        socket[how]()
      }
    }
    const carry = (chunk: Buffer, target: Socket) => {
      if (safe || chunk.length <= left) {
        left -= chunk.length
        target.write(chunk)
        return
      }
      // What fits arrives: a message may be cut in its middle.
      target.write(chunk.subarray(0, left), () => end("resetAndDestroy"))
      left = 0
      resets += 1
    }
    for (const socket of [client, there]) {
      open.add(socket)
      socket.on("error", () => end("destroy")).on("close", () => end("destroy"))
    }
    client.on("data", (chunk: Buffer) => carry(chunk, there))
    there.on("data", (chunk: Buffer) => carry(chunk, client))
  })
  await new Promise<void>((resolve) => road.listen(0, "127.0.0.1", resolve))
  return {
    port: (road.address() as AddressInfo).port,
    setSafe: (on) => (safe = on),
    resets: () => resets,
    close: () => {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => road.close(() => resolve()))
    },
  }
}
