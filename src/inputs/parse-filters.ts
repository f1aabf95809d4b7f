import { rejectCombinations } from './combination.ts'
import { filterCombinations } from './filter-combinations.ts'
import { filterForms, filterNames, nameFilter } from './filters.ts'
import type { FilterName, Filters } from './filters.ts'
import type { Inputs } from './inputs.ts'
import { findNearest } from './nearest.ts'
import { quote, suggest } from './problems.ts'
import type { InputProblem } from './problems.ts'

type Reject = (wrong: string, allowed: string) => void

const aMap =
  "a YAML or JSON map of filters, such as 'status: planned, errored', one a line"

/**
 * Parses the `filters` input: a YAML or JSON map whose keys are HCP Terraform's
 * words, and whose values are a text, or several as a list or with commas. What
 * is wrong is left out of the filters, and is in the problems. Runs API: List
 * runs in a workspace, in an organization; Admin Runs API.
 *
 * @param scope whose runs are listed
 */
export async function parseFilters(
  text: string,
  scope: Inputs['listScope']
): Promise<{
  readonly filters: Filters
  readonly problems: readonly InputProblem[]
}> {
  const problems: InputProblem[] = []
  const reject: Reject = (wrong, allowed) => {
    problems.push({ input: 'filters', wrong, allowed })
  }
  const filters: Partial<Record<FilterName, readonly string[]>> = {}
  const wrong = new Set<FilterName>()
  for (const [key, value] of await readMap(text, reject)) {
    const name = nameFilter(key)
    if (name === undefined) {
      reject(`has the key ${quote(key)}`, suggestName(key))
    } else if (name in filters || wrong.has(name)) {
      reject(`has '${name}' twice`, 'one of the two')
    } else {
      const values = readValues(name, value, reject)
      if (values === undefined) wrong.add(name)
      else filters[name] = values
    }
  }
  rejectCombinations(
    filterCombinations,
    { scope, filters },
    {
      isWrong: (name) => wrong.has(name),
      reject: (name, how, allowed) => {
        reject(`has '${name}' ${how}`, allowed)
      }
    }
  )
  return { filters, problems }
}

/** Keys and values of the map; every scalar is the text that was written. */
async function readMap(
  text: string,
  reject: Reject
): Promise<readonly (readonly [string, unknown])[]> {
  const { parseDocument } = await import('yaml')
  const document = parseDocument(text, {
    schema: 'failsafe',
    prettyErrors: false
  })
  const [problem] = [...document.errors, ...document.warnings]
  if (problem) {
    const code = problem.code.toLowerCase().replaceAll('_', ' ')
    const line = text.slice(0, problem.pos[0]).split('\n').length
    reject(`is not YAML (${code}) (line ${line})`, aMap)
    return []
  }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 0 })
  } catch {
    reject('has an alias', 'the value, written out')
    return []
  }
  // Nothing but comments.
  if (value === null || value === undefined) return []
  if (typeof value !== 'object' || Array.isArray(value)) {
    reject('is not a map of filters', aMap)
    return []
  }
  return Object.entries(value)
}

function suggestName(key: string): string {
  const nearest = findNearest(key, filterNames)
  return suggest(
    nearest === undefined ? [] : [`'${nearest}'`],
    filterNames.map((name) => `'${name}'`).join(', ')
  )
}

/** The values of one filter; undefined where one of them is wrong. */
function readValues(
  name: FilterName,
  value: unknown,
  reject: Reject
): readonly string[] | undefined {
  const { isSingle } = filterForms[name]
  const written: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (!written.every((each) => typeof each === 'string' || each === null)) {
    reject(`has no text for '${name}'`, 'a text, or a list of texts')
    return undefined
  }
  const values = written
    .flatMap((each) => (isSingle ? [each ?? ''] : (each ?? '').split(',')))
    .map((each) => each.trim())
    .filter((each) => each !== '')
  if (values.length === 0) {
    reject(
      `has nothing for '${name}', and would list as if it were not there`,
      'a value, or no such key'
    )
    return undefined
  }
  const isRight = values.map((each) => isValue(name, each, reject))
  if (isSingle && values.length > 1) {
    reject(`has ${values.length} values for '${name}'`, 'one')
    return undefined
  }
  return isRight.includes(false) ? undefined : values
}

function isValue(name: FilterName, value: string, reject: Reject): boolean {
  const { shape, allowed, corrections } = filterForms[name]
  const plain = value.toLowerCase()
  const right = Object.hasOwn(corrections, plain)
    ? corrections[plain]
    : undefined
  if (right === undefined && shape.test(value)) return true
  reject(
    `has ${quote(value)} for '${name}'`,
    suggest(right === undefined ? [] : [right], allowed)
  )
  return false
}
