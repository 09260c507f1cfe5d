import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"
import process from "node:process"
import { inProject, root } from "./paths.mjs"
import { say, Stop } from "./say.mjs"

const lockFile = inProject("package-lock.json")
const installedLock = inProject("node_modules", ".package-lock.json")
const programs = inProject("node_modules", ".bin")
const stampFile = inProject("node_modules", ".cabas-installed")

/**
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} Locked
 * @typedef {{ packages?: Record<string, Locked> }} Lock
 */

/**
 * Whether every package a lock file asks for is there in the version it asks for. Optional ones (binaries for other
 * systems) may be missing.
 * @param {Lock} wanted package-lock.json
 * @param {Lock} installed what npm wrote beside the packages
 */
export const satisfies = (wanted, installed) =>
  Object.entries(wanted.packages ?? {}).every(([path, { version, link, optional, devOptional }]) => {
    if (!path.includes("node_modules/") || optional === true || devOptional === true) return true
    const found = installed.packages?.[path]
    return found !== undefined && found.link === link && (link === true || found.version === version)
  })

/** @param {string} file @returns {Lock} */
const readLock = (file) => JSON.parse(readFileSync(file, "utf8"))

const isInstalled = (/** @type {string} */ digest) => {
  if (!existsSync(installedLock)) return false
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === digest) return true
  return satisfies(readLock(lockFile), readLock(installedLock))
}

/**
 * The environment of npm: without this project's own programs, which are about to be replaced.
 * @param {NodeJS.ProcessEnv} environment
 */
export const withoutProjectPrograms = (environment) => {
  const folders = (environment.PATH ?? "").split(delimiter)
  return { ...environment, PATH: folders.filter((folder) => folder !== programs).join(delimiter) }
}

/** Runs npm and gives whether it went well. @param {ReadonlyArray<string>} args @param {NodeJS.ProcessEnv} env */
const npm = (args, env) => {
  const options = ["--loglevel=error", "--no-audit", "--no-fund"]
  const { status } = spawnSync("npm", [...args, ...options], {
    cwd: root,
    env,
    stdio: "inherit",
    shell: process.platform === "win32",
  })
  return status === 0
}

/**
 * Whether npm run by this Node installs all of the tools: it leaves out, without a word, the binaries of those that ask
 * for a newer Node than its own.
 * @param {string} version
 */
export const installsTools = (version) => {
  const [major = 0, minor = 0] = version.split(".").map(Number)
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)
}

/** `npm ci`, run by Node 24 when this Node is too old for it: that one is fetched first, beside the project. */
const installFromLock = () => {
  const env = withoutProjectPrograms(process.env)
  if (installsTools(process.versions.node)) return npm(["ci"], env)
  const version = readLock(lockFile).packages?.["node_modules/node"]?.version ?? "24"
  const folder = mkdtempSync(join(tmpdir(), "cabas-node-"))
  try {
    const fetched = npm(["install", "--prefix", folder, `node@${version}`], env)
    const newer = join(folder, "node_modules", "node", "bin")
    return fetched && npm(["ci"], { ...env, PATH: [newer, env.PATH].join(delimiter) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Installs what package-lock.json says, when it is not there yet. */
export const installDependencies = () => {
  const digest = createHash("sha256").update(readFileSync(lockFile)).digest("hex")
  if (!isInstalled(digest)) {
    say("Installing the dependencies that package-lock.json lists…")
    if (!installFromLock()) {
      throw new Stop(
        "`npm ci` failed, see above. The npm registry must be within reach, and package-lock.json in step with every " +
          "package.json (`npm install` puts it in step).",
      )
    }
  }
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, digest)
}

const binary = inProject("node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node")

/** @param {string} program */
const isNode24 = (program) =>
  spawnSync(program, ["--version"], { encoding: "utf8" }).stdout?.startsWith("v24.") ?? false

/**
 * The path of Node 24, which comes with the dependencies; put in place again if its install script was not run.
 * @returns {string}
 */
export const node24 = () => {
  if (isNode24(binary)) return binary
  const folder = inProject("node_modules", "node")
  if (existsSync(join(folder, "package.json"))) {
    say("Node 24 is not in place (install scripts may be switched off): fetching it…")
    const { status } = spawnSync(process.execPath, ["installArchSpecificPackage.js"], {
      cwd: folder,
      env: withoutProjectPrograms(process.env),
      stdio: "inherit",
    })
    if (status === 0 && isNode24(binary)) return binary
  }
  if (isNode24(process.execPath)) return process.execPath
  throw new Stop(
    `Cabas runs on Node 24; this is Node ${process.versions.node}, and the npm package \`node\` has no binary for ` +
      `${process.platform}-${process.arch} or could not fetch it. Install Node 24 and run this again with it.`,
  )
}
