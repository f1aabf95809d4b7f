import type { Clock } from './clock.ts'
import { final } from './course.ts'
import {
  ingressDocument,
  runDocument,
  versionDocument
} from './hcp-documents.ts'
import type { Hcp, SimulatedRun } from './hcp.ts'

interface Listed {
  readonly data: readonly object[]
  readonly included: readonly object[]
}

/** The versions and the commits of runs, where they are asked for. */
export function withCommits(
  { versions }: Hcp,
  runs: readonly SimulatedRun[],
  time: number,
  asked: string
): readonly object[] {
  if (!asked.includes('configuration_version')) return []
  const wanted = runs.flatMap(({ versionId }) => versions.get(versionId) ?? [])
  return wanted
    .flatMap((version) => [
      versionDocument(version, time, false),
      ingressDocument(version, time) ?? []
    ])
    .flat()
}

/**
 * Lists of runs and of versions, and the commit of a version; undefined: it is
 * another request, a number: it is refused.
 */
export function answerCommits({
  hcp,
  clock,
  where,
  url,
  time,
  trouble
}: {
  readonly hcp: Hcp
  readonly clock: Clock
  readonly where: string
  readonly url: URL
  readonly time: number
  readonly trouble: string | undefined
}): Listed | number | undefined {
  const asked = url.searchParams
  const included = asked.get('include') ?? ''
  const [, scope, name] =
    /^\/(workspaces|organizations)\/([\w-]+)\/runs$/.exec(where) ?? []
  if (scope !== undefined) {
    const runs = hcp.runs.filter(
      (run) =>
        (scope === 'organizations' || run.workspace.id === name) &&
        (trouble === 'unfiltered' || isSought(hcp, run, asked, time))
    )
    const told = runs.flatMap((run) => {
      const found = runDocument(run, time, clock)
      return found === undefined ? [] : [{ run, found }]
    })
    const shown = told.map(({ run }) => run)
    return {
      data: told.map(({ found }) => found).reverse(),
      included: withCommits(hcp, shown, time, included)
    }
  }
  const [, owner] =
    /^\/workspaces\/([\w-]+)\/configuration-versions$/.exec(where) ?? []
  if (owner !== undefined) {
    const own = [...hcp.versions.values()].filter(
      ({ workspace, madeAt }) => workspace.id === owner && madeAt <= time
    )
    return {
      data: own
        .map((version) => versionDocument(version, time, false))
        .reverse(),
      included: own.flatMap((version) => ingressDocument(version, time) ?? [])
    }
  }
  const [, id] =
    /^\/configuration-versions\/(cv-[\w-]+)\/ingress-attributes$/.exec(where) ??
    []
  return id === undefined ? undefined : 404
}

/** Does a run match what is searched for? Plans alone only where named. */
function isSought(
  { versions }: Hcp,
  run: SimulatedRun,
  asked: URLSearchParams,
  time: number
): boolean {
  const commit = asked.get('search[commit]')
  const isOpen = asked.get('filter[status_group]') === 'non_final'
  const status = run.stages.findLast(({ at }) => at <= time)?.status ?? ''
  const operations = asked.get('filter[operation]') ?? 'plan_and_apply'
  return (
    (commit === null || versions.get(run.versionId)?.ingress?.sha === commit) &&
    !(isOpen && final.has(status)) &&
    (run.kind !== 'plan' || operations.includes('plan_only'))
  )
}
