import { eventEvidence, isAskedByWriters } from '../github/evidence.ts'
import type { EvidenceSource } from '../github/evidence-source.ts'
import type { GitHubReading, Origin } from '../gate/evidence.ts'
import { judgePullRequest } from '../gate/pull-request-rules.ts'
import { judgeChange } from '../gate/may-act.ts'
import { judgeRequest } from '../gate/request-rules.ts'
import type { Reason } from '../gate/verdict.ts'
import type { VersionControlEvidence } from '../gate/version-control-evidence.ts'
import type { Run } from '../hcp/types.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { originOfCommit } from '../run/operations/judge.ts'
import { RunRefusedError, StrangerError } from '../run/record/errors.ts'
import { provenanceOf } from '../run/record/provenance.ts'
import { identify } from '../run/record/identity.ts'
import type { Evidence } from './shared.ts'
import type { Given } from './given.ts'
import type { Member } from './member.ts'
import { originOf } from './origin.ts'

/** Reads GitHub for the gate; a "no" needs nothing but an event that tells. */
export function createReader(
  { inputs }: Given,
  { source, gitHub }: Evidence
): (origin: Origin | undefined) => Promise<GitHubReading> {
  if (inputs.approve === false && isAskedByWriters(source)) {
    const evidence = eventEvidence(source)
    return async () => Promise.resolve({ evidence, approvers: [] })
  }
  return gitHub
}

/**
 * Lets the step go on if whoever asked may ask, and a run that is given is its
 * business; the record hears why. An apply asks the same at its gate.
 *
 * @throws StrangerError
 */
export async function admit(
  { given: { inputs }, house: { record }, evidence }: Member,
  existing: Run | undefined
): Promise<void> {
  await refuseStranger(inputs, existing, evidence)
  if (existing === undefined || !changingModes.has(inputs.mode)) return
  // Just read, by the id that was given.
  await refuseForeignRun(inputs, existing, evidence, inputs.runId)
  const why = `'run-id' names it, and 'mode: ${inputs.mode}' may touch it`
  record.tell({ kind: 'admitted', runId: existing.id, why })
}

/**
 * Lets a run be changed along with the one that is given, if that is this step's
 * business by the same rules.
 *
 * @throws StrangerError
 */
export async function admitOther(
  { given: { inputs }, evidence }: Member,
  other: Run
): Promise<void> {
  await refuseForeignRun(inputs, other, evidence)
}

/**
 * Whoever asks about a run of version control has to be able to write, but to
 * look at it; a confirm asks the same at its gate.
 *
 * @throws StrangerError
 */
export async function admitAsker({
  given: { inputs },
  evidence
}: Member): Promise<void> {
  if (inputs.mode === 'show' || inputs.mode === 'apply') return
  const request = await evidence.request()
  const reason = judgeRequest({ request })?.reason
  if (reason === undefined) return
  throw new StrangerError(`${reason.message} Nothing was done.`, [reason])
}

/**
 * A run of version control is this step's business only by HCP Terraform's own
 * record of its commit, never by its message.
 *
 * @throws StrangerError
 */
export async function admitCommitRun(
  { given: { inputs }, house: { record }, evidence }: Member,
  run: Run,
  versionControl: VersionControlEvidence
): Promise<void> {
  const { source } = evidence
  const verdict = judgeChange(
    {
      ...eventEvidence(source),
      request: await evidence.request(),
      origin: originOfCommit(versionControl),
      versionControl,
      expected: identify(run),
      actual: identify(versionControl.run)
    },
    source.rules
  )
  if (verdict.kind === 'blocked') throw foreign(inputs, run, verdict.reasons)
  const why = `version control made it of the commit that is asked for, and 'mode: ${inputs.mode}' may touch it`
  record.tell({ kind: 'admitted', runId: run.id, why })
}

function foreign(
  { mode }: Inputs,
  run: Run,
  reasons: readonly Reason[]
): StrangerError {
  const why = reasons.map(({ message }) => message).join(' ')
  return new StrangerError(
    `Run ${run.id} was not touched ('mode: ${mode}'). ${why} Nothing was done.`,
    reasons
  )
}

