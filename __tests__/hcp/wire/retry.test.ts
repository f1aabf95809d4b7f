import { describe, expect, it } from '@jest/globals'
import {
  defaultRetryLimits,
  nextAttempt,
  parseRetryAfter,
  timeOf
} from '../../../src/hcp/wire/retry.ts'
import type { Failure, Operation } from '../../../src/hcp/wire/retry.ts'
import { fc } from '../../fuzz.ts'

const operations: Operation[] = [
  'read',
  'repeatable-create',
  'upload',
  'create',
  'action'
]
const status = (code: number, wait?: number): Failure => ({
  kind: 'status',
  status: code,
  retryAfterMilliseconds: wait
})
const failures: Record<string, Failure> = {
  429: status(429),
  500: status(500),
  502: status(502),
  503: status(503),
  504: status(504),
  400: status(400),
  401: status(401),
  403: status(403),
  404: status(404),
  409: status(409),
  415: status(415),
  422: status(422),
  501: status(501),
  302: status(302),
  transport: { kind: 'transport' },
  deadline: { kind: 'deadline' },
  'an unknown host': { kind: 'unknown-host' },
  'an untrusted certificate': { kind: 'certificate' },
  'a dead link': { kind: 'expired-link' }
}
const always = ['429']
const whenRepeatable = [
  '500',
  '502',
  '503',
  '504',
  'transport',
  'deadline',
  'an unknown host',
  'a dead link',
  ...always
]

