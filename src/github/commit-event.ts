import type { PullRequestLocation, WorkflowEvent } from './location.ts'
import { field, isFork, shaOf, textOf } from './payload.ts'

/** The commit that an event is about, as far as the event tells. */
export type CommitEvent =
  /** The head of a pull request that is not merged. */
  | {
      readonly kind: 'proposed'
      readonly number: number
      readonly sha: string
      readonly base: string | undefined
      readonly isFork: boolean | undefined
    }
  /** What the merge of a pull request left on its base. */
  | {
      readonly kind: 'merged'
      readonly number: number
      readonly sha: string
      readonly base: string
    }
  /** The tip of a branch. */
  | {
      readonly kind: 'pushed'
      readonly sha: string
      /** Undefined for a tag, and where it is not told. */
      readonly branch: string | undefined
      readonly before: string | undefined
    }
  /** A pull request is named, and its commits are not. */
  | { readonly kind: 'named'; readonly number: number }
  | { readonly kind: 'unknown'; readonly why: string }

/**
 * Tells which commit an event is about: never GitHub's test merge, which is
 * `GITHUB_SHA` of a `pull_request`. Never throws, whatever the payload. Follows
 * GitHub Actions: Events that trigger workflows.
 */
export function commitOfEvent(
  event: WorkflowEvent,
  location: PullRequestLocation
): CommitEvent {
  switch (location.kind) {
    case 'number':
      return commitOfPullRequest(event, location)
    case 'unknown':
      return { kind: 'unknown', why: location.why }
    case 'commit':
    case 'none':
      return commitOfBranch(event, location)
  }
}

function commitOfPullRequest(
  { payload }: WorkflowEvent,
  location: Extract<PullRequestLocation, { kind: 'number' }>
): CommitEvent {
  const { number, headSha: sha } = location
  const pull = field(payload, 'pull_request')
  const base = textOf(field(field(pull, 'base'), 'ref'))
  const isOwn = field(pull, 'number') === number
  if (isOwn && field(pull, 'merged') === true) {
    const landed = shaOf(field(pull, 'merge_commit_sha'))
    return landed === undefined || base === undefined
      ? { kind: 'named', number }
      : { kind: 'merged', number, sha: landed, base }
  }
  // Which branch it goes to tells whether a run is to come at all.
  if (sha === undefined) return { kind: 'named', number }
  const fork = isFork(field(pull, 'head'), field(pull, 'base'))
  return {
    kind: 'proposed',
    number,
    sha,
    base: isOwn ? base : undefined,
    isFork: location.isFork ?? (isOwn ? fork : undefined)
  }
}

function commitOfBranch(
  { payload, ref, sha }: WorkflowEvent,
  location: Extract<PullRequestLocation, { kind: 'commit' | 'none' }>
): CommitEvent {
  const tip = location.kind === 'commit' ? location.sha : shaOf(sha)
  if (tip === undefined) {
    return { kind: 'unknown', why: 'the event names no commit' }
  }
  const [, branch] = /^refs\/heads\/(.+)$/.exec(ref) ?? []
  const isPush = location.kind === 'commit' && field(payload, 'after') === tip
  const before = isPush ? textOf(field(payload, 'before')) : undefined
  return { kind: 'pushed', sha: tip, branch, before }
}
