import { move } from './landing.ts'
import type { CommitStatus, PullRequest } from './model.ts'
import { renderTime } from './model.ts'
import type { PullRequestOptions, Roots, World } from './world.ts'

/** What an app that is installed on the repository is told. */
export type RepositoryEvent =
  | PushEvent
  | {
      readonly kind: 'pull-request'
      readonly action: 'opened' | 'synchronize'
      readonly pull: PullRequest
    }

interface PushEvent {
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

/** Commits that are pushed at once, oldest first; the last is the new tip. */
interface PushOptions {
  readonly commits: readonly string[]
  /** Default: the default branch. */
  readonly branch?: string
  readonly message?: string
  readonly sender?: string
  readonly files?: readonly string[]
  /** Tags that come with it, on its tip. */
  readonly tags?: readonly string[]
}

/** How a pull request lands on its base branch, commit by commit. */
interface MergeOptions {
  /** `merge_commit_sha`; the tip, unless other commits follow. */
  readonly sha: string
  /** Commits that come before it in the same push (rebase, a group). */
  readonly before?: readonly string[]
  /** Commits that come after it in the same push. */
  readonly after?: readonly string[]
  readonly message?: string
  /** Empty answers before its commit is known to belong to it. Default 0. */
  readonly pullsDelay?: number
  /** Marks it as merged, and pushes nothing: another push brings it. */
  readonly isPushedLater?: boolean
}

/** What happens in the repository, told to the apps that are installed. */
export interface Pushing extends Pick<World, 'addPullRequest' | 'push'> {
  /** Pushes to a branch; a pull request of it is not moved by that. */
  pushCommits(options: PushOptions): void
  /** Merges a pull request, and pushes what that makes of the base. */
  merge(pullRequest: number, options: MergeOptions): void
  /** Listens to what an installed app is told. */
  onEvent(listener: (event: RepositoryEvent) => void): void
  addStatus(status: Omit<CommitStatus, 'id' | 'createdAt' | 'creator'>): void
}

/** The paths that a pull request changes; of a rename both. */
export function namesOf({ files }: PullRequest): readonly string[] {
  return files.flatMap(({ filename, previousFilename }) =>
    previousFilename === undefined ? [filename] : [filename, previousFilename]
  )
}

export const defaultBranch = 'main'

/** GitHub sends no event for tags where a push has more than this many. */
const mostTags = 3
const nobody = '0'.repeat(40)

/** Makes the acts that apps are told of, each on the state. */
export function createPushing(roots: Roots, world: World): Pushing {
  const { state, nextId, userOf } = roots
  const listeners: ((event: RepositoryEvent) => void)[] = []
  const tell = (event: RepositoryEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const pullOf = (number: number): PullRequest => {
    const pull = state.pullRequests.get(number)
    if (pull !== undefined) return pull
    throw new Error(`The emulator has no pull request #${number}`)
  }
  const pushAndTell = (options: PushOptions): void => {
    for (const event of pushTo(roots, options)) tell(event)
  }
  return {
    addPullRequest(options: PullRequestOptions) {
      const pull = world.addPullRequest(options)
      if (!pull.merged) tell({ kind: 'pull-request', action: 'opened', pull })
      return pull
    },
    push(number, sha, login) {
      world.push(number, sha, login)
      const pull = pullOf(number)
      tell({ kind: 'pull-request', action: 'synchronize', pull })
    },
    pushCommits: pushAndTell,
    merge(number, options) {
      const pull = pullOf(number)
      const { sha, before = [], after = [] } = options
      pull.state = 'closed'
      pull.merged = true
      pull.mergedAt = renderTime()
      pull.mergeCommitSha = sha
      state.late.set(sha, options.pullsDelay ?? 0)
      if (options.isPushedLater === true) return
      pushAndTell({
        branch: pull.baseRef,
        commits: [...before, sha, ...after],
        message: options.message ?? `${pull.title} (#${number})`,
        sender: pull.author.login,
        files: namesOf(pull)
      })
    },
    onEvent: (listener) => {
      listeners.push(listener)
    },
    addStatus(status) {
      state.statuses.push({
        ...status,
        id: nextId(),
        creator: userOf('terraform-cloud[bot]'),
        createdAt: renderTime()
      })
    }
  }
}

/**
 * Moves a branch, and gives the events of it. A push without commits is of tags
 * alone. Webhook event `push`.
 */
function pushTo(roots: Roots, options: PushOptions): PushEvent[] {
  const { state, userOf } = roots
  const { branch = defaultBranch, commits, files, tags = [] } = options
  const { message = 'Change it', sender = 'octocat' } = options
  const before = state.branches.get(branch) ?? nobody
  const after = commits.at(-1) ?? before
  for (const [index, sha] of commits.entries()) {
    const parent = index === 0 ? before : (commits[index - 1] ?? before)
    // A commit keeps its parents, whatever branch it comes to.
    if (state.commits.has(sha)) continue
    state.commits.set(sha, {
      parents: parent === nobody ? [] : [parent],
      message,
      author: sender,
      tree: state.trees.get(sha) ?? `tree-${sha}`
    })
  }
  const told = { kind: 'push' as const, message, sender, files, after }
  if (commits.length > 0) {
    const type = before === nobody ? 'branch_creation' : 'push'
    move(roots, { branch, before, after, type, actor: userOf(sender) })
  }
  return [
    ...(commits.length === 0
      ? []
      : [{ ...told, branch, tag: undefined, before }]),
    ...(tags.length > mostTags ? [] : tags).map((tag) => ({
      ...told,
      branch: undefined,
      tag,
      before: nobody
    }))
  ]
}
