import type { Clock } from './clock.ts'
import type { History } from './history.ts'
import type { Answer, Request } from './http.ts'

export interface Review {
  readonly id: number
  /** Undefined: the account was deleted. */
  user: string | undefined
  state: string
  readonly commit: string
}

interface Comment {
  readonly id: number
  body: string
  readonly by: string
  isMinimized?: boolean
}

/** A comment of ours was written over, or removed (`after` is undefined). */
interface Rewrite {
  /** Number of the job. */
  readonly by: number
  readonly before: string
  readonly after: string | undefined
}

/** GitHub with one repository and one pull request: the state behind it. */
export interface GitHub {
  head: string
  state: 'open' | 'closed'
  isMerged: boolean
  readonly author: string
  readonly labels: Map<string, string>
  readonly reviews: Review[]
  readonly permissions: Map<string, string>
  readonly title: string
  readonly comments: Comment[]
  readonly rewrites: Rewrite[]
  readonly checks: Map<number, Record<string, unknown>>
  behind: number
  /** Permission of the job's token to write comments. */
  mayComment: boolean
  /** Until when lists do not tell of the merge. */
  pullsKnownAt: number
}

export const repository = 'acme/network'
export const pullRequest = 7
/** The commit that the workflow run is about. */
export const firstHead = 'a'.repeat(40)
export const laterHead = 'b'.repeat(40)
export const mergeCommit = 'c'.repeat(40)
/** The base's tip before the merge, and after the next push to it. */
export const earlierTip = 'd'.repeat(40)
export const nextTip = 'e'.repeat(40)

export function createGitHub(title = 'Build the network'): GitHub {
  return {
    title,
    rewrites: [],
    pullsKnownAt: 0,
    head: firstHead,
    state: 'open',
    isMerged: false,
    author: 'author',
    labels: new Map(),
    reviews: [],
    permissions: new Map([
      ['author', 'write'],
      ['alice', 'write'],
      ['bob', 'write'],
      ['reader', 'read']
    ]),
    comments: [],
    checks: new Map(),
    behind: 0,
    mayComment: true
  }
}

/** Brings reviews, labels and state to what a scenario says. */
export function setScene(
  github: GitHub,
  {
    approvedBy,
    labelledBy,
    isByReader,
    isApprovalOld,
    isMerged
  }: History['scenario']
): void {
  for (const who of approvedBy) {
    github.reviews.push({
      id: github.reviews.length + 1,
      user: isByReader ? 'reader' : who,
      state: 'APPROVED',
      commit: isApprovalOld ? mergeCommit : firstHead
    })
  }
  if (labelledBy !== undefined) {
    github.labels.set('ready', isByReader ? 'reader' : labelledBy)
  }
  if (isMerged) {
    github.state = 'closed'
    github.isMerged = true
  }
}

/** What the gate asks of a pull request, as it is at a moment. */
export interface Facts {
  readonly head: string
  readonly behind: number
  readonly isApproved: boolean
  readonly isDecided: boolean
  readonly isLabelled: boolean
}

export function factsOf(github: GitHub): Facts {
  const latest = latestReviews(github)
  // Nobody can say what a deleted account was allowed to do.
  const counted = latest.filter(
    ({ user: who }) =>
      who === undefined || github.permissions.get(who) === 'write'
  )
  return {
    head: github.head,
    behind: github.behind,
    isApproved:
      counted.some(
        ({ user: who, state, commit }) =>
          who !== undefined && state === 'APPROVED' && commit === github.head
      ) && !counted.some(({ state }) => state === 'CHANGES_REQUESTED'),
    isDecided: reviewDecisionOf(github) === 'APPROVED',
    isLabelled: [...github.labels].some(
      ([name, by]) => name === 'ready' && github.permissions.get(by) === 'write'
    )
  }
}

/** The last word of each; every one of an account that is gone. */
function latestReviews(github: GitHub): Review[] {
  const latest = new Map<string, Review>()
  for (const review of github.reviews) {
    if (review.state === 'COMMENTED') continue
    latest.set(review.user ?? `gone ${review.id}`, review)
  }
  return [...latest.values()]
}

