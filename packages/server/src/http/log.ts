import * as Context from "effect/Context"
import * as Logger from "effect/Logger"
import * as References from "effect/References"

/** How much a line matters. */
export type Level = "debug" | "info" | "warn" | "error"

/** One line of the log; `request` is the id that the answer carries as `X-Request-Id`. */
export interface LogLine {
  readonly level: Level
  readonly time: string
  readonly message: string
  readonly request?: string
  readonly [field: string]: unknown
}

/** Where lines go. */
export interface Log {
  (line: LogLine): void
  /** The level below which lines need not even be made. */
  readonly from?: Level
}

const levels: ReadonlyArray<Level> = ["debug", "info", "warn", "error"]

/** A log of lines of JSON, from a level on; to the standard error unless `write` is given. */
export const jsonLog = (from: Level = "info", write: (text: string) => void = (text) => console.error(text)): Log =>
  Object.assign((line: LogLine) => (wants({ from }, line.level) ? write(JSON.stringify(line, plain)) : undefined), {
    from,
  })

/** Whether a log takes lines of a level. */
export const wants = ({ from = "debug" }: Pick<Log, "from">, level: Level): boolean =>
  levels.indexOf(level) >= levels.indexOf(from)

/** Errors have nothing to show as JSON: their stack goes into the log, and nowhere else. */
const plain = (_: string, value: unknown): unknown =>
  value instanceof Error ? { error: value.name, message: value.message, stack: value.stack, cause: value.cause } : value

const namesOf = { debug: "Debug", info: "Info", warn: "Warn", error: "Error" } as const

const levelOf: Readonly<Record<string, Level>> = {
  All: "debug",
  Trace: "debug",
  Debug: "debug",
  Info: "info",
  Warn: "warn",
  Error: "error",
  Fatal: "error",
  None: "debug",
}

const bridge = (log: Log): Logger.Logger<unknown, void> =>
  Logger.make(({ date, logLevel, message, fiber }) => {
    const [told, ...details] = Array.isArray(message) ? (message as ReadonlyArray<unknown>) : [message]
    log({
      level: levelOf[logLevel] ?? "info",
      time: date.toISOString(),
      message: String(told),
      ...fiber.getRef(References.CurrentLogAnnotations),
      ...(details.length === 0 ? {} : { details }),
    })
  })

/** What makes the lines of the engine go to the same log. */
export const loggersFor = (log: Log): Context.Context<never> =>
  Context.make(Logger.CurrentLoggers, new Set([bridge(log)])).pipe(
    Context.add(References.MinimumLogLevel, namesOf[log.from ?? "debug"]),
  ) as Context.Context<never>
