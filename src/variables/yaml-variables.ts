import type * as yaml from 'yaml'
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

/** A document, and the package that it was read with. */
interface Source {
  readonly yaml: typeof yaml
  readonly lines: yaml.LineCounter
}

/**
 * Parses a YAML map into run variables whose values are HCL literals. Throws
 * `VariablesError` with the line; no message has a value in it.
 */
export async function parseYamlVariables(
  text: string
): Promise<readonly RunVariable[]> {
  const yaml = await import('yaml')
  const source = { yaml, lines: new yaml.LineCounter() }
  const root = readRoot(source, text)
  if (root === null) return []
  if (!yaml.isMap(root)) {
    const [, name] =
      /^(?:-+var[= ]\s*)?([A-Za-z_][\w-]{0,40})\s*[=:]\s*[^\s=]/.exec(
        text.trim()
      ) ?? []
    const meant = name === undefined ? '' : `, such as '${name}: VALUE'`
    throw new VariablesError(`is not a map of names to values${meant}`, {
      line: lineOf(source, root)
    })
  }
  return root.items.map((pair) => {
    const key = readName(source, pair.key)
    const line = lineOf(source, pair.key)
    checkVariableName(key, line)
    return {
      key,
      value: located(line, () => encodeNode(source, pair.value, key))
    }
  })
}

/** What the document holds; null where that is nothing. */
function readRoot({ yaml, lines }: Source, text: string): unknown {
  const document = yaml.parseDocument(text, {
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    lineCounter: lines,
    customTags: [{ tag: '!hcl', resolve: (value: string) => value }]
  })
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) {
    throw new VariablesError(`is not YAML (${wordsOf(problem.code)})`, {
      line: lines.linePos(problem.pos[0]).line,
      isSyntax: true
    })
  }
  return document.contents
}

/** What is wrong, without the message itself: that may quote the source. */
function wordsOf(code: yaml.ErrorCode): string {
  const words: Partial<Record<yaml.ErrorCode, string>> = {
    BAD_SCALAR_START: 'a value that begins with @, ` or % has to be in quotes',
    BLOCK_AS_IMPLICIT_KEY:
      "two ': ' in one line: put the value in quotes, or each variable on a line of its own",
    DUPLICATE_KEY: 'a name that is there before',
    MISSING_CHAR: 'a quote, a bracket or a colon is missing',
    TAB_AS_INDENT: 'a tab before a name: only spaces indent'
  }
  return words[code] ?? code.toLowerCase().replaceAll('_', ' ')
}

function encodeNode(
  source: Source,
  node: unknown,
  key: string,
  depth = 0
): Encoded {
  checkDepth(depth, key)
  const { yaml } = source
  const next = (each: unknown): Encoded =>
    encodeNode(source, each, key, depth + 1)
  if (node === null || node === undefined) return 'null'
  const line = lineOf(source, node)
  if (yaml.isAlias(node)) {
    throw new VariablesError(`has an alias in '${key}'; write the value out`, {
      line
    })
  }
  if (yaml.isScalar(node)) return encodeScalar(node, key, line)
  if (yaml.isSeq(node)) return encodeList(node.items.map(next))
  if (!yaml.isMap(node)) {
    throw new VariablesError(`has a value for '${key}' that is no data`, {
      line
    })
  }
  const expression = expressionOf(source, node)
  return expression === undefined
    ? encodeMap(
        node.items.map((pair) => [readName(source, pair.key), next(pair.value)])
      )
    : encodeExpression(expression, key, line)
}

function encodeScalar(
  { value, source, tag }: yaml.Scalar,
  key: string,
  line: number | undefined
): Encoded {
  if (tag === '!hcl') return encodeExpression(String(value), key, line)
  if (typeof value === 'string') return encodeString(value)
  if (typeof value === 'number') {
    const digits = readDigits(source ?? '', value)
    if (digits !== undefined) return digits
    throw new VariablesError(`has no finite number for '${key}'`, { line })
  }
  return typeof value === 'boolean' ? String(value) : 'null'
}

/** The expression in `{hcl: "…"}`; undefined for every other map. */
function expressionOf(
  { yaml }: Source,
  node: yaml.YAMLMap
): string | undefined {
  const [only] = node.items
  return node.items.length === 1 &&
    yaml.isScalar(only?.key) &&
    only.key.value === 'hcl' &&
    yaml.isScalar(only.value) &&
    typeof only.value.value === 'string'
    ? only.value.value
    : undefined
}

function readName(source: Source, node: unknown): string {
  if (source.yaml.isScalar(node)) {
    const { value, source: written } = node
    if (typeof value === 'string') return value
    if (value !== null && written !== undefined) return written
  }
  throw new VariablesError('has a key that is no text', {
    line: lineOf(source, node)
  })
}

/** Where a node begins, from 1; undefined where it has no place. */
function lineOf({ lines }: Source, node: unknown): number | undefined {
  const [offset] = rangeOf(node) ?? []
  return offset === undefined ? undefined : lines.linePos(offset).line
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
