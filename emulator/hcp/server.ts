import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import type { Engine } from '../engines/engine.ts'
import { parseStateFile } from '../engines/state-file.ts'
import type { Trouble } from '../interference.ts'
import { eventually } from '../eventually.ts'
import { answerThrough, createInterference } from '../interference.ts'
import { listen } from '../listening.ts'
import { openRecorder } from '../recording.ts'
import { readSpeed } from '../speed.ts'
import { createAdmission } from './admission.ts'
import { createArchivist } from './archivist.ts'
import type { Api, Env, Service, WorkspaceOptions } from './exchange.ts'
import { ApiFault, notFound, renderFault } from './faults.ts'
import type { HcpState, Run, Workspace } from './model.ts'
import { isFinal } from './model.ts'
import { selectChecks } from './checks.ts'
import type { ProjectOptions } from './organizations.ts'
import { createRun } from './new-run.ts'
import type { RunOddities } from './new-run.ts'
import { createWorkspace } from './new-workspace.ts'
import {
  addOrganization,
  addProject,
  createTags,
  projectOf
} from './organizations.ts'
import type { Omissions } from './omissions.ts'
import { createOmissions } from './omissions.ts'
import type { Principals, TokenOptions } from './principals.ts'
import { createPrincipals } from './principals.ts'
import type { RequestRecord } from './request-log.ts'
import { openRecord } from './request-log.ts'
import { mountAccounts } from './routes/accounts.ts'
import { mountAdminRuns } from './routes/admin-runs.ts'
import { mountAgentPools } from './routes/agent-pools.ts'
import { mountApplies } from './routes/applies.ts'
import { mountBlobs } from './routes/blobs.ts'
import { mountConfigurationVersions } from './routes/configuration-versions.ts'
import { mountCostEstimates } from './routes/cost-estimates.ts'
import { mountOrganizations } from './routes/organizations.ts'
import { mountPlans } from './routes/plans.ts'
import { mountPolicies } from './routes/policies.ts'
import { mountPolicyChecks } from './routes/policy-checks.ts'
import { mountProjects } from './routes/projects.ts'
import { mountRunEvents } from './routes/run-events.ts'
import { mountRunTasks } from './routes/run-tasks.ts'
import { mountRunTriggers } from './routes/run-triggers.ts'
import { mountRuns } from './routes/runs.ts'
import { mountStates } from './routes/states.ts'
import { mountSubscriptions } from './routes/subscriptions.ts'
import { mountTags } from './routes/tags.ts'
import { mountTaskStages } from './routes/task-stages.ts'
import { mountTeams } from './routes/teams.ts'
import { mountTerraformPolicies } from './routes/tf-policy-evaluations.ts'
import { mountVariables } from './routes/variables.ts'
import { mountWorkspaces } from './routes/workspaces.ts'
import type { Invention, LogUrlSince, Pace } from './run-course.ts'
import type { RunLife } from './run-life.ts'
import { createRunLife } from './run-life.ts'
import { createStateStore } from './state-store.ts'
import type {
  VersionControl,
  VersionControlOptions
} from './version-control.ts'
import { createVersionControl } from './version-control.ts'
import type { CommitStatus } from './version-control-statuses.ts'
import { createStatuses } from './version-control-statuses.ts'

