import { inputNames } from './names.ts'
import { findNearest } from './nearest.ts'
import type { InputProblem } from './problems.ts'

/**
 * Inputs that a workflow gives and this version does not have. The runner only
 * warns of them and passes them on as `INPUT_…`: a misspelt rule would switch
 * itself off.
 *
 * @param variables names of the variables of the step's environment
 */
export function findUnknownInputs(
  variables: readonly string[]
): readonly InputProblem[] {
  const known = new Set<string>(inputNames)
  return variables
    .filter((name) => /^INPUT_./i.test(name))
    .map((name) => name.slice('INPUT_'.length).toLowerCase())
    .filter((name) => !known.has(name))
    .map((input) => ({
      input,
      wrong: 'is no input of this action',
      allowed: suggest(input)
    }))
}

function suggest(input: string): string {
  const nearest = findNearest(input, inputNames)
  return nearest === undefined
    ? 'the inputs in action.yml of the version that is used'
    : `did you mean '${nearest}'?`
}
