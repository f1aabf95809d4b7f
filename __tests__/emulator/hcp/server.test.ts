/* eslint-disable @typescript-eslint/no-explicit-any -- documents */
import { afterEach, describe, expect, it } from '@jest/globals'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scenarioSecret, scripts } from '../../../emulator/engines/scenario.ts'
import {
  converse,
  createRun,
  pack,
  postRun,
  readRun,
  request,
  upload
} from '../conversation.ts'
import { eventually } from '../../../emulator/eventually.ts'
import type { HcpOptions } from '../../../emulator/hcp/server.ts'
import { createScenarioServers } from '../scenario-servers.ts'

const { start, close } = createScenarioServers()
afterEach(close)

describe('every answer', () => {
  it('E-1: has version, limit and request id; ping is 204', async () => {
    const { server } = await start()
    const client = converse(server)
    const answers = [
      await client.get('/ping'),
      await client.get('/account/details'),
      await client.get('/runs/run-missing'),
      await request(`${server.url}/api/v2/ping`)
    ]
    expect(answers.map(({ status }) => status)).toEqual([204, 200, 404, 401])
    for (const { headers } of answers) {
      expect(headers.get('tfp-api-version')).toBe('2.6')
      expect(headers.get('tfp-appname')).toBe('HCP Terraform')
      expect(headers.get('x-ratelimit-limit')).toBe('30')
      expect(headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/)
      expect(headers.get('x-ratelimit-reset')).toBe('0.0')
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  it('E-2: 415, 401 and 404', async () => {
    const { server } = await start({
      workspaces: [{ name: 'demo' }, { name: 'foreign' }]
    })
    const runs = `${server.url}/api/v2/runs`
    const authorization = `Bearer ${server.token}`
    const json = { authorization, 'content-type': 'application/json' }
    const post = { method: 'POST', body: '{}' }
    expect((await request(runs, { ...post, headers: json })).status).toBe(415)
    const bodiless = await request(`${runs}/run-1/actions/apply`, {
      method: 'POST',
      headers: { authorization }
    })
    expect(bodiless.status).toBe(415)
    const wrong = await converse(server, 'wrong').get('/account/details')
    expect(wrong.status).toBe(401)
    expect(wrong.json).toEqual({
      errors: [{ status: '401', title: 'unauthorized' }]
    })
    const narrow = server.addToken({
      kind: 'team',
      permission: 'admin',
      workspaces: ['demo']
    })
    const client = converse(server, narrow)
    const path = '/organizations/acme/workspaces'
    expect((await client.get(`${path}/demo`)).status).toBe(200)
    expect((await client.get(`${path}/foreign`)).status).toBe(404)
    expect((await client.get(`${path}/missing`)).status).toBe(404)
    const list = await client.get(path)
    expect(list.json.data).toHaveLength(1)
  })

  it('E-16: takes includes in both spellings, refuses unknown ones', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    const id = await createRun(server, 'demo')
    const client = converse(server)
    for (const include of [
      'plan,apply,task_stages',
      'created-by',
      'configuration-version.ingress-attributes'
    ]) {
      const { status } = await client.get(`/runs/${id}?include=${include}`)
      expect([include, status]).toEqual([include, 200])
    }
    const { json } = await client.get(`/runs/${id}?include=plan,workspace`)
    expect(json.included.map(({ type }: any) => type)).toEqual([
      'plans',
      'workspaces'
    ])
    const unknown = await client.get(`/runs/${id}?include=plans`)
    expect(unknown.status).toBe(400)
    expect(unknown.json.errors[0].detail).toBe('Invalid include parameter')
  })

  it('E-19: has an attribute and a relationship nobody knows', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    server.workspace('demo').checks = {
      terraformPolicies: { policySetName: 'guardrails', outcomes: [] },
      stages: {
        post_plan: {
          tasks: [
            {
              name: 'scanner',
              result: 'passed',
              enforcement: 'mandatory',
              outcomes: [{ outcomeId: 'X-1', description: 'fine' }]
            }
          ],
          evaluations: [
            {
              kind: 'opa',
              policySetName: 'baseline',
              overridable: true,
              outcomes: []
            }
          ]
        }
      },
      costEstimate: {},
      policyCheck: { result: 'passed' }
    }
    const id = await createRun(server, 'demo', { 'auto-apply': true })
    const client = converse(server)
    await client.post(`/runs/${id}/comments`, {
      data: { type: 'comments', attributes: { body: 'hello' } }
    })
    await server.waitFor(id, 'applied')
    const run = server.run(id)
    const workspace = `/workspaces/${server.workspace('demo').id}`
    const [stage] = run.taskStages
    const [evaluation] = stage!.evaluations
    const policies = `/tf-policy-evaluations/${run.terraformPolicies!.id}`
    const paths = [
      `/runs/${id}?include=plan,apply,created_by,cost_estimate,configuration_version,workspace,task_stages,tf_policy_evaluations`,
      `/runs/${id}/comments`,
      `/runs/${id}/run-events?include=actor,comment`,
      `/runs/${id}/policy-checks`,
      `/runs/${id}/task-stages?include=task_results,policy_evaluations`,
      `/task-results/${stage!.tasks[0]!.id}/outcomes`,
      `/policy-evaluations/${evaluation!.id}/policy-set-outcomes`,
      `/policy-set-outcomes/${evaluation!.sets[0]!.outcomeId}`,
      policies,
      `/tf-policy-set-outcomes/${run.terraformPolicies!.outcomeId}`,
      `${workspace}?include=outputs,current_state_version,current_run.plan`,
      `${workspace}/runs`,
      `${workspace}/configuration-versions`,
      `${workspace}/current-state-version`,
      '/organizations/acme',
      '/organizations/acme/entitlement-set',
      '/organizations/acme/capacity',
      '/account/details'
    ]
    const seen = new Set<string>()
    for (const path of paths) {
      const { status, json } = await client.get(path)
      expect([path, status]).toEqual([path, 200])
      for (const document of [json.data, json.included ?? []].flat()) {
        seen.add(document.type)
        expect(document.attributes).toHaveProperty('attribute-of-tomorrow')
        expect(document.relationships).toHaveProperty(
          'relationship-of-tomorrow'
        )
      }
    }
    expect([...seen].sort()).toEqual([
      'applies',
      'comments',
      'configuration-versions',
      'cost-estimates',
      'entitlement-sets',
      'organization-capacity',
      'organizations',
      'plans',
      'policy-checks',
      'policy-evaluations',
      'policy-set-outcomes',
      'run-events',
      'runs',
      'state-versions',
      'task-result-outcomes',
      'task-results',
      'task-stages',
      'tf-policy-evaluations',
      'tf-policy-set-outcomes',
      'users',
      'workspace-outputs',
      'workspaces'
    ])
  })

  it('E-20: Terraform Enterprise has other headers and no beta', async () => {
    const { server } = await start({ personality: 'tfe' })
    const client = converse(server)
    const { headers } = await client.get('/ping')
    expect(headers.get('tfp-appname')).toBe('Terraform Enterprise')
    expect(headers.get('x-tfe-version')).toBe('v202401-2')
    expect(headers.get('x-tfe-current-version')).toBe('1.0.3')
    for (const name of ['limit', 'remaining', 'reset']) {
      expect(headers.has(`x-ratelimit-${name}`)).toBe(false)
    }
    const id = await createRun(server, 'demo')
    const { status, json } = await client.get(
      `/runs/${id}?include=tf_policy_evaluations`
    )
    expect(status).toBe(400)
    expect(json.errors[0].detail).toBe('Invalid include parameter')
    expect(
      (await client.get(`/runs/${id}`)).json.data.relationships
    ).not.toHaveProperty('tf-policy-evaluations')
  })

  it('E-20: Enterprise has task stages, unless it is older than 2022', async () => {
    for (const [taskStages, expected] of [
      [undefined, 200],
      [false, 400]
    ] as const) {
      const { server } = await start({
        personality: 'tfe',
        ...(taskStages === undefined ? {} : { taskStages })
      })
      const id = await createRun(server, 'demo')
      const { status } = await converse(server).get(
        `/runs/${id}?include=task_stages`
      )
      expect(status).toBe(expected)
    }
  })

  it.each([
    ['hcp', 'localhost', 400],
    ['tfe', '127.0.0.1', 200]
  ] as const)(
    'E-20: %s has its blobs on %s and answers a token with %i',
    async (personality, host, status) => {
      const { server, engine } = await start({ personality })
      engine.script('demo', [scripts.creates])
      const id = await createRun(server, 'demo')
      await server.waitFor(id, 'planned')
      const { plan } = server.run(id)
      const client = converse(server)
      const { json } = await client.get(`/plans/${plan.id}`)
      const log: string = json.data.attributes['log-read-url']
      expect(new URL(log).hostname).toBe(host)
      expect((await request(log)).status).toBe(200)
      const headers = { authorization: `Bearer ${server.token}` }
      expect((await request(log, { headers })).status).toBe(status)
    }
  )

  it('E-20: administrators stop runs of an Enterprise at once', async () => {
    const { server, engine } = await start({ personality: 'tfe' })
    engine.script('demo', [{ ...scripts.slow, stubborn: true }])
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planning')
    const path = `/admin/runs/${id}/actions/force-cancel`
    expect((await converse(server).post(path)).status).toBe(404)
    const admin = converse(server, server.tokens.admin)
    const stopped = await admin.post(path, { comment: 'stuck' })
    // No cancel before it, no cool-off, and the document at once.
    expect(stopped.status).toBe(200)
    expect(stopped.json.data.attributes.status).toBe('canceled')
    expect(stopped.json.data.attributes['status-timestamps']).toHaveProperty(
      'force-canceled-at'
    )
    expect((await admin.post(path)).status).toBe(409)
    const list = await admin.get('/admin/runs?filter[status]=canceled')
    expect(list.json.data.map((run: any) => run.id)).toEqual([id])
    expect(list.json.data[0].attributes).not.toHaveProperty('message')
    expect(list.json.meta['status-counts']).toEqual({ canceled: 1, total: 1 })
  })

  it('E-20: HCP Terraform has no administration', async () => {
    const { server } = await start()
    const id = await createRun(server, 'demo')
    const admin = converse(server, server.tokens.admin)
    expect((await admin.get('/admin/runs')).status).toBe(404)
    const stop = await admin.post(`/admin/runs/${id}/actions/force-cancel`)
    expect(stop.status).toBe(404)
  })
})

describe('tokens', () => {
  it.each([
    ['write', 'teams'],
    ['user', 'users'],
    ['organization', 'organizations']
  ] as const)('says whose it is: %s', async (name, type) => {
    const { server } = await start()
    const { json } = await converse(server, server.tokens[name]).get(
      '/account/details'
    )
    expect(json.data.type).toBe('users')
    expect(json.data.relationships['authenticated-resource'].data.type).toBe(
      type
    )
    expect(json.data.attributes['is-service-account']).toBe(type !== 'users')
  })

  it('hides runs from organization tokens', async () => {
    const { server } = await start()
    const id = await createRun(server, 'demo')
    const token = server.tokens.organization
    const client = converse(server, token)
    expect((await client.get(`/runs/${id}`)).status).toBe(404)
    expect((await postRun(server, 'demo', {}, { token })).status).toBe(404)
    const workspace = await client.get('/organizations/acme/workspaces/demo')
    expect(workspace.status).toBe(200)
    expect(workspace.json.data.attributes.permissions['can-queue-run']).toBe(
      false
    )
  })

  it('shows each token its permissions, whatever the state', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    const id = await createRun(server, 'demo')
    const permissions = async (token: string) =>
      (await readRun(server, id, token)).attributes.permissions
    expect(await permissions(server.tokens.read)).toMatchObject({
      'can-comment': false,
      'can-apply': false
    })
    expect(await permissions(server.tokens.plan)).toMatchObject({
      'can-comment': true,
      'can-apply': false,
      'can-discard': false
    })
    expect(await permissions(server.tokens.write)).toMatchObject({
      'can-apply': true,
      'can-force-cancel': false,
      'can-override-policy-check': false
    })
    expect(await permissions(server.tokens.admin)).toMatchObject({
      'can-force-cancel': true,
      'can-override-policy-check': true
    })
  })
})

