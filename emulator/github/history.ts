import type { GitHubState, PullRequest } from './model.ts'

/** The branches' histories, and the events that move them. */

export interface PushEvent {
  readonly kind: 'push'
  /** Undefined for a tag. */
  readonly branch: string | undefined
  readonly tag: string | undefined
  readonly before: string
  readonly after: string
  readonly message: string
  readonly sender: string
  readonly files: readonly string[] | undefined
}

/** What an app that is installed on the repository is told. */
export type RepositoryEvent =
  | PushEvent
  | {
      readonly kind: 'pull-request'
      readonly action: 'opened' | 'synchronize'
      readonly pull: PullRequest
    }

/** Commits that are pushed at once, oldest first; the last is the new tip. */
export interface PushOptions {
  readonly commits: readonly string[]
  /** Default: the default branch. */
  readonly branch?: string
  readonly message?: string
  readonly sender?: string
  readonly files?: readonly string[]
  /** Tags that come with it, on its tip. */
  readonly tags?: readonly string[]
}

export const defaultBranch = 'main'

/** GitHub sends no event for tags where a push has more than this many. */
const mostTags = 3
const nobody = '0'.repeat(40)

/**
 * Moves a branch, and gives the events of it. A push without commits is of tags
 * alone. REST API: webhook event `push`.
 */
export function push(
  { branches }: GitHubState,
  options: PushOptions
): PushEvent[] {
  const { branch = defaultBranch, commits, files, tags = [] } = options
  const { message = 'Change it', sender = 'octocat' } = options
  const history = branches.get(branch) ?? []
  const before = history.at(-1) ?? nobody
  branches.set(branch, [...history, ...commits])
  const told = { before, message, sender, files }
  const after = commits.at(-1) ?? before
  return [
    ...(commits.length === 0
      ? []
      : [
          {
            kind: 'push' as const,
            branch,
            tag: undefined,
            after,
            ...told
          }
        ]),
    ...(tags.length > mostTags ? [] : tags).map((tag) => ({
      kind: 'push' as const,
      branch: undefined,
      tag,
      after,
      ...told,
      before: nobody
    }))
  ]
}

/** The commits of `after` since `before`; undefined where one is not known. */
export function commitsBetween(
  { branches }: GitHubState,
  before: string,
  after: string
): readonly string[] | undefined {
  for (const history of branches.values()) {
    const from = history.indexOf(before)
    const to = history.indexOf(after)
    if (from >= 0 && to >= from) return history.slice(from + 1, to + 1)
  }
  return undefined
}
