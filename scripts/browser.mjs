import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"
import process from "node:process"
import { node24 } from "./dependencies.mjs"
import { root } from "./paths.mjs"
import { say, Stop } from "./say.mjs"

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
const applications = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"]

/** What to do when there is no Chromium. */
export const howToGetChromium =
  "No Chromium was found. Install it (Debian: `apt-get install chromium`; elsewhere: Chromium or Google Chrome, or " +
  "`npx playwright-core install chromium`), or name its program in CHROMIUM_PATH."

/** Where Playwright would have put its own. It is asked by Node 24, as older ones make it end the process. */
const fromPlaywright = () => {
  const question = `process.stdout.write(require("playwright-core").chromium.executablePath())`
  return spawnSync(node24(), ["-e", question], { cwd: root, encoding: "utf8" }).stdout
}

/**
 * The path of a Chromium on this machine: CHROMIUM_PATH, one on the PATH, an installed application, Playwright's.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined}
 */
export const findChromium = (environment = process.env) => {
  const named = environment.CHROMIUM_PATH
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named
    throw new Stop(`CHROMIUM_PATH names ${named}, which does not exist.`)
  }
  const folders = (environment.PATH ?? "").split(delimiter)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const found = [...onPath, ...applications].find((path) => existsSync(path))
  if (found !== undefined) return found
  const playwright = fromPlaywright()
  return existsSync(playwright) ? playwright : undefined
}

/** As root on Debian a missing Chromium is installed from the distribution. */
const installFromDebian = () => {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version") || !existsSync("/usr/bin/apt-get")) return
  say("Installing Chromium with apt-get, for the tests in a browser…")
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"]]) {
    spawnSync("apt-get", ["-q", ...args], { env, stdio: "inherit" })
  }
}

/**
 * The path of Chromium, installed first where that can be done without asking anybody.
 * @returns {string}
 */
export const chromiumForTests = () => {
  const found = findChromium()
  if (found !== undefined) return found
  installFromDebian()
  const installed = findChromium()
  if (installed === undefined) throw new Stop(howToGetChromium)
  return installed
}
