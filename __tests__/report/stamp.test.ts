import { describe, expect, it } from '@jest/globals'
import { createSeal } from '../../src/report/seal.ts'
import {
  claimedStamp,
  isOlder,
  readStamp,
  renderStamp
} from '../../src/report/stamp.ts'
import type { Stamp, Teller } from '../../src/report/stamp.ts'
import { fc } from '../fuzz.ts'
import { hostileText, parseMarkdown } from './parsing.ts'

const seal = createSeal('a token', ['acme/network', '7'])
const stamp: Stamp = {
  head: 'a'.repeat(40),
  workflowRun: '17',
  attempt: 2,
  begunAt: 1_700_000_000_000,
  author: { id: 41, login: 'github-actions[bot]' },
  runId: 'run-1',
  state: 'Waiting for approval'
}

describe('the stamp of a comment', () => {
  it('is one HTML comment, read back whatever the names', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (name, other) => {
        const login = name.toWellFormed()
        const state = other.toWellFormed()
        const made = { ...stamp, state, author: { id: undefined, login } }
        const line = renderStamp(made, seal)
        expect(line).not.toMatch(/[\n\r]|--.*--.*--/)
        expect(readStamp(`m\n${line}\nrest`, seal)).toEqual(made)
        expect(JSON.stringify(parseMarkdown(`${line}\nrest`))).toContain(
          '"rest"'
        )
      })
    )
  })

  it('is nothing where it was edited, and still claims something', () => {
    const line = renderStamp(stamp, seal)
    const edited = `m\n${line.replace('attempt=2', 'attempt=9')}\n`
    expect(readStamp(edited, seal)).toBeUndefined()
    expect(claimedStamp(edited)).toEqual({ ...stamp, attempt: 9 })
    expect(readStamp(`m\n${line}`, createSeal('b', []))).toBeUndefined()
    expect(readStamp(`> ${line}`, seal)).toBeUndefined()
    expect(claimedStamp('')).toBeUndefined()
  })
})

describe('which step is older', () => {
  const [one, two, three] = ['1', '2', '3'].map((digit) => digit.repeat(40))
  const step = (
    head: string | undefined,
    workflowRun: string,
    attempt = 1,
    begunAt = Number(workflowRun)
  ): Teller => ({ head: head ?? '', workflowRun, attempt, begunAt })

  it.each<[string, Teller, Teller, string | undefined, boolean]>([
    ['the head of the pull request', step(one, '9'), step(two, '8'), two, true],
    ['the other one is', step(two, '8'), step(one, '9'), two, false],
    ['neither is the head', step(one, '8'), step(two, '9'), three, true],
    ['neither, and begun later', step(two, '9'), step(one, '8'), three, false],
    [
      'the head cannot be read',
      step(one, '8'),
      step(two, '9'),
      undefined,
      true
    ],
    [
      'no head known, as after a merge',
      step('', '9'),
      step(one, '8'),
      one,
      false
    ],
    ['an earlier attempt', step(one, '8', 1), step(one, '8', 2), one, true],
    ['the same attempt', step(one, '8', 1), step(one, '8', 1), one, false],
    [
      'an old number run again',
      step(one, '8', 2, 9_999),
      step(one, '9'),
      one,
      false
    ],
    [
      'a clock ahead of time',
      step(one, '9', 1, 5),
      step(one, '8', 1, 9_999),
      one,
      false
    ],
    [
      'begun together, and numbered earlier',
      step(one, '8', 1, 1_500),
      step(one, '9', 1, 0),
      one,
      true
    ],
    ['ids of more digits', step(one, '99'), step(one, '100'), one, true],
    ['no number', step(one, '', 1, 1), step(one, '9'), one, false]
  ])('%s', (_, teller, told, head, expected) => {
    expect(isOlder(teller, told, head)).toBe(expected)
  })

  it('is never both', () => {
    const any = fc.record({
      head: fc.constantFrom('', one!, two!),
      workflowRun: fc.constantFrom('', '8', '9'),
      attempt: fc.constantFrom(1, 2),
      begunAt: fc.constantFrom(1, 2)
    })
    fc.assert(
      fc.property(
        any,
        any,
        fc.constantFrom(undefined, one, two, three),
        (a, b, head) => {
          expect(isOlder(a, b, head) && isOlder(b, a, head)).toBe(false)
          expect(isOlder(a, a, head)).toBe(false)
        }
      )
    )
  })
})
