/** What choosing a quantity says. */
export const quantityWords = {
  add: "Ajouter",
  more: "Plus",
  less: "Moins",
  none: "retiré",
  of: (action: string, name?: string): string => (name ? `${action} : ${name}` : action),
  soldBy: (step: string, minimum: string): string => `Vendu par ${step}, à partir de ${minimum}`,
  atMost: (value: string): string => `${value} au plus`,
}
