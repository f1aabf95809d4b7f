import type { Service } from './exchange.ts'
import { createIdentifier } from './identifier.ts'
import type {
  ConfigurationVersion,
  Ingress,
  Principal,
  Run,
  Workspace
} from './model.ts'
import { isFinal, renderStatusTime } from './model.ts'
import { isTriggeredBy } from './trigger-rules.ts'
import type { Answered } from './version-control-statuses.ts'

/**
 * What HCP Terraform makes of events at version control, in each connected
 * workspace by itself (HCP Terraform: UI- and VCS-driven run workflow).
 */

interface Happening {
  /** `owner/name`. */
  readonly repository: string
  /** Without a trailing slash, e.g. `https://github.com`. */
  readonly webUrl: string
  readonly defaultBranch: string
  readonly commit: string
  readonly message: string
  readonly sender: string
  /** Undefined: version control does not tell. */
  readonly files: readonly string[] | undefined
}

/** Commits came onto a branch, or a tag was made. */
interface PushHappening extends Happening {
  readonly kind: 'push'
  readonly branch: string | undefined
  readonly tag: string | undefined
  /** The commit that was there before; for the page that compares. */
  readonly before: string
}

/** A pull request has a new head. */
interface PullRequestHappening extends Happening {
  readonly kind: 'pull-request'
  readonly number: number
  readonly title: string
  readonly body: string
  readonly headRef: string
  /** Undefined once the fork is deleted. */
  readonly headRepository: string | undefined
  readonly baseRef: string
}

export type VersionControlEvent = PushHappening | PullRequestHappening

export interface VersionControlOptions {
  /** Least and most milliseconds until HCP acts on an event. */
  readonly delay?: number | readonly [least: number, most: number]
  /** Milliseconds that the commit's files take. Default: as an upload. */
  readonly fetch?: number
  /** Cancels unfinished plans of a pull request's older heads. Default true. */
  readonly managesSpeculativePlans?: boolean
  /** Plans pull requests of forks, as a site may order. Default false. */
  readonly allowsForks?: boolean
  /** One status for all workspaces. Default true. */
  readonly aggregatesStatuses?: boolean
  /** Default true. */
  readonly passesUntriggered?: boolean
  /** A commit's files as a gzipped tar; nothing = without any. */
  readonly contents?: (
    repository: string,
    commit: string
  ) => Uint8Array | undefined
}

/** What version control does in this HCP Terraform. */
export interface VersionControl {
  /** An event came: what it makes is made a little later. */
  deliver(event: VersionControlEvent): void
  /** The next events never arrive. */
  loseWebhooks(times: number): void
  /** A person runs the same configuration again, in the UI. */
  retry(runId: string, username?: string): Run
  /** A person points the workspace at a branch; its tip is fetched at once. */
  track(workspaceName: string, branch: string, tip?: PushHappening): void
}

interface VersionControlParts {
  readonly service: Service
  readonly options: VersionControlOptions
  readonly delay: () => number
  readonly fetchMilliseconds: number
  readonly personOf: (username: string) => Principal
  readonly report: (answered: Answered) => void
}

/** Creates what makes runs of commits. */
export function createVersionControl(
  parts: VersionControlParts
): VersionControl {
  const { service, delay, personOf, report } = parts
  let lost = 0

  const connected = (repository: string): Workspace[] =>
    [...service.state.workspaces.values()].filter(
      ({ connection }) =>
        connection?.identifier.toLowerCase() === repository.toLowerCase()
    )

  const arrive = (event: VersionControlEvent) => {
    if (isFromFork(event) && parts.options.allowsForks !== true) return
    const runs: Run[] = []
    const untriggered: Workspace[] = []
    for (const workspace of connected(event.repository)) {
      if (!concerns(workspace, event)) continue
      if (!isTriggeredBy(workspace, event.files)) untriggered.push(workspace)
      else {
        const run = plan(parts, workspace, event)
        if (run !== undefined) runs.push(run)
      }
    }
    if (runs.length + untriggered.length === 0) return
    const { repository, commit } = event
    report({ repository, commit, runs, untriggered })
  }

  const find = (name: string): Workspace => {
    const found = [...service.state.workspaces.values()].find(
      (workspace) => workspace.name === name
    )
    if (found === undefined) throw new Error(`There is no workspace "${name}"`)
    return found
  }

  return {
    deliver(event) {
      if (lost > 0) {
        lost -= 1
        return
      }
      service.after(delay(), () => {
        arrive(event)
      })
    },
    loseWebhooks(times) {
      lost += times
    },
    retry(runId, username = 'hubot') {
      const run = service.state.runs.get(runId)
      if (run === undefined) throw new Error(`There is no run "${runId}"`)
      const { workspace, configurationVersion, planOnly, message } = run
      return service.createRun({
        workspace,
        configurationVersion,
        createdBy: personOf(username),
        attributes: { 'plan-only': planOnly, message },
        source: 'tfe-ui'
      })
    },
    track(name, branch, tip) {
      const workspace = find(name)
      const { connection } = workspace
      if (connection === undefined) throw new Error(`${name} is not connected`)
      connection.branch = branch
      if (tip !== undefined) plan(parts, workspace, tip)
    }
  }
}

