import type { GitHub, Repository } from './client.ts'
import { field, isSameName, numberOf, shaOf, textOf } from './payload.ts'
import { fullName, parsePullRequest } from './pull-request.ts'
import type { PullRequest } from './pull-request.ts'
import { readPush } from './pushes.ts'
import { GitHubError } from './refusals.ts'

/** A commit that came to a branch. */
export interface LandedCommit {
  readonly sha: string
  readonly branch: string
  /** The branch's tip before the push, where the event tells it. */
  readonly before: string | undefined
}

/** Which pull request brought a commit, by GitHub's own answers. */
export type Binding =
  | {
      readonly kind: 'pull-request'
      readonly pullRequest: PullRequest
      /** All commits that came with it, itself among them. */
      readonly landed: readonly string[]
    }
  /** It was pushed to the branch, by no pull request. */
  | { readonly kind: 'direct'; readonly landed: readonly string[] }
  /** It cannot be told, or is another's; follows "the commit …". */
  | { readonly kind: 'refused'; readonly why: string }

/** GitHub knows of a merge some seconds late: looks, and the waits between. */
const looks = 5
/** More commits than this in one push are not looked through. */
const mostCommits = 300

/**
 * Binds the tip of a branch to the one pull request that was merged as it, or
 * as one of the commits that came with it: by merge, squash, rebase, queue or
 * fast-forward. Two are refused with both numbers. GitHub knows of a merge some
 * seconds late, so *none* is asked again for 15 s. REST API: Commits, list pull
 * requests associated with a commit; compare two commits; Pulls, list. Throws
 * GitHubError.
 */
export async function bindCommit(
  github: GitHub,
  repository: Repository,
  commit: LandedCommit
): Promise<Binding> {
  const landed = await readLanded(github, repository, commit)
  if (landed.length > mostCommits) {
    return {
      kind: 'refused',
      why: `came with more than ${mostCommits} others in one push, which are not looked through for pull requests`
    }
  }
  for (let look = 1; ; look += 1) {
    const found = await readCandidates(github, repository, commit, landed)
    if (found.length > 0 || look >= looks) {
      return select(found, commit, landed)
    }
    await github.pause(look)
  }
}

/** Merged pull requests that may have brought the commits. */
async function readCandidates(
  github: GitHub,
  repository: Repository,
  { sha, branch }: LandedCommit,
  landed: readonly string[]
): Promise<readonly PullRequest[]> {
  const owned = { owner: repository.owner, repo: repository.name }
  const [ofCommit, closed] = await Promise.all([
    github.readPages({
      route: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
      parameters: { ...owned, commit_sha: sha },
      what: `list the pull requests of ${sha} in ${fullName(repository)}`,
      needs: 'pull-requests: read'
    }),
    // Of a branch that is not the default one, commits tell no merged ones.
    github.request({
      route: 'GET /repos/{owner}/{repo}/pulls',
      parameters: {
        ...owned,
        state: 'closed',
        base: branch,
        sort: 'updated',
        direction: 'desc',
        per_page: 100
      },
      what: `list the closed pull requests of ${branch} in ${fullName(repository)}`,
      needs: 'pull-requests: read'
    })
  ])
  const listed = Array.isArray(closed) ? (closed as unknown[]) : []
  const here = fullName(repository)
  const all = [...ofCommit, ...listed]
    .map(parsePullRequest)
    .filter(
      ({ merged, baseRepository }) =>
        merged &&
        (baseRepository === undefined || isSameName(baseRepository, here))
    )
    .filter(
      ({ mergeCommitSha, headSha }) =>
        headSha === sha ||
        (mergeCommitSha !== undefined && landed.includes(mergeCommitSha))
    )
  return [...new Map(all.map((pull) => [pull.number, pull])).values()]
}

function select(
  found: readonly PullRequest[],
  { branch }: LandedCommit,
  landed: readonly string[]
): Binding {
  const here = found.filter(({ baseRef }) => baseRef === branch)
  const [pullRequest] = here
  if (here.length > 1) {
    const numbers = here
      .map(({ number }) => number)
      .sort((one, other) => one - other)
      .map((number) => `#${number}`)
    return {
      kind: 'refused',
      why: `came to ${branch} with the pull requests ${numbers.join(' and ')} at once, and one run carries them all`
    }
  }
  if (pullRequest !== undefined) {
    return { kind: 'pull-request', pullRequest, landed }
  }
  const [elsewhere] = found
  return elsewhere === undefined
    ? { kind: 'direct', landed }
    : {
        kind: 'refused',
        why: `is of pull request #${elsewhere.number}, which was merged into ${elsewhere.baseRef} and not into ${branch}`
      }
}

/** What the push brought, oldest first; the commit alone where nobody tells. */
async function readLanded(
  github: GitHub,
  repository: Repository,
  commit: LandedCommit
): Promise<readonly string[]> {
  const { sha, branch } = commit
  const before =
    commit.before ?? (await readPush(github, repository, branch, sha))?.before
  // All zeros: the branch was made by this push.
  if (shaOf(before) === undefined || before === sha) return [sha]
  const commits: string[] = []
  for (let page = 1; commits.length <= mostCommits; page += 1) {
    const document = await readComparison(
      github,
      repository,
      `${before ?? ''}...${sha}`,
      page
    )
    if (document === undefined) return [sha]
    const listed = field(document, 'commits')
    const shas = (Array.isArray(listed) ? (listed as unknown[]) : []).flatMap(
      (each) => shaOf(field(each, 'sha')) ?? []
    )
    commits.push(...shas)
    const total = numberOf(field(document, 'total_commits')) ?? commits.length
    if (shas.length === 0 || commits.length >= total) break
  }
  return commits.includes(sha) ? commits : [...commits, sha]
}

/** Undefined where GitHub does not know the commit before, as after a force. */
async function readComparison(
  github: GitHub,
  repository: Repository,
  basehead: string,
  page: number
): Promise<unknown> {
  try {
    return await github.request({
      route: 'GET /repos/{owner}/{repo}/compare/{basehead}',
      parameters: {
        owner: repository.owner,
        repo: repository.name,
        basehead,
        per_page: 100,
        page
      },
      what: `compare ${basehead} in ${fullName(repository)}`,
      needs: 'contents: read'
    })
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return undefined
    throw error
  }
}

/**
 * Reads the name of the repository's default branch (REST API: Repositories,
 * get a repository). Throws GitHubError.
 */
export async function readDefaultBranch(
  github: GitHub,
  repository: Repository
): Promise<string> {
  const what = `read the default branch of ${fullName(repository)}`
  const document = await github.request({
    route: 'GET /repos/{owner}/{repo}',
    parameters: { owner: repository.owner, repo: repository.name },
    what,
    needs: 'metadata: read'
  })
  const name = textOf(field(document, 'default_branch'))
  if (name !== undefined) return name
  throw new GitHubError(
    `Could not ${what}: GitHub's answer lacks default_branch.`,
    { kind: 'refused', status: 200 }
  )
}
