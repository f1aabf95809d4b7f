import { ConfigurationDirectoryError } from './errors.ts'

/** What the rules say of one path. */
interface Reading {
  readonly isExcluded: boolean
  /** Nothing below this folder is wanted either, so nobody looks there. */
  readonly isFinal: boolean
  /** Only a rule that is written in another Unicode form leaves it out. */
  readonly isByForm: boolean
}

/** The rules of a `.terraformignore`, compiled. */
export interface IgnoreRules {
  /** Reads a path from the packed folder; the one of a folder ends with `/`. */
  readonly read: (path: string) => Reading
  /** Rules as written that have matched no path read so far. */
  readonly unused: () => readonly string[]
  /** Sentences on rules that are probably not what somebody meant. */
  readonly warnings: readonly string[]
}

/** Finds an expression anywhere in a text, in time linear in its length. */
interface Expression {
  readonly test: (text: string) => boolean
}

interface Rule {
  /** As written; undefined for one of Terraform's own. */
  readonly line: string | undefined
  readonly pattern: string
  readonly isNegated: boolean
}

interface CompiledRule extends Rule {
  /** Undefined where the pattern is no expression: Terraform skips it. */
  readonly exact: Expression | undefined
  /** The same in composed form (NFC). */
  readonly composed: Expression | undefined
  /** Does a later rule bring something back? */
  readonly isReversible: boolean
}

/** What Terraform's packer leaves out before any rule of the user's. */
const defaultRules: readonly Rule[] = [
  { line: undefined, pattern: '**/.terraform/**', isNegated: false },
  { line: undefined, pattern: '**/.terraform/modules/**', isNegated: true },
  { line: undefined, pattern: '**/.git/**', isNegated: false }
]

/** Terraform gives up reading the rules at a longer line, in bytes. */
const longestLine = 64 * 1024 - 1

/**
 * Compiles a `.terraformignore` after Terraform's own rules, and reads it as
 * Terraform's packer does (go-slug 1.0.0), oddities included: the last rule
 * that matches wins; a pattern matches a whole path, so `docs` does not take
 * `docs/a.txt` and `docs/` does; what is no wild card reaches a regular
 * expression as it is. A rule also matches names in another Unicode form than
 * its own, as far as that leaves out more.
 *
 * @throws ConfigurationDirectoryError where a line is too long for Terraform,
 *   which would then heed no rule at all
 */
export async function parseIgnoreRules(text: string): Promise<IgnoreRules> {
  const rules = [...defaultRules, ...readRules(text)]
  const compile = await compilerOf(rules)
  const lastNegated = rules.findLastIndex(({ isNegated }) => isNegated)
  const compiled = rules.map((rule, index): CompiledRule => {
    const exact = compile(rule.pattern)
    const form = rule.pattern.normalize('NFC')
    return {
      ...rule,
      exact,
      composed: form === rule.pattern ? exact : compile(form),
      isReversible: index < lastNegated
    }
  })
  const used = new Set<CompiledRule>()
  return {
    read: (path) => read(path, compiled, used),
    unused: () =>
      compiled.flatMap((rule) =>
        rule.line === undefined ||
        rule.exact === undefined ||
        used.has(rule) ||
        // The folder is never looked through.
        /\.git(?:\/|$)/.test(rule.pattern)
          ? []
          : rule.line
      ),
    warnings: compiled.flatMap(doubtsAbout)
  }
}

/**
 * What compiles these patterns: Terraform's own kind of expressions, which are
 * loaded where somebody writes more than names and a few wild cards. A pattern
 * with more of them would take another kind too long on a long path.
 */
async function compilerOf(
  rules: readonly Rule[]
): Promise<(pattern: string) => Expression | undefined> {
  if (rules.every(({ pattern }) => isPlain(pattern))) {
    return (pattern) => new RegExp(toExpression(pattern, '[^\\n]'), 'u')
  }
  const { RE2JS } = await import('re2js')
  return (pattern) => {
    try {
      return RE2JS.compile(toExpression(pattern, '.'))
    } catch {
      return undefined
    }
  }
}

