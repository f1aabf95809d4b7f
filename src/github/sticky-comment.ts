import type { GitHub, Repository } from './client.ts'
import { GitHubError } from './refusals.ts'
import { fullName } from './pull-request.ts'

export interface StickyComment {
  readonly id: number
  readonly url: string
  readonly body: string
}

interface StickyCommentTarget {
  readonly repository: Repository
  /** The pull request's number. */
  readonly pullRequest: number
  /** A whole HTML comment; it is what the comment's body starts with. */
  readonly marker: string
}

/** An account as far as a token knows its own. */
interface Account {
  readonly id: number | undefined
  readonly login: string
}

export interface UpsertedComment {
  readonly id: number
  readonly url: string
  readonly created: boolean
  /** How many other comments of ours were put away. */
  readonly folded: number
}

interface StickyCommentRequest extends StickyCommentTarget {
  /**
   * The text, or how to make it from what our comment says now, knowing who
   * writes it.
   */
  readonly body:
    | string
    | ((
        previous: StickyComment | undefined,
        self: Account | undefined
      ) => string)
  /** Must one of our comments stay as it is, and with it all of them? */
  readonly mustStay?: (comment: StickyComment) => boolean | Promise<boolean>
  /** Where there is none: make one? By default yes. */
  readonly mayCreate?: () => boolean | Promise<boolean>
  /**
   * The account that a comment says it was written by, where that can be
   * checked: so comments of ours are found that another token wrote.
   */
  readonly authorOf?: (body: string) => Account | undefined
  /**
   * Is it ours from before its marker was another one? Where there is none with
   * the marker, the youngest of these is written over, with either marker.
   */
  readonly isFormer?: (body: string) => boolean
  /**
   * Is it ours, of another marker, and about nothing that there is? It is
   * written over where there is no other, and put away else.
   */
  readonly isVoid?: (body: string) => boolean
  /** Told of comments of ours that this token cannot change. */
  readonly onForeign?: (comment: StickyComment, why: string) => void
  /** Waits while GitHub's rate limit asks for it. By default nobody does. */
  readonly wait?: ((milliseconds: number) => Promise<void>) | undefined
}

const needs = 'pull-requests: write'
const maxCreates = 3

/** Milliseconds of waits that GitHub's rate limits may ask for, together. */
const patience = 300_000

/**
 * Writes `body` into our own comment of a pull request: updates the oldest one
 * with this marker, or makes one. Comments of others are never ours, whatever
 * they start with, but for those that we wrote as another account and can
 * check: they are taken over. Two jobs may race to make it, so after making one
 * the list is read again and duplicates are folded into the oldest. The marker
 * is put in front of a body that has none of ours. Resolves to undefined
 * where there is none and none is to be made.
 *
 * A lost answer never makes a second comment: the list is read before each
 * retry. What is said grows old while a rate limit is waited out, so all is
 * read and decided again after it. Throws GitHubError; kind `locked` where the
 * conversation is locked, kind `permission` where the token may not comment
 * (REST API: Issue comments).
 */
export async function upsertStickyComment(
  github: GitHub,
  request: StickyCommentRequest
): Promise<UpsertedComment | undefined> {
  let left = patience
  for (;;) {
    try {
      return await upsert(github, request)
    } catch (error) {
      const asked =
        error instanceof GitHubError && error.kind === 'rate-limit'
          ? error.wait
          : undefined
      if (asked === undefined || request.wait === undefined || asked > left) {
        throw error
      }
      // A wait of nothing would ask without end.
      const time = Math.max(asked, 1_000)
      left -= time
      await request.wait(time)
    }
  }
}

async function upsert(
  github: GitHub,
  request: StickyCommentRequest
): Promise<UpsertedComment | undefined> {
  const self = await readSelf(github)
  const {
    own: marked,
    foreign,
    former,
    voids
  } = await readComments(github, request, self)
  const isNew = marked.length + foreign.length === 0
  const youngest = (former.length > 0 ? former : voids).slice(-1)
  const own = isNew ? youngest : marked
  for (const comment of [...own, ...foreign]) {
    if (await request.mustStay?.(comment)) return done(comment, false, 0)
  }
  // Whoever made it: what is there is brought up to date before one is made.
  for (const comment of [...own.slice(0, 1), ...foreign]) {
    const body = bodyFor(request, comment, self)
    const updated = own.includes(comment)
      ? await update(github, request, comment, body)
      : await takeOver(github, request, comment, body)
    if (updated === undefined) continue
    const others = [...own, ...foreign, ...voids].filter(
      ({ id }) => id !== comment.id
    )
    return done(updated, false, await fold(github, request, others))
  }
  return ((await request.mayCreate?.()) ?? true)
    ? await make(github, request, self, bodyFor(request, undefined, self))
    : undefined
}

/** Makes a comment, and gives way where another job was first. */
async function make(
  github: GitHub,
  request: StickyCommentRequest,
  self: Account | undefined,
  body: string
): Promise<UpsertedComment> {
  const created = await create(github, request, self, body)
  const { own } = await readComments(github, request, self)
  const keep = own[0] ?? created
  if (keep.id === created.id) {
    return done(created, true, await fold(github, request, own.slice(1)))
  }
  // Another job was first: its comment gets our words, unless it is younger,
  // and ours goes.
  const updated = (await request.mustStay?.(keep))
    ? keep
    : await update(github, request, keep, bodyFor(request, keep, self))
  if (updated === undefined) return done(created, true, 0)
  return done(updated, false, await fold(github, request, own.slice(1)))
}

