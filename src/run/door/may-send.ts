import type { Verdict } from '../../gate/verdict.ts'
import type { Run } from '../../hcp/types.ts'
import { isAmbiguous } from '../../hcp/wire/errors.ts'
import {
  admissionOf,
  isPastGate,
  newest,
  standing,
  wasAccepted
} from '../record/claims.ts'
import type { Act, Facts } from '../record/fact.ts'
import type { RunRecord } from '../record/record.ts'
import { isConfirmedOrLater } from '../record/status.ts'

/** What a door asks before it lets anything through. */
export interface Keys {
  readonly record: RunRecord
  /** Did this very look at the run come from the server, in this step? */
  readonly hasSeen: (run: Run) => boolean
}

/**
 * Why something is sent: it was asked for, a rule's verdict on the run says
 * so, or the step tidies up after itself or before a newer run.
 */
export type Purpose = 'asked' | 'judged' | 'clean-up' | 'supersede'

/** What goes with a request. */
export interface Word {
  readonly purpose: Purpose
  /** Recorded on the run: who, for what. */
  readonly comment: string
}

/** A defect of this action: something was to be sent that must not be. */
export class ClosedDoorError extends Error {
  override readonly name = 'ClosedDoorError'
}

/**
 * Sends one request that changes a run, and tells what became of it. The one
 * place that does; it asks what was seen and judged, without a request of its
 * own, and throws before anything leaves where that does not allow it.
 *
 * @throws ClosedDoorError, and whatever sending throws
 */
export async function act(
  { record, hasSeen }: Keys,
  seen: Run,
  request: { readonly act: Act; readonly purpose: Purpose },
  send: () => Promise<void>
): Promise<void> {
  const why = hasSeen(seen)
    ? objection(record.facts(), seen, request)
    : 'it was not looked at in this step'
  if (why !== undefined) {
    throw new ClosedDoorError(
      `The ${request.act} of run ${seen.id} was not sent: ${why}. This is a defect of this action; nothing was done.`
    )
  }
  await tellAbout(record, { act: request.act, runId: seen.id }, send)
}

/** Sends, and tells: *sent* before, then *accepted*, *refused* or *lost*. */
export async function tellAbout<T>(
  { facts, tell }: RunRecord,
  about: {
    readonly act: Act
    readonly runId: string | undefined
    readonly message?: string
  },
  send: () => Promise<T>
): Promise<T> {
  const { act: kind, runId } = about
  const number = facts().filter((fact) => fact.kind === 'sent').length + 1
  tell({ kind: 'sent', number, ...about })
  const answered = { number, act: kind, runId }
  try {
    const answer = await send()
    tell({ kind: 'accepted', ...answered })
    return answer
  } catch (error) {
    tell({ kind: isAmbiguous(error) ? 'lost' : 'refused', ...answered })
    throw error
  }
}

/** Why this may not be sent, by all that is known; undefined where it may. */
export function objection(
  facts: Facts,
  seen: Run,
  { act: kind, purpose }: { readonly act: Act; readonly purpose: Purpose }
): string | undefined {
  const { id } = seen
  if (newest(facts, id)?.status !== seen.status) {
    return 'it was seen in another state since'
  }
  const isTwice = kind === 'confirm' || kind === 'cancel'
  if (isTwice && wasAccepted(facts, kind, id)) {
    return 'the server has accepted one already'
  }
  if (purpose === 'judged') return objectionOfVerdict(facts, seen, kind)
  const isTidying = purpose === 'clean-up' || purpose === 'supersede'
  const isConfirmed =
    isConfirmedOrLater(seen.status) ||
    (isTidying &&
      standing(facts).some(
        (sent) => sent.act === 'confirm' && sent.runId === id
      ))
  if (isTidying && isConfirmed) return 'it is confirmed, or may be'
  return admissionOf(facts, id) === undefined
    ? 'nothing says that it is the business of this step'
    : undefined
}

/** The last word on the run has to allow it, and nothing may lie between. */
function objectionOfVerdict(
  facts: Facts,
  { id, status }: Run,
  kind: Act
): string | undefined {
  const at = facts.findLastIndex(
    (fact) => fact.kind === 'judged' && fact.runId === id
  )
  const judged = facts[at]
  if (judged?.kind !== 'judged' || judged.verdict === undefined) {
    return 'it was not judged'
  }
  const since = facts.slice(at + 1)
  // Of several checks that hold a run each is overridden by itself.
  const hasSent = since.some(
    (fact) => fact.kind === 'sent' && fact.act !== kind
  )
  const hasMoved = since.some(
    (fact) =>
      fact.kind === 'seen' && fact.run.id === id && fact.run.status !== status
  )
  if (hasSent || hasMoved) return 'it was judged before the last thing happened'
  if (isPastGate({ status }) && kind !== 'override')
    return 'it is past its gate'
  return permits(judged.verdict, kind)
    ? undefined
    : `the verdict on it is '${judged.verdict.kind}'`
}

function permits({ kind: verdict }: Verdict, kind: Act): boolean {
  if (kind === 'confirm') return verdict === 'allowed'
  // What holds the run is no reason against what lets it go on.
  if (kind === 'override') return verdict !== 'refused'
  return kind === 'discard' && (verdict === 'refused' || verdict === 'blocked')
}
