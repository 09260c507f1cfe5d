import { chromium } from "playwright-core"
import { readFileSync } from "node:fs"
const address = readFileSync("/tmp/w1/serve.log","utf8").match(/http:\/\/localhost:\d+/)[0]
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] })
export const open = async (path, width=360, more={}) => { const c = await b.newContext({ viewport: { width, height: width<600?780:900 }, locale:"fr-FR", timezoneId:"Europe/Paris", hasTouch: width<600, ...more }); c.setDefaultTimeout(6000); const p = await c.newPage(); p.on("console", m => console.log("console", m.type(), m.text().slice(0,300))); p.on("pageerror", e => console.log("ERR", e.stack?.slice(0,500))); await p.goto(address+path); return p }
export const shot = (p, n, full=true) => p.screenshot({ path: `/tmp/w1/shots/${n}.png`, fullPage: full })
await (await import(process.argv[2])).default({ open, shot, address })
await b.close()
