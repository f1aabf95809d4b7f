import type { InputName } from './names.ts'
import { withoutQuotes } from './plain-values.ts'
import { quote, suggest } from './problems.ts'
import type { InputReader, Reading } from './reader.ts'
import { suggestLines } from './suggested-lines.ts'
import { findFault } from './target-addresses.ts'

/** Names and keys as Terraform writes them, with wild cards in both. */
const addressGlob =
  /^[\p{ID_Continue}\p{M}*-]+(?:\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\])?(?:\.[\p{ID_Continue}\p{M}*-]+(?:\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\])?)*$/u

/** What switches a rule off, and is every rule's default. */
const off = 'none'

/** What people write who want no rule. */
const offSlip =
  /^(?:none|no|off|false|null|nil|~|-|-1|unlimited|infinity|any|all|\*|disabled)$/i

/** As put out; `unknown` is one that no plan has. */
const digest =
  /^(?:(?:[a-z][a-z0-9-]*:)?[0-9a-f]{64}|bound:[0-9a-f]{64}\+(?:files:[0-9a-f]{64}|version:cv-\w+)|unknown)$/

const configurationDigest =
  /^(?:(?:files|set):[0-9a-f]{64}|version:cv-\w+|unknown)$/

/**
 * A rule of the gate, as `read` has it; undefined where it says `none`. Given
 * and empty is refused: a misspelt expression is empty, and would switch the
 * rule off.
 */
export function readRule<T>(
  reader: InputReader,
  name: InputName,
  read: Reading<T>
): T | undefined {
  const value = reader.text(name)
  if (value === off) return undefined
  if (value === undefined) {
    reader.reject(
      name,
      'is empty, and an empty rule would be no rule',
      `a value; '${off}' where this rule is not wanted`
    )
    return undefined
  }
  const isOff = offSlip.test(value)
  return read(
    {
      ...reader,
      reject(input, wrong, allowed) {
        reader.reject(input, wrong, suggest(isOff ? [`'${off}'`] : [], allowed))
      }
    },
    name
  )
}

/** A decimal number from 0 up. */
export const readAmount: Reading<number | undefined> = (
  { text, reject },
  name
) => {
  const value = text(name)
  if (value === undefined) return undefined
  if (/^\d{1,12}(?:\.\d{1,9})?$/.test(value)) return Number(value)
  const bare = withoutQuotes(value)
    .replace(/^(?:[$€£]|USD|EUR)\s*|\s*(?:[$€£]|USD|EUR)$/g, '')
    .replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/^(\d+),(\d\d?)$/, '$1.$2')
  reject(
    name,
    `is ${quote(value)}`,
    suggest(
      /^\d{1,12}(?:\.\d{1,9})?$/.test(bare) ? [`'${bare}'`] : [],
      "a number from 0 up such as '12.5'"
    )
  )
  return undefined
}

/** A sha-256 in hex, with the word before it that tells of what; `unknown`. */
export const readDigest: Reading<string | undefined> = (
  { text, reject },
  name
) => {
  const value = text(name)
  if (value === undefined || digest.test(value)) return value
  reject(
    name,
    `is ${quote(value)}`,
    `the digest that an earlier step put out: 64 hex digits, with the word before them where it has one; or 'reviewed' with 'commit'`
  )
  return undefined
}

/**
 * The digest of a configuration, with the word before it: what has another one
 * is a plan's digest, or nothing, and could match no run.
 */
export const readConfigurationDigest: Reading<string | undefined> = (
  { text, reject },
  name
) => {
  const value = text(name)
  if (value === undefined || configurationDigest.test(value)) return value
  reject(
    name,
    `is ${quote(value)}`,
    "the output 'configuration-digest' of an earlier step, such as 'files:' with 64 hex digits"
  )
  return undefined
}

/** Resource addresses with wild cards, one a line. */
export const readAddressGlobs: Reading<readonly string[]> = (reader, name) =>
  readLinesLike(
    reader,
    name,
    (entry) => (addressGlob.test(entry) ? faultOfGlob(entry) : ''),
    `one resource address a line, such as 'module.db.*' or 'module.*["eu"].aws_instance.web'`
  )

/** Why no address can match, in a clause; undefined where one can. */
function faultOfGlob(glob: string): string | undefined {
  if (glob.startsWith('resource.')) {
    return "an address has no 'resource.' before its type"
  }
  const fault = /[*?]/.test(glob) ? '' : (findFault(glob, 'target') ?? '')
  // What ends before its name covers all that begins so.
  return /^behind the name|is no type of a resource$/.test(fault)
    ? fault
    : undefined
}

/** GitHub's labels, one a line. */
export const readLabels: Reading<readonly string[]> = (reader, name) =>
  readLinesLike(
    reader,
    name,
    like(/^(?!-\s|\[.*\]$|(["'`]).*\1$)[^,]{1,50}$/u),
    'one label a line, without commas, bullets or quotes around it'
  )

/** GitHub's logins, one a line. */
export const readLogins: Reading<readonly string[]> = (reader, name) =>
  readLinesLike(
    reader,
    name,
    (entry) =>
      /^@?[\w-]+\/[\w-]+$/.test(entry)
        ? "a team has no login; 'require-review-decision' and the reviewers of an environment know teams"
        : like(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\[bot\])?$/)(entry),
    "one GitHub login a line, such as 'octocat', without '@' or commas"
  )

/** Accounts of HCP Terraform, one a line. */
export const readAccounts: Reading<readonly string[]> = (reader, name) =>
  readLinesLike(
    reader,
    name,
    like(/^[^\s,@][^\s,]*$/u),
    "one user name or id ('user-…') of HCP Terraform a line"
  )

/** The fault of an entry, in a clause or ''; undefined where it has none. */
type FindFault = (entry: string) => string | undefined

function like(shape: RegExp): FindFault {
  return (entry) => (shape.test(entry) ? undefined : '')
}

/** Lines of which each can match something; a line that cannot is no rule. */
function readLinesLike(
  { lines, reject }: InputReader,
  name: InputName,
  faultOf: FindFault,
  allowed: string
): readonly string[] {
  const entries = lines(name)
  for (const entry of entries) {
    const fault = faultOf(entry)
    if (fault === undefined) continue
    reject(
      name,
      `has the line ${quote(entry)}${fault === '' ? '' : `: ${fault}`}`,
      suggest(
        suggestLines(entry, (each) => faultOf(each) === undefined),
        allowed
      )
    )
  }
  if (entries.length === 0) {
    reject(name, 'has no line that says anything', allowed)
  }
  return entries
}
