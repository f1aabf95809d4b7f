import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import type { Engine } from '../engines/engine.ts'
import type { Trouble } from '../interference.ts'
import { answerThrough, createInterference } from '../interference.ts'
import { parseStateFile } from '../engines/state-file.ts'
import { createArchivist } from './archivist.ts'
import type {
  Api,
  Env,
  Exchange,
  RunCreation,
  Service,
  WorkspaceOptions
} from './exchange.ts'
import { ApiFault, notFound } from './faults.ts'
import { createIdentifier, createSecret } from './identifier.ts'
import type {
  HcpState,
  Permission,
  Phase,
  Principal,
  Run,
  RunVariable,
  StageName,
  StateVersion,
  TaskStage,
  Workspace
} from './model.ts'
import { isFinal, renderTime } from './model.ts'
import { createRateLimit } from './rate-limit.ts'
import { mountAccounts } from './routes/accounts.ts'
import { mountBlobs } from './routes/blobs.ts'
import { mountChecks } from './routes/checks.ts'
import { mountConfigurationVersions } from './routes/configuration-versions.ts'
import { mountPlans } from './routes/plans.ts'
import { mountRuns } from './routes/runs.ts'
import { mountStates } from './routes/states.ts'
import { mountWorkspaces } from './routes/workspaces.ts'
import type { Invention, Pace } from './run-life.ts'
import { createRunLife } from './run-life.ts'

export interface TokenOptions {
  readonly kind: Principal['kind']
  /** The fixed permission set, in every workspace it sees. */
  readonly permission: Permission
  readonly username?: string
  /** Administers the whole installation (Terraform Enterprise). */
  readonly siteAdmin?: boolean
  /** May override policies. Default false. */
  readonly policyOverrides?: boolean
  /** Names of the workspaces it sees. Default all. */
  readonly workspaces?: readonly string[]
}

export interface HcpOptions {
  readonly engine: Engine
  readonly organization?: string
  readonly workspaces?: readonly WorkspaceOptions[]
  readonly port?: number
  readonly pace?: Partial<Pace>
  /**
   * `tfe`: version headers of Enterprise, no rate limit, blobs on the same
   * host, the admin API, and of the betas none.
   */
  readonly personality?: 'hcp' | 'tfe'
  /**
   * Whether runs can include their task stages. Default: on HCP Terraform; an
   * old Enterprise cannot, and Terraform 1.11 cannot live with that.
   */
  readonly taskStages?: boolean
  /** Shows passing states as confirmable (E-7, the nasty mode). */
  readonly flickers?: boolean
  /** Makes ordinary runs of saved plans, as Enterprise did before it had them. */
  readonly ignoresSavePlan?: boolean
  /** Takes every run as auto-apply, whatever its creation says. */
  readonly forcesAutoApply?: boolean
  /** Statuses that no document lists, each shown for a while. */
  readonly inventions?: readonly Invention[]
  /** Ends logs without their last byte, as a crashed worker does (E-10). */
  readonly crashesLogs?: boolean
  /** The redacted plan comes in a 200 instead of by redirect (E-12). */
  readonly redactedInline?: boolean
  /** 204s of the redacted plan after the plan has finished. Default 1. */
  readonly redactedDelays?: number
  /** Enforces 30 requests a second. Default false: tests are in a hurry. */
  readonly limitsRequests?: boolean
  /** Run lists allowed a minute. Default 30. */
  readonly listsPerMinute?: number
  /** Where state files go. Default: a folder of its own, removed at the end. */
  readonly dataDirectory?: string
}

