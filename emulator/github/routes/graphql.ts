import { renderGraphql, renderViewer } from '../documents/graphql.ts'
import type { Api, Service } from '../exchange.ts'
import { GitHubFault, readJson } from '../exchange.ts'
import type { User } from '../model.ts'
import { parseSelections, select, UndefinedField } from '../selection.ts'
import type { Thing } from '../selection.ts'

/** What a query answers; GraphQL's failures are answers, too, of status 200. */
interface Answer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly {
    readonly type?: string
    readonly path?: readonly string[]
    readonly message: string
    readonly extensions?: Readonly<Record<string, string>>
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
  service: Service,
  query: string,
  variables: Variables,
  viewer: User
): Answer {
  const missing: Missing[] = []
  const root: Thing = {
    type: 'Query',
    fields: {
      viewer: renderViewer(viewer),
      repository: (given: Variables) => {
        const name = `${String(given['owner'])}/${String(given['name'])}`
        if (name === service.repository) return repositoryOf(service, missing)
        const what = `a Repository with the name '${name}'.`
        missing.push({ path: ['repository'], what })
        return null
      }
    }
  }
  try {
    const data = select(root, parseSelections(query, variables))
    const [first] = missing
    return first === undefined
      ? { data }
      : notFound(data, first.path, first.what)
  } catch (error) {
    if (!(error instanceof UndefinedField)) throw error
    const { typeName, fieldName } = error
    const extensions = { code: 'undefinedField', typeName, fieldName }
    return { errors: [{ message: error.message, extensions }] }
  }
}

/** What was asked for and is not there. */
interface Missing {
  readonly path: readonly string[]
  readonly what: string
}

function repositoryOf(service: Service, missing: Missing[]): Thing {
  const pullRequest = ({ number }: Variables) => {
    const pull = service.state.pullRequests.get(Number(number))
    if (pull !== undefined) return renderGraphql(pull, service.state, service)
    const what = `a PullRequest with the number of ${String(number)}.`
    missing.push({ path: ['repository', 'pullRequest'], what })
    return null
  }
  return { type: 'Repository', fields: { pullRequest } }
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
      `a node with the global id of '${subject}'`
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
  what: string
): Answer {
  const message = `Could not resolve to ${what}`
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