function isPlain(pattern: string): boolean {
  const wildCards = pattern.match(/\*\*?/g) ?? []
  return /^[\w./@ ,=~*?-]*$/.test(pattern) && wildCards.length <= 2
}

function readRules(text: string): readonly Rule[] {
  return text.split('\n').flatMap((written, index) => {
    if (Buffer.byteLength(written) > longestLine) {
      throw new ConfigurationDirectoryError(
        `Line ${index + 1} of .terraformignore has ${Buffer.byteLength(written)} bytes. Terraform stops at a line of more than ${longestLine} and heeds no rule then, so nothing is uploaded: shorten the line.`
      )
    }
    const line = written.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, '')
    // Terraform's packer crashes on blanks and on a lone `!`.
    if (line === '' || line === '!' || line.startsWith('#')) return []
    const isNegated = line.startsWith('!')
    const words = isNegated ? line.slice(1) : line
    const whole = words.endsWith('/') ? `${words}**` : words
    const pattern = whole.startsWith('/') ? whole.slice(1) : `**/${whole}`
    return { line, pattern, isNegated }
  })
}

/**
 * A pattern of `.terraformignore` as the RE2 expression Terraform makes of it;
 * `any` stands for every character but a line feed.
 */
function toExpression(pattern: string, any: '.' | '[^\\n]'): string {
  // The scanner of Go that Terraform reads with drops a byte order mark.
  const runes = Array.from(pattern.replace(/^\uFEFF/, ''))
  let expression = '^'
  for (let at = 0; at < runes.length; at += 1) {
    const rune = runes[at] ?? ''
    if (rune === '*' && runes[at + 1] === '*') {
      at += runes[at + 2] === '/' ? 2 : 1
      expression += at + 1 < runes.length ? `(${any}*/)?` : `${any}*`
    } else if (rune === '*') {
      expression += '[^/]*'
    } else if (rune === '?') {
      expression += '[^/]'
    } else if (rune === '.' || rune === '$') {
      expression += `\\${rune}`
    } else if (rune === '\\') {
      at += 1
      expression += `\\${runes[at] ?? ''}`
    } else {
      expression += rune
    }
  }
  return `${expression}$`
}

function read(
  path: string,
  rules: readonly CompiledRule[],
  used: Set<CompiledRule>
): Reading {
  const form = path.normalize('NFC')
  let exact: CompiledRule | undefined
  let composed: CompiledRule | undefined
  for (const rule of rules) {
    const matches = rule.exact?.test(path) === true
    if (matches) exact = rule
    if (
      matches ||
      ((form !== path || rule.composed !== rule.exact) &&
        rule.composed?.test(form) === true)
    ) {
      composed = rule
      used.add(rule)
    }
  }
  const isExact = exact !== undefined && !exact.isNegated
  const decisive = isExact ? exact : composed
  const isExcluded = decisive !== undefined && !decisive.isNegated
  return {
    isExcluded,
    isFinal: isExcluded && !decisive.isReversible,
    isByForm: isExcluded && !isExact
  }
}

function doubtsAbout({ line, exact }: CompiledRule): readonly string[] {
  if (line === undefined) return []
  const rule = `The rule ${JSON.stringify(line)} of .terraformignore`
  if (exact === undefined) {
    return [`${rule} is no pattern that Terraform can read, so it is skipped.`]
  }
  if (line.includes('\\')) {
    return [
      `${rule} has a backslash: Terraform takes it for an escape, not for the end of a folder's name, which is '/'.`
    ]
  }
  return /^\p{White_Space}*!?\uFEFF/u.test(line)
    ? [
        `${rule} begins with a byte order mark, which Terraform takes for a part of the name: save the file as UTF-8 without one.`
      ]
    : []
}