/** One request as the log keeps it: who asked, never with which secret. */
export interface RequestRecord {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Lower-case names; `authorization` holds the kind of the token. */
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON, the size of other bodies, undefined without one. */
  readonly body: unknown
  readonly status: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface HcpServer {
  /** Without a trailing slash, e.g. `http://127.0.0.1:40123`. */
  readonly url: string
  /** A team token with write permission: the one an action should have. */
  readonly token: string
  /** One token of every permission, and an organization token. */
  readonly tokens: Readonly<
    Record<
      'write' | 'admin' | 'plan' | 'read' | 'user' | 'organization',
      string
    >
  >
  readonly organization: string
  readonly requests: readonly RequestRecord[]
  readonly state: HcpState
  readonly dataDirectory: string
  addToken(options: TokenOptions): string
  revokeToken(token: string): void
  addWorkspace(options: WorkspaceOptions): Workspace
  /** @throws {Error} when there is no workspace of that name */
  workspace(name: string): Workspace
  /** @throws {Error} when there is no run of that id */
  run(id: string): Run
  /** Addresses in the workspace's current state, sorted. */
  addresses(workspaceName: string): readonly string[]
  /** The workspace's current state file; undefined before the first apply. */
  stateFile(workspaceName: string): string | undefined
  /** Locks and unlocks by hand, as somebody else. */
  lock(workspaceName: string, reason: string, username?: string): void
  unlock(workspaceName: string): void
  /** The next apply writes a state that the service then fails to store. */
  failStateUpload(workspaceName: string): void
  /** A run's decisions as another person takes them in the UI. */
  act(
    runId: string,
    action: 'apply' | 'discard' | 'cancel',
    username?: string,
    comment?: string
  ): void
  /** Orders a trouble for coming requests. */
  trouble(trouble: Trouble): void
  /** Waits until the run is in one of these statuses. Milliseconds. */
  waitFor(
    runId: string,
    statuses: readonly string[] | string,
    timeout?: number
  ): Promise<Run>
  close(): Promise<void>
}

const standardPace: Pace = {
  step: 15,
  action: 10,
  upload: 15,
  coolOff: 200,
  link: 60_000
}

/**
 * Starts a local HCP Terraform on 127.0.0.1: its API, its run state machine
 * and its blob store, over one engine.
 */
export async function startHcp(options: HcpOptions): Promise<HcpServer> {
  const { engine } = options
  const organization = options.organization ?? 'acme'
  const personality = options.personality ?? 'hcp'
  const pace: Pace = { ...standardPace, ...options.pace }
  const dataDirectory =
    options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'hcp-emulator-')))
  const closing = new AbortController()
  const requests: RequestRecord[] = []
  const tokens = new Map<string, Principal>()
  const interference = createInterference()
  let url = ''

  const state: HcpState = {
    organization,
    workspaces: new Map(),
    runs: new Map(),
    configurationVersions: new Map(),
    stateVersions: new Map(),
    principals: new Map()
  }

  // HCP Terraform keeps its blobs on another host, Enterprise on its own: it
  // decides whether a client that follows a redirect sends its token along.
  const archivist = createArchivist(() =>
    personality === 'tfe' ? url : url.replace('127.0.0.1', 'localhost')
  )

  const openState: Service['openState'] = (announcement) => {
    const version: StateVersion = {
      ...announcement,
      id: createIdentifier('sv'),
      createdAt: renderTime(),
      bytes: undefined,
      json: undefined,
      outputs: []
    }
    state.stateVersions.set(version.id, version)
    return version
  }

  const finalizeState: Service['finalizeState'] = (version, bytes) => {
    const { workspace } = version
    const { outputs } = parseStateFile(bytes)
    version.bytes = bytes
    for (const [name, output] of Object.entries(outputs)) {
      version.outputs.push({ ...output, id: createIdentifier('wsout'), name })
    }
    workspace.stateVersions.push(version)
    workspace.updatedAt = renderTime()
    // At once: who sees `applied` may open the file.
    writeState(workspace, bytes)
  }

  const saveState: Service['saveState'] = (workspace, bytes, run, by) => {
    const { serial, lineage } = parseStateFile(bytes)
    const version = openState({
      workspace,
      serial,
      lineage,
      md5: undefined,
      run,
      createdBy: by
    })
    finalizeState(version, bytes)
    return version
  }

  const statePath = (workspace: Workspace) =>
    join(dataDirectory, 'workspaces', workspace.name, 'terraform.tfstate')

  const writeState = (workspace: Workspace, bytes: Uint8Array) => {
    mkdirSync(join(dataDirectory, 'workspaces', workspace.name), {
      recursive: true
    })
    writeFileSync(statePath(workspace), bytes)
  }

  const life = createRunLife({
    engine,
    archivist,
    pace,
    inventions: options.inventions ?? [],
    crashesLogs: () => options.crashesLogs ?? false,
    redactedDelays: options.redactedDelays ?? 1,
    saveState
  })

  const service: Service = {
    state,
    engine,
    life,
    archivist,
    pace,
    personality,
    taskStages: options.taskStages ?? personality === 'hcp',
    flickers: options.flickers ?? false,
    redactedInline: options.redactedInline ?? false,
    saveState,
    openState,
    finalizeState,
    addWorkspace: (workspaceOptions) => {
      const workspace = createWorkspace(workspaceOptions, organization, engine)
      state.workspaces.set(workspace.id, workspace)
      return workspace
    },
    createRun: (creation) => {
      const run = createRun(creation, options)
      state.runs.set(run.id, run)
      run.workspace.runs.push(run)
      life.begin(run)
      return run
    },
    after: (milliseconds, act) => {
      void sleep(milliseconds, undefined, { signal: closing.signal })
        .then(act)
        .catch(() => undefined)
    }
  }

  const app: Api = new Hono<Env>()
  const perSecond = createRateLimit(30, 1000, options.limitsRequests ?? false)
  const listsPerMinute = createRateLimit(
    options.listsPerMinute ?? 30,
    60_000,
    true
  )

  const record: MiddlewareHandler<Env> = async (c, next) => {
    const recorded = await openRecord(c, tokens)
    const trouble = interference.take(c.req.method, recorded.pathAndQuery)
    return answerThrough(c, next, trouble, closing.signal, (status) => {
      requests.push({ ...recorded.record, status })
    })
  }
  app.use('*', record)

  app.get('/.well-known/terraform.json', (c) =>
    c.json({
      'modules.v1': '/api/registry/v1/modules/',
      'motd.v1': '/api/terraform/motd',
      'providers.v1': '/api/registry/v1/providers/',
      'state.v2': '/api/v2/',
      'tfe.v2': '/api/v2/',
      'tfe.v2.1': '/api/v2/',
      'tfe.v2.2': '/api/v2/'
    })
  )
  app.get('/app/*', (c) => c.text('The emulator has no user interface.'))
  mountBlobs(app, service)

  const api: Api = new Hono<Env>()
  const admit: MiddlewareHandler<Env> = async (c, next) => {
    c.header('TFP-API-Version', '2.6')
    c.header('X-Request-Id', randomUUID())
    if (personality === 'tfe') {
      c.header('TFP-AppName', 'Terraform Enterprise')
      c.header('X-TFE-Version', 'v202401-2')
      c.header('X-TFE-Current-Version', '1.0.3')
    } else {
      c.header('TFP-AppName', 'HCP Terraform')
    }
    const principal = readPrincipal(c, tokens)
    const lists = /\/(workspaces|organizations)\/[^/]+\/runs$/.test(c.req.path)
    const key = principal?.id ?? 'nobody'
    const listLimit = lists ? listsPerMinute.count(key) : undefined
    const limit =
      listLimit?.allowed === false ? listLimit : perSecond.count(key)
    if (personality === 'hcp') {
      c.header('X-RateLimit-Limit', '30')
      c.header('X-RateLimit-Remaining', String(limit.remaining))
      c.header('X-RateLimit-Reset', limit.reset.toFixed(limit.reset ? 3 : 1))
    }
    if (!limit.allowed) {
      throw new ApiFault(
        429,
        'Too many requests',
        "You have exceeded the API's rate limit."
      )
    }
    if (principal === undefined) throw new ApiFault(401, 'unauthorized')
    c.set('principal', principal)
    if (
      ['POST', 'PATCH', 'DELETE'].includes(c.req.method) &&
      !(c.req.header('content-type') ?? '').startsWith(
        'application/vnd.api+json'
      )
    ) {
      throw new ApiFault(
        415,
        'unsupported media type',
        'The Content-Type must be application/vnd.api+json'
      )
    }
    await next()
  }
  api.use('*', admit)
  mountAccounts(api, service)
  mountWorkspaces(api, service)
  mountConfigurationVersions(api, service)
  mountRuns(api, service)
  mountPlans(api, service)
  mountChecks(api, service)
  mountStates(api, service)
  api.all('*', () => {
    throw notFound()
  })
  app.route('/api/v2', api)
  app.onError((error, c) => {
    const fault =
      error instanceof ApiFault
        ? error
        : new ApiFault(503, 'internal server error', error.message)
    c.header('Content-Type', 'application/vnd.api+json; charset=utf-8')
    return c.body(
      JSON.stringify({
        errors: [
          {
            // The service's 429 has a number here, the others a string.
            status: fault.status === 429 ? 429 : String(fault.status),
            title: fault.title,
            ...(fault.detail === undefined ? {} : { detail: fault.detail }),
            ...(fault.pointer === undefined
              ? {}
              : { source: { pointer: fault.pointer } })
          }
        ]
      }),
      fault.status
    )
  })

  const addPrincipal = (token: TokenOptions): Principal => {
    const behind =
      token.kind === 'user'
        ? undefined
        : token.kind === 'team'
          ? createIdentifier('team')
          : organization
    const principal: Principal = {
      id: createIdentifier('user'),
      kind: token.kind,
      username:
        token.username ??
        (token.kind === 'user' ? 'octocat' : `api-${behind ?? ''}`),
      behind,
      permission: token.permission,
      policyOverrides: token.policyOverrides ?? false,
      siteAdmin: token.siteAdmin,
      workspaces: token.workspaces
    }
    state.principals.set(principal.id, principal)
    return principal
  }
  const addToken = (token: TokenOptions): string => {
    const value = `emulated.${createSecret()}`
    tokens.set(value, addPrincipal(token))
    return value
  }
  const personOf = (username: string): Principal =>
    [...state.principals.values()].find(
      (principal) =>
        principal.kind === 'user' && principal.username === username
    ) ??
    addPrincipal({
      kind: 'user',
      permission: 'admin',
      username,
      policyOverrides: true
    })

  const standardTokens = {
    write: addToken({ kind: 'team', permission: 'write' }),
    admin: addToken({
      kind: 'team',
      permission: 'admin',
      policyOverrides: true
    }),
    plan: addToken({ kind: 'team', permission: 'plan' }),
    read: addToken({ kind: 'team', permission: 'read' }),
    user: addToken({ kind: 'user', permission: 'write' }),
    organization: addToken({ kind: 'organization', permission: 'admin' })
  }

  for (const workspace of options.workspaces ?? []) {
    service.addWorkspace(workspace)
  }

  const removeData = async () => {
    if (options.dataDirectory !== undefined) return
    await rm(dataDirectory, { recursive: true, force: true, maxRetries: 3 })
  }
  const server = await listen(app, options.port ?? 0).catch(
    async (error: unknown) => {
      await removeData()
      throw error
    }
  )
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const workspaceOf = (name: string): Workspace => {
    const workspace = [...state.workspaces.values()].find(
      (candidate) => candidate.name === name
    )
    if (workspace === undefined) {
      throw new Error(`The emulator has no workspace "${name}"`)
    }
    return workspace
  }
  const runOf = (id: string): Run => {
    const run = state.runs.get(id)
    if (run === undefined) throw new Error(`The emulator has no run "${id}"`)
    return run
  }

  return {
    url,
    token: standardTokens.write,
    tokens: standardTokens,
    organization,
    requests,
    state,
    dataDirectory,
    addToken,
    revokeToken: (token) => {
      tokens.delete(token)
    },
    addWorkspace: (added) => service.addWorkspace(added),
    workspace: workspaceOf,
    run: runOf,
    addresses: (name) => {
      const bytes = workspaceOf(name).stateVersions.at(-1)?.bytes
      return bytes === undefined ? [] : parseStateFile(bytes).addresses
    },
    stateFile: (name) => {
      const workspace = workspaceOf(name)
      return workspace.stateVersions.length === 0
        ? undefined
        : statePath(workspace)
    },
    lock: (name, reason, username = 'hubot') => {
      workspaceOf(name).manualLock = { by: personOf(username), reason }
    },
    unlock: (name) => {
      const workspace = workspaceOf(name)
      workspace.manualLock = undefined
      life.schedule(workspace)
    },
    failStateUpload: (name) => {
      workspaceOf(name).failingStateUploads += 1
    },
    act: (runId, action, username = 'hubot', comment) => {
      const run = runOf(runId)
      const by = personOf(username)
      if (action === 'apply') life.confirm(run, by, comment)
      else if (action === 'discard') life.discard(run, by, comment)
      else life.cancel(run, by, comment)
    },
    trouble: (trouble) => {
      interference.order(trouble)
    },
    waitFor: async (runId, statuses, timeout = 5000) => {
      const wanted = typeof statuses === 'string' ? [statuses] : statuses
      const deadline = Date.now() + timeout
      const run = runOf(runId)
      while (!wanted.includes(run.status)) {
        if (isFinal(run.status) || Date.now() > deadline) {
          throw new Error(
            `The run ${runId} is ${run.status}, waited for ${wanted.join(', ')}`
          )
        }
        await sleep(3)
      }
      return run
    },
    close: async () => {
      closing.abort()
      await life.close()
      await engine.close()
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      })
      await removeData()
    }
  }
}

