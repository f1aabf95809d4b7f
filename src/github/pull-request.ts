import type { GitHub, Repository } from './client.ts'
import { GitHubError } from './client.ts'

/** What woke the workflow, as data. */
export interface WorkflowEvent {
  /** `GITHUB_EVENT_NAME`. */
  readonly name: string
  /** The parsed event file: anybody's JSON. */
  readonly payload: unknown
  /** `GITHUB_SHA`. */
  readonly sha: string
  /** `GITHUB_REF`. */
  readonly ref: string
}

/** A pull request as the event tells of it; to be read again before acting. */
export interface LocatedPullRequest {
  readonly kind: 'number'
  readonly number: number
  /** Undefined where the event does not tell. */
  readonly isFork: boolean | undefined
  readonly headSha: string | undefined
  readonly author: string | undefined
}

export type PullRequestLocation =
  | LocatedPullRequest
  /** To be looked up with {@link readPullRequestOfCommit}. */
  | { readonly kind: 'commit'; readonly sha: string }
  | { readonly kind: 'none'; readonly why: string }

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
 * Tells where the pull request of an event is, from the event alone. The
 * `pull-request` input, where given, wins. Never throws, whatever the payload.
 *
 * Follows GitHub Actions: Events that trigger workflows.
 */
export function locatePullRequest(
  event: WorkflowEvent,
  pullRequestInput: number | undefined
): PullRequestLocation {
  const located = locateByEvent(event)
  if (pullRequestInput === undefined) return located
  if (located.kind === 'number' && located.number === pullRequestInput) {
    return located
  }
  return numberOnly(pullRequestInput)
}

function locateByEvent(event: WorkflowEvent): PullRequestLocation {
  const payload = event.payload
  switch (event.name) {
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review':
    case 'pull_request_review_comment': {
      const pull = field(payload, 'pull_request')
      const number = numberOf(field(pull, 'number'))
      if (number === undefined) {
        return none(`the ${event.name} event names no pull request`)
      }
      return {
        kind: 'number',
        number,
        isFork: isForkPullRequest(payload),
        headSha: shaOf(field(field(pull, 'head'), 'sha')),
        author: textOf(field(field(pull, 'user'), 'login'))
      }
    }
    case 'issue_comment': {
      const issue = field(payload, 'issue')
      const number = numberOf(field(issue, 'number'))
      if (number === undefined) {
        return none('the issue_comment event names no issue')
      }
      const pull = field(issue, 'pull_request')
      if (typeof pull !== 'object' || pull === null) {
        return none(`#${number} is an issue, not a pull request`)
      }
      return {
        ...numberOnly(number),
        author: textOf(field(field(issue, 'user'), 'login'))
      }
    }
    case 'push': {
      if (field(payload, 'deleted') === true) {
        return none('the push deleted its branch')
      }
      return commit(field(payload, 'after') ?? event.sha)
    }
    case 'workflow_run':
    case 'check_run':
    case 'check_suite':
      return locateByHead(event.name, payload)
    case 'merge_group': {
      const group = field(payload, 'merge_group')
      const ref = textOf(field(group, 'head_ref')) ?? event.ref
      const number = numberInQueueRef(ref)
      return number === undefined
        ? none(`the merge queue's branch "${ref}" names no pull request`)
        : numberOnly(number)
    }
    default:
      return none(
        `the ${event.name} event belongs to no pull request; ` +
          'name one with the pull-request input'
      )
  }
}

/** Events that tell of a commit and of the pull requests it heads, if any. */
function locateByHead(
  name: 'workflow_run' | 'check_run' | 'check_suite',
  payload: unknown
): PullRequestLocation {
  const subject = field(payload, name)
  const headSha = shaOf(field(subject, 'head_sha'))
  const repositoryId = field(field(payload, 'repository'), 'id')
  const listed = field(subject, 'pull_requests')
  // The list has pull requests of other repositories too, wherever one has
  // the same branch as its head.
  const own = (Array.isArray(listed) ? (listed as unknown[]) : []).filter(
    (pull) => {
      const baseId = field(field(field(pull, 'base'), 'repo'), 'id')
      return (
        repositoryId === undefined ||
        baseId === undefined ||
        baseId === repositoryId
      )
    }
  )
  const [pull] = own
  const number = numberOf(field(pull, 'number'))
  if (own.length > 1) {
    return none(
      `the ${name} event belongs to ${own.length} pull requests; ` +
        'name one with the pull-request input'
    )
  }
  if (number === undefined) return commit(headSha)
  return {
    kind: 'number',
    number,
    isFork: isFork(field(pull, 'head'), field(pull, 'base')),
    headSha,
    author: undefined
  }
}

/**
 * The number of the pull request whose being closed, merged or not, is the
 * event; undefined for every other event. Never throws, whatever the payload.
 */