/** The same for the same name, and another for another. */
export function idOf(login: string): number {
  return Buffer.from(login).reduce((id, byte) => id * 31 + byte, 7)
}

const user = (login: string): object => ({
  login,
  id: idOf(login),
  type: login.endsWith('[bot]') ? 'Bot' : 'User'
})
const bot = 'github-actions[bot]'

export function pullDocument(github: GitHub): object {
  return {
    number: pullRequest,
    title: github.title,
    state: github.state,
    draft: false,
    merged: github.isMerged,
    merged_at: github.isMerged ? '2026-03-02T07:00:00Z' : null,
    merge_commit_sha: mergeCommit,
    user: user(github.author),
    head: {
      sha: github.head,
      ref: 'topic',
      repo: { id: 1, full_name: repository }
    },
    base: {
      ref: 'main',
      sha: 'd'.repeat(40),
      repo: { id: 1, full_name: repository }
    },
    labels: [...github.labels.keys()].map((name) => ({ name })),
    author_association: 'MEMBER'
  }
}

const ok = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value)
})

const notFound = (): Answer => ok({ message: 'Not Found' }, 404)
const forbidden = (): Answer =>
  ok({ message: 'Resource not accessible by integration' }, 403)

function commentDocument(comment: Comment): object {
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    body: comment.body,
    user: user(comment.by),
    html_url: `https://github.com/${repository}/pull/7#issuecomment-${comment.id}`,
    performed_via_github_app: null
  }
}

/** GraphQL API: IssueComment. */
function commentNode({ id, body, by }: Comment): object {
  const isBot = by.endsWith('[bot]')
  return {
    id: `IC_${id}`,
    url: `https://github.com/${repository}/pull/7#issuecomment-${id}`,
    body,
    author: {
      __typename: isBot ? 'Bot' : 'User',
      login: by.replace(/\[bot\]$/, ''),
      databaseId: idOf(by)
    }
  }
}

/** What the review decision of a branch rule with one approval would be. */
function reviewDecisionOf(github: GitHub): string {
  const states = latestReviews(github).map(({ state }) => state)
  if (states.includes('CHANGES_REQUESTED')) return 'CHANGES_REQUESTED'
  return states.includes('APPROVED') ? 'APPROVED' : 'REVIEW_REQUIRED'
}

