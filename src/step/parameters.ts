import { readFile, realpath, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isWithin } from '../configuration/paths.ts'
import type { RunVariable } from '../hcp/types.ts'
import type { RunParameters } from '../hcp/types.ts'
import { parseVarFile } from '../variables/var-file.ts'
import { VariablesError } from '../variables/variables-error.ts'
import {
  mergeVariables,
  parseJsonVariables,
  parseVariables
} from '../variables/variables.ts'
import { quote } from '../inputs/problems.ts'
import type { InputProblem } from '../inputs/problems.ts'
import type { Inputs } from '../inputs/inputs.ts'

/** Nobody writes more variables than this; a state or a log is that long. */
const longestFile = 1024 * 1024

/**
 * What the inputs name on the runner: how the new run plans, with variables
 * read from their files and encoded (paths from the working directory), and
 * every source that cannot be used. Only what differs from the server's
 * default is in the parameters: old servers do not know every switch.
 *
 * @param checkout the only folder that is read from, all links resolved; ''
 * where the runner does not say
 */
export async function readParameters(
  inputs: Inputs,
  checkout: string
): Promise<{
  readonly parameters: RunParameters
  readonly problems: readonly InputProblem[]
}> {
  const { variables, problems } = await readVariables(inputs, checkout)
  const parameters: RunParameters = {
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
    ...(variables.length > 0 ? { variables } : {})
  }
  return {
    parameters,
    problems: [...(await examineDirectory(inputs, checkout)), ...problems]
  }
}

/** Where there is nothing to upload, nothing needs to be asked for. */
async function examineDirectory(
  { configurationDirectory: directory }: Pick<Inputs, 'configurationDirectory'>,
  checkout: string
): Promise<readonly InputProblem[]> {
  if (directory === undefined) return []
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
  return [
    {
      input: 'configuration-directory',
      wrong:
        stats === undefined
          ? `is ${quote(directory)}, which does not exist (looked at ${quote(resolve(directory))})`
          : `is ${quote(directory)}, which is no folder`,
      allowed:
        'a folder of the repository, which has to be checked out before this step'
    }
  ]
}

/**
 * Whoever may push to the repository chooses its links: what they lead to
 * outside of it is the runner's, and no business of a run.
 */
async function isInCheckout(path: string, checkout: string): Promise<boolean> {
  if (checkout === '') return true
  const border = await realpath(checkout).catch(() => resolve(checkout))
  return isWithin(border, await realpath(path))
}

async function readVariables(
  inputs: Pick<Inputs, 'variables' | 'varFiles'>,
  checkout: string
): Promise<{
  readonly variables: readonly RunVariable[]
  readonly problems: readonly InputProblem[]
}> {
  const problems: InputProblem[] = []
  const sources: (readonly RunVariable[])[] = []
  for (const path of inputs.varFiles) {
    try {
      sources.push(await readVarFile(path, checkout))
    } catch (error) {
      if (!(error instanceof VariablesError)) throw error
      problems.push({
        input: 'var-files',
        wrong: `has '${path}', which ${error.message}`,
        allowed: path.endsWith('.json')
          ? 'a JSON object of variables'
          : "a readable file in Terraform's .tfvars notation"
      })
    }
  }
  if (inputs.variables !== undefined) {
    try {
      sources.push(await parseVariables(inputs.variables))
    } catch (error) {
      if (!(error instanceof VariablesError)) throw error
      problems.push({
        input: 'variables',
        wrong: error.message,
        allowed: "a YAML or JSON map, one variable 'name: value' a line"
      })
    }
  }
  return { variables: mergeVariables(sources), problems }
}

async function readVarFile(
  path: string,
  checkout: string
): Promise<readonly RunVariable[]> {
  let bytes: Uint8Array
  try {
    const { size } = await stat(path)
    if (!(await isInCheckout(path, checkout))) {
      throw new VariablesError(
        'lies outside of the checkout once its links are resolved, and is not read'
      )
    }
    if (size > longestFile) {
      throw new VariablesError(
        `has ${size} bytes (at most ${longestFile} are read)`
      )
    }
    bytes = await readFile(path)
  } catch (error) {
    if (error instanceof VariablesError) throw error
    const code = (error as NodeJS.ErrnoException).code ?? ''
    throw new VariablesError(
      `cannot be read (${code}) as ${resolve(path)}; paths start at the working directory`
    )
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new VariablesError('is not UTF-8')
  }
  return path.endsWith('.json')
    ? parseJsonVariables(text, { expressions: false })
    : parseVarFile(text)
}
