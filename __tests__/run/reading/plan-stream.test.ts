import { describe, expect, it } from '@jest/globals'
import { fc, runs } from '../../fuzz.ts'
import { parseExactJson } from '../../../src/plan/exact-number.ts'
import { reducePlan } from '../../../src/plan/reduction.ts'
import { sensitiveValues } from '../../../src/plan/sensitive.ts'
import type { PlanChanges } from '../../../src/plan/types.ts'
import { readPlanStream } from '../../../src/run/reading/plan-stream.ts'
import {
  beforeMasks,
  everything,
  newer,
  plan,
  redacted,
  resource,
  rules
} from '../../plan/documents.ts'
import { fixtureNames, readFixture } from '../../plan/fixtures.ts'

async function* cut(
  text: string | Uint8Array,
  size: number
): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.subarray(at, at + size)
  }
}

async function read(document: unknown, size = 1_000) {
  return await readPlanStream(cut(JSON.stringify(document), size))
}

/** Provider schemas are passed over in a stream; they only help diffs. */
function withoutSchemas(document: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(document as object).filter(
      ([key]) => key !== 'provider_schemas'
    )
  )
}

/** With all that is made when asked for. */
function drawn(changes: PlanChanges): unknown {
  return JSON.parse(JSON.stringify(changes))
}

describe('a plan read as a stream', () => {
  it.each([
    ...fixtureNames.map((name) => [name, readFixture(name)] as const),
    ['everything', everything] as const,
    ['redacted', redacted] as const,
    ['newer', newer] as const,
    ['rules', rules] as const,
    ['of Terraform 1.0', beforeMasks] as const
  ])('%s is what it is when read whole', async (_, whole) => {
    const document = withoutSchemas(whole)
    const { changes, digest, secrets } = await read(document, 777)
    const reduced = reducePlan(document)
    expect(drawn(changes)).toEqual(drawn(reduced.changes))
    expect(digest).toBe(reduced.digest)
    expect(digest).toBe(reducePlan(whole).digest)
    expect([...secrets].sort()).toEqual([...sensitiveValues(document)].sort())
    expect([...reduced.secrets].sort()).toEqual([...secrets].sort())
  })

  it('finds secrets in the states and variables that are not kept', async () => {
    const state = (secret: string) => ({
      outputs: {
        o: { sensitive: true, value: `${secret}-output` },
        p: { sensitive: false, value: 'shown' }
      },
      root_module: {
        resources: [{ values: { k: 'open' }, sensitive_values: {} }],
        child_modules: [
          {
            child_modules: [
              {
                resources: [
                  {
                    values: { k: `${secret}-deep`, l: 'open' },
                    sensitive_values: { k: true }
                  }
                ]
              }
            ]
          }
        ]
      }
    })
    const document = {
      ...plan([]),
      variables: { v: { value: 'hush-variable' } },
      configuration: {
        provider_config: { x: { a: [1] } },
        root_module: {
          resources: [{ address: 'a.b' }],
          variables: { v: { sensitive: true, default: 'hush-default' } }
        }
      },
      planned_values: state('planned'),
      prior_state: { format_version: '1.0', values: state('prior') }
    }
    const { secrets } = await read(document)
    expect([...secrets].sort()).toEqual([
      'hush-default',
      'hush-variable',
      'planned-deep',
      'planned-output',
      'prior-deep',
      'prior-output'
    ])
  })

  it('keeps every action, and the values of the first and the dangerous', async () => {
    const text = 'x'.repeat(100_000)
    const resources = Array.from({ length: 200 }, (_, i) =>
      resource(`a.r${i}`, i === 199 ? ['delete', 'create'] : ['update'], {
        before: { text, id: i },
        after: { text: `${text}!`, id: i, key: `hush-${i}` },
        after_sensitive: { key: true },
        replace_paths: i === 199 ? [['id']] : [],
        ...(i === 150 ? { importing: { id: 'hush-150' } } : {})
      })
    )
    const document = plan(resources)
    const { changes, digest, secrets } = await read(document, 64 * 1024)
    expect(digest).toBe(reducePlan(document).digest)
    expect(secrets.size).toBe(200)
    expect(changes.counts).toMatchObject({ add: 1, change: 199, destroy: 1 })
    const whole = reducePlan(document).changes
    const kept = changes.resources.filter(({ isDrawn }) => isDrawn)
    expect(kept.length).toBeGreaterThan(10)
    expect(kept.length).toBeLessThan(25)
    expect(kept.at(-1)?.verb).toBe('replace')
    expect(kept.at(-1)?.diff).toEqual(whole.resources.at(-1)?.diff)
    expect(changes.resources.map(({ fingerprint }) => fingerprint)).toEqual(
      whole.resources.map(({ fingerprint }) => fingerprint)
    )
    expect(changes.resources[150]).toMatchObject({
      isDrawn: false,
      diff: [],
      importing: { id: '***' }
    })
  })

  it.each([
    ['', 'ends before its end'],
    ['{"format_version":"1.2","resource_changes":[', 'ends before its end'],
    ['{"format_version":"1.2",', 'ends before its end'],
    ['[]', 'no format_version'],
    ['"text"', 'no format_version'],
    ['{"resource_changes":[]}', 'no format_version'],
    ['{"format_version":"2.0","resource_changes":[]}', 'known are 0.x and 1.x'],
    ['{"format_version":"1.0","values":{}}', 'a state'],
    ['<html>', 'not JSON'],
    ['{"a" 1}', 'not JSON'],
    ['{"a":1,}', 'not JSON'],
    ['{"a":1 "b":2}', 'not JSON'],
    ['{,}', 'not JSON'],
    ['{"a":}', 'not JSON'],
    ['{"a":1]', 'not JSON'],
    ['[1,]', 'not JSON'],
    ['[1 2]', 'not JSON'],
    ['{} {}', 'not JSON'],
    ['{1:2}', 'not JSON'],
    ['['.repeat(2_000), 'nested deeper'],
    [
      `{"format_version":"1.2","resource_changes":[${'['.repeat(300)}`,
      'nested deeper'
    ]
  ])('refuses %j', async (text, why) => {
    await expect(readPlanStream(cut(text, 10))).rejects.toMatchObject({
      name: 'PlanFormatError',
      message: expect.stringContaining(why)
    })
  })

  it('accepts and refuses what JSON.parse does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.integer({ min: 1, max: 40 }),
        fc.option(fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '1', ' ')),
        fc.nat(),
        async (value, size, noise, at) => {
          const good = JSON.stringify({
            ...plan([resource('a.b', ['create'], { after: { value } })]),
            [`x${at}`]: value
          })
          const place = at % good.length
          const text =
            noise === null
              ? good
              : good.slice(0, place) + noise + good.slice(place + 1)
          let whole: unknown
          try {
            whole = drawn(reducePlan(parseExactJson(text)).changes)
          } catch {
            await expect(readPlanStream(cut(text, size))).rejects.toThrow()
            return
          }
          const { changes } = await readPlanStream(cut(text, size))
          expect(drawn(changes)).toEqual(whole)
        }
      ),
      { numRuns: runs(100) }
    )
  })

  it('takes a member called __proto__ for a member', async () => {
    const text =
      '{"format_version":"1.2","__proto__":{"errored":true},"resource_changes":[{"address":"a.b","change":{"actions":["create"],"after":{"__proto__":{"x":1}}}}]}'
    const { changes } = await readPlanStream(cut(text, 7))
    expect(changes.errored).toBe(false)
    expect(drawn(changes)).toEqual(drawn(reducePlan(JSON.parse(text)).changes))
  })
})
