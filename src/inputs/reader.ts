import type { InputName } from './names.ts'
import { quote } from './problems.ts'
import type { InputProblem } from './problems.ts'

/** Reads inputs one by one, and keeps what is wrong with them. */
export interface InputReader {
  readonly problems: readonly InputProblem[]
  readonly reject: (input: InputName, wrong: string, allowed: string) => void
  /** Trimmed; undefined where empty. */
  readonly text: (name: InputName) => string | undefined
  readonly choice: <T extends string>(
    name: InputName,
    choices: readonly [T, ...T[]]
  ) => T
  readonly flag: (name: InputName) => boolean | undefined
  readonly requiredFlag: (name: InputName) => boolean
  /** A whole number. */
  readonly count: (name: InputName, least?: number) => number | undefined
  /**
   * A rule of the gate, as `read` has it; undefined where it says `none`. Given
   * and empty is refused: a misspelt expression is empty, and would switch the
   * rule off.
   */
  readonly rule: <T>(
    name: InputName,
    read: (name: InputName) => T
  ) => T | undefined
  /** A decimal number from 0 up. */
  readonly amount: (name: InputName) => number | undefined
  /** `head`, or all 40 characters of a commit. */
  readonly commit: (name: InputName) => string | undefined
  /** A sha-256 in hex, with the word before it that tells of what; `unknown`. */
  readonly digest: (name: InputName) => string | undefined
  /** Resource addresses with wild cards, one a line. */
  readonly addressGlobs: (name: InputName) => readonly string[]
  /** Accounts of HCP Terraform, one a line. */
  readonly accounts: (name: InputName) => readonly string[]
  /** Milliseconds, up to 365 days. */
  readonly age: (name: InputName) => number | undefined
  /** Milliseconds. */
  readonly duration: (name: InputName) => number
  /** An opaque id; the prefix is only an example for the message. */
  readonly id: (name: InputName, prefix: string) => string | undefined
  /** A name of an organization or a workspace. */
  readonly name: (name: InputName) => string | undefined
  /** GitHub's labels, one a line. */
  readonly labels: (name: InputName) => readonly string[]
  /** GitHub's logins, one a line. */
  readonly logins: (name: InputName) => readonly string[]
  /** One entry a line; empty lines and those that begin with `#` are left out. */
  readonly lines: (name: InputName) => readonly string[]
}

/** Names and keys as Terraform writes them, with wild cards in both. */
const addressGlob =
  /^[\p{ID_Continue}\p{M}*-]+(?:\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\])?(?:\.[\p{ID_Continue}\p{M}*-]+(?:\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\])?)*$/u

/** What switches a rule off, and is every rule's default. */
const off = 'none'

/** As put out; `unknown` is one that no plan has. */
const digest = /^(?:(?:[a-z][a-z0-9-]*:)?[0-9a-f]{64}|unknown)$/