describe('lists of runs', () => {
  it('E-8: leave out plan-only runs unless asked', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates, scripts.slow])
    const planOnly = await createRun(server, 'demo', { 'plan-only': true })
    await server.waitFor(planOnly, 'planned_and_finished')
    const applyable = await createRun(server, 'demo', { message: 'find me' })
    const ids = async (query: string) => {
      const { json } = await converse(server).get(
        `/workspaces/${server.workspace('demo').id}/runs${query}`
      )
      return json.data.map(({ id }: any) => id)
    }
    expect(await ids('')).toEqual([applyable])
    expect(
      await ids('?filter%5Boperation%5D=plan_only,plan_and_apply')
    ).toEqual([applyable, planOnly])
    expect(await ids('?search[basic]=find')).toEqual([applyable])
    expect(await ids('?filter[status_group]=final')).toEqual([])
    expect(await ids('?page[number]=9')).toEqual([])
  })

  it('E-8: those of an organization have no totals', async () => {
    const { server } = await start()
    const client = converse(server)
    const organization = await client.get('/organizations/acme/runs')
    expect(Object.keys(organization.json.links)).toEqual([
      'self',
      'prev',
      'next'
    ])
    expect(Object.keys(organization.json.meta.pagination)).toEqual([
      'current-page',
      'page-size',
      'prev-page',
      'next-page'
    ])
    expect(organization.json.meta).not.toHaveProperty('status-counts')
    const workspace = await client.get(
      `/workspaces/${server.workspace('demo').id}/runs`
    )
    expect(workspace.json.meta.pagination['total-count']).toBe(0)
    expect(workspace.json.meta['status-counts'].total).toBe(0)
  })

  it('E-8: may be asked 30 times a minute', async () => {
    const { server } = await start({ listsPerMinute: 2 })
    const client = converse(server)
    const path = `/workspaces/${server.workspace('demo').id}/runs`
    expect((await client.get(path)).status).toBe(200)
    expect((await client.get(path)).status).toBe(200)
    const third = await client.get(path)
    expect(third.status).toBe(429)
    expect(third.json.errors[0].status).toBe(429)
    expect(Number(third.headers.get('x-ratelimit-reset'))).toBeGreaterThan(50)
    // The rest of the API is not affected.
    expect((await client.get('/account/details')).status).toBe(200)
  })
})

