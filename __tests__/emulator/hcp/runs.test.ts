/* eslint-disable @typescript-eslint/no-explicit-any -- documents */
import { afterEach, describe, expect, it } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../../../emulator/eventually.ts'
import { scripts } from '../../../emulator/engines/scenario.ts'
import type { HcpServer } from '../../../emulator/hcp/server.ts'
import {
  converse,
  createRun,
  postRun,
  readRun,
  upload
} from '../conversation.ts'
import { createScenarioServers } from '../scenario-servers.ts'

const { start, close } = createScenarioServers()
afterEach(close)

const flags = (run: { attributes: { actions: Record<string, boolean> } }) => {
  const { actions } = run.attributes
  return ['cancelable', 'confirmable', 'discardable', 'force-cancelable']
    .map((name) => (actions[`is-${name}`] === true ? 'T' : 'F'))
    .join('')
}

describe('the life of a run', () => {
  it('passes every phase to a gate, then to applied', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned')
    const gate = await readRun(server, id)
    expect(flags(gate)).toBe('FTTF')
    expect(gate.attributes['has-changes']).toBe(true)
    const { status } = await converse(server).post(`/runs/${id}/actions/apply`)
    expect(status).toBe(202)
    await server.waitFor(id, 'applied')
    const end = await readRun(server, id)
    expect(flags(end)).toBe('FFFF')
    expect(Object.keys(end.attributes['status-timestamps'])).toEqual([
      'plan-queueable-at',
      'queuing-at',
      'plan-queued-at',
      'planning-at',
      'planned-at',
      'confirmed-at',
      'queuing-apply-at',
      'apply-queued-at',
      'applying-at',
      'applied-at'
    ])
    expect(server.addresses('demo')).toEqual([
      'terraform_data.database',
      'terraform_data.service["api"]',
      'terraform_data.service["web"]'
    ])
  })

  it('tells a story over several runs', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates, scripts.changes, scripts.destroy])
    const ends = []
    for (let turn = 0; turn < 3; turn += 1) {
      const id = await createRun(server, 'demo', { 'auto-apply': true })
      await server.waitFor(id, 'applied')
      ends.push(server.addresses('demo'))
    }
    expect(ends.map((addresses) => addresses.length)).toEqual([3, 3, 0])
    expect(ends[1]).toContain('terraform_data.queue')
    expect(ends[1]).not.toContain('terraform_data.service["web"]')
  })

  it('says has-changes only after planning', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.slow])
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planning')
    const planning = await readRun(server, id)
    expect(planning.attributes['has-changes']).toBe(false)
    expect(flags(planning)).toBe('TFFF')
    engine.proceed(id)
    await server.waitFor(id, 'planned')
    expect((await readRun(server, id)).attributes['has-changes']).toBe(true)
  })

  it.each([
    ['no changes', scripts.noChanges, {}],
    ['plan-only', scripts.creates, { 'plan-only': true }]
  ])('ends planned_and_finished: %s', async (_, script, attributes) => {
    const { server, engine } = await start()
    engine.script('demo', [script])
    const id = await createRun(server, 'demo', attributes)
    await server.waitFor(id, 'planned_and_finished')
    const { json } = await converse(server).get(`/runs/${id}/apply`)
    expect(json.data.attributes.status).toBe('unreachable')
  })

  it('applies an empty plan by itself when asked to', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.noChanges])
    const id = await createRun(server, 'demo', { 'allow-empty-apply': true })
    await server.waitFor(id, 'applied')
  })

  it('has a gate with counts of zero when only outputs change', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.outputsOnly])
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned')
    expect(flags(await readRun(server, id))).toBe('FTTF')
    const { json } = await converse(server).get(`/runs/${id}/plan`)
    expect(json.data.attributes).toMatchObject({
      'resource-additions': 0,
      'resource-changes': 0,
      'resource-destructions': 0,
      'has-changes': true
    })
  })

  it('does not honour auto-apply of a token that may not apply', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    const id = await createRun(
      server,
      'demo',
      { 'auto-apply': true },
      { token: server.tokens.plan }
    )
    await server.waitFor(id, 'planned')
    await sleep(30)
    const run = await readRun(server, id)
    expect(run.attributes['auto-apply']).toBe(true)
    expect(flags(run)).toBe('FTTF')
  })

  it('fails with diagnostics in the plan log', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.erroredPlan])
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'errored')
    expect(server.run(id).plan.log?.text()).toContain('Unsupported argument')
    expect(server.run(id).plan.status).toBe('errored')
    expect(server.run(id).apply.status).toBe('unreachable')
  })

  it('keeps the state that a failed apply has made', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.erroredApply])
    const id = await createRun(server, 'demo', { 'auto-apply': true })
    await server.waitFor(id, 'errored')
    expect(server.run(id).apply.status).toBe('errored')
    expect(server.addresses('demo')).toEqual(['terraform_data.first'])
  })

  it.each([
    ['plan-only and save-plan', { 'plan-only': true, 'save-plan': true }],
    ['destroy and refresh-only', { 'is-destroy': true, 'refresh-only': true }],
    ['a version of an applyable run', { 'terraform-version': '1.9.8' }],
    [
      'a version that is none',
      { 'plan-only': true, 'terraform-version': 'new' }
    ]
  ])('refuses with 422: %s', async (_, attributes) => {
    const { server } = await start()
    const configurationVersionId = await upload(server, 'demo')
    const answer = await postRun(server, 'demo', attributes, {
      configurationVersionId
    })
    expect(answer.status).toBe(422)
    expect(server.state.runs.size).toBe(0)
  })

  it('refuses a run when the workspace never had a configuration', async () => {
    const { server } = await start()
    const answer = await postRun(server, 'demo', {})
    expect(answer.status).toBe(422)
    expect(answer.json.errors[0].detail).toBe(
      'Configuration version is missing'
    )
  })
})

