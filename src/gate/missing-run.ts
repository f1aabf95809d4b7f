import type { ConnectedWorkspace, RunOrigin } from '../hcp/types.ts'
import type { RejectedRun } from './commit-choice.ts'
import { shortCommit } from './finding.ts'
import type { Known } from './known.ts'
import { isSameName } from './pull-request-facts.ts'
import { objectionToCommit } from './version-control-rules.ts'
import type { WantedCommit } from './version-control-evidence.ts'

/**
 * What HCP Terraform said of the commit at version control, by statuses that
 * anybody who may write can forge: a hint, and never a proof.
 */
export type HeardOf = 'passed' | 'heard' | 'nothing'

/** What is known where a commit has no run. Only data. */
export interface MissingRun {
  readonly wanted: WantedCommit
  /** The branch that the pull request goes to, or that was pushed to. */
  readonly base: string | undefined
  /** Is it the head of a pull request, and no pushed commit? */
  readonly isProposed: boolean
  /** Does the pull request come from a fork, or one that is gone? */
  readonly isFork: boolean | undefined
  readonly connected: ConnectedWorkspace
  readonly trackedBranch: Known<string>
  /** Of the workspace, newest first; unknown where they cannot be read. */
  readonly origins: Known<readonly RunOrigin[]>
  /** Is there any run in the workspace? */
  readonly hasRuns: Known<boolean>
  readonly rejected: readonly RejectedRun[]
  /** How many files the commit, or the pull request, changes. */
  readonly changedFiles: Known<number>
  /** Statuses prove nothing, and are a hint. */
  readonly heardOf: Known<HeardOf>
  /** May the token read runs? The list was refused where not. */
  readonly mayReadRuns: boolean
}

interface Explanation {
  /** HCP Terraform knows the commit, and found nothing to plan. */
  readonly isNothingToPlan: boolean
  /** Sentences; only what can be the cause. Never empty. */
  readonly causes: readonly string[]
}

/**
 * Why there is no run of a commit: the causes that apply, and none that cannot.
 * A setting that rules a run out is the cause, and then no other is guessed.
 * Pure.
 */
export function explainMissingRun(missing: MissingRun): Explanation {
  if (!missing.mayReadRuns) return because([noPermission])
  const settings = findSettings(missing)
  if (settings.length > 0) return because(settings)
  const { heardOf, rejected, origins, wanted } = missing
  const knowsCommit =
    origins.known &&
    origins.value.some(
      (origin) => objectionToCommit(origin, wanted) === undefined
    )
  const isNothingToPlan =
    heardOf.known &&
    heardOf.value === 'passed' &&
    origins.known &&
    !knowsCommit &&
    rejected.length === 0
  if (isNothingToPlan) {
    return {
      isNothingToPlan,
      causes: [
        `By a status in its name, HCP Terraform heard of ${shortCommit(wanted.sha)} and found nothing to plan in workspace ${missing.connected.workspace.name}.`,
        ...findTriggers(missing)
      ]
    }
  }
  const others = rejected.map(
    ({ run, why }) =>
      `Run ${run.id} is of this commit, and is not the one: ${why}.`
  )
  const first = findFirstRun(missing)
  if (others.length > 0) return because([...others, ...duplicate(missing)])
  if (first.length > 0) return because(first)
  if (knowsCommit) {
    return because([
      `HCP Terraform fetched the commit, and no run of it was found: it is not queued yet, or there will be none, since ${oneRunOnly}`
    ])
  }
  return because([...findTriggers(missing), ...findLoss(missing)])
}

function because(causes: readonly string[]): Explanation {
  return { isNothingToPlan: false, causes }
}

const noPermission =
  "The token may read the workspace and not its runs: give its team 'read' on runs ('Read runs', or 'read' on the workspace)."

const oneRunOnly =
  'a commit makes one run in a workspace, whatever brings it there; an empty commit helps.'

/** What the workspace's settings are held against. */
type Setting = Pick<
  MissingRun,
  'connected' | 'wanted' | 'isProposed' | 'isFork' | 'base' | 'trackedBranch'
>

/**
 * What rules a run of the commit out, by what the workspace and GitHub say:
 * there is nothing to wait for. Sentences; none where it may come.
 */
