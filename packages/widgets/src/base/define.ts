/** Defines an element, unless a page already has one of that name: two copies of the kit on a page do no harm. */
export const define = (tag: string, element: CustomElementConstructor): void => {
  const known = customElements.get(tag)
  if (known === undefined) customElements.define(tag, element)
}
