import type { RunVariable } from '../hcp/types.ts'
import {
  checkDepth,
  encodeExpression,
  encodeList,
  encodeMap,
  encodeString
} from './literals.ts'
import type { Encoded } from './literals.ts'
import { checkVariableName } from './var-file.ts'
import { VariablesError } from './variables-error.ts'

/**
 * Parses a JSON object (`.tfvars.json`, or the `variables` input) into run
 * variables. Numbers keep every digit; strings are taken literally, as
 * Terraform does. Throws `VariablesError`.
 */
export function parseJsonVariables(
  text: string,
  { expressions = true }: { readonly expressions?: boolean } = {}
): readonly RunVariable[] {
  let value: unknown
  try {
    value = JSON.parse(text, keepDigits)
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const line = /line (\d+)/.exec(said)?.[1]
    const position = /position (\d+)/.exec(said)?.[1]
    throw new VariablesError('is not JSON', {
      line:
        line === undefined
          ? position === undefined
            ? undefined
            : lineAt(text, Number(position))
          : Number(line),
      isSyntax: true
    })
  }
  if (!isMap(value)) {
    throw new VariablesError('is not a map of names to values')
  }
  return Object.entries(value).map(([key, each]) => {
    checkVariableName(key)
    return { key, value: encodeJson(each, key, expressions) }
  })
}

/** A number as it was written: `JSON.parse` would round it. */
interface Digits {
  readonly digits: string
}

const digitsMark = Symbol('digits')

function keepDigits(
  _: string,
  value: unknown,
  context?: { readonly source?: string }
): unknown {
  return typeof value === 'number'
    ? { [digitsMark]: true, digits: context?.source ?? String(value) }
    : value
}

function isDigits(value: object): value is Digits {
  return digitsMark in value
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !isDigits(value)
  )
}

function encodeJson(
  value: unknown,
  key: string,
  expressions: boolean,
  depth = 0
): Encoded {
  checkDepth(depth, key)
  const next = (each: unknown): Encoded =>
    encodeJson(each, key, expressions, depth + 1)
  if (typeof value === 'string') return encodeString(value)
  if (typeof value === 'boolean' || value === null) return String(value)
  if (Array.isArray(value)) return encodeList(value.map(next))
  if (typeof value === 'object' && isDigits(value)) return value.digits
  const members = Object.entries(value as Record<string, unknown>)
  const [first] = members
  if (
    expressions &&
    members.length === 1 &&
    first?.[0] === 'hcl' &&
    typeof first[1] === 'string'
  ) {
    return encodeExpression(first[1], key)
  }
  return encodeMap(members.map(([name, each]) => [name, next(each)]))
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
