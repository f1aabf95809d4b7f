import { afterEach, describe, expect, it } from '@jest/globals'
import type { Checks } from '../../../../emulator/hcp/model.ts'
import type { HcpServer } from '../../../../emulator/hcp/server.ts'
import { converse, createRun, request } from '../../conversation.ts'
import { createScenarioServers } from '../../scenario-servers.ts'

const { startChecked, close } = createScenarioServers()
afterEach(close)

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

  /** What one asks of the stage of a run. */
  const look = (server: HcpServer, id: string) => {
    const client = converse(server)
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
    return see
  }

  it('has no results before its end', async () => {
    const server = await startChecked(checks, {
      // It stays there.
      inventions: [
        { after: 'post_plan_running', status: 'held', milliseconds: 600_000 }
      ]
    })
    const id = await createRun(server, 'demo')
    const see = look(server, id)
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
  })

  it('is pending while the plan is under way', async () => {
    const server = await startChecked(checks, {
      inventions: [{ after: 'planning', status: 'held', milliseconds: 600_000 }]
    })
    const see = look(server, await createRun(server, 'demo'))
    expect(await see()).toMatchObject({
      stage: 'pending',
      task: 'pending',
      evaluation: 'pending'
    })
  })

  it('has its results at its end', async () => {
    const server = await startChecked(checks)
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'post_plan_awaiting_decision')
    expect(await look(server, id)()).toEqual({
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
    const server = await startChecked(checks)
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
      `/policy-set-outcomes/${evaluation!.sets[0]!.outcomeId}`
    ]) {
      expect((await stranger.get(path)).status).toBe(404)
      expect((await converse(server).get(path)).status).toBe(200)
    }
  })
})

describe('task results', () => {
  it('have outcomes with a body behind a link', async () => {
    const server = await startChecked({
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
    const server = await startChecked({
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
      `/policy-set-outcomes/${evaluation!.sets[0]!.outcomeId}`
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

describe('policy evaluations', () => {
  it('are one a kind, with an outcome a policy set', async () => {
    const set = (kind: 'opa' | 'sentinel', policySetName: string) => ({
      kind,
      policySetName,
      overridable: false,
      outcomes: [
        { policyName: 'tags', enforcementLevel: 'mandatory', status: 'passed' }
      ] as const
    })
    const server = await startChecked({
      stages: {
        post_plan: {
          evaluations: [set('opa', 'a'), set('opa', 'b'), set('sentinel', 'c')]
        }
      }
    })
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'post_plan_completed')
    const client = converse(server)
    const [stage] = server.run(id).taskStages
    const { json } = await client.get(
      `/task-stages/${stage!.id}/policy-evaluations`
    )
    const sets = await Promise.all(
      json.data.map(async (evaluation: { id: string }) => {
        const outcomes = await client.get(
          `/policy-evaluations/${evaluation.id}/policy-set-outcomes`
        )
        return outcomes.json.data.map(
          (outcome: { attributes: Record<string, unknown> }) =>
            outcome.attributes['policy-set-name']
        )
      })
    )
    expect(sets).toEqual([['a', 'b'], ['c']])
    expect(json.data[0].attributes['result-count'].passed).toBe(2)
  })
})
