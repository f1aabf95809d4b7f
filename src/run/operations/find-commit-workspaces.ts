import { shortCommit } from '../../gate/finding.ts'
import type { WantedCommit } from '../../gate/version-control-evidence.ts'
import type { Run, Workspace } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { RunRefusedError } from '../record/errors.ts'
import { asUnread } from './find-workspaces.ts'
import type { FoundWorkspaces, UnreadWorkspace } from './find-workspaces.ts'

type FindDependencies = Pick<Dependencies, 'hcp' | 'clock' | 'signal' | 'log'>

/** Between two looks, in milliseconds: lists allow 30 requests a minute. */
const pauses = [3_000, 6_000, 15_000, 30_000] as const
const mostPages = 3

/**
 * Finds the workspaces of an organization in which version control made a run
 * of a commit, by name. Its runs appear one by one, so two looks in a row have
 * to agree. A run that does not tell this very commit does not count: a server
 * that knows nothing of the search answers with everything. (Runs API: List
 * runs in an organization, `search[commit]`.)
 *
 * @throws RunRefusedError where there is none, or more than `max`
 */
export async function findCommitWorkspaces(
  dependencies: FindDependencies,
  { sha }: Pick<WantedCommit, 'sha'>,
  {
    organization,
    max,
    patience
  }: {
    readonly organization: string
    readonly max: number
    /** Milliseconds. */
    readonly patience: number
  }
): Promise<FoundWorkspaces> {
  const { hcp, clock, signal, log } = dependencies
  const begun = clock.now()
  let before: readonly string[] = []
  for (let look = 0; ; look += 1) {
    const ids = await readIds(dependencies, organization, sha)
    const left = patience - (clock.now() - begun)
    const isSettled = ids.length > 0 && ids.join() === before.join()
    if (isSettled || (left <= 0 && ids.length > 0)) {
      refuseTooMany(ids.length, max, sha)
      return await readAll(hcp, ids)
    }
    if (left <= 0) {
      throw new RunRefusedError(
        `Version control made no run of commit ${shortCommit(sha)} in organization ${organization} that this token may read. Name the workspaces in 'workspace' to learn why, or check that they are connected to this repository.`
      )
    }
    if (look === 0) {
      log.info(
        `Looking for the runs that version control makes of ${shortCommit(sha)} in organization ${organization}.`
      )
    }
    before = ids
    const pause = pauses[Math.min(look, pauses.length - 1)] ?? patience
    await clock.sleep(Math.min(pause, left), signal)
  }
}

/** By name; throws where none can be read. */
async function readAll(
  hcp: FindDependencies['hcp'],
  ids: readonly string[]
): Promise<FoundWorkspaces> {
  const workspaces: Workspace[] = []
  const unread: UnreadWorkspace[] = []
  await Promise.all(
    ids.map(async (id) => {
      await hcp.workspaces.read({ id }).then(
        (workspace) => workspaces.push(workspace),
        (error: unknown) => unread.push({ name: id, error: asUnread(error) })
      )
    })
  )
  const [first] = unread
  if (workspaces.length === 0 && first !== undefined) throw first.error
  return {
    workspaces: workspaces.sort((a, b) => (a.name < b.name ? -1 : 1)),
    unread
  }
}

async function readIds(
  { hcp }: FindDependencies,
  organization: string,
  sha: string
): Promise<readonly string[]> {
  const ids = new Set<string>()
  let page: number | undefined = 1
  while (page !== undefined && page <= mostPages) {
    const { runs, nextPage } = await hcp.runs.listByCommitIn(
      organization,
      sha,
      page
    )
    for (const run of runs.filter((each) => isOf(each, sha))) {
      if (run.workspaceId !== undefined) ids.add(run.workspaceId)
    }
    page = nextPage
  }
  return [...ids].sort()
}

function isOf({ configurationVersion }: Run, sha: string): boolean {
  const ingress = configurationVersion?.ingressAttributes
  return (
    ingress !== undefined &&
    ingress !== 'none' &&
    ingress.commitSha?.toLowerCase() === sha.toLowerCase()
  )
}

function refuseTooMany(count: number, max: number, sha: string): void {
  if (count <= max) return
  throw new RunRefusedError(
    `Version control made runs of commit ${shortCommit(sha)} in ${count} workspaces, and 'max-workspaces' is ${max}. Nothing was done.`
  )
}
