import type { ArchiveProblem } from "./problem.ts"

/** The languages that problems are told in. */
export type Language = "fr" | "en"

type Tag = ArchiveProblem["_tag"]
type Sentences = { readonly [T in Tag]: (problem: Extract<ArchiveProblem, { readonly _tag: T }>) => string }

const english: Sentences = {
  GroupEmpty: ({ group }) => `Nothing was ever written in the group ${group}.`,
  NotWritten: ({ reason }) => `The archive could not be written: ${reason}.`,
  NotRead: ({ reason }) => `The archive could not be read: ${reason}.`,
  NotAnArchive: ({ line, reason }) => `This is not an archive of Cabas: line ${line} ${reason}.`,
  ArchiveTooNew: ({ format, known }) =>
    `The archive was written by a newer Cabas: its format is ${format}, and this one knows formats up to ${known}. Update Cabas.`,
  ArchiveCut: ({ lines }) => `The archive is not whole: it ends after line ${lines}, without its last line.`,
  ArchiveDamaged: ({ expected, found }) =>
    `The archive is damaged: its lines come to ${found}, and its last line says ${expected}.`,
  GroupInUse: ({ group, batch }) =>
    `The group ${group} already holds something else: batch ${batch} is not that of the archive. Take in the archive where there is no such group.`,
  WrittenMeanwhile: ({ group, batch }) =>
    `Somebody wrote in the group ${group} while it was brought over, before batch ${batch}. Stop the servers that use the database, and take it in where there is no such group.`,
  KindUnknown: ({ batch, key }) => `Batch ${batch} tells of ${key}, a kind of document that this Cabas does not know.`,
  FactUnreadable: ({ batch, key, reason }) => `Batch ${batch} tells of ${key} what nothing can be made of: ${reason}.`,
  NumberDiffers: ({ batch, key, expected, found }) =>
    `Batch ${batch}: ${key} had the number ${expected} and would get ${found ?? "none"}.`,
}

const french: Sentences = {
  GroupEmpty: ({ group }) => `Rien n’a jamais été écrit dans le groupe ${group}.`,
  NotWritten: ({ reason }) => `L’archive n’a pas pu être écrite : ${reason}.`,
  NotRead: ({ reason }) => `L’archive n’a pas pu être lue : ${reason}.`,
  NotAnArchive: ({ line, reason }) => `Ce n’est pas une archive de Cabas : la ligne ${line} ${frenchReason(reason)}.`,
  ArchiveTooNew: ({ format, known }) =>
    `L’archive vient d’un Cabas plus récent : son format est ${format}, celui-ci connaît les formats jusqu’à ${known}. Mettez Cabas à jour.`,
  ArchiveCut: ({ lines }) =>
    `L’archive n’est pas entière : elle s’arrête après la ligne ${lines}, sans sa dernière ligne.`,
  ArchiveDamaged: ({ expected, found }) =>
    `L’archive est abîmée : ses lignes donnent ${found}, et sa dernière ligne dit ${expected}.`,
  GroupInUse: ({ group, batch }) =>
    `Le groupe ${group} contient déjà autre chose : le lot ${batch} n’est pas celui de l’archive. Importez-la là où ce groupe n’existe pas.`,
  WrittenMeanwhile: ({ group, batch }) =>
    `Quelqu’un a écrit dans le groupe ${group} pendant l’import, avant le lot ${batch}. Arrêtez les serveurs qui utilisent la base, et importez là où ce groupe n’existe pas.`,
  KindUnknown: ({ batch, key }) => `Le lot ${batch} parle de ${key}, un type de document que ce Cabas ne connaît pas.`,
  FactUnreadable: ({ batch, key, reason }) =>
    `Le lot ${batch} dit de ${key} ce dont rien ne peut être fait : ${reason}.`,
  NumberDiffers: ({ batch, key, expected, found }) =>
    `Lot ${batch} : ${key} avait le numéro ${expected} et recevrait ${found ?? "aucun numéro"}.`,
}

/** What may be wrong with a line, in English, which is how problems keep it. */
export const lineReasons = {
  notJson: "is not JSON",
  notAHead: "is not the first line of one",
  notALine: "is neither a batch nor a document",
  idTwice: "has a batch that came before",
} as const

const frenchReasons: Readonly<Record<string, string>> = {
  [lineReasons.notJson]: "n’est pas du JSON",
  [lineReasons.notAHead]: "n’en est pas la première ligne",
  [lineReasons.notALine]: "n’est ni un lot ni un document",
  [lineReasons.idTwice]: "contient un lot déjà vu",
}

const frenchReason = (reason: string): string => frenchReasons[reason] ?? reason

/** A problem with an archive as a sentence. */
export const archiveSentence = (problem: ArchiveProblem, language: Language): string => {
  const sentences = language === "fr" ? french : english
  return (sentences[problem._tag] as (one: ArchiveProblem) => string)(problem)
}
