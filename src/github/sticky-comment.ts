import type { GitHub, Repository } from './client.ts'
import { GitHubError } from './refusals.ts'
import { fullName } from './pull-request.ts'

export interface StickyComment {
  readonly id: number
  readonly url: string
  readonly body: string
}

export interface StickyCommentTarget {
  readonly repository: Repository
  /** The pull request's number. */
  readonly pullRequest: number
  /** A whole HTML comment; it is what the comment's body starts with. */
  readonly marker: string
}

export interface UpsertedComment {
  readonly id: number
  readonly url: string
  readonly created: boolean
  /** How many duplicates of ours were put away. */
  readonly folded: number
}

const needs = 'pull-requests: write'
const maxCreates = 3

/**
 * Writes `body` into our own comment of a pull request: updates the oldest one
 * with this marker, or makes one. Comments of others are never ours, whatever
 * they start with. Two jobs may race to make it, so after making one the list
 * is read again and duplicates are folded into the oldest. The marker is put
 * in front of a body that does not start with it.
 *
 * A lost answer never makes a second comment: the list is read before each
 * retry. Throws GitHubError; kind `locked` where the conversation is locked,
 * kind `permission` where the token may not comment (REST API: Issue comments).
 */
export async function upsertStickyComment(
  github: GitHub,
  target: StickyCommentTarget & {
    /** The text, or how to make it from what our comment says now. */
    readonly body: string | ((previous: StickyComment | undefined) => string)
  }
): Promise<UpsertedComment> {
  const { marker } = target
  const self = await readSelf(github)

  let own = await readOwnComments(github, target, self)
  const [oldest] = own
  const text =
    typeof target.body === 'string' ? target.body : target.body(oldest)
  const body = text.startsWith(marker) ? text : `${marker}\n${text}`
  if (oldest !== undefined) {
    const updated = await update(github, target, oldest, body)
    if (updated !== undefined) {
      const folded = await fold(github, target, own.slice(1))
      return { id: updated.id, url: updated.url, created: false, folded }
    }
  }

  const created = await create(github, target, self, body)
  own = await readOwnComments(github, target, self)
  const keep = own[0] ?? created
  if (keep.id === created.id) {
    const folded = await fold(github, target, own.slice(1))
    return { id: created.id, url: created.url, created: true, folded }
  }
  // Another job was first: its comment gets our words, ours goes.
  const updated = await update(github, target, keep, body)
  if (updated === undefined) {
    return { id: created.id, url: created.url, created: true, folded: 0 }
  }
  const folded = await fold(github, target, own.slice(1))
  return { id: updated.id, url: updated.url, created: false, folded }
}

/** Who we are; undefined where GitHub does not tell this token. */
interface Self {
  readonly login: string
  readonly id: number | undefined
}

async function readSelf(github: GitHub): Promise<Self | undefined> {
  const call = { what: 'read whose token this is', needs: 'metadata: read' }
  try {
    const data = (await github.query({
      ...call,
      query: 'query { viewer { login databaseId } }',
      variables: {},
      repeatable: true
    })) as { viewer?: { login?: unknown; databaseId?: unknown } | null } | null
    const self = parseSelf(data?.viewer?.login, data?.viewer?.databaseId)
    if (self !== undefined) return self
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
  }
  try {
    const user = (await github.request({
      ...call,
      route: 'GET /user',
      parameters: {}
    })) as { login?: unknown; id?: unknown }
    return parseSelf(user.login, user.id)
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return undefined
  }
}

function parseSelf(login: unknown, id: unknown): Self | undefined {
  if (typeof login !== 'string') return undefined
  return { login, id: typeof id === 'number' ? id : undefined }
}

interface CommentDocument {
  readonly id: number
  readonly node_id?: string
  readonly html_url?: string
  readonly body?: string | null
  readonly user?: {
    readonly login?: string
    readonly id?: number
    readonly type?: string
  } | null
}

interface OwnComment extends StickyComment {
  readonly nodeId: string | undefined
}

