import type { Hcp } from '../hcp/client.ts'
import type { Workspace } from '../hcp/types.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { workspaceOf } from '../run/record/claims.ts'
import { RunRefusedError, saidBy } from '../run/record/errors.ts'
import type { Candidate } from './approach.ts'

/**
 * Why runs cannot be decided about together, by who has one: two are of one
 * workspace, where applying one makes the other's plan old, or `order` names
 * what nobody knows. That of workspaces by their names is seen before any run;
 * that of runs and commits only once they are read. Undefined where nothing
 * stands against it.
 */
export async function findMisfit(
  candidates: readonly Candidate[]
): Promise<((candidate: Candidate) => Error | undefined) | undefined> {
  const [first] = candidates
  if (first === undefined) return undefined
  const all = candidates.flatMap(({ house: { record } }) => {
    const workspace = workspaceOf(record.facts())
    return workspace === undefined ? [] : [workspace]
  })
  const { given, house } = first
  const areAllKnown = all.length === candidates.length
  // Without runs of their own those of a selection are known all the same.
  const unknown =
    given.inputs.selection === undefined
      ? await findUnknown(given.inputs, all, house.hcp, areAllKnown)
      : undefined
  const twice = new Set(
    all.map(({ id }) => id).filter((id, at, ids) => ids.indexOf(id) !== at)
  )
  if (unknown === undefined && twice.size === 0) return undefined
  return ({ house: { record } }) => {
    const { id = '', name = '' } = workspaceOf(record.facts()) ?? {}
    return twice.has(id)
      ? new RunRefusedError(
          `'run-id' names several runs of workspace ${name}: once one of them is applied, the others were planned for another state. None of them was confirmed. Name the one that is to be applied.`
        )
      : unknown
  }
}

/** What `order` names is a workspace of the step, or at least there. */
export async function findUnknown(
  inputs: Pick<Inputs, 'order' | 'organization'>,
  all: readonly Workspace[],
  hcp: Pick<Hcp, 'workspaces'>,
  areAllKnown = true
): Promise<Error | undefined> {
  const { order, organization = all[0]?.organization } = inputs
  const names = new Set(order.flat())
  for (const name of names) {
    const called = all.filter((each) => each.name === name)
    if (called.length > 1 && new Set(called.map(({ id }) => id)).size > 1) {
      return new RunRefusedError(
        `'order' names workspace ${name}, and several workspaces of this step are called so. Nothing was confirmed.`
      )
    }
    if (called.length > 0) continue
    const fault = areAllKnown
      ? await hcp.workspaces
          .read({ organization: organization ?? '', name })
          .then((found) => strangeName(name, found), saidBy)
      : 'The workspace of one of its runs is not known.'
    if (fault === undefined) continue
    return new RunRefusedError(
      `'order' names workspace ${name}, which is not one of this step (${all.map((each) => each.name).join(', ')}). Nothing was confirmed. ${fault}`
    )
  }
  return undefined
}

/** HCP Terraform finds a workspace by its name in other letters, too. */
function strangeName(name: string, found: Workspace): string | undefined {
  return found.name === name ? undefined : `There is ${found.name}.`
}
