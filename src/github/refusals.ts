/**
 * Why a call failed:
 * - `permission`: the token lacks `missingPermission`
 * - `not-found`: not there, or not visible to this token
 * - `locked`: the conversation is locked
 * - `rate-limit`: GitHub asks for a longer wait than we have
 * - `unanswered`: no whole answer, or a 5xx; a write may have been done
 * - `refused`: any other answer
 */
type GitHubErrorKind =
  | 'permission'
  | 'not-found'
  | 'locked'
  | 'rate-limit'
  | 'unanswered'
  | 'refused'

/** A call to GitHub that failed. Its message says what to do next. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError'
  readonly kind: GitHubErrorKind
  /** HTTP status; undefined where no answer came. */
  readonly status: number | undefined
  /** The `permissions:` entry that is missing, for kind `permission`. */
  readonly missingPermission: string | undefined
  /** Milliseconds that GitHub asks us to wait, where it does. */
  readonly wait: number | undefined

  constructor(
    message: string,
    facts: {
      readonly kind: GitHubErrorKind
      readonly status?: number | undefined
      readonly missingPermission?: string | undefined
      readonly wait?: number | undefined
      readonly cause?: unknown
    }
  ) {
    super(message, { cause: facts.cause })
    this.kind = facts.kind
    this.status = facts.status
    this.missingPermission = facts.missingPermission
    this.wait = facts.wait
  }
}

/** It is a no, and not one that a wait would turn into a yes. */
export function isRefusal(error: unknown): error is GitHubError {
  return error instanceof GitHubError && error.kind !== 'rate-limit'
}

/** One attempt's failure, before it is known whether there will be another. */
export interface Failure {
  readonly error: GitHubError
  /** Milliseconds that GitHub asks us to wait; undefined where it does not. */
  readonly wait: number | undefined
}

type Headers = Readonly<Record<string, string | undefined>>

/** A whole answer that is none to what was asked. */
export class RefusedAnswer extends Error {
  override readonly name = 'RefusedAnswer'
  readonly answer: {
    readonly status: number
    /** Lower-case names. */
    readonly headers: Headers
    readonly data: unknown
  }

  constructor(answer: RefusedAnswer['answer']) {
    super(`GitHub answered ${answer.status}`)
    this.answer = answer
  }
}

/** A call as far as a message about it needs it. */
interface Tried {
  /** As in GitHub's documentation, or `POST` and the address of GraphQL. */
  readonly route: string
  /** What is tried, for messages: "read pull request #7 of acme/network". */
  readonly what: string
  /** The `permissions:` entry this takes: `pull-requests: write`. */
  readonly needs: string
}

/** Milliseconds to wait for a limit that names no time; longer each time. */
export const unnamedWait = 60_000

/** What a call's failure was, in words without the token. */
export function explain(call: Tried, error: unknown, token: string): Failure {
  const route = call.route.replace(/https?:\/\/\S+(?=\/graphql$)/, '')
  const tried = `Could not ${call.what} (${route}):`
  if (!(error instanceof RefusedAnswer)) {
    const why = error instanceof Error ? error.message : String(error)
    return {
      wait: undefined,
      error: new GitHubError(
        `${tried} no whole answer from GitHub ` + `(${tidy(why, token)}).`,
        { kind: 'unanswered', cause: error }
      )
    }
  }
  const { headers, status, data } = error.answer
  const said = tidy(messageOf(data) ?? '', token)
  const { kind, advice, wait } = judgeRefusal(call, status, headers, said)
  const came = `${tried} ${status}${said === '' ? '' : ` "${endless(said)}"`}.`
  return {
    wait,
    error: new GitHubError(advice === '' ? came : `${came} ${advice}`, {
      kind,
      status,
      missingPermission: kind === 'permission' ? call.needs : undefined,
      wait: kind === 'rate-limit' ? (wait ?? unnamedWait) : wait,
      cause: error
    })
  }
}

interface Refusal {
  readonly kind: GitHubErrorKind
  readonly advice: string
  readonly wait?: number | undefined
}

function judgeRefusal(
  { needs }: Tried,
  status: number,
  headers: Headers,
  said: string
): Refusal {
  if (isRateLimit(status, headers, said)) {
    const wait = waitOf(headers)
    const advice =
      wait === undefined
        ? `GitHub names no time to wait: ${inSeconds(unnamedWait)} are taken for one.`
        : `GitHub asks to wait ${inSeconds(wait)}.`
    return { kind: 'rate-limit', advice, wait }
  }
  if (isLockedConversation(needs, status, said)) {
    return {
      kind: 'locked',
      advice:
        'The conversation is locked: unlock it, or switch the comment off.'
    }
  }
  if (status === 403) {
    return (
      explainForbidden(said, headers) ?? {
        kind: 'permission',
        advice: permissionAdvice(needs, ofPermission.test(said))
      }
    )
  }
  if (status === 404) {
    return {
      kind: 'not-found',
      advice:
        'It does not exist, or this token cannot see it: ' +
        `a private repository takes "${needs}" under permissions.`
    }
  }
  if (status === 401) {
    return {
      kind: 'refused',
      advice: 'The github-token is wrong or has expired.'
    }
  }
  return status >= 500
    ? { kind: 'unanswered', advice: '', wait: waitOf(headers) }
    : { kind: 'refused', advice: '' }
}

/**
 * Why GitHub forbids something that more permissions would not change, by its
 * own words, and what does.
 */
