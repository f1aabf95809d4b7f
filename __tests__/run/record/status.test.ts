import { describe, expect, it } from '@jest/globals'
import {
  isConfirmedOrLater,
  isEarlier,
  isFinal,
  knownStatuses,
  phaseOf
} from '../../../src/run/record/status.ts'

describe('the status table', () => {
  it('knows every status that HCP Terraform documents or shows', () => {
    // Docs, OpenAPI enum, go-tfe and the service's own status counts together.
    const all =
      'pending fetching fetching_completed pre_plan_running pre_plan_awaiting_decision pre_plan_completed queuing plan_queued planning planned tf_policy_checked tf_policy_override post_plan_running post_plan_awaiting_decision post_plan_completed cost_estimating cost_estimated policy_checking policy_override policy_soft_failed policy_checked planned_and_finished planned_and_saved confirmed pre_apply_running pre_apply_awaiting_decision pre_apply_completed queuing_apply apply_queued applying post_apply_running post_apply_completed applied discarded errored canceled force_canceled assessing assessed'
    expect([...knownStatuses].sort()).toEqual(all.split(' ').sort())
  })

  it.each([
    ['planned', 'cost_estimated', true],
    ['cost_estimating', 'policy_checking', true],
    ['planning', 'planned_and_saved', true],
    ['policy_checking', 'policy_checked', true],
    ['cost_estimated', 'planned', false],
    ['planned', 'planned', false],
    // An override leads back.
    ['post_plan_running', 'post_plan_awaiting_decision', false],
    ['policy_checking', 'policy_override', false],
    ['tf_policy_checked', 'tf_policy_override', false],
    ['cost_estimated', 'policy_override', true],
    ['frobnicating', 'planned', false],
    ['planned', 'frobnicating', false]
  ])('%s comes before %s, and never after it: %j', (status, other, is) => {
    expect(isEarlier(status, other)).toBe(is)
  })

  it('has exactly these final ones', () => {
    expect(knownStatuses.filter(isFinal)).toEqual([
      'policy_soft_failed',
      'planned_and_finished',
      'applied',
      'discarded',
      'errored',
      'canceled',
      'force_canceled',
      'assessed'
    ])
  })

  it('knows from where on a run counts as confirmed', () => {
    expect(knownStatuses.filter(isConfirmedOrLater)).toEqual([
      'confirmed',
      'pre_apply_running',
      'pre_apply_awaiting_decision',
      'pre_apply_completed',
      'queuing_apply',
      'apply_queued',
      'applying',
      'post_apply_running',
      'post_apply_completed',
      'applied'
    ])
  })

  it.each(['frobnicating', '', 'toString', '__proto__', 'constructor'])(
    'takes %j for unknown, and for nothing else',
    (status) => {
      expect(phaseOf(status)).toBeUndefined()
      expect(isFinal(status)).toBe(false)
      expect(isConfirmedOrLater(status)).toBe(false)
    }
  )
})
