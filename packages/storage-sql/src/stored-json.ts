import { StorageDown } from "@cabas/engine/storage"

/** What a stored text says; throws a `StorageDown` that names what is damaged when it is not JSON. */
export const storedJson = <A>(text: string, what: string): A => {
  try {
    return JSON.parse(text) as A
  } catch (cause) {
    const reason = `The database is damaged: ${what} is not JSON (${cause instanceof Error ? cause.message : String(cause)})`
    throw new StorageDown({ reason, cause })
  }
}
