import type { Order } from '../gate/order.ts'
import type { Hcp } from '../hcp/client.ts'
import type { Run, Workspace } from '../hcp/types.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { workspaceOf } from '../run/record/claims.ts'
import { RunRefusedError, saidBy } from '../run/record/errors.ts'
import type { Candidate } from './approach.ts'

/** One of a set, and its run where it has one. */
export interface Ordered {
  readonly candidate: Candidate
  readonly run: Run | undefined
}

/** How runs may be confirmed together. */
export interface SetOrder {
  /** Is `order` walked backwards, since they destroy what the others need? */
  readonly isDestroy: boolean
  /** Why one is not confirmed with the others, as far as that is about all. */
  readonly objectionTo: (candidate: Candidate) => Error | undefined
}

/**
 * May these be confirmed together, and in which order? Two may be of one
 * workspace, where applying one makes the other's plan old; `order` may name
 * what nobody knows, or some may destroy and others not. What `order` names is
 * seen before any run where the workspaces are known, and of named runs here.
 */
export async function readSetOrder(all: readonly Ordered[]): Promise<SetOrder> {
  const [first, second] = all
  if (first === undefined || second === undefined) {
    return { isDestroy: false, objectionTo: () => undefined }
  }
  const { candidate } = first
  const { inputs } = candidate.given
  const known = all.flatMap(({ candidate: { house }, run }): Known[] => {
    const workspace = workspaceOf(house.record.facts())
    return workspace === undefined ? [] : [{ workspace, run }]
  })
  const ids = known.map(({ workspace: { id } }) => id)
  const twice = new Set(ids.filter((id, at) => ids.indexOf(id) !== at))
  const isSelected =
    inputs.runId === undefined && inputs.selection !== undefined
  // Those of a selection and of a commit were known before.
  const unknown =
    inputs.runId === undefined
      ? undefined
      : await findUnknown(candidate.house.hcp, {
          order: inputs.order,
          organization:
            inputs.organization ?? known[0]?.workspace.organization ?? '',
          names: [
            ...new Map(
              known.map(({ workspace: { id, name } }) => [id, name])
            ).values()
          ],
          areAllKnown: known.length === all.length,
          left: 'Nothing was confirmed.'
        })
  const isDestroy = isSelected ? inputs.destroy : readDirection(known, inputs)
  const objection =
    unknown ?? (isDestroy instanceof Error ? isDestroy : undefined)
  return {
    isDestroy: isDestroy === true,
    objectionTo: ({ house: { record } }) => {
      const { id = '', name = '' } = workspaceOf(record.facts()) ?? {}
      return twice.has(id)
        ? new RunRefusedError(
            `'run-id' names several runs of workspace ${name}: once one of them is applied, the others were planned for another state. None of them was confirmed. Name the one that is to be applied.`
          )
        : objection
    }
  }
}

interface Known {
  readonly workspace: Workspace
  readonly run: Run | undefined
}

/** A name in `order` that stands for none of a step's workspaces, or for several. */
export interface Unclear {
  readonly name: string
  readonly isThere: boolean
  /** Without what became of it. */
  readonly sentence: string
}

/** Each name in `order` that is not that of just one of these, once. */
export function findUnclear(
  order: Order,
  names: readonly string[]
): readonly Unclear[] {
  return [...new Set(order.flat())].flatMap((name) => {
    const count = names.filter((each) => each === name).length
    if (count === 1) return []
    const why =
      count === 0
        ? `which is not one of this step (${names.join(', ')})`
        : 'and several workspaces of this step are called so'
    const sentence = `'order' names workspace ${name}, ${why}.`
    return [{ name, isThere: count > 0, sentence }]
  })
}

/**
 * Refuses an `order` that names what is neither a workspace of the step nor at
 * least there, with what was left undone. (Workspaces API: Show workspace.)
 */
export async function findUnknown(
  hcp: Pick<Hcp, 'workspaces'>,
  {
    order,
    organization,
    names,
    areAllKnown,
    left
  }: {
    readonly order: Order
    readonly organization: string
    /** Those of the step. */
    readonly names: readonly string[]
    readonly areAllKnown: boolean
    readonly left: string
  }
): Promise<RunRefusedError | undefined> {
  for (const { name, isThere, sentence } of findUnclear(order, names)) {
    const said = `${sentence} ${left}`
    if (isThere) return new RunRefusedError(said)
    const fault = areAllKnown
      ? await hcp.workspaces
          .read({ organization, name })
          .then((found) => strangeName(name, found), saidBy)
      : 'The workspace of one of its runs is not known.'
    if (fault !== undefined) return new RunRefusedError(`${said} ${fault}`)
  }
  return undefined
}

/** HCP Terraform finds a workspace by its name in other letters, too. */
function strangeName(name: string, found: Workspace): string | undefined {
  return found.name === name ? undefined : `There is ${found.name}.`
}

/**
 * Of runs that are named, or found by their commit, only they tell whether
 * `order` is turned round; an error where some destroy and others do not.
 */
function readDirection(
  known: readonly Known[],
  { approve, order, destroy }: Inputs
): boolean | RunRefusedError {
  if (approve !== true) return destroy
  const names = new Set(order.flat())
  const runs = known.flatMap(({ workspace: { name }, run }) =>
    names.has(name) ? (run ?? []) : []
  )
  const destroying = runs.filter(({ isDestroy }) => isDestroy === true)
  if (destroying.length === 0 || destroying.length === runs.length) {
    return destroying.length > 0
  }
  const others = runs.filter((run) => !destroying.includes(run))
  const ids = (some: readonly Run[]): string =>
    some.map(({ id }) => id).join(', ')
  return new RunRefusedError(
    `'order' is turned round for runs that destroy, and of the runs that it is about ${ids(destroying)} destroy while ${ids(others)} do not: there is no order for both. Nothing was confirmed.`
  )
}
