import { sortReviews } from './approvals.ts'
import type {
  Evidence,
  Known,
  LabelEvidence,
  PullRequestEvidence,
  Rules
} from './evidence.ts'
import { finding, shortCommit, unknownFinding } from './finding.ts'
import type { Finding } from './finding.ts'

type Facts = Pick<
  Evidence,
  | 'here'
  | 'isTeardown'
  | 'isDestroy'
  | 'origin'
  | 'actor'
  | 'command'
  | 'pullRequest'
>

/**
 * What GitHub is asked for: where the run comes from, what became of its pull
 * request since, and the rules about people that were asked for. A run that
 * belongs to no pull request is held to the latter alone.
 */
export function judgePullRequest(facts: Facts, rules: Rules): Finding[] {
  return [
    judgeOrigin(facts, rules),
    ...judgeState(facts),
    judgeApprovals(facts, rules),
    judgeReviewDecision(facts, rules),
    judgeLabels(facts, rules),
    judgeBase(facts, rules),
    judgeActor(facts, rules),
    judgeCommand(facts)
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

/** The run's own message names this repository and this pull request. */
function judgeOrigin(
  { here, origin, pullRequest }: Facts,
  rules: Rules
): Finding | undefined {
  const rule = 'the run was made for this repository and pull request'
  const isBound =
    here.pullRequest !== undefined ||
    pullRequest !== undefined ||
    needsPullRequest(rules)
  if (origin === undefined) {
    return isBound
      ? finding(
          rule,
          false,
          'not known',
          'origin-unknown',
          "The run's message does not say where the run comes from, so nothing ties it to what was reviewed. Only runs made by this action can be applied for a pull request.",
          {}
        )
      : undefined
  }
  const isHere =
    origin.repository.toLowerCase() === here.repository.toLowerCase() &&
    (here.pullRequest === undefined || here.pullRequest === origin.pullRequest)
  return finding(
    rule,
    isHere,
    isHere ? renderOrigin(origin) : `no, for ${renderOrigin(origin)}`,
    'origin-differs',
    `The run was made for ${renderOrigin(origin)}, and this step is for ${renderOrigin(here)}.`,
    { expected: here, actual: origin }
  )
}

function renderOrigin(place: {
  readonly repository: string
  readonly pullRequest: number | undefined
}): string {
  const { repository, pullRequest } = place
  return pullRequest === undefined ? repository : `${repository}#${pullRequest}`
}

/** The pull request is alive, of this repository, and still where it was. */
function judgeState({
  origin,
  isTeardown,
  isDestroy,
  pullRequest
}: Facts): Finding[] {
  if (pullRequest === undefined) return []
  const rule = 'the head of the pull request is what was planned'
  if (!pullRequest.known) {
    return [
      finding(
        rule,
        false,
        'not known',
        'pull-request-unknown',
        `The pull request cannot be checked: ${pullRequest.why}`,
        {}
      )
    ]
  }
  const pull = pullRequest.value
  const sha = origin?.sha
  const isHead = sha === pull.headSha
  // A preview outlives its pull request by this one run.
  const isTornDown = isTeardown && isDestroy
  const hasLanded = pull.isMerged && sha === pull.mergeCommitSha
  const head = shortCommit(pull.headSha)
  const planned = sha === undefined ? 'an unknown commit' : shortCommit(sha)
  return [
    finding(
      rule,
      isHead || hasLanded,
      isHead
        ? head
        : hasLanded
          ? `${planned}, as it was merged`
          : `no, it is ${head}, and ${planned} was planned`,
      'head-moved',
      `The run was planned from ${planned}, and the head of #${pull.number} is ${head}. What is there now was not reviewed with this plan.`,
      { planned: sha, head: pull.headSha }
    ),
    finding(
      'the pull request is open, merged or torn down',
      pull.isOpen || pull.isMerged || isTornDown,
      pull.isMerged
        ? 'merged'
        : pull.isOpen
          ? 'open'
          : isTornDown
            ? 'closed, and this run destroys what it had'
            : 'no, closed',
      'pull-request-closed',
      `Pull request #${pull.number} was closed without being merged.`,
      { pullRequest: pull.number }
    ),
    finding(
      'the pull request is from this repository, or merged',
      !pull.isFork || pull.isMerged,
      !pull.isFork ? '' : pull.isMerged ? 'merged' : 'no, from a fork',
      'pull-request-from-fork',
      `Pull request #${pull.number} comes from a fork. Its code is applied only after the merge.`,
      { pullRequest: pull.number }
    )
  ]
}

function judgeApprovals(
  { pullRequest }: Facts,
  { requiredApprovals: required }: Rules
): Finding | undefined {
  if (required === 0) return undefined
  const input = 'required-approvals'
  const reviews = known(pullRequest, ({ reviews }) => reviews)
  if (!reviews.known) {
    return unknownFinding(input, reviews, 'reviews-unknown', String(required))
  }
  const { fact, pull } = reviews.value
  const approvals = sortReviews(fact, pull)
  const { live, stale, against, discounted, unknown } = approvals
  const facts = { input, required, ...approvals }
  if (against.length > 0) {
    return finding(
      input,
      false,
      `changes requested by ${against.join(', ')}`,
      'changes-requested',
      `${against.join(', ')} asked for changes of #${pull.number}.`,
      facts
    )
  }
  const uncounted = [
    ...stale.map((login) => `${login} (for an earlier commit)`),
    ...discounted
  ]
  const saw = [
    `${live.length} ${live.length > required ? `where ${required} suffice${required === 1 ? 's' : ''}` : `of ${required} needed`}${live.length === 0 ? '' : `: ${live.join(', ')}`}`,
    uncounted.length === 0 ? '' : `not counted: ${uncounted.join(', ')}`,
    unknown.length === 0 ? '' : `not known: ${unknown.join(', ')}`
  ]
    .filter((part) => part !== '')
    .join('; ')
  // Who cannot be judged might be against it.
  if (unknown.length > 0) {
    return finding(
      input,
      false,
      saw,
      'reviews-unknown',
      `'${input}' cannot be checked, as the permission of a reviewer is not known: ${unknown.join(', ')}`,
      facts
    )
  }
  const isStale = live.length + stale.length >= required
  return finding(
    input,
    live.length >= required,
    saw,
    isStale ? 'approval-stale' : 'reviews-missing',
    `Commit ${shortCommit(pull.headSha)} of #${pull.number} has ${live.length} of ${required} approvals by people with write permission other than its author.${
      isStale
        ? ' Approvals of earlier commits do not count; ask for them again.'
        : ''
    }`,
    facts
  )
}

function judgeReviewDecision(
  { pullRequest }: Facts,
  { requireReviewDecision }: Rules
): Finding | undefined {
  if (!requireReviewDecision) return undefined
  const input = 'require-review-decision'
  const decision = known(pullRequest, ({ reviewDecision }) => reviewDecision)
  if (!decision.known) {
    return unknownFinding(input, decision, 'reviews-unknown', 'APPROVED')
  }
  const { fact, pull } = decision.value
  const saw = fact ?? 'no branch rule requires reviews'
  return finding(
    input,
    fact === 'APPROVED',
    saw,
    fact === 'CHANGES_REQUESTED' ? 'changes-requested' : 'review-not-approved',
    `GitHub's review decision on #${pull.number} must be APPROVED, and is: ${saw}.`,
    { input, reviewDecision: fact }
  )
}

function judgeLabels(
  { pullRequest }: Facts,
  { requiredLabels }: Rules
): Finding | undefined {
  if (requiredLabels.length === 0) return undefined
  const input = 'required-labels'
  const labels = known(pullRequest, (pull) => pull.labels)
  if (!labels.known) {
    return unknownFinding(
      input,
      labels,
      'labels-unknown',
      requiredLabels.join(', ')
    )
  }
  const { fact, pull } = labels.value
  const missing: string[] = []
  const planted: string[] = []
  const unknown: string[] = []
  for (const name of requiredLabels) {
    const label = fact.find(({ name: given }) => isSameName(given, name))
    if (label === undefined) missing.push(name)
    else if (!label.mayWrite.known)
      unknown.push(`${name} (${label.mayWrite.why})`)
    else if (!label.mayWrite.value) planted.push(renderLabel(label))
  }
  const code =
    unknown.length > 0
      ? 'labels-unknown'
      : planted.length > 0
        ? 'label-not-trusted'
        : 'labels-missing'
  const wrong = [
    ...missing.map((name) => `${name} is missing`),
    ...planted.map((label) => `${label} has no write permission`),
    ...unknown.map((label) => `it is not known who added ${label}`)
  ].join('; ')
  return finding(
    input,
    wrong === '',
    wrong === '' ? fact.map(renderLabel).join(', ') : wrong,
    code,
    `The labels of #${pull.number} do not suffice: ${wrong}.`,
    { input, missing, planted, unknown }
  )
}

function renderLabel({ name, addedBy }: LabelEvidence): string {
  return addedBy === undefined ? name : `${name} added by ${addedBy}`
}

function judgeBase(
  { pullRequest }: Facts,
  { requireUpToDate }: Rules
): Finding | undefined {
  if (!requireUpToDate) return undefined
  const input = 'require-up-to-date'
  const base = known(pullRequest, (pull) => pull.base)
  if (!base.known) return unknownFinding(input, base, 'base-unknown')
  const { fact, pull } = base.value
  return finding(
    input,
    fact.isContained,
    fact.saw,
    'branch-behind',
    `The branch of #${pull.number} lacks what its base branch has (${fact.saw}). Update it, and plan again.`,
    { input, saw: fact.saw }
  )
}

function judgeActor(
  { actor }: Facts,
  { allowedActors }: Rules
): Finding | undefined {
  if (allowedActors.length === 0) return undefined
  const input = 'allowed-actors'
  const held =
    actor !== undefined &&
    allowedActors.some((allowed) => isSameName(allowed, actor))
  return finding(
    input,
    held,
    held
      ? actor
      : `${actor ?? 'not known'}, wanted ${allowedActors.join(', ')}`,
    'actor-not-allowed',
    `${actor ?? 'Somebody whom GitHub does not name'} started this workflow and is not among '${input}'.`,
    { input, actor }
  )
}

/** A comment is a request by anybody; it is heard from those who may write. */
export function judgeCommand({
  command
}: Pick<Facts, 'command'>): Finding | undefined {
  if (command === undefined) return undefined
  const { action, login, mayWrite } = command
  const isNew = action === 'created'
  const isWriter = mayWrite.known && mayWrite.value
  const why = !isNew
    ? `the comment was ${action}, and only a new one counts.`
    : mayWrite.known
      ? `${login} has no write permission.`
      : `the permission of ${login} is not known: ${mayWrite.why}`
  return finding(
    'the comment was written by somebody with write permission',
    isNew && isWriter,
    isNew && isWriter
      ? login
      : isNew && !mayWrite.known
        ? `not known of ${login}`
        : `no, ${isNew ? '' : `${action}, `}by ${login}`,
    'commenter-not-allowed',
    `A comment started this workflow, and ${why}`,
    { login, action }
  )
}

/** A fact of the pull request together with it; unknown where either is. */
function known<T>(
  pullRequest: Known<PullRequestEvidence> | undefined,
  pick: (pull: PullRequestEvidence) => Known<T>
): Known<{ readonly fact: T; readonly pull: PullRequestEvidence }> {
  if (pullRequest === undefined) {
    return { known: false, why: 'the run belongs to no pull request.' }
  }
  if (!pullRequest.known) return pullRequest
  const pull = pullRequest.value
  const fact = pick(pull)
  return fact.known ? { known: true, value: { fact: fact.value, pull } } : fact
}

/** GitHub's logins and labels are the same in any case. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
