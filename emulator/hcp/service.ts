import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '../engines/engine.ts'
import { readSpeed } from '../speed.ts'
import type { Archivist } from './archivist.ts'
import { selectChecks } from './checks.ts'
import type { Service } from './exchange.ts'
import type { HcpState, Run } from './model.ts'
import { createRun } from './new-run.ts'
import type { RunOddities } from './new-run.ts'
import { createWorkspace } from './new-workspace.ts'
import type { Principals } from './principals.ts'
import type { Invention, LogUrlSince, Pace } from './run-course.ts'
import type { RunLife } from './run-life.ts'
import { createRunLife } from './run-life.ts'
import type { StateStore } from './state-store.ts'
import { createStateStore } from './state-store.ts'

/** How the service behind the API is, whatever is in it. */
export interface ServiceOptions extends RunOddities {
  readonly engine: Engine
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
  /** List filters and searches have no effect. */
  readonly ignoresListFilters?: boolean | readonly string[]
  /** Configurations to apply may be uploaded to a connected workspace. Default true. */
  readonly allowsConnectedUploads?: boolean
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
   * Plans and applies that run at once, over all workspaces; the others are
   * queued. Default: all.
   */
  readonly concurrency?: number
}

/** What a service works on. */
interface ServiceParts {
  readonly state: HcpState
  readonly principals: Principals
  readonly archivist: Archivist
  /** Where state files go. */
  readonly dataDirectory: string
  /** Aborts once the server closes. */
  readonly closing: AbortSignal
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

/** Creates what every route works with: runs that live, over one engine. */
export function createService(
  options: ServiceOptions,
  parts: ServiceParts
): Service {
  const { engine } = options
  const { state, principals, archivist, closing } = parts
  const pace = changeSpeed({ ...standardPace, ...options.pace })
  const states = createStateStore(state, parts.dataDirectory, (workspace) => {
    life.discardSavedPlans(workspace)
  })
  const life = createLife(options, { archivist, pace, states }, (run) => {
    trigger(run, service, principals)
  })
  const service: Service = {
    state,
    engine,
    life,
    archivist,
    pace,
    states,
    ...createManners(options),
    addWorkspace: (workspaceOptions) => {
      const workspace = createWorkspace(workspaceOptions, state, engine)
      state.workspaces.set(workspace.id, workspace)
      return workspace
    },
    createRun: (creation) => {
      const checks = selectChecks(state, creation.workspace)
      const run = createRun(creation, checks, options)
      state.runs.set(run.id, run)
      run.workspace.runs.push(run)
      life.begin(run)
      return run
    },
    after: (milliseconds, act) => {
      void sleep(milliseconds, undefined, { signal: closing })
        .then(act)
        .catch(() => undefined)
    }
  }
  return service
}

/** What moves runs on, with what differs from server to server. */
function createLife(
  options: ServiceOptions,
  parts: {
    readonly archivist: Archivist
    readonly pace: Pace
    readonly states: StateStore
  },
  applied: (run: Run) => void
): RunLife {
  return createRunLife({
    ...parts,
    engine: options.engine,
    logUrl: options.logUrl ?? 'created',
    outputDelays: options.outputDelays ?? 1,
    discardsPending: options.discardsPending ?? false,
    inventions: options.inventions ?? [],
    crashesLogs: () => options.crashesLogs ?? false,
    redactedDelays: options.redactedDelays ?? 1,
    concurrency: options.concurrency ?? Infinity,
    applied
  })
}

/** How the server answers, where servers differ. */
function createManners(
  options: ServiceOptions
): Omit<
  Service,
  | 'state'
  | 'engine'
  | 'life'
  | 'archivist'
  | 'pace'
  | 'states'
  | 'addWorkspace'
  | 'createRun'
  | 'after'
> {
  const personality = options.personality ?? 'hcp'
  return {
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
    commentType: options.commentType ?? 'workspace-comments'
  }
}

/** Each successful apply makes a run where a run trigger says so. */
function trigger(
  { workspace: source }: Run,
  service: Service,
  principals: Principals
): void {
  for (const workspace of service.state.workspaces.values()) {
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