describe('configuration versions', () => {
  const body = (attributes: Record<string, unknown> = {}) => ({
    data: {
      type: 'configuration-versions',
      attributes: { 'auto-queue-runs': false, ...attributes }
    }
  })
  const put = (url: string, bytes: Uint8Array<ArrayBuffer>) =>
    request(url, { method: 'PUT', body: bytes })

  const create = async (options: Partial<HcpOptions> = {}) => {
    const { server } = await start(options)
    const client = converse(server)
    const { status, json } = await client.post(
      `/workspaces/${server.workspace('demo').id}/configuration-versions`,
      body()
    )
    expect(status).toBe(201)
    const { id, attributes } = json.data
    return {
      server,
      url: attributes['upload-url'] as string,
      read: async () =>
        (await client.get(`/configuration-versions/${id}`)).json.data.attributes
    }
  }

  it('E-9: the upload URL comes once', async () => {
    const { server, url, read } = await create()
    expect(await read()).not.toHaveProperty('upload-url')
    const { status, text } = await put(url, await pack())
    expect([status, text]).toEqual([200, ''])
    const uploaded = await eventually(
      'the upload',
      read,
      ({ status }) => status !== 'pending'
    )
    expect(uploaded).toMatchObject({
      status: 'uploaded',
      error: null,
      'status-timestamps': { 'uploaded-at': expect.any(String) }
    })
    expect(server.state.runs.size).toBe(0)
  })

  it('E-9: the upload takes a while after its answer', async () => {
    const { url, read } = await create({
      pace: { step: 5, action: 5, upload: 600_000 }
    })
    expect((await put(url, await pack())).status).toBe(200)
    expect((await read()).status).toBe('pending')
  })

  it.each([
    ['no gzip', () => Promise.resolve('plain text')],
    [
      'a gzip of no archive',
      () =>
        new Response(
          new Blob(['text']).stream().pipeThrough(new CompressionStream('gzip'))
        ).arrayBuffer()
    ],
    ['an archive without files', () => pack({})]
  ])('E-9: errored: %s', async (_, bytes) => {
    const { server } = await start()
    const id = await upload(
      server,
      'demo',
      {},
      new Uint8Array(Buffer.from((await bytes()) as string))
    )
    const { json } = await converse(server).get(`/configuration-versions/${id}`)
    expect(json.data.attributes).toMatchObject({
      status: 'errored',
      'error-message': expect.stringMatching(/archive/)
    })
  })

  it('queues a run by itself unless told not to', async () => {
    const { server } = await start()
    await upload(server, 'demo', { 'auto-queue-runs': true })
    const [run] = [...server.state.runs.values()]
    expect(run?.source).toBe('tfe-configuration-version')
  })

  it('becomes current unless speculative or provisional', async () => {
    const { server } = await start()
    await upload(server, 'demo', { speculative: true })
    await upload(server, 'demo', { provisional: true })
    const workspace = server.workspace('demo')
    expect(workspace.currentConfigurationVersion).toBeUndefined()
    const id = await upload(server, 'demo')
    expect(workspace.currentConfigurationVersion?.id).toBe(id)
  })

  it('makes runs of a speculative one plan-only', async () => {
    const { server } = await start()
    const configurationVersionId = await upload(server, 'demo', {
      speculative: true
    })
    const made = await postRun(server, 'demo', {}, { configurationVersionId })
    expect(made.json.data.attributes['plan-only']).toBe(true)
    const refused = await postRun(
      server,
      'demo',
      { 'plan-only': false },
      { configurationVersionId }
    )
    expect(refused.status).toBe(422)
  })
})

