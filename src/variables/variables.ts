import type { RunVariable } from '../hcp/types.ts'
import { checkVariableName, parseExpression } from './var-file.ts'
import { VariablesError } from './variables-error.ts'

/** Aliases could make a short text endless; no expression needs this depth. */
const deepest = 64

/** The text of an HCL expression. */
type Encoded = string

/**
 * Parses the `variables` input, a YAML or JSON map, into run variables whose
 * values are HCL literals. `!hcl` or `{hcl: "…"}` passes an expression
 * through. Throws `VariablesError` with the line; no message has a value in
 * it. Runs API: create, `variables`.
 */
export async function parseVariables(
  text: string
): Promise<readonly RunVariable[]> {
  if (/^\s*\{/.test(text)) {
    try {
      return parseJsonVariables(text)
    } catch (error) {
      // Flow style of YAML begins with a brace as well.
      if (!(error instanceof VariablesError) || !error.isSyntax) throw error
    }
  }
  return await parseYamlVariables(text)
}

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

/** Later sources win; a name keeps the place where it came first. */
export function mergeVariables(
  sources: readonly (readonly RunVariable[])[]
): readonly RunVariable[] {
  const byKey = new Map<string, RunVariable>()
  for (const variable of sources.flat()) byKey.set(variable.key, variable)
  return [...byKey.values()]
}

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

function encodeList(items: readonly Encoded[]): Encoded {
  return `[${items.join(', ')}]`
}

function encodeMap(entries: readonly (readonly [string, Encoded])[]): Encoded {
  const members = entries.map(
    ([key, value]) => `${encodeString(key)} = ${value}`
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

function encodeExpression(
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
  if (depth > deepest) throw tooDeep(key)
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

async function parseYamlVariables(
  text: string
): Promise<readonly RunVariable[]> {
  const { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } =
    await import('yaml')
  const lines = new LineCounter()
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    lineCounter: lines,
    customTags: [{ tag: '!hcl', resolve: (value: string) => value }]
  })
  const lineOf = (offset: number | undefined): number | undefined =>
    offset === undefined ? undefined : lines.linePos(offset).line
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) {
    throw new VariablesError(
      // The message itself may quote the source.
      `is not YAML (${problem.code.toLowerCase().replaceAll('_', ' ')})`,
      { line: lineOf(problem.pos[0]), isSyntax: true }
    )
  }

  const encode = (node: unknown, key: string, depth = 0): Encoded => {
    if (depth > deepest) throw tooDeep(key)
    const line = lineOf(rangeOf(node)?.[0])
    if (node === null || node === undefined) return 'null'
    if (isAlias(node)) {
      throw new VariablesError(
        `has an alias in '${key}'; write the value out`,
        {
          line
        }
      )
    }
    if (isScalar(node)) {
      const { value, source, tag } = node
      if (tag === '!hcl') return encodeExpression(String(value), key, line)
      if (typeof value === 'string') return encodeString(value)
      if (typeof value === 'number') {
        const digits = readDigits(source ?? '', value)
        if (digits !== undefined) return digits
        throw new VariablesError(`has no finite number for '${key}'`, { line })
      }
      return typeof value === 'boolean' ? String(value) : 'null'
    }
    if (isSeq(node)) {
      return encodeList(node.items.map((item) => encode(item, key, depth + 1)))
    }
    if (!isMap(node)) {
      throw new VariablesError(`has a value for '${key}' that is no data`, {
        line
      })
    }
    const [only] = node.items
    if (
      node.items.length === 1 &&
      isScalar(only?.key) &&
      only.key.value === 'hcl' &&
      isScalar(only.value) &&
      typeof only.value.value === 'string'
    ) {
      return encodeExpression(only.value.value, key, line)
    }
    return encodeMap(
      node.items.map((pair) => [
        readName(pair.key),
        encode(pair.value, key, depth + 1)
      ])
    )
  }

  const readName = (node: unknown): string => {
    if (isScalar(node)) {
      const { value, source } = node
      if (typeof value === 'string') return value
      if (value !== null && source !== undefined) return source
    }
    throw new VariablesError('has a key that is no text', {
      line: lineOf(rangeOf(node)?.[0])
    })
  }

  const root = document.contents
  if (root === null) return []
  if (!isMap(root)) {
    throw new VariablesError('is not a map of names to values', {
      line: lineOf(rangeOf(root)?.[0])
    })
  }
  return root.items.map((pair) => {
    const key = readName(pair.key)
    const line = lineOf(rangeOf(pair.key)?.[0])
    checkVariableName(key, line)
    return { key, value: located(line, () => encode(pair.value, key)) }
  })
}

/** Names the line of the variable where nothing nearer is known. */
function located<T>(line: number | undefined, encode: () => T): T {
  try {
    return encode()
  } catch (error) {
    if (!(error instanceof VariablesError) || error.line !== undefined) {
      throw error
    }
    throw new VariablesError(error.wrong, { line })
  }
}

function rangeOf(node: unknown): readonly number[] | undefined {
  return typeof node === 'object' && node !== null && 'range' in node
    ? ((node.range as readonly number[] | null) ?? undefined)
    : undefined
}

/** YAML's number as HCL writes it, digit by digit; undefined for `.inf`. */
function readDigits(source: string, value: number): string | undefined {
  const decimal = /^([-+]?)0*(\d[\d]*)((?:\.\d+)?)\.?((?:[eE][-+]?\d+)?)$/.exec(
    source.replace(/^([-+]?)\./, '$10.')
  )
  if (decimal) {
    const [, sign = '', whole = '', fraction = '', exponent = ''] = decimal
    return `${sign === '-' ? '-' : ''}${whole}${fraction}${exponent}`
  }
  return Number.isFinite(value) ? BigInt(source).toString() : undefined
}

function tooDeep(key: string): VariablesError {
  return new VariablesError(`has '${key}' nested deeper than ${deepest} levels`)
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
