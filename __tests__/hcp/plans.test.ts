import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { api, blob, interceptRequests, jsonApi, openApi } from './api.ts'

interceptRequests()

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plans-'))
  path = join(folder, 'plan.json')
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

describe('read', () => {
  it('gives a plan', async () => {
    api()
      .get('/api/v2/plans/plan-1')
      .reply(
        200,
        {
          data: {
            id: 'plan-1',
            type: 'plans',
            attributes: {
              status: 'finished',
              'has-changes': true,
              'resource-additions': 1,
              'resource-changes': 0,
              'resource-destructions': 2,
              'status-timestamps': { 'started-at': 'x' },
              'log-read-url': ''
            }
          }
        },
        jsonApi
      )
    expect(await openApi().hcp.plans.read('plan-1')).toEqual({
      id: 'plan-1',
      status: 'finished',
      hasChanges: true,
      counts: { additions: 1, changes: 0, destructions: 2, imports: undefined },
      logReadUrl: undefined,
      statusTimestamps: { 'started-at': 'x' }
    })
  })
})

describe('readJsonOutput', () => {
  it.each([
    [true, 'json-output-redacted'],
    [false, 'json-output']
  ])('redacted: %p reads %s by a signed URL', async (redacted, name) => {
    api()
      .get(`/api/v2/plans/plan-1/${name}`)
      .reply(307, undefined, { location: 'https://archivist.example/s3cr3t' })
    blob().get('/s3cr3t').reply(200, '{"format_version":"1.2"}')
    expect(
      await openApi().hcp.plans.readJsonOutput('plan-1', { redacted, path })
    ).toEqual({ kind: 'ready', path, bytes: 24 })
    expect(await readFile(path, 'utf8')).toBe('{"format_version":"1.2"}')
  })

  it('C-21: takes the document without a redirect', async () => {
    api().get('/api/v2/plans/plan-1/json-output-redacted').reply(200, { a: 1 })
    expect(
      await openApi().hcp.plans.readJsonOutput('plan-1', {
        redacted: true,
        path
      })
    ).toEqual({ kind: 'ready', path, bytes: 7 })
  })

  it('C-21: waits while there is none yet, with a fresh signed URL', async () => {
    const { hcp, clock } = openApi()
    api().get('/api/v2/plans/plan-1/json-output').twice().reply(204)
    api()
      .get('/api/v2/plans/plan-1/json-output')
      .reply(302, undefined, { location: 'https://archivist.example/x' })
    blob().get('/x').reply(200, '{}')
    expect(
      await hcp.plans.readJsonOutput('plan-1', { redacted: false, path })
    ).toMatchObject({ kind: 'ready' })
    expect(clock.sleeps).toEqual([500, 1000])
  })

  it('gives up after 30 seconds', async () => {
    const { hcp, clock } = openApi()
    api().get('/api/v2/plans/plan-1/json-output').times(9).reply(204)
    expect(
      await hcp.plans.readJsonOutput('plan-1', { redacted: false, path })
    ).toEqual({ kind: 'not-ready' })
    const waited = clock.sleeps.reduce((sum, pause) => sum + pause, 0)
    expect(waited).toBeGreaterThan(24_000)
    expect(waited).toBeLessThanOrEqual(30_000)
    expect(await readdir(folder)).toEqual([])
  })

  it.each([
    [403, true, /may not read runs/],
    [404, true, /may not read runs/],
    [404, false, /admin rights/],
    [422, true, /too old/]
  ])('%i (redacted: %p) is unavailable', async (status, redacted, why) => {
    api()
      .get(/plan-1/)
      .reply(status, { errors: [] }, jsonApi)
    const output = await openApi().hcp.plans.readJsonOutput('plan-1', {
      redacted,
      path
    })
    expect(output).toEqual({
      kind: 'unavailable',
      status,
      why: expect.stringMatching(why)
    })
  })

  it('is unavailable when its storage cannot be reached', async () => {
    api()
      .get(/plan-1/)
      .times(12)
      .reply(307, undefined, { location: 'https://archivist.example/s3cr3t' })
    blob().get('/s3cr3t').times(12).reply(403)
    const output = await openApi().hcp.plans.readJsonOutput('plan-1', {
      redacted: true,
      path
    })
    expect(output).toMatchObject({ kind: 'unavailable', status: 403 })
    expect(JSON.stringify(output)).not.toContain('s3cr3t')
  })

  it('throws what is another fault', async () => {
    api()
      .get(/plan-1/)
      .reply(401)
    await expect(
      openApi().hcp.plans.readJsonOutput('plan-1', { redacted: true, path })
    ).rejects.toMatchObject({ status: 401 })
  })
})
