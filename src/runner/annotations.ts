import { posix } from 'node:path'
import * as path from 'node:path'
import type { Place } from './log.ts'

/** What Terraform says of a place in the configuration. */
export interface Finding {
  readonly severity: 'error' | 'warning'
  readonly summary: string
  readonly detail: string
  /** `filename` relative to Terraform's working directory. */
  readonly range:
    | {
        readonly filename: string
        readonly startLine: number
        readonly endLine: number
      }
    | undefined
}

export interface Annotation {
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly place: Place
}

/** Where Terraform's files are in the checkout. */
export interface Checkout {
  /** `GITHUB_WORKSPACE`: the root that annotations are relative to. */
  readonly root: string
  /** The folder that was uploaded; undefined = the whole repository. */
  readonly configurationDirectory: string | undefined
  /** What a relative `configurationDirectory` is relative to. */
  readonly currentDirectory: string
  /** The workspace's working directory inside of it. */
  readonly workingDirectory: string | undefined
  /** A text on one line, in which what nobody sees is written out. */
  readonly oneLine: (text: string) => string
}

/** GitHub shows ten of each kind for a step and drops the others. */
export const maxAnnotations = 10

const maxTitle = 200
const maxMessage = 4_000

/**
 * Terraform's diagnostics as annotations, errors first, at most `limit`, the
 * same one once. One that is not in a file of the checkout (a module from
 * elsewhere) has no place but its words (workflow commands reference: error).
 */
export function annotationsOf(
  findings: readonly Finding[],
  checkout: Checkout,
  limit = maxAnnotations
): readonly Annotation[] {
  const sorted = [
    ...findings.filter(({ severity }) => severity === 'error'),
    ...findings.filter(({ severity }) => severity === 'warning')
  ]
  const seen = new Set<string>()
  const annotations: Annotation[] = []
  for (const finding of sorted) {
    if (annotations.length >= Math.max(0, limit)) break
    const annotation = annotationOf(finding, checkout)
    const text = JSON.stringify(annotation)
    if (seen.has(text)) continue
    seen.add(text)
    annotations.push(annotation)
  }
  return annotations
}

function annotationOf(finding: Finding, checkout: Checkout): Annotation {
  const { severity, summary, detail, range } = finding
  const { oneLine } = checkout
  const file = range && locate(range.filename, checkout)
  const title = oneLine(summary).slice(0, maxTitle).toWellFormed()
  const named =
    range !== undefined && file === undefined
      ? `${oneLine(range.filename).slice(0, maxTitle)} line ${range.startLine}: `
      : ''
  const words = `${named}${detail.trim() === '' ? title : detail.trim()}`
  return {
    severity,
    message: words.slice(0, maxMessage).toWellFormed(),
    place: {
      title,
      ...(range !== undefined && file !== undefined
        ? {
            file,
            startLine: lineOf(range.startLine),
            endLine: Math.max(lineOf(range.startLine), lineOf(range.endLine))
          }
        : {})
    }
  }
}

/**
 * The path from the checkout's root, with slashes; undefined where the file is
 * not in the checkout.
 */
function locate(filename: string, checkout: Checkout): string | undefined {
  const { root, configurationDirectory, currentDirectory } = checkout
  const inside = posix.join(
    toSlashes(checkout.workingDirectory ?? ''),
    toSlashes(filename)
  )
  if (
    root === '' ||
    filename === '' ||
    isHostile(filename, checkout) ||
    isAbsolute(filename) ||
    isAbsolute(checkout.workingDirectory ?? '') ||
    inside.split('/').includes('..') ||
    inside.split('/').includes('.terraform')
  ) {
    return undefined
  }
  const folder =
    configurationDirectory === undefined
      ? root
      : path.resolve(currentDirectory, configurationDirectory)
  const file = toSlashes(path.relative(root, path.join(folder, inside)))
  return file === '' || file.split('/')[0] === '..' || isAbsolute(file)
    ? undefined
    : file
}

/** What nobody sees is in no honest name. */
function isHostile(
  filename: string,
  { oneLine }: Pick<Checkout, 'oneLine'>
): boolean {
  return (
    filename.length > 1_000 ||
    !filename.isWellFormed() ||
    oneLine(filename) !== filename
  )
}

function isAbsolute(name: string): boolean {
  return path.isAbsolute(name) || /^(?:[A-Za-z]:|[\\/])/.test(name)
}

function toSlashes(name: string): string {
  return name.replaceAll('\\', '/')
}

function lineOf(line: number): number {
  return Number.isSafeInteger(line) && line > 0 ? line : 1
}
