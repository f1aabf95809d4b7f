import type { PullRequestEvidence } from './evidence.ts'
import type { Known } from './known.ts'

/** A fact of the pull request together with it; unknown where either is. */
export function known<T>(
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
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
