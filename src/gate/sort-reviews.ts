import type {
  GitHubAccount,
  PullRequestEvidence,
  ReviewEvidence
} from './evidence.ts'

/** Whose reviews count at a pull request's head, and why the others do not. */
export interface Approvals {
  /** Logins whose approval of the head commit counts. */
  readonly live: readonly string[]
  /** Logins who approved another commit than the head. */
  readonly stale: readonly string[]
  /** Logins with write permission who ask for changes. */
  readonly against: readonly string[]
  /** Approvals that never count: `ann (author)`. */
  readonly discounted: readonly string[]
  /** Logins whose permission could not be read, with the reason. */
  readonly unknown: readonly string[]
}

/**
 * Sorts the reviews of a pull request, oldest first, by what they are worth.
 * The last opinion of each account counts; comments are no opinion. An
 * approval is live if it was given for the very head commit, by a person with
 * write permission who is neither the author nor, where GitHub tells, whoever
 * pushed that commit. A request for changes stands until it is dismissed or
 * followed by an approval, whatever is pushed; that of a deleted account until
 * it is dismissed. Times are not looked at: a commit's date is its author's
 * word.
 */
export function sortReviews(
  reviews: readonly ReviewEvidence[],
  {
    headSha,
    author,
    pushers
  }: Pick<PullRequestEvidence, 'headSha' | 'author' | 'pushers'>
): Approvals {
  const live: string[] = []
  const stale: string[] = []
  const against: string[] = []
  const discounted: string[] = []
  const unknown: string[] = []
  // Who is gone cannot take it back, so it stands until it is dismissed.
  const gone = reviews.filter(
    ({ reviewer, state }) =>
      reviewer === undefined && state === 'CHANGES_REQUESTED'
  )
  against.push(...gone.map(() => 'a deleted account'))
  for (const { reviewer, state, commitId, mayWrite } of lastOpinions(reviews)) {
    const { id, login, isBot } = reviewer
    if (state === 'DISMISSED') {
      discounted.push(`${login} (dismissed)`)
    } else if (!mayWrite.known) {
      unknown.push(`${login} (${mayWrite.why})`)
    } else if (!mayWrite.value) {
      discounted.push(`${login} (no write permission)`)
    } else if (state === 'CHANGES_REQUESTED') {
      against.push(login)
    } else if (isBot) {
      discounted.push(`${login} (no person)`)
    } else if (id === author?.id) {
      discounted.push(`${login} (author)`)
    } else if (pushers.known && pushers.value.some((each) => each.id === id)) {
      discounted.push(`${login} (pushed the head)`)
    } else if (commitId === headSha) {
      if (pushers.known) live.push(login)
      else unknown.push(`${login} (who pushed the head: ${pushers.why})`)
    } else {
      stale.push(login)
    }
  }
  return { live, stale, against, discounted, unknown }
}

type Opinion = ReviewEvidence & { readonly reviewer: GitHubAccount }

const opinions = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED']

function lastOpinions(reviews: readonly ReviewEvidence[]): readonly Opinion[] {
  const last = new Map<number, Opinion>()
  for (const review of reviews) {
    const { reviewer, state } = review
    if (reviewer !== undefined && opinions.includes(state)) {
      last.set(reviewer.id, { ...review, reviewer })
    }
  }
  return [...last.values()]
}
