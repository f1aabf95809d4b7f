import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import type { DiffLine } from '../../src/plan/types.ts'
import { renderComment } from '../../src/report/comment.ts'
import { createRedactor, redactReport } from '../../src/report/redact.ts'
import { differencesOf, drawnFacts } from '../../scripts/compare/drawn-facts.ts'
import { readTerraformText } from '../../scripts/compare/terraform-text.ts'
import { createPlanReport } from '../../scripts/plan-report.ts'
import { fc, runs } from '../fuzz.ts'
import {
  blockFaultOf,
  blockPairs,
  drawBlocks,
  nestings
} from './drawing-blocks.ts'
import {
  documentOf,
  drawn,
  faultOf,
  planFaultsOf,
  resourceFaultOf,
  settings
} from './drawing-laws.ts'
import { dice, masksOf, pairs, type Masks } from './drawing-pairs.ts'
import { fixtureNames, readFixture, readFixtureText } from './fixtures.ts'
import { hiding, inventing, type Fault } from './planted-faults.ts'
import { plan, resource } from './documents.ts'

const open: Masks = { before: false, after: false, unknown: false }

describe.each(settings)(
  'D1, D2: a value drawn in $layout, schema $hasSchema, output $isOutput',
  (setting) => {
    it('tells what it becomes, and nothing else', () => {
      fc.assert(
        fc.property(pairs, ([before, after]) => {
          const lines = drawn(documentOf(before, after, open, setting), setting)
          expect(faultOf(before, after, open, setting, lines)).toBe('')
        }),
        { numRuns: runs(150) }
      )
    })

    it('tells it with masks and unknown parts', () => {
      fc.assert(
        fc.property(pairs, dice, ([before, after], numbers) => {
          const masks = masksOf(before, after, numbers)
          const lines = drawn(
            documentOf(before, after, masks, setting),
            setting
          )
          expect(faultOf(before, after, masks, setting, lines)).toBe('')
        }),
        { numRuns: runs(120) }
      )
    })
  }
)

describe.each(nestings)('D1, D2: blocks of nesting %s', (nesting) => {
  it('tell what they become, and which is meant', () => {
    fc.assert(
      fc.property(blockPairs, ([before, after]) => {
        const lines = drawBlocks(before, after, nesting)
        expect(blockFaultOf(before, after, lines)).toBe('')
      }),
      { numRuns: runs(150) }
    )
  })
})

it('D1 finds that nothing tells which element is meant', () => {
  const lines: readonly DiffLine[] = [
    { marker: '~', depth: 0, text: 'input = [' },
    { marker: '~', depth: 1, text: '{ # [1]' },
    { marker: '+', depth: 2, text: 'k = 2' },
    { marker: ' ', depth: 2, text: '# (1 unchanged attribute hidden)' },
    { marker: ' ', depth: 1, text: '},' },
    { marker: ' ', depth: 1, text: '# (1 unchanged element hidden)' },
    { marker: ' ', depth: 0, text: ']' }
  ]
  const [setting] = settings
  const look = (drawing: readonly DiffLine[]) =>
    setting &&
    faultOf(
      [{ a: 1 }, { a: 1 }],
      [{ a: 1, k: 2 }, { a: 1 }],
      open,
      setting,
      drawing
    )
  const at = (text: string) =>
    lines.map((line, index) => (index === 1 ? { ...line, text } : line))
  expect(look(at('{ # [0]'))).toBe('')
  expect(look(at('{ # [1]'))).toContain('It is at 0')
  expect(look(at('{'))).toContain('It may be another')
})

describe.each([
  ['D1', hiding],
  ['D2', inventing]
])('%s finds', (_, faults) => {
  it.each(Object.entries(faults))('that %s', (_name, fault) => {
    const { planted, found } = plantedAndFound(fault)
    expect(planted).toBeGreaterThan(0)
    expect(found).toBe(planted)
  })
})

interface Drawing {
  readonly lines: readonly DiffLine[]
  readonly faultOf: (lines: readonly DiffLine[]) => string
}

/** Drawings of random pairs, made once for all faults. */
let drawings: readonly Drawing[] | undefined
function drawingsOfSamples(): readonly Drawing[] {
  drawings ??= fc
    .sample(fc.tuple(pairs, dice), { numRuns: 200, seed: 7 })
    .flatMap(([[before, after], numbers]) =>
      settings.map((setting) => {
        const masks = masksOf(before, after, numbers)
        return {
          lines: drawn(documentOf(before, after, masks, setting), setting),
          faultOf: (lines) => faultOf(before, after, masks, setting, lines)
        }
      })
    )
  return drawings
}

