import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MiddlewareHandler } from 'hono'
import { parseStateFile } from '../engines/state-file.ts'
import { eventually } from '../eventually.ts'
import type { Trouble } from '../interference.ts'
import { answerThrough, createInterference } from '../interference.ts'
import { listen } from '../listening.ts'
import { openRecorder } from '../recording.ts'
import { readSpeed } from '../speed.ts'
import type { ApiOptions } from './api.ts'
import { createApi } from './api.ts'
import { createArchivist } from './archivist.ts'
import type { Env, Service, WorkspaceOptions } from './exchange.ts'
import type { HcpState, Run, Workspace } from './model.ts'
import { isFinal } from './model.ts'
import type { ProjectOptions } from './organizations.ts'
import {
  addOrganization,
  addProject,
  createTags,
  projectOf
} from './organizations.ts'
import type { Principals, TokenOptions } from './principals.ts'
import { createPrincipals } from './principals.ts'
import type { RequestRecord } from './request-log.ts'
import { openRecord } from './request-log.ts'
import type { ServiceOptions } from './service.ts'
import { createService } from './service.ts'
import type {
  VersionControl,
  VersionControlOptions
} from './version-control.ts'
import { createVersionControl } from './version-control.ts'
import type { CommitStatus } from './version-control-statuses.ts'
import { createStatuses } from './version-control-statuses.ts'

export interface HcpOptions extends ServiceOptions, ApiOptions {
  readonly organization?: string
  readonly projects?: readonly ProjectOptions[]
  readonly workspaces?: readonly WorkspaceOptions[]
  readonly port?: number
  /** What events at version control make. */
  readonly versionControl?: VersionControlOptions
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
  const data = await openData(options.dataDirectory)
  const closing = new AbortController()
  const state = createState(options.organization ?? 'acme')
  const principals = createPrincipals(state)
  let url = ''
  const service = createService(options, {
    state,
    principals,
    // HCP Terraform keeps its blobs on another host, Enterprise on its own: it
    // decides whether a client that follows a redirect sends its token along.
    archivist: createArchivist(() =>
      options.personality === 'tfe'
        ? url
        : url.replace('127.0.0.1', 'localhost')
    ),
    dataDirectory: data.directory,
    closing: closing.signal
  })
  const hooks = createHooks(options, service, principals, () => url)
  const { record, ...kept } = createRecord(options, principals, closing.signal)
  const app = createApi(options, service, principals, record)
  settle(options, service)

  const server = await listen(app.fetch, options.port ?? 0).catch(
    async (error: unknown) => {
      await data.remove()
      throw error
    }
  )
  url = server.url
  return {
    url,
    token: principals.tokens.write,
    tokens: principals.tokens,
    organization: state.organization,
    state,
    dataDirectory: data.directory,
    ...kept,
    ...hooks,
    ...lookInto(service),
    ...createPeople(service, principals),
    close: async () => {
      closing.abort()
      await service.life.close()
      await service.engine.close()
      await server.close()
      await data.remove()
    }
  }
}

