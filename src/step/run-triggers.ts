import { unread } from '../gate/known.ts'
import type { Workspace } from '../hcp/types.ts'
import { workspaceOf } from '../run/record/claims.ts'
import type { Candidate } from './approach.ts'

/** An apply of one workspace of the set makes a run in another one of it. */
export interface Triggered {
  readonly source: Candidate
  readonly target: Candidate
}

/**
 * Reads which applies make runs in other workspaces of the set, and what there
 * is to say of it: those runs are nobody's here. What cannot be read is said.
 */
export async function readTriggers(
  sources: readonly Candidate[],
  candidates: readonly Candidate[]
): Promise<{
  readonly triggered: readonly Triggered[]
  readonly warnings: readonly string[]
}> {
  const triggered: Triggered[] = []
  const warnings = new Set<string>()
  await Promise.all(
    sources.map(async (source) => {
      const { hcp, signal } = source.house
      const own = settingsOf(source)
      if (own === undefined) return
      try {
        const triggers = await hcp.runTriggers.listOutbound(own.id)
        for (const { workspaceId } of triggers) {
          const target = candidates.find(
            (each) => settingsOf(each)?.id === workspaceId
          )
          if (target === undefined) continue
          triggered.push({ source, target })
          warnings.add(warningOf(own, settingsOf(target)))
        }
      } catch (error) {
        // Whoever confirms next hears of it.
        if (signal.aborted) return
        warnings.add(
          `It is not known whether an apply of ${own.name} makes runs in other workspaces of this step: ${unread(error).why}`
        )
      }
    })
  )
  return { triggered, warnings: [...warnings] }
}

function warningOf(source: Workspace, target: Workspace | undefined): string {
  const name = target?.name ?? 'another one'
  const what =
    target?.autoApplyRunTrigger === true
      ? `and applies it by itself ('auto-apply-run-trigger' is on there), whatever the rules of this step say`
      : 'which waits behind the run of this step and is neither confirmed nor cancelled by it'
  return `A run trigger connects two workspaces of this step: the apply of ${source.name} makes another run in ${name}, ${what}.`
}

function settingsOf({ house }: Candidate): Workspace | undefined {
  return workspaceOf(house.record.facts())
}

/**
 * What run triggers made in a workspace meanwhile, a sentence for each; says
 * nothing where that cannot be read.
 */
export async function findTriggered({
  source,
  target
}: Triggered): Promise<readonly string[]> {
  const workspace = settingsOf(target)
  const { hcp } = target.house
  if (workspace === undefined) return []
  try {
    const { id: workspaceId, name, organization = '' } = workspace
    const runs = await hcp.runs.listUnfinishedIn(organization, [name])
    return (runs ?? [])
      .filter((run) => run.workspaceId === workspaceId)
      .filter((run) => run.source === 'tfe-run-trigger')
      .map(
        ({ id }) =>
          `The apply of ${settingsOf(source)?.name ?? 'another workspace'} made run ${id} here by a run trigger; it is not of this step, and waits for its turn.`
      )
  } catch {
    return []
  }
}