function isFromFork(event: VersionControlEvent): boolean {
  return (
    event.kind === 'pull-request' &&
    event.headRepository?.toLowerCase() !== event.repository.toLowerCase()
  )
}

/** Is it the kind of event that the workspace plans? */
function concerns(workspace: Workspace, event: VersionControlEvent): boolean {
  const { connection, speculativeEnabled } = workspace
  if (connection === undefined) return false
  const { tagsRegex } = connection
  const tracked = connection.branch || event.defaultBranch
  if (event.kind === 'pull-request') {
    return (
      tagsRegex === undefined && speculativeEnabled && event.baseRef === tracked
    )
  }
  if (event.tag !== undefined) {
    return tagsRegex !== undefined && new RegExp(tagsRegex).test(event.tag)
  }
  return tagsRegex === undefined && event.branch === tracked
}

/**
 * Makes the run; undefined where this commit had one here, or where nobody
 * started the workspace's first one: then there is a configuration alone.
 */
function plan(
  { service, options, fetchMilliseconds, personOf }: VersionControlParts,
  workspace: Workspace,
  event: VersionControlEvent
): Run | undefined {
  if (workspace.seenCommits.has(event.commit)) return undefined
  workspace.seenCommits.add(event.commit)
  const createdBy = personOf('version-control')
  const version = createVersion(workspace, event, createdBy)
  service.state.configurationVersions.set(version.id, version)
  workspace.configurationVersions.push(version)
  service.after(0, () => {
    if (version.status === 'pending') version.status = 'fetching'
  })
  service.after(fetchMilliseconds, () => {
    version.archive = options.contents?.(event.repository, event.commit)
    version.status = 'uploaded'
    version.timestamps['uploaded-at'] = renderStatusTime()
    if (!version.speculative) workspace.currentConfigurationVersion = version
  })
  if (workspace.runs.length === 0 && !workspace.queueAllRuns) return undefined
  if (options.managesSpeculativePlans !== false) {
    cancelOlder(service, workspace, event, createdBy)
  }
  return service.createRun({
    workspace,
    configurationVersion: version,
    createdBy,
    attributes: { message: event.message },
    source: 'tfe-configuration-version'
  })
}

/** Unfinished plans of the same branch; normal runs wait for their turn. */
function cancelOlder(
  { life }: Service,
  workspace: Workspace,
  event: VersionControlEvent,
  by: Principal
): void {
  if (event.kind !== 'pull-request') return
  for (const run of workspace.runs) {
    const { ingress } = run.configurationVersion
    if (!run.planOnly || isFinal(run.status)) continue
    if (ingress?.isPullRequest !== true || ingress.branch !== event.headRef) {
      continue
    }
    // One that has been cancelled already, or is in passing, is left alone.
    try {
      life.cancel(run, by, undefined)
    } catch {
      continue
    }
  }
}

function createVersion(
  workspace: Workspace,
  event: VersionControlEvent,
  createdBy: Principal
): ConfigurationVersion {
  return {
    id: createIdentifier('cv'),
    workspace,
    autoQueueRuns: true,
    speculative: event.kind === 'pull-request',
    provisional: false,
    source: 'github',
    createdBy,
    status: 'pending',
    error: undefined,
    errorMessage: undefined,
    timestamps: {},
    archive: undefined,
    files: event.files ?? [],
    ingress: createIngress(workspace, event)
  }
}

function createIngress(
  { connection }: Workspace,
  event: VersionControlEvent
): Ingress {
  const identifier = connection?.identifier ?? event.repository
  const page = `${event.webUrl}/${identifier}`
  const isPullRequest = event.kind === 'pull-request'
  return {
    id: createIdentifier('ia'),
    branch: isPullRequest ? event.headRef : (event.branch ?? ''),
    cloneUrl: `${page}.git`,
    commitMessage: event.message,
    commitSha: event.commit,
    commitUrl: `${page}/commit/${event.commit}`,
    compareUrl: isPullRequest
      ? `${page}/pull/${event.number}`
      : `${page}/compare/${event.before.slice(0, 12)}...${event.commit.slice(0, 12)}`,
    identifier,
    isPullRequest,
    onDefaultBranch: !isPullRequest && event.branch === event.defaultBranch,
    pullRequestNumber: isPullRequest ? event.number : undefined,
    pullRequestUrl: isPullRequest ? `${page}/pull/${event.number}` : undefined,
    pullRequestTitle: isPullRequest ? event.title : undefined,
    pullRequestBody: isPullRequest ? event.body : undefined,
    tag: isPullRequest ? undefined : event.tag,
    senderUsername: event.sender
  }
}
