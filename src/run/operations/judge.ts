import { sortReviews } from '../../gate/sort-reviews.ts'
import { decide } from '../../gate/decide.ts'
import type {
  Creator,
  GitHubEvidence,
  GitHubReading,
  Origin,
  PolicyEvidence,
  RunIdentity
} from '../../gate/evidence.ts'
import { renderCheck } from '../../gate/finding.ts'
import type { Known } from '../../gate/known.ts'
import type { PlanEvidence } from '../../gate/plan-rules.ts'
import type { Rules } from '../../gate/rules.ts'
import type { Check, Verdict } from '../../gate/verdict.ts'
import type { VersionControlEvidence } from '../../gate/version-control-evidence.ts'
import { ingressOf } from '../../gate/version-control-rules.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { readCreator, readOwnAccount } from '../reading/creator.ts'
import { readPlanEvidence } from '../reading/plan-evidence.ts'
import { readPolicyEvidence } from '../reading/policy-evidence.ts'
import { isOwn, messageOf } from '../record/claims.ts'
import { identify } from '../record/identity.ts'
import type { PlanReading } from '../record/plan-evidence.ts'
import { parseProvenance, provenanceOf } from '../record/provenance.ts'

export interface JudgeOptions {
  readonly approve: boolean | undefined
  readonly rules: Rules
  /**
   * Reads what GitHub and the event say about a run of this origin. Called
   * before every decision, since reviews are withdrawn and branches move.
   */
  readonly readGitHub: (origin: Origin | undefined) => Promise<GitHubReading>
  /**
   * What is confirmed together with this run, as one plan; by default it is
   * confirmed alone.
   */
  readonly together?: ((own: PlanEvidence) => PlanEvidence) | undefined
  /**
   * Reads what HCP Terraform's own record says of a run of version control,
   * where such a one is asked for: then its message says nothing.
   */
  readonly readCommit?:
    | ((
        run: Run,
        plan: PlanReading | undefined
      ) => Promise<VersionControlEvidence>)
    | undefined
}

/** A verdict, with whom it rests on. */
export interface Judgement extends GitHubReading {
  readonly verdict: Verdict
}

/** A comment is for people; the whole checklist is in the job log. */
const commentLimit = 5_000

/** What a verdict rests on, as it was read about a run. */
export interface Reading {
  readonly own: PlanEvidence
  readonly versionControl: VersionControlEvidence | undefined
  readonly origin: Origin | undefined
  readonly policies: PolicyEvidence
  readonly creator: Known<Creator>
  readonly said: GitHubReading
}

/**
 * Reads all that a verdict on a run rests on. GitHub is read after the run: a
 * branch moves at any time, and a run that moves answers the confirm with 409.
 */
export async function readForVerdict(
  dependencies: Dependencies,
  run: Run,
  plan: PlanReading | undefined,
  { rules, readGitHub, readCommit }: JudgeOptions
): Promise<Reading> {
  const own = await readPlanEvidence(dependencies, run, plan, rules)
  const versionControl = await readCommit?.(run, plan)
  const origin =
    versionControl === undefined
      ? originOfMessage(dependencies, run)
      : originOfCommit(versionControl)
  const [policies, creator] = await Promise.all([
    readPolicyEvidence(dependencies, run),
    creatorOf(dependencies, run)
  ])
  const said = await readGitHub(origin)
  return { own, versionControl, origin, policies, creator, said }
}

/** The verdict on a run by what was read about it; the record hears of it. */
export function judge(
  { record }: Pick<Dependencies, 'record'>,
  {
    run,
    expected,
    reading
  }: {
    readonly run: Run
    /** What was followed. */
    readonly expected: RunIdentity
    readonly reading: Reading
  },
  { approve, rules, together }: JudgeOptions
): Judgement {
  const { own, versionControl, origin, policies, creator, said } = reading
  const verdict = decide(
    {
      ...(together?.(own) ?? own),
      ...said.evidence,
      approve,
      policies,
      creator,
      canApply: run.permissions.canApply,
      isDestroy: run.isDestroy === true,
      expected,
      actual: identify(versionControl?.run ?? run),
      origin,
      versionControl
    },
    rules
  )
  const { checks } = verdict
  record.tell({ kind: 'judged', runId: run.id, checks, verdict })
  return { verdict, ...said }
}

/** What a run of this step says is what this step wrote. */
function originOfMessage(
  { record }: Dependencies,
  run: Run
): Origin | undefined {
  const facts = record.facts()
  const isMade = facts.some(
    (fact) => fact.kind === 'made' && fact.run.id === run.id
  )
  return isMade ? parseProvenance(messageOf(facts, run)) : provenanceOf(run)
}

/** By HCP Terraform's own record; undefined where that does not tell. */
export function originOfCommit({
  run,
  wanted
}: VersionControlEvidence): Origin | undefined {
  const { identifier, commitSha: sha } = ingressOf(run) ?? {}
  return identifier === undefined || sha === undefined
    ? undefined
    : { repository: identifier, sha, pullRequest: wanted.pullRequest }
}

/** Whoever made a run is asked for only where it was not this step. */
async function creatorOf(
  dependencies: Dependencies,
  run: Run
): Promise<Known<Creator>> {
  const { createdById: id } = run
  if (!isOwn(dependencies.record.facts())) {
    return await readCreator(dependencies, run)
  }
  return id === undefined
    ? await readOwnAccount(dependencies)
    : { known: true, value: { id, name: undefined, isToken: true } }
}

/** What is written on the run with the confirm: who, and why it was allowed. */
export function renderConfirm(
  audit: string,
  { verdict: { checks }, evidence, approvers }: Judgement
): string {
  const list = (which: (check: Check) => boolean): string[] =>
    checks.filter(which).map((check) => `- ${renderCheck(check)}`)
  return [
    audit,
    '',
    ...approvers.map((who) => `Approved by ${who}.`),
    ...reviewersOf(evidence).map((who) => `Reviewed by ${who}.`),
    'Every rule holds:',
    ...list(({ mark }) => mark === undefined),
    'Not asked for, or not known:',
    ...list(({ mark }) => mark !== undefined)
  ]
    .join('\n')
    .slice(0, commentLimit)
}

function reviewersOf({ pullRequest }: GitHubEvidence): readonly string[] {
  return pullRequest?.known === true && pullRequest.value.reviews.known
    ? sortReviews(pullRequest.value.reviews.value, pullRequest.value).live
    : []
}