/** Oldest first (REST API: Issue comments, list issue comments). */
async function readOwnComments(
  github: GitHub,
  target: StickyCommentTarget,
  self: Self | undefined
): Promise<readonly OwnComment[]> {
  const documents = (await github.readPages({
    route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    parameters: {
      ...repositoryParameters(target),
      issue_number: target.pullRequest
    },
    what: `list the comments of ${nameOf(target)}`,
    needs: 'pull-requests: read'
  })) as readonly CommentDocument[]
  return documents
    .filter(
      (document) =>
        (document.body ?? '').startsWith(target.marker) &&
        isOwn(document.user, self)
    )
    .map(parseComment)
    .sort((one, other) => one.id - other.id)
}

/**
 * GraphQL may leave the "[bot]" out of an app's login, REST keeps it; and a
 * person may have registered the bare name. Where we do not know ourselves we
 * are an app, as tokens of persons can always be asked.
 */
function isOwn(user: CommentDocument['user'], self: Self | undefined): boolean {
  if (user === undefined || user === null) return false
  const isBot = user.type === 'Bot'
  if (self === undefined) return isBot
  if (self.id !== undefined && user.id === self.id) return true
  const login = user.login?.toLowerCase()
  const own = self.login.toLowerCase()
  if (isBot) return login === `${own.replace(/\[bot\]$/, '')}[bot]`
  return login === own && (self.id === undefined || user.id === undefined)
}

function parseComment(document: CommentDocument): OwnComment {
  return {
    id: document.id,
    url: document.html_url ?? '',
    body: document.body ?? '',
    nodeId: document.node_id
  }
}

/** Resolves to undefined where the comment is gone. */
async function update(
  github: GitHub,
  target: StickyCommentTarget,
  comment: OwnComment,
  body: string
): Promise<OwnComment | undefined> {
  if (comment.body === body) return comment
  try {
    return parseComment(
      (await github.request({
        route: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
        parameters: {
          ...repositoryParameters(target),
          comment_id: comment.id,
          body
        },
        what: `update our comment on ${nameOf(target)}`,
        needs,
        repeatable: true
      })) as CommentDocument
    )
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return undefined
    throw error
  }
}

async function create(
  github: GitHub,
  target: StickyCommentTarget,
  self: Self | undefined,
  body: string
): Promise<OwnComment> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return parseComment(
        (await github.request({
          route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
          parameters: {
            ...repositoryParameters(target),
            issue_number: target.pullRequest,
            body
          },
          what: `comment on ${nameOf(target)}`,
          needs
        })) as CommentDocument
      )
    } catch (error) {
      const isLost = error instanceof GitHubError && error.kind === 'unanswered'
      if (!isLost || attempt === maxCreates) throw error
      await github.pause(attempt)
      const own = await readOwnComments(github, target, self)
      const made = own.find((comment) => comment.body === body)
      if (made !== undefined) return made
      const [oldest] = own
      const adopted = oldest && (await update(github, target, oldest, body))
      if (adopted !== undefined) return adopted
    }
  }
}

/** Deletes our duplicates, or hides those that cannot be deleted. */
async function fold(
  github: GitHub,
  target: StickyCommentTarget,
  duplicates: readonly OwnComment[]
): Promise<number> {
  let folded = 0
  for (const duplicate of duplicates) {
    try {
      await remove(github, target, duplicate)
      folded += 1
    } catch (error) {
      // A duplicate is untidy, not wrong: the report itself is written.
      if (!(error instanceof GitHubError)) throw error
    }
  }
  return folded
}

async function remove(
  github: GitHub,
  target: StickyCommentTarget,
  comment: OwnComment
): Promise<void> {
  try {
    await github.request({
      route: 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
      parameters: { ...repositoryParameters(target), comment_id: comment.id },
      what: `delete a duplicate of our comment on ${nameOf(target)}`,
      needs,
      repeatable: true
    })
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return
    if (comment.nodeId === undefined) throw error
    await github.query({
      query:
        'mutation ($id: ID!) { minimizeComment(input: ' +
        '{subjectId: $id, classifier: DUPLICATE}) ' +
        '{ minimizedComment { isMinimized } } }',
      variables: { id: comment.nodeId },
      what: `hide a duplicate of our comment on ${nameOf(target)}`,
      needs,
      repeatable: true
    })
  }
}

function repositoryParameters(target: StickyCommentTarget): {
  readonly owner: string
  readonly repo: string
} {
  return { owner: target.repository.owner, repo: target.repository.name }
}

function nameOf(target: StickyCommentTarget): string {
  return `pull request #${target.pullRequest} of ${fullName(target.repository)}`
}
