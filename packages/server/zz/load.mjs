// child: argv port path clients seconds
import net from "node:net"
import process from "node:process"
process.on("message", async ({ port, path, clients, total, headers }) => {
  const t = performance.now()
  let turn = 0
  const req = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers ?? ""}\r\n`)
  await Promise.all(Array.from({ length: clients }, () => new Promise((done, fail) => {
    const s = net.connect(port, "127.0.0.1"); s.setNoDelay(true)
    let need = -1, head = ""
    const next = () => { if (turn >= total) { s.end(); done(); return } turn++; need = -1; head = ""; s.write(req) }
    s.on("connect", next); s.on("error", fail)
    s.on("data", (b) => {
      if (need < 0) {
        const i = b.indexOf("\r\n\r\n"); if (i < 0) throw new Error("split head")
        head = b.subarray(0, i).toString("latin1")
        if (!head.startsWith("HTTP/1.1 200")) { fail(new Error(head)); return }
        const m = /content-length: (\d+)/i.exec(head); if (!m) throw new Error("no length " + head)
        need = Number(m[1]) - (b.length - i - 4)
      } else need -= b.length
      if (need === 0) next()
    })
  })))
  process.send(total * 1000 / (performance.now() - t))
})
