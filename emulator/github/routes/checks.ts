import { renderAnnotation, renderCheckRun } from '../documents/check-run.ts'
import { idOf } from '../documents/site.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  cutPage,
  demandWrite,
  GitHubFault,
  readJson,
  repositoryPath
} from '../exchange.ts'
import type { Annotation, App, CheckRun } from '../model.ts'
import { renderTime } from '../model.ts'

/** GitHub's documented limits: characters, and annotations of one request. */
const longestText = 65_535
const mostAnnotations = 50

/** A body of create or update; all of it optional but for `name` at first. */
interface Given {
  readonly name?: unknown
  readonly head_sha?: unknown
  readonly details_url?: unknown
  readonly external_id?: unknown
  readonly status?: unknown
  readonly conclusion?: unknown
  readonly completed_at?: unknown
  readonly output?: {
    readonly title?: unknown
    readonly summary?: unknown
    readonly text?: unknown
    readonly annotations?: readonly Annotation[]
  }
}

/** Mounts check runs: made, changed and read. */
export function mountChecks(api: Api, service: Service): void {
  const { state } = service
  const path = `${repositoryPath}/check-runs`

  api.post(path, async (c) => {
    const app = demandApp(c)
    const given = (await readJson(c)) as Given
    const check = createCheckRun(given, app, service)
    change(check, given)
    state.checkRuns.push(check)
    return c.json(renderCheckRun(check, state, service), 201)
  })
  api.patch(`${path}/:id{[0-9]+}`, async (c) => {
    const app = demandApp(c)
    const check = findCheckRun(c, service)
    // Only the App that made a check run may change it.
    if (check.app.id !== app.id) {
      throw new GitHubFault(
        403,
        'Invalid app_id `null` - check run can only be modified by the GitHub App that created it.'
      )
    }
    change(check, (await readJson(c)) as Given)
    return c.json(renderCheckRun(check, state, service))
  })
  api.get(`${path}/:id{[0-9]+}`, (c) =>
    c.json(renderCheckRun(findCheckRun(c, service), state, service))
  )
  api.get(`${path}/:id{[0-9]+}/annotations`, (c) => {
    const check = findCheckRun(c, service)
    return c.json(
      cutPage(c, check.annotations).map((each) =>
        renderAnnotation(each, check, service)
      )
    )
  })
  api.get(`${repositoryPath}/commits/:ref/check-runs`, (c) => {
    const ref = c.req.param('ref')
    const sha = state.branches.get(ref) ?? ref
    const name = c.req.query('check_name')
    const found = state.checkRuns.filter(
      (check) =>
        check.headSha === sha && (name === undefined || check.name === name)
    )
    return c.json({
      total_count: found.length,
      check_runs: cutPage(c, found).map((check) =>
        renderCheckRun(check, state, service)
      )
    })
  })
}

/** @throws {GitHubFault} 403 for a token that is no App's, or may only read */
function demandApp(c: Exchange): App {
  demandWrite(c)
  const { app } = c.get('identity')
  if (app === undefined) {
    throw new GitHubFault(403, 'You must authenticate via a GitHub App.')
  }
  return app
}

function findCheckRun(c: Exchange, { state }: Service): CheckRun {
  const id = Number(c.req.param('id'))
  const found = state.checkRuns.find((check) => check.id === id)
  if (found === undefined) throw new GitHubFault(404, 'Not Found')
  return found
}

function createCheckRun(given: Given, app: App, service: Service): CheckRun {
  const name = demandText(given.name, 'name')
  const headSha = demandText(given.head_sha, 'head_sha')
  return {
    id: service.nextId(),
    // The token decides: one suite for each App and commit.
    suite: idOf(`${app.slug} ${headSha}`),
    app,
    name,
    headSha,
    status: 'queued',
    conclusion: undefined,
    externalId: '',
    detailsUrl: undefined,
    startedAt: renderTime(),
    completedAt: undefined,
    title: undefined,
    summary: undefined,
    text: undefined,
    annotations: []
  }
}

/** Takes over what was given; annotations are added to those that are there. */
function change(check: CheckRun, given: Given): void {
  const { output } = given
  if (output !== undefined) changeOutput(check, output)
  if (given.name !== undefined) check.name = demandText(given.name, 'name')
  if (typeof given.external_id === 'string')
    check.externalId = given.external_id
  // With GITHUB_TOKEN the link is GitHub's own, whatever was asked for.
  if (
    typeof given.details_url === 'string' &&
    check.app.slug !== 'github-actions'
  ) {
    check.detailsUrl = given.details_url
  }
  if (given.status === 'completed' && given.conclusion === undefined) {
    throw invalid('conclusion', 'is required when the status is completed')
  }
  if (given.status !== undefined)
    check.status = demandText(given.status, 'status')
  if (given.conclusion !== undefined) {
    check.conclusion = demandText(given.conclusion, 'conclusion')
    check.status = 'completed'
    check.completedAt =
      typeof given.completed_at === 'string' ? given.completed_at : renderTime()
  } else if (check.status !== 'completed') {
    check.conclusion = undefined
    check.completedAt = undefined
  }
}

function changeOutput(
  check: CheckRun,
  output: NonNullable<Given['output']>
): void {
  const { annotations = [] } = output
  if (annotations.length > mostAnnotations) {
    throw invalid(
      'annotations',
      `No more than ${mostAnnotations} items are allowed; ${annotations.length} were supplied.`
    )
  }
  const summary = demandText(output.summary, 'summary')
  const text =
    output.text === undefined ? check.text : demandText(output.text, 'text')
  for (const [field, value] of Object.entries({ summary, text })) {
    if (value !== undefined && value.length > longestText) {
      throw invalid(
        field,
        `Only ${longestText} characters are allowed; ${value.length} were supplied.`
      )
    }
  }
  if (output.title !== undefined)
    check.title = demandText(output.title, 'title')
  check.summary = summary
  check.text = text
  check.annotations.push(...annotations)
}

function demandText(value: unknown, field: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw invalid(field, `"${field}" wasn't supplied.`)
}

function invalid(field: string, message: string): GitHubFault {
  return new GitHubFault(422, `Invalid request.\n\n${message}`, [
    { resource: 'CheckRun', code: 'invalid', field, message }
  ])
}