function listen(app: Api, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: app.fetch, port, hostname: '127.0.0.1' },
      () => {
        resolve(server as Server)
      }
    )
    server.once('error', reject)
  })
}

function readPrincipal(
  c: Exchange,
  tokens: ReadonlyMap<string, Principal>
): Principal | undefined {
  const match = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')
  return tokens.get(match?.[1] ?? '')
}

async function openRecord(
  c: Exchange,
  tokens: ReadonlyMap<string, Principal>
): Promise<{
  record: Omit<RequestRecord, 'status'>
  pathAndQuery: string
}> {
  const url = new URL(c.req.url)
  const headers = { ...c.req.header() }
  if (headers['authorization'] !== undefined) {
    headers['authorization'] = readPrincipal(c, tokens)?.kind ?? 'unknown'
  } else {
    headers['authorization'] = 'none'
  }
  let body: unknown
  const type = headers['content-type'] ?? ''
  if (type.includes('json')) {
    const text = await c.req.text()
    try {
      body = text === '' ? undefined : JSON.parse(text)
    } catch {
      body = text
    }
  } else if (c.req.method !== 'GET') {
    body = { bytes: (await c.req.arrayBuffer()).byteLength }
  }
  return {
    record: {
      method: c.req.method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers,
      body,
      at: Date.now()
    },
    pathAndQuery: `${url.pathname}${url.search}`
  }
}

