import { expect, it } from "vitest"
import { runProcess } from "./run-process.mjs"

it("gives the exit code of a program, and its output to who listens", async () => {
  let heard = ""
  const program = "process.stdout.write(process.env.WORD); process.exitCode = 3"
  const listen = (text: string) => void (heard += text)
  expect(await runProcess(process.execPath, ["-e", program], { env: { WORD: "cabas\n" }, listen })).toBe(3)
  expect(heard).toBe("cabas\n")
})

it("gives 1 for a program that a signal ended", async () => {
  expect(await runProcess(process.execPath, ["-e", "process.kill(process.pid, 'SIGKILL')"])).toBe(1)
})

it("refuses a program that does not exist", async () => {
  await expect(runProcess("no-such-program", [])).rejects.toThrow("ENOENT")
})
