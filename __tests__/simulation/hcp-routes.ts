import type { Clock } from './clock.ts'
import {
  logOf,
  phaseDocument,
  policyDocument,
  runDocument,
  versionDocument,
  workspaceDocument
} from './hcp-documents.ts'
import type { Hcp, Options } from './hcp.ts'
import { answerCommits, withCommits } from './commit-routes.ts'
import { secret } from './hostile.ts'
import { planJson } from './plan-values.ts'
import type { Answer, Request } from './http.ts'

/** What a request is about, in the words of a history. */
export function kindOf({ method, host, path }: Request): string {
  const [where = ''] = path.split('?')
  if (host.includes('github')) {
    if (where === '/graphql') return 'gh-graphql'
    if (method !== 'GET') return 'gh-write'
    if (/\/pulls\/\d+$/.test(where)) return 'gh-pull'
    if (where.endsWith('/pulls')) return 'gh-pulls'
    if (where.endsWith('/reviews')) return 'gh-reviews'
    if (where.endsWith('/permission')) return 'gh-permission'
    if (where.endsWith('/timeline')) return 'gh-timeline'
    if (where.includes('/compare/')) return 'gh-compare'
    return where.endsWith('/comments') ? 'gh-comments' : 'gh-other'
  }
  if (host.startsWith('archivist')) return method === 'PUT' ? 'upload' : 'log'
  const action = /\/runs\/[^/]+\/actions\/([\w-]+)$/.exec(where)?.[1]
  if (action !== undefined) return action === 'apply' ? 'confirm' : action
  if (method === 'POST' && where.endsWith('/runs')) return 'make-run'
  if (method === 'POST' && where.endsWith('/configuration-versions'))
    return 'make-version'
  const kinds: readonly [RegExp, string][] = [
    [/\/runs\/[^/]+$/, 'read-run'],
    [/\/workspaces\/[^/]+$/, 'read-workspace'],
    [/\/(?:workspaces|organizations)\/[^/]+\/runs$/, 'list-runs'],
    [/\/configuration-versions$/, 'list-versions'],
    [/\/ingress-attributes$/, 'read-commit'],
    [/json-output/, 'plan-json'],
    [/\/(?:plans|applies)\/[^/]+$/, 'read-plan'],
    [/\/configuration-versions\//, 'read-version'],
    [/\/cost-estimates\//, 'read-cost'],
    [/policy-checks|task-stages/, 'read-checks'],
    [/run-events$/, 'run-events'],
    [/state-version-outputs$/, 'state-outputs'],
    [/run-triggers$/, 'run-triggers']
  ]
  return kinds.find(([pattern]) => pattern.test(where))?.[1] ?? 'other'
}

/** Answers a request to the API, or to storage, of a moment `lag` ago. */
export function answerHcp({
  hcp,
  clock,
  request,
  by,
  lag,
  trouble,
  note
}: {
  readonly hcp: Hcp
  readonly clock: Clock
  readonly request: Request
  readonly by: number
  readonly lag: number
  readonly trouble: string | undefined
  readonly note: (line: string) => void
}): Answer {
  const time = clock.now() - lag
  const url = new URL(request.path, 'https://app.terraform.io')
  const where = url.pathname.replace(/^\/api\/v2/, '')
  const runOf = (suffix: string | undefined) => hcp.find(`run-${suffix ?? ''}`)
  const body =
    request.body === '' || request.method === 'PUT'
      ? {}
      : (JSON.parse(
          Buffer.from(request.body, 'latin1').toString('utf8')
        ) as Loose)

  if (request.host.startsWith('archivist')) {
    const upload = /upload-(cv-\d+)/.exec(where)
    if (upload !== null) {
      const version = hcp.versions.get(upload[1]!)
      if (version !== undefined) version.uploadedAt ??= clock.now()
      return { status: 200, body: '' }
    }
    const log = /\/(plan|apply)-(\d+)$/.exec(where)
    const run = runOf(log?.[2])
    if (log === null || run === undefined) return { status: 404, body: '' }
    const text = logOf(log[1]!, run, clock.now())
    const offset = Number(url.searchParams.get('offset') ?? 0)
    const limit = Number(url.searchParams.get('limit') ?? 65_536)
    return {
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: text.slice(offset, offset + limit)
    }
  }

  const action = /^\/runs\/run-(\d+)\/actions\/([\w-]+)$/.exec(where)
  if (action !== null) {
    const run = runOf(action[1])
    if (run === undefined) return refusal(404)
    const isAccepted = hcp.act(run, action[2]!, by)
    note(
      `  ${action[2]!} of ${run.id}: ${isAccepted ? 'accepted' : 'refused'} (${run.stages.at(-1)!.status})`
    )
    if (trouble === 'doubled') hcp.act(run, action[2]!, 'proxy')
    return isAccepted
      ? { status: 202, headers: limits, body: '' }
      : refusal(409)
  }
  const override = /^\/policy-checks\/polchk-(\d+)\/actions\/override$/.exec(
    where
  )
  if (override !== null) {
    const run = runOf(override[1])
    if (run === undefined) return refusal(404)
    return hcp.override(run, by)
      ? document(policyDocument(run, clock.now()))
      : refusal(409)
  }
  if (request.method === 'POST' && where === '/runs') {
    const { attributes, relationships } = body['data'] as Loose
    const wanted = relationships['workspace']?.data?.id as string | undefined
    const workspace = hcp.workspaces.find(({ id }) => id === wanted)
    if (workspace === undefined) return refusal(404)
    const run = hcp.make({
      workspace,
      kind:
        attributes['plan-only'] === true
          ? 'plan'
          : attributes['save-plan'] === true
            ? 'save'
            : 'apply',
      message: String(attributes['message']),
      versionId: relationships['configuration-version']?.data?.id as
        string | undefined,
      by,
      createdBy: 'api',
      options: optionsIn(attributes as Loose)
    })
    return document(runDocument(run, clock.now(), clock)!, [], 201)
  }
  if (request.method === 'POST' && where.endsWith('/configuration-versions')) {
    const workspace = hcp.workspaces.find(({ id }) => where.includes(`/${id}/`))
    if (workspace === undefined) return refusal(404)
    return document(
      versionDocument(hcp.makeVersion({ workspace }), clock.now(), true),
      [],
      201
    )
  }
  const commented = /^\/runs\/run-(\d+)\/comments$/.exec(where)
  if (request.method === 'POST' && commented !== null) {
    const run = runOf(commented[1])
    if (run === undefined) return refusal(404)
    const id = `wsc-${commented[1]!}-${run.comments.length + 1}`
    run.comments.push({ id, at: clock.now() })
    return document({ id, type: 'comments', attributes: { body: '' } }, [], 201)
  }

  const read = /^\/runs\/run-(\d+)$/.exec(where)
  if (read !== null) {
    const run = runOf(read[1])
    const found = run && (runDocument(run, time, clock) as Loose | undefined)
    if (run === undefined || found === undefined) return refusal(404)
    const wanted = url.searchParams.get('include') ?? ''
    const included =
      trouble === 'no-includes'
        ? []
        : (['plan', 'apply'] as const)
            .filter((each) => wanted.includes(each))
            .map((each) => phaseDocument(each, run, time, clock))
    if (trouble !== 'no-includes') {
      included.push(...withCommits(hcp, [run], time, wanted))
    }
    if (trouble === 'no-flags') delete found['attributes'].actions
    if (trouble === 'flicker') found['attributes'].actions = {}
    if (trouble === 'bare') {
      const { status, actions } = found['attributes'] as Loose
      found['attributes'] = { status, actions }
      found['relationships'] = {}
    }
    if (trouble === 'confirmable')
      found['attributes'].actions['is-confirmable'] = true
    return document(found, included)
  }
  const listed = answerCommits({ hcp, clock, where, url, time, trouble })
  if (listed !== undefined) {
    return typeof listed === 'number' ? refusal(listed) : list(listed)
  }
  const phase = /^\/(plans|applies)\/(?:plan|apply)-(\d+)$/.exec(where)
  if (phase !== null) {
    const run = runOf(phase[2])
    return run === undefined
      ? refusal(404)
      : document(
          phaseDocument(
            phase[1] === 'plans' ? 'plan' : 'apply',
            run,
            time,
            clock
          )
        )
  }
  const json = /^\/plans\/plan-(\d+)\/json-output(-redacted)?$/.exec(where)
  if (json !== null) {
    const run = runOf(json[1])
    const isRedacted = json[2] !== undefined
    // An older server knows but the whole document.
    const isKept = isRedacted === (run?.ways.provisioner === undefined)
    if (run === undefined || !isKept) return refusal(404)
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: planJson(run, isRedacted)
    }
  }
  const version = /^\/configuration-versions\/(cv-[\w-]+)$/.exec(where)
  if (version !== null) {
    const found = hcp.versions.get(version[1]!)
    if (version[1] === 'cv-current')
      return document(
        versionDocument(
          {
            id: 'cv-current',
            workspace: hcp.workspaces[0]!,
            madeAt: 0,
            uploadedAt: -5_000
          },
          time,
          false
        )
      )
    return found === undefined || found.madeAt > time
      ? refusal(404)
      : document(versionDocument(found, time, false))
  }
  const cost = /^\/cost-estimates\/ce-(\d+)$/.exec(where)
  if (cost !== null) {
    const isDone =
      runOf(cost[1])?.stages.some(
        ({ status, at }) => status === 'cost_estimated' && at <= time
      ) ?? false
    return document({
      id: `ce-${cost[1]!}`,
      type: 'cost-estimates',
      attributes: {
        status: isDone ? 'finished' : 'pending',
        'prior-monthly-cost': '1.0',
        'proposed-monthly-cost': '2.0',
        'delta-monthly-cost': '1.0',
        'resources-count': 1,
        'matched-resources-count': 1,
        'unmatched-resources-count': 0,
        'error-message': null
      }
    })
  }
  const checks =
    /^\/runs\/run-(\d+)\/(policy-checks|task-stages|run-events|comments)$/.exec(
      where
    )
  if (checks !== null) {
    const run = runOf(checks[1])
    const reached =
      run?.stages.some(
        ({ status, at }) => status === 'policy_checking' && at <= time
      ) ?? false
    const data =
      checks[2] === 'policy-checks' && run !== undefined && reached
        ? [policyDocument(run, time)]
        : []
    return list({ data, included: [] })
  }
  if (/^\/policy-checks\/polchk-\d+$/.test(where)) {
    const run = runOf(/\d+/.exec(where)?.[0])
    return run === undefined
      ? refusal(404)
      : document(policyDocument(run, time))
  }
  if (/^\/workspaces\/[\w-]+\/run-triggers$/.test(where)) {
    return list({ data: [], included: [] })
  }
  if (where.endsWith('/current-state-version-outputs')) {
    return {
      status: 200,
      headers: { ...type, ...limits },
      body: JSON.stringify({
        data: [output('open', false), output('closed', true)]
      })
    }
  }
  if (where === '/account/details') {
    return document({
      id: 'user-api',
      type: 'users',
      attributes: { username: 'api-team_1', 'is-service-account': true },
      relationships: {
        'authenticated-resource': { data: { type: 'teams', id: 'team-1' } }
      }
    })
  }
  const [, named] =
    /^(?:\/organizations\/acme)?\/workspaces\/([\w-]+)$/.exec(where) ?? []
  const workspace = hcp.workspaces.find(
    ({ id, name }) => named === (where.startsWith('/org') ? name : id)
  )
  if (workspace !== undefined) {
    const current = hcp.current(workspace)
    const asked = url.searchParams.get('include') ?? ''
    const run =
      current !== undefined && asked.startsWith('current_run')
        ? runDocument(current, time, clock)
        : undefined
    const included =
      run === undefined
        ? []
        : [run, ...withCommits(hcp, [current!], time, asked)]
    return document(workspaceDocument(hcp, workspace), included)
  }
  return refusal(404)
}

function optionsIn(attributes: Loose): Options {
  const targets = attributes['target-addrs'] as readonly string[] | undefined
  return {
    isDestroy: attributes['is-destroy'] === true,
    ...(targets === undefined ? {} : { targets })
  }
}

/** A JSON document of unknown shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Loose = Record<string, any>

const type = { 'content-type': 'application/vnd.api+json' }
const limits = {
  'x-ratelimit-limit': '30',
  'x-ratelimit-remaining': '29',
  'x-ratelimit-reset': '0.0',
  'x-request-id': 'req-1',
  'tfp-api-version': '2.6'
}

function document(
  data: object,
  included: readonly object[] = [],
  status = 200
): Answer {
  return {
    status,
    headers: { ...type, ...limits },
    body: JSON.stringify({ data, included })
  }
}

function list({
  data,
  included
}: {
  readonly data: readonly object[]
  readonly included: readonly object[]
}): Answer {
  const pagination = {
    'current-page': 1,
    'next-page': null,
    'prev-page': null,
    'total-pages': 1,
    'total-count': data.length
  }
  return {
    status: 200,
    headers: { ...type, ...limits },
    body: JSON.stringify({ data, included, meta: { pagination } })
  }
}

function output(name: string, sensitive: boolean): object {
  return {
    id: `wsout-${name}`,
    type: 'state-version-outputs',
    attributes: {
      name,
      sensitive,
      type: 'string',
      value: sensitive ? secret : 'a'
    }
  }
}

function refusal(status: number): Answer {
  const title =
    { 404: 'not found', 409: 'transition not allowed' }[status] ?? 'refused'
  return {
    status,
    headers: { ...type, ...limits },
    body: JSON.stringify({ errors: [{ status: String(status), title }] })
  }
}
