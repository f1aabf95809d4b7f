import type { Evidence, PullRequestEvidence } from './evidence.ts'
import { finding, shortCommit, unknownFinding } from './finding.ts'
import type { Finding } from './finding.ts'
import { judgeLabels } from './label-rules.ts'
import { judgeDoubt, judgeOrigin } from './origin-rules.ts'
import { isSameName, known } from './pull-request-facts.ts'
import { judgeRequest } from './request-rules.ts'
import { judgeApprovals, judgeReviewDecision } from './review-rules.ts'
import type { Rules } from './rules.ts'
import { judgeVersionControl } from './version-control-rules.ts'

/** What the rules about origin, pull request and people look at. */
type PullRequestFacts = Pick<
  Evidence,
  | 'eventName'
  | 'here'
  | 'isTeardown'
  | 'isDestroy'
  | 'origin'
  | 'versionControl'
  | 'actor'
  | 'request'
  | 'pullRequest'
>

/**
 * What GitHub is asked for: where the run comes from, what became of its pull
 * request since, and the rules about people that were asked for. A run that
 * belongs to no pull request is held to the latter alone.
 */
export function judgePullRequest(
  facts: PullRequestFacts,
  rules: Rules
): Finding[] {
  return [
    ...(facts.versionControl === undefined
      ? [judgeOrigin(facts, rules)]
      : [
          judgeDoubt(facts),
          ...judgeVersionControl(facts.versionControl, rules)
        ]),
    ...judgeState(facts, rules),
    judgeApprovals(facts, rules),
    judgeReviewDecision(facts, rules),
    judgeLabels(facts, rules),
    judgeBase(facts, rules),
    judgeActor(facts, rules),
    judgeRequest(facts)
  ].filter((each) => each !== undefined)
}

/** Does any rule need to know the pull request? */
export function needsPullRequest(rules: Rules): boolean {
  return (
    rules.requiredApprovals > 0 ||
    rules.requireReviewDecision ||
    rules.requiredLabels.length > 0 ||
    rules.requireUpToDate
  )
}

/** The pull request is alive, of this repository, and still where it was. */
function judgeState(facts: PullRequestFacts, rules: Rules): Finding[] {
  const { pullRequest } = facts
  if (pullRequest === undefined) return []
  if (!pullRequest.known) {
    return [
      finding(
        headRule,
        false,
        'not known',
        'pull-request-unknown',
        `The pull request cannot be checked: ${pullRequest.why}`,
        {}
      )
    ]
  }
  const pull = pullRequest.value
  return [
    judgeHead(facts, pull),
    judgeLife(facts, pull),
    judgeFork(pull, rules)
  ]
}

const headRule = 'the head of the pull request is what was planned'

function judgeHead(
  { origin, versionControl }: PullRequestFacts,
  pull: PullRequestEvidence
): Finding {
  // A message that names no commit leaves it empty.
  const sha = origin?.sha === '' ? undefined : origin?.sha
  const isHead = sha === pull.headSha
  const { mergeCommitSha: merged } = pull
  // A merge may have come to the branch together with other commits.
  const isAmong =
    merged !== undefined && versionControl?.landed.includes(merged) === true
  const hasLanded =
    pull.isMerged && sha !== undefined && (sha === merged || isAmong)
  const head = shortCommit(pull.headSha)
  const planned = sha === undefined ? 'an unknown commit' : shortCommit(sha)
  return finding(
    headRule,
    isHead || hasLanded,
    isHead
      ? head
      : hasLanded
        ? `${planned}, as it was merged`
        : `no, it is ${head}, and ${planned} was planned`,
    sha === undefined ? 'origin-unknown' : 'head-moved',
    `The run was planned from ${planned}, and the head of #${pull.number} is ${head}. What is there now was not reviewed with this plan.`,
    { planned: sha, head: pull.headSha }
  )
}

function judgeLife(
  { isTeardown, isDestroy }: PullRequestFacts,
  { number, isOpen, isMerged }: PullRequestEvidence
): Finding {
  // A preview outlives its pull request by this one run.
  const isTornDown = isTeardown && isDestroy
  return finding(
    'the pull request is open, merged or torn down',
    isOpen || isMerged || isTornDown,
    isMerged
      ? 'merged'
      : isOpen
        ? 'open'
        : isTornDown
          ? 'closed, and this run destroys what it had'
          : 'no, closed',
    'pull-request-closed',
    `Pull request #${number} was closed without being merged.`,
    { pullRequest: number }
  )
}

function judgeFork(
  { number, isFork, isMerged }: PullRequestEvidence,
  { allowForks }: Rules
): Finding {
  return finding(
    'the pull request is from this repository, or merged',
    !isFork || isMerged || allowForks,
    !isFork
      ? ''
      : isMerged
        ? 'merged'
        : allowForks
          ? "from a fork, which 'allow-forks' allows"
          : 'no, from a fork',
    'pull-request-from-fork',
    `Pull request #${number} comes from a fork. Its code is applied only after the merge, or where 'allow-forks' says so.`,
    { pullRequest: number }
  )
}

function judgeBase(
  { pullRequest }: PullRequestFacts,
  { requireUpToDate }: Rules
): Finding | undefined {
  if (!requireUpToDate) return undefined
  const input = 'require-up-to-date'
  const base = known(pullRequest, (pull) => pull.base)
  if (!base.known) return unknownFinding(input, base, 'base-unknown')
  const { fact, pull } = base.value
  if (fact.headSha !== pull.headSha) {
    return unknownFinding(
      input,
      { why: 'the head moved meanwhile.' },
      'base-unknown'
    )
  }
  return finding(
    input,
    fact.isContained,
    fact.saw,
    'branch-behind',
    `The branch of #${pull.number} lacks what its base branch has (${fact.saw}). Update it, and plan again.`,
    { input, saw: fact.saw }
  )
}

/** Whoever started this attempt of the workflow is among those asked for. */
export function judgeActor(
  { actor }: Pick<Evidence, 'actor'>,
  { allowedActors }: Pick<Rules, 'allowedActors'>
): Finding | undefined {
  if (allowedActors.length === 0) return undefined
  const input = 'allowed-actors'
  const wanted = allowedActors.join(', ')
  if (actor === undefined) {
    const why = 'the runner does not tell who started this workflow.'
    return unknownFinding(input, { why }, 'actor-unknown', wanted)
  }
  const held = allowedActors.some((allowed) => isSameName(allowed, actor))
  return finding(
    input,
    held,
    held ? actor : `${actor}, wanted ${wanted}`,
    'actor-not-allowed',
    `${actor} started this workflow and is not among '${input}'.`,
    { input, actor }
  )
}
