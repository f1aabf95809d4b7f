import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { listing } from '../report/words.ts'
import { saidBy } from '../run/record/errors.ts'
import type { Log } from '../runner/log.ts'
import { writeOutputs } from '../runner/outputs.ts'
import type { OutputName, Outputs } from '../runner/outputs.ts'

/**
 * Most bytes of one output. Linux takes 128 KiB for a variable of `env:`, name
 * included, and GitHub 1 MiB of UTF-16 for all outputs of a job: of those that
 * may be long there are four.
 */
export const longestOutput = 120 * 1024

/** All that a step hands on. */
export interface AllOutputs {
  /** Ids, words and numbers. */
  readonly facts: Outputs
  /** What is JSON by itself: whole or not at all. */
  readonly values: Readonly<Partial<Record<OutputName, unknown>>>
  /** The output `result`: all of it as one document. */
  readonly document: ResultDocument
  /** The same, with what the caller had no room for. */
  readonly whole?: ResultDocument | undefined
}

/** A document, or one workspace's part of it, whose heavy members may go. */
type Part = Readonly<Record<string, unknown>>

/** Of several workspaces each has its part in `runs`. */
type ResultDocument = Part & { readonly runs?: readonly Part[] }

/** What a document that is too long goes without, the first first. */
const heavy = ['run', 'workspace-outputs', 'checks', 'reasons', 'runs']

/**
 * Writes all outputs. Where one is too long for GitHub, or for a variable of
 * the environment, the whole goes to a file of the job, whose path is the
 * output `result-path`, and that is said once. The file holds what the outputs
 * would have held, and nothing else; that it cannot be written is a warning.
 */
export function writeAllOutputs(
  { facts, values, document, whole = document }: AllOutputs,
  keeper: Keeper
): void {
  const result = shorten(document)
  const texts = Object.entries({
    ...values,
    runs: result.runs ?? document.runs
  })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, JSON.stringify(value)] as const)
  const large = texts.flatMap(([name, text]) => (fits(text) ? [] : [name]))
  const isAll = large.length === 0 && result === whole
  const cut = whole === document ? large : [...large, 'runs']
  writeOutputs({
    ...facts,
    ...Object.fromEntries(texts),
    ...Object.fromEntries(large.map((name) => [name, ''])),
    result: JSON.stringify(result),
    'result-path': isAll ? undefined : keep(whole, [...cut, 'result'], keeper)
  })
}

/**
 * As it is, or without what is heaviest in it until there is room. It names
 * what it goes without: what is absent could be taken for *none*.
 */
function shorten(document: ResultDocument): ResultDocument {
  const left: string[] = []
  let told = document
  for (const name of heavy) {
    if (fits(JSON.stringify(told))) break
    const { runs = [] } = told
    if ([told, ...runs].every((part) => part[name] === undefined)) continue
    left.push(name)
    told = { ...omit(told, name), 'left-out': left }
  }
  return told
}

/** A member of a document and of all its parts. */
function omit({ runs, ...rest }: ResultDocument, name: string): ResultDocument {
  const kept = omitFrom(rest, name)
  return runs === undefined || name === 'runs'
    ? kept
    : { ...kept, runs: runs.map((part) => omitFrom(part, name)) }
}

function omitFrom(part: Part, name: string): Part {
  return Object.fromEntries(
    Object.entries(part).filter(([key]) => key !== name)
  )
}

function fits(json: string): boolean {
  return Buffer.byteLength(json) <= longestOutput
}

/** Where what has no room is kept, and said. */
export interface Keeper {
  /** Of this job: its later steps read it. */
  readonly folder: string
  readonly log: Log
}

/** Readable by the job's own user; undefined where it cannot be written. */
function keep(
  whole: ResultDocument,
  names: readonly string[],
  { folder, log }: Keeper
): string | undefined {
  const path = join(folder, `result-${randomUUID()}.json`)
  const list = listing(names.map((name) => `'${name}'`))
  const why = `There is no room for all of ${list} in the outputs of a step (GitHub takes 1 MiB for those of a job, an environment variable 128 KiB)`
  try {
    writeFileSync(path, JSON.stringify(whole), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    log.warning(
      `${why}, and the file for it cannot be written: ${saidBy(error)}`
    )
    return undefined
  }
  log.notice(
    `${why}. All of it is in ${path}, for later steps of this job: its path is the output 'result-path'.`
  )
  return path
}