export function closedPullRequest({
  name,
  payload
}: Pick<WorkflowEvent, 'name' | 'payload'>): number | undefined {
  return ['pull_request', 'pull_request_target'].includes(name) &&
    field(payload, 'action') === 'closed'
    ? numberOf(field(field(payload, 'pull_request'), 'number'))
    : undefined
}

/**
 * Is the event's pull request from another repository, or from a fork that is
 * gone? Undefined where the event does not tell.
 */
export function isForkPullRequest(payload: unknown): boolean | undefined {
  const pull = field(payload, 'pull_request')
  return isFork(field(pull, 'head'), field(pull, 'base'))
}

/**
 * Does the event come from Dependabot, so that it has no secrets? Tells by the
 * pull request's author: whoever runs it again is another actor.
 */
export function isDependabot(payload: unknown): boolean {
  const pull = field(payload, 'pull_request')
  const who =
    pull === undefined ? field(payload, 'sender') : field(pull, 'user')
  return field(who, 'login') === 'dependabot[bot]'
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
  return parsePullRequest(
    await github.request({
      route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
      parameters: {
        owner: repository.owner,
        repo: repository.name,
        pull_number: number
      },
      what: `read pull request #${number} of ${fullName(repository)}`,
      needs: 'pull-requests: read'
    })
  )
}

/**
 * Finds the pull request that brought a commit (REST API: Commits, list pull
 * requests associated with a commit): the one merged as this commit; else the
 * last one merged; else the open one. Several open ones are nobody's: then,
 * and where there is none, undefined. Asks up to `attempts` times, since
 * GitHub knows of a merge some seconds late. Throws GitHubError.
 */
export async function readPullRequestOfCommit(
  github: GitHub,
  repository: Repository,
  sha: string,
  attempts = 3
): Promise<PullRequest | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await github.readPages({
      route: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
      parameters: {
        owner: repository.owner,
        repo: repository.name,
        commit_sha: sha
      },
      what: `list the pull requests of ${sha} in ${fullName(repository)}`,
      needs: 'pull-requests: read'
    })
    const best = selectPullRequest(
      found
        .map(parsePullRequest)
        .filter(
          ({ baseRepository }) =>
            baseRepository === undefined ||
            isSameName(baseRepository, fullName(repository))
        ),
      sha
    )
    if (best !== undefined || attempt >= attempts) return best
    await github.pause(attempt)
  }
}

function selectPullRequest(
  pulls: readonly PullRequest[],
  sha: string
): PullRequest | undefined {
  const merged = pulls
    .filter((pull) => pull.merged)
    .sort((one, other) =>
      (other.mergedAt ?? '').localeCompare(one.mergedAt ?? '')
    )
  const landed = merged.find((pull) => pull.mergeCommitSha === sha) ?? merged[0]
  if (landed !== undefined) return landed
  const open = pulls.filter((pull) => pull.state === 'open')
  const headed = open.filter((pull) => pull.headSha === sha)
  if (headed.length === 1) return headed[0]
  return open.length === 1 ? open[0] : undefined
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
  return { login, id, isBot: field(user, 'type') === 'Bot' }
}

function parsePullRequest(document: unknown): PullRequest {
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

function isFork(head: unknown, base: unknown): boolean | undefined {
  const headRepository = field(head, 'repo')
  const baseRepository = field(base, 'repo')
  if (headRepository === null && baseRepository !== undefined) return true
  const headId = numberOf(field(headRepository, 'id'))
  const baseId = numberOf(field(baseRepository, 'id'))
  if (headId !== undefined && baseId !== undefined) return headId !== baseId
  const headName = textOf(field(headRepository, 'full_name'))
  const baseName = textOf(field(baseRepository, 'full_name'))
  if (headName === undefined || baseName === undefined) return undefined
  return !isSameName(headName, baseName)
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** `gh-readonly-queue/<base>/pr-<number>-<sha>`; the base may have slashes. */
function numberInQueueRef(ref: string): number | undefined {
  const match =
    /^(?:refs\/heads\/)?gh-readonly-queue\/.+\/pr-(\d+)-[^/]+$/.exec(ref)
  return numberOf(Number(match?.[1]))
}

function numberOnly(number: number): LocatedPullRequest {
  return {
    kind: 'number',
    number,
    isFork: undefined,
    headSha: undefined,
    author: undefined
  }
}

function commit(value: unknown): PullRequestLocation {
  const sha = shaOf(value)
  return sha === undefined
    ? none('the event names no commit')
    : { kind: 'commit', sha }
}

function none(why: string): PullRequestLocation {
  return { kind: 'none', why }
}

/** A property of anybody's JSON; undefined where there is no such thing. */
function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
    ? value
    : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** SHA-1 or SHA-256 in hex; all zeros stand for "no commit". */
function shaOf(value: unknown): string | undefined {
  return typeof value === 'string' &&
    /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) &&
    !/^0+$/.test(value)
    ? value
    : undefined
}
