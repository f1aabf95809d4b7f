import type { Run, RunStatus } from './model.ts'
import { isFinal } from './model.ts'
import { ApiFault } from './faults.ts'

/** Filters and pages of the run lists (HCP Terraform API: Runs, list). */

/** What kind of run it is, as `filter[operation]` names it. */
export function decideOperation(run: Run): string {
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
    if (agentPools !== undefined) return false
    if (
      workspaceNames !== undefined &&
      !workspaceNames.includes(run.workspace.name)
    ) {
      return false
    }
    if (year !== undefined && !run.createdAt.startsWith(year)) return false
    // No run here comes from a VCS, so these two can match nothing.
    if (user !== '' || commit !== '') return false
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

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly links: Record<string, string | null>
  readonly pagination: Record<string, number | null>
}

/**
 * Cuts a list into pages: 20 a page unless told, 100 at most.
 * @param totals whether the list tells how long it is
 */
export function cutPage<Item>(
  all: readonly Item[],
  url: URL,
  totals = true
): Page<Item> {
  const read = (name: string, standard: number) => {
    const number = Number(url.searchParams.get(name) ?? standard)
    return Number.isInteger(number) && number > 0 ? number : standard
  }
  const size = Math.min(read('page[size]', 20), 100)
  const current = read('page[number]', 1)
  const last = Math.max(Math.ceil(all.length / size), 1)
  const link = (page: number | null): string | null => {
    if (page === null) return null
    const target = new URL(url)
    target.searchParams.set('page[number]', String(page))
    target.searchParams.set('page[size]', String(size))
    return target.toString()
  }
  const previous = current > 1 ? current - 1 : null
  const next = current < last ? current + 1 : null
  return {
    items: all.slice((current - 1) * size, current * size),
    links: {
      self: link(current),
      ...(totals ? { first: link(1) } : {}),
      prev: link(previous),
      next: link(next),
      ...(totals ? { last: link(last) } : {})
    },
    pagination: {
      'current-page': current,
      'page-size': size,
      'prev-page': previous,
      'next-page': next,
      ...(totals ? { 'total-pages': last, 'total-count': all.length } : {})
    }
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
