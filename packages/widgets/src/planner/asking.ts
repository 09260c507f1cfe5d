import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Tools } from "./coordinator.ts"
import { impactOf, titleOf } from "./impact.ts"
import type { Asked } from "./impact.ts"

/** A change of one delivery, asked for and not carried out before it was read what that touches. @see D20 */
export class AskingPart {
  readonly #tools: () => Tools
  #asked: Asked | undefined

  constructor(tools: () => Tools) {
    this.#tools = tools
  }

  /** Whether something waits to be confirmed. */
  get isAsking(): boolean {
    return this.#asked !== undefined
  }

  /** Nothing is done. */
  forget(): void {
    this.#asked = undefined
  }

  /** Asks what a change would touch. */
  async ask(kind: Asked["kind"], catalog: string, delivery: string, to: string | null, isNew = false): Promise<void> {
    const about = { catalog, delivery }
    const { desk, update } = this.#tools()
    const { answer } =
      kind === "shift"
        ? await desk.preview("delivery.shift", { ...about, to: to! })
        : await desk.preview(`delivery.${kind}`, about)
    if (!answer) return
    const name = desk.named("catalog", catalog) ?? catalog
    const isMerged = to !== null && desk.delivers(catalog, to)
    this.#asked = { kind, catalog, name, delivery, to, isMerged, impact: answer, isNew }
    update()
  }

  /** What it would touch, to be confirmed; `done` is told where the delivery went. */
  content(
    why: TemplateResult | typeof nothing,
    done: (catalog: string, to: string | null) => void,
    close: () => void,
  ): TemplateResult | typeof nothing {
    const asked = this.#asked
    if (!asked) return nothing
    const tools = this.#tools()
    const { words, desk } = tools
    const writing = { ...tools, nameOf: (member: string) => desk.nameOf(member) }
    return html`<div>
      <h2 id="title">${titleOf(asked, writing)}</h2>
      ${why} ${impactOf(asked, writing)}
      <footer>
        <button class="button filled" ?disabled=${desk.state.isBusy} @click=${() => void this.#confirm(asked, done)}>
          ${words.confirm[asked.kind]}
        </button>
        <button class="button" @click=${close}>${words.keep}</button>
      </footer>
    </div>`
  }

  async #confirm(asked: Asked, done: (catalog: string, to: string | null) => void): Promise<void> {
    const { kind, catalog, delivery, to, impact } = asked
    const about = { catalog, delivery, token: impact.token }
    const { words, desk, announce } = this.#tools()
    const { answer, refusal } =
      kind === "shift"
        ? await desk.run("delivery.shift", { ...about, to: to! })
        : await desk.run(`delivery.${kind}`, about)
    if (refusal?._tag === "PreviewOutdated") return this.ask(kind, catalog, delivery, to, true)
    if (!answer) return
    announce(words.done[kind])
    done(catalog, to)
  }
}