/** Answers a request to the REST or the GraphQL API. */
export function answerGitHub(
  github: GitHub,
  { method, path, body }: Pick<Request, 'method' | 'path' | 'body'>,
  by: number,
  clock: Clock
): Answer {
  const given = (
    body === '' ? {} : JSON.parse(Buffer.from(body, 'latin1').toString('utf8'))
  ) as Record<string, unknown>
  const [where = ''] = path.split('?')
  if (where === '/graphql') return answerQuery(github, given)
  const inRepository = `/repos/${repository}`
  if (where === inRepository) {
    return ok({ id: 1, full_name: repository, default_branch: 'main' })
  }
  if (where === '/user') return forbidden()
  if (!where.startsWith(inRepository)) return notFound()
  const rest = where.slice(inRepository.length)
  const route = `${method} ${rest}`
  const comment = /^\/issues\/comments\/(\d+)$/.exec(rest)
  if (comment !== null) {
    const found = github.comments.find(({ id }) => id === Number(comment[1]))
    if (!github.mayComment) return forbidden()
    if (found === undefined) return notFound()
    const before = found.body
    if (method === 'PATCH') {
      found.body = String(given['body'])
      github.rewrites.push({ by, before, after: found.body })
    }
    if (method === 'DELETE') {
      github.rewrites.push({ by, before, after: undefined })
      github.comments.splice(github.comments.indexOf(found), 1)
      return { status: 204, body: '' }
    }
    return ok(commentDocument(found))
  }
  const permission = /^\/collaborators\/([^/]+)\/permission$/.exec(rest)
  if (permission !== null) {
    const login = decodeURIComponent(permission[1]!)
    const held = github.permissions.get(login)
    return held === undefined
      ? notFound()
      : ok({ permission: held, role_name: held, user: user(login) })
  }
  const check = /^\/check-runs\/(\d+)$/.exec(rest)
  if (check !== null && method === 'PATCH') {
    const id = Number(check[1])
    github.checks.set(id, { ...github.checks.get(id), ...given })
    return ok({ id, ...github.checks.get(id) })
  }
  const commit = /^\/git\/commits\/([0-9a-f]+)$/.exec(rest)
  if (commit !== null) {
    return ok({ sha: commit[1], tree: { sha: `${commit[1]!.slice(1)}e` } })
  }
  switch (route) {
    case `GET /pulls/${pullRequest}`:
      return ok(pullDocument(github))
    case `GET /pulls/${pullRequest}/reviews`:
      return ok(
        github.reviews.map((review) => ({
          id: review.id,
          user: review.user === undefined ? null : user(review.user),
          state: review.state,
          commit_id: review.commit,
          submitted_at: '2026-03-02T07:30:00Z'
        }))
      )
    case `GET /issues/${pullRequest}/comments`:
      return ok(github.comments.map(commentDocument))
    case `POST /issues/${pullRequest}/comments`: {
      if (!github.mayComment) return forbidden()
      const made: Comment = {
        id: Math.floor(clock.now()) * 10 + github.comments.length + 1,
        body: String(given['body']),
        by: bot
      }
      github.comments.push(made)
      return ok(commentDocument(made), 201)
    }
    case `GET /issues/${pullRequest}/timeline`:
      return ok(
        [...github.labels].map(([name, by]) => ({
          event: 'labeled',
          label: { name },
          actor: user(by),
          created_at: '2026-03-02T07:40:00Z'
        }))
      )
    case 'POST /check-runs': {
      const id = github.checks.size + 1
      github.checks.set(id, { ...given, by })
      return ok({ id, ...given }, 201)
    }
  }
  if (/^GET \/(?:commits\/[0-9a-f]+\/)?pulls$/.test(route)) {
    const isKnown = clock.now() >= github.pullsKnownAt
    const isOfMerge = !route.includes(nextTip)
    return ok(isKnown && isOfMerge ? [pullDocument(github)] : [])
  }
  if (route === 'GET /git/ref/heads%2Fmain') {
    return ok({
      ref: 'refs/heads/main',
      object: { type: 'commit', sha: nextTip }
    })
  }
  if (route.startsWith('GET /compare/')) {
    const sha = route.split('...')[1] ?? ''
    return ok({
      ...{ behind_by: github.behind, ahead_by: 1, status: 'ahead' },
      ...{ total_commits: 1, commits: [{ sha }] }
    })
  }
  if (/^GET \/commits\/[0-9a-f]+\/statuses$/.test(route)) return ok([])
  if (/^GET \/actions\/runs\/\d+\/approvals$/.test(route)) return ok([])
  if (/^GET \/commits\/[0-9a-f]+\/check-runs$/.test(route)) {
    const all = [...github.checks].map(
      ([id, each]): Record<string, unknown> => ({ ...each, id })
    )
    const found = all.filter((each) => route.includes(String(each['head_sha'])))
    return ok({ total_count: found.length, check_runs: found })
  }
  return notFound()
}

function answerQuery(github: GitHub, given: Record<string, unknown>): Answer {
  const query = String(given['query'])
  if (query.includes('minimizeComment')) {
    const subject = /IC_(\d+)/.exec(JSON.stringify(given))?.[1]
    const found = github.comments.find(({ id }) => id === Number(subject))
    if (found !== undefined) found.isMinimized = true
    return ok({ data: {} })
  }
  const viewer = { login: 'github-actions', databaseId: 41 }
  if (query.includes('comments')) {
    const nodes = github.comments.map(commentNode)
    const pageInfo = { hasNextPage: false, endCursor: null }
    const pullRequest = {
      headRefOid: github.head,
      comments: { nodes, pageInfo }
    }
    return ok({ data: { viewer, repository: { pullRequest } } })
  }
  if (query.includes('viewer')) return ok({ data: { viewer } })
  return ok({
    data: {
      repository: {
        pullRequest: {
          headRefOid: github.head,
          reviewDecision: reviewDecisionOf(github)
        }
      }
    }
  })
}
