import { field, isFork, numberOf, shaOf, textOf } from './payload.ts'

/** What woke the workflow, as data. */
export interface WorkflowEvent {
  /** `GITHUB_EVENT_NAME`; '' where the runner does not say. */
  readonly name: string
  /** The parsed event file: anybody's JSON. */
  readonly payload: unknown
  /** `GITHUB_SHA`. */
  readonly sha: string
  /** `GITHUB_REF`. */
  readonly ref: string
  /** A clause: what in the payload is of another event, so that it is none. */
  readonly contradiction?: string | undefined
}

/** A pull request as the event tells of it; to be read again before acting. */
interface LocatedPullRequest {
  readonly kind: 'number'
  readonly number: number
  /** Undefined where the event does not tell. */
  readonly isFork: boolean | undefined
  readonly headSha: string | undefined
  readonly author: string | undefined
}

/** A commit that heads a pull request which the event does not name. */
interface LocatedHead {
  readonly kind: 'head'
  readonly sha: string
  /** Is it a fork's commit? Undefined where the event does not tell. */
  readonly isFork: boolean | undefined
}

/** Where the pull request is, as far as the event alone can say. */
export type EventLocation = PullRequestLocation | LocatedHead

/** Where the pull request is, once a {@link LocatedHead} was looked up. */
export type PullRequestLocation =
  | LocatedPullRequest
  /** A commit of a branch, which may have come by a pull request. */
  | { readonly kind: 'commit'; readonly sha: string }
  /** The event is by its nature about no pull request. */
  | { readonly kind: 'none'; readonly why: string }
  /** It may be about one, or about several, and does not tell which. */
  | { readonly kind: 'unknown'; readonly why: string }

/**
 * Tells where the pull request of an event is, from the event alone. The
 * `pull-request` input, where given, wins. What the event does not tell is
 * unknown, never none. Never throws, whatever the payload.
 *
 * Follows GitHub Actions: Events that trigger workflows.
 */
export function locatePullRequest(
  event: WorkflowEvent,
  pullRequestInput: number | undefined
): EventLocation {
  const located = locateByEvent(event)
  if (pullRequestInput === undefined) return located
  if (located.kind === 'number' && located.number === pullRequestInput) {
    return located
  }
  const named = numberOnly(pullRequestInput)
  // Which pull request is named does not change whose code it is.
  if (!('isFork' in located) || located.isFork !== true) return named
  const headSha = located.kind === 'head' ? located.sha : located.headSha
  return { ...named, isFork: true, headSha }
}

/** Events that are about no pull request, whatever their payload is. */
const withoutPullRequest: ReadonlySet<string> = new Set([
  'branch_protection_rule',
  'create',
  'delete',
  'discussion',
  'discussion_comment',
  'fork',
  'gollum',
  'issues',
  'label',
  'milestone',
  'page_build',
  'public',
  'registry_package',
  'release',
  'repository_dispatch',
  'schedule',
  'watch',
  'workflow_dispatch'
])

function locateByEvent(event: WorkflowEvent): EventLocation {
  const { name, payload, contradiction } = event
  if (contradiction !== undefined && !withoutPullRequest.has(name)) {
    return unknown(`the ${name} event contradicts itself: ${contradiction}`)
  }
  switch (name) {
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review':
    case 'pull_request_review_comment':
      return locateByPullRequest(name, payload)
    case 'issue_comment':
      return locateByIssue(payload)
    case 'push':
      return field(payload, 'deleted') === true
        ? { kind: 'none', why: 'the push deleted its branch or tag' }
        : commit(field(payload, 'after') ?? event.sha)
    case 'workflow_run':
      return locateByWorkflowRun(payload)
    case 'check_run':
    case 'check_suite':
      return locateByHead(name, payload, undefined)
    case 'merge_group': {
      const group = field(payload, 'merge_group')
      const ref = textOf(field(group, 'head_ref')) ?? event.ref
      const number = numberInQueueRef(ref)
      return number === undefined
        ? unknown(`the merge queue's branch "${ref}" names no pull request`)
        : numberOnly(number)
    }
    default:
      return withoutPullRequest.has(name)
        ? {
            kind: 'none',
            why:
              `the ${name} event belongs to no pull request; ` +
              'name one with the pull-request input'
          }
        : unknown(
            name === ''
              ? 'the runner does not name the event (GITHUB_EVENT_NAME)'
              : `it is not known whether the ${name} event belongs to a pull request`
          )
  }
}

