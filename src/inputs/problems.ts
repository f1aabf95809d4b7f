/** One bad input: which, what is wrong with it, what is allowed. */
export interface InputProblem {
  /**
   * Its name; one that there is not, or of a variable of the runner, where
   * that is what is wrong.
   */
  readonly input: string
  readonly wrong: string
  readonly allowed: string
}

/** The inputs cannot be used; carries every problem, not only the first. */
export class InvalidInputsError extends Error {
  override readonly name = 'InvalidInputsError'
  readonly problems: readonly InputProblem[]

  constructor(problems: readonly InputProblem[]) {
    const lines = problems.map(
      ({ input, wrong, allowed }) =>
        `- '${input}' ${wrong}; allowed: ${allowed}`
    )
    super(
      `${subjectOf(problems)} wrong, so nothing was requested:\n${lines.join('\n')}`
    )
    this.problems = problems
  }
}

function subjectOf(problems: readonly InputProblem[]): string {
  const inputs = problems.filter(({ input }) => !isVariable(input)).length
  if (inputs === 0) return "The runner's environment is"
  const subject = inputs === 1 ? 'An input is' : `${inputs} inputs are`
  return inputs === problems.length
    ? subject
    : `${subject.replace(/ (?:is|are)$/, '')} and the runner's environment are`
}

/** Inputs are named in lower case, the runner's variables are not. */
function isVariable(name: string): boolean {
  return /^(?:GITHUB|RUNNER)_[A-Z_]+$/.test(name)
}

/** A value in a message: whole if short. */
export function quote(value: string): string {
  const short = value.length > 60 ? `${value.slice(0, 60)}…` : value
  return JSON.stringify(short)
}

/** What is allowed, after what was meant, if that can be told. */
export function suggest(meant: readonly string[], allowed: string): string {
  return meant.length === 0
    ? allowed
    : `${allowed}; did you mean ${meant.join(', ')}?`
}
