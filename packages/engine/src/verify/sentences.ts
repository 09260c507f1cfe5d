import type { Check, Finding } from "./report.ts"

/** The languages that findings are told in. */
export type Language = "fr" | "en"

type Told = { readonly about: string; readonly expected: string; readonly found: string }
type Sentences = { readonly [C in Check]: (told: Told) => string }

const english: Sentences = {
  batch: ({ about, expected, found }) => `In the journal, ${about} should be ${expected}, and is ${found}.`,
  posting: ({ about, found }) =>
    `Batch ${about} has a posting that moves nothing whole between two accounts: ${found}.`,
  movement: ({ about, expected, found }) => `The documents move ${expected}, the postings ${found}: ${about}.`,
  till: ({ about, expected, found }) =>
    `By its payments there should have been ${expected} in the till, and it was counted beside ${found}: ${about}.`,
  floor: ({ about, expected, found }) =>
    `An order took an account to ${found}, below its floor of ${expected}: ${about}.`,
  state: ({ about, expected, found }) => `${about} should be ${expected} by its facts, and is kept as ${found}.`,
  version: ({ about, expected, found }) => `${about} was written ${expected} times, and says ${found}.`,
  orphan: ({ about, found }) => `No fact tells of ${about}, which is kept as ${found}.`,
  index: ({ about, expected, found }) =>
    `The index ${about} does not find ${expected}, and finds ${found} where it should not.`,
  balance: ({ about, expected, found }) => `${about} should hold ${expected} by its postings, and is kept as ${found}.`,
  entries: ({ about, expected, found }) =>
    `The statement of ${about} should come to ${expected}, and comes to ${found}.`,
  number: ({ about, expected, found }) => `${about} should have the number ${expected}, and has ${found}.`,
  unsteady: ({ about }) =>
    `The group was written without a pause, so that its ${about} could not be compared; try again.`,
  journal: ({ about, found }) =>
    `The journal can be read up to batch ${about} and no further; nothing was compared with what comes after it: ${found}.`,
  unreadable: ({ about, found }) => `${capital(about)} cannot be read: ${found}.`,
}

const french: Sentences = {
  batch: ({ about, expected, found }) => `Dans le journal, ${about} devrait être ${expected}, et vaut ${found}.`,
  posting: ({ about, found }) =>
    `Le lot ${about} a une écriture qui ne déplace rien d’entier entre deux comptes : ${found}.`,
  movement: ({ about, expected, found }) => `Les documents déplacent ${expected}, les écritures ${found} : ${about}.`,
  till: ({ about, expected, found }) =>
    `D’après ses paiements, la caisse devait contenir ${expected}, et elle a été comptée face à ${found} : ${about}.`,
  floor: ({ about, expected, found }) =>
    `Une commande a amené un compte à ${found}, sous son plancher de ${expected} : ${about}.`,
  state: ({ about, expected, found }) =>
    `D’après ses faits, ${about} devrait être ${expected}, et est gardé comme ${found}.`,
  version: ({ about, expected, found }) => `Le document ${about} a été écrit ${expected} fois, et dit ${found}.`,
  orphan: ({ about, found }) => `Aucun fait ne parle de ${about}, gardé comme ${found}.`,
  index: ({ about, expected, found }) => `L’index ${about} ne trouve pas ${expected}, et trouve ${found} à tort.`,
  balance: ({ about, expected, found }) =>
    `D’après ses écritures, ${about} devrait contenir ${expected}, et est gardé comme ${found}.`,
  entries: ({ about, expected, found }) => `Le relevé de ${about} devrait donner ${expected}, et donne ${found}.`,
  number: ({ about, expected, found }) => `${capital(about)} devrait avoir le numéro ${expected}, et a ${found}.`,
  unsteady: ({ about }) =>
    `Le groupe changeait sans cesse : cette partie n’a pas pu être comparée (${about}) ; recommencez.`,
  journal: ({ about, found }) =>
    `Le journal se lit jusqu’au lot ${about} et pas plus loin ; rien n’a été comparé à ce qui suit : ${found}.`,
  unreadable: ({ about, found }) => `Illisible : ${about} (${found}).`,
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The most of a value that is shown, in characters. */
const most = 160

const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing")
  return text.length > most ? `${text.slice(0, most)}…` : text
}

/** A finding as a sentence. */
export const findingSentence = ({ check, about, expected, found }: Finding, language: Language): string => {
  const sentences = language === "fr" ? french : english
  return capital(sentences[check]({ about, expected: shown(expected), found: shown(found) }))
}
