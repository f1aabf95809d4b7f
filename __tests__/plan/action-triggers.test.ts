import { expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import { otherSections } from '../../src/report/plan-sections.ts'
import { plan } from './documents.ts'

const limits = { diffLines: 100, diffLength: 10_000, logLength: 10_000 }

/** What is shown of an action with these triggers (Terraform 1.14 to 1.16). */
function shown(trigger: Record<string, unknown>): string {
  const document = plan([], {
    complete: false,
    action_invocations: [{ address: 'action.aws_sns.notify', ...trigger }]
  })
  const { changes } = reducePlan(document)
  const rendering = { detail: 'full', limits, elsewhere: 'there' } as const
  const [section] = otherSections(changes, rendering)
  return section?.items[0]?.short ?? ''
}

it.each([
  [
    {
      lifecycle_action_trigger: {
        triggering_resource_address: 'aws_vpc.old',
        action_trigger_event: 'BeforeDestroy',
        on_failure: 'continue'
      }
    },
    '`action.aws_sns.notify`: `BeforeDestroy` of `aws_vpc.old` (on failure: `continue`)'
  ],
  [
    {
      lifecycle_action_trigger: {
        triggering_resource_address: 'aws_vpc.old',
        action_trigger_event: 'AfterDestroy'
      }
    },
    '`action.aws_sns.notify`: `AfterDestroy` of `aws_vpc.old`'
  ],
  [
    { invoke_action_trigger: { calling_resource_address: 'aws_vpc.main' } },
    '`action.aws_sns.notify`: called by `aws_vpc.main`'
  ],
  [{ invoke_action_trigger: {} }, '`action.aws_sns.notify`']
])('shows %j', (trigger, text) => {
  expect(shown(trigger).trim()).toBe(text)
})

it('tells plans apart that differ in what a failure means', () => {
  const digests = ['continue', 'fail'].map(
    (onFailure) =>
      reducePlan(
        plan([], {
          action_invocations: [
            {
              address: 'action.aws_sns.notify',
              lifecycle_action_trigger: { on_failure: onFailure }
            }
          ]
        })
      ).digest
  )
  expect(new Set(digests).size).toBe(2)
})
