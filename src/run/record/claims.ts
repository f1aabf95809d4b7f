import type { Known } from '../../gate/known.ts'
import type { Reason } from '../../gate/verdict.ts'
import type { IngressAttributes, Run, Workspace } from '../../hcp/types.ts'
import { applyStateOf } from './apply-state.ts'
import type { ApplyState } from './apply-state.ts'
import {
  configurationDigestOf,
  digestOfVersion
} from './configuration-digest.ts'
import type { Ending, RunlessEnding } from './ending.ts'
import type { FailedFact, Fact, Facts } from './fact.ts'
import { gateAtSight } from './next-step.ts'
import type { Gate, Outcome } from './outcome.ts'
import { createPhaseLog } from './phase-log.ts'
import type { Logs } from './phase-log.ts'
import { isConfirmedOrLater, isFinal, renderStatus } from './status.ts'

/**
 * Folds of the record: pure, and the only readers of facts. Whatever people
 * are told rests on these, so that no two of them tell two stories.
 */

type Kind<K extends Fact['kind']> = Extract<Fact, { kind: K }>

function last<K extends Fact['kind']>(
  facts: Facts,
  ...kinds: readonly K[]
): Kind<K> | undefined {
  return facts.findLast((fact): fact is Kind<K> =>
    (kinds as readonly string[]).includes(fact.kind)
  )
}

/** A run as it was last seen; undefined for one that never was. */
export function newest(facts: Facts, runId: string): Run | undefined {
  const seen = facts.findLast(
    (fact): fact is Kind<'found' | 'adopted' | 'made' | 'seen'> =>
      (fact.kind === 'found' ||
        fact.kind === 'adopted' ||
        fact.kind === 'made' ||
        fact.kind === 'seen') &&
      fact.run.id === runId
  )
  return seen?.run
}

/** The commit that version control made a run of, as far as a look told it. */
function commitOf(
  facts: Facts,
  runId: string | undefined
): IngressAttributes | undefined {
  for (const fact of facts) {
    if (!('run' in fact) || fact.run.id !== runId) continue
    const ingress = fact.run.configurationVersion?.ingressAttributes
    if (ingress !== undefined && ingress !== 'none') return ingress
  }
  return undefined
}

/** Is it known that such a run is there, seen or not? */
export function isNamed(facts: Facts, runId: string): boolean {
  return facts.some(
    (fact) =>
      (fact.kind === 'named' || fact.kind === 'admitted') &&
      fact.runId === runId
  )
}

/** The run that the step is about, as it was last seen. */
export function subjectOf(facts: Facts): Run | undefined {
  const subject = last(facts, 'found', 'adopted', 'made')
  return subject && newest(facts, subject.run.id)
}

/** The workspace that the facts are of; undefined where it was not read. */
export function workspaceOf(facts: Facts): Workspace | undefined {
  return last(facts, 'entered')?.workspace
}

/** Did this step make the run? Only then may it clean it up. */
export function isOwn(facts: Facts): boolean {
  return facts.some(({ kind }) => kind === 'made')
}

/** Did version control make the run, for this step to tell of? */
export function isAdopted(facts: Facts): boolean {
  return facts.some(({ kind }) => kind === 'adopted')
}

/** Why this step may end or move the run; undefined where it may not. */
export function admissionOf(facts: Facts, runId: string): string | undefined {
  for (const fact of facts) {
    if (fact.kind === 'made' && fact.run.id === runId) return 'made here'
    if (fact.kind === 'admitted' && fact.runId === runId) return fact.why
  }
  return undefined
}

/** What was sent and not refused: it was done, or may have been. */
export function standing(facts: Facts): readonly Kind<'sent'>[] {
  const refused = new Set(
    facts.flatMap((fact) => (fact.kind === 'refused' ? [fact.number] : []))
  )
  return facts.filter(
    (fact): fact is Kind<'sent'> =>
      fact.kind === 'sent' && !refused.has(fact.number)
  )
}

/** Did the server accept such a request about the run? */
export function wasAccepted(
  facts: Facts,
  act: Fact extends infer F ? (F extends { act: infer A } ? A : never) : never,
  runId: string
): boolean {
  return facts.some(
    (fact) =>
      fact.kind === 'accepted' && fact.act === act && fact.runId === runId
  )
}

/** May a request of this step have changed any run, but by making one? */
export function hasActed(facts: Facts): boolean {
  return standing(facts).some(({ act }) => act !== 'make')
}

/** Was it seen confirmed, or a confirm sent that was not refused? */
export function wasConfirmed(facts: Facts, runId: string): boolean {
  const wasSeen = facts.some(
    (fact) =>
      fact.kind === 'seen' &&
      fact.run.id === runId &&
      isConfirmedOrLater(fact.run.status)
  )
  return (
    wasSeen ||
    standing(facts).some(
      (sent) => sent.act === 'confirm' && sent.runId === runId
    )
  )
}

