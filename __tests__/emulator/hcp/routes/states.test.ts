import { afterEach, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { scripts } from '../../../../emulator/engines/scenario.ts'
import { renderStateFile } from '../../../../emulator/engines/state-file.ts'
import type { HcpServer } from '../../../../emulator/hcp/server.ts'
import type { Answer } from '../../conversation.ts'
import { converse, createRun, request } from '../../conversation.ts'
import { createScenarioServers } from '../../scenario-servers.ts'

const servers = createScenarioServers()
afterEach(servers.close)

async function start(): Promise<HcpServer> {
  const { server } = await servers.start(
    {
      workspaces: [{ name: 'demo', executionMode: 'local' }, { name: 'remote' }]
    },
    { fallback: scripts.creates }
  )
  return server
}

const state = (previous?: Uint8Array) =>
  new Uint8Array(
    renderStateFile(
      new Map([['terraform_data.a', { id: '1' }]]),
      { name: { value: 'shop', type: 'string' } },
      '1.9.8',
      previous
    )
  )

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex')

function announce(
  server: HcpServer,
  attributes: Readonly<Record<string, unknown>>,
  token?: string
): Promise<Answer> {
  const { id } = server.workspace('demo')
  return converse(server, token).post(`/workspaces/${id}/state-versions`, {
    data: { type: 'state-versions', attributes }
  })
}

async function lock(server: HcpServer): Promise<void> {
  const { id } = server.workspace('demo')
  const { status } = await converse(server).post(
    `/workspaces/${id}/actions/lock`,
    { reason: 'Locked by Terraform' }
  )
  expect(status).toBe(200)
}

const put = (url: string, bytes: Uint8Array<ArrayBuffer>) =>
  request(url, { method: 'PUT', body: bytes })

describe('state versions', () => {
  it('are created, uploaded and current; the lock holds until then', async () => {
    const server = await start()
    const { id } = server.workspace('demo')
    const client = converse(server)
    const current = `/workspaces/${id}/current-state-version`
    const unlock = `/workspaces/${id}/actions/unlock`
    await lock(server)
    const bytes = state()
    const created = await announce(server, { serial: 1, md5: md5(bytes) })
    expect(created.status).toBe(201)
    const { attributes } = created.json.data
    expect(attributes.status).toBe('pending')
    expect((await client.get(current)).status).toBe(404)
    const early = await client.post(unlock)
    expect(early.status).toBe(503)
    expect(early.json.errors[0].detail).toContain(
      'latest state version is still pending'
    )
    expect(
      (await put(attributes['hosted-state-upload-url'], bytes)).status
    ).toBe(200)
    const json = attributes['hosted-json-state-upload-url']
    expect((await put(json, bytes)).status).toBe(200)
    expect((await client.post(unlock)).status).toBe(200)
    const { data } = (await client.get(current)).json
    expect(data.id).toBe(created.json.data.id)
    expect(data.attributes).toMatchObject({ status: 'finalized', serial: 1 })
    // Terraform sends its token along when it downloads a state.
    const download = data.attributes['hosted-state-download-url']
    const headers = { authorization: `Bearer ${server.token}` }
    expect((await request(download, { headers })).text).toBe(
      Buffer.from(bytes).toString()
    )
    expect(server.addresses('demo')).toEqual(['terraform_data.a'])
    const list = await client.get(
      '/state-versions?filter[workspace][name]=demo'
    )
    expect(list.json.data).toHaveLength(1)
    const outputs = await client.get(`/state-versions/${data.id}/outputs`)
    expect(outputs.json.data[0].attributes.value).toBe('shop')
  })

  it('make the saved plans of the workspace stale', async () => {
    const server = await start()
    const id = await createRun(server, 'remote', { 'save-plan': true })
    await server.waitFor(id, 'planned_and_saved')
    const client = converse(server)
    const path = `/workspaces/${server.workspace('remote').id}`
    await client.post(`${path}/actions/lock`, {})
    const bytes = state()
    const created = await client.post(`${path}/state-versions`, {
      data: {
        type: 'state-versions',
        attributes: {
          serial: 1,
          md5: md5(bytes),
          state: Buffer.from(bytes).toString('base64')
        }
      }
    })
    expect(created.status).toBe(201)
    expect(server.run(id).status).toBe('discarded')
    const { status } = await client.post(`/runs/${id}/actions/apply`)
    expect(status).toBe(409)
  })

  it('may come in the body, as to an older Enterprise', async () => {
    const server = await start()
    await lock(server)
    const bytes = state()
    const { status } = await announce(server, {
      serial: 1,
      md5: md5(bytes),
      state: Buffer.from(bytes).toString('base64')
    })
    expect(status).toBe(201)
    expect(server.addresses('demo')).toEqual(['terraform_data.a'])
  })

  it('are refused without the lock, in disorder, or damaged', async () => {
    const server = await start()
    const bytes = state()
    const announcement = { serial: 1, md5: md5(bytes) }
    expect((await announce(server, announcement)).status).toBe(409)
    await lock(server)
    // Locked, but by somebody else.
    expect(
      (await announce(server, announcement, server.tokens.admin)).status
    ).toBe(409)
    expect(
      (await announce(server, announcement, server.tokens.plan)).status
    ).toBe(404)
    expect((await announce(server, { serial: 1 })).status).toBe(422)
    expect((await announce(server, { md5: 'x' })).status).toBe(422)
    const inline = Buffer.from(bytes).toString('base64')
    expect(
      (await announce(server, { serial: 1, md5: 'x', state: inline })).status
    ).toBe(422)
    await announce(server, { ...announcement, state: inline })
    // The very same again is no conflict, another one of its number is.
    expect(
      (await announce(server, { ...announcement, state: inline })).status
    ).toBe(201)
    expect(
      (await announce(server, { ...announcement, md5: 'another' })).status
    ).toBe(409)
    const other = { serial: 2, md5: md5(bytes), lineage: 'other' }
    expect((await announce(server, other)).status).toBe(409)
    expect((await announce(server, { ...other, force: true })).status).toBe(201)
    expect(server.workspace('demo').stateVersions).toHaveLength(2)
  })
})

describe('a state that could not be stored', () => {
  it('ends the run in its apply and can be recovered', async () => {
    const server = await start()
    server.failStateUpload('remote')
    const id = await createRun(server, 'remote', { 'auto-apply': true })
    await server.waitFor(id, 'errored')
    const { apply } = server.run(id)
    expect(apply.status).toBe('errored')
    expect(apply.log!.text()).toContain('Failed to save state')
    expect(server.stateFile('remote')).toBeUndefined()
    const path = `/applies/${apply.id}/errored-state`
    const answer = await converse(server).get(path)
    expect(answer.status).toBe(307)
    const { json } = await request(answer.headers.get('location')!)
    expect(json).toMatchObject({ version: 4 })
  })

  it('does not exist otherwise', async () => {
    const server = await start()
    const id = await createRun(server, 'remote', { 'auto-apply': true })
    await server.waitFor(id, 'applied')
    const path = `/applies/${server.run(id).apply.id}/errored-state`
    expect((await converse(server).get(path)).status).toBe(404)
  })

  it('free the workspace of an upload that never came, by force', async () => {
    const server = await start()
    const { id } = server.workspace('demo')
    const client = converse(server)
    const admin = converse(server, server.tokens.admin)
    const unlock = `/workspaces/${id}/actions/unlock`
    const bytes = state()
    await lock(server)
    const { json } = await announce(server, { serial: 1, md5: md5(bytes) })
    expect((await client.post(unlock)).status).toBe(503)
    const force = await admin.post(`/workspaces/${id}/actions/force-unlock`)
    expect(force.status).toBe(200)
    const read = await client.get(`/state-versions/${json.data.id}`)
    expect(read.json.data.attributes.status).toBe('discarded')
    // It does not stand in the way of those who come later.
    await lock(server)
    expect((await client.post(unlock)).status).toBe(200)
    await lock(server)
    await announce(server, {
      serial: 1,
      md5: md5(bytes),
      state: Buffer.from(bytes).toString('base64')
    })
    expect((await client.post(unlock)).status).toBe(200)
  })

  it('show their outputs in pages, sensitive ones too, and include them', async () => {
    const server = await start()
    const id = await createRun(server, 'remote')
    await server.waitFor(id, 'planned')
    server.act(id, 'apply')
    await server.waitFor(id, 'applied')
    const client = converse(server)
    const workspace = `/workspaces/${server.workspace('remote').id}`
    const current = await client.get(
      `${workspace}/current-state-version?include=outputs,run`
    )
    const types = new Set(
      current.json.included.map(({ type }: { type: string }) => type)
    )
    expect(types).toEqual(new Set(['state-version-outputs', 'runs']))
    const path = `/state-versions/${current.json.data.id}`
    const included = await client.get(`${path}?include=outputs`)
    expect(included.json.included.length).toBeGreaterThan(0)
    const all = await client.get(`${path}/outputs`)
    const secret = all.json.data.find(
      ({ attributes }: { attributes: { sensitive: boolean } }) =>
        attributes.sensitive
    )
    expect(secret.attributes.value).not.toBeNull()
    const page = await client.get(`${path}/outputs?page[number]=9&page[size]=1`)
    expect(page.json.data).toEqual([])
    expect(page.json.meta.pagination['total-count']).toBe(all.json.data.length)
    const refused = await client.get(`${path}?include=nonsense`)
    expect(refused.status).toBe(400)
  })
})