describe('blobs', () => {
  it('refuse a request that has credentials too', async () => {
    const { server } = await start()
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned_and_finished')
    const url = server.run(id).plan.logUrl!
    const headers = { authorization: `Bearer ${server.token}` }
    expect((await request(url, { headers })).status).toBe(400)
    expect((await request(url)).status).toBe(200)
    const { pathname } = new URL(url)
    expect(pathname).toMatch(/^\/_archivist\/v1\/object\//)
  })

  it.each([
    ['created', 'address', 'address'],
    // A plan's is null until then, an apply's is an empty text.
    ['queued', 'null', 'empty'],
    ['running', 'null', 'empty']
  ] as const)(
    'E-6b: has the address of a log since it is %s, empty until it runs',
    async (logUrl, pending, gated) => {
      const { server, engine } = await start({ logUrl })
      engine.script('demo', [scripts.slow])
      server.lock('demo', 'Maintenance')
      const id = await createRun(server, 'demo')
      const client = converse(server)
      const read = async (phase: 'plan' | 'apply') => {
        const { json } = await client.get(`/runs/${id}/${phase}`)
        return json.data.attributes['log-read-url'] as string | null
      }
      const kind = (url: string | null) =>
        url === null ? 'null' : url === '' ? 'empty' : 'address'
      const early = await read('plan')
      expect(kind(early)).toBe(pending)
      if (early !== null) expect((await request(early)).text).toBe('')
      server.unlock('demo')
      await server.waitFor(id, 'planning')
      expect(kind(await read('plan'))).toBe('address')
      expect(kind(await read('apply'))).toBe(gated)
    }
  )

  it('E-6b: has it in apply_queued, unless only once it runs', async () => {
    for (const [logUrl, expected] of [
      ['queued', true],
      ['running', false]
    ] as const) {
      const { server, engine } = await start({ logUrl, pace: { step: 100 } })
      engine.script('demo', [scripts.creates])
      const id = await createRun(server, 'demo')
      await server.waitFor(id, 'planned')
      server.act(id, 'apply')
      await server.waitFor(id, 'apply_queued')
      const { json } = await converse(server).get(`/runs/${id}/apply`)
      expect(json.data.attributes['log-read-url'] !== '').toBe(expected)
    }
  })

  it('E-10: a log grows between STX and ETX', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.slow])
    const id = await createRun(server, 'demo')
    const client = converse(server)
    const before = await client.get(`/runs/${id}/plan`)
    const early: string = before.json.data.attributes['log-read-url']
    expect((await request(early)).text).not.toContain('Plan:')
    await server.waitFor(id, 'planning')
    const { json } = await client.get(`/runs/${id}/plan`)
    const url: string = json.data.attributes['log-read-url']
    const read = async (offset: number, limit = 65_536) =>
      (await request(`${url}?limit=${limit}&offset=${offset}`)).text
    const first = await read(0)
    expect(first.startsWith('\u0002Terraform v')).toBe(true)
    expect(first.endsWith('\u0003')).toBe(false)
    expect(await read(Buffer.byteLength(first))).toBe('')
    expect(await read(1, 9)).toBe('Terraform')
    engine.proceed(id)
    await server.waitFor(id, 'planned')
    const rest = await read(Buffer.byteLength(first))
    expect(rest.endsWith('\n\u0003')).toBe(true)
    expect(rest).toContain('Plan: 1 to add, 0 to change, 0 to destroy.')
    expect(await read(1_000_000)).toBe('')
  })

  it('E-10: a crashed worker leaves no ETX', async () => {
    const { server } = await start({ crashesLogs: true })
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned_and_finished')
    const { text } = await request(server.run(id).plan.logUrl!)
    expect(text.startsWith('\u0002')).toBe(true)
    expect(text).not.toContain('\u0003')
  })

  it('E-11: the plan JSON is for admins, behind a link', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    engine.script('demo', [scripts.slow])
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned')
    const path = `/plans/${server.run(id).plan.id}/json-output`
    expect((await converse(server).get(path)).status).toBe(404)
    const admin = converse(server, server.tokens.admin)
    const answer = await admin.get(path)
    expect(answer.status).toBe(307)
    const url = answer.headers.get('location')!
    const plan = await request(url)
    expect(plan.json.format_version).toBe('1.2')
    expect(plan.text).toContain(scenarioSecret)

    server.act(id, 'discard')
    const slow = await createRun(server, 'demo')
    await server.waitFor(slow, 'planning')
    expect((await admin.get(`/runs/${slow}/plan/json-output`)).status).toBe(204)
  })

  it.each([
    [true, 200],
    [false, 307]
  ])('E-12: the redacted plan, inline: %s', async (redactedInline, status) => {
    const { server, engine } = await start({ redactedInline })
    engine.script('demo', [scripts.creates])
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned')
    const path = `/plans/${server.run(id).plan.id}/json-output-redacted`
    const reader = converse(server, server.tokens.read)
    expect((await reader.get(path)).status).toBe(204)
    const answer = await reader.get(path)
    expect(answer.status).toBe(status)
    const { json, text } = redactedInline
      ? answer
      : await request(answer.headers.get('location')!)
    expect(text).not.toContain(scenarioSecret)
    expect(json.plan_format_version).toBe('1.2')
    expect(json).not.toHaveProperty('prior_state')
    expect(json.resource_changes[0].change).toMatchObject({
      after: { input: { engine: '14.9', password: 'REDACTED_SENSITIVE' } },
      after_sensitive: { input: { password: true } }
    })
    expect(json.output_changes.password.after).toBe('REDACTED_SENSITIVE')
  })
})

