import type { Evidence } from './evidence.ts'
import { judgeDoubt, judgeOrigin } from './origin-rules.ts'
import { judgeActor } from './pull-request-rules.ts'
import { judgeRequest } from './request-rules.ts'
import { judgeIdentity } from './rules.ts'
import type { Rules } from './rules.ts'
import { summarize } from './finding.ts'
import type { Verdict } from './verdict.ts'
import { judgeCommitRun } from './version-control-rules.ts'

/** What has to be known of a run before anything is done to it. */
export type ChangeEvidence = Pick<
  Evidence,
  | 'expected'
  | 'actual'
  | 'here'
  | 'origin'
  | 'versionControl'
  | 'eventName'
  | 'request'
  | 'actor'
>

/**
 * May this step do anything at all to this run (discard, cancel, force-cancel,
 * force-execute, override)? It has to be the run that was meant, of this
 * repository and pull request, asked for by somebody who may write. A confirm
 * asks for more: {@link decide}. Pure.
 */
export function judgeChange(
  evidence: ChangeEvidence,
  rules: Pick<Rules, 'allowForeignRun' | 'allowedActors'>
): Extract<Verdict, { readonly kind: 'allowed' | 'blocked' }> {
  return summarize([
    judgeIdentity(evidence),
    ...(evidence.versionControl === undefined
      ? [judgeOrigin(evidence, rules)]
      : [judgeDoubt(evidence), ...judgeCommitRun(evidence.versionControl)]),
    judgeActor(evidence, rules),
    judgeRequest(evidence)
  ])
}
