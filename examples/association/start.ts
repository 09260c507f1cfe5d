import process from "node:process"
import { randomBytes } from "node:crypto"
import { parseArgs } from "node:util"
import { serve } from "@cabas/server/node"
import type { Served } from "@cabas/server/node"
import { openDatabase } from "./database.ts"
import type { Database } from "./database.ts"
import { planAhead, seed } from "./seed.ts"
import { createSite } from "./site/site.ts"

const usualPort = 4780

/** Ports that are tried when the usual one is taken. */
const tries = 20

const help = `npm start                     the association, kept in .data/association.db
npm start -- --fresh          begins again
PORT=8080 npm start           on another port
CABAS_DATA=file npm start     in another file
CABAS_DATABASE_URL=postgres://… npm start    in a PostgreSQL database
CABAS_DATABASE_URL=embedded npm start        in a PostgreSQL that comes along`

/** What stops the start, said without a stack. */
const stop = (text: string): never => {
  console.error(text)
  process.exit(1)
}

const readArguments = () => {
  try {
    return parseArgs({ options: { fresh: { type: "boolean" }, help: { type: "boolean", short: "h" } } }).values
  } catch (error) {
    return stop(`${(error as Error).message}\n\n${help}`)
  }
}

const portIn = (text: string | undefined): number | undefined => {
  if (text === undefined || text === "") return undefined
  const port = Number(text)
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : stop(`PORT=${text}: 0 … 65535`)
}

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "EADDRINUSE"

/** Listens on the port that was asked for, or on the first that is free from the usual one on. */
const listen = async (asked: number | undefined, on: (port: number) => Promise<Served>): Promise<Served> => {
  const ports = asked === undefined ? Array.from({ length: tries }, (_, index) => usualPort + index) : [asked]
  for (const port of ports) {
    try {
      return await on(port)
    } catch (error) {
      if (!isTaken(error)) throw error
    }
  }
  return stop(`PORT=${ports.join(", ")}: déjà pris · already taken`)
}

/** Opens the database, or says why that cannot be. */
const open = async (fresh: boolean): Promise<Database> => {
  try {
    return await openDatabase({ url: process.env["CABAS_DATABASE_URL"], file: process.env["CABAS_DATA"], fresh })
  } catch (error) {
    const { reason, message } = error as { readonly reason?: string; readonly message: string }
    return stop(reason ?? message)
  }
}

const welcome = (address: string, where: string): string => `
Les Paniers du Canal   ${address}
Coordination           ${address}/coordination
API                    ${address}/api/docs

  Essayez : commander en tant que Léa Martin ; dépasser la cagnotte d’Inès Caron ; importer une liste
  de prix et lire quoi commander aux producteurs, en tant que Camille Roussel. « Changer », en haut de page.
  Try: order as Léa Martin; exceed Inès Caron’s wallet; import a price list and read what to order from
  producers as Camille Roussel. “Changer” at the top of the page, where English is too.

Données · Data: ${where}  (npm start -- --fresh)
`

/** Erasing types is still called experimental, which is nothing to whoever starts the example. */
const quieten = (): void => {
  process.removeAllListeners("warning")
  process.on("warning", (warning) => {
    if (!warning.message.includes("stripTypeScriptTypes")) console.error(warning.stack ?? warning.message)
  })
}

const start = async (): Promise<void> => {
  quieten()
  const { fresh = false, help: asked = false } = readArguments()
  if (asked) return console.log(help)
  const port = portIn(process.env["PORT"])
  const { storage, where, close } = await open(fresh)
  await seed(storage)
  await planAhead(storage)
  // A fresh secret each time: tokens live for minutes, and pages ask for another when one is refused.
  const secret = randomBytes(32)
  const site = createSite(secret)
  const served = await listen(port, (one) =>
    serve({ storage, tokens: { secret }, basePath: "/api", port: one, otherwise: site, grace: 3000 }),
  )
  console.log(welcome(`http://localhost:${served.port}`, where))

  const end = async (): Promise<void> => {
    await served.close()
    await close()
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end())
}

await start()
