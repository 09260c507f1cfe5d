/** What choosing a quantity says. */
export const quantityWords = {
  quantity: "Quantité",
  add: (name: string): string => (name === "" ? "Ajouter" : `Ajouter : ${name}`),
  more: (name: string): string => (name === "" ? "Plus" : `Plus : ${name}`),
  less: (name: string): string => (name === "" ? "Moins" : `Moins : ${name}`),
  none: "aucun",
  notRead: "Quantité non comprise",
  rounded: (value: string, step: string, minimum: string): string =>
    step === minimum ? `Vendu par ${step} : ${value}` : `Vendu par ${step}, dès ${minimum} : ${value}`,
  most: (value: string): string => `${value} au plus`,
}