/**
 * Most events are anybody's, so nothing is made or changed for one unless
 * whoever caused it may write. A run that exists has a gate, which asks the
 * same. Code of a fork is planned only where an input says so; then also for
 * the fork's author, since a plan changes nothing.
 *
 * @throws StrangerError
 */
async function refuseStranger(
  { mode }: Inputs,
  run: Run | undefined,
  evidence: Evidence
): Promise<void> {
  const { source } = evidence
  if (mode === 'show' || mode === 'list') return
  if (mode === 'apply' && run !== undefined) return
  const makesRun = run === undefined && mode !== 'discard'
  if (makesRun && isForksOwnPlan(mode, source)) return
  if (makesRun && !source.rules.allowForks) await refuseForksCode(evidence)
  const request = await evidence.request()
  const reason = judgeRequest({ request })?.reason
  if (reason === undefined) return
  throw new StrangerError(`${reason.message} Nothing was done.`, [reason])
}

/** Modes that end or move a run that is there, without the gate of an apply. */
export const changingModes: ReadonlySet<Inputs['mode']> = new Set([
  'discard',
  'cancel',
  'force-cancel',
  'force-execute'
])

/**
 * A run that is given is this step's business only if it was made for this
 * repository and pull request, or is meant on purpose: `allow-foreign-run`, by
 * somebody who may write. An apply asks the same at its gate.
 *
 * @throws StrangerError
 */
async function refuseForeignRun(
  inputs: Inputs,
  run: Run,
  { source, request }: Evidence,
  runId = run.id
): Promise<void> {
  const identity = identify(run)
  const verdict = judgeChange(
    {
      ...eventEvidence(source),
      request: await request(),
      origin: provenanceOf(run),
      expected: { ...identity, runId },
      actual: identity
    },
    source.rules
  )
  if (verdict.kind === 'blocked') throw foreign(inputs, run, verdict.reasons)
}

/** Events that the author of a fork's pull request causes by its nature. */
const forksEvents: ReadonlySet<string> = new Set([
  'check_run',
  'check_suite',
  'pull_request',
  'pull_request_target',
  'workflow_run'
])

/**
 * Is it a plan for a fork's author, which is allowed? To `pull_request` GitHub
 * itself gives no secrets for forks: where there is a token, the repository's
 * settings say so. Every other event has them.
 */
function isForksOwnPlan(
  mode: Inputs['mode'],
  { location, workflow, rules }: EvidenceSource
): boolean {
  if (location.kind !== 'number' || location.isFork !== true) return false
  if (mode === 'plan' && workflow.eventName === 'pull_request') return true
  return (
    rules.allowForks &&
    (mode === 'plan' || mode === 'save-plan') &&
    forksEvents.has(workflow.eventName)
  )
}

/** @throws StrangerError */
async function refuseForksCode({ isForksCode }: Evidence): Promise<void> {
  const isForks = await isForksCode()
  if (isForks === undefined || (isForks.known && !isForks.value)) return
  const message = `${
    isForks.known
      ? 'This is the code of a fork, which was not merged.'
      : `It is not known whether this is the code of a fork: ${isForks.why}`
  } A plan runs what it says, with the workspace's credentials, so it is made only where the input 'allow-forks' says so. Nothing was done.`
  throw new StrangerError(message, [
    {
      code: isForks.known ? 'pull-request-from-fork' : 'pull-request-unknown',
      message,
      facts: { input: 'allow-forks' }
    }
  ])
}

/**
 * A plan without changes that is applied all the same (`allow-empty-apply`)
 * has no gate to ask at, so whatever does not depend on the plan has to hold
 * before the run is made. Where the plan has changes, the gate asks again.
 *
 * @throws RunRefusedError with every reason
 */
export async function judgeBeforehand(
  given: Given,
  { source, gitHub }: Evidence
): Promise<void> {
  const { inputs } = given
  if (!inputs.allowEmptyApply) return
  const origin = originOf(given)
  const { evidence } = await gitHub(origin)
  const reasons = judgePullRequest(
    { ...evidence, origin, isDestroy: inputs.destroy },
    source.rules
  ).flatMap(({ reason }) => reason?.message ?? [])
  if (reasons.length === 0) return
  throw new RunRefusedError(
    `No run was made. With 'allow-empty-apply' a plan without changes is applied without a gate, so the rules about the pull request and the people have to hold before. They do not: ${reasons.join(' ')}`
  )
}