export interface HcpOptions extends RunOddities {
  readonly engine: Engine
  readonly organization?: string
  readonly projects?: readonly ProjectOptions[]
  readonly workspaces?: readonly WorkspaceOptions[]
  readonly port?: number
  readonly pace?: Partial<Pace>
  /**
   * `tfe`: version headers of Enterprise, no rate limit, blobs on the same
   * host, the admin API, and of the betas none.
   */
  readonly personality?: 'hcp' | 'tfe'
  /**
   * Whether runs can include their task stages. Default yes; Enterprise before
   * 2022 cannot, and Terraform 1.11 cannot live with that.
   */
  readonly taskStages?: boolean
  /** What a server of another kind leaves out. Default: nothing. */
  readonly omissions?: Omissions
  /** List filters and searches have no effect. */
  readonly ignoresListFilters?: boolean | readonly string[]
  /** Configurations to apply may be uploaded to a connected workspace. Default true. */
  readonly allowsConnectedUploads?: boolean
  /** What events at version control make. */
  readonly versionControl?: VersionControlOptions
  /**
   * Filters that have no effect in lists of workspaces and projects, as
   * `search[tags]` or `filter[tagged]` name them.
   */
  readonly ignoredFilters?: readonly string[]
  /**
   * `not-included`: workspaces have key-value tags, and lists refuse to include
   * them. `flat`: there are none. Default `key-value`.
   */
  readonly tags?: Service['tags']
  /**
   * Since when a phase has its `log-read-url`, empty until it runs (E-6b).
   * Terraform's CLI needs it once the phase is queued. Default `created`.
   */
  readonly logUrl?: LogUrlSince
  /** 503s of the workspace's outputs after an apply (E-18). Default 1. */
  readonly outputDelays?: number
  /** Whether a run that is still pending can be discarded. Default no. */
  readonly discardsPending?: boolean
  /** Shows passing states as confirmable (E-7, the nasty mode). */
  readonly flickers?: boolean
  /** Statuses that no document lists, each shown for a while. */
  readonly inventions?: readonly Invention[]
  /** Ends logs without their last byte, as a crashed worker does (E-10). */
  readonly crashesLogs?: boolean
  /** The redacted plan comes in a 200 instead of by redirect (E-12). */
  readonly redactedInline?: boolean
  /**
   * A policy check's log comes by redirect instead of in a 200. Default: on
   * Enterprise.
   */
  readonly redirectsPolicyOutput?: boolean
  /**
   * As which type a run names its comments: HashiCorp's OpenAPI description
   * has `workspace-comments`, which HashiCorp's Go client cannot read. Default:
   * the former.
   */
  readonly commentType?: 'comments' | 'workspace-comments'
  /** 204s of the redacted plan after the plan has finished. Default 1. */
  readonly redactedDelays?: number
  /**
   * Enforces 30 requests a second, or so many. Default false: tests are in a
   * hurry.
   */
  readonly limitsRequests?: boolean | number
  /**
   * Plans and applies that run at once, over all workspaces; the others are
   * queued. Default: all.
   */
  readonly concurrency?: number
  /** Run lists allowed a minute. Default 30. */
  readonly listsPerMinute?: number
  /** Where state files go. Default: a folder of its own, removed at the end. */
  readonly dataDirectory?: string
  /** Folder for what is asked and answered. Default `EMULATOR_RECORDING`. */
  readonly recording?: string
}

