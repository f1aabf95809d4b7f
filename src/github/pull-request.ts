import type { GitHub, Repository } from './client.ts'
import { GitHubError } from './refusals.ts'
import type { EventLocation, PullRequestLocation } from './location.ts'
import {
  field,
  isFork,
  isSameName,
  numberOf,
  shaOf,
  textOf
} from './payload.ts'

export interface Author {
  readonly login: string
  readonly id: number
  readonly isBot: boolean
}

export interface PullRequest {
  readonly number: number
  readonly title: string
  /** `open` or `closed`. */
  readonly state: string
  readonly draft: boolean
  readonly merged: boolean
  readonly headSha: string
  readonly headRef: string
  /** `owner/name`; undefined where the fork was deleted. */
  readonly headRepository: string | undefined
  readonly baseRef: string
  readonly baseSha: string
  readonly baseRepository: string | undefined
  /** Undefined where the account was deleted. */
  readonly author: Author | undefined
  readonly labels: readonly string[]
  readonly isFork: boolean
  /** The test merge while open; what landed on the base once merged. */
  readonly mergeCommitSha: string | undefined
  /** ISO 8601. */
  readonly mergedAt: string | undefined
  readonly htmlUrl: string
}

/**
 * Reads a pull request (REST API: Pulls, get a pull request).
 * Throws GitHubError.
 */
export async function readPullRequest(
  github: GitHub,
  repository: Repository,
  number: number
): Promise<PullRequest> {
  return parsePullRequest(await requestPullRequest(github, repository, number))
}

/**
 * The document of a pull request (REST API: Pulls, get a pull request). Throws
 * GitHubError.
 */
export async function requestPullRequest(
  github: GitHub,
  repository: Repository,
  number: number
): Promise<unknown> {
  return await github.request({
    route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    parameters: {
      owner: repository.owner,
      repo: repository.name,
      pull_number: number
    },
    what: `read pull request #${number} of ${fullName(repository)}`,
    needs: 'pull-requests: read'
  })
}

/** What GitHub says about the pull request of a commit. */
type FoundPullRequest =
  | { readonly kind: 'one'; readonly pullRequest: PullRequest }
  | { readonly kind: 'none' }
  /** More than one could be meant. */
  | { readonly kind: 'several'; readonly numbers: readonly number[] }

/**
 * Finds the pull request of a commit (REST API: Commits, list pull requests
 * associated with a commit): the one merged as this commit; else the only one
 * that was merged or is open with this head; else the only open one; else the
 * only closed one. Asks up to `attempts` times, since GitHub knows of a merge
 * some seconds late. Throws GitHubError.
 */
export async function readPullRequestOfCommit(
  github: GitHub,
  repository: Repository,
  sha: string,
  attempts = 3
): Promise<FoundPullRequest> {
  for (let attempt = 1; ; attempt += 1) {
    const listed = await github.readPages({
      route: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
      parameters: {
        owner: repository.owner,
        repo: repository.name,
        commit_sha: sha
      },
      what: `list the pull requests of ${sha} in ${fullName(repository)}`,
      needs: 'pull-requests: read'
    })
    const found = selectPullRequest(
      listed
        .map(parsePullRequest)
        .filter(
          ({ baseRepository }) =>
            baseRepository === undefined ||
            isSameName(baseRepository, fullName(repository))
        ),
      sha
    )
    if (found.kind !== 'none' || attempt >= attempts) return found
    await github.pause(attempt)
  }
}

function selectPullRequest(
  pulls: readonly PullRequest[],
  sha: string
): FoundPullRequest {
  const choices = [
    pulls.filter((pull) => pull.merged && pull.mergeCommitSha === sha),
    pulls.filter(
      (pull) => pull.merged || (pull.state === 'open' && pull.headSha === sha)
    ),
    pulls.filter((pull) => pull.state === 'open'),
    pulls
  ]
  const choice = choices.find((each) => each.length > 0) ?? []
  const [first] = choice
  if (first === undefined) return { kind: 'none' }
  return choice.length === 1
    ? { kind: 'one', pullRequest: first }
    : { kind: 'several', numbers: choice.map(({ number }) => number) }
}

