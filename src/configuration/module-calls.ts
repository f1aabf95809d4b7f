/**
 * What a file of a configuration says of other folders: its module calls, and
 * texts that lead upwards (`file("../x")`). Knows of HCL no more than where
 * strings, comments and blocks begin and end; what it does not understand is
 * unknown, never nothing. (HCL native syntax; Terraform: module sources.)
 */
export type References =
  | { readonly known: true; readonly paths: readonly Reference[] }
  | { readonly known: false; readonly why: string }

interface Reference {
  /** With `/`, and `..` where it leads upwards. */
  readonly path: string
  /** A module is a folder with a configuration of its own. */
  readonly kind: 'module' | 'mention'
}

/** A string; what is computed in it is `${}`, but for the module's own folder. */
interface Text {
  readonly kind: 'text'
  readonly value: string
}

type Token = Text | { readonly kind: 'word' | 'mark'; readonly value: string }

/** A file that is read; `texts` are its strings, those in strings included. */
interface Scan {
  readonly text: string
  at: number
  readonly texts: Text[]
}

/**
 * Reads a `.tf` file. A call without a source is one only where the file
 * overrides others (`override.tf`, `…_override.tf`).
 */
export function readHclReferences(
  text: string,
  { isOverride = false }: { readonly isOverride?: boolean } = {}
): References {
  return explain(() => {
    const scan: Scan = { text, at: 0, texts: [] }
    const sources = findSources(scanTokens(scan, false))
    return collect(dropAbsent(sources, isOverride), scan.texts)
  })
}

/** Reads a `.tf.json` file. (Terraform: JSON configuration syntax.) */
export function readJsonReferences(
  text: string,
  { isOverride = false }: { readonly isOverride?: boolean } = {}
): References {
  return explain(() => {
    const document = JSON.parse(text) as unknown
    const texts: Text[] = []
    JSON.stringify(document, (key, value: unknown) => {
      if (key !== '//' && typeof value === 'string') texts.push(asText(value))
      return value
    })
    const sources = bodiesOf(document)
      .flatMap((body) => bodiesOf(body['module']))
      .flatMap((modules) => Object.entries(modules))
      .flatMap(([name, calls]) => (name === '//' ? [] : bodiesOf(calls)))
      .map(({ source }) => {
        if (source === undefined) return 'absent'
        return typeof source === 'string' ? asText(source) : undefined
      })
    return collect(dropAbsent(sources, isOverride), texts)
  })
}

/** What a module call has for a source; undefined where it is no literal. */
type Source = Text | 'absent' | undefined

function dropAbsent(
  sources: readonly Source[],
  isOverride: boolean
): readonly (Text | undefined)[] {
  return sources.flatMap((source) => {
    if (source !== 'absent') return [source]
    return isOverride ? [] : [undefined]
  })
}

/** In JSON every string may be a template, with strings in it. */
function asText(value: string): Text {
  return { kind: 'text', value }
}

/** A block of JSON is an object, or a list of them. */
function bodiesOf(value: unknown): readonly Record<string, unknown>[] {
  if (value === undefined || value === null) return []
  const all = Array.isArray(value) ? (value as unknown[]).flat() : [value]
  return all.map((each) => {
    if (typeof each === 'object' && each !== null) {
      return each as Record<string, unknown>
    }
    throw odd('a block is no object')
  })
}

function odd(why: string): Error {
  return new Error(why)
}

function explain(read: () => References): References {
  try {
    return read()
  } catch (error) {
    const { message } = error as Error
    return { known: false, why: `it cannot be read (${message})` }
  }
}

