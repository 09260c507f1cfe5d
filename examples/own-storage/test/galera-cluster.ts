import { existsSync } from "node:fs"
import { rm } from "node:fs/promises"
import { join } from "node:path"
import {
  databasesOn,
  freePorts,
  installFromDebian,
  makeDataFolder,
  makeFolder,
  programOf,
  say,
  startOn,
} from "./mariadb-server.ts"
import type { ServerProcess, TestServer } from "./mariadb-server.ts"

/** Where Debian's `galera-4` puts the library, and where others do. */
const libraries = ["/usr/lib/galera/libgalera_smm.so", "/usr/lib64/galera-4/libgalera_smm.so"]

const packages = ["mariadb-server", "galera-4", "rsync"]

/** The library of Galera, installed first where that can be done without asking anybody. */
const libraryOf = (): string => {
  // New nodes fetch the data with `rsync`.
  for (const program of ["mariadbd", "rsync"]) programOf(program, packages)
  const find = () => libraries.find((path) => existsSync(path))
  if (find() === undefined) installFromDebian(packages)
  const found = find()
  if (found === undefined) throw new Error("There is no Galera on this machine (Debian: apt-get install galera-4).")
  return found
}

/** A place of one node: its folder and its ports. */
interface Place {
  readonly name: string
  readonly folder: string
  readonly port: number
  readonly group: number
  readonly transfer: number
  readonly increments: number
}

/** Three servers of ours that replicate to one another. */
export interface Cluster {
  /** Databases, made and dropped on all the nodes. */
  readonly databases: TestServer
  /** The addresses of one database on each node. */
  readonly urlsOf: (database: string) => ReadonlyArray<string>
  /** Ends a node without a word. */
  readonly kill: (node: number) => Promise<void>
  /** Starts a node that was killed, and waits until it has caught up. */
  readonly rejoin: (node: number) => Promise<void>
  /** What a node says of a status variable of Galera. */
  readonly status: (node: number, name: string) => Promise<string>
  readonly stop: () => Promise<void>
}

const settingsOf = (
  library: string,
  place: Place,
  all: ReadonlyArray<Place>,
  first: boolean,
): ReadonlyArray<string> => {
  const options = {
    "gmcast.listen_addr": `tcp://127.0.0.1:${place.group}`,
    "ist.recv_addr": `127.0.0.1:${place.increments}`,
    "gcache.size": "64M",
  }
  return [
    "--binlog-format=ROW",
    "--innodb-autoinc-lock-mode=2",
    "--wsrep-on=ON",
    `--wsrep-provider=${library}`,
    `--wsrep-cluster-address=gcomm://${all.map(({ group }) => `127.0.0.1:${group}`).join()}`,
    `--wsrep-node-name=${place.name}`,
    `--wsrep-node-address=127.0.0.1:${place.group}`,
    "--wsrep-sst-method=rsync",
    `--wsrep-sst-receive-address=127.0.0.1:${place.transfer}`,
    "--wsrep-slave-threads=2",
    `--wsrep-provider-options=${Object.entries(options)
      .map(([name, value]) => `${name}=${value}`)
      .join(";")}`,
    ...(first ? ["--wsrep-new-cluster"] : []),
  ]
}

const statusAt = async (url: string, name: string): Promise<string> => {
  const [row] = await say(url, `SHOW STATUS LIKE '${name}'`)
  return String(row?.["Value"] ?? "")
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Waits until a node is ready and sees that many nodes. */
const whenJoined = async ({ url, log }: ServerProcess, size: number): Promise<void> => {
  const until = Date.now() + 90_000
  for (;;) {
    const joined = async () =>
      (await statusAt(url, "wsrep_ready")) === "ON" && (await statusAt(url, "wsrep_cluster_size")) === String(size)
    if (await joined().catch(() => false)) return
    if (Date.now() > until) throw new Error(`A node did not join ${size - 1} others:\n${await log()}`)
    await pause(200)
  }
}

/** Starts three nodes on the loopback, one after the other. */
export const startCluster = async (): Promise<Cluster> => {
  const library = libraryOf()
  const above = await makeFolder("cabas-galera-")
  const ports = await freePorts(12)
  const places = [0, 1, 2].map((node): Place => {
    const [port = 0, group = 0, transfer = 0, increments = 0] = ports.slice(node * 4)
    return { name: `node${node}`, folder: join(above, `node${node}`), port, group, transfer, increments }
  })
  const nodes: ServerProcess[] = []
  const placeOf = (node: number): Place => places[node] as Place
  const start = async (node: number, first: boolean): Promise<void> => {
    const place = placeOf(node)
    nodes[node] = await startOn(place.folder, place.port, settingsOf(library, place, places, first))
  }
  const stop = async (): Promise<void> => {
    for (const node of nodes.toReversed()) await node.end("SIGKILL")
    await rm(above, { recursive: true, force: true })
  }
  try {
    for (const [node, { folder }] of places.entries()) {
      await makeDataFolder(folder)
      await start(node, node === 0)
      await whenJoined(nodes[node] as ServerProcess, node + 1)
    }
  } catch (cause) {
    await stop()
    throw cause
  }
  const urlOf = (node: number) => `mysql://cabas:cabas@127.0.0.1:${placeOf(node).port}/`
  return {
    databases: databasesOn(urlOf(0), stop),
    urlsOf: (database) => places.map((_, node) => new URL(new URL(database).pathname, urlOf(node)).href),
    kill: (node) => (nodes[node] as ServerProcess).end("SIGKILL"),
    rejoin: async (node) => {
      await start(node, false)
      await whenJoined(nodes[node] as ServerProcess, places.length)
    },
    status: (node, name) => statusAt(urlOf(node), name),
    stop,
  }
}
