import { afterEach, describe, expect, it } from '@jest/globals'
import { converse, createRun, readRun } from '../conversation.ts'
import { createScenarioServers } from '../scenario-servers.ts'

const { startChecked, close } = createScenarioServers()
afterEach(close)

describe('the last check', () => {
  // Terraform's CLI reads the run right after its checks: what is not a gate
  // by then is none for it.
  it.each([
    ['cost_estimated', { costEstimate: {} }],
    ['policy_checked', { policyCheck: { result: 'passed' } }],
    ['post_plan_completed', { stages: { post_plan: {} } }],
    [
      'tf_policy_checked',
      { terraformPolicies: { policySetName: 'x', outcomes: [] } }
    ]
  ] as const)('is the gate as soon as it shows: %s', async (status, checks) => {
    const server = await startChecked(checks)
    const id = await createRun(server, 'demo')
    for (;;) {
      const { attributes } = await readRun(server, id)
      if (attributes.status !== status) continue
      expect(attributes.actions['is-confirmable']).toBe(true)
      break
    }
  })

  it('after an override is the gate with the answer', async () => {
    const server = await startChecked({
      policyCheck: { result: 'soft_failed' }
    })
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'policy_override')
    const admin = converse(server, server.tokens.admin)
    const check = server.run(id).policyCheck!
    await admin.post(`/policy-checks/${check.id}/actions/override`)
    const { attributes } = await readRun(server, id)
    expect(attributes.status).toBe('policy_checked')
    expect(attributes.actions['is-confirmable']).toBe(true)
  })
})
