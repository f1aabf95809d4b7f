import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { RunVariable } from './hcp/types.ts'
import type { RunParameters } from './run/operations/start-run.ts'
import { parseVarFile } from './run/var-file.ts'
import { VariablesError } from './run/variables-error.ts'
import {
  mergeVariables,
  parseJsonVariables,
  parseVariables
} from './run/variables.ts'
import { InvalidInputsError } from './runner/input-reader.ts'
import type { InputProblem } from './runner/input-reader.ts'
import type { Inputs } from './runner/inputs.ts'

/** Nobody writes more variables than this; a state or a log is that long. */
const longestFile = 1024 * 1024

/**
 * How the new run plans, from the inputs; variables are read from their files
 * (paths from the working directory) and encoded. Only what differs from the
 * server's default is in it: old servers do not know every switch.
 *
 * @throws InvalidInputsError with every source that cannot be used
 */
export async function readParameters(inputs: Inputs): Promise<RunParameters> {
  const variables = await readVariables(inputs)
  return {
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
}

async function readVariables(
  inputs: Pick<Inputs, 'variables' | 'varFiles'>
): Promise<readonly RunVariable[]> {
  const problems: InputProblem[] = []
  const sources: (readonly RunVariable[])[] = []
  for (const path of inputs.varFiles) {
    try {
      sources.push(await readVarFile(path))
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
  if (problems.length > 0) throw new InvalidInputsError(problems)
  return mergeVariables(sources)
}

async function readVarFile(path: string): Promise<readonly RunVariable[]> {
  let bytes: Uint8Array
  try {
    const { size } = await stat(path)
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