/** How many drawings of random pairs a fault is put into, and found in. */
function plantedAndFound(fault: Fault): { planted: number; found: number } {
  const result = { planted: 0, found: 0 }
  for (const drawing of drawingsOfSamples()) {
    const wrong = fault(drawing.lines)
    if (wrong === undefined) continue
    result.planted++
    if (isFound(() => drawing.faultOf(wrong))) result.found++
  }
  return result
}

/** A drawing that cannot be read at all is found, too. */
function isFound(look: () => string): boolean {
  try {
    return look() !== ''
  } catch {
    return true
  }
}

describe('D1, D2: a fixture', () => {
  it.each(fixtureNames)('%s tells what it becomes', (name) => {
    const json = readFixture(name)
    expect(planFaultsOf(json, 'full')).toEqual([])
    expect(planFaultsOf(json, 'redacted')).toEqual([])
  })

  it.each(['full', 'redacted'] as const)('would be found: %s', (layout) => {
    const told = (after: Record<string, unknown>) =>
      resource('any_thing.x', ['update'], { before: { l: [], k: 'v' }, after })
    const diff = drawnIn(layout, plan([told({ l: [1], k: 'v' })]))
    const fault = (after: Record<string, unknown>) =>
      resourceFaultOf(told(after)['change'] as Change, diff, layout)
    expect(fault({ l: [1], k: 'v' })).toBe('')
    expect(fault({ l: [1], k: 'w' })).toContain('D1')
    expect(fault({ l: [], k: 'v' })).toContain('D1')
  })
})

type Change = Readonly<Record<string, unknown>>

function drawnIn(
  layout: 'full' | 'redacted',
  json: Record<string, unknown>
): readonly DiffLine[] {
  const { format_version: version, ...others } = json
  const document =
    layout === 'full' ? json : { ...others, plan_format_version: version }
  return reducePlan(document).changes.resources[0]?.diff ?? []
}