/**
 * Looks up what the event does not tell: the pull request of the commit that it
 * names. The gate, the comment and the run's message all take this way. Where
 * GitHub names none, or several, it is unknown. Throws GitHubError.
 */
export async function findPullRequest(
  github: GitHub,
  repository: Repository,
  location: EventLocation
): Promise<PullRequestLocation> {
  if (location.kind !== 'head' && location.kind !== 'commit') return location
  const { sha } = location
  const found = await readPullRequestOfCommit(github, repository, sha)
  switch (found.kind) {
    case 'one': {
      const { number, isFork, author } = found.pullRequest
      return {
        kind: 'number',
        number,
        isFork:
          isFork || (location.kind === 'head' && location.isFork === true),
        // What is there now may be another commit than the event's.
        headSha: sha,
        author: author?.login
      }
    }
    case 'several':
      return {
        kind: 'unknown',
        why: `commit ${sha} belongs to the pull requests ${found.numbers.map((number) => `#${number}`).join(', ')}; name one with the pull-request input`
      }
    case 'none':
      return location.kind === 'commit'
        ? {
            kind: 'none',
            why: `GitHub names no pull request that brought commit ${sha}`
          }
        : {
            kind: 'unknown',
            why: `the event names no pull request, as for forks, and GitHub none for commit ${sha}; name one with the pull-request input`
          }
  }
}

/** `owner/name`. */
export function fullName(repository: Repository): string {
  return `${repository.owner}/${repository.name}`
}

/** An account in a REST answer; undefined where it is gone. */
export function parseAuthor(user: unknown): Author | undefined {
  const login = textOf(field(user, 'login'))
  const id = numberOf(field(user, 'id'))
  if (login === undefined || id === undefined) return undefined
  // Bots, organizations, and who was made up for what was imported.
  return { login, id, isBot: field(user, 'type') !== 'User' }
}

/**
 * Reads a pull request of a REST answer, a list's or its own. Throws GitHubError
 * where it lacks number or head.
 */
export function parsePullRequest(document: unknown): PullRequest {
  const head = field(document, 'head')
  const base = field(document, 'base')
  const number = numberOf(field(document, 'number'))
  const headSha = shaOf(field(head, 'sha'))
  if (number === undefined || headSha === undefined) {
    throw new GitHubError(
      'Could not read a pull request: ' +
        "GitHub's answer lacks its number or head commit.",
      { kind: 'refused', status: 200 }
    )
  }
  const labels = field(document, 'labels')
  const mergedAt = textOf(field(document, 'merged_at'))
  return {
    number,
    title: textOf(field(document, 'title')) ?? '',
    state: textOf(field(document, 'state')) ?? '',
    draft: field(document, 'draft') === true,
    // Lists leave `merged` out.
    merged: field(document, 'merged') === true || mergedAt !== undefined,
    headSha,
    headRef: textOf(field(head, 'ref')) ?? '',
    headRepository: textOf(field(field(head, 'repo'), 'full_name')),
    baseRef: textOf(field(base, 'ref')) ?? '',
    baseSha: textOf(field(base, 'sha')) ?? '',
    baseRepository: textOf(field(field(base, 'repo'), 'full_name')),
    author: parseAuthor(field(document, 'user')),
    labels: (Array.isArray(labels) ? (labels as unknown[]) : []).flatMap(
      (label) => textOf(field(label, 'name')) ?? []
    ),
    // Where it cannot be told, the careful answer.
    isFork: isFork(head, base) ?? true,
    mergeCommitSha: shaOf(field(document, 'merge_commit_sha')),
    mergedAt,
    htmlUrl: textOf(field(document, 'html_url')) ?? ''
  }
}
