/**
 * How many packages of each size to offer out of one stock held in base units: an equal share to each size in whole
 * packages, and what is left over in packages of the smallest. Sizes are whole numbers from 1.
 * @rule PACKAGE-1
 * @see P7, GC-12
 */
export const dispatchPackages = (stock: number, sizes: ReadonlyArray<number>): ReadonlyArray<number> => {
  if (sizes.length === 0) return []
  const share = Math.floor(stock / sizes.length)
  const counts = sizes.map((size) => Math.floor(share / size))
  const used = counts.reduce((sum, count, index) => sum + count * (sizes[index] ?? 0), 0)
  const smallest = sizes.reduce((least, size, index) => (size < (sizes[least] ?? 0) ? index : least), 0)
  const extra = Math.floor((stock - used) / (sizes[smallest] ?? 1))
  return counts.map((count, index) => (index === smallest ? count + extra : count))
}
