import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { RunVariable } from '../hcp/types.ts'
import { parseJsonVariables } from './json-variables.ts'
import { parseVarFile } from './var-file.ts'
import { VariablesError } from './variables-error.ts'
import { mergeVariables, parseVariables } from './variables.ts'

/** Nobody writes more variables than this; a state or a log is that long. */
const longestFile = 1024 * 1024

/** One source that cannot be used: which input, what is wrong, what is allowed. */
interface SourceProblem {
  readonly input: 'variables' | 'var-files'
  readonly wrong: string
  readonly allowed: string
}

/** The files on the runner. */
interface Files {
  readonly isInCheckout: (path: string) => Promise<boolean>
  /** The file that is meant by a path that leads to none, if that can be told. */
  readonly findMeant: (path: string) => Promise<string | undefined>
}

/**
 * Reads and encodes the variables of a run: of the files, in their order, and
 * of the map, which wins. Every source that cannot be used is in the problems,
 * without a value of it.
 *
 * @param files only what lies in the checkout is read
 */
export async function readVariables(
  inputs: {
    readonly variables: string | undefined
    readonly varFiles: readonly string[]
  },
  files: Files
): Promise<{
  readonly variables: readonly RunVariable[]
  readonly problems: readonly SourceProblem[]
}> {
  const problems: SourceProblem[] = []
  const take = async (
    read: () => Promise<readonly RunVariable[]>,
    explain: (error: VariablesError) => SourceProblem
  ): Promise<readonly RunVariable[]> => {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof VariablesError)) throw error
      problems.push(explain(error))
      return []
    }
  }
  const sources: (readonly RunVariable[])[] = []
  for (const path of inputs.varFiles) {
    sources.push(
      await take(
        async () => await readVarFile(path, files),
        ({ message, meant }) => ({
          input: 'var-files',
          wrong: `has '${path}', which ${message}`,
          allowed: `${
            path.endsWith('.json')
              ? 'a JSON object of variables'
              : "a readable file in Terraform's .tfvars notation"
          }${meant === undefined ? '' : `; did you mean '${meant}'?`}`
        })
      )
    )
  }
  const { variables } = inputs
  if (variables !== undefined) {
    sources.push(
      await take(
        async () => await parseVariables(variables),
        ({ message }) => ({
          input: 'variables',
          wrong: message,
          allowed: "a YAML or JSON map, one variable 'name: value' a line"
        })
      )
    )
  }
  return { variables: mergeVariables(sources), problems }
}

async function readVarFile(
  path: string,
  { isInCheckout, findMeant }: Files
): Promise<readonly RunVariable[]> {
  let bytes: Uint8Array
  try {
    const { size } = await stat(path)
    if (!(await isInCheckout(path))) {
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
      `cannot be read (${code}) as ${resolve(path)}; paths start at the working directory`,
      { meant: await findMeant(path) }
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
