/** Defines an element, unless a page already has one of that name: two copies of the kit on a page do no harm. */
export const define = (tag: string, element: CustomElementConstructor): void => {
  if (!customElements.get(tag)) customElements.define(tag, element)
}
