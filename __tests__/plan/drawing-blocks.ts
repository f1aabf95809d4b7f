import type { DiffLine } from '../../src/plan/types.ts'
import { reducePlan } from '../../src/plan/reduction.ts'
import { fc } from '../fuzz.ts'
import { plan, resource } from './documents.ts'
import { follow, isMap, MisreadError, readDrawing } from './drawing-reader.ts'

/** Blocks of one name, which have no order that a drawing could keep. */
type Block = Readonly<Record<string, unknown>>

const scalar = fc.constantFrom<unknown>('x', 'y', 1, 2, 3, true)
const block = fc.dictionary(
  fc.constantFrom('a', 'b', 'name', 'to_port', 'k'),
  scalar,
  { minKeys: 1, maxKeys: 5, noNullPrototype: true }
)

/** Two lists of blocks that share much. */
export const blockPairs = fc
  .tuple(
    fc.array(block, { maxLength: 5 }),
    fc.array(block, { maxLength: 2 }),
    fc.array(fc.tuple(fc.nat({ max: 8 }), scalar), {
      minLength: 5,
      maxLength: 5
    }),
    fc.boolean()
  )
  .map(([old, more, dice, isTurned]) => {
    const fresh = old.flatMap((each, index) => {
      const [what, value] = dice[index] ?? [8, 1]
      if (what === 0) return []
      const key = Object.keys(each)[what % 3]
      return what < 4 && key !== undefined
        ? [{ ...each, [key]: value }]
        : [each]
    })
    const all = [...fresh, ...more]
    return [old, isTurned ? all.toReversed() : all] as const
  })

export const nestings = ['none', 'list', 'set'] as const

/** The lines that draw `rule` blocks. */
export function drawBlocks(
  before: readonly Block[],
  after: readonly Block[],
  nesting: (typeof nestings)[number]
): readonly DiffLine[] {
  const provider = 'registry.terraform.io/acme/any'
  const attributes = Object.fromEntries(
    ['a', 'b', 'name', 'to_port', 'k'].map((key) => [key, { type: 'dynamic' }])
  )
  const types = { rule: { nesting_mode: nesting, block: { attributes } } }
  const json = plan(
    [
      resource(
        'any_thing.x',
        ['update'],
        { before: { rule: before }, after: { rule: after } },
        { provider_name: provider }
      )
    ],
    nesting === 'none'
      ? {}
      : {
          provider_schemas: {
            [provider]: {
              resource_schemas: { any_thing: { block: { block_types: types } } }
            }
          }
        }
  )
  return reducePlan(json).changes.resources[0]?.diff ?? []
}

/** D1 and D2 of blocks. @returns what is wrong, `''` for nothing */
export function blockFaultOf(
  before: readonly Block[],
  after: readonly Block[],
  lines: readonly DiffLine[]
): string {
  const texts = (blocks: readonly unknown[]) => blocks.map(sortedText)
  const marked = lines.filter(({ marker }) => marker !== ' ')
  if (texts(before).join() === texts(after).join()) {
    const isTold = marked.every(({ text }) => text.includes('cannot be shown'))
    return isTold ? '' : 'D2: all is the same'
  }
  const isSameBag = texts(before).sort().join() === texts(after).sort().join()
  if (isSameBag && !marked.some(({ text }) => text.includes('another order'))) {
    return 'D1: the order is not told'
  }
  try {
    const became = followBlocks(before, after, lines)
    return texts(became).sort().join() === texts(after).sort().join()
      ? ''
      : `D1: it reads as ${texts(became).join()} for ${texts(after).join()}`
  } catch (error) {
    if (error instanceof MisreadError) return `D1: ${error.message}`
    throw error
  }
}

function followBlocks(
  before: readonly Block[],
  after: readonly Block[],
  lines: readonly DiffLine[]
): readonly unknown[] {
  const left: unknown[] = [...before]
  const became: unknown[] = []
  let hidden = 0
  for (const entry of readDrawing(lines)) {
    if (entry.text.includes('in another order')) continue
    const count = /^# \((\d+) unchanged rule blocks? hidden\)$/.exec(entry.text)
    if (count !== null) {
      hidden = Number(count[1])
      continue
    }
    // A lone empty list is an attribute.
    if (entry.children.length === 0) continue
    if (entry.line.marker === '+') {
      became.push(followAs('{', entry, undefined))
      continue
    }
    const place = / # \[(\d+)\]/.exec(entry.text)?.[1]
    const found = left.filter((old) => {
      const fresh = tryFollow(entry, old)
      if (fresh === undefined) return false
      return (
        place === undefined ||
        sortedText(fresh) === sortedText(after[Number(place)])
      )
    })
    const [old] = found
    if (new Set(found.map(sortedText)).size !== 1) {
      throw new MisreadError(`${found.length} may be meant by ${entry.text}`)
    }
    left.splice(left.indexOf(old), 1)
    if (entry.line.marker === '~') became.push(tryFollow(entry, old))
  }
  if (hidden !== left.length) {
    throw new MisreadError(`${hidden} are said to be hidden of ${left.length}`)
  }
  return [...became, ...left]
}

type Entry = ReturnType<typeof readDrawing>[number]

function followAs(open: string, entry: Entry, old: unknown): unknown {
  return follow({ ...entry, text: open, tail: '' }, old ?? null)
}

/** Undefined where it cannot be this one; what goes is `null` then. */
function tryFollow(entry: Entry, old: unknown): unknown {
  try {
    const children =
      entry.line.marker === '-'
        ? entry.children.map((child) => ({
            ...child,
            text: child.text.replace(/ -> null$/, '')
          }))
        : entry.children
    const becomes = followAs('{', { ...entry, children }, old)
    return typeof becomes === 'symbol' ? null : becomes
  } catch (error) {
    if (error instanceof MisreadError) return undefined
    throw error
  }
}

function sortedText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedText).join()}]`
  if (!isMap(value))
    return typeof value === 'symbol' ? 'gone' : JSON.stringify(value)
  return `{${Object.keys(value)
    .sort()
    .filter((key) => typeof value[key] !== 'symbol')
    .map((key) => `${key}:${sortedText(value[key])}`)
    .join()}}`
}
