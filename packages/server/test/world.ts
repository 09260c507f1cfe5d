import { createCabas, memoryStorage } from "@cabas/engine"
import type { Cabas, Methods } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import { createHandler, signToken } from "@cabas/server"
import type { Handler, HttpOptions, LogLine } from "@cabas/server"

export const secret = "a secret of these tests that is long enough"
export const group = "canal"
export const otherGroup = "colline"
/** While orders of the first distribution are open. */
export const noon = Date.parse("2026-05-01T12:00:00.000Z")

const answered = async <A>(call: Promise<{ readonly answer?: A; readonly refusal?: unknown }>): Promise<A> => {
  const { answer, refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
  return answer as A
}

const person = (firstName: string) => ({ firstName, lastName: "Martin", email: null, phone: null })

const period = { startsOn: "2026-01-01", endsOn: "2026-12-31" }

const product = (by: Methods, catalog: string, id: string, name: string, quantity = 100) =>
  answered(
    by.product.save({
      group,
      catalog,
      id,
      name,
      saleKind: "piece",
      terms: { price: 250, per: { pieces: 1 }, vat: 550, content: { grams: 500 } },
      stock: { policy: "global", quantity },
    }),
  )

const distribution = (by: Methods, id: string, day: string, opens: string) =>
  answered(
    by.distribution.plan({
      group,
      id,
      place: "halle",
      startsAt: `${day}T16:00:00.000Z`,
      endsAt: `${day}T18:00:00.000Z`,
      orders: { opensAt: opens, closesAt: `${day}T08:00:00.000Z` },
      participations: [{ catalog: "legumes" }, { catalog: "pains" }],
    }),
  )

/** Each member with the rights they hold. */
export const members = {
  ana: ["group-admin"],
  basile: ["catalog-admin"],
  chloe: ["catalog-admin:legumes"],
  driss: ["members"],
  elise: ["messages"],
  farid: ["desk"],
  gaelle: [],
  hugo: [],
  ines: ["catalog-admin:pains"],
} as const

/** Members with money in their wallet. */
const funded = new Set(["gaelle", "hugo"])

/** Fills a storage with a small association: two catalogs, two distributions, a member for each right. */
export const furnish = async (cabas: Cabas): Promise<void> => {
  const host = cabas.asHost
  const admin = { id: "ana", people: [person("Ana")] }
  await answered(host.group.create({ id: group, name: "Les Paniers du Canal", admin }))
  await answered(
    host.group.create({ id: otherGroup, name: "La Colline", admin: { id: "igor", people: [person("Igor")] } }),
  )
  const by = cabas.as("ana")
  await answered(
    by.group.configure({ group, payments: { moneyPot: true, floor: 0 }, origins: ["https://canal.example"] }),
  )
  await answered(by.place.save({ group, id: "halle", name: "Halle du canal" }))
  await answered(by.producer.save({ group, id: "aubiers", name: "Ferme des Aubiers" }))
  await answered(by.catalog.create({ group, id: "legumes", name: "Légumes", producer: "aubiers", ...period }))
  await answered(by.catalog.create({ group, id: "pains", name: "Pains", producer: "aubiers", ...period }))
  for (const [id, rights] of Object.entries(members)) {
    if (id === "ana") continue
    await answered(by.member.add({ group, id, people: [person(id)] }))
    await answered(by.member.grant({ group, member: id, rights: [...rights] }))
    if (funded.has(id)) await answered(by.payment.record({ group, member: id, amount: 10_000, kind: "cash" }))
  }
  await answered(by.member.add({ group, id: "luc", people: [person("Luc")] }))
  await answered(by.member.remove({ group, member: "luc" }))
  await product(by, "legumes", "carottes", "Carottes")
  await product(by, "legumes", "poireaux", "Poireaux", 30)
  await product(by, "pains", "miche", "Miche")
  await distribution(by, "mai", "2026-05-05", "2026-04-20T08:00:00.000Z")
  await distribution(by, "juin", "2026-06-02", "2026-05-20T08:00:00.000Z")
}

/** A world for one test: a clock that moves when told, a log that can be read, and a handler. */
export interface World {
  readonly cabas: Cabas
  readonly storage: Storage
  readonly handler: Handler
  readonly lines: ReadonlyArray<LogLine>
  now: number
}

/** Builds a world; the storage may be wrapped, to make it fail. */
export const makeWorld = async (
  options: Omit<HttpOptions, "clock"> = {},
  wrap: (storage: Storage) => Storage = (storage) => storage,
): Promise<World> => {
  const storage = memoryStorage()
  const lines: Array<LogLine> = []
  const world = { now: noon, lines, storage }
  const clock = () => world.now
  await furnish(createCabas({ storage, clock }))
  const cabas = createCabas({ storage: wrap(storage), clock })
  const log = (line: LogLine) => void lines.push(line)
  const handler = createHandler({ tokens: { secret }, log, ...options, cabas, clock })
  return Object.assign(world, { cabas, handler })
}

/** A token of a member of the group, a quarter of an hour good from noon. */
export const tokenOf = (member: string, inGroup = group): Promise<string> =>
  signToken(secret, { member, group: inGroup, now: noon })

/** A token of the host. */
export const hostToken = (): Promise<string> => signToken(secret, { now: noon })

/** What is asked besides method and path. */
export interface Asking {
  readonly token?: string | undefined
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly address?: string
}

/** What JSON turned out to be: tests look into it. */
export type Parsed = ReturnType<typeof JSON.parse>

/** An answer with its body read. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: Parsed
}

/** Asks a handler, the path being below its base. */
export const ask = async (handler: Handler, method: string, path: string, asking: Asking = {}): Promise<Answered> => {
  const { token, body, headers = {}, address } = asking
  const request = new Request(`https://api.example${handler.basePath}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  })
  const response = await handler(request, address === undefined ? {} : { address })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get("content-type") ?? "") && text !== ""
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined }
}