describe('actions', () => {
  it('E-3: 202 without a body, then 409; the comment is stored', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned')
    const client = converse(server)
    const first = await client.post(`/runs/${id}/actions/apply`, {
      comment: 'Approved in #1'
    })
    expect([first.status, first.text]).toEqual([202, ''])
    const second = await client.post(`/runs/${id}/actions/apply`)
    expect(second.status).toBe(409)
    expect(second.json.errors[0].title).toBe('transition not allowed')
    await server.waitFor(id, 'applied')
    const comments = await client.get(`/runs/${id}/comments`)
    expect(comments.json.data[0].attributes.body).toBe('Approved in #1')
    const events = await client.get(`/runs/${id}/run-events?include=actor`)
    expect(
      events.json.data.map((event: any) => event.attributes.action)
    ).toEqual(['queued', 'confirmed', 'applied'])
    expect(events.json.included[0].attributes['is-service-account']).toBe(true)
  })

  it('E-3: refuses apply, discard and cancel of a final run', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned')
    const client = converse(server)
    const discard = await client.post(`/runs/${id}/actions/discard`)
    expect(discard.status).toBe(202)
    await server.waitFor(id, 'discarded')
    for (const action of ['apply', 'discard', 'cancel']) {
      const { status } = await client.post(`/runs/${id}/actions/${action}`)
      expect([action, status]).toEqual([action, 409])
    }
    expect(server.addresses('demo')).toEqual([])
  })

  it.each(['apply', 'discard', 'cancel', 'force-execute'])(
    'hides %s from a token that may only plan',
    async (action) => {
      const { server, engine } = await start()
      engine.script('demo', [scripts.creates])
      const id = await createRun(server, 'demo')
      await server.waitFor(id, 'planned')
      const client = converse(server, server.tokens.plan)
      const { status } = await client.post(`/runs/${id}/actions/${action}`)
      expect(status).toBe(404)
    }
  )

  it('E-14: cancels, and force-cancels only after the cool-off', async () => {
    const { server, engine } = await start({
      pace: { step: 5, action: 5, upload: 5, coolOff: 600_000 }
    })
    engine.script('demo', [{ ...scripts.slow, stubborn: true }])
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planning')
    const client = converse(server)
    const admin = converse(server, server.tokens.admin)
    const force = `/runs/${id}/actions/force-cancel`
    expect((await admin.post(force)).status).toBe(409)
    expect((await client.post(`/runs/${id}/actions/cancel`)).status).toBe(202)
    const requested = await readRun(server, id)
    expect(flags(requested)).toBe('FFFF')
    expect(requested.attributes.status).toBe('planning')
    expect(requested.attributes['canceled-at']).toEqual(expect.any(String))
    expect(
      Date.parse(requested.attributes['force-cancel-available-at'])
    ).toBeGreaterThan(Date.now())
    expect((await admin.post(force)).status).toBe(409)
    expect((await client.post(`/runs/${id}/actions/cancel`)).status).toBe(409)
    server.run(id).forceCancelAvailableAt = Date.now()
    expect(flags(await readRun(server, id))).toBe('FFFT')
    expect((await client.post(force)).status).toBe(404)
    expect((await admin.post(force)).status).toBe(202)
    await server.waitFor(id, 'canceled')
    const { attributes } = await readRun(server, id)
    expect(attributes['status-timestamps']).toHaveProperty('force-canceled-at')
  })

  it('E-14: a cancel ends a plan that listens', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.slow])
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planning')
    await converse(server).post(`/runs/${id}/actions/cancel`)
    await server.waitFor(id, 'canceled')
    expect(server.run(id).plan.status).toBe('canceled')
  })

  it('a canceled apply that finishes first ends applied', async () => {
    const { server, engine } = await start()
    engine.script('demo', [{ ...scripts.slowApply, stubborn: true }])
    const id = await createRun(server, 'demo', { 'auto-apply': true })
    await server.waitFor(id, 'applying')
    await converse(server).post(`/runs/${id}/actions/cancel`)
    const isAsked = () => server.run(id).canceledAt !== undefined
    await eventually('the cancel to be there', isAsked)
    engine.proceed(id)
    await server.waitFor(id, 'applied')
  })

  it('discards no run that waits: its flag says so', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    const blocking = await createRun(server, 'demo')
    await server.waitFor(blocking, 'planned')
    const id = await createRun(server, 'demo')
    expect(flags(await readRun(server, id))).toBe('TFFF')
    const client = converse(server)
    expect((await client.post(`/runs/${id}/actions/discard`)).status).toBe(409)
    expect((await client.post(`/runs/${id}/actions/cancel`)).status).toBe(202)
    await server.waitFor(id, 'canceled')
  })

  it('E-15: force-execute discards the run that blocks', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates, scripts.changes])
    const first = await createRun(server, 'demo')
    const client = converse(server)
    await server.waitFor(first, 'planned')
    const alone = await client.post(`/runs/${first}/actions/force-execute`)
    expect(alone.status).toBe(403)
    const second = await createRun(server, 'demo')
    expect((await readRun(server, second)).attributes.status).toBe('pending')
    const { status } = await client.post(
      `/runs/${second}/actions/force-execute`
    )
    expect(status).toBe(202)
    await server.waitFor(first, 'discarded')
    await server.waitFor(second, 'planned')
  })

  it('E-15: force-execute is a conflict while the other run works', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.slow])
    const first = await createRun(server, 'demo')
    await server.waitFor(first, 'planning')
    const second = await createRun(server, 'demo')
    const { status } = await converse(server).post(
      `/runs/${second}/actions/force-execute`
    )
    expect(status).toBe(409)
  })

  it('E-15: force-execute is forbidden under a lock by hand', async () => {
    const { server } = await start()
    server.lock('demo', 'maintenance')
    const id = await createRun(server, 'demo')
    const { status } = await converse(server).post(
      `/runs/${id}/actions/force-execute`
    )
    expect(status).toBe(403)
  })
})