export interface HcpServer {
  /** Without a trailing slash, e.g. `http://127.0.0.1:40123`. */
  readonly url: string
  /** A team token with write permission: the one an action should have. */
  readonly token: string
  /** One token of every permission, and an organization token. */
  readonly tokens: Principals['tokens']
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
  /** Events at version control, and what people do there in the UI. */
  readonly versionControl: VersionControl
  /** Told of every status that is posted on a commit. */
  onCommitStatus(listener: (status: CommitStatus) => void): void
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

/** What takes time takes it at this process's speed; promised times stay. */
function changeSpeed(pace: Pace): Pace {
  const { time } = readSpeed()
  return {
    step: time(pace.step),
    action: time(pace.action),
    upload: time(pace.upload),
    coolOff: pace.coolOff,
    link: pace.link
  }
}

/** Does the server play the one that HashiCorp's OpenAPI document describes? */
function isDocumented(options: HcpOptions): boolean {
  return (
    options.personality !== 'tfe' &&
    options.omissions === undefined &&
    options.inventions === undefined &&
    options.redirectsPolicyOutput !== true &&
    options.commentType !== 'comments' &&
    (options.logUrl ?? 'created') === 'created'
  )
}

/**
 * Starts a local HCP Terraform on 127.0.0.1: its API, its run state machine
 * and its blob store, over one engine.
 */
export async function startHcp(options: HcpOptions): Promise<HcpServer> {
  const { engine } = options
  const organization = options.organization ?? 'acme'
  const personality = options.personality ?? 'hcp'
  const pace = changeSpeed({ ...standardPace, ...options.pace })
  const dataDirectory =
    options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'hcp-emulator-')))
  const closing = new AbortController()
  const requests: RequestRecord[] = []
  const interference = createInterference()
  const recorder = openRecorder('hcp', isDocumented(options), options.recording)
  let url = ''

  const state: HcpState = {
    organization,
    organizations: new Map(),
    projects: new Map(),
    agentPools: new Map(),
    policies: new Map(),
    policySets: new Map(),
    runTasks: new Map(),
    teams: new Map(),
    workspaces: new Map(),
    runs: new Map(),
    configurationVersions: new Map(),
    stateVersions: new Map(),
    principals: new Map()
  }
  addOrganization(state, organization, {
    email: `admin@${organization}.example`
  })
  const principals = createPrincipals(state)

  // HCP Terraform keeps its blobs on another host, Enterprise on its own: it
  // decides whether a client that follows a redirect sends its token along.
  const archivist = createArchivist(() =>
    personality === 'tfe' ? url : url.replace('127.0.0.1', 'localhost')
  )

  const states = createStateStore(state, dataDirectory, (workspace) => {
    life.discardSavedPlans(workspace)
  })

  const life: RunLife = createRunLife({
    engine,
    archivist,
    pace,
    logUrl: options.logUrl ?? 'created',
    outputDelays: options.outputDelays ?? 1,
    discardsPending: options.discardsPending ?? false,
    inventions: options.inventions ?? [],
    crashesLogs: () => options.crashesLogs ?? false,
    redactedDelays: options.redactedDelays ?? 1,
    concurrency: options.concurrency ?? Infinity,
    applied: (run) => {
      trigger(run)
    },
    states
  })

  /** Each successful apply makes a run where a run trigger says so. */
  const trigger = ({ workspace: source }: Run): void => {
    for (const workspace of state.workspaces.values()) {
      const { currentConfigurationVersion: configurationVersion } = workspace
      const isTarget =
        workspace.organization === source.organization &&
        workspace.triggeredBy.includes(source.name)
      if (!isTarget || configurationVersion === undefined) continue
      service.createRun({
        workspace,
        configurationVersion,
        createdBy: principals.personOf('run-trigger'),
        attributes: {
          message: `Triggered automatically from a run in ${source.name}`,
          'auto-apply': workspace.settings['auto-apply-run-trigger'] === true
        },
        source: 'tfe-run-trigger'
      })
    }
  }

  const service: Service = {
    state,
    engine,
    life,
    archivist,
    pace,
    personality,
    taskStages: options.taskStages ?? true,
    flickers: options.flickers ?? false,
    discardsPending: options.discardsPending ?? false,
    ignoresListFilters: options.ignoresListFilters ?? false,
    allowsConnectedUploads: options.allowsConnectedUploads ?? true,
    heeds: (filter) =>
      options.ignoresListFilters !== true &&
      !(filter === 'filter[tagged]' && options.tags === 'flat') &&
      !(options.ignoredFilters ?? []).includes(filter),
    tags: options.tags ?? 'key-value',
    redactedInline: options.redactedInline ?? false,
    redirectsPolicyOutput:
      options.redirectsPolicyOutput ?? personality === 'tfe',
    commentType: options.commentType ?? 'workspace-comments',
    states,
    addWorkspace: (workspaceOptions) => {
      const workspace = createWorkspace(workspaceOptions, state, engine)
      state.workspaces.set(workspace.id, workspace)
      return workspace
    },
    createRun: (creation) => {
      const run = createRun(
        creation,
        selectChecks(state, creation.workspace),
        options
      )
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

  const statusListeners: ((status: CommitStatus) => void)[] = []
  const { versionControl: vcs = {} } = options
  const versionControl = createVersionControl({
    service,
    options: vcs,
    delay: () => {
      const { delay = [0, 3000] } = vcs
      const [least, most] = typeof delay === 'number' ? [delay, delay] : delay
      return readSpeed().time(least + Math.random() * (most - least))
    },
    fetchMilliseconds: vcs.fetch ?? pace.upload,
    personOf: (username) => principals.personOf(username),
    report: createStatuses({
      organization,
      aggregates: vcs.aggregatesStatuses ?? true,
      passesUntriggered: vcs.passesUntriggered ?? true,
      url: () => url,
      post: (status) => {
        for (const listener of statusListeners) listener(status)
      },
      later: (act) => {
        service.after(pace.step, act)
      }
    })
  })

  const app: Api = new Hono<Env>()
  const record: MiddlewareHandler<Env> = async (c, next) => {
    const recorded = await openRecord(c, principals)
    const trouble = interference.take(c.req.method, recorded.pathAndQuery)
    return answerThrough(c, next, trouble, closing.signal, async (answer) => {
      requests.push({ ...recorded.record, status: answer?.status ?? 0 })
      await recorder?.record({
        request: c.req.raw,
        body: recorded.body,
        answer,
        isOrdered: trouble?.status !== undefined
      })
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
  const admission = createAdmission({
    principals,
    personality,
    limitsRequests: options.limitsRequests ?? false,
    listsPerMinute: options.listsPerMinute ?? 30
  })
  api.use('*', admission)
  if (options.omissions !== undefined) {
    const behind: Api = new Hono<Env>()
    behind.use('*', admission)
    mountRuns(behind, service)
    api.use('*', createOmissions(options.omissions, behind.fetch))
  }
  mountAccounts(api)
  mountOrganizations(api, service)
  mountProjects(api, service)
  mountAgentPools(api, service)
  mountTags(api, service)
  mountVariables(api, service)
  mountPolicies(api, service)
  mountRunTasks(api, service)
  mountTeams(api, service, principals)
  mountSubscriptions(api, service)
  mountWorkspaces(api, service)
  mountConfigurationVersions(api, service)
  mountRuns(api, service)
  mountRunEvents(api, service)
  mountRunTriggers(api, service)
  mountPlans(api, service)
  mountApplies(api, service)
  mountCostEstimates(api, service)
  mountPolicyChecks(api, service)
  mountTaskStages(api, service)
  if (personality === 'hcp') mountTerraformPolicies(api, service)
  else mountAdminRuns(api, service)
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
    return c.body(JSON.stringify(renderFault(fault)), fault.status)
  })

  for (const project of options.projects ?? []) {
    const { name, tagBindings } = project
    const isThere = [...state.projects.values()].some(
      (each) => each.organization === organization && each.name === name
    )
    // Names may differ in their case only.
    if (isThere) projectOf(state, organization, name, tagBindings)
    else {
      const made = addProject(state, organization, { name })
      made.tagBindings = createTags(tagBindings ?? {})
    }
  }
  for (const workspace of options.workspaces ?? []) {
    service.addWorkspace(workspace)
  }

  const removeData = async () => {
    if (options.dataDirectory !== undefined) return
    await rm(dataDirectory, { recursive: true, force: true, maxRetries: 3 })
  }
  const server = await listen(app.fetch, options.port ?? 0).catch(
    async (error: unknown) => {
      await removeData()
      throw error
    }
  )
  url = server.url

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
    token: principals.tokens.write,
    tokens: principals.tokens,
    organization,
    requests,
    state,
    dataDirectory,
    addToken: (token) => principals.addToken(token),
    revokeToken: (token) => {
      principals.revokeToken(token)
    },
    addWorkspace: (added) => service.addWorkspace(added),
    workspace: workspaceOf,
    run: runOf,
    addresses: (name) => {
      const bytes = workspaceOf(name).stateVersions.at(-1)?.bytes
      return bytes === undefined ? [] : parseStateFile(bytes).addresses
    },
    stateFile: (name) => states.file(workspaceOf(name)),
    lock: (name, reason, username = 'hubot') => {
      workspaceOf(name).manualLock = {
        by: principals.personOf(username),
        reason
      }
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
      const by = principals.personOf(username)
      if (action === 'apply') life.confirm(run, by, comment)
      else if (action === 'discard') life.discard(run, by, comment)
      else life.cancel(run, by, comment)
    },
    versionControl,
    onCommitStatus: (listener) => {
      statusListeners.push(listener)
    },
    trouble: (trouble) => {
      interference.order(trouble)
    },
    waitFor: async (runId, statuses, timeout) => {
      const wanted = typeof statuses === 'string' ? [statuses] : statuses
      const run = runOf(runId)
      await eventually(
        `the run ${runId} to be ${wanted.join(' or ')}`,
        () => run.status,
        (status) => wanted.includes(status) || isFinal(status),
        timeout
      )
      if (!wanted.includes(run.status)) {
        throw new Error(
          `The run ${runId} is ${run.status}, waited for ${wanted.join(', ')}`
        )
      }
      return run
    },
    close: async () => {
      closing.abort()
      await life.close()
      await engine.close()
      await server.close()
      await removeData()
    }
  }
}