function locateByPullRequest(name: string, payload: unknown): EventLocation {
  const pull = field(payload, 'pull_request')
  const number = numberOf(field(pull, 'number'))
  if (number === undefined) {
    return unknown(`the ${name} event names no pull request`)
  }
  const also = field(payload, 'number')
  if (also !== undefined && also !== number) {
    return unknown(`the ${name} event names two pull requests`)
  }
  return {
    kind: 'number',
    number,
    isFork: isForkPullRequest(payload),
    headSha: shaOf(field(field(pull, 'head'), 'sha')),
    author: textOf(field(field(pull, 'user'), 'login'))
  }
}

function locateByIssue(payload: unknown): EventLocation {
  const issue = field(payload, 'issue')
  const number = numberOf(field(issue, 'number'))
  if (number === undefined) {
    return unknown('the issue_comment event names no issue')
  }
  const pull = field(issue, 'pull_request')
  if (typeof pull !== 'object' || pull === null) {
    return unknown(
      `the issue_comment event does not say that #${number} is a pull request`
    )
  }
  return {
    ...numberOnly(number),
    author: textOf(field(field(issue, 'user'), 'login'))
  }
}

/** Runs for these events have no pull request, in a repository of their own. */
const pushLike: ReadonlySet<unknown> = new Set([
  'push',
  'schedule',
  'workflow_dispatch'
])

function locateByWorkflowRun(payload: unknown): EventLocation {
  const run = field(payload, 'workflow_run')
  const headId = numberOf(field(field(run, 'head_repository'), 'id'))
  const ownId = numberOf(field(field(payload, 'repository'), 'id'))
  const isForeign =
    headId === undefined || ownId === undefined ? undefined : headId !== ownId
  const located = locateByHead('workflow_run', payload, isForeign)
  const listed = field(run, 'pull_requests')
  // Only a run that says of itself that it had no pull request has none.
  return located.kind === 'head' &&
    isForeign === false &&
    pushLike.has(field(run, 'event')) &&
    Array.isArray(listed) &&
    listed.length === 0
    ? commit(located.sha)
    : located
}

/** Events that tell of a commit and of the pull requests it heads, if any. */
function locateByHead(
  name: 'workflow_run' | 'check_run' | 'check_suite',
  payload: unknown,
  isForeign: boolean | undefined
): EventLocation {
  const subject = field(payload, name)
  const headSha = shaOf(field(subject, 'head_sha'))
  const own = pullRequestsHere(subject, payload)
  if (own.length > 1) {
    return unknown(`the ${name} event belongs to ${own.length} pull requests`)
  }
  const [pull] = own
  const number = numberOf(field(pull, 'number'))
  if (number !== undefined) {
    return {
      kind: 'number',
      number,
      isFork: isForeign ?? isFork(field(pull, 'head'), field(pull, 'base')),
      headSha,
      author: undefined
    }
  }
  // The list is empty for forks: https://github.com/actions/runner/issues/3444
  return headSha === undefined
    ? unknown(`the ${name} event names neither pull request nor commit`)
    : { kind: 'head', sha: headSha, isFork: isForeign }
}

/**
 * The list has pull requests of other repositories too, wherever one has the
 * same branch as its head.
 */
function pullRequestsHere(
  subject: unknown,
  payload: unknown
): readonly unknown[] {
  const repositoryId = field(field(payload, 'repository'), 'id')
  const listed = field(subject, 'pull_requests')
  return (Array.isArray(listed) ? (listed as unknown[]) : []).filter((pull) => {
    const baseId = field(field(field(pull, 'base'), 'repo'), 'id')
    return (
      repositoryId === undefined ||
      baseId === undefined ||
      baseId === repositoryId
    )
  })
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

/** `gh-readonly-queue/<base>/pr-<number>-<sha>`; the base may have slashes. */
function numberInQueueRef(ref: string): number | undefined {
  const match =
    /^(?:refs\/heads\/)?gh-readonly-queue\/.+\/pr-(\d+)-[^/]+$/.exec(ref)
  return numberOf(Number(match?.[1]))
}

/** A pull request of which nothing but its number is known. */
export function numberOnly(number: number): LocatedPullRequest {
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
    ? { kind: 'none', why: 'the event names no commit' }
    : { kind: 'commit', sha }
}

function unknown(why: string): PullRequestLocation {
  return {
    kind: 'unknown',
    why: `${why}; name the pull request with the pull-request input`
  }
}
