import { describe, expect, it } from '@jest/globals'
import {
  parseExactJson,
  parseExactNumber
} from '../../src/plan/exact-number.ts'
import { reducePlan } from '../../src/plan/reduction.ts'
import { readPlanStream } from '../../src/run/reading/plan-stream.ts'
import { fc } from '../fuzz.ts'

function planText(before: string, after: string): string {
  return `{"format_version":"1.2","resource_changes":[{"address":"terraform_data.a","mode":"managed","type":"terraform_data","name":"a","provider_name":"terraform.io/builtin/terraform","change":{"actions":["update"],"before":{"input":${before}},"after":{"input":${after}},"after_unknown":{},"before_sensitive":{},"after_sensitive":{}}}]}`
}

async function* bytes(text: string) {
  yield await Promise.resolve(Buffer.from(text))
}

async function read(before: string, after: string) {
  const text = planText(before, after)
  const whole = reducePlan(parseExactJson(text))
  const streamed = await readPlanStream(bytes(text))
  expect(streamed.digest).toBe(whole.digest)
  const [lines, others] = [whole, streamed].map(({ changes }) =>
    changes.resources[0]?.diff
      .filter(({ marker }) => marker !== ' ')
      .map(({ text: line }) => line)
  )
  expect(others).toEqual(lines)
  return { lines, digest: whole.digest }
}

describe('numbers', () => {
  it.each([
    ['9223372036854775300', '9223372036854775399'],
    ['0.1', '0.10000000000000000001'],
    ['1000000000000000000000', '1000000000000000000001'],
    ['-18446744073709551615', '-18446744073709551616']
  ])('%s and %s are two', async (before, after) => {
    const { lines, digest } = await read(before, after)
    expect(lines).toEqual([`input = ${before} -> ${after}`])
    expect(digest).not.toBe((await read(before, before)).digest)
  })

  it('in a document in a string are two', async () => {
    const [before, after] = ['9007199254740992', '9007199254740993'].map(
      (digits) => JSON.stringify(`{"a":${digits}}`)
    )
    const { lines } = await read(before ?? '', after ?? '')
    expect(lines?.at(-1)).toBe('a = 9007199254740992 -> 9007199254740993')
  })

  it.each([
    ['1e21', '1000000000000000000000'],
    ['1.50', '1.5'],
    ['-0', '0'],
    ['0.00', '0'],
    ['1E-7', '0.0000001'],
    ['12.5e1', '125'],
    ['1e100000', '1e100000'],
    ['10e99999', '1e100000']
  ])('%s is %s', (source, text) => {
    expect(JSON.stringify(parseExactNumber(source))).toBe(text)
  })

  it('are equal where they are the same number, and only there', () => {
    const part = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
    fc.assert(
      fc.property(part, part, fc.nat(40), (one, other, zeros) => {
        const say = (value: bigint) =>
          JSON.stringify(parseExactNumber(`${value}`))
        expect(say(one)).toBe(`${one}`)
        expect(say(one) === say(other)).toBe(one === other)
        const scaled = parseExactNumber(`${one}${'0'.repeat(zeros)}e-${zeros}`)
        expect(JSON.stringify(scaled)).toBe(`${one}`)
      })
    )
  })

  it('are told exactly wherever they stand in a document', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.stringify(parseExactJson(text))).toEqual(
          JSON.stringify(
            JSON.parse(text, (_key, value: unknown, context?: unknown) =>
              typeof value === 'number'
                ? parseExactNumber((context as { source: string }).source)
                : value
            )
          )
        )
      })
    )
  })
})
