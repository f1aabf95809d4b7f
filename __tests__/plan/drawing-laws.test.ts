import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { reducePlan } from '../../src/plan/reduction.ts'
import type { DiffLine } from '../../src/plan/types.ts'
import { plan, resource } from './documents.ts'
import { fixtureNames, readFixture } from './fixtures.ts'

/**
 * The paths at which two JSON values differ, found without the differ: the
 * deepest ones, lists by index. A missing member is none, null is one.
 */
function differing(before: unknown, after: unknown): string[][] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length)
    return Array.from({ length }, (_, i) => i).flatMap((i) =>
      i in before !== i in after
        ? [[String(i)]]
        : differing(before[i], after[i]).map((path) => [String(i), ...path])
    )
  }
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) =>
      Object.hasOwn(before, key) !== Object.hasOwn(after, key)
        ? [[key]]
        : differing(before[key], after[key]).map((path) => [key, ...path])
    )
  }
  return Object.is(before, after) ? [] : [[]]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const keys = fc.constantFrom('a', 'b', 'name', 'id', 'from_port')
const text = fc.oneof(
  fc.constantFrom('', 'a', 'a\n', 'a\nb', 'a\r\nb', 'a b', 'a\u00a0b', 'a '),
  fc.constantFrom('{"a":1}', '{"a":1,"b":null}', '{ "a": 1 }', '[1]', '[]'),
  fc.constantFrom('x'.repeat(700), `${'x'.repeat(700)}y`, 'a\u200b', '"a\\n"'),
  fc.string({ maxLength: 6, unit: 'binary' })
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, 0, 1, -0.5),
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: true })
  )
}))

/** Two values that have much in common, as those of a plan do. */
const pair = fc.oneof(
  fc.tuple(value, value),
  fc.tuple(value, value, fc.nat()).map(([one, other, at]) => {
    let count = 0
    const change = (part: unknown): unknown => {
      if (count++ === at % 7) return other
      if (Array.isArray(part)) return part.map(change)
      if (!isObject(part)) return part
      return Object.fromEntries(
        Object.entries(part).map(([key, member]) => [key, change(member)])
      )
    }
    return [one, change(one)] as const
  }),
  fc
    .array(value, { maxLength: 5 })
    .chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length })
      )
    )
)

const providers = {
  values: 'terraform.io/builtin/terraform',
  blocks: 'registry.terraform.io/hashicorp/aws'
}

function draw(
  before: unknown,
  after: unknown,
  provider: string
): readonly DiffLine[] {
  const { resources } = reducePlan(
    plan([
      resource(
        'a.b',
        ['update'],
        {
          before: { input: before, other: 1, z: 1 },
          after: { input: after, other: 1, z: 2 }
        },
        { provider_name: provider }
      )
    ])
  ).changes
  return resources[0]?.diff ?? []
}

/** The lines that draw `input`, of which the first names it. */
function inputLines(lines: readonly DiffLine[]): readonly DiffLine[] {
  const from = lines.findIndex(
    ({ depth, text: line }) => depth === 0 && /^input\b/.test(line)
  )
  const to = lines.findIndex(
    ({ depth, text: line }) => depth === 0 && /^z\b/.test(line)
  )
  return lines.filter(
    (_, index) =>
      from >= 0 &&
      index >= from &&
      // A block is drawn after the attributes.
      (to < from || index < to)
  )
}

/** One side as it is drawn: what goes, or what comes, with what stays. */
function sideOf(lines: readonly DiffLine[], markers: string): string {
  return lines
    .filter(({ marker }) => markers.includes(marker))
    .map(({ depth, text: line }) => {
      const [old, fresh] = line.split(/ -> (?=["\d(tf-])/)
      const side = markers.includes('-') ? old : (fresh ?? old)
      return `${depth} ${side ?? ''}`
    })
    .join('\n')
}

describe.each(Object.entries(providers))('a value in %s', (_, provider) => {
  it('that differs is marked, and looks different on both sides', () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const paths = differing(before, after)
        const lines = inputLines(draw(before, after, provider))
        const marked = lines.filter(({ marker }) => marker !== ' ')
        if (paths.length === 0) {
          expect(marked).toEqual([])
          return
        }
        // In a block of a resource a null member is one that is not there.
        if (marked.length === 0) {
          expect(isBlocks(before) || isBlocks(after)).toBe(true)
          return
        }
        const told = marked.filter(({ text: line }) => line.includes('# ('))
        const whitespace = marked.some(({ text: line }) =>
          line.includes('# whitespace changes')
        )
        if (told.length === 0 && !whitespace) {
          expect(sideOf(lines, ' -~')).not.toBe(sideOf(lines, ' +~'))
        }
      }),
      { numRuns: 2_000 }
    )
  })
})

function isBlocks(side: unknown): boolean {
  return Array.isArray(side) && side.some(isObject)
}

describe('a fixture', () => {
  it.each(fixtureNames)('%s has a marked line for what differs', (name) => {
    const json = readFixture(name)
    const { resources } = reducePlan(json).changes
    for (const change of resources) {
      if (change.verb !== 'update') continue
      const raw = (json['resource_changes'] as Record<string, unknown>[]).find(
        ({ address, deposed }) =>
          address === change.address && deposed === change.deposed
      )
      const sides = raw?.['change'] as Record<string, Record<string, unknown>>
      const unknown = sides['after_unknown'] ?? {}
      const names = differing(sides['before'], {
        ...sides['after'],
        ...Object.fromEntries(
          Object.entries(unknown)
            .filter(([, mask]) => mask === true)
            .map(([key]) => [key, '(known after apply)'])
        )
      }).map(([key]) => key ?? '')
      for (const key of new Set(names)) {
        const isMarked = change.diff.some(
          ({ marker, depth, text: line }) =>
            marker !== ' ' &&
            depth === 0 &&
            line.replaceAll('"', '').startsWith(key)
        )
        expect([change.address, key, isMarked]).toEqual([
          change.address,
          key,
          true
        ])
      }
    }
  })
})
