import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { Saver } from "./saver.ts"
import type { Saved } from "./saver.ts"

const saved: Saved = { answer: { id: "b", changedAt: "2026-11-21T17:02:00.000Z" } }

const saving = (...replies: ReadonlyArray<Saved>) => {
  const left = [...replies]
  const told: Array<string> = []
  const send = vi.fn<() => Promise<Saved>>(async () => left.shift() ?? saved)
  return { send, told, saver: new Saver(send, (state) => told.push(state)) }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe("saving a draft", () => {
  it("waits until nothing changed for a moment, then sends once", async () => {
    const { send, told, saver } = saving()
    saver.touch()
    await vi.advanceTimersByTimeAsync(400)
    saver.touch()
    await vi.advanceTimersByTimeAsync(500)
    expect(send).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(100)
    expect(send).toHaveBeenCalledOnce()
    expect(told).toEqual(["saving", "saving", "saved"])
  })

  it("sends once more what changed while it was on its way", async () => {
    const { send, told, saver } = saving()
    let answer: (reply: Saved) => void = () => {}
    send.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)))
    saver.touch()
    await vi.advanceTimersByTimeAsync(600)
    saver.touch()
    answer(saved)
    await vi.advanceTimersByTimeAsync(0)
    expect(told.at(-1)).toBe("saving")
    await vi.advanceTimersByTimeAsync(600)
    expect(send).toHaveBeenCalledTimes(2)
    expect(told.at(-1)).toBe("saved")
  })

  it("tries again without a network, ever more rarely, and says so", async () => {
    const { send, told, saver } = saving({ problem: "offline" }, { problem: "offline" }, { problem: "offline" })
    saver.touch()
    await vi.advanceTimersByTimeAsync(600)
    expect(told.at(-1)).toBe("offline")
    await vi.advanceTimersByTimeAsync(3000)
    expect(send).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(3000)
    expect(send).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(3000 + 12_000)
    expect(send).toHaveBeenCalledTimes(4)
    expect(told.at(-1)).toBe("saved")
  })

  it("waits as long as the server asks", async () => {
    const { send, saver } = saving({ problem: "rate", retryAfter: 20 })
    saver.touch()
    await vi.advanceTimersByTimeAsync(600 + 19_000)
    expect(send).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(1000)
    expect(send).toHaveBeenCalledTimes(2)
  })

  it("does not repeat what was refused", async () => {
    const { send, told, saver } = saving({ refusal: { _tag: "MemberUnknown", member: "camille" } })
    saver.touch()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(send).toHaveBeenCalledOnce()
    expect(told.at(-1)).toBe("failed")
  })

  it("sends at once when asked, and nothing when nothing changed", async () => {
    const { send, saver } = saving()
    await saver.flush()
    expect(send).not.toHaveBeenCalled()
    saver.touch()
    await saver.flush()
    expect(send).toHaveBeenCalledOnce()
  })

  it("stops after what is on its way, and sends no other", async () => {
    const { send, saver } = saving({ problem: "offline" })
    saver.touch()
    const flushed = saver.flush()
    await saver.stop()
    await flushed
    await vi.advanceTimersByTimeAsync(600_000)
    expect(send).toHaveBeenCalledOnce()
  })
})