describe('the queue', () => {
  it('E-4: a locked workspace takes runs and keeps them pending', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    const client = converse(server)
    const path = `/workspaces/${server.workspace('demo').id}`
    const locked = await client.post(`${path}/actions/lock`, {
      reason: 'database migration'
    })
    expect(locked.json.data.attributes['locked-reason']).toBe(
      'database migration'
    )
    const id = await createRun(server, 'demo')
    await sleep(40)
    expect(flags(await readRun(server, id))).toBe('TFFF')
    expect((await readRun(server, id)).attributes.status).toBe('pending')
    const again = await client.post(`${path}/actions/lock`)
    expect(again.status).toBe(409)
    expect(again.json.errors[0].detail).toMatch('is locked by Team')
    expect((await client.post(`${path}/actions/unlock`)).status).toBe(200)
    await server.waitFor(id, 'planned')
    const unlock = await client.post(`${path}/actions/unlock`)
    expect(unlock.status).toBe(409)
    expect(unlock.json.errors[0].detail).toMatch(`is locked by Run ${id}`)
  })

  it('E-5: one applyable run at a time; plan-only overtakes', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    const first = await createRun(server, 'demo')
    await server.waitFor(first, 'planned')
    const second = await createRun(server, 'demo')
    const planOnly = await createRun(server, 'demo', { 'plan-only': true })
    await server.waitFor(planOnly, 'planned_and_finished')
    expect(server.run(second).status).toBe('pending')
    const { json } = await converse(server).get(
      '/organizations/acme/workspaces/demo?include=locked_by,current_run'
    )
    expect(json.data.relationships['locked-by'].data).toEqual({
      id: first,
      type: 'runs'
    })
    expect(json.data.relationships['current-run'].data.id).toBe(first)
    expect(json.included.map((document: any) => document.id)).toEqual([first])
    server.act(first, 'discard')
    await server.waitFor(second, 'planned_and_finished')
  })

  it('E-13: a saved plan ignores the queue and goes stale', async () => {
    const { server, engine } = await start()
    engine.script('demo', [
      scripts.creates,
      scripts.creates,
      scripts.creates,
      scripts.changes
    ])
    const first = await createRun(server, 'demo')
    await server.waitFor(first, 'planned')
    const saved = await createRun(server, 'demo', { 'save-plan': true })
    await server.waitFor(saved, 'planned_and_saved')
    // Not while another run holds the workspace.
    expect(flags(await readRun(server, saved))).toBe('FFTF')
    server.act(first, 'discard')
    await server.waitFor(first, 'discarded')
    expect(flags(await readRun(server, saved))).toBe('FTTF')
    const other = await createRun(server, 'demo', { 'auto-apply': true })
    await server.waitFor(other, 'applied')
    expect(server.run(saved).status).toBe('discarded')

    const fresh = await createRun(server, 'demo', { 'save-plan': true })
    await server.waitFor(fresh, 'planned_and_saved')
    server.act(fresh, 'apply')
    await server.waitFor(fresh, 'applied')
    expect(server.workspace('demo').currentRun?.id).toBe(fresh)
    expect(server.addresses('demo')).toContain('terraform_data.queue')
  })

  it('cancels a run that waits', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    const first = await createRun(server, 'demo')
    await server.waitFor(first, 'planned')
    const second = await createRun(server, 'demo')
    await converse(server).post(`/runs/${second}/actions/cancel`)
    await server.waitFor(second, 'canceled')
    expect(server.run(second).plan.status).toBe('unreachable')
  })
})