/** Did the server take this step's confirm, and was that seen on the run? */
export function isConfirmedHere(facts: Facts, runId: string): boolean {
  const at = facts.findIndex(
    (fact) =>
      fact.kind === 'accepted' && fact.act === 'confirm' && fact.runId === runId
  )
  return (
    at >= 0 &&
    facts.some(
      (fact, index) =>
        index > at &&
        fact.kind === 'seen' &&
        fact.run.id === runId &&
        (isConfirmedOrLater(fact.run.status) ||
          fact.run.statusTimestamps['confirmed-at'] !== undefined)
    )
  )
}

/** How the run that the step is about ended; one made later has not ended. */
export function endingOf(facts: Facts): Ending | undefined {
  const at = facts.findLastIndex(({ kind }) => kind === 'ended')
  const fact = facts[at]
  const isOver = facts.findLastIndex(({ kind }) => kind === 'made') < at
  return fact?.kind === 'ended' && isOver ? fact.ending : undefined
}

/** The run that was asked for, and whose answer says nothing certain. */
export function askedFor(
  facts: Facts
): { readonly message: string } | undefined {
  const sent = standing(facts).findLast(({ act }) => act === 'make')
  const isAnswered =
    sent === undefined ||
    facts.findLastIndex(({ kind }) => kind === 'made') > facts.indexOf(sent)
  return isAnswered ? undefined : { message: sent.message ?? '' }
}

/**
 * What a run says of itself: its message, or where this step made it and the
 * server does not keep messages, what was sent.
 */
export function messageOf(
  facts: Facts,
  { id, message }: Pick<Run, 'id' | 'message'>
): string {
  if (last(facts, 'made')?.run.id !== id) return message
  const sent = standing(facts).findLast(({ act }) => act === 'make')?.message
  return sent === undefined || message.includes(sent) ? message : sent
}

/** What the logs of the run's phases said, as far as they were followed. */
export function logsOf(facts: Facts): Logs {
  const of = (phase: 'plan' | 'apply') =>
    facts.findLast(
      (fact): fact is Kind<'logged'> =>
        fact.kind === 'logged' && fact.phase === phase
    )?.log ?? createPhaseLog()
  return { plan: of('plan'), apply: of('apply') }
}

/** What is left for somebody who comes after this step: `post`. */
type Left =
  | {
      readonly kind: 'nothing'
      readonly why: 'never-made' | 'settled' | 'confirmed'
    }
  /** It was asked for, and may exist. Its message is no other run's. */
  | {
      readonly kind: 'find'
      readonly workspaceId: string
      readonly message: string
    }
  /** Made by this step, and at nobody's hands if that dies now. */
  | { readonly kind: 'settle'; readonly runId: string }

/** What of the step's own run is left to settle. */
export function leftToSettle(facts: Facts): Left {
  const own = last(facts, 'made')
  const asked = askedFor(facts)
  const workspace = workspaceOf(facts)
  if (asked !== undefined && workspace !== undefined) {
    return { kind: 'find', workspaceId: workspace.id, ...asked }
  }
  if (own === undefined) return { kind: 'nothing', why: 'never-made' }
  const { id } = own.run
  const hasFailed = facts.some(({ kind }) => kind === 'failed')
  const isApplying = isConfirmedOrLater(newest(facts, id)?.status ?? '')
  // An apply under way is never touched.
  if (hasFailed && isApplying) return { kind: 'nothing', why: 'confirmed' }
  const ending = endingOf(facts)
  // Killed before it was told, a held run would be nobody's.
  const isTold = facts.some(({ kind }) => kind === 'told')
  return isTold && ending !== undefined && ending.isUnsettled !== true
    ? { kind: 'nothing', why: 'settled' }
    : { kind: 'settle', runId: id }
}

/** What the step was asked, as far as claims depend on it. */
interface Asked {
  readonly mode: string
  /** A run that is given, or the runs that a pull request left. */
  readonly isAboutExisting: boolean
}

/** All that comment, summary, outputs, log and exit may say of a run. */
export interface Claims {
  readonly workspace: Workspace | undefined
  /** As it was last seen, by the ending where there is one. */
  readonly run: Run | undefined
  /** What version control made the run of; undefined for none, or not told. */
  readonly commit: IngressAttributes | undefined
  /** The status in which an existing run was found. */
  readonly foundStatus: string | undefined
  readonly isOwn: boolean
  readonly isAdopted: boolean
  readonly hasActed: boolean
  readonly isConfirmedHere: boolean
  readonly outcome: Outcome
  readonly gate: Gate
  readonly applyState: ApplyState
  /** May an apply go on behind an end that says nothing of it? */
  readonly isUnwatched: boolean
  readonly isVain: boolean
  /** What of the step's run is left to somebody, in a sentence. */
  readonly left: string | undefined
  /** What the server did not take of the run that was made, in sentences. */
  readonly disregarded: readonly string[]
  readonly logs: Logs
  /** Of what the run was made from. */
  readonly configurationDigest: Known<string>
  readonly ending: Ending | undefined
  /** Where there is no run to tell of, and none is missing. */
  readonly runless: RunlessEnding | undefined
  readonly failed: FailedFact | undefined
}

