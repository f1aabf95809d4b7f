import { randomBytes } from 'node:crypto'
import type { Activity, GitHubState, PullRequest, User } from './model.ts'
import { renderTime } from './model.ts'

/** How pull requests land on their base branch. */
export interface Landing {
  /**
   * `fast-forward` is a push of the head itself, which GitHub takes for a
   * merge; the others are the merge methods of its button and its queue.
   */
  readonly method: 'merge' | 'squash' | 'rebase' | 'fast-forward'
  /** Whether the merge queue lands them: one push for all of the group. */
  readonly isQueued?: boolean
  /** Commits of each branch, which a rebase makes anew. Default 1. */
  readonly commits?: number
  /**
   * Commits of no pull request, pushed after it in the same push: then the tip
   * is not its merge. Default 0.
   */
  readonly alsoPushed?: number
  /** The tip of the last pull request. Default: a new one. */
  readonly sha?: string
  readonly by?: string
  /** How many answers do not yet know the pull requests of its commits. */
  readonly lateAnswers?: number
}

/** What a push event tells of it. */
export interface Landed {
  readonly ref: string
  readonly before: string
  readonly after: string
  /** Oldest first. */
  readonly commits: readonly string[]
}

interface World {
  readonly state: GitHubState
  readonly nextId: () => number
  readonly userOf: (login: string) => User
}

/**
 * Lands pull requests of one base branch, in their order, as one push. Follows
 * REST API: Pulls, "The value of the `merge_commit_sha` attribute changes".
 */
export function land(
  world: World,
  pulls: readonly PullRequest[],
  landing: Landing
): Landed {
  const { state } = world
  const baseRef = pulls[0]?.baseRef ?? 'main'
  const before = headOf(state, pulls[0])
  const by = landing.by === undefined ? undefined : world.userOf(landing.by)
  const commits: string[] = []
  for (const [index, pull] of pulls.entries()) {
    const isLast = index === pulls.length - 1
    const tip = isLast ? landing.sha : undefined
    const own = makeCommits(state, pull, landing, commits.at(-1) ?? before, tip)
    for (const sha of own) state.landed.set(sha, [pull.number])
    commits.push(...own)
    pull.state = 'closed'
    pull.merged = true
    pull.mergedAt = renderTime()
    pull.mergedBy = by
    pull.mergeCommitSha = own.at(-1)
  }
  for (let index = 0; index < (landing.alsoPushed ?? 0); index += 1) {
    const sha = randomBytes(20).toString('hex')
    const parent = commits.at(-1) ?? before
    state.commits.set(sha, {
      parents: [parent],
      message: 'Pushed beside it',
      author: landing.by ?? 'octocat',
      tree: `tree-${sha}`
    })
    commits.push(sha)
  }
  const after = commits.at(-1) ?? before
  for (const sha of commits) state.late.set(sha, landing.lateAnswers ?? 0)
  move(world, {
    branch: baseRef,
    before,
    after,
    actor: by ?? pulls[0]?.author,
    type:
      landing.isQueued === true
        ? 'merge_queue_merge'
        : landing.method === 'fast-forward' || landing.alsoPushed !== undefined
          ? 'push'
          : 'pr_merge'
  })
  return { ref: `refs/heads/${baseRef}`, before, after, commits }
}

/** Moves a branch, and remembers who did. */
export function move(
  { state, nextId }: World,
  moved: {
    readonly branch: string
    readonly before: string
    readonly after: string
    readonly type: Activity['type']
    readonly actor: User | undefined
  }
): void {
  state.branches.set(moved.branch, moved.after)
  state.activities.push({
    id: nextId(),
    before: moved.before,
    after: moved.after,
    ref: `refs/heads/${moved.branch}`,
    timestamp: renderTime(),
    type: moved.type,
    actor: moved.actor
  })
}

function headOf(state: GitHubState, pull: PullRequest | undefined): string {
  return (
    state.branches.get(pull?.baseRef ?? 'main') ??
    pull?.baseSha ??
    'b'.repeat(40)
  )
}

/** The commits that a pull request brings to its base, oldest first. */
function makeCommits(
  state: GitHubState,
  pull: PullRequest,
  { method, commits = 1 }: Landing,
  parent: string,
  tip: string | undefined
): readonly string[] {
  if (method === 'fast-forward') return [pull.headSha]
  const count = method === 'rebase' ? commits : 1
  const made: string[] = []
  for (let index = 0; index < count; index += 1) {
    const isTip = index === count - 1
    const sha = (isTip ? tip : undefined) ?? randomBytes(20).toString('hex')
    const first = made.at(-1) ?? parent
    state.commits.set(sha, {
      parents: method === 'merge' ? [first, pull.headSha] : [first],
      message:
        method === 'merge'
          ? `Merge pull request #${pull.number} from ${pull.headRepo?.split('/')[0] ?? 'unknown'}/${pull.headRef}`
          : `${pull.title} (#${pull.number})`,
      author: pull.author.login,
      tree: `tree-${sha}`
    })
    made.push(sha)
  }
  return made
}
