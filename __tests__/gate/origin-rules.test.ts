import { describe, expect, it } from '@jest/globals'
import type { Origin, Place } from '../../src/gate/evidence.ts'
import { finding, summarize } from '../../src/gate/finding.ts'
import { isForeign, judgeDoubt } from '../../src/gate/origin-rules.ts'

const here: Place = {
  repository: 'acme/network',
  pullRequest: 7,
  doubt: undefined
}
const origin: Origin = { repository: 'acme/network', pullRequest: 7, sha: 'a' }

describe('a run of another origin', () => {
  it.each<readonly [string, Place, Origin | undefined, boolean]>([
    ['the same pull request', here, origin, false],
    ['other letters', here, { ...origin, repository: 'ACME/Network' }, false],
    ['another pull request', here, { ...origin, pullRequest: 8 }, true],
    ['no pull request', here, { ...origin, pullRequest: undefined }, true],
    ['another repository', here, { ...origin, repository: 'acme/x' }, true],
    ['no origin that is told', here, undefined, true],
    ['a step of none', { ...here, pullRequest: undefined }, origin, false],
    ['a step that may be of two', { ...here, doubt: 'two' }, origin, true]
  ])('%s', (_, place, from, want) => {
    expect(isForeign({ here: place, origin: from })).toBe(want)
  })

  it('is a doubt where the step does not know of which it is', () => {
    expect(judgeDoubt({ here })).toBeUndefined()
    expect(
      judgeDoubt({ here: { ...here, doubt: 'the event names two' } })
    ).toEqual({
      check: {
        rule: 'it is known which pull request this is for',
        held: false,
        saw: 'not known'
      },
      reason: {
        code: 'origin-unknown',
        message:
          'It is not known which pull request this step is for: the event names two.',
        facts: {}
      }
    })
  })
})

describe('what looks like a mistake in the workflow', () => {
  const held = finding('a rule', true, '', 'run-differs', '', {})
  const failed = finding('a rule', false, '', 'run-differs', '', {})

  it.each([
    ['allowed', held],
    ['blocked', failed]
  ])('is told, and decides nothing: %s', (kind, one) => {
    const warned = { ...one, warnings: ['no-such covers nothing'] }
    expect(summarize([held, undefined, warned, one])).toMatchObject({
      kind,
      warnings: ['no-such covers nothing']
    })
    expect(summarize([one]).warnings).toEqual([])
  })
})
