import { dirname } from 'node:path'
import { findPlannedFiles } from '../configuration/local-modules.ts'
import { findRepositoryRoot } from '../configuration/repository-root.ts'
import { judgeTouch } from '../configuration/touched.ts'
import type { Paths, Touch } from '../configuration/touched.ts'
import { readChangedFiles } from '../github/changed-files.ts'
import { fullName } from '../github/pull-request.ts'
import type { Workspace } from '../hcp/types.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { connectGitHub } from './given.ts'
import type { Given } from './given.ts'
import type { World } from './world.ts'

/** A workspace that was read, and what this step asks of it alone. */
interface ReadMember {
  readonly given: Pick<Given, 'inputs'>
  readonly workspace: Workspace
}

/**
 * Tells for each workspace whether what the event changes touches it, and by
 * which rule, in the same order. The changes are read once. Throws only where
 * the step is interrupted.
 */
export async function judgeMembers(
  given: Given,
  members: readonly ReadMember[],
  world: Pick<World, 'log' | 'signal'>
): Promise<readonly Touch[]> {
  const { repository, checkout } = given.workflow
  const files = await readChanges(given, world)
  const touches: Touch[] = []
  for (const { given: asked, workspace } of members) {
    const name = fullName(repository)
    const { inputs } = asked
    const uploads = inputs.configurationDirectory !== undefined
    // Where they are not known every workspace is touched, whatever its files.
    const own: Paths = files.known
      ? await readOwn(inputs, workspace, { name, top: checkout || '.' })
      : { known: true, value: [] }
    const changes = { repository: name, files, own, uploads }
    touches.push(judgeTouch(workspace, changes))
  }
  return touches
}

async function readChanges(
  given: Given,
  world: Pick<World, 'log' | 'signal'>
): Promise<Paths> {
  const { repository, eventName: name, payload } = given.workflow
  const github = connectGitHub(given, world)
  if (github === undefined) {
    return { known: false, why: "the input 'github-token' is empty" }
  }
  const event = { name, payload }
  return await readChangedFiles(github, repository, event, given.location)
}

/** What the step reads on the runner for this workspace. */
async function readOwn(
  {
    configurationDirectory: directory,
    varFiles
  }: Pick<Inputs, 'configurationDirectory' | 'varFiles'>,
  { workingDirectory }: Workspace,
  { name, top }: { readonly name: string; readonly top: string }
): Promise<Paths> {
  const [varFile] = varFiles
  const place = directory ?? (varFile && dirname(varFile))
  if (place === undefined) return { known: true, value: [] }
  const root = await findRepositoryRoot(place, top, name)
  if (!root.known) return root
  const { path: repository } = root
  return await findPlannedFiles({
    repository,
    directory,
    workingDirectory,
    varFiles
  })
}