describe('outputs of the state', () => {
  it('E-11: the link to the plan JSON dies', async () => {
    const { server, engine } = await start({
      pace: { step: 5, action: 5, upload: 5, link: 1 }
    })
    engine.script('demo', [scripts.creates])
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'planned')
    const { headers } = await converse(server, server.tokens.admin).get(
      `/plans/${server.run(id).plan.id}/json-output`
    )
    const link = headers.get('location')!
    const dead = async () => (await request(link)).status === 403
    await eventually('the link to be dead', dead)
  })

  it('E-18: 503 once after an apply, sensitive values null', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    const id = await createRun(server, 'demo', { 'auto-apply': true })
    const path = `/workspaces/${server.workspace('demo').id}/current-state-version-outputs`
    const client = converse(server)
    expect((await client.get(path)).status).toBe(404)
    await server.waitFor(id, 'applied')
    expect((await client.get(path)).status).toBe(503)
    const { json } = await client.get(path)
    const values = Object.fromEntries(
      json.data.map(({ attributes }: any) => [
        attributes.name,
        [attributes.sensitive, attributes.value]
      ])
    )
    expect(values).toEqual({
      endpoint: [false, 'https://api.acme.example'],
      password: [true, null]
    })
  })
})

describe('the log of requests and ordered troubles', () => {
  it('keeps kinds of tokens, never tokens', async () => {
    const { server } = await start()
    await createRun(server, 'demo', { message: 'hello' })
    expect(JSON.stringify(server.requests)).not.toContain(server.token)
    const sent = server.requests.find(
      ({ method, path }) => method === 'POST' && path === '/api/v2/runs'
    )
    expect(sent).toMatchObject({
      status: 201,
      headers: { authorization: 'team' },
      body: { data: { attributes: { message: 'hello' } } }
    })
    const put = server.requests.find(({ method }) => method === 'PUT')
    expect(put).toMatchObject({
      status: 200,
      headers: { authorization: 'none' },
      body: { bytes: expect.any(Number) }
    })
  })

  it('answers as ordered, then as always', async () => {
    const { server } = await start()
    server.trouble({ path: '/account', status: 502, body: '<html>' })
    const client = converse(server)
    const bad = await client.get('/account/details')
    expect([bad.status, bad.text]).toEqual([502, '<html>'])
    expect((await client.get('/account/details')).status).toBe(200)
  })

  it('loses the answer of a request that had its effect', async () => {
    const { server } = await start()
    const configurationVersionId = await upload(server, 'demo')
    server.trouble({ method: 'POST', path: /\/runs$/, cut: 'after' })
    await expect(
      postRun(server, 'demo', {}, { configurationVersionId })
    ).rejects.toThrow('fetch failed')
    expect(server.state.runs.size).toBe(1)
    server.trouble({ method: 'POST', path: /\/runs$/, cut: 'before' })
    await expect(
      postRun(server, 'demo', {}, { configurationVersionId })
    ).rejects.toThrow('fetch failed')
    expect(server.state.runs.size).toBe(1)
  })

  it('breaks off in the middle of a body', async () => {
    const { server } = await start()
    server.trouble({ path: '/account', cut: 'halfway' })
    const client = converse(server)
    await expect(client.get('/account/details')).rejects.toThrow()
  })
})

describe('close', () => {
  it('removes the folder of the states; a folder of others stays', async () => {
    const { server, engine } = await start()
    engine.script('demo', [scripts.creates])
    const id = await createRun(server, 'demo', { 'auto-apply': true })
    await server.waitFor(id, 'applied')
    expect(existsSync(server.stateFile('demo')!)).toBe(true)
    await server.close()
    expect(existsSync(server.dataDirectory)).toBe(false)

    const dataDirectory = await mkdtemp(join(tmpdir(), 'emulator-test-'))
    try {
      const other = await start({ dataDirectory })
      await other.server.close()
      expect(existsSync(dataDirectory)).toBe(true)
    } finally {
      await rm(dataDirectory, { recursive: true })
    }
  })

  it('leaves no folder when the port is taken', async () => {
    const { server } = await start()
    const before = process.env['TMPDIR']
    const folder = await mkdtemp(join(tmpdir(), 'emulator-test-'))
    process.env['TMPDIR'] = folder
    try {
      await expect(
        start({ port: Number(new URL(server.url).port) })
      ).rejects.toThrow('EADDRINUSE')
      expect(readdirSync(folder)).toEqual([])
    } finally {
      if (before === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = before
      await rm(folder, { recursive: true })
    }
  })
})
