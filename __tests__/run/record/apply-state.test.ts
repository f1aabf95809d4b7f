import { describe, expect, it } from '@jest/globals'
import type { Apply, Run } from '../../../src/hcp/types.ts'
import { applyStateOf } from '../../../src/run/record/apply-state.ts'
import {
  isConfirmedOrLater,
  knownStatuses
} from '../../../src/run/record/status.ts'
import { createPlan, createRun } from '../scripted-hcp.ts'

const confirmed = { 'planned-at': 'a', 'confirmed-at': 'b' }
const applying = { ...confirmed, 'applying-at': 'c' }

function applyOf(status: string): Apply {
  return {
    id: 'apply-1',
    status,
    counts: undefined,
    logReadUrl: undefined,
    statusTimestamps: {},
    actionInvocations: undefined,
    actionFailures: undefined,
    stateVersionIds: []
  }
}

function stateOf(run: Partial<Run>, wasConfirmed = false) {
  return applyStateOf(createRun(run), wasConfirmed)
}

describe('what may be claimed of an apply', () => {
  it.each(knownStatuses.filter(isConfirmedOrLater))(
    'is never that there was none where the run is %s',
    (status) => {
      expect(stateOf({ status })).toBe(
        status === 'applied' ? 'complete' : 'unwatched'
      )
    }
  )

  it.each(['planned', 'pending', 'something_new'])(
    'is nothing for certain once a confirm of a run that is %s was sent',
    (status) => {
      expect(stateOf({ status })).toBe('none')
      expect(stateOf({ status }, true)).toBe('unwatched')
      expect(stateOf({ status, statusTimestamps: confirmed })).toBe('unwatched')
      expect(stateOf({ status, autoApply: true })).toBe('unwatched')
      expect(stateOf({ status, autoApply: true, planOnly: true })).toBe('none')
    }
  )

  it.each(['discarded', 'planned_and_finished', 'policy_soft_failed'])(
    'is that there was none where the run is %s, even after a confirm',
    (status) => {
      expect(stateOf({ status }, true)).toBe('none')
    }
  )

  it.each([
    ['the plan failed', { plan: createPlan({ status: 'errored' }) }, 'none'],
    ['it never came to a plan', { statusTimestamps: {} }, 'none'],
    ['nobody confirmed', { plan: createPlan() }, 'none'],
    [
      'a task stopped it before the apply',
      {
        plan: createPlan(),
        statusTimestamps: confirmed,
        apply: applyOf('unreachable')
      },
      'none'
    ],
    [
      'it ended while its apply waited',
      {
        plan: createPlan(),
        statusTimestamps: confirmed,
        apply: applyOf('pending')
      },
      'none'
    ],
    ['the apply failed', { apply: applyOf('errored') }, 'partial'],
    [
      'the apply was killed and says so late',
      { statusTimestamps: applying, apply: applyOf('pending') },
      'partial'
    ],
    ['the server tells only times', { statusTimestamps: applying }, 'partial'],
    [
      'the server does not tell whether it came to the apply',
      { statusTimestamps: confirmed },
      'partial'
    ]
  ] as const)('errored or canceled, %s: %o is %s', (_, run, expected) => {
    for (const status of ['errored', 'canceled', 'force_canceled']) {
      expect(stateOf({ status, ...run })).toBe(expected)
    }
  })
})