function done(
  { id, url }: StickyComment,
  created: boolean,
  folded: number
): UpsertedComment {
  return { id, url, created, folded }
}

function bodyFor(
  { body, marker, isFormer }: StickyCommentRequest,
  previous: StickyComment | undefined,
  self: Account | undefined
): string {
  const text = typeof body === 'string' ? body : body(previous, self)
  const isMarked = text.startsWith(marker) || isFormer?.(text) === true
  return isMarked ? text : `${marker}\n${text}`
}

/** Who we are; undefined where GitHub does not tell this token. */
async function readSelf(github: GitHub): Promise<Account | undefined> {
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
    if (!isRefusal(error)) throw error
  }
  try {
    const user = (await github.request({
      ...call,
      route: 'GET /user',
      parameters: {}
    })) as { login?: unknown; id?: unknown }
    return parseSelf(user.login, user.id)
  } catch (error) {
    if (!isRefusal(error)) throw error
    return undefined
  }
}

/** It is a no, and not one that a wait would turn into a yes. */
function isRefusal(error: unknown): error is GitHubError {
  return error instanceof GitHubError && error.kind !== 'rate-limit'
}

function parseSelf(login: unknown, id: unknown): Account | undefined {
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

interface Comments {
  readonly own: readonly OwnComment[]
  /** Ours by what can be checked in them, written by another account. */
  readonly foreign: readonly OwnComment[]
  /** What there is from before the marker was another one. */
  readonly former: readonly OwnComment[]
  /** What is of another marker and about nothing. */
  readonly voids: readonly OwnComment[]
}

/** Oldest first (REST API: Issue comments, list issue comments). */
async function readComments(
  github: GitHub,
  request: StickyCommentRequest,
  self: Account | undefined
): Promise<Comments> {
  const documents = (await github.readPages({
    route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    parameters: {
      ...repositoryParameters(request),
      issue_number: request.pullRequest
    },
    what: `list the comments of ${nameOf(request)}`,
    needs: 'pull-requests: read'
  })) as readonly CommentDocument[]
  const found = [...documents].sort((one, other) => one.id - other.id)
  // Whose words it has must be who wrote it: anybody can copy a comment.
  const isChecked = ({ user, body }: CommentDocument): boolean => {
    const author = request.authorOf?.(body ?? '')
    return author !== undefined && isOwn(user, author)
  }
  const isMarked = ({ body }: CommentDocument): boolean =>
    (body ?? '').startsWith(request.marker)
  const ownOnes = found.filter(({ user }) => isOwn(user, self))
  const pick = (is: ((body: string) => boolean) | undefined) =>
    ownOnes.filter(({ body }) => is?.(body ?? '') === true).map(parseComment)
  return {
    former: pick(request.isFormer),
    voids: pick(request.isVoid),
    own: ownOnes
      .filter((document) => isMarked(document) || isChecked(document))
      .map(parseComment),
    foreign: found
      .filter(({ user }) => !isOwn(user, self))
      .filter(isChecked)
      .map(parseComment)
  }
}

/**
 * GraphQL may leave the "[bot]" out of an app's login, REST keeps it; and a
 * person may have registered the bare name. Where we do not know ourselves we
 * are an app, as tokens of persons can always be asked.
 */
function isOwn(
  user: CommentDocument['user'],
  self: Account | undefined
): boolean {
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
        repeatable: true,
        isTimely: true
      })) as CommentDocument
    )
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return undefined
    throw error
  }
}

/**
 * Writes over a comment that another account of ours wrote. Undefined where
 * this token may not, which is told.
 */
async function takeOver(
  github: GitHub,
  request: StickyCommentRequest,
  comment: OwnComment,
  body: string
): Promise<OwnComment | undefined> {
  try {
    return await update(github, request, comment, body)
  } catch (error) {
    if (!isRefusal(error)) throw error
    request.onForeign?.(comment, error.message)
    return undefined
  }
}

async function create(
  github: GitHub,
  target: StickyCommentRequest,
  self: Account | undefined,
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
          needs,
          isTimely: true
        })) as CommentDocument
      )
    } catch (error) {
      const isLost = error instanceof GitHubError && error.kind === 'unanswered'
      if (!isLost || attempt === maxCreates) throw error
      await github.pause(attempt)
      const { own } = await readComments(github, target, self)
      const made = own.find((comment) => comment.body === body)
      if (made !== undefined) return made
      const [oldest] = own
      if (oldest === undefined) continue
      if (await target.mustStay?.(oldest)) return oldest
      const adopted = await update(github, target, oldest, body)
      if (adopted !== undefined) return adopted
    }
  }
}

/** Deletes our other comments, or hides those that cannot be deleted. */
async function fold(
  github: GitHub,
  request: StickyCommentRequest,
  duplicates: readonly OwnComment[]
): Promise<number> {
  let folded = 0
  for (const duplicate of duplicates) {
    try {
      await remove(github, request, duplicate)
      folded += 1
    } catch (error) {
      // A duplicate is untidy, and told: the report itself is written.
      if (!(error instanceof GitHubError)) throw error
      request.onForeign?.(duplicate, error.message)
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
