import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../../../emulator/engines/scenario.ts'
import type { Checks } from '../../../../emulator/hcp/model.ts'
import type { HcpServer } from '../../../../emulator/hcp/server.ts'
import { converse, createRun, readRun, request } from '../../conversation.ts'
import { createScenarioServers } from '../../scenario-servers.ts'

const servers = createScenarioServers()
afterEach(servers.close)

async function start(
  checks: Checks,
  personality: 'hcp' | 'tfe' = 'hcp'
): Promise<HcpServer> {
  const { server } = await servers.start(
    { workspaces: [{ name: 'demo', checks }], personality },
    { fallback: scripts.creates }
  )
  return server
}

describe('cost estimates', () => {
  it('have an output once they are done', async () => {
    const server = await start({
      costEstimate: { proposedMonthlyCost: '15.50' }
    })
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'cost_estimated')
    const estimate = server.run(id).costEstimate!
    const path = `/cost-estimates/${estimate.id}/output`
    const answer = await converse(server).get(path)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('$15.50')
    estimate.status = 'queued'
    expect((await converse(server).get(path)).status).toBe(204)
    const missing = await converse(server).get('/cost-estimates/ce-1/output')
    expect(missing.status).toBe(404)
  })
})

describe('a cost estimate of a run with targets', () => {
  it('is skipped, and says so', async () => {
    const server = await start({ costEstimate: { deltaMonthlyCost: '5.0' } })
    const id = await createRun(server, 'demo', {
      'target-addrs': ['terraform_data.database']
    })
    await server.waitFor(id, 'planned')
    const run = await readRun(server, id)
    const { data } = run.relationships['cost-estimate']
    const estimate = await converse(server).get(`/cost-estimates/${data.id}`)
    expect(estimate.json.data.attributes).toMatchObject({
      status: 'skipped_due_to_targeting',
      'delta-monthly-cost': null
    })
  })
})

describe('a task stage that runs', () => {
  const checks: Checks = {
    stages: {
      post_plan: {
        tasks: [
          {
            name: 'scanner',
            result: 'passed',
            enforcement: 'advisory',
            message: 'all is well',
            outcomes: [{ outcomeId: 'ONE', description: 'A finding' }]
          }
        ],
        evaluations: [
          {
            kind: 'opa',
            policySetName: 'baseline',
            overridable: true,
            outcomes: [
              {
                policyName: 'tags',
                enforcementLevel: 'mandatory',
                status: 'failed'
              }
            ]
          }
        ]
      }
    }
  }

  it('has no results before its end', async () => {
    const { server } = await servers.start(
      {
        workspaces: [{ name: 'demo', checks }],
        pace: { step: 100, action: 5, upload: 5 }
      },
      { fallback: scripts.creates }
    )
    const client = converse(server)
    const id = await createRun(server, 'demo')
    const [stage] = server.run(id).taskStages
    const see = async () => {
      const { json } = await client.get(
        `/task-stages/${stage!.id}?include=task_results,policy_evaluations`
      )
      const [task, evaluation] = json.included
      const outcomes = await Promise.all([
        client.get(`/task-results/${task.id}/outcomes`),
        client.get(`/policy-evaluations/${evaluation.id}/policy-set-outcomes`)
      ])
      return {
        stage: json.data.attributes.status,
        task: task.attributes.status,
        message: task.attributes.message,
        count: task.attributes['task-result-outcomes-count'],
        evaluation: evaluation.attributes.status,
        failed: evaluation.attributes['result-count']['mandatory-failed'],
        outcomes: outcomes.map((answer) => answer.json.data.length)
      }
    }
    expect(await see()).toMatchObject({
      stage: 'pending',
      task: 'pending',
      evaluation: 'pending'
    })
    await server.waitFor(id, 'post_plan_running')
    expect(await see()).toEqual({
      stage: 'running',
      task: 'running',
      message: null,
      count: 0,
      evaluation: 'running',
      failed: 0,
      outcomes: [0, 0]
    })
    await server.waitFor(id, 'post_plan_awaiting_decision')
    expect(await see()).toEqual({
      stage: 'awaiting_override',
      task: 'passed',
      message: 'all is well',
      count: 1,
      evaluation: 'failed',
      failed: 1,
      outcomes: [1, 1]
    })
  })

  it('is not there for who does not see the workspace', async () => {
    const server = await start(checks)
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'post_plan_awaiting_decision')
    const stranger = converse(
      server,
      server.addToken({ kind: 'team', permission: 'read', workspaces: [] })
    )
    const [stage] = server.run(id).taskStages
    const [task] = stage!.tasks
    const [evaluation] = stage!.evaluations
    for (const path of [
      `/task-stages/${stage!.id}`,
      `/task-results/${task!.id}`,
      `/policy-evaluations/${evaluation!.id}`,
      `/policy-evaluations/${evaluation!.id}/policy-set-outcomes`,
      `/policy-set-outcomes/${evaluation!.outcomeId}`
    ]) {
      expect((await stranger.get(path)).status).toBe(404)
      expect((await converse(server).get(path)).status).toBe(200)
    }
  })
})

