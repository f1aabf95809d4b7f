import type { GitHub, Repository } from './client.ts'
import { field, numberOf, shaOf, textOf } from './payload.ts'
import { fullName } from './pull-request.ts'
import { isRefusal, lacking } from './refusals.ts'

/** Where a pull request's comments are. */
export interface ConversationPlace {
  readonly repository: Repository
  /** The pull request's number. */
  readonly pullRequest: number
}

/** An account as far as a token knows its own. */
export interface Account {
  readonly id: number | undefined
  readonly login: string
}

/** A comment as REST tells it, as far as we use it. */
export interface CommentDocument {
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

/** What whoever writes a comment has to know of its pull request. */
export interface Conversation {
  /** Who we are; undefined where GitHub does not tell this token. */
  readonly self: Account | undefined
  /** The head commit; undefined where it was not told along. */
  readonly head: string | undefined
  /** All comments, oldest first. */
  readonly comments: readonly CommentDocument[]
}

const maxPages = 100

/**
 * Opens the conversation of a pull request, to be read as often as wanted: who
 * we are, its head and its comments in one query. Where GitHub refuses that, or
 * its answer lacks anything, they are read one by one from then on, and the head
 * is left out: a token may read issues and no pull requests, and an older server
 * lack a field. A read throws GitHubError (GraphQL API: PullRequest, `comments`;
 * REST API: Issue comments, list issue comments).
 */
export function openConversation(
  github: GitHub,
  place: ConversationPlace
): () => Promise<Conversation> {
  let isRefused = false
  let known: Pick<Conversation, 'self'> | undefined
  return async () => {
    if (!isRefused) {
      try {
        const conversation = await readAtOnce(github, place)
        known = conversation
        return conversation
      } catch (error) {
        if (!isRefusal(error)) throw error
        isRefused = true
      }
    }
    known ??= { self: await readSelf(github) }
    const { self } = known
    const comments = await listComments(github, place)
    return { self, head: undefined, comments }
  }
}

// The number of a comment is longer than GraphQL's `databaseId` has room for,
// and `fullDatabaseId` is not on every server: its address has it.
const query = `query ($owner: String!, $name: String!, $number: Int!, $after: String) {
  viewer { login databaseId }
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      headRefOid
      comments(first: 100, after: $after) {
        nodes {
          id
          url
          body
          author {
            __typename
            login
            ... on Bot { databaseId }
            ... on User { databaseId }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`

async function readAtOnce(
  github: GitHub,
  place: ConversationPlace
): Promise<Conversation> {
  const comments: CommentDocument[] = []
  const what = `read the conversation of ${nameOf(place)}`
  let after: string | undefined
  for (let page = 1; page <= maxPages; page += 1) {
    const read = await readPage(github, place, what, after)
    comments.push(...read.comments)
    after = read.next
    if (after === undefined) return { ...read, comments: sorted(comments) }
  }
  throw lacking(what, 'an end')
}

/** `next` is where the next page begins; undefined on the last. */
async function readPage(
  github: GitHub,
  { repository, pullRequest }: ConversationPlace,
  what: string,
  after: string | undefined
): Promise<Conversation & { readonly next: string | undefined }> {
  const { owner, name } = repository
  const data = await github.query({
    query,
    variables: { owner, name, number: pullRequest, after: after ?? null },
    ...{ what, needs: 'pull-requests: read', repeatable: true }
  })
  const viewer = field(data, 'viewer')
  const self = parseSelf(field(viewer, 'login'), field(viewer, 'databaseId'))
  const pull = field(field(data, 'repository'), 'pullRequest')
  const head = shaOf(field(pull, 'headRefOid'))
  const nodes = field(field(pull, 'comments'), 'nodes')
  const pageInfo = field(field(pull, 'comments'), 'pageInfo')
  const hasNext = field(pageInfo, 'hasNextPage')
  const next =
    hasNext === false ? undefined : textOf(field(pageInfo, 'endCursor'))
  const hasEnd = hasNext === false || (hasNext === true && next !== undefined)
  if (!self || !head || !Array.isArray(nodes) || !hasEnd) {
    throw lacking(what, 'a part')
  }
  const comments = nodes.map((node) => parseNode(node, what))
  return { self, head, comments, next }
}

/** A comment of GraphQL in REST's words. */
function parseNode(node: unknown, what: string): CommentDocument {
  const url = textOf(field(node, 'url'))
  const id = Number(/#issuecomment-(\d+)$/.exec(url ?? '')?.[1])
  const nodeId = textOf(field(node, 'id'))
  const body = field(node, 'body')
  const author = field(node, 'author')
  const isWhole =
    url !== undefined &&
    nodeId !== undefined &&
    typeof body === 'string' &&
    author !== undefined &&
    Number.isSafeInteger(id)
  if (!isWhole) throw lacking(what, 'a part of a comment')
  return { id, node_id: nodeId, html_url: url, body, user: parseActor(author) }
}

/** Only apps and people have tokens. GraphQL leaves an app's "[bot]" out. */
function parseActor(
  author: unknown
): NonNullable<CommentDocument['user']> | null {
  const login = textOf(field(author, 'login'))
  const type = field(author, '__typename')
  const id = numberOf(field(author, 'databaseId'))
  if (login === undefined || (type !== 'Bot' && type !== 'User')) return null
  const name = type === 'Bot' ? `${login.replace(/\[bot\]$/, '')}[bot]` : login
  return { login: name, type, ...(id === undefined ? {} : { id }) }
}

async function listComments(
  github: GitHub,
  place: ConversationPlace
): Promise<readonly CommentDocument[]> {
  const { repository, pullRequest } = place
  const documents = (await github.readPages({
    route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    parameters: {
      owner: repository.owner,
      repo: repository.name,
      issue_number: pullRequest
    },
    what: `list the comments of ${nameOf(place)}`,
    needs: 'pull-requests: read'
  })) as readonly CommentDocument[]
  return sorted(documents)
}

function sorted(
  documents: readonly CommentDocument[]
): readonly CommentDocument[] {
  return [...documents].sort((one, other) => one.id - other.id)
}

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

function parseSelf(login: unknown, id: unknown): Account | undefined {
  if (typeof login !== 'string') return undefined
  return { login, id: typeof id === 'number' ? id : undefined }
}

/** `pull request #7 of acme/network`. */
export function nameOf({ repository, pullRequest }: ConversationPlace): string {
  return `pull request #${pullRequest} of ${fullName(repository)}`
}
