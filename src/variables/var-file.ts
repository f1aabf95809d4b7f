import type { RunVariable } from '../hcp/types.ts'
import { VariablesError } from './variables-error.ts'

/**
 * Parses Terraform's `.tfvars` notation, keeping the own text of every
 * expression: nothing is evaluated here, HCP Terraform does it. Throws
 * `VariablesError` with the line, without values. HCL native syntax:
 * attributes, templates, heredocs.
 */
export function parseVarFile(source: string): readonly RunVariable[] {
  const text = source.replace(/^\ufeff/, '')
  const variables = new Map<string, RunVariable>()
  let at = skipBlank(text, 0)
  while (at < text.length) {
    const start = at
    const key = /^[\p{ID_Start}_][\p{ID_Continue}-]*/u.exec(
      text.slice(at, at + 1_000)
    )?.[0]
    if (key === undefined) {
      throw problem(text, at, 'has no variable name where one must begin')
    }
    at = skipInline(text, at + key.length)
    if (text[at] === '{' || text[at] === '"') {
      throw problem(text, at, `has a block '${key}'; only 'name = value' fits`)
    }
    if (text[at] !== '=' || text[at + 1] === '=') {
      throw problem(text, at, `has no '=' after '${key}'`)
    }
    at = skipInline(text, at + 1)
    const end = scanExpression(text, at)
    const value = text.slice(at, end.textEnd).trimEnd()
    if (value === '') throw problem(text, at, `has no value for '${key}'`)
    checkVariableName(key, lineOf(text, start))
    if (variables.has(key)) {
      throw problem(text, start, `defines '${key}' a second time`)
    }
    // The end mark of a heredoc counts only with a line end after it.
    variables.set(key, { key, value: end.isHeredoc ? `${value}\n` : value })
    at = skipBlank(text, end.next)
  }
  return [...variables.values()]
}

/**
 * One HCL expression, trimmed, with the line end that a heredoc needs. Throws
 * `VariablesError` where brackets, quotes and lines tell that it is not one.
 */
export function parseExpression(source: string): string {
  const text = source.trim()
  if (text === '') throw new VariablesError('is empty')
  const { textEnd, isHeredoc } = scanExpression(text, 0)
  if (text.slice(textEnd).trim() !== '') {
    throw new VariablesError('does not end where its line ends')
  }
  return isHeredoc ? `${text}\n` : text
}

/** As the run tools document it; longer names are a slip, not a wish. */
const longestName = 128

/** Throws `VariablesError` for what cannot be the name of a variable. */
export function checkVariableName(name: string, line?: number): void {
  const [, own] = /^TF_VAR_(\w+)$/.exec(name) ?? []
  if (own !== undefined) {
    throw new VariablesError(
      `has "${name}", which is what '${own}' is called in an environment; here it is '${own}'`,
      { line }
    )
  }
  if (!/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name)) {
    throw new VariablesError(
      `has ${JSON.stringify(name.slice(0, 60))}, which is no name of a Terraform variable (letters, digits, '_' and '-', no digit first)`,
      { line }
    )
  }
  if (name.length > longestName) {
    throw new VariablesError(
      `has a name of ${name.length} characters (at most ${longestName})`,
      { line }
    )
  }
}

interface Scanned {
  /** Where the expression's text ends (white space may precede). */
  readonly textEnd: number
  /** Where to read on. */
  readonly next: number
  /** Does it end with a heredoc? */
  readonly isHeredoc: boolean
}

const closing: Readonly<Record<string, string>> = {
  '{': '}',
  '[': ']',
  '(': ')'
}

/**
 * From the first character of an expression to its end: a line end, comment
 * or the text's end outside of brackets; with `until`, that closing bracket.
 */
