import { createHash } from 'node:crypto'
import { headlineState } from './headline.ts'
import { hiddenLines } from './seal.ts'
import type { Seal } from './seal.ts'
import type { Report } from './types.ts'

/** Which step wrote a comment, for the next one to tell which is younger. */
export interface Stamp {
  /** The pull request's head that the step is about; '' where not known. */
  readonly head: string
  /** The workflow run and its attempt. */
  readonly workflowRun: string
  readonly attempt: number
  /** When the step began, in milliseconds since 1970 by GitHub's clock. */
  readonly begunAt: number
  /** Its place in the repository's workflows, where that is known. */
  readonly step?: string | undefined
  /** The account that wrote the comment, as far as it knew itself. */
  readonly author: { readonly id: number | undefined; readonly login: string }
  /** The run that the comment tells of; '' for none. */
  readonly runId: string
  /** How that stood, in the words of the headline. */
  readonly state: string
}

/** What a step knows of itself before anything is written. */
export type Teller = Pick<
  Stamp,
  'head' | 'workflowRun' | 'attempt' | 'begunAt' | 'step'
>

const opening = '<!-- gated-terraform-run-step: version=1'

/** The stamp of a step's report. */
export function stampOf(
  report: Report,
  teller: Teller,
  author: Stamp['author']
): Stamp {
  return {
    ...teller,
    author,
    runId: report.run?.id ?? '',
    state: headlineState(report)
  }
}

/** An HTML comment of one line. */
export function renderStamp(stamp: Stamp, seal: Seal): string {
  const { author } = stamp
  return seal.close(
    [
      opening,
      `head=${encode(stamp.head)}`,
      `workflow-run=${encode(stamp.workflowRun)}`,
      `attempt=${stamp.attempt}`,
      `begun=${stamp.begunAt}`,
      `author=${author.id ?? ''}.${encode(author.login)}`,
      `run=${encode(stamp.runId)}`,
      `state=${encode(stamp.state)}`,
      ...(stamp.step ? [`step=${hash(stamp.step)}`] : [])
    ].join(' ')
  )
}

/**
 * The stamp of one of our comments. Undefined where there is none, or it is not
 * as we wrote it.
 */
export function readStamp(body: string, seal: Seal): Stamp | undefined {
  for (const text of hiddenLines(body)) {
    const line = text.startsWith(opening) ? seal.open(text) : undefined
    if (line !== undefined) return parseStamp(line)
  }
  return undefined
}

/** What an unchecked stamp claims; proves nothing. */
export function claimedStamp(body: string): Stamp | undefined {
  const line = hiddenLines(body).find((text) => text.startsWith(opening))
  return line === undefined ? undefined : parseStamp(line)
}

function parseStamp(line: string): Stamp | undefined {
  const [, head, workflowRun, attempt, begun, id, login, runId, state] =
    / head=(\S*) workflow-run=(\S*) attempt=(\d{1,9}) begun=(\d{1,15}) author=(\d{0,15})\.(\S*) run=(\S*) state=(\S*)/.exec(
      line
    ) ?? []
  if (head === undefined) return undefined
  try {
    return {
      head: decodeURIComponent(head),
      workflowRun: decodeURIComponent(workflowRun ?? ''),
      attempt: Number(attempt),
      begunAt: Number(begun),
      author: {
        id: id === undefined || id === '' ? undefined : Number(id),
        login: decodeURIComponent(login ?? '')
      },
      runId: decodeURIComponent(runId ?? ''),
      state: decodeURIComponent(state ?? ''),
      step: / step=([0-9a-f]{16})(?= |$)/.exec(line)?.[1]
    }
  } catch {
    return undefined
  }
}

/**
 * Is a step older than the one that a comment tells of? The head of the pull
 * request decides where the two are about different commits and it is known;
 * else the attempt of one workflow run. Of two workflow runs, one is older only
 * where it was both numbered and begun earlier, or with the other: a workflow
 * run that is run again is young under an old number.
 */
export function isOlder(
  teller: Teller,
  told: Teller,
  head: string | undefined
): boolean {
  const areOfHeads = teller.head !== '' && told.head !== ''
  if (areOfHeads && teller.head !== told.head && head !== undefined) {
    if (head === told.head) return true
    if (head === teller.head) return false
  }
  if (teller.workflowRun === told.workflowRun) {
    return teller.attempt < told.attempt
  }
  return (
    isNumberedEarlier(teller.workflowRun, told.workflowRun) &&
    teller.begunAt < told.begunAt + togetherMilliseconds
  )
}

/** What GitHub's answers tell of its clock is no more exact. */
const togetherMilliseconds = 2_000

/** Ids of workflow runs only grow. */
function isNumberedEarlier(id: string, other: string): boolean {
  return /^\d+$/.test(id) && /^\d+$/.test(other)
    ? BigInt(id) < BigInt(other)
    : false
}

/** Did this place in the workflows write it? Not known is no. */
export function isOfStep({ step }: Stamp, place: string | undefined): boolean {
  return place !== undefined && step === hash(place)
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** A hyphen twice or at the end would end the HTML comment early. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('-', '%2D')
}
