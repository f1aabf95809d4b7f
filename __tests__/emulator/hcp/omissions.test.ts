import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../../emulator/engines/scenario.ts'
import { eventually } from '../../../emulator/eventually.ts'
import type { HcpServer } from '../../../emulator/hcp/server.ts'
import {
  converse,
  createRun,
  pack,
  postRun,
  readRun,
  request,
  upload
} from '../conversation.ts'
import { createScenarioServers } from '../scenario-servers.ts'

const { start, close } = createScenarioServers()
afterEach(close)

describe('a server that leaves things out', () => {
  it('has no side-loads and no planned-at, only where that is asked for', async () => {
    for (const omissions of [
      {},
      { noSideLoads: true, noPlannedAt: true }
    ] as const) {
      const { server, engine } = await start({ omissions })
      engine.script('demo', [scripts.creates])
      const id = await createRun(server, 'demo')
      await server.waitFor(id, 'planned')
      const { json } = await converse(server).get(`/runs/${id}?include=plan`)
      const isWhole = !('noSideLoads' in omissions)
      expect(json.included !== undefined).toBe(isWhole)
      const times = Object.keys(json.data.attributes['status-timestamps'])
      expect(times.includes('planned-at')).toBe(isWhole)
      expect(times).toContain('planning-at')
    }
  })

  it('refuses with a 500 and takes actions that do nothing', async () => {
    const { server } = await start({
      omissions: { refusesWith500: true, idleActions: ['cancel'] }
    })
    const client = converse(server)
    server.lock('demo', 'Maintenance')
    const id = await createRun(server, 'demo')
    const refused = await client.post(`/runs/${id}/actions/apply`)
    expect(refused.status).toBe(500)
    const idle = await client.post(`/runs/${id}/actions/cancel`)
    expect(idle.status).toBe(202)
    expect(server.run(id).canceledAt).toBeUndefined()
  })

  it('shows a cost estimate as not confirmable, and takes the confirm', async () => {
    const { server, engine } = await start({
      omissions: { costEstimatedUnconfirmable: true }
    })
    engine.script('demo', [scripts.creates])
    server.workspace('demo').checks = { costEstimate: {} }
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'cost_estimated')
    await eventually('the gate', () => server.run(id).gate !== undefined)
    const { attributes } = await readRun(server, id)
    expect(attributes.actions['is-confirmable']).toBe(false)
    const { status } = await converse(server).post(`/runs/${id}/actions/apply`)
    expect(status).toBe(202)
    await server.waitFor(id, 'applied')
  })

  it('loses the answer of a creation whose run appears later', async () => {
    const { server } = await start({ omissions: { losesCreations: true } })
    const configurationVersionId = await upload(server, 'demo')
    const lost = await postRun(
      server,
      'demo',
      {},
      { configurationVersionId }
    ).catch(() => undefined)
    expect(lost?.status ?? 504).toBe(504)
    expect(server.state.runs.size).toBe(1)
  })

  it('makes the run of a creation only after its 504', async () => {
    const { server } = await start({ omissions: { lateCreations: 300 } })
    const configurationVersionId = await upload(server, 'demo')
    const { status } = await postRun(
      server,
      'demo',
      {},
      { configurationVersionId }
    )
    expect(status).toBe(504)
    await eventually('the run', () => server.state.runs.size === 1)
    const [run] = server.state.runs.values()
    expect(run?.configurationVersion.id).toBe(configurationVersionId)
  })

  it('has the page of a proxy before it for some reads', async () => {
    for (const status of [200, 502] as const) {
      const { server } = await start({
        omissions: { proxyPages: { status, times: 1 } }
      })
      const client = converse(server)
      const first = await client.get('/ping')
      expect([first.status, first.headers.get('content-type')]).toEqual([
        status,
        'text/html'
      ])
      expect((await client.get('/ping')).status).toBe(204)
    }
  })

  it('hides what is new for a while', async () => {
    const { server } = await start({ omissions: { hidesNew: 1_000 } })
    server.lock('demo', 'Maintenance')
    // The upload waits until its configuration version is seen.
    const configurationVersionId = await upload(server, 'demo').catch(
      () => [...server.state.configurationVersions.keys()][0] ?? ''
    )
    await eventually(
      'the upload',
      () => server.state.configurationVersions.get(configurationVersionId),
      (version) => version?.status === 'uploaded'
    )
    const made = await postRun(server, 'demo', {}, { configurationVersionId })
    const path = `/runs/${made.json.data.id}`
    expect((await converse(server).get(path)).status).toBe(404)
    await eventually(
      'the run to be seen',
      async () => (await converse(server).get(path)).status,
      (status) => status === 200
    )
  })

  it('reads what a replica knew that is behind', async () => {
    const { server, engine } = await start({
      omissions: { staleReads: 60_000 }
    })
    engine.script('demo', [scripts.creates])
    server.lock('demo', 'Maintenance')
    const configurationVersionId = await uploadUnread(server)
    const made = await postRun(server, 'demo', {}, { configurationVersionId })
    const id: string = made.json.data.id
    expect((await readRun(server, id)).attributes.status).toBe('pending')
    server.unlock('demo')
    await server.waitFor(id, 'planned')
    expect((await readRun(server, id)).attributes.status).toBe('pending')
  })

  it('drops messages, allow-empty-apply and list filters', async () => {
    const { server } = await start({
      dropsMessages: true,
      ignoresAllowEmptyApply: true,
      ignoresListFilters: true
    })
    const id = await createRun(server, 'demo', {
      message: 'mine',
      'allow-empty-apply': true
    })
    await server.waitFor(id, 'planned_and_finished')
    const { attributes } = await readRun(server, id)
    expect(attributes.message).not.toContain('mine')
    const { json } = await converse(server).get(
      `/workspaces/${server.workspace('demo').id}/runs?filter[status]=applied`
    )
    expect(json.data).toHaveLength(1)
  })
})

/** Uploads without reading the version again: its reads are stale here. */
async function uploadUnread(server: HcpServer): Promise<string> {
  const made = await converse(server).post(
    `/workspaces/${server.workspace('demo').id}/configuration-versions`,
    {
      data: {
        type: 'configuration-versions',
        attributes: { 'auto-queue-runs': false }
      }
    }
  )
  const { id, attributes } = made.json.data
  await request(attributes['upload-url'], {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: await pack()
  })
  await eventually(
    'the upload',
    () => server.state.configurationVersions.get(id)?.status,
    (status) => status === 'uploaded'
  )
  return id
}
