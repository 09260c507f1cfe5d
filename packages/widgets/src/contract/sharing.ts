import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { AnswerOf, Client } from "@cabas/client"
import type { Wizard } from "./steps.ts"

type Found = AnswerOf<"member.find">

/** How long somebody stops typing before households are looked for, in milliseconds. */
const pause = 200

/** The step at which another household is chosen, by its name. */
export class SharingPart {
  readonly #client: Client
  readonly #update: () => void
  /** What is typed and not chosen yet. */
  #typed: string | undefined
  #found: Found | undefined
  /** Which one the arrow keys are at. */
  #at = -1
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(client: Client, update: () => void) {
    this.#client = client
    this.#update = update
  }

  /** Whether another household shares the basket, which one, and whose turn is first. */
  render(wizard: Wizard, isShared: boolean, share: (is: boolean) => void): TemplateResult {
    const { words, chosen, choose } = wizard
    const radio = (name: string, label: string, checked: boolean, pick: () => void) =>
      html`<label class="choice"
        ><input type="radio" name=${name} .checked=${checked} @change=${pick} /> ${label}</label
      >`
    return html`<fieldset>
        <legend class="large">${words.sharing}</legend>
        <p class="soft">${words.sharingWhy}</p>
        ${radio("shared", words.alone, !isShared, () => share(false))}
        ${radio("shared", words.together, isShared, () => share(true))}
      </fieldset>
      ${
        isShared
          ? html`${this.#household(wizard)}
              <label
                >${words.part}
                <input
                  type="number"
                  min="0"
                  max="100"
                  .value=${`${chosen.share}`}
                  @change=${(event: Event) => choose({ share: Number((event.target as HTMLInputElement).value) })}
              /></label>
              <fieldset>
                <legend>${words.firstTurn}</legend>
                ${radio("first", words.me, chosen.first === "holder", () => choose({ first: "holder" }))}
                ${radio("first", words.them, chosen.first === "partner", () => choose({ first: "partner" }))}
              </fieldset>`
          : nothing
      }`
  }

  /** A field that only takes a household that was found: any other text is not valid. */
  #household(wizard: Wizard): TemplateResult {
    const { words, chosen, member } = wizard
    const others = this.#found?.members.filter(({ id }) => id !== member)
    return html`<label
        >${words.them}
        <input
          required
          role="combobox"
          autocomplete="off"
          aria-autocomplete="list"
          aria-controls="found"
          aria-expanded=${!!others?.length}
          aria-activedescendant=${others?.[this.#at] ? `h${this.#at}` : nothing}
          pattern=${chosen.partner ? nothing : "(?!)"}
          .value=${this.#typed ?? chosen.partnerName ?? chosen.partner}
          @input=${(event: Event) => this.#type(wizard, (event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => this.#key(event, wizard, others ?? [])}
          @blur=${() => this.#close()}
      /></label>
      <p class="soft" role="status">${others?.length === 0 ? words.foundNone : words.partnerWhy}</p>
      <ul id="found" role="listbox" aria-label=${words.them} ?hidden=${!others?.length}>
        ${others?.map(
          (one, at) =>
            html`<li
              id="h${at}"
              role="option"
              aria-selected=${at === this.#at}
              @pointerdown=${(event: Event) => event.preventDefault()}
              @click=${() => this.#pick(wizard, one)}
            >
              ${one.name}
            </li>`,
        )}
      </ul>`
  }

  #type({ chosen, choose }: Wizard, text: string): void {
    this.#typed = text
    if (chosen.partner) choose({ partner: "", partnerName: "" })
    clearTimeout(this.#timer)
    if (text[1]) this.#timer = setTimeout(() => void this.#look(text), pause)
    else this.#close()
  }

  async #look(name: string): Promise<void> {
    const { answer } = await this.#client.ask("member.find", { name })
    if (this.#typed !== name) return
    this.#found = answer
    this.#at = -1
    this.#update()
  }

  #key(event: KeyboardEvent, wizard: Wizard, others: Found["members"]): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const one = others[this.#at]
    if (step !== undefined && others.length > 0) {
      this.#at = (Math.max(this.#at, step < 0 ? 0 : -1) + step + others.length) % others.length
      this.#update()
    } else if (event.key === "Enter" && one) this.#pick(wizard, one)
    else if (event.key === "Escape" && others.length > 0) this.#close()
    else return
    event.preventDefault()
  }

  #pick({ choose }: Wizard, { id, name }: Found["members"][number]): void {
    this.#typed = undefined
    choose({ partner: id, partnerName: name })
    this.#close()
  }

  #close(): void {
    clearTimeout(this.#timer)
    this.#found = undefined
    this.#at = -1
    this.#update()
  }
}
