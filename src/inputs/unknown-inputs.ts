import { inputNames } from './names.ts'
import { findNearest } from './nearest.ts'
import { quote } from './problems.ts'
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
    .flatMap((name) => {
      const input = name.slice('INPUT_'.length).toLowerCase()
      if (!known.has(input)) {
        const wrong = 'is no input of this action'
        return [{ input, wrong, allowed: suggest(input) }]
      }
      return name === name.toUpperCase() ? [] : [misspelt(input, name)]
    })
}

/** The runner writes inputs in upper case, and nothing else is read. */
function misspelt(input: string, variable: string): InputProblem {
  return {
    input,
    wrong: `stands in the environment as ${quote(variable)}, where it is not read`,
    allowed: `'${input}' under 'with:'`
  }
}

function suggest(input: string): string {
  const nearest = findNearest(input, inputNames)
  return nearest === undefined
    ? 'the inputs in action.yml of the version that is used'
    : `did you mean '${nearest}'?`
}
