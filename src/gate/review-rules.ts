import { sortReviews } from './sort-reviews.ts'
import type { Approvals } from './sort-reviews.ts'
import type { Evidence } from './evidence.ts'
import { finding, shortCommit, unknownFinding } from './finding.ts'
import type { Finding } from './finding.ts'
import { known } from './pull-request-facts.ts'
import type { Rules } from './rules.ts'

type Facts = Pick<Evidence, 'pullRequest'>

/** So many live approvals of the head, and nobody against it. */
export function judgeApprovals(
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
  const { live, stale, against, unknown } = approvals
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
  const saw = renderApprovals(approvals, required)
  // Who cannot be judged might be against it.
  if (unknown.length > 0) {
    return finding(
      input,
      false,
      saw,
      'reviews-unknown',
      `'${input}' cannot be checked: whether these reviews count is not known: ${unknown.join(', ')}`,
      facts
    )
  }
  const isStale = live.length + stale.length >= required
  return finding(
    input,
    live.length >= required,
    saw,
    isStale ? 'approval-stale' : 'reviews-missing',
    `Commit ${shortCommit(pull.headSha)} of #${pull.number} has ${live.length} of ${required} approvals by people with write permission other than its author and whoever pushed it.${
      isStale
        ? ' Approvals of earlier commits do not count; ask for them again.'
        : ''
    }`,
    facts
  )
}

function renderApprovals(
  { live, stale, discounted, unknown }: Approvals,
  required: number
): string {
  const needed =
    live.length > required
      ? `where ${required} suffice${required === 1 ? 's' : ''}`
      : `of ${required} needed`
  const uncounted = [
    ...stale.map((login) => `${login} (for an earlier commit)`),
    ...discounted
  ]
  return [
    `${live.length} ${needed}${live.length === 0 ? '' : `: ${live.join(', ')}`}`,
    uncounted.length === 0 ? '' : `not counted: ${uncounted.join(', ')}`,
    unknown.length === 0 ? '' : `not known: ${unknown.join(', ')}`
  ]
    .filter((part) => part !== '')
    .join('; ')
}

/** GitHub's own verdict is APPROVED, and it is about the head. */
export function judgeReviewDecision(
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
  if (fact.headSha !== pull.headSha) {
    return unknownFinding(
      input,
      {
        why: `GitHub's two APIs tell different heads: ${shortCommit(pull.headSha)} (REST) and ${shortCommit(fact.headSha ?? 'none')} (GraphQL).`
      },
      'reviews-unknown',
      'APPROVED'
    )
  }
  const { decision: verdict } = fact
  const saw = verdict ?? 'no branch rule requires reviews'
  return finding(
    input,
    verdict === 'APPROVED',
    saw,
    verdict === 'CHANGES_REQUESTED'
      ? 'changes-requested'
      : 'review-not-approved',
    `GitHub's review decision on #${pull.number} must be APPROVED, and ${verdict === undefined ? 'there is none: ' : 'is '}${saw}.`,
    { input, reviewDecision: verdict }
  )
}