describe('checks after the plan', () => {
  const checks = {
    costEstimate: {
      priorMonthlyCost: '210.24',
      proposedMonthlyCost: '222.68',
      deltaMonthlyCost: '12.44',
      resourcesCount: 4,
      matchedResourcesCount: 3
    },
    policyCheck: { result: 'soft_failed', output: 'no buckets on Fridays' },
    stages: {
      post_plan: {
        tasks: [
          { name: 'scan', result: 'passed', enforcement: 'mandatory' } as const
        ],
        evaluations: [
          {
            kind: 'opa' as const,
            policySetName: 'aws-baseline',
            overridable: true,
            outcomes: [
              {
                policyName: 's3-encryption',
                enforcementLevel: 'mandatory',
                status: 'failed' as const
              }
            ]
          }
        ]
      }
    }
  } as const

  it('E-17: overrides a stage, then a policy check, then confirms', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    server.workspace('demo').checks = checks
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'post_plan_awaiting_decision')
    expect(flags(await readRun(server, id))).toBe('FFTF')
    const admin = converse(server, server.tokens.admin)
    const stages = await admin.get(
      `/runs/${id}/task-stages?include=task-results,policy_evaluations`
    )
    const [stage] = stages.json.data
    expect(stage.attributes.status).toBe('awaiting_override')
    expect(stages.json.included).toHaveLength(2)
    const override = `/task-stages/${stage.id}/actions/override`
    // Overriding is a permission of its own.
    expect((await converse(server).post(override)).status).toBe(404)
    const overridden = await admin.post(override, { comment: 'known' })
    expect(overridden.json.data.attributes.status).toBe('running')
    const twice = await admin.post(override)
    expect([twice.status, twice.json.errors[0].title]).toEqual([
      409,
      'transition not allowed'
    ])
    await server.waitFor(id, 'policy_override')
    const estimate = await admin.get(
      `/cost-estimates/${server.run(id).costEstimate!.id}`
    )
    expect(estimate.json.data.attributes['delta-monthly-cost']).toBe('12.44')
    const policies = await admin.get(`/runs/${id}/policy-checks`)
    const [check] = policies.json.data
    expect(check.attributes.actions['is-overridable']).toBe(true)
    const output = await admin.get(`/policy-checks/${check.id}/output`)
    expect(output.headers.get('content-type')).toBe('application/octet-stream')
    expect(output.text).toBe('no buckets on Fridays')
    await admin.post(`/policy-checks/${check.id}/actions/override`)
    await server.waitFor(id, 'policy_checked')
    await sleep(15)
    expect(flags(await readRun(server, id))).toBe('FTTF')
  })

  it('E-6: shows checks in the answer to the creation', async () => {
    const { server } = await start()
    server.workspace('demo').checks = checks
    const { relationships } = await readRun(
      server,
      await createRun(server, 'demo')
    )
    expect(relationships['policy-checks'].data).toHaveLength(1)
    expect(relationships['task-stages'].data).toHaveLength(1)
    expect(relationships['cost-estimate'].data.type).toBe('cost-estimates')
  })

  it.each([
    [false, 1],
    [true, 0]
  ])('E-6: shows checks late; stages, too: %s', async (appearLate, stages) => {
    const { server, engine } = await start({ lateChecks: true })
    engine.script('demo', [scripts.slow])
    server.workspace('demo').checks = { ...checks, appearLate }
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planning')
    const early = (await readRun(server, id)).relationships
    expect(early['policy-checks'].data).toEqual([])
    expect(early['task-stages'].data).toHaveLength(stages)
    expect(early).not.toHaveProperty('cost-estimate')
    engine.proceed(id)
    await server.waitFor(id, 'post_plan_awaiting_decision')
    const late = (await readRun(server, id)).relationships
    expect(late['policy-checks'].data).toHaveLength(1)
    expect(late['cost-estimate'].data.type).toBe('cost-estimates')
  })

  it.each([
    [false, 'FFFF'],
    [true, 'FTFF']
  ])('E-7: passing states, flickering: %s', async (flickers, expected) => {
    const { server, engine } = await start({
      flickers,
      pace: { step: 500, action: 5, upload: 5 }
    })
    engine.script('demo', [scripts.creates])
    server.workspace('demo').checks = { costEstimate: {} }
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned')
    expect(flags(await readRun(server, id))).toBe(expected)
    // Really in passing: an apply is refused whatever was shown.
    const { status } = await converse(server).post(`/runs/${id}/actions/apply`)
    expect(status).toBe(409)
    await server.waitFor(id, 'cost_estimated')
    await eventually('the gate', () => server.run(id).gate !== undefined)
    expect(flags(await readRun(server, id))).toBe('FTTF')
  })

  it.each([
    ['soft_failed', 'policy_soft_failed'],
    ['hard_failed', 'errored'],
    ['advisory_failed', 'planned_and_finished']
  ] as const)('ends a plan-only run: %s → %s', async (result, status) => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    server.workspace('demo').checks = { policyCheck: { result } }
    const id = await createRun(server, 'demo', { 'plan-only': true })
    await server.waitFor(id, status)
  })
})

