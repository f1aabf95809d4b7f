import { realpath, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { RunParameters } from '../hcp/types.ts'
import type { Filters } from '../inputs/filters.ts'
import { askedOf } from '../inputs/combinations.ts'
import type { Inputs, Mode } from '../inputs/inputs.ts'
import { parseFilters } from '../inputs/parse-filters.ts'
import { quote, suggest } from '../inputs/problems.ts'
import type { InputProblem } from '../inputs/problems.ts'
import { foldersOf } from '../inputs/workspace-folders.ts'
import { isInCheckout } from '../runner/checkout.ts'
import {
  examineEnvironment,
  findUnseenVariables
} from '../runner/environment.ts'
import { inheritedInputs } from '../runner/inputs.ts'
import { readVariables } from '../variables/sources.ts'
import { findMeantPath } from './meant-path.ts'
import type { World } from './world.ts'

/** What the inputs name beside themselves: files, folders, maps. */
export interface Named {
  /** How the new run plans. */
  readonly parameters: RunParameters
  /** What a list is narrowed to. */
  readonly filters: Filters
  /** Everything that cannot be used. */
  readonly problems: readonly InputProblem[]
}

/**
 * Reads what the inputs name on the runner (paths from the working directory),
 * and the maps in them, which are read by a package that is loaded late. Only
 * what differs from the server's default is in the parameters: old servers do
 * not know every switch.
 *
 * @param checkout the only folder that is read from, all links resolved; ''
 * where the runner does not say
 */
export async function readParameters(
  inputs: Inputs,
  checkout: string,
  { env, log }: Pick<World, 'env' | 'log'>
): Promise<Named> {
  sayEnvironment(inputs, env, log)
  const environment = examineEnvironment(env, {
    temporaryFolder: !filelessModes.includes(inputs.mode),
    github: inputs.githubToken !== undefined
  })
  const directories = await Promise.all(
    foldersOf(inputs.folders).map(
      async (folder) => await examineDirectory(folder, checkout)
    )
  )
  const { variables, problems } = await readVariables(inputs, {
    isInCheckout: async (path) => await isInCheckout(path, checkout),
    findMeant: async (path) => await findMeantPath(path, checkout, 'file')
  })
  const list = await readFilters(inputs)
  return {
    parameters: {
      ...(inputs.destroy ? { isDestroy: true } : {}),
      ...(inputs.refresh ? {} : { refresh: false }),
      ...(inputs.refreshOnly ? { refreshOnly: true } : {}),
      ...(inputs.allowEmptyApply ? { allowEmptyApply: true } : {}),
      ...(inputs.allowConfigGeneration ? { allowConfigGeneration: true } : {}),
      ...(inputs.debuggingMode ? { debuggingMode: true } : {}),
      ...(inputs.terraformVersion === undefined
        ? {}
        : { terraformVersion: inputs.terraformVersion }),
      ...(inputs.targets.length > 0 ? { targetAddrs: inputs.targets } : {}),
      ...(inputs.replace.length > 0 ? { replaceAddrs: inputs.replace } : {}),
      ...(inputs.invokeAction === undefined
        ? {}
        : { invokeActionAddrs: [inputs.invokeAction] }),
      ...(inputs.policyPaths.length > 0
        ? { policyPaths: inputs.policyPaths }
        : {}),
      ...(variables.length > 0 ? { variables } : {})
    },
    filters: list.filters,
    problems: [
      ...environment,
      ...directories.flat(),
      ...problems,
      ...list.problems
    ]
  }
}

/** These keep no file on the runner. */
const filelessModes: readonly Mode[] = [
  'list',
  'cancel',
  'force-cancel',
  'force-execute'
]

/** What of the job's environment is taken, and what has no effect. */
function sayEnvironment(
  inputs: Inputs,
  env: World['env'],
  log: World['log']
): void {
  for (const { input, variable } of inheritedInputs()) {
    const value = input === 'token' ? '' : ` (${env[variable] ?? ''})`
    log.info(
      `'${input}' is left out: ${variable} of the environment is used${value}.`
    )
  }
  if (!askedOf(inputs).makesRun) return
  for (const sentence of findUnseenVariables(env)) log.warning(sentence)
}

/** Without a list there are no filters: that they are given is told before. */
async function readFilters({
  mode,
  filters,
  listScope
}: Inputs): Promise<Pick<Named, 'filters' | 'problems'>> {
  return mode === 'list' && filters !== undefined
    ? await parseFilters(filters, listScope)
    : { filters: {}, problems: [] }
}

/** Before anything is asked for, what is to be uploaded has to be there. */
async function examineDirectory(
  directory: string,
  checkout: string
): Promise<readonly InputProblem[]> {
  const stats = await stat(directory).catch(() => undefined)
  if (stats?.isDirectory() === true) {
    if (await isInCheckout(directory, checkout)) return []
    return [
      {
        input: 'configuration-directory',
        wrong: `is ${quote(directory)}, which lies outside of the checkout (${quote(await realpath(directory))})`,
        allowed: `a folder of the repository, below ${quote(checkout)}`
      }
    ]
  }
  const meant = await findMeantPath(directory, checkout, 'folder')
  return [
    {
      input: 'configuration-directory',
      wrong:
        stats === undefined
          ? `is ${quote(directory)}, which does not exist (looked at ${quote(resolve(directory))})`
          : `is ${quote(directory)}, which is no folder`,
      allowed: suggest(
        meant === undefined ? [] : [`'${meant}'`],
        'a folder of the repository, which has to be checked out before this step'
      )
    }
  ]
}
