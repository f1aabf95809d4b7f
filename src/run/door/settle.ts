import type { Run } from '../../hcp/types.ts'
import { isPastGate } from '../record/claims.ts'
import { saidBy } from '../record/errors.ts'
import { isConfirmedOrLater, isFinal, renderStatus } from '../record/status.ts'
import { lookUntil } from '../waiting/effect.ts'
import type { LookDependencies } from '../waiting/effect.ts'
import type { Word } from './may-send.ts'
import { failureOf, lostAnswer } from './answer.ts'
import { freshMilliseconds, lookFresh, mayBePast } from './fresh-look.ts'
import type { EndingDoor } from './ending-door.ts'

export type Settled =
  | { readonly did: 'nothing'; readonly run: Run; readonly why: string }
  | { readonly did: 'discard' | 'cancel'; readonly run: Run }

/** What settling needs; `post` has no more than this. */
export interface SettleDependencies extends LookDependencies {
  readonly door: EndingDoor
}

/** In passing, a run can be neither cancelled nor discarded for some seconds. */
const settleMilliseconds = 10_000
/** Of a cancelled step's time not much is left. */
const effectWithinMilliseconds = 2_500
/** Where a server goes on showing the past, people read enough of them. */
const mostComments = 4

/**
 * Gets a run out of the way: discards it at a gate, cancels it before. Never
 * touches a run that is confirmed: an apply under way is left alone, and where
 * answers may be of the past nothing is cancelled that may be one. Asks, and
 * does not wait for the effect. A 409, or a state between two phases that lets
 * neither be sent, is looked at again for `patience` milliseconds: not now is
 * not never. Where the answer is lost, the run is looked at, and nothing is
 * sent again. Who has looked at it already says so, and it is not looked at twice.
 *
 * @throws LostAnswerError where it may have been taken, and is not seen
 */
export async function settleRun(
  dependencies: SettleDependencies,
  runId: string,
  word: Word,
  {
    patience = settleMilliseconds,
    seen
  }: { readonly patience?: number; readonly seen?: Run | undefined } = {}
): Promise<Settled> {
  const { door, clock, signal } = dependencies
  const begun = clock.now()
  for (let attempt = 1; ; attempt += 1) {
    const left = patience - (clock.now() - begun)
    const mayComment =
      attempt === 1 || (attempt <= mostComments && left >= freshMilliseconds)
    const known = attempt === 1 ? seen : undefined
    const { run, action, why } = await chooseAction(
      dependencies,
      known ?? (await dependencies.hcp.runs.read(runId)),
      word,
      mayComment
    )
    if (isFinal(run.status)) {
      return { did: 'nothing', run, why: `it is ${renderStatus(run.status)}` }
    }
    if (isConfirmedOrLater(run.status)) return leaveConfirmed(run)
    if (action !== undefined) {
      try {
        await door[action](run, word)
        return { did: action, run }
      } catch (error) {
        const failure = failureOf(error)
        if (failure === 'failed') throw error
        if (failure === 'lost') {
          return await lookForEffect(dependencies, runId, action, error)
        }
      }
    } else if (run.canceledAt !== undefined) {
      return { did: 'nothing', run, why: 'it is being cancelled already' }
    }
    if (clock.now() - begun >= patience) return { did: 'nothing', run, why }
    await clock.sleep(Math.min(400 * attempt, 3_000), signal)
  }
}

interface Choice {
  readonly run: Run
  readonly action: 'discard' | 'cancel' | undefined
  /** Why nothing more is done, where nothing is. */
  readonly why: string
}

/**
 * What gets the run out of the way as it is now. A discard is asked for on any
 * look: the server refuses it once the run is confirmed. A cancel is not.
 */
async function chooseAction(
  dependencies: SettleDependencies,
  seen: Run,
  { comment }: Word,
  mayComment: boolean
): Promise<Choice> {
  const action = isPastGate(seen) ? undefined : actionFor(seen)
  if (action !== 'cancel' || !mayBePast(seen)) return choose(seen)
  const fresh = mayComment
    ? await lookFresh(dependencies, seen, comment)
    : undefined
  return fresh?.kind === 'fresh'
    ? choose(fresh.run)
    : { run: seen, action: undefined, why: fresh?.why ?? stillDoubtful }
}

function choose(run: Run): Choice {
  return { run, action: actionFor(run), why: whyNeither(run) }
}

function whyNeither({ actions, status }: Run): string {
  const isTold =
    actions.isDiscardable !== undefined && actions.isCancelable !== undefined
  return isTold
    ? `the server allows neither discard nor cancel while it is ${renderStatus(status)}`
    : `the server does not tell whether it can be discarded or cancelled while it is ${renderStatus(status)}`
}

const stillDoubtful =
  'whether it was confirmed meanwhile is not known, and a cancel would end its apply'

/** What became of a run that was to be got out of the way, in a sentence. */
export function renderSettled(settled: Settled): string {
  const { run, did } = settled
  const status = renderStatus(run.status)
  if (did !== 'nothing') {
    return isFinal(run.status)
      ? `Run ${run.id} was left behind; it was asked to ${did}, and is ${status} now.`
      : `Run ${run.id} was left behind and was asked to ${did}; it is still ${status}.`
  }
  return isPastGate(run)
    ? `Run ${run.id} needs no clean-up: ${settled.why}.`
    : `Run ${run.id} was left behind and waits: ${settled.why}. Decide about it in the web interface.`
}

/**
 * Gets a run out of the way before an error is thrown about it: whatever
 * becomes of that, the error has to be told. Resolves to a sentence.
 */
export async function settleForError(
  dependencies: SettleDependencies,
  runId: string,
  comment: string
): Promise<string> {
  try {
    const word = { purpose: 'clean-up', comment } as const
    const settled = await settleRun(dependencies, runId, word)
    return settled.did === 'nothing'
      ? `The run was left as it is: ${settled.why}.`
      : `The run was asked to ${settled.did}.`
  } catch (error) {
    return `The run could not be stopped; stop it in the web interface. ${saidBy(error)}`
  }
}

function actionFor({ actions }: Run): 'discard' | 'cancel' | undefined {
  if (actions.isDiscardable === true) return 'discard'
  return actions.isCancelable === true ? 'cancel' : undefined
}

function leaveConfirmed(run: Run): Settled {
  return {
    did: 'nothing',
    run,
    why: `it is confirmed (${renderStatus(run.status)}); an apply under way is never cancelled`
  }
}

/** An action whose answer was lost: the run tells, nothing is sent again. */
async function lookForEffect(
  dependencies: SettleDependencies,
  runId: string,
  action: 'discard' | 'cancel',
  cause: unknown
): Promise<Settled> {
  const within = effectWithinMilliseconds
  const run = await lookUntil(dependencies, runId, {
    isSeen: (seen) => isPastGate(seen) || seen.canceledAt !== undefined,
    within
  })
  if (isConfirmedOrLater(run.status) && !isFinal(run.status)) {
    return leaveConfirmed(run)
  }
  if (isFinal(run.status) || run.canceledAt !== undefined) {
    return { did: action, run }
  }
  throw lostAnswer(run, { action, sent: 1, within, cause })
}