/** Undefined is a source that is no string, or none. */
function collect(
  sources: readonly (Text | undefined)[],
  texts: readonly Text[]
): References {
  const paths: Reference[] = []
  for (const source of sources) {
    if (source === undefined || /[$%]\{/.test(source.value)) {
      return { known: false, why: 'the source of a module is not a literal' }
    }
    const path = source.value.replaceAll('\\', '/')
    if (/^\.\.?\//.test(path)) paths.push({ path, kind: 'module' })
    else if (/^(?:\.\.?$|\/|[a-z]:\/|file:)/i.test(path)) {
      return { known: false, why: `the source of a module is '${path}'` }
    }
  }
  const asked = new Set(sources.map((source) => source?.value))
  for (const { value } of texts) {
    const path = value
      .replaceAll('\\', '/')
      .replace(/^\$\{\s*path\.module\s*\}\/*/, '')
    const leadsUp = /(?:^|[^\w.])\.\.(?![\w.])/.test(path)
    if (asked.has(value) || !leadsUp) continue
    if (/[$%]\{/.test(path)) {
      return { known: false, why: `where '${value}' leads is computed` }
    }
    paths.push({ path, kind: 'mention' })
  }
  return { known: true, paths }
}

const closes: Readonly<Record<string, string>> = {
  '}': '{',
  ')': '(',
  ']': '['
}

/** The source of each module call. */
function findSources(tokens: readonly Token[]): readonly Source[] {
  const sources: Source[] = []
  const open: string[] = []
  let isInModule = false
  let source: Source
  for (const [at, { kind, value }] of tokens.entries()) {
    const before = tokens[at - 1]?.value ?? '\n'
    if (kind === 'word' && open.length === 0 && value === 'module') {
      if (before !== '\n' || !isCall(tokens, at)) throw odd('odd module block')
      isInModule = true
      source = 'absent'
    } else if (kind === 'word' && value === 'source') {
      const isOwn = open.length === 1 && ['\n', '{'].includes(before)
      if (isInModule && isOwn) source = literalAfter(tokens, at)
    } else if (kind === 'mark' && '{(['.includes(value)) {
      open.push(value)
    } else if (kind === 'mark' && value in closes) {
      if (open.pop() !== closes[value]) throw odd(`'${value}' closes nothing`)
      if (open.length > 0 || !isInModule) continue
      sources.push(source)
      isInModule = false
    }
  }
  if (open.length > 0) throw odd(`'${open.join('')}' is not closed`)
  return sources
}

/** Is it `module "name" {`? */
function isCall(tokens: readonly Token[], at: number): boolean {
  const [label, brace] = [tokens[at + 1], tokens[at + 2]]
  return (
    (label?.kind === 'text' || label?.kind === 'word') &&
    brace?.kind === 'mark' &&
    brace.value === '{'
  )
}

function literalAfter(tokens: readonly Token[], at: number): Text | undefined {
  const [equals, text, end] = tokens.slice(at + 1, at + 4)
  const isAlone =
    end === undefined || (end.kind === 'mark' && '\n}'.includes(end.value))
  return equals?.value === '=' && text?.kind === 'text' && isAlone
    ? text
    : undefined
}

const skipped = /(?:[ \t\r\uFEFF]+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)+/uy
const word = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy
const heredoc = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy
const mark = /(?!\/\*)[\n{}()[\]=!<>+\-*/%?:.,&|\d]/y
/** Of a string up to its end, or to what is computed in it. */
const characters = /(?:[^"\\\n$%]|\\[^\n]|\$\$\{|%%\{|[$%](?!\{))*/uy
const lineOfHeredoc = /(?:[^\n$%]|\$\$\{|%%\{|[$%](?!\{))*/uy

function take(scan: Scan, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = scan.at
  const found = pattern.exec(scan.text)
  if (found === null) return undefined
  scan.at = pattern.lastIndex
  return found
}

/** Reads to the end, or to the bracket that closes what is computed. */
function scanTokens(scan: Scan, isComputed: boolean): readonly Token[] {
  const tokens: Token[] = []
  for (let depth = 0; ;) {
    take(scan, skipped)
    if (scan.at >= scan.text.length) break
    const token = scanToken(scan)
    if (token.kind === 'mark' && token.value === '}') {
      if (isComputed && depth === 0) return tokens
      depth -= 1
    } else if (token.kind === 'mark' && token.value === '{') depth += 1
    tokens.push(token)
  }
  if (isComputed) throw odd('a string does not end')
  return tokens
}

function scanToken(scan: Scan): Token {
  const [name] = take(scan, word) ?? []
  if (name !== undefined) return { kind: 'word', value: name }
  const [, end] = take(scan, heredoc) ?? []
  if (end !== undefined) return scanHeredoc(scan, end)
  const start = scan.text[scan.at] ?? ''
  if (start === '"') return scanString(scan)
  const [value] = take(scan, mark) ?? []
  if (value === undefined) throw odd(`'${start}' is not expected`)
  return { kind: 'mark', value }
}

function scanString(scan: Scan): Text {
  let value = ''
  scan.at += 1
  for (;;) {
    value += take(scan, characters)?.[0] ?? ''
    const next = scan.text[scan.at]
    if (next === '"') break
    if (next !== '$' && next !== '%') throw odd('a string does not end')
    value += scanComputed(scan)
  }
  scan.at += 1
  const text = asText(value.replaceAll(/\\(["\\])/g, '$1'))
  scan.texts.push(text)
  return text
}

/** Of what it prints, nothing leads anywhere; of what it computes, it may. */
function scanHeredoc(scan: Scan, end: string): Token {
  const last = new RegExp(`[ \\t]*${end}[ \\t]*(?=\\r?\\n|$)`, 'uy')
  for (let isStart = true; scan.at < scan.text.length;) {
    if (isStart && take(scan, last) !== undefined) {
      return { kind: 'word', value: '<<' }
    }
    take(scan, lineOfHeredoc)
    isStart = scan.text[scan.at] === '\n'
    if (isStart) scan.at += 1
    else if (scan.at < scan.text.length) scanComputed(scan)
  }
  throw odd(`the text up to '${end}' does not end`)
}

/** `${…}` and `%{…}`, from their first character. */
function scanComputed(scan: Scan): string {
  const start = scan.at
  scan.at += 2
  scanTokens(scan, true)
  const written = scan.text.slice(start, scan.at)
  return /^\$\{\s*path\.module\s*\}$/.test(written) ? written : '${}'
}
