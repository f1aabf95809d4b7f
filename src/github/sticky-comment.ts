import type { GitHub } from './client.ts'
import { nameOf, openConversation } from './conversation.ts'
import type {
  Account,
  CommentDocument,
  Conversation,
  ConversationPlace
} from './conversation.ts'
import { GitHubError, isRefusal } from './refusals.ts'

export interface StickyComment {
  readonly id: number
  readonly url: string
  readonly body: string
}

interface StickyCommentTarget extends ConversationPlace {
  /** A whole HTML comment; it is what the comment's body starts with. */
  readonly marker: string
}

export interface UpsertedComment {
  readonly id: number
  readonly url: string
  readonly created: boolean
  /** How many other comments of ours were put away. */
  readonly folded: number
}

export interface StickyCommentRequest extends StickyCommentTarget {
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
  /**
   * Must one of our comments stay as it is, and with it all of them? Told the
   * pull request's head as it was read with them, where it was.
   */
  readonly mustStay?: (
    comment: StickyComment,
    head: string | undefined
  ) => boolean | Promise<boolean>
  /** Where there is none: make one? By default yes. Told the head as well. */
  readonly mayCreate?: (head: string | undefined) => boolean | Promise<boolean>
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
  const read = openConversation(github, request)
  let left = patience
  for (;;) {
    try {
      return await upsert(github, request, read)
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

/** Reads the conversation as it is now. */
type Read = () => Promise<Conversation>

async function upsert(
  github: GitHub,
  request: StickyCommentRequest,
  read: Read
): Promise<UpsertedComment | undefined> {
  const conversation = await read()
  const { self, head } = conversation
  const {
    own: marked,
    foreign,
    former,
    voids
  } = pickOurs(request, conversation)
  const isNew = marked.length + foreign.length === 0
  const youngest = (former.length > 0 ? former : voids).slice(-1)
  const own = isNew ? youngest : marked
  for (const comment of [...own, ...foreign]) {
    if (await request.mustStay?.(comment, head)) return done(comment, false, 0)
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
  return ((await request.mayCreate?.(head)) ?? true)
    ? await make(github, request, read, bodyFor(request, undefined, self))
    : undefined
}

/** Makes a comment, and gives way where another job was first. */
async function make(
  github: GitHub,
  request: StickyCommentRequest,
  read: Read,
  body: string
): Promise<UpsertedComment> {
  const created = await create(github, request, read, body)
  let conversation: Conversation
  try {
    conversation = await read()
  } catch (error) {
    // It is there; who else made one is seen by the next step.
    if (isRefusal(error)) return done(created, true, 0)
    throw error
  }
  const { self, head } = conversation
  const { own } = pickOurs(request, conversation)
  const keep = own[0] ?? created
  if (keep.id === created.id) {
    return done(created, true, await fold(github, request, own.slice(1)))
  }
  // Another job was first: its comment gets our words, unless it is younger,
  // and ours goes.
  const updated = (await request.mustStay?.(keep, head))
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

/** The comments of ours, oldest first. */
function pickOurs(
  request: StickyCommentRequest,
  { comments: found, self }: Conversation
): Comments {
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
  read: Read,
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
      const conversation = await read()
      const { own } = pickOurs(target, conversation)
      const made = own.find((comment) => comment.body === body)
      if (made !== undefined) return made
      const [oldest] = own
      if (oldest === undefined) continue
      if (await target.mustStay?.(oldest, conversation.head)) return oldest
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
