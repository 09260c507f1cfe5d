import { beforeEach, describe, expect, it } from "vitest"
import { shelfInMemory } from "./shelf.ts"
import type { Shelf } from "./shelf.ts"
import { mostTries, Vault } from "./vault.ts"

let shelf: Shelf
let now = 0
beforeEach(() => {
  shelf = shelfInMemory()
})

const vaultOf = async (): Promise<Vault> => {
  const vault = new Vault(shelf, "admin", () => now)
  await vault.open()
  return vault
}

/** Everything on the shelf as somebody reads it who took the disk out. */
const onDisk = async (): Promise<string> => {
  const bytes = (value: unknown): unknown =>
    value instanceof ArrayBuffer ? Buffer.from(value).toString("latin1") : value
  return JSON.stringify(await shelf.read(""), (_, value: unknown) => bytes(value))
}

const name = "BERTHELOT Jean-Pierre"

describe("a device with a code", () => {
  it("keeps nothing that can be read without it", async () => {
    const vault = await vaultOf()
    expect(vault.access).toBe("new")
    await vault.protect("4821")
    await vault.keep("picture", { name })
    expect(await onDisk()).not.toContain("BERTHELOT")
    expect(await vault.kept("picture")).toEqual([{ name }])
  })

  it("is locked when it is switched on again, and opened by the code", async () => {
    const before = await vaultOf()
    await before.protect("4821")
    await before.keep("log/1", { name }, true)
    const vault = await vaultOf()
    expect(vault.access).toBe("locked")
    expect(await vault.waiting()).toBe(1)
    expect(await vault.unlock("0000")).toBe("wrong")
    expect(vault.access).toBe("locked")
    expect(await vault.unlock("4821")).toBe("open")
    expect(await vault.kept("log/")).toEqual([{ name }])
  })

  it("encrypts what was kept before the code was chosen", async () => {
    const vault = await vaultOf()
    await vault.protect(null)
    await vault.keep("picture", { name })
    expect(await onDisk()).toContain("BERTHELOT")
    await vault.protect("4821")
    expect(await onDisk()).not.toContain("BERTHELOT")
    expect(await vault.kept("picture")).toEqual([{ name }])
  })

  it("is wiped by too many wrong codes when nothing waits", async () => {
    const vault = await vaultOf()
    await vault.protect("4821")
    await vault.keep("picture", { name })
    vault.lock()
    for (let tries = 1; tries < mostTries; tries += 1) {
      // eslint-disable-next-line no-await-in-loop -- one guess after the other
      expect(await vault.unlock("0000")).toBe("wrong")
    }
    expect(await vault.unlock("0000")).toBe("wiped")
    expect(await shelf.read("")).toEqual([])
    expect(vault.access).toBe("new")
  })

  it("never loses what waits to be told: it makes one wait instead", async () => {
    const vault = await vaultOf()
    await vault.protect("4821")
    await vault.keep("log/1", { name }, true)
    vault.lock()
    for (let tries = 1; tries < mostTries; tries += 1) {
      // eslint-disable-next-line no-await-in-loop -- one guess after the other
      await vault.unlock("0000")
    }
    expect(await vault.unlock("0000")).toBe("later")
    expect(await vault.unlock("4821")).toBe("later")
    now += 61_000
    expect(await vault.unlock("4821")).toBe("open")
    expect(await vault.kept("log/")).toEqual([{ name }])
  })
})

it("what one person kept is not found by another", async () => {
  const vault = await vaultOf()
  await vault.protect(null)
  await vault.keep("picture", { name })
  const other = new Vault(shelf, "autre", () => now)
  await other.open()
  expect(other.access).toBe("new")
  expect(await other.kept("picture")).toEqual([])
})
