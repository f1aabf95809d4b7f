import { kindOfId } from './kinds-of-ids.ts'
import type { InputName } from './names.ts'
import { findNearest } from './nearest.ts'
import { quote, suggest } from './problems.ts'
import type { InputProblem } from './problems.ts'
import type { InputReader, Reading } from './reader.ts'
import { slips } from './slips.ts'
import { suggestLines } from './suggested-lines.ts'

/** What other tools and people write, and what is meant by it. */
const yes = /^(?:true|yes|y|on|1|enabled|always|approved?|lgtm)$/
const no =
  /^(?:false|no|n|off|0|disabled|never|none|reject(?:ed)?|den(?:y|ied))$/

/** `true`, `false`, or undefined where it is empty. */
export const readFlag: Reading<boolean | undefined> = (reader, name) => {
  const value = reader.text(name)
  if (value === undefined) return undefined
  if (/^(true|True|TRUE)$/.test(value)) return true
  if (/^(false|False|FALSE)$/.test(value)) return false
  const plain = withoutQuotes(value).toLowerCase()
  const meant = yes.test(plain) ? ["'true'"] : no.test(plain) ? ["'false'"] : []
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
  const plain = withoutQuotes(value ?? '')
    .toLowerCase()
    .replaceAll(/[_\s]+/g, '-')
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
  // `1,000`, `+5`, `5.0`, `#12`, `refs/pull/12/merge`, `…/pull/12`, `"12"`
  const written =
    /^(?:#|PR[- #]*|refs\/pull\/|https?:\/\/\S+\/pull\/)(\d+)(?:[/?#].*)?$/i.exec(
      value
    )?.[1] ??
    withoutQuotes(value)
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

/** A whole version of Terraform: a run has no constraint and no `latest`. */
export const readVersion: Reading<string | undefined> = (
  { text, reject },
  name
) => {
  const value = text(name)
  const shape = /\d+\.\d+\.\d+(?:[-+][\w.+-]+)?/
  const [inside] = shape.exec(value ?? '') ?? []
  if (value === undefined || value === inside) return value
  reject(
    name,
    `is ${quote(value)}`,
    suggest(
      inside === undefined ? [] : [`'${inside}'`],
      "a whole version such as '1.9.8'; a constraint or 'latest' is a setting of the workspace"
    )
  )
  return undefined
}

/** A name of an organization or a workspace. */
export const readName: Reading<string | undefined> = (reader, name) => {
  const value = reader.text(name)
  if (value === undefined) return undefined
  if (isExpression(value)) {
    refuseExpression(reader, name, value)
    return undefined
  }
  const other = kindOfId(value)
  if (other !== undefined && !(name === 'workspace' && other.prefix === 'ws')) {
    reader.reject(
      name,
      `is ${quote(value)}, the id of ${other.kind}`,
      name === 'workspace'
        ? "the name of a workspace, or its id ('ws-…')"
        : `the name of the ${name}`
    )
    return undefined
  }
  if (/^[\w.-]+$/.test(value)) return value
  const meant = readWebAddress(value)
  const selector = name === 'workspace' ? suggestSelector(value) : undefined
  const lines = suggestLines(value, (each) => /^[\w-]+$/.test(each))
  // Of organizations there is one a step.
  reader.reject(
    name,
    `is ${quote(value)}`,
    suggest(
      selector === undefined
        ? ((name === 'organization' ? meant?.organization : meant?.workspace) ??
            (name === 'organization' && lines.length > 1 ? [] : lines))
        : [`'${selector}'`],
      "a name made of letters, digits, '-', '_' and '.'"
    )
  )
  return undefined
}

/** `tag:NAME` or `project:NAME`, written in another way; of workspaces only. */
export function suggestSelector(text: string): string | undefined {
  const [, word = '', rest = ''] =
    /^(tag|label|project)s?\s*[:=]\s*(.+)$/i.exec(text) ?? []
  return rest === ''
    ? undefined
    : `${word.toLowerCase().replace('label', 'tag')}:${rest}`
}

/** What is between a pair of quotes around all of it. */
export function withoutQuotes(text: string): string {
  return text.replace(/^(["'`])(.*)\1$/s, '$2')
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
    ) ??
    /^(?:[\w-]+(?:\.[\w-]+)+\/(?:app\/)?)?([\w-]+)\s*\/\s*([\w-]+)$/.exec(
      text
    ) ??
    /^([\w-]+)\/$/.exec(text)
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
  return /^(?:secrets|vars|env|needs|steps|matrix|inputs|github)\.[\w.-]+$/.test(
    text
  )
}

/** Texts for people, in which anything may stand. */
const freeTexts: readonly InputName[] = [
  'message',
  'reason',
  'override-reason',
  'comment-key'
]

/**
 * Says of inputs that are the text of an expression, or of a shell's variable,
 * that and nothing else: the runner fills in what is in `${{ }}` only.
 */
export function tellUnfilled(
  names: readonly InputName[],
  { text, problems }: InputReader
): readonly InputProblem[] {
  const unfilled = names.flatMap((input) => {
    const value = freeTexts.includes(input) ? '' : (text(input) ?? '')
    const [, variable] = /^\$\{?([A-Za-z_]\w*)\}?$/.exec(value) ?? []
    const isWrong = problems.some((each) => each.input === input)
    const meant =
      variable !== undefined
        ? `env.${variable}`
        : isWrong && isExpression(value)
          ? value
          : undefined
    const isWhole = /^\$\{\{[^]*\}\}$/.test(value)
    if (meant === undefined && !isWhole) return []
    return [
      {
        input,
        wrong: `is the text ${quote(value)}, not what it stands for`,
        allowed: suggest(
          meant === undefined ? [] : [`'\${{ ${meant} }}'`],
          isWhole
            ? "a value; '${{ }}' is filled in by the runner, where the workflow itself has it"
            : 'a value'
        )
      }
    ]
  })
  return [
    ...problems.filter(({ input }) =>
      unfilled.every((each) => each.input !== input)
    ),
    ...unfilled
  ]
}

/** Says that an expression was given as its own text, or as a name alone. */
export function refuseExpression(
  { reject }: InputReader,
  name: InputName,
  text: string,
  written = text
): void {
  reject(
    name,
    `is the text ${quote(written)}, not what it stands for`,
    `a value; did you mean '\${{ ${text} }}'?`
  )
}