describe('auto-apply', () => {
  it.each([
    ['asked for', false, { 'auto-apply': true }, 'write', 'applied'],
    ['the standard of the workspace', true, {}, 'write', 'applied'],
    ['declined', true, { 'auto-apply': false }, 'write', 'planned'],
    // Reported as asked for, and yet the run rests.
    ['beyond the token', false, { 'auto-apply': true }, 'plan', 'planned']
  ] as const)('%s', async (_, autoApply, attributes, token, status) => {
    const { server, engine } = await start({
      workspaces: [{ name: 'demo', autoApply }]
    })
    engine.script('demo', [scripts.creates])
    const id = await createRun(server, 'demo', attributes, {
      token: server.tokens[token]
    })
    await server.waitFor(id, status)
    await sleep(15)
    const { attributes: shown } = await readRun(server, id)
    expect([shown.status, shown['auto-apply']]).toEqual([
      status,
      (attributes as Record<string, boolean>)['auto-apply'] ?? autoApply
    ])
  })

  it('is forced on every run when told so', async () => {
    const { server, engine } = await start({ forcesAutoApply: true })
    engine.script('demo', [scripts.creates])
    const configurationVersionId = await upload(server, 'demo')
    const { json } = await postRun(
      server,
      'demo',
      { 'auto-apply': false },
      { configurationVersionId }
    )
    expect(json.data.attributes['auto-apply']).toBe(true)
    await server.waitFor(json.data.id, 'applied')
  })
})

