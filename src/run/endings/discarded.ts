import type { Run, RunEvent } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'

/**
 * Who or what discarded a run, in one sentence: a person by the run's events,
 * or HCP Terraform itself, which discards a saved plan once another run was
 * applied or the state has changed. Three requests at most; what cannot be read
 * is left out. Throws only the reason of an aborted signal. (Runs API: run
 * events; Workspaces API: `current-run`.)
 */
export async function explainDiscarded(
  dependencies: Pick<Dependencies, 'hcp' | 'signal'>,
  run: Run
): Promise<string> {
  const who = findDiscarder(await readEvents(dependencies, run.id))
  if (who.kind === 'person') {
    return `Run ${run.id} was discarded by ${who.name}, not by this step. Nothing was applied.`
  }
  const isSaved =
    run.savePlan || run.statusTimestamps['planned-and-saved-at'] !== undefined
  if (!isSaved) {
    return `Run ${run.id} was discarded, not by this step. Nothing was applied.`
  }
  const since = await findLaterRun(dependencies, run)
  const cause =
    since === undefined
      ? 'another run was applied, the state has changed, or it was left too long'
      : `run ${since} was applied in between`
  return who.kind === 'nobody'
    ? `The saved plan of run ${run.id} is stale: HCP Terraform discarded it by itself (${cause}). Nothing was applied; make a new plan.`
    : `The saved plan of run ${run.id} was discarded, not by this step; it may have been stale (${cause}). Nothing was applied; make a new plan.`
}

type Discarder =
  | { readonly kind: 'person'; readonly name: string }
  /** The event is there and names nobody. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'unknown' }

function findDiscarder(events: readonly RunEvent[]): Discarder {
  const discards = events.filter(({ action }) => action === 'discarded')
  const name = discards.findLast(({ actor }) => actor !== undefined)?.actor
  if (name !== undefined) return { kind: 'person', name }
  return { kind: discards.length > 0 ? 'nobody' : 'unknown' }
}

async function readEvents(
  { hcp, signal }: Pick<Dependencies, 'hcp' | 'signal'>,
  runId: string
): Promise<readonly RunEvent[]> {
  try {
    return await hcp.runs.events(runId)
  } catch {
    signal.throwIfAborted()
    return []
  }
}

async function findLaterRun(
  { hcp, signal }: Pick<Dependencies, 'hcp' | 'signal'>,
  run: Run
): Promise<string | undefined> {
  if (run.workspaceId === undefined) return undefined
  try {
    const workspace = await hcp.workspaces.read({ id: run.workspaceId })
    const { currentRunId: id } = workspace
    if (id === undefined || id === run.id) return undefined
    const current = await hcp.runs.read(id)
    const appliedAt = current.statusTimestamps['applied-at']
    const savedAt = run.statusTimestamps['planned-and-saved-at']
    // One that was applied before it was saved has not made it old.
    return Date.parse(appliedAt ?? '') > Date.parse(savedAt ?? '')
      ? id
      : undefined
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}