export function findSettings(missing: Setting): readonly string[] {
  const { connected, wanted, isProposed, isFork, base, trackedBranch } = missing
  const { connection, workspace, triggers } = connected
  const { name } = workspace
  if (connection === 'none') {
    return [
      `Workspace ${name} is not connected to a repository: version control makes no runs there. Leave 'commit' empty, and upload the configuration.`
    ]
  }
  if (connection !== undefined) {
    const elsewhere = whereElse(connection, wanted)
    if (elsewhere !== undefined) {
      return [
        `Workspace ${name} is connected to another repository, ${elsewhere}, and this is ${wanted.repository}.`
      ]
    }
  }
  const tags = connection?.tagsRegex
  return [
    tags === undefined
      ? []
      : `Workspace ${name} runs on tags (${tags}), and not on branches or pull requests.`,
    isProposed && isFork === true
      ? 'The pull request comes from a fork, and HCP Terraform plans no forks.'
      : [],
    isProposed && triggers.speculativeEnabled === false
      ? `Workspace ${name} makes no speculative plans ('Automatic speculative plans' is off in its version control settings).`
      : [],
    tags === undefined &&
    trackedBranch.known &&
    base !== undefined &&
    base !== trackedBranch.value
      ? `Workspace ${name} tracks the branch ${trackedBranch.value}, and this ${isProposed ? 'pull request goes to' : 'commit was pushed to'} ${base}.`
      : []
  ].flat()
}

function whereElse(
  {
    identifier,
    repositoryUrl
  }: Exclude<ConnectedWorkspace['connection'], 'none' | undefined>,
  { repository, host }: WantedCommit
): string | undefined {
  if (identifier !== undefined && !isSameName(identifier, repository)) {
    return identifier
  }
  if (repositoryUrl === undefined || !URL.canParse(repositoryUrl)) {
    return undefined
  }
  const { hostname, host: withPort } = new URL(repositoryUrl)
  return [hostname, withPort].some((each) => isSameName(each, host))
    ? undefined
    : `${withPort}/${identifier ?? repository}`
}

function findFirstRun({ connected, hasRuns, origins }: MissingRun): string[] {
  const isFirst =
    connected.triggers.queueAllRuns === false && hasRuns.known && !hasRuns.value
  if (!isFirst) return []
  const fetched =
    origins.known && origins.value.length > 0
      ? ' It has fetched configurations already.'
      : ''
  return [
    `Workspace ${connected.workspace.name} has had no run yet, and starts none by itself before somebody has started the first one ('queue-all-runs' is off): start it in the web interface.${fetched}`
  ]
}

function duplicate({ rejected }: MissingRun): string[] {
  return rejected.some(({ run }) => run.source === 'tfe-configuration-version')
    ? [`HCP Terraform makes no second one: ${oneRunOnly}`]
    : []
}

const tooManyFiles = 300

/** Only a guess: HCP Terraform tells neither its list of files nor its match. */
function findTriggers({ connected, changedFiles }: MissingRun): string[] {
  const { triggers, workspace } = connected
  const { fileTriggersEnabled, triggerPatterns, triggerPrefixes } = triggers
  const folder = triggers.workingDirectory
  if (fileTriggersEnabled !== true) return []
  if (changedFiles.known && changedFiles.value >= tooManyFiles) return []
  const rules = [
    triggerPatterns.length === 0
      ? []
      : `trigger patterns ${triggerPatterns.join(', ')}`,
    triggerPrefixes.length === 0
      ? []
      : `trigger prefixes ${triggerPrefixes.join(', ')}`,
    triggerPatterns.length > 0 || folder === undefined
      ? []
      : `working directory ${folder}`
  ].flat()
  if (rules.length === 0) return []
  const files = changedFiles.known
    ? `The ${changedFiles.value} changed ${changedFiles.value === 1 ? 'file' : 'files'} may match`
    : 'The changed files may match'
  return [
    `${files} none of the rules of workspace ${workspace.name} (${rules.join('; ')}).`
  ]
}

function findLoss({ heardOf, wanted }: MissingRun): string[] {
  if (heardOf.known && heardOf.value !== 'nothing') {
    return [
      `HCP Terraform heard of ${shortCommit(wanted.sha)} (its status is on the commit), and its run is not here yet. Wait longer ('queue-timeout'), or look at the status.`
    ]
  }
  return [
    `HCP Terraform may not have heard of the commit: its event was lost or is late, its app is not installed on ${wanted.repository}, or the connection is broken. Push again, or set the branch of the workspace anew.${heardOf.known ? '' : ` (Whether a status is on the commit is not known: ${heardOf.why})`}`
  ]
}
