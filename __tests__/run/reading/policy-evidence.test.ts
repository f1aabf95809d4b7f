import { describe, expect, it } from '@jest/globals'
import {
  policiesOf,
  readPolicyEvidence
} from '../../../src/run/reading/policy-evidence.ts'
import type {
  PolicyResult,
  TaskOutcome
} from '../../../src/run/record/run-checks.ts'
import { knownStatuses } from '../../../src/run/record/status.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'

const policy = (status: PolicyResult['status'], level = 'mandatory') => ({
  kind: 'opa',
  set: undefined,
  policy: 'p',
  level,
  status,
  overridable: true,
  message: undefined
})
const task = (
  status: TaskOutcome['status'],
  stage = 'post_plan',
  level = 'mandatory'
): TaskOutcome => ({
  name: 't',
  stage,
  level,
  status,
  message: undefined,
  link: undefined
})

describe('readPolicyEvidence', () => {
  it.each(knownStatuses.map((status) => [status] as const))(
    'tells by %s',
    async (status) => {
      const { state, saw } = await readPolicyEvidence(
        createScripted([]),
        createRun({ status })
      )
      expect(state).toBe(
        /override$|awaiting_decision$|soft_failed$/.test(status)
          ? 'failed'
          : 'passed'
      )
      expect(saw === '').toBe(state === 'passed')
    }
  )
})

describe('policiesOf', () => {
  it.each([
    ['all passed', [policy('passed')], [task('passed')], 'passed'],
    ['nothing', [], [], 'passed'],
    ['an unread one', [policy('passed'), policy('unknown')], [], 'unknown'],
    ['an unread task', [], [task('unknown')], 'unknown'],
    ['a task that still runs', [], [task('running')], 'unknown'],
    ['an overridden one', [policy('overridden')], [], 'unknown'],
    ['a failed one that stops nothing', [policy('failed')], [], 'unknown'],
    [
      'an advisory one that failed',
      [policy('failed', 'advisory')],
      [],
      'passed'
    ],
    [
      'what comes after the confirm',
      [],
      [task('running', 'pre_apply')],
      'passed'
    ]
  ] as const)('of %s', (_, policies, tasks, want) => {
    expect(policiesOf({ policies, tasks, cost: undefined }).state).toBe(want)
  })
})
