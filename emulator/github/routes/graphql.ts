import { renderGraphql } from '../documents/graphql.ts'
import type { Api, Service } from '../exchange.ts'
import { GitHubFault, readJson } from '../exchange.ts'
import type { User } from '../model.ts'

/** What a query answers; GraphQL's failures are answers, too, of status 200. */
interface Answer {
  readonly data: Record<string, unknown> | null
  readonly errors?: readonly {
    readonly type?: string
    readonly path?: readonly string[]
    readonly message: string
  }[]
}

type Variables = Readonly<Record<string, unknown>>

/** Mounts the GraphQL queries that an action asks. */
export function mountGraphql(api: Api, service: Service): void {
  api.post('/graphql', async (c) => {
    const { query, variables } = (await readJson(c)) as {
      query?: unknown
      variables?: Variables
    }
    if (typeof query !== 'string' || query === '') {
      throw new GitHubFault(
        400,
        'A query attribute must be specified and must be a string.'
      )
    }
    const isMutation = query.includes('minimizeComment')
    return c.json(
      isMutation
        ? minimize(
            service,
            query,
            variables ?? {},
            c.get('identity').scope === 'write'
          )
        : answer(service, query, variables ?? {}, c.get('identity').user)
    )
  })
}

function answer(
  { repository, state }: Service,
  query: string,
  variables: Variables,
  viewer: User
): Answer {
  // Not a variable, and not an argument's name.
  const asks = (field: string) =>
    new RegExp(`(?<!\\$)\\b${field}\\b(?!\\s*:)`).test(query)
  const pick = (fields: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => asks(name)))
  const data: Record<string, unknown> = {}
  if (asks('viewer')) {
    // The viewer keeps its "[bot]"; authors in GraphQL lose it.
    data['viewer'] = pick({ login: viewer.login, databaseId: viewer.id })
  }
  if (!asks('repository')) return { data }

  const name = `${String(readArgument(query, variables, 'owner'))}/${String(readArgument(query, variables, 'name'))}`
  if (name !== repository) {
    return notFound(
      { ...data, repository: null },
      ['repository'],
      `Could not resolve to a Repository with the name '${name}'.`
    )
  }
  const number = readArgument(query, variables, 'number')
  const pull = state.pullRequests.get(Number(number))
  if (pull === undefined) {
    return notFound(
      { ...data, repository: { pullRequest: null } },
      ['repository', 'pullRequest'],
      `Could not resolve to a PullRequest with the number of ${String(number)}.`
    )
  }
  data['repository'] = { pullRequest: pick(renderGraphql(pull, state)) }
  return { data }
}

/** GraphQL API: Mutations, minimizeComment. */
function minimize(
  { state }: Service,
  query: string,
  variables: Variables,
  mayWrite: boolean
): Answer {
  const path = ['minimizeComment']
  if (readArgument(query, variables, 'classifier') === undefined) {
    return {
      data: null,
      errors: [
        {
          path: ['mutation', ...path, 'input', 'classifier'],
          message:
            "Argument 'classifier' on InputObject 'MinimizeCommentInput' is required. Expected type ReportedContentClassifiers!"
        }
      ]
    }
  }
  if (!mayWrite) {
    return {
      data: { minimizeComment: null },
      errors: [
        {
          type: 'FORBIDDEN',
          path,
          message: 'Resource not accessible by integration'
        }
      ]
    }
  }
  const subject = String(readArgument(query, variables, 'subjectId'))
  const comment = state.comments.find(({ id }) => `IC_${id}` === subject)
  if (comment === undefined) {
    return notFound(
      { minimizeComment: null },
      path,
      `Could not resolve to a node with the global id of '${subject}'`
    )
  }
  comment.minimized = true
  return {
    data: { minimizeComment: { minimizedComment: { isMinimized: true } } }
  }
}

function notFound(
  data: Record<string, unknown>,
  path: readonly string[],
  message: string
): Answer {
  return { data, errors: [{ type: 'NOT_FOUND', path, message }] }
}

/** The first argument of that name: a variable, or as it stands there. */
function readArgument(
  query: string,
  variables: Variables,
  name: string
): unknown {
  const match = new RegExp(
    `(?<!\\$)\\b${name}:\\s*(?:\\$(\\w+)|"([^"]*)"|(\\w+))`
  ).exec(query)
  const [, variable, text, word] = match ?? []
  return variable === undefined ? (text ?? word) : variables[variable]
}
