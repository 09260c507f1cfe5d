import process from "node:process"

/** Where progress is shown: standard error, or what a test listens on. */
export interface Screen {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  readonly write: (text: string) => unknown
}

/** How far something is. `total` is absent when nobody knows it. */
export interface Reached {
  readonly stage: string
  readonly done: number
  readonly total?: number
}

/** Shows how far something is; nothing of it goes to standard output. */
export interface ProgressShown {
  readonly show: (reached: Reached) => void
  /** Takes the bar away, or says the last of what was reached. */
  readonly end: () => void
}

/** Milliseconds between two pictures of the bar, and between two lines where there is no terminal. */
const [pause, linePause] = [80, 5000]

const width = 24

const counted = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, " ")

const barOf = ({ stage, done, total }: Reached): string => {
  if (total === undefined || total === 0) return `${stage} ${counted(done)}`
  const share = Math.min(1, done / total)
  const full = Math.floor(share * width)
  const percent = String(Math.floor(share * 100)).padStart(3)
  return `${"█".repeat(full)}${"░".repeat(width - full)} ${percent} % ${stage} ${counted(done)} / ${counted(total)}`
}

const lineOf = ({ stage, done, total }: Reached): string =>
  total === undefined ? `${stage} ${counted(done)}` : `${stage} ${counted(done)} / ${counted(total)}`

/**
 * A bar that is drawn over itself on a terminal; elsewhere a line every few seconds and at the end of each stage, for
 * logs.
 */
export const progressOf = (
  title: string,
  screen: Screen = process.stderr,
  now: () => number = () => performance.now(),
): ProgressShown => {
  const isTerminal = screen.isTTY === true
  let last: Reached | undefined
  let said: Reached | undefined
  let shownAt = now() - pause
  let lineAt = now()
  const draw = (reached: Reached): void => {
    const line = `${title}: ${barOf(reached)}`.slice(0, Math.max(20, (screen.columns ?? 80) - 1))
    screen.write(`\r\u001b[K${line}`)
  }
  const say = (reached: Reached): void => {
    said = reached
    screen.write(`${title}: ${lineOf(reached)}\n`)
  }
  const show = (reached: Reached): void => {
    const before = last
    last = reached
    const time = now()
    if (isTerminal) {
      if (time - shownAt < pause) return
      shownAt = time
      draw(reached)
    } else if (before !== undefined && before.stage !== reached.stage) {
      if (said !== before) say(before)
      lineAt = time
    } else if (time - lineAt >= linePause) {
      say(reached)
      lineAt = time
    }
  }
  return {
    show,
    end: () => {
      if (isTerminal) screen.write("\r\u001b[K")
      else if (last !== undefined && said !== last) say(last)
    },
  }
}
