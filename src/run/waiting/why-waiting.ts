import type { Hcp } from '../../hcp/client.ts'
import type { Run, Workspace } from '../../hcp/types.ts'
import { phaseOf, renderStatus } from '../record/status.ts'

/** What a diagnosis asks. */
type Asked = Pick<
  Hcp,
  | 'agentPools'
  | 'configurationVersions'
  | 'organizations'
  | 'runs'
  | 'taskStages'
  | 'workspaces'
>

type Waiting = Pick<
  Run,
  'id' | 'status' | 'workspaceId' | 'configurationVersionId'
>

/** After how long in one status people are told why, in milliseconds. */
const patienceOf = { queued: 3_000, others: 10_000 } as const

/** Is it time to say why the run is where it is? */
export function isWorthAsking(status: string, milliseconds: number): boolean {
  if (status === 'pending') return milliseconds >= patienceOf.queued
  return (
    (isForWorker(status) || isFetching(status) || isAtTasks(status)) &&
    milliseconds >= patienceOf.others
  )
}

function isForWorker(status: string): boolean {
  return [
    'fetching_completed',
    'queuing',
    'plan_queued',
    'queuing_apply',
    'apply_queued'
  ].includes(status)
}

function isFetching(status: string): boolean {
  return status === 'fetching'
}

function isAtTasks(status: string): boolean {
  return status.endsWith('_running') && phaseOf(status) !== undefined
}

/**
 * Why a run does not go on, in one sentence: a lock with its holder and reason,
 * the run before it and what that is doing, its configuration, an agent or a
 * worker that has not come, run tasks that have not answered. Undefined where
 * no cause is seen or it cannot be read; a diagnosis never fails the wait. Some
 * requests at most, fewer where the workspace is `known` (Workspaces API: `locked-by`, `current-run`, `agent-pool`;
 * Organizations API: capacity; Subscriptions; Run Task Stages).
 */
export async function diagnoseWait(
  hcp: Asked,
  run: Waiting,
  known?: Workspace
): Promise<string | undefined> {
  try {
    if (isAtTasks(run.status)) return await describeTasks(hcp, run)
    if (isFetching(run.status)) {
      return 'waiting: HCP Terraform fetches the configuration from version control'
    }
    const id = run.workspaceId
    if (isForWorker(run.status) && known !== undefined && known.id === id) {
      return await describeWorker(hcp, known)
    }
    if (id === undefined) return undefined
    const workspace = await hcp.workspaces.readWithHolder(id)
    return isForWorker(run.status)
      ? await describeWorker(hcp, workspace)
      : ((await describeHolder(hcp, run, workspace)) ??
          (await describeVersion(hcp, run)) ??
          (await describeQueue(hcp, workspace)))
  } catch {
    return undefined
  }
}

/** What has the workspace, where that is not the run itself. */
async function describeHolder(
  hcp: Pick<Hcp, 'runs'>,
  run: Pick<Run, 'id'>,
  { locked, lockedBy, lockedReason, currentRunId }: Workspace
): Promise<string | undefined> {
  if (!locked) return undefined
  const blocking =
    lockedBy?.type === 'runs'
      ? lockedBy.id
      : lockedBy || lockedReason
        ? undefined
        : currentRunId
  if (blocking === run.id) return undefined
  if (blocking !== undefined) {
    return `waiting behind run ${blocking}${await describeRun(hcp, blocking)}`
  }
  const holder = lockedBy ? ` by ${lockedBy.name ?? lockedBy.id}` : ''
  const reason = lockedReason ? `: ${lockedReason}` : ''
  return `waiting: the workspace is locked${holder}${reason}`
}

async function describeRun(
  hcp: Pick<Hcp, 'runs'>,
  runId: string
): Promise<string> {
  try {
    const { status, actions } = await hcp.runs.read(runId)
    return actions.isConfirmable === true
      ? `, which is ${renderStatus(status)} and waits for a decision`
      : `, which is ${renderStatus(status)}`
  } catch {
    return ''
  }
}

async function describeVersion(
  hcp: Pick<Hcp, 'configurationVersions'>,
  { configurationVersionId: id }: Waiting
): Promise<string | undefined> {
  if (id === undefined) return undefined
  const version = await known(() => hcp.configurationVersions.read(id))
  return version === undefined || usable.has(version.status)
    ? undefined
    : `waiting: HCP Terraform still processes the configuration (${id} is ${renderStatus(version.status)})`
}

const usable: ReadonlySet<string> = new Set(['uploaded', 'archived'])

async function describeWorker(
  hcp: Pick<Hcp, 'agentPools' | 'organizations'>,
  workspace: Workspace
): Promise<string | undefined> {
  const { executionMode, agentPoolId } = workspace
  if (executionMode !== 'agent') return await describeQueue(hcp, workspace)
  const name =
    agentPoolId === undefined
      ? undefined
      : await known(() => hcp.agentPools.readName(agentPoolId))
  const pool = name === undefined ? agentPoolId : `'${name}'`
  const of = pool === undefined ? '' : ` of pool ${pool}`
  return `waiting for an agent${of} (execution mode 'agent'): no agent has taken it yet`
}

/** The organization's own queue, with its limit where it has one. */
async function describeQueue(
  hcp: Pick<Hcp, 'organizations'>,
  { organization }: Workspace
): Promise<string | undefined> {
  if (organization === undefined) return undefined
  const [capacity, ceiling] = await Promise.all([
    known(() => hcp.organizations.capacity(organization)),
    known(() => hcp.organizations.runsCeiling(organization))
  ])
  const { running, pending } = capacity ?? {}
  if (running === undefined || pending === undefined) return undefined
  const most = ceiling === undefined ? '' : ` of at most ${ceiling}`
  return `waiting for its turn in the queue of organization ${organization}: ${running}${most} running, ${pending} pending`
}

/** The run tasks that have not answered yet. */
async function describeTasks(
  hcp: Pick<Hcp, 'taskStages'>,
  { id, status }: Waiting
): Promise<string | undefined> {
  const stage = status.replace(/_running$/, '')
  const stages = await hcp.taskStages.list(id)
  const found = await Promise.all(
    stages
      .filter((each) => each.stage === stage)
      .map(
        async ({ taskResults, taskResultIds = [] }) =>
          taskResults ??
          (await Promise.all(
            taskResultIds.map(async (one) => await hcp.taskStages.result(one))
          ))
      )
  )
  const names = found
    .flat()
    .filter((task) => ['pending', 'running'].includes(task.status))
    .map(({ name }) => name)
  return names.length === 0
    ? undefined
    : `waiting for run task ${names.join(', ')} (${stage.replaceAll('_', '-')}), which has not answered yet`
}

async function known<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch {
    return undefined
  }
}