function createWorkspace(
  options: WorkspaceOptions,
  organization: string,
  engine: Engine
): Workspace {
  return {
    id: createIdentifier('ws'),
    name: options.name,
    organization,
    autoApply: options.autoApply ?? false,
    executionMode: options.executionMode ?? 'remote',
    workingDirectory: options.workingDirectory ?? '',
    allowDestroyPlan: options.allowDestroyPlan ?? true,
    terraformVersion: options.terraformVersion ?? engine.terraformVersion,
    vcsRepoIdentifier: options.vcsRepoIdentifier,
    description: options.description,
    tagNames: options.tagNames ?? [],
    variables: options.variables ?? [],
    checks: options.checks ?? {},
    createdAt: renderTime(),
    updatedAt: renderTime(),
    manualLock: undefined,
    holder: undefined,
    currentRun: undefined,
    queue: [],
    runs: [],
    configurationVersions: [],
    currentConfigurationVersion: undefined,
    stateVersions: [],
    outputDelays: 0,
    failingStateUploads: 0
  }
}

function createRun(
  creation: RunCreation,
  {
    forcesAutoApply = false,
    ignoresSavePlan = false
  }: Pick<HcpOptions, 'forcesAutoApply' | 'ignoresSavePlan'>
): Run {
  const { workspace, configurationVersion, createdBy, attributes } = creation
  const { checks } = workspace
  const truth = (name: string, standard: boolean) =>
    typeof attributes[name] === 'boolean' ? attributes[name] : standard
  const list = (name: string) =>
    Array.isArray(attributes[name]) && attributes[name].length > 0
      ? (attributes[name] as string[])
      : undefined
  const message = attributes['message']
  const version = attributes['terraform-version']
  const targetAddrs = list('target-addrs')
  const planOnly = truth('plan-only', configurationVersion.speculative)
  const taskStages: TaskStage[] = []
  const run: Run = {
    id: createIdentifier('run'),
    workspace,
    configurationVersion,
    message:
      typeof message === 'string' && message !== ''
        ? message
        : creation.source === 'terraform+cloud'
          ? 'Triggered via CLI'
          : 'Queued manually via the Terraform Enterprise API',
    source: creation.source,
    planOnly,
    savePlan: !ignoresSavePlan && truth('save-plan', false),
    autoApply: forcesAutoApply || truth('auto-apply', workspace.autoApply),
    isDestroy: truth('is-destroy', false),
    refresh: truth('refresh', true),
    refreshOnly: truth('refresh-only', false),
    allowEmptyApply: truth('allow-empty-apply', false),
    allowConfigGeneration: truth('allow-config-generation', false),
    debuggingMode: truth('debugging-mode', false),
    targetAddrs,
    replaceAddrs: list('replace-addrs'),
    variables: (attributes['variables'] ?? []) as readonly RunVariable[],
    terraformVersion:
      typeof version === 'string' && version !== ''
        ? version
        : workspace.terraformVersion,
    createdAt: renderTime(),
    createdBy,
    status: 'pending',
    timestamps: {},
    updatedAt: renderTime(),
    hasChanges: false,
    gate: undefined,
    inventedStatus: undefined,
    deciding: false,
    canceledAt: undefined,
    canceledBy: undefined,
    confirmedBy: undefined,
    forceCancelAvailableAt: undefined,
    plan: { ...createPhase('plan'), result: undefined, redactedDelays: 0 },
    apply: {
      ...createPhase('apply'),
      stateVersions: [],
      erroredState: undefined
    },
    costEstimate:
      checks.costEstimate === undefined || targetAddrs !== undefined
        ? undefined
        : {
            id: createIdentifier('ce'),
            script: checks.costEstimate,
            status: 'pending',
            timestamps: {}
          },
    policyCheck: undefined,
    terraformPolicies: undefined,
    taskStages,
    checksVisible: checks.appearLate !== true,
    inputStateVersion: undefined,
    events: [],
    comments: []
  }
  if (checks.policyCheck !== undefined) {
    run.policyCheck = {
      id: createIdentifier('polchk'),
      run,
      script: checks.policyCheck,
      status: 'pending',
      timestamps: {}
    }
  }
  if (checks.terraformPolicies !== undefined) {
    run.terraformPolicies = {
      id: createIdentifier('tfpoleval'),
      outcomeId: createIdentifier('tfpsout'),
      run,
      script: checks.terraformPolicies,
      status: 'pending',
      timestamps: {},
      createdAt: renderTime(),
      updatedAt: renderTime()
    }
  }
  for (const [stage, script] of Object.entries(checks.stages ?? {})) {
    taskStages.push({
      id: createIdentifier('ts'),
      run,
      stage: stage as StageName,
      script,
      status: 'pending',
      timestamps: {},
      createdAt: renderTime(),
      updatedAt: renderTime(),
      tasks: (script.tasks ?? []).map((task) => ({
        id: createIdentifier('taskrs'),
        taskId: createIdentifier('task'),
        outcomeIds: (task.outcomes ?? []).map(() =>
          createIdentifier('taskrso')
        ),
        script: task
      })),
      evaluations: (script.evaluations ?? []).map((evaluation) => ({
        id: createIdentifier('poleval'),
        outcomeId: createIdentifier('psout'),
        script: evaluation
      }))
    })
  }
  return run
}

function createPhase(prefix: string): Phase {
  return {
    id: createIdentifier(prefix),
    status: 'pending',
    timestamps: {},
    counts: undefined,
    log: undefined,
    logUrl: undefined
  }
}
