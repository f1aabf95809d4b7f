import { unread } from '../gate/known.ts'
import type { Run, Workspace } from '../hcp/types.ts'
import { endingOf, workspaceOf } from '../run/record/claims.ts'
import { nameOf } from './approach.ts'
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
 * What the applies of this step made in a workspace by run triggers, a sentence
 * for each run; says nothing where nothing was applied, or that cannot be read.
 */
export async function findTriggered(
  target: Candidate,
  triggered: readonly Triggered[]
): Promise<readonly string[]> {
  const workspace = settingsOf(target)
  const applied = triggered.flatMap((each) => {
    const ending = endingOf(each.source.house.record.facts())
    const isMeant = each.target === target && ending?.outcome === 'applied'
    return isMeant ? [{ source: each.source, run: ending.run }] : []
  })
  if (workspace === undefined || applied.length === 0) return []
  try {
    const { id: workspaceId, name, organization = '' } = workspace
    const { runs } = target.house.hcp
    const listed = await runs.listUnfinishedIn(organization, [name])
    return (listed ?? [])
      .filter((run) => run.workspaceId === workspaceId)
      .filter((run) => run.source === 'tfe-run-trigger')
      .flatMap((run) => {
        const causes = applied.filter((each) => mayHaveMade(each.run, run))
        const names = causes.map(({ source }) => nameOf(source).name)
        return names.length === 0
          ? []
          : [
              `The apply of ${names.join(' or ')} made run ${run.id} here by a run trigger; it is not of this step, and waits for its turn.`
            ]
      })
  } catch {
    return []
  }
}

/** One that was there before the apply had ended is of another one. */
function mayHaveMade({ statusTimestamps }: Run, { createdAt }: Run): boolean {
  const applied = Date.parse(statusTimestamps['applied-at'] ?? '')
  return !(Date.parse(createdAt ?? '') < applied)
}