describe('D3: a fixture', () => {
  it.each(fixtureNames)('%s changes what Terraform says it does', (name) => {
    const theirs = readTerraformText(readFixtureText(name))
    const ours = drawnFacts(reducePlan(readFixture(name)).changes)
    expect(differencesOf(theirs, ours)).toEqual([])
  })

  it.each<readonly [string, (text: string) => string]>([
    ['an attribute', (text) => text.replace(/^ {6}~ input .*\n/m, '')],
    ['a verb', (text) => text.replace('updated in-place', 'destroyed')],
    ['a count', (text) => text.replace(/ to change/, '1 to change')],
    ['a resource', (text) => text.replace(/^ {2}# .* will be updated.*$/m, '')]
  ])('shows another %s', (_, plant) => {
    const text = readFixtureText('update-scalar')
    const wrong = plant(text)
    expect(wrong).not.toBe(text)
    const ours = drawnFacts(reducePlan(readFixture('update-scalar')).changes)
    expect(differencesOf(readTerraformText(wrong), ours)).not.toEqual([])
  })
})

describe('D4: a secret', () => {
  const places = {
    itself: (secret: string) => secret,
    nested: (secret: string) => ({ list: [{ deep: secret }] }),
    'in JSON': (secret: string) => JSON.stringify({ k: [secret], a: 'b' })
  }
  const disguises = {
    plain: (secret: string) => `x ${secret} y`,
    base64: (secret: string) => Buffer.from(`u:${secret}`).toString('base64'),
    'JSON in JSON': (secret: string) =>
      JSON.stringify({ v: JSON.stringify({ w: secret }) }),
    URL: (secret: string) => `https://u:${encodeURIComponent(secret)}@h`
  }
  const secret = fc
    .string({ minLength: 12, maxLength: 20, unit: 'grapheme-ascii' })
    .map((noise) => `k7"${noise.replace(/[^!-~]/g, '_')}`)

  const leaks = (
    hidden: string,
    place: (secret: string) => unknown,
    disguise: (secret: string) => unknown,
    plant: (text: string) => string = (text) => text
  ): boolean => {
    const { changes, secrets } = reducePlan(
      plan([
        resource('a.b', ['update'], {
          before: {
            open: disguise(hidden),
            key: place(hidden),
            plain: 'stays'
          },
          after: { open: 'z', key: place(`${hidden}2`), plain: 'stays here' },
          before_sensitive: { key: true },
          after_sensitive: { key: true }
        })
      ])
    )
    const report = redactReport(
      createPlanReport(changes),
      createRedactor(secrets)
    )
    const text = plant(
      renderComment(report, { marker: '<!-- m -->', detail: 'full' })
    )
    expect(text).toContain('stays here')
    const forms = [hidden, JSON.stringify(hidden).slice(1, -1)]
    const coded = Buffer.from(hidden).toString('base64').slice(0, 12)
    return [...forms, coded, encodeURIComponent(hidden)].some((form) =>
      text.includes(form)
    )
  }

  it.each(Object.entries(places))(
    '%s is in no disguise in the comment',
    (_, place) => {
      fc.assert(
        fc.property(
          secret,
          fc.constantFrom(...Object.values(disguises)),
          (hidden, disguise) => {
            expect(leaks(hidden, place, disguise)).toBe(false)
          }
        ),
        { numRuns: runs(50) }
      )
    }
  )

  it.each(Object.entries(disguises))('would be found %s', (_, disguise) => {
    const hidden = 'k7"canary-of-law-4'
    const planted = disguise(hidden)
    const plant = (text: string) =>
      `${text}${planted} ${Buffer.from(hidden).toString('base64')}`
    expect(leaks(hidden, places.itself, () => '', plant)).toBe(true)
  })
})

describe('D5: a page', () => {
  const faultOfPage = (
    text: string,
    addresses: readonly string[],
    budget: number
  ): string => {
    if (text.length > budget) return 'too long'
    const fences = text.split('\n').filter((line) => /^`{3,}/.test(line))
    if (fences.length % 2 === 1) return 'a fence is open'
    const opened = text.split(/<details(?: open)?><summary>/).length
    if (opened !== text.split('</details>').length) return 'a fold is open'
    const missing = addresses.filter((address) => !text.includes(address))
    const isTold = /left out for want of room|not shown for want of room/.test(
      text
    )
    return missing.length > 0 && !isTold ? 'a cut is not told' : ''
  }
  const pageOf = (count: number, budget: number) => {
    const addresses = Array.from(
      { length: count },
      (_, i) => `a.r_${String.fromCharCode(97 + (i % 26))}${i}`
    )
    const { changes } = reducePlan(
      plan(
        addresses.map((address, index) =>
          resource(address, [index % 3 === 0 ? 'delete' : 'update'], {
            before: { x: 'a'.repeat(index * 7), y: '```' },
            after: index % 3 === 0 ? null : { x: '<details>', y: '```' }
          })
        )
      )
    )
    const text = renderComment(createPlanReport(changes), {
      marker: '<!-- m -->',
      detail: 'full',
      budget
    })
    return { text, addresses }
  }

  it('fits, is whole, and tells what is cut', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 900, max: 20_000 }),
        (count, budget) => {
          const { text, addresses } = pageOf(count, budget)
          expect(faultOfPage(text, addresses, budget)).toBe('')
        }
      ),
      { numRuns: runs(60) }
    )
  })

  it.each<readonly [string, (text: string) => string]>([
    ['a page that is cut off', (text) => text.slice(0, text.length / 2)],
    ['a fence that is open', (text) => text.replace(/\n`{3,}\n/, '\n')],
    ['a cut that is not told', (text) => text.replace(/for want of room/g, '')],
    ['too long a page', (text) => text.padEnd(3_001, '.')]
  ])('would be found: %s', (_, plant) => {
    const { text, addresses } = pageOf(60, 3_000)
    expect(faultOfPage(text, addresses, 3_000)).toBe('')
    expect(faultOfPage(plant(text), addresses, 3_000)).not.toBe('')
  })
})

/** What is drawn in other ways than value by value. */
describe('D1: a text', () => {
  const text = fc.oneof(
    fc.constantFrom('', 'a', 'a\n', 'a\nb', 'a\r\nb', 'a b', 'a\u00a0b', 'a '),
    fc.constantFrom('{"a":1}', '{"a":1,"b":null}', '{ "a": 1 }', '[1]', '[]'),
    fc.constantFrom(
      'x'.repeat(700),
      `${'x'.repeat(700)}y`,
      'a\u200b',
      '"a\\n"'
    ),
    fc.string({ maxLength: 6, unit: 'binary' })
  )
  it.each(settings)('looks different on both sides: %j', (setting) => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = drawn(documentOf(before, after, open, setting), setting)
        const marked = lines.filter(({ marker }) => marker !== ' ')
        if (before === after) {
          expect(
            marked.every(({ text: line }) => line.includes('cannot be shown'))
          ).toBe(true)
          return
        }
        expect(marked).not.toEqual([])
        expect(
          marked.some(({ text: line }) => line.includes('cannot be shown'))
        ).toBe(false)
        const isTold = marked.some(({ text: line }) =>
          /# \(|# whitespace/.test(line)
        )
        if (!isTold) expect(sideOf(lines, ' -~')).not.toBe(sideOf(lines, ' +~'))
      }),
      { numRuns: runs(100) }
    )
  })
})

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
