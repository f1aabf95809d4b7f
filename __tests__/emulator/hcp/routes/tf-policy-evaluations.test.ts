import { afterEach, describe, expect, it } from '@jest/globals'
import type { Checks } from '../../../../emulator/hcp/model.ts'
import { converse, createRun, readRun } from '../../conversation.ts'
import { createScenarioServers } from '../../scenario-servers.ts'

const { startChecked, close } = createScenarioServers()
afterEach(close)

describe('Terraform policies', () => {
  const policies = (
    enforcementLevel: 'advisory' | 'mandatory' | 'mandatory_overridable',
    status: 'passed' | 'failed' = 'failed'
  ): Checks => ({
    terraformPolicies: {
      policySetName: 'guardrails',
      outcomes: [
        {
          policyName: 'no-public-buckets',
          enforcementLevel,
          status,
          fileName: 'buckets.policy.hcl',
          message: 'a bucket is public'
        }
      ]
    }
  })

  it('ask for an override, then for the confirmation', async () => {
    const server = await startChecked(policies('mandatory_overridable'))
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'tf_policy_override')
    const waiting = await readRun(server, id)
    expect(waiting.attributes.actions).toMatchObject({
      'is-confirmable': false,
      'is-discardable': true
    })
    const admin = converse(server, server.tokens.admin)
    const { json } = await admin.get(
      `/runs/${id}?include=tf-policy-evaluations`
    )
    const [reference] = json.data.relationships['tf-policy-evaluations'].data
    expect(json.included).toMatchObject([
      {
        ...reference,
        type: 'tf-policy-evaluations',
        attributes: {
          status: 'awaiting_override',
          'stage-type': 'Plan',
          'result-count': { 'mandatory-failed': 1, passed: 0, unknown: 0 },
          permissions: { 'can-override': true },
          actions: { 'is-overridable': true }
        }
      }
    ])
    const listed = await admin.get(`/runs/${id}/tf-policy-evaluations`)
    expect(listed.json.data[0].id).toBe(reference.id)
    const path = `/tf-policy-evaluations/${reference.id}`
    const outcomes = await admin.get(`${path}/tf-policy-set-outcomes`)
    const [set] = outcomes.json.data
    expect(set.attributes).toMatchObject({
      'policy-set-name': 'guardrails',
      overridable: true,
      outcomes: [
        {
          policy_name: 'no-public-buckets',
          file_name: 'buckets.policy.hcl',
          enforcement_level: 'mandatory_overridable',
          status: 'failed',
          diagnostics: [{ error_message: 'a bucket is public' }]
        }
      ]
    })
    expect(
      (await admin.get(`/tf-policy-set-outcomes/${set.id}`)).json.data.id
    ).toBe(set.id)
    const filtered = await admin.get(
      `${path}/tf-policy-set-outcomes?filter[0][status]=passed`
    )
    expect(filtered.json.data).toEqual([])

    const override = `${path}/actions/override`
    expect((await converse(server).post(override)).status).toBe(404)
    const overridden = await admin.post(override, { comment: 'known' })
    expect([overridden.status, overridden.json.data.attributes.status]).toEqual(
      [200, 'overridden']
    )
    expect((await admin.post(override)).status).toBe(409)
    await server.waitFor(id, 'tf_policy_checked')
    const gate = await readRun(server, id)
    expect(gate.attributes.actions['is-confirmable']).toBe(true)
    expect(gate.attributes['status-timestamps']).toMatchObject({
      'tf-policy-override-at': expect.any(String),
      'tf-policy-checked-at': expect.any(String)
    })
    expect(server.run(id).comments.map(({ body }) => body)).toEqual(['known'])
    server.act(id, 'apply')
    await server.waitFor(id, 'applied')
  })

  it.each([
    [policies('mandatory'), {}, 'errored', 'failed'],
    [policies('advisory'), {}, 'tf_policy_checked', 'passed'],
    [policies('mandatory', 'passed'), {}, 'tf_policy_checked', 'passed'],
    [
      policies('mandatory_overridable'),
      { 'plan-only': true },
      'errored',
      'failed'
    ]
  ] as const)('%j with %j ends as %s', async (checks, attributes, run, one) => {
    const server = await startChecked(checks)
    const id = await createRun(server, 'demo', attributes)
    await server.waitFor(id, run)
    expect(server.run(id).terraformPolicies!.status).toBe(one)
  })

  it('are canceled with a run that is discarded', async () => {
    const server = await startChecked(policies('mandatory_overridable'))
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'tf_policy_override')
    server.act(id, 'discard')
    await server.waitFor(id, 'discarded')
    expect(server.run(id).terraformPolicies!.status).toBe('canceled')
  })

  it('do not exist on Terraform Enterprise', async () => {
    const server = await startChecked(policies('mandatory', 'passed'), {
      personality: 'tfe'
    })
    const id = await createRun(server, 'demo')
    const { status } = await converse(server).get(
      `/runs/${id}/tf-policy-evaluations`
    )
    expect(status).toBe(404)
  })
})
