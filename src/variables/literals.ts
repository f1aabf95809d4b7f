import { parseExpression } from './var-file.ts'
import { VariablesError } from './variables-error.ts'

/** Aliases could make a short text endless; no expression needs this depth. */
const deepest = 64

/** The text of an HCL expression. */
export type Encoded = string

/**
 * A text as HCL string literal: what Terraform reads back is this text, with
 * nothing in it taken for a template. Throws `VariablesError` for a text that
 * is no valid Unicode. HCL native syntax: quoted templates.
 */
export function encodeString(text: string): Encoded {
  if (!text.isWellFormed()) {
    throw new VariablesError('has half of a surrogate pair in a string')
  }
  return (
    JSON.stringify(text)
      // HCL has no \b and \f. A backslash of the text is written as two.
      .replace(/\\(.)/gs, (escape, character: string) =>
        character === 'b' ? '\\u0008' : character === 'f' ? '\\u000c' : escape
      )
      .replace(/[$%](?=\{)/g, '$&$&')
  )
}

/** A tuple of expressions. */
export function encodeList(items: readonly Encoded[]): Encoded {
  return `[${items.join(', ')}]`
}

/** An object; its keys are texts. */
export function encodeMap(
  entries: readonly (readonly [string, Encoded])[]
): Encoded {
  const members = entries.map(
    ([key, value]) => `${encodeString(key)} = ${value}`
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/**
 * An expression as it was written. Throws `VariablesError`, for the variable
 * `key`, where it is none.
 */
export function encodeExpression(
  expression: string,
  key: string,
  line?: number
): Encoded {
  try {
    return parseExpression(expression)
  } catch (error) {
    if (!(error instanceof VariablesError)) throw error
    throw new VariablesError(
      `has an 'hcl' expression for '${key}' that ${error.wrong}`,
      { line }
    )
  }
}

/** Throws `VariablesError` where the value of `key` is nested too deep. */
export function checkDepth(depth: number, key: string): void {
  if (depth <= deepest) return
  throw new VariablesError(`has '${key}' nested deeper than ${deepest} levels`)
}