describe('task results', () => {
  it('have outcomes with a body behind a link', async () => {
    const server = await start({
      stages: {
        post_plan: {
          tasks: [
            {
              name: 'scanner',
              result: 'passed',
              enforcement: 'advisory',
              outcomes: [
                {
                  outcomeId: 'PRTNR-1',
                  description: 'An open port',
                  url: 'https://scanner.example/1',
                  body: '# Port 22',
                  tags: { Severity: [{ label: 'High', level: 'error' }] }
                },
                { outcomeId: 'PRTNR-2', description: 'Nothing more to say' }
              ]
            }
          ]
        }
      }
    })
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'post_plan_completed')
    const client = converse(server)
    const [task] = server.run(id).taskStages[0]!.tasks
    const result = await client.get(`/task-results/${task!.id}`)
    expect(result.json.data.attributes['task-result-outcomes-count']).toBe(2)
    const { json } = await client.get(`/task-results/${task!.id}/outcomes`)
    expect(json.data).toHaveLength(2)
    const [first, second] = json.data
    expect(first).toMatchObject({
      type: 'task-result-outcomes',
      attributes: {
        'outcome-id': 'PRTNR-1',
        description: 'An open port',
        url: 'https://scanner.example/1',
        tags: { Severity: [{ label: 'High', level: 'error' }] }
      }
    })
    const body = await request(`${server.url}${first.links.body}`, {
      headers: { authorization: `Bearer ${server.token}` }
    })
    expect(body.text).toBe('# Port 22')
    expect(second.links.body).toBeNull()
    const none = `/task-result-outcomes/${second.id}`
    expect((await client.get(none)).status).toBe(200)
    expect((await client.get(`${none}/body`)).status).toBe(404)
    expect((await client.get('/task-results/taskrs-1/outcomes')).status).toBe(
      404
    )
  })
})

describe('policy set outcomes', () => {
  it('come by id, and filtered by level and status', async () => {
    const outcome = {
      policyName: 'tags',
      enforcementLevel: 'advisory',
      status: 'failed' as const
    }
    const server = await start({
      stages: {
        post_plan: {
          evaluations: [
            {
              kind: 'opa',
              policySetName: 'baseline',
              overridable: false,
              outcomes: [outcome, { ...outcome, status: 'passed' }]
            }
          ]
        }
      }
    })
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'post_plan_completed')
    const client = converse(server)
    const [evaluation] = server.run(id).taskStages[0]!.evaluations
    const one = await client.get(
      `/policy-set-outcomes/${evaluation!.outcomeId}`
    )
    expect(one.json.data.attributes['policy-set-name']).toBe('baseline')
    const count = async (filter: string) => {
      const { json } = await client.get(
        `/policy-evaluations/${evaluation!.id}/policy-set-outcomes?${filter}`
      )
      return json.data.length as number
    }
    const failed = 'filter[0][status]=failed'
    expect(await count('')).toBe(1)
    expect(await count(failed)).toBe(1)
    expect(
      await count(`${failed}&filter[0][enforcement_level]=mandatory`)
    ).toBe(0)
    expect(await count(`${failed}&filter[0][enforcementLevel]=advisory`)).toBe(
      1
    )
    expect(
      await count('filter[0][status]=errored&filter[1][status]=passed')
    ).toBe(1)
  })
})

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
    const server = await start(policies('mandatory_overridable'))
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
    const server = await start(checks)
    const id = await createRun(server, 'demo', attributes)
    await server.waitFor(id, run)
    expect(server.run(id).terraformPolicies!.status).toBe(one)
  })

  it('are canceled with a run that is discarded', async () => {
    const server = await start(policies('mandatory_overridable'))
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'tf_policy_override')
    server.act(id, 'discard')
    await server.waitFor(id, 'discarded')
    expect(server.run(id).terraformPolicies!.status).toBe('canceled')
  })

  it('do not exist on Terraform Enterprise', async () => {
    const server = await start(policies('mandatory', 'passed'), 'tfe')
    const id = await createRun(server, 'demo')
    const { status } = await converse(server).get(
      `/runs/${id}/tf-policy-evaluations`
    )
    expect(status).toBe(404)
  })
})

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
    const server = await start(checks)
    const id = await createRun(server, 'demo')
    for (;;) {
      const { attributes } = await readRun(server, id)
      if (attributes.status !== status) continue
      expect(attributes.actions['is-confirmable']).toBe(true)
      break
    }
  })

  it('after an override is the gate with the answer', async () => {
    const server = await start({ policyCheck: { result: 'soft_failed' } })
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
