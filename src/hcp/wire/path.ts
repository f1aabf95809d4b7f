import { InvalidRequestError } from './errors.ts'

/**
 * Template tag for API paths: every value becomes one encoded segment. Throws
 * `InvalidRequestError` for values that cannot be one: empty, `.` and `..`
 * (URLs fold the dots away even when they are encoded).
 */
export function path(
  literals: TemplateStringsArray,
  ...values: readonly string[]
): string {
  return literals.reduce(
    (whole, literal, index) =>
      whole + encodeSegment(values[index - 1] ?? '') + literal
  )
}

function encodeSegment(value: string): string {
  if (value === '' || value === '.' || value === '..') {
    throw new InvalidRequestError(
      `${JSON.stringify(value)} cannot be the id or name of anything on HCP Terraform: check the inputs that name organization, workspace and run.`
    )
  }
  try {
    return encodeURIComponent(value)
  } catch (cause) {
    throw new InvalidRequestError(
      `${JSON.stringify(value)} cannot be written in a URL: it holds half a character.`,
      { cause }
    )
  }
}
