import { execFile } from "node:child_process"
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { promisify } from "node:util"

const run = promisify(execFile)

/** A folder for a round, which goes away with everything in it. */
export interface Folder {
  readonly path: string
  readonly remove: () => Promise<void>
}

/** Makes a folder. */
export const newFolder = async (): Promise<Folder> => {
  const path = await mkdtemp(join(tmpdir(), "cabas-faults-"))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** A folder that can run full, and be made so that nothing in it can be written. */
export interface Disk extends Folder {
  /** How it is done on this machine. */
  readonly by: "a file system in memory" | "the rights of files"
  /** While nothing in it is open. */
  readonly setReadOnly: (on: boolean) => Promise<void>
}

/** Mounts a small file system in memory; where that is not allowed, only the rights of its files can be taken away. */
export const newDisk = async (megabytes: number): Promise<Disk> => {
  const folder = await newFolder()
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=755`, "cabas", folder.path])
  } catch {
    return { ...folder, by: "the rights of files", setReadOnly: (on) => setRights(folder.path, on) }
  }
  const unmount = () => run("umount", ["-l", folder.path]).catch(() => {})
  return {
    path: folder.path,
    by: "a file system in memory",
    setReadOnly: async (on) => void (await run("mount", ["-o", `remount,${on ? "ro" : "rw"}`, folder.path])),
    remove: async () => {
      await unmount()
      await folder.remove()
    },
  }
}

const setRights = async (folder: string, readOnly: boolean): Promise<void> => {
  if (process.getuid?.() === 0) throw new Error("Who may everything and cannot mount anything finds no disk read-only")
  if (!readOnly) await chmod(folder, 0o755)
  for (const file of await readdir(folder)) await chmod(join(folder, file), readOnly ? 0o444 : 0o644)
  if (readOnly) await chmod(folder, 0o555)
}

/** Writes until nothing more fits. */
export const fill = async (file: string): Promise<void> => {
  for (let size = 1 << 20; size >= 512; size /= 2) {
    try {
      for (;;) await writeFile(file, Buffer.alloc(size), { flag: "a", flush: true })
    } catch (cause) {
      if (!(cause instanceof Error && "code" in cause && cause.code === "ENOSPC")) throw cause
    }
  }
}