describe('invented statuses', () => {
  const see = (server: HcpServer, id: string, status: string) =>
    eventually(
      `the run to show ${status}`,
      () => readRun(server, id),
      ({ attributes }) => attributes.status === status
    )

  it('show with the flags of the phase before', async () => {
    const { server, engine } = await start({
      inventions: [
        { after: 'planning', status: 'frobnicating', milliseconds: 600_000 }
      ]
    })
    engine.script('demo', [scripts.creates])
    const id = await createRun(server, 'demo')
    const run = await see(server, id, 'frobnicating')
    expect(flags(run)).toBe('TFFF')
    expect(run.attributes['status-timestamps']).toHaveProperty(
      'frobnicating-at'
    )
  })

  it('pass after a while', async () => {
    const { server, engine } = await start({
      inventions: [
        { after: 'planning', status: 'frobnicating', milliseconds: 5 },
        { after: 'applying', status: 'de_frobnicating', milliseconds: 5 }
      ]
    })
    engine.script('demo', [scripts.creates])
    const id = await createRun(server, 'demo')
    expect(flags(await see(server, id, 'planned'))).toBe('FTTF')
    await converse(server).post(`/runs/${id}/actions/apply`)
    const { attributes } = await see(server, id, 'applied')
    const times = Object.keys(attributes['status-timestamps'])
    expect(times).toEqual(
      expect.arrayContaining(['frobnicating-at', 'de-frobnicating-at'])
    )
  })

  it('do not stand in the way of a cancel', async () => {
    const { server, engine } = await start({
      inventions: [
        { after: 'planning', status: 'frobnicating', milliseconds: 60_000 }
      ]
    })
    engine.script('demo', [scripts.creates])
    const id = await createRun(server, 'demo')
    await see(server, id, 'frobnicating')
    await converse(server).post(`/runs/${id}/actions/cancel`)
    await server.waitFor(id, 'canceled')
    expect((await readRun(server, id)).attributes.status).toBe('canceled')
  })
})