/** The given folder, which stays, or one of its own. */
async function openData(given: string | undefined): Promise<{
  readonly directory: string
  readonly remove: () => Promise<void>
}> {
  if (given !== undefined) {
    return { directory: given, remove: () => Promise.resolve() }
  }
  const directory = await mkdtemp(join(tmpdir(), 'hcp-emulator-'))
  return {
    directory,
    remove: () => rm(directory, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** One organization, with nothing in it. */
function createState(organization: string): HcpState {
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
  return state
}

/** What version control tells the server of, and is told by it. */
function createHooks(
  options: HcpOptions,
  service: Service,
  principals: Principals,
  url: () => string
): Pick<HcpServer, 'versionControl' | 'onCommitStatus'> {
  const { versionControl: vcs = {} } = options
  const listeners: ((status: CommitStatus) => void)[] = []
  const versionControl = createVersionControl({
    service,
    options: vcs,
    delay: () => {
      const { delay = [0, 3000] } = vcs
      const [least, most] = typeof delay === 'number' ? [delay, delay] : delay
      return readSpeed().time(least + Math.random() * (most - least))
    },
    fetchMilliseconds: vcs.fetch ?? service.pace.upload,
    personOf: (username) => principals.personOf(username),
    report: createStatuses({
      organization: service.state.organization,
      aggregates: vcs.aggregatesStatuses ?? true,
      passesUntriggered: vcs.passesUntriggered ?? true,
      url,
      post: (status) => {
        for (const listener of listeners) listener(status)
      },
      later: (act) => {
        service.after(service.pace.step, act)
      }
    })
  })
  return {
    versionControl,
    onCommitStatus: (listener) => {
      listeners.push(listener)
    }
  }
}

/** Writes down each request, and troubles those that were ordered to be. */
function createRecord(
  options: HcpOptions,
  principals: Principals,
  closing: AbortSignal
): Pick<HcpServer, 'requests' | 'trouble'> & {
  readonly record: MiddlewareHandler<Env>
} {
  const requests: RequestRecord[] = []
  const interference = createInterference()
  const recorder = openRecorder('hcp', isDocumented(options), options.recording)
  return {
    requests,
    trouble: (trouble) => {
      interference.order(trouble)
    },
    record: async (c, next) => {
      const recorded = await openRecord(c, principals)
      const trouble = interference.take(c.req.method, recorded.pathAndQuery)
      return answerThrough(c, next, trouble, closing, async (answer) => {
        requests.push({ ...recorded.record, status: answer?.status ?? 0 })
        await recorder?.record({
          request: c.req.raw,
          body: recorded.body,
          answer,
          isOrdered: trouble?.status !== undefined
        })
      })
    }
  }
}

/** Makes the projects and workspaces that are there from the beginning. */
function settle(options: HcpOptions, service: Service): void {
  const { state } = service
  const { organization } = state
  for (const { name, tagBindings } of options.projects ?? []) {
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
}

function workspaceOf({ workspaces }: HcpState, name: string): Workspace {
  const workspace = [...workspaces.values()].find(
    (candidate) => candidate.name === name
  )
  if (workspace === undefined) {
    throw new Error(`The emulator has no workspace "${name}"`)
  }
  return workspace
}

function runOf({ runs }: HcpState, id: string): Run {
  const run = runs.get(id)
  if (run === undefined) throw new Error(`The emulator has no run "${id}"`)
  return run
}

/** What tests read of the server's insides. */
function lookInto({
  state,
  states
}: Service): Pick<
  HcpServer,
  'workspace' | 'run' | 'addresses' | 'stateFile' | 'waitFor'
> {
  return {
    workspace: (name) => workspaceOf(state, name),
    run: (id) => runOf(state, id),
    addresses: (name) => {
      const bytes = workspaceOf(state, name).stateVersions.at(-1)?.bytes
      return bytes === undefined ? [] : parseStateFile(bytes).addresses
    },
    stateFile: (name) => states.file(workspaceOf(state, name)),
    waitFor: async (runId, statuses, timeout) => {
      const wanted = typeof statuses === 'string' ? [statuses] : statuses
      const run = runOf(state, runId)
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
    }
  }
}

/** What people do beside the API. */
function createPeople(
  service: Service,
  principals: Principals
): Pick<
  HcpServer,
  | 'addToken'
  | 'revokeToken'
  | 'addWorkspace'
  | 'lock'
  | 'unlock'
  | 'failStateUpload'
  | 'act'
> {
  const { state, life } = service
  return {
    addToken: (token) => principals.addToken(token),
    revokeToken: (token) => {
      principals.revokeToken(token)
    },
    addWorkspace: (added) => service.addWorkspace(added),
    lock: (name, reason, username = 'hubot') => {
      workspaceOf(state, name).manualLock = {
        by: principals.personOf(username),
        reason
      }
    },
    unlock: (name) => {
      const workspace = workspaceOf(state, name)
      workspace.manualLock = undefined
      life.schedule(workspace)
    },
    failStateUpload: (name) => {
      workspaceOf(state, name).failingStateUploads += 1
    },
    act: (runId, action, username = 'hubot', comment) => {
      const run = runOf(state, runId)
      const by = principals.personOf(username)
      if (action === 'apply') life.confirm(run, by, comment)
      else if (action === 'discard') life.discard(run, by, comment)
      else life.cancel(run, by, comment)
    }
  }
}
