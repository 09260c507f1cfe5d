import { readProductsFile, planImport, writeProductsFile } from "./index.ts"
const t = (name, f) => { const s = performance.now(); const r = f(); console.log(name, (performance.now() - s).toFixed(0), "ms"); return r }
const head = "Nom du produit;Prix TTC;Réf;Description;Quantité;Unité;Bio;Stock;TVA\n"
const big = head + Array.from({ length: 40000 }, (_, i) => `Produit numéro ${i};${i % 90},${10 + i % 89};R${i};"Une ""description"" assez longue pour faire du volume";1;kg;1;50;5,5`).join("\n")
console.log(big.length)
const file = t("read 40k", () => readProductsFile(new TextEncoder().encode(big)))
console.log(file.rows.filter(r => r.product).length)
t("plan 40k create", () => planImport([], file, { nextId: (n) => n }))
const ex = file.rows.map((r, i) => ({ ...r.product, id: `p${i}` }))
console.log(t("plan 40k same", () => planImport(ex, file, { nextId: (n) => n, retireAbsent: true })).counts)
const w = t("write 40k", () => writeProductsFile(ex)); t("read own", () => readProductsFile(w))
t("all bad quotes", () => readProductsFile(head + '"a" b;1\n'.repeat(500000)))
t("open quote", () => readProductsFile(head + '"a' + ';1\n'.repeat(1300000)))
t("many quotes", () => readProductsFile(head + '"'.repeat(4_000_000)))
t("wide", () => readProductsFile("Nom;Prix" + ";".repeat(1_000_000) + "\n" + "a;1\n".repeat(700000)))
t("spaces", () => readProductsFile(head + "a;" + " ".repeat(2e6) + "1;" + "1".repeat(1e6) + ";;" + "1 ".repeat(5e5) + ";kg"))
t("same id", () => planImport([], readProductsFile(head + Array.from({length: 2000}, (_, i) => `A;1;R${i}`).join("\n")), { nextId: () => "x" }))
t("same id 40k", () => planImport([], file, { nextId: () => "x" }))
