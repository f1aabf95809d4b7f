import { findPlannedFiles } from '../configuration/local-modules.ts'
import { findRepositoryRoot } from '../configuration/repository-root.ts'
import { judgeTouch } from '../configuration/touched.ts'
import type { Paths } from '../configuration/touched.ts'
import { readChangedFiles } from '../github/changed-files.ts'
import { fullName } from '../github/pull-request.ts'
import type { Workspace } from '../hcp/types.ts'
import { connectGitHub } from './given.ts'
import type { Given } from './given.ts'
import type { World } from './world.ts'

/** A workspace that the step leaves out, and what decided that. */
export interface LeftOut {
  readonly organization: string
  readonly name: string
  readonly why: string
}

/** Says of workspaces whether the changes of the event touch them. */
export type Touches = (
  given: Given,
  workspace: Workspace
) => Promise<LeftOut | undefined>

/**
 * Reads what the event changes, once for all workspaces. What cannot be told
 * is touched: then nothing is left out.
 */
export async function readTouches(
  given: Given,
  world: Pick<World, 'log' | 'signal'>
): Promise<Touches> {
  const { workflow, location } = given
  const { repository, eventName: name, payload, checkout } = workflow
  const github = connectGitHub(given, world)
  const files: Paths =
    github === undefined
      ? { known: false, why: "the input 'github-token' is empty" }
      : await readChangedFiles(github, repository, { name, payload }, location)
  if (!files.known) {
    world.log.info(
      `Which workspaces the changes touch is not known, so none is left out: ${files.why}`
    )
  }
  return async (one, workspace) => {
    const { configurationDirectory: directory, varFiles } = one.inputs
    const whole = fullName(repository)
    const { touched, rule } = judgeTouch(workspace, {
      repository: whole,
      files,
      own:
        directory === undefined
          ? undefined
          : await ownFiles(directory, varFiles, workspace, {
              checkout: checkout || process.cwd(),
              repository: whole
            })
    })
    return touched
      ? undefined
      : {
          organization: workspace.organization ?? '',
          name: workspace.name,
          why: rule
        }
  }
}

async function ownFiles(
  directory: string,
  varFiles: readonly string[],
  { workingDirectory }: Workspace,
  {
    checkout,
    repository
  }: { readonly checkout: string; readonly repository: string }
): Promise<Paths> {
  const root = await findRepositoryRoot(directory, checkout, repository)
  return root.known
    ? await findPlannedFiles({
        repository: root.path,
        directory,
        workingDirectory,
        varFiles
      })
    : root
}