describe('nextAttempt', () => {
  for (const operation of operations) {
    const isWrite = operation === 'create' || operation === 'action'
    for (const [name, failure] of Object.entries(failures)) {
      const expected = (isWrite ? always : whenRepeatable).includes(name)
      it(`${operation} after ${name}: ${expected ? 'again' : 'no more'}`, () => {
        const decision = nextAttempt(
          { operation, attempt: 1, elapsedMilliseconds: 0, failure },
          () => 0.5
        )
        expect(decision.retry).toBe(expected)
      })
    }
  }

  it.each([
    [1, 0, 500],
    [1, 0.999999, 1000],
    [2, 0.999999, 2000],
    [3, 0.5, 2250],
    [4, 0.999999, 8000],
    [5, 0.999999, 15_000],
    [11, 0, 500],
    [11, 0.999999, 15_000]
  ])('backs off: attempt %i, random %f: %i ms', (attempt, random, expected) => {
    expect(
      nextAttempt(
        {
          operation: 'read',
          attempt,
          elapsedMilliseconds: 0,
          failure: { kind: 'transport' }
        },
        () => random
      )
    ).toEqual({ retry: true, afterMilliseconds: expected })
  })

  it('waits at least as long as a 429 asks, for every operation', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...operations),
        fc.double({ min: 0.001, max: 170_000, noNaN: true }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (operation, asked, random) => {
          const decision = nextAttempt(
            {
              operation,
              attempt: 1,
              elapsedMilliseconds: 0,
              failure: status(429, asked)
            },
            () => random
          )
          expect(decision.retry).toBe(true)
          if (!decision.retry) return
          expect(decision.afterMilliseconds).toBeGreaterThanOrEqual(asked)
          expect(decision.afterMilliseconds).toBeLessThanOrEqual(asked + 301)
        }
      )
    )
  })

  it.each([
    [1, 1300],
    [2, 1600],
    [5, 5800],
    [11, 11_000]
  ])(
    'spreads those who are refused by 429 for the %d. time',
    (attempt, most) => {
      const state = {
        operation: 'read',
        attempt,
        elapsedMilliseconds: 0,
        failure: { kind: 'status', status: 429, retryAfterMilliseconds: 1000 }
      } as const
      expect(nextAttempt(state, () => 0)).toEqual({
        retry: true,
        afterMilliseconds: 1000
      })
      expect(nextAttempt(state, () => 1)).toEqual({
        retry: true,
        afterMilliseconds: most
      })
    }
  )

  it('waits at least as long as a 503 asks', () => {
    expect(
      nextAttempt(
        {
          operation: 'read',
          attempt: 1,
          elapsedMilliseconds: 0,
          failure: status(503, 20_000)
        },
        () => 0
      )
    ).toEqual({ retry: true, afterMilliseconds: 20_000 })
  })

  it('stops at the last attempt', () => {
    const ask = (attempt: number) =>
      nextAttempt(
        {
          operation: 'action',
          attempt,
          elapsedMilliseconds: 0,
          failure: status(429)
        },
        () => 0
      ).retry
    expect(ask(defaultRetryLimits.attempts - 1)).toBe(true)
    expect(ask(defaultRetryLimits.attempts)).toBe(false)
  })

  it('is patient for twelve attempts and three minutes', () => {
    expect(defaultRetryLimits).toEqual({
      attempts: 12,
      overallMilliseconds: 180_000
    })
  })

  it('says no in so many words', () => {
    const failed = {
      operation: 'read',
      attempt: 1,
      elapsedMilliseconds: 0
    } as const
    for (const failure of [{ kind: 'certificate' }, status(404)] as const) {
      expect(nextAttempt({ ...failed, failure }, () => 0)).toEqual({
        retry: false
      })
    }
    expect(
      nextAttempt(
        { ...failed, operation: 'create', failure: status(500) },
        () => 0
      )
    ).toEqual({ retry: false })
  })

  it('asks four times for an answer that is whole', () => {
    const ask = (attempt: number) =>
      nextAttempt(
        {
          operation: 'read',
          attempt,
          elapsedMilliseconds: 0,
          failure: { kind: 'malformed' }
        },
        () => 0
      ).retry
    expect([1, 2, 3, 4, 5].map(ask)).toEqual([true, true, true, false, false])
  })

  it('backs off from a 429 that does not say how long', () => {
    const state = {
      operation: 'read',
      attempt: 3,
      elapsedMilliseconds: 0,
      failure: status(429)
    } as const
    expect(nextAttempt(state, () => 0.5)).toEqual({
      retry: true,
      afterMilliseconds: 2250
    })
  })

  it('does not spread those who were told by a 503', () => {
    const state = {
      operation: 'read',
      attempt: 1,
      elapsedMilliseconds: 0,
      failure: status(503, 20_000)
    } as const
    expect(nextAttempt(state, () => 1)).toEqual({
      retry: true,
      afterMilliseconds: 20_000
    })
  })

  it('asks for an unknown host three times', () => {
    const ask = (attempt: number) =>
      nextAttempt(
        {
          operation: 'read',
          attempt,
          elapsedMilliseconds: 0,
          failure: { kind: 'unknown-host' }
        },
        () => 0
      ).retry
    expect([1, 2, 3].map(ask)).toEqual([true, true, false])
  })

  it('never waits beyond the overall deadline', () => {
    const ask = (elapsedMilliseconds: number, overallMilliseconds: number) =>
      nextAttempt(
        {
          operation: 'read',
          attempt: 1,
          elapsedMilliseconds,
          failure: { kind: 'deadline' },
          limits: { attempts: 5, overallMilliseconds }
        },
        () => 0
      ).retry
    expect(ask(9500, 10_000)).toBe(true)
    expect(ask(9501, 10_000)).toBe(false)
  })
})

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-03-04T09:15:00Z')

  it.each([
    [{}, undefined],
    [{ 'x-ratelimit-reset': '1.5' }, 1500],
    [{ 'x-ratelimit-reset': '0.412' }, 412],
    [{ 'x-ratelimit-reset': ['2', '9'] }, 2000],
    [{ 'x-ratelimit-reset': '0.0' }, undefined],
    [{ 'x-ratelimit-reset': '0.0', 'retry-after': '3' }, 3000],
    [{ 'x-ratelimit-reset': '0.5', 'retry-after': '30' }, 30_000],
    [{ 'x-ratelimit-reset': '7', 'retry-after': '1' }, 7000],
    [{ 'retry-after': 'Wed, 04 Mar 2026 09:15:09 GMT' }, 9000],
    [{ 'retry-after': 'Wed, 04 Mar 2026 09:14:00 GMT' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'x-ratelimit-reset': 'NaN' }, undefined],
    [{ 'x-ratelimit-reset': '' }, undefined],
    [{ 'x-ratelimit-reset': String(now / 1000 + 4) }, 4000],
    [{ 'x-ratelimit-reset': '9'.repeat(400) }, undefined],
    [{ 'x-ratelimit-reset': '1e3' }, undefined],
    [{ 'x-ratelimit-reset': '0x10' }, undefined],
    [{ 'x-ratelimit-reset': '5 s' }, undefined],
    [{ 'x-ratelimit-reset': 'in 5' }, undefined],
    [{ 'x-ratelimit-reset': ' 5 ' }, 5000],
    [{ 'x-ratelimit-reset': '1000000000' }, 1e12],
    [{ 'x-ratelimit-reset': '1000000001' }, undefined],
    [{ 'retry-after': '0.0004' }, 0.4],
    [{ 'retry-after': '2030-01-01' }, undefined],
    [{ 'retry-after': '5 Wed, 04 Mar 2026 09:15:09 GMT' }, undefined]
  ])('%j: %p', (headers, expected) => {
    expect(parseRetryAfter(headers, now)).toBe(expected)
  })

  it('takes any text for a header', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (reset, retryAfter) => {
        const asked = parseRetryAfter(
          { 'x-ratelimit-reset': reset, 'retry-after': retryAfter },
          now
        )
        expect(asked === undefined || (asked > 0 && asked < Infinity)).toBe(
          true
        )
      })
    )
  })
})

describe('timeOf', () => {
  it.each([
    ['Wed, 04 Mar 2026 09:15:09 GMT', Date.UTC(2026, 2, 4, 9, 15, 9)],
    ['Wednesday, 04-Mar-26 09:15:09 GMT', Date.UTC(2026, 2, 4, 9, 15, 9)],
    ['Wed Mar  4 09:15:09 2026 GMT', Date.UTC(2026, 2, 4, 9, 15, 9)],
    [undefined, undefined],
    ['', undefined],
    ['2026-03-04T09:15:09Z', undefined],
    ['5 Wed, 04 Mar 2026 09:15:09 GMT', undefined],
    ['04 March 2026 09:15:09 GMT', undefined],
    ['Wed, the fourth', undefined]
  ])('%j: %p', (text, time) => {
    expect(timeOf(text)).toBe(time)
  })
})