/** Starts reading; `read` gives an input's text, empty where it is not set. */
export function createInputReader(
  read: (name: InputName) => string
): InputReader {
  const problems: InputProblem[] = []
  const reject: InputReader['reject'] = (input, wrong, allowed) => {
    problems.push({ input, wrong, allowed })
  }
  const text: InputReader['text'] = (name) => {
    const value = read(name).trim()
    return value === '' ? undefined : value
  }
  const flag: InputReader['flag'] = (name) => {
    const value = text(name)
    if (value === undefined) return undefined
    if (/^(true|True|TRUE)$/.test(value)) return true
    if (/^(false|False|FALSE)$/.test(value)) return false
    reject(name, `is ${quote(value)}`, `'true' or 'false'`)
    return undefined
  }
  const lines: InputReader['lines'] = (name) =>
    read(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'))
  /** Lines of which each can match something; a line that cannot is no rule. */
  const linesLike = (
    name: InputName,
    shape: RegExp,
    allowed: string
  ): readonly string[] => {
    const entries = lines(name)
    for (const entry of entries.filter((each) => !shape.test(each))) {
      reject(name, `has the line ${quote(entry)}`, allowed)
    }
    if (entries.length === 0) {
      reject(name, 'has no line that says anything', allowed)
    }
    return entries
  }
  return {
    problems,
    reject,
    text,
    flag,
    lines,
    rule(name, read) {
      const value = text(name)
      if (value === off) return undefined
      if (value !== undefined) return read(name)
      reject(
        name,
        'is empty, and an empty rule would be no rule',
        `a value; '${off}' where this rule is not wanted`
      )
      return undefined
    },
    amount(name) {
      const value = text(name)
      if (value === undefined) return undefined
      if (/^\d{1,12}(?:\.\d{1,9})?$/.test(value)) return Number(value)
      reject(name, `is ${quote(value)}`, "a number from 0 up such as '12.5'")
      return undefined
    },
    commit(name) {
      const value = text(name)
      if (value === undefined || /^(?:head|[0-9a-f]{40})$/.test(value)) {
        return value
      }
      reject(
        name,
        `is ${quote(value)}`,
        `'head' (the pull request's head, or the pushed commit), or all 40 hexadecimal characters of a commit, in lower case`
      )
      return undefined
    },
    digest(name) {
      const value = text(name)
      if (value === undefined || digest.test(value)) return value
      reject(
        name,
        `is ${quote(value)}`,
        `the digest that an earlier step put out: 64 hex digits, with the word before them where it has one; or 'reviewed' with 'commit'`
      )
      return undefined
    },
    addressGlobs(name) {
      return linesLike(
        name,
        addressGlob,
        `one resource address a line, such as 'module.db.*' or 'module.*["eu"].aws_instance.web'`
      )
    },
    labels(name) {
      return linesLike(
        name,
        /^[^,]{1,50}$/u,
        'one label a line, without commas'
      )
    },
    logins(name) {
      return linesLike(
        name,
        /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\[bot\])?$/,
        "one GitHub login a line, such as 'octocat', without '@' or commas"
      )
    },
    accounts(name) {
      return linesLike(
        name,
        /^[^\s,@][^\s,]*$/u,
        "one user name or id ('user-…') of HCP Terraform a line"
      )
    },
    age(name) {
      const value = text(name) ?? ''
      const days = /^(\d{1,3})d$/.exec(value)
      const milliseconds =
        days === null
          ? parseDuration(value)
          : Number(days[1]) * 24 * 3600 * 1000
      if (
        milliseconds !== undefined &&
        milliseconds > 0 &&
        milliseconds <= 365 * 24 * 3600 * 1000
      ) {
        return milliseconds
      }
      reject(
        name,
        `is ${quote(value)}`,
        "a time such as '90m', '24h' or '7d', at most '365d'"
      )
      return undefined
    },
    choice(name, choices) {
      const value = text(name)
      const found = choices.find((each) => each === value)
      if (found !== undefined) return found
      reject(
        name,
        value === undefined ? 'is empty' : `is ${quote(value)}`,
        choices.map((each) => `'${each}'`).join(', ')
      )
      return choices[0]
    },
    requiredFlag(name) {
      if (text(name) !== undefined) return flag(name) ?? false
      reject(name, 'is empty', `'true' or 'false'`)
      return false
    },
    count(name, least = 0) {
      const value = text(name)
      if (value === undefined) return undefined
      const number = Number(value)
      if (
        /^\d+$/.test(value) &&
        Number.isSafeInteger(number) &&
        number >= least
      ) {
        return number
      }
      reject(name, `is ${quote(value)}`, `a whole number from ${least} up`)
      return undefined
    },
    duration(name) {
      const value = text(name)
      const milliseconds =
        value === undefined ? undefined : parseDuration(value)
      if (milliseconds !== undefined) return milliseconds
      reject(
        name,
        value === undefined ? 'is empty' : `is ${quote(value)}`,
        "a time from 1s to 24h such as '90s', '30m' or '1h30m'"
      )
      return 0
    },
    id(name, prefix) {
      const value = text(name)
      if (value === undefined || /^[\w-]+$/.test(value)) return value
      reject(
        name,
        `is ${quote(value)}`,
        `an id such as '${prefix}4Kq8ZtVfR2mWcYhD'`
      )
      return undefined
    },
    name(name) {
      const value = text(name)
      if (value === undefined || /^[\w.-]+$/.test(value)) return value
      reject(
        name,
        `is ${quote(value)}`,
        "a name made of letters, digits, '-', '_' and '.'"
      )
      return undefined
    }
  }
}

/**
 * `1h30m` → milliseconds; undefined where it is not such a text, or not within
 * one second and 24 hours.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/.exec(text)
  if (match === null || text === '') return undefined
  const part = (index: number): number => Number(match[index] ?? 0)
  const milliseconds = (part(1) * 3600 + part(2) * 60 + part(3)) * 1000
  return milliseconds >= 1000 && milliseconds <= 24 * 3600 * 1000
    ? milliseconds
    : undefined
}

/**
 * A host name or an address with a scheme → where the API is. Undefined where
 * it has a path, credentials or a query, or is plain `http` beyond loopback:
 * a token never travels in clear.
 */
export function parseBaseUrl(text: string): URL | undefined {
  if (text === '') return undefined
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `https://${text}`
  if (!URL.canParse(written)) return undefined
  const url = new URL(written)
  const isPlain =
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '' &&
    url.password === ''
  const isSafe =
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && isLoopback(url.hostname))
  return isPlain && isSafe ? url : undefined
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  )
}