/** Of an upload alone it is what a run of it will have. */
function digestIn(
  facts: Facts,
  run: Run | undefined,
  runless: RunlessEnding | undefined
): Known<string> {
  const version = runless?.configurationVersionId
  return version === undefined
    ? configurationDigestOf(facts, run)
    : { known: true, value: digestOfVersion(version) }
}

/** The outcomes that an apply may go on behind. */
const unfinished: ReadonlySet<Outcome> = new Set([
  'blocked',
  'canceled',
  'errored',
  'timed-out'
])

/** What may be claimed of the run that these facts are of. */
export function claimOf(facts: Facts, asked: Asked): Claims {
  const ending = endingOf(facts)
  const failed = last(facts, 'failed')
  const runless =
    failed === undefined ? last(facts, 'ended-runless')?.ending : undefined
  const run = ending?.run ?? subjectOf(facts)
  const isOurs = isOwn(facts)
  const applyState = run === undefined ? 'none' : stateOfApply(run, facts)
  const outcome = runless?.outcome ?? outcomeOf(run, ending, failed, asked)
  return {
    workspace: workspaceOf(facts),
    run,
    commit: commitOf(facts, run?.id),
    foundStatus: last(facts, 'found')?.run.status,
    isOwn: isOurs,
    isAdopted: isAdopted(facts),
    hasActed: hasActed(facts),
    isConfirmedHere: run !== undefined && isConfirmedHere(facts, run.id),
    outcome,
    gate:
      ending?.gate ??
      // Its own run the step has got out of the way, or `post` does.
      (run === undefined || isOurs || applyState !== 'none'
        ? 'none'
        : gateAtSight(run)),
    applyState,
    isUnwatched: applyState === 'unwatched' && unfinished.has(outcome),
    isVain: isVain(facts, asked),
    left: last(facts, 'left')?.why,
    disregarded: facts.flatMap((fact) =>
      fact.kind === 'disregarded' ? [fact.what] : []
    ),
    logs: logsOf(facts),
    configurationDigest: digestIn(facts, run, runless),
    ending,
    runless,
    failed
  }
}

/**
 * How the step ended. What ends it while its run is applied is told besides:
 * the apply is done all the same.
 */
function outcomeOf(
  run: Run | undefined,
  ending: Ending | undefined,
  failed: FailedFact | undefined,
  { mode }: Asked
): Outcome {
  if (ending !== undefined) return ending.outcome
  if (mode === 'apply' && run?.status === 'applied') return 'applied'
  return failed?.by === 'interruption' ? 'canceled' : 'errored'
}

function stateOfApply(run: Run, facts: Facts): ApplyState {
  const state = applyStateOf(run, wasConfirmed(facts, run.id))
  // Confirmed, and stopped at a check before the apply: seen, not guessed.
  return state === 'unwatched' &&
    last(facts, 'ended')?.ending.gate === 'policy-override'
    ? 'none'
    : state
}

/**
 * Did a request about what is there already come to nothing? Decided by facts:
 * the step ended before its ending, made no run, sent no write that may have
 * taken effect, and its run is as it was found.
 */
function isVain(facts: Facts, { isAboutExisting }: Asked): boolean {
  const hasEnded = facts.some(
    (fact) =>
      fact.kind === 'ended' ||
      (fact.kind === 'ended-runless' && fact.ending.isLogged !== true)
  )
  if (hasEnded || hasActed(facts)) return false
  if (isOwn(facts) || askedFor(facts) !== undefined) return false
  if (last(facts, 'failed')?.by === 'stranger') return true
  return (
    isAboutExisting &&
    subjectOf(facts)?.status === last(facts, 'found', 'adopted')?.run.status
  )
}

/** That the apply of a run may go on, unwatched. */
export function unwatched(run: Run): Reason {
  return {
    code: 'apply-unwatched',
    message: `The apply of run ${run.id} may still be running or begin (last seen: ${renderStatus(run.status)}): this step only stopped watching it.`,
    facts: { status: run.status }
  }
}

/** Is the run past every gate, or over? */
export function isPastGate({ status }: Pick<Run, 'status'>): boolean {
  return isFinal(status) || isConfirmedOrLater(status)
}
