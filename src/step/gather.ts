import type { Hcp } from '../hcp/client.ts'
import type { Workspace } from '../hcp/types.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { folderOf } from '../inputs/workspace-folders.ts'
import { onlyWorkspace } from '../inputs/workspace-selectors.ts'
import { findWorkspaces } from '../run/operations/find-workspaces.ts'
import type { FoundWorkspaces } from '../run/operations/find-workspaces.ts'
import { RunRefusedError } from '../run/record/errors.ts'
import { findCommitWorkspaces } from '../run/operations/find-commit-workspaces.ts'
import type { Given } from './given.ts'
import type { Subject } from './subject.ts'
import { findUnclear, findUnknown } from './set-order.ts'
import { judgeMembers } from './touched-members.ts'
import type { World } from './world.ts'

/** What finding workspaces takes. */
type Gatherer = Pick<World, 'log' | 'signal' | 'clock'>

/** One workspace that the step is about. */
interface Gathered {
  /** As if the step were about this workspace alone. */
  readonly given: Given
  /** Where it was read already. */
  readonly workspace: Workspace | undefined
  /** Why nothing can be done about it; spoils nothing else. */
  readonly fault: Error | undefined
}

/** The workspaces of a step, and those that are not touched by it. */
export interface Gathering {
  readonly members: readonly Gathered[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * The workspaces that the step is about, in their order: those of the runs that
 * are given, or those that `workspace` selects. One that is named is read later.
 * Where they cannot be found, or are more than the step may have, there is one
 * that says so.
 */
export async function gather(
  given: Given,
  hcp: Hcp,
  world: Gatherer
): Promise<Gathering> {
  const { fault: known } = given
  if (known !== undefined) {
    return { members: [{ ...narrow(given, {}), fault: known }], leftOut: [] }
  }
  try {
    const members = await findAll(given, hcp, world)
    return given.inputs.onlyChanged
      ? await leaveOut(given, members, world)
      : { members, leftOut: [] }
  } catch (error) {
    const fault = error instanceof Error ? error : new Error(String(error))
    return { members: [{ ...narrow(given, {}), fault }], leftOut: [] }
  }
}

/** A workspace that the step leaves out, and what decided that. */
interface LeftOut {
  readonly organization: string
  readonly name: string
  readonly why: string
  readonly workspace: Workspace
}

/** Without those that the changes do not touch. */
async function leaveOut(
  given: Given,
  gathered: readonly Gathered[],
  world: Pick<World, 'log' | 'signal'>
): Promise<Gathering> {
  const read = gathered.flatMap(({ workspace, ...member }) =>
    workspace === undefined ? [] : [{ ...member, workspace }]
  )
  const touches = await judgeMembers(given, read, world)
  const leftOut = read.flatMap(({ workspace }, index): LeftOut[] => {
    const touch = touches[index]
    if (touch === undefined || touch.touched) return []
    const { organization = '', name } = workspace
    return [{ organization, name, why: touch.rule, workspace }]
  })
  for (const { name, why } of leftOut) {
    world.log.info(`Workspace ${name} is left out: ${why}`)
  }
  const rules = touches.filter(({ touched }) => touched).map(({ rule }) => rule)
  for (const rule of new Set(rules)) {
    world.log.info(`Touched, and so not left out: ${rule}`)
  }
  const ids = new Set(leftOut.map(({ workspace: { id } }) => id))
  const members = gathered.filter(
    ({ workspace }) => workspace === undefined || !ids.has(workspace.id)
  )
  return { members, leftOut }
}

async function findAll(
  given: Given,
  hcp: Hcp,
  world: Gatherer
): Promise<readonly Gathered[]> {
  const { log } = world
  const { onlyChanged, selection, runIds, workspace } = given.inputs
  const { organization, maxWorkspaces } = given.inputs
  if (runIds.length > maxWorkspaces) {
    throw new RunRefusedError(
      `The input 'run-id' names ${runIds.length} runs, and 'max-workspaces' is ${maxWorkspaces}. Nothing was done; name fewer, or raise the limit.`
    )
  }
  if (runIds.length > 1) {
    return runIds.map((runId) => narrow(given, { runId, runIds: [runId] }))
  }
  if (selection === undefined && given.subject !== undefined) {
    return await findOfCommit(given, given.subject, hcp, world)
  }
  const isNamed =
    selection === undefined || onlyWorkspace(selection) !== undefined
  if (selection === undefined || (isNamed && !onlyChanged)) {
    const alone = [narrow(given, {})]
    // Of a run that is there it shows later whose it is.
    const isKnown = runIds.length === 0 && !workspace?.startsWith('ws-')
    if (isKnown) refuseStrangeOrder(given.inputs, alone)
    return alone
  }
  const found = await findWorkspaces({ hcp, log }, selection, {
    organization: organization ?? '',
    max: maxWorkspaces
  })
  const all = ofWorkspaces(given, found)
  refuseStrangeOrder(given.inputs, all)
  return all
}

/**
 * With a commit it needs no list: those that version control planned it for.
 * `order` may name others, which it leaves alone, if they are there.
 */
async function findOfCommit(
  given: Given,
  { wanted }: Subject,
  hcp: Hcp,
  world: Gatherer
): Promise<readonly Gathered[]> {
  const { organization = '', maxWorkspaces, queueTimeout } = given.inputs
  const found = await findCommitWorkspaces({ ...world, hcp }, wanted, {
    organization,
    max: maxWorkspaces,
    patience: queueTimeout
  })
  const all = ofWorkspaces(given, found)
  const unknown = await findUnknown(hcp, {
    order: given.inputs.order,
    organization,
    names: namesOf(all),
    areAllKnown: true,
    left: 'Nothing was done.'
  })
  if (unknown !== undefined) throw unknown
  return all
}

/** What cannot be read now is read again as its turn comes, and spoils no other. */
function ofWorkspaces(
  given: Given,
  { workspaces, unread }: FoundWorkspaces
): readonly Gathered[] {
  return [
    ...workspaces.map((workspace) => ofWorkspace(given, workspace)),
    ...unread.map(({ name }) => narrow(given, { workspace: name }))
  ]
}

function ofWorkspace(given: Given, workspace: Workspace): Gathered {
  const { folders, organization } = given.inputs
  const { name } = workspace
  const folder = folders && folderOf(folders, workspace)
  const one = narrow(given, {
    workspace: name,
    organization: workspace.organization ?? organization,
    configurationDirectory: folder
  })
  const fault =
    folders !== undefined && folder === undefined
      ? new RunRefusedError(
          `No line of 'configuration-directory' is about workspace ${name}. No run was made for it.`
        )
      : undefined
  return { ...one, workspace, fault }
}

function narrow(given: Given, inputs: Partial<Inputs>): Gathered {
  return {
    given: { ...given, inputs: { ...given.inputs, ...inputs } },
    workspace: undefined,
    fault: undefined
  }
}

function namesOf(gathered: readonly Gathered[]): readonly string[] {
  return gathered.map(({ given }) => given.inputs.workspace ?? '')
}

function refuseStrangeOrder(
  { order }: Inputs,
  gathered: readonly Gathered[]
): void {
  const [unclear] = findUnclear(order, namesOf(gathered))
  if (unclear === undefined) return
  throw new RunRefusedError(`${unclear.sentence} No run was made.`)
}
