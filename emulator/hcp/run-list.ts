import type { Run, RunStatus } from './model.ts'
import { isFinal } from './model.ts'
import { ApiFault } from './faults.ts'

/** Filters and pages of the run lists (HCP Terraform API: Runs, list). */

/** What kind of run it is, as `filter[operation]` names it. */
function decideOperation(run: Run): string {
  if (run.planOnly) return 'plan_only'
  if (run.savePlan) return 'save_plan'
  if (run.refreshOnly) return 'refresh_only'
  if (run.isDestroy) return 'destroy'
  if (run.allowEmptyApply) return 'empty_apply'
  return 'plan_and_apply'
}

const discardableStatuses: ReadonlySet<RunStatus> = new Set<RunStatus>([
  'planned',
  'planned_and_saved',
  'cost_estimated',
  'policy_checked',
  'policy_override',
  'tf_policy_override',
  'tf_policy_checked',
  'post_plan_running',
  'post_plan_completed'
])

/**
 * Picks the runs that a list request asks for, newest first.
 * @throws {ApiFault} 400 for an unknown status group
 */
export function filterRuns(
  runs: readonly Run[],
  query: URLSearchParams
): readonly Run[] {
  const list = (name: string): readonly string[] | undefined => {
    const value = query.get(name)
    return value === null || value === '' ? undefined : value.split(',')
  }
  const operations = list('filter[operation]')
  const statuses = list('filter[status]')
  const group = query.get('filter[status_group]')
  const sources = list('filter[source]')
  const workspaceNames = list('filter[workspace_names]')
  const agentPools = list('filter[agent_pool_names]')
  const year = /^\d{4}$/.exec(query.get('filter[timeframe]') ?? '')?.[0]
  const user = query.get('search[user]') ?? ''
  const commit = query.get('search[commit]') ?? ''
  const basic = query.get('search[basic]') ?? ''
  return [...runs].reverse().filter((run) => {
    const operation = decideOperation(run)
    if (
      operations === undefined
        ? operation === 'plan_only'
        : !operations.includes(operation)
    ) {
      return false
    }
    if (statuses !== undefined && !statuses.includes(run.status)) return false
    if (group !== null && !isInGroup(run, group)) return false
    if (sources !== undefined && !sources.includes(run.source)) return false
    if (
      agentPools !== undefined &&
      !agentPools.includes(run.workspace.agentPool?.name ?? '')
    ) {
      return false
    }
    if (
      workspaceNames !== undefined &&
      !workspaceNames.includes(run.workspace.name)
    ) {
      return false
    }
    if (year !== undefined && !run.createdAt.startsWith(year)) return false
    const { ingress } = run.configurationVersion
    if (user !== '' && ingress?.senderUsername !== user) return false
    if (commit !== '' && ingress?.commitSha !== commit) return false
    // The other two win over it.
    if (user !== '' || commit !== '') return true
    return basic === '' || run.id === basic || run.message.includes(basic)
  })
}

function isInGroup(run: Run, group: string): boolean {
  switch (group) {
    case 'final':
      return isFinal(run.status)
    case 'non_final':
      return !isFinal(run.status)
    case 'discardable':
      return discardableStatuses.has(run.status)
    default:
      throw new ApiFault(400, 'bad request', `Invalid status group "${group}"`)
  }
}

/** Counts runs by status, in the kebab-case that `meta.status-counts` has. */
export function countStatuses(runs: readonly Run[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status } of runs) {
    const key = status.replaceAll('_', '-')
    counts[key] = (counts[key] ?? 0) + 1
  }
  return { ...counts, total: runs.length }
}