const forbidden: readonly (readonly [said: RegExp, advice: string])[] = [
  [
    /\bIP allow list\b/i,
    "The organization lets only known addresses in: run the job on a runner whose address is on the list, or add the runner's."
  ],
  [
    /\bSAML\b|\bsingle sign-on\b/i,
    "The token has to be authorized for the organization's single sign-on by its owner; the job's own token needs none."
  ],
  [
    /\barchived\b/i,
    'The repository is archived, so nothing can be written to it: unarchive it, or switch the comment off.'
  ],
  [
    /\bsuspended\b/i,
    'The account or the installation that the token belongs to is suspended: use the token of another one, or have it reinstated.'
  ],
  [
    /\bpersonal access tokens?\b.*\b(?:forbids|lifetime|classic)\b|\bforbids access\b/i,
    "The organization does not take this kind of token: use the job's own, or one of the kind that it takes."
  ],
  [
    /\bOAuth App access restrictions\b/i,
    "The organization has not approved the app that the token belongs to: have it approved, or use the job's own token."
  ],
  [
    /\brepository access blocked\b|\bbilling\b/i,
    'GitHub has closed the repository or the account for now: its owner has to settle that with GitHub.'
  ],
  [
    /\b(?:blocked|locked)\b/i,
    'More permissions do not change that: whoever set it has to lift it.'
  ]
]

function explainForbidden(said: string, headers: Headers): Refusal | undefined {
  const found = forbidden.find(([words]) => words.test(said))
  if (found) return { kind: 'refused', advice: found[1] }
  return headers['x-github-sso']?.startsWith('required') === true
    ? { kind: 'refused', advice: forbidden[1]?.[1] ?? '' }
    : undefined
}

/** What the first of GraphQL's errors was, in words without the token. */
export function explainGraphqlError(
  call: Omit<Tried, 'route'>,
  first: unknown,
  token: string
): GitHubError {
  const type = (first as { type?: unknown } | null)?.type
  const said = tidy(messageOf(first) ?? 'no message', token)
  const came = `Could not ${call.what} (GraphQL): "${endless(said)}".`
  const cause = explainForbidden(said, {})
  if (cause !== undefined) {
    return new GitHubError(`${came} ${cause.advice}`, {
      kind: cause.kind,
      status: 403
    })
  }
  const isNamed = type === 'INSUFFICIENT_SCOPES' || ofPermission.test(said)
  if (type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES') {
    return new GitHubError(`${came} ${permissionAdvice(call.needs, isNamed)}`, {
      kind: 'permission',
      status: 403,
      missingPermission: call.needs
    })
  }
  if (type === 'NOT_FOUND') {
    return new GitHubError(came, { kind: 'not-found', status: 404 })
  }
  if (type === 'RATE_LIMITED') {
    return new GitHubError(came, { kind: 'rate-limit', status: 200 })
  }
  return new GitHubError(came, { kind: 'refused', status: 200 })
}

/** Words of GitHub's that tell of what the token may not do. */
const ofPermission =
  /\bnot accessible by\b|\bmust have\b|\bpermissions?\b|\bscopes?\b/i

/** Is it the cause by GitHub's own words, or only what it may be? */
function permissionAdvice(needs: string, isNamed: boolean): string {
  const given = `"${needs}" under permissions; runs for forks and for Dependabot cannot have it.`
  return isNamed
    ? `Give the job's token ${given}`
    : `If the job's token may not do this, give it ${given}`
}

/** A 403 says what is locked; a comment has nothing else that is. */
function isLockedConversation(
  needs: string,
  status: number,
  said: string
): boolean {
  return (
    (status === 423 && needs === 'pull-requests: write') ||
    ((status === 423 || status === 403) &&
      /\b(?:issue|pull request|conversation|discussion)\b.*\blocked\b/i.test(
        said
      ))
  )
}

function isRateLimit(status: number, headers: Headers, said: string): boolean {
  if (status === 429) return true
  return (
    status === 403 &&
    (headers['retry-after'] !== undefined ||
      headers['x-ratelimit-remaining'] === '0' ||
      /rate limit/i.test(said))
  )
}

function waitOf(headers: Headers): number | undefined {
  const after = headers['retry-after']
  if (after !== undefined) {
    const seconds = Number(after)
    const wait = Number.isNaN(seconds)
      ? Date.parse(after) - Date.now()
      : seconds * 1000
    if (!Number.isNaN(wait)) return Math.max(0, wait)
  }
  const reset = Number(headers['x-ratelimit-reset'])
  if (headers['x-ratelimit-remaining'] === '0' && !Number.isNaN(reset)) {
    return Math.max(0, reset * 1000 - Date.now())
  }
  return undefined
}

function messageOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { message, errors } = data as { message?: unknown; errors?: unknown }
  if (typeof message !== 'string') return undefined
  const details = Array.isArray(errors)
    ? (errors as unknown[]).flatMap((one) => messageOf(one) ?? [])
    : []
  return [message, ...details].join(': ')
}

/** One line of bounded length without the token. */
function tidy(text: string, token: string): string {
  const safe = token === '' ? text : text.replaceAll(token, '***')
  const line = safe.replace(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 300)}…` : line
}

/** Words of somebody else in the middle of a sentence of ours. */
function endless(said: string): string {
  return said.replace(/\.$/, '')
}

/** `7 s`, rounded up. */
export function inSeconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 1000)} s`
}

/** An answer without what it has to have: what it would tell is not known. */
export function lacking(what: string, part: string): GitHubError {
  return new GitHubError(`Could not ${what}: GitHub's answer lacks ${part}.`, {
    kind: 'refused',
    status: 200
  })
}
