import { describe, expect, it } from '@jest/globals'
import { parseEvaluation } from '../../../src/run/reading/evaluations.ts'
import { parsePolicyCheck } from '../../../src/run/reading/sentinel.ts'
import { policyStatus } from '../../../src/run/record/run-checks.ts'
import type { PolicyResult } from '../../../src/run/record/run-checks.ts'

function policy(changes: Partial<PolicyResult>): PolicyResult {
  return {
    kind: 'opa',
    set: undefined,
    policy: 'tags',
    level: 'mandatory',
    status: 'passed',
    overridable: false,
    message: undefined,
    ...changes
  }
}
const soft = policy({ status: 'failed', overridable: true })
const unknown = policy({ status: 'unknown' })

describe('policyStatus', () => {
  it.each([
    ['none', []],
    ['passed', [policy({})]],
    [
      'advisory-failed',
      [policy({}), policy({ status: 'failed', level: 'advisory' })]
    ],
    ['soft-failed', [policy({}), soft]],
    ['failed', [soft, policy({ status: 'errored' })]],
    ['overridden', [policy({}), policy({ status: 'overridden' })]],
    ['unknown', [policy({}), unknown]],
    // What is known to have failed for good stays so.
    ['failed', [policy({ status: 'failed' }), unknown]],
    // Nothing that a workflow may go on with.
    ['unknown', [soft, unknown]],
    ['unknown', [policy({ status: 'overridden' }), unknown]],
    ['unknown', [policy({ status: 'failed', level: 'advisory' }), unknown]]
  ] as const)('is %s for %j', (status, policies) => {
    expect(policyStatus({ policies, tasks: [], cost: undefined })).toBe(status)
  })

  it('is unknown where nobody looked', () => {
    expect(policyStatus(undefined)).toBe('unknown')
  })
})

describe('an evaluation', () => {
  const sets = (status: string) => [
    {
      policySet: 'baseline',
      overridable: false,
      error: undefined,
      outcomes: [
        {
          policy: 'tags',
          enforcementLevel: 'mandatory',
          status,
          description: undefined,
          output: []
        }
      ]
    }
  ]
  it.each([
    ['passed', 'passed', []],
    ['failed', 'failed', []],
    ['failed', 'passed', ['failed']],
    ['errored', 'passed', ['errored']],
    ['canceled', 'passed', ['unknown']],
    ['running', 'passed', ['unknown']],
    ['overridden', 'failed', []]
  ])('that %s with a policy that %s adds %j', (status, each, added) => {
    const isOverridden = status === 'overridden'
    const evaluation = { id: 'poleval-1', kind: 'opa', status }
    expect(
      parseEvaluation(evaluation, sets(each), isOverridden)
        .slice(1)
        .map((policy) => policy.status)
    ).toEqual(added)
  })
})

describe('a Sentinel policy check', () => {
  const check = (status: string, policies: unknown) => ({
    id: 'pol-1',
    status,
    isOverridable: undefined,
    canOverride: undefined,
    sentinel: { policies }
  })
  const listed = (policy: string, result: unknown) => ({ policy, result })
  it.each([
    ['hard_failed', [listed('a', true), listed('b', false)], ['a', 'b']],
    ['passed', [listed('a', true)], ['a']],
    ['passed', [], ['policy check']],
    // The one that failed is told in a way that is not known.
    [
      'hard_failed',
      [listed('a', true), listed('b', 'no')],
      ['a', 'policy check']
    ],
    ['errored', [listed('a', true)], ['a', 'policy check']]
  ])('%s with %j tells of %j', (status, policies, names) => {
    const results = parsePolicyCheck(check(status, policies), undefined)
    expect(results.map(({ policy }) => policy)).toEqual(names)
    expect(results.at(-1)?.status).toBe(
      status === 'hard_failed' ? 'failed' : status
    )
  })
})