function scanExpression(text: string, from: number, until?: string): Scanned {
  const open: { readonly close: string; readonly at: number }[] = []
  let at = from
  let heredocEnd = -1
  const isOutside = (): boolean => open.length === 0 && until === undefined
  while (at < text.length) {
    const character = text[at] ?? ''
    if (character === '\n') {
      if (isOutside()) break
      at += 1
    } else if (character === '#' || text.startsWith('//', at)) {
      if (isOutside()) break
      at = endOfLine(text, at)
    } else if (text.startsWith('/*', at)) {
      at = skipComment(text, at)
    } else if (character === '"') {
      at = scanString(text, at)
    } else if (text.startsWith('<<', at)) {
      at = scanHeredoc(text, at)
      heredocEnd = at
    } else if (character in closing) {
      open.push({ close: closing[character] ?? '', at })
      at += 1
    } else if (character === '}' || character === ']' || character === ')') {
      const innermost = open.pop()
      if (innermost === undefined && character === until) {
        return { textEnd: at, next: at + 1, isHeredoc: false }
      }
      if (innermost?.close !== character) {
        throw problem(text, at, `has a '${character}' that closes nothing`)
      }
      at += 1
    } else {
      at += 1
    }
  }
  const unclosed = open.at(-1)
  if (unclosed !== undefined) {
    throw problem(
      text,
      unclosed.at,
      `has a '${text[unclosed.at] ?? ''}' that is not closed`
    )
  }
  if (until !== undefined) {
    throw problem(text, from, "has a template ('${' or '%{') without its end")
  }
  return {
    textEnd: at,
    next: at,
    isHeredoc: heredocEnd >= 0 && text.slice(heredocEnd, at).trim() === ''
  }
}

/** From the opening quote to after the closing one. */
function scanString(text: string, from: number): number {
  let at = from + 1
  while (at < text.length) {
    const character = text[at]
    if (character === '"') return at + 1
    if (character === '\n') break
    if (character === '\\') at += 2
    else at = scanTemplatePart(text, at)
  }
  throw problem(text, from, 'has a string that is not closed on its line')
}

/** From `<<` to after the end mark, its line end not included. */
function scanHeredoc(text: string, from: number): number {
  const head = /^<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/u.exec(
    text.slice(from, from + 1_000)
  )
  const mark = head?.[1]
  if (head === null || mark === undefined) {
    throw problem(text, from, "has '<<' without a mark and a line end after it")
  }
  let at = from + head[0].length
  let isLineStart = true
  while (at < text.length) {
    if (isLineStart) {
      const end = endOfLine(text, at)
      if (text.slice(at, end).trim() === mark) {
        return at + text.slice(at, end).trimEnd().length
      }
    }
    isLineStart = text[at] === '\n'
    at = isLineStart ? at + 1 : scanTemplatePart(text, at)
  }
  throw problem(text, from, `has a heredoc without its end '${mark}'`)
}

/** One character of a template, or an interpolation or directive in it. */
function scanTemplatePart(text: string, at: number): number {
  if (text.startsWith('$${', at) || text.startsWith('%%{', at)) return at + 3
  if (text.startsWith('${', at) || text.startsWith('%{', at)) {
    return scanExpression(text, at + 2, '}').next
  }
  return at + 1
}

/** White space, line ends and comments. */
function skipBlank(text: string, from: number): number {
  let at = from
  for (;;) {
    if (/\s/.test(text[at] ?? '')) at += 1
    else if (text[at] === '#' || text.startsWith('//', at)) {
      at = endOfLine(text, at)
    } else if (text.startsWith('/*', at)) at = skipComment(text, at)
    else return at
  }
}

/** Spaces, tabs and comments within a line. */
function skipInline(text: string, from: number): number {
  let at = from
  for (;;) {
    if (text[at] === ' ' || text[at] === '\t') at += 1
    else if (text.startsWith('/*', at)) at = skipComment(text, at)
    else return at
  }
}

function skipComment(text: string, from: number): number {
  const end = text.indexOf('*/', from + 2)
  if (end < 0) throw problem(text, from, "has a comment without its '*/'")
  return end + 2
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function problem(text: string, at: number, wrong: string): VariablesError {
  return new VariablesError(wrong, { line: lineOf(text, at) })
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}
