import type { InputName } from './names.ts'
import { findNearest } from './nearest.ts'
import { quote, suggest } from './problems.ts'
import type { InputReader, Reading } from './reader.ts'
import { slips } from './slips.ts'
import { suggestLines } from './suggested-lines.ts'

/** What other tools and people write, and what is meant by it. */
const yes = ['true', 'yes', 'y', 'on', '1', 'enabled', 'always']
const no = ['false', 'no', 'n', 'off', '0', 'disabled', 'never', 'none']

/** `true`, `false`, or undefined where it is empty. */
export const readFlag: Reading<boolean | undefined> = (reader, name) => {
  const value = reader.text(name)
  if (value === undefined) return undefined
  if (/^(true|True|TRUE)$/.test(value)) return true
  if (/^(false|False|FALSE)$/.test(value)) return false
  const plain = value.toLowerCase()
  const meant = yes.includes(plain)
    ? ["'true'"]
    : no.includes(plain)
      ? ["'false'"]
      : []
  reader.reject(name, `is ${quote(value)}`, suggest(meant, `'true' or 'false'`))
  return undefined
}

/** `true` or `false`; empty is wrong. */
export const readRequiredFlag: Reading<boolean> = (reader, name) => {
  if (reader.text(name) !== undefined) return readFlag(reader, name) ?? false
  reader.reject(name, 'is empty', `'true' or 'false'`)
  return false
}

/** One of several words. */
export function readChoice<T extends string>(
  { text, reject }: InputReader,
  name: InputName,
  choices: readonly [T, ...T[]]
): T {
  const value = text(name)
  const found = choices.find((each) => each === value)
  if (found !== undefined) return found
  const plain = value?.toLowerCase().replaceAll(/[_\s]+/g, '-') ?? ''
  const nearest = findNearest(plain, choices)
  const known = slips[name] ?? {}
  const meant = Object.hasOwn(known, plain)
    ? known[plain]
    : nearest && `'${nearest}'`
  reject(
    name,
    value === undefined ? 'is empty' : `is ${quote(value)}`,
    suggest(
      meant === undefined ? [] : [meant],
      choices.map((each) => `'${each}'`).join(', ')
    )
  )
  return choices[0]
}

/** A whole number, from `least` up. */
export function readCount(
  { text, reject }: InputReader,
  name: InputName,
  least = 0
): number | undefined {
  const value = text(name)
  if (value === undefined) return undefined
  const number = parseCount(value)
  if (number !== undefined && number >= least) return number
  // `1,000`, `+5`, `5.0`, `#12`, `refs/pull/12/merge`, `…/pull/12`
  const written =
    /^(?:#|refs\/pull\/|https?:\/\/\S+\/pull\/)(\d+)(?:[/?#].*)?$/.exec(
      value
    )?.[1] ??
    value
      .replaceAll(/(?<=\d)[,_'\s](?=\d{3}(?!\d))/g, '')
      .replace(/^\+/, '')
      .replace(/\.0+$/, '')
  const meant = parseCount(written)
  reject(
    name,
    `is ${quote(value)}`,
    suggest(
      meant === undefined || meant < least ? [] : [`'${meant}'`],
      `a whole number from ${least} up`
    )
  )
  return undefined
}

function parseCount(text: string): number | undefined {
  const number = Number(text)
  return /^\d+$/.test(text) && Number.isSafeInteger(number) ? number : undefined
}

/** A name of an organization or a workspace. */
export const readName: Reading<string | undefined> = (reader, name) => {
  const value = reader.text(name)
  if (value === undefined) return undefined
  if (isExpression(value)) {
    refuseExpression(reader, name, value)
    return undefined
  }
  if (/^[\w.-]+$/.test(value)) return value
  const meant = readWebAddress(value)
  const lines = suggestLines(value, (each) => /^[\w-]+$/.test(each))
  // Of organizations there is one a step.
  reader.reject(
    name,
    `is ${quote(value)}`,
    suggest(
      (name === 'organization' ? meant?.organization : meant?.workspace) ??
        (name === 'organization' && lines.length > 1 ? [] : lines),
      "a name made of letters, digits, '-', '_' and '.'"
    )
  )
  return undefined
}

/** What an address of HCP Terraform's pages, or `organization/name`, names. */
function readWebAddress(text: string):
  | {
      readonly organization: readonly string[]
      readonly workspace: readonly string[]
    }
  | undefined {
  const page =
    /^https?:\/\/[^/\s]+\/app\/([\w.-]+)(?:\/workspaces(?:\/([\w.-]+))?)?(?:[/?#].*)?$/.exec(
      text
    ) ?? /^([\w-]+)\/([\w-]+)$/.exec(text)
  if (page === null) return undefined
  const [, organization = '', workspace] = page
  return {
    organization: [`'${organization}'`],
    workspace:
      workspace === undefined
        ? []
        : [`'${workspace}' with 'organization: ${organization}'`]
  }
}

/** Is a text an expression that nobody put into `${{ }}`? */
export function isExpression(text: string): boolean {
  return /^(?:secrets|vars|needs|steps|matrix|inputs|github)\.[\w.-]+$/.test(
    text
  )
}

/** Says that an expression was given as its own text. */
export function refuseExpression(
  { reject }: InputReader,
  name: InputName,
  text: string
): void {
  reject(
    name,
    `is the text ${quote(text)}, not what it stands for`,
    `a value; did you mean '\${{ ${text} }}'?`
  )
}
