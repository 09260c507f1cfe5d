import type { Client } from "@cabas/client"
import { Connection } from "../src/connection/connection.ts"
import { DeskStore } from "../src/desk/desk.store.ts"
import { shelfInMemory } from "../src/desk/shelf.ts"

export type { DeskStore } from "../src/desk/desk.store.ts"
export type { Command } from "../src/desk/picture.ts"

/** The desk of a new tablet without a code, open on a distribution for a member of a group. */
export const newDesk = async (
  client: Client,
  group: string,
  member: string,
  distribution: string,
): Promise<DeskStore> => {
  const keeper = { get: () => null, set: () => undefined }
  const connection = new Connection({ client, group, member: async () => member, keeper })
  await connection.load()
  const desk = new DeskStore(connection, distribution, Promise.resolve(shelfInMemory()))
  await desk.open()
  await desk.protect(null)
  return desk
}
