import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { ConfigurationVersionError } from '../../src/hcp/wire/errors.ts'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'
import { startLoopbackServer } from './loopback-server.ts'

const version = (attributes: Record<string, unknown>) => ({
  data: { id: 'cv-1', type: 'configuration-versions', attributes }
})
const show = '/api/v2/configuration-versions/cv-1'
const create = '/api/v2/workspaces/ws-1/configuration-versions'

// Not by nock: it lets a body through to the network that starts late.
describe('upload', () => {
  it('puts the file, without the token', async () => {
    const server = await startLoopbackServer((_request, response) => {
      response.end()
    })
    const { writes, dispose } = openApi(server.url)
    const folder = await mkdtemp(join(tmpdir(), 'upload-'))
    try {
      const archive = join(folder, 'a.tar.gz')
      await writeFile(archive, 'the archive')
      await writes.configurationVersions.upload(
        new URL('/u?sig=1', server.url).href,
        archive
      )
      expect(server.requests).toHaveLength(1)
      expect(server.requests[0]).toMatchObject({
        method: 'PUT',
        url: '/u?sig=1',
        headers: {
          'content-type': 'application/octet-stream',
          'content-length': '11'
        }
      })
      expect(server.requests[0]!.headers).not.toHaveProperty('authorization')
      expect(server.requests[0]!.body.toString()).toBe('the archive')
    } finally {
      dispose()
      await server.close()
      await rm(folder, { recursive: true })
    }
  })
})

describe('create', () => {
  interceptRequests()

  it.each([
    [true, false],
    [false, true]
  ])(
    'T20: speculative: %p, provisional: %p, queues nothing',
    async (speculative, provisional) => {
      let body: unknown
      api()
        .matchHeader('content-type', 'application/vnd.api+json')
        .post(create, (sent) => {
          body = sent
          return true
        })
        .reply(
          201,
          version({
            status: 'pending',
            speculative,
            provisional,
            error: null,
            'error-message': null,
            'upload-url': 'https://archivist.example/u'
          }),
          jsonApi
        )
      expect(
        await openApi().writes.configurationVersions.create('ws-1', {
          speculative,
          provisional
        })
      ).toEqual({
        id: 'cv-1',
        status: 'pending',
        error: undefined,
        errorMessage: undefined,
        speculative,
        provisional,
        uploadUrl: 'https://archivist.example/u'
      })
      expect(body).toEqual({
        data: {
          type: 'configuration-versions',
          attributes: {
            'auto-queue-runs': false,
            speculative,
            provisional
          }
        }
      })
    }
  )

  it('is repeated after a 503', async () => {
    api().post(create).reply(503)
    api()
      .post(create)
      .reply(201, version({ status: 'pending' }), jsonApi)
    const created = await openApi().writes.configurationVersions.create(
      'ws-1',
      {
        speculative: true,
        provisional: false
      }
    )
    expect(created.uploadUrl).toBeUndefined()
  })
})

describe('waitUntilUploaded', () => {
  interceptRequests()

  it('waits through pending, fetching and unknown words', async () => {
    const { hcp, clock } = openApi()
    for (const status of ['pending', 'fetching', 'pondering', 'uploaded']) {
      api().get(show).reply(200, version({ status }), jsonApi)
    }
    const uploaded = await hcp.configurationVersions.waitUntilUploaded('cv-1')
    expect(uploaded.status).toBe('uploaded')
    expect(clock.sleeps).toEqual([250, 500, 1000])
  })

  it('takes a 404 at first for a replica behind', async () => {
    api().get(show).reply(404)
    api()
      .get(show)
      .reply(200, version({ status: 'uploaded' }), jsonApi)
    await openApi().hcp.configurationVersions.waitUntilUploaded('cv-1')
  })

  it('does not take a 404 for that for long', async () => {
    api().get(show).times(9).reply(404)
    await expect(
      openApi().hcp.configurationVersions.waitUntilUploaded('cv-1')
    ).rejects.toMatchObject({ status: 404 })
  })

  it('C-4: fails at once when it errored, with the reason', async () => {
    const { hcp, clock } = openApi()
    api()
      .get(show)
      .reply(
        200,
        version({
          status: 'errored',
          error: 'configuration_invalid',
          'error-message': 'Failed to process the uploaded archive'
        }),
        jsonApi
      )
    const error = await hcp.configurationVersions
      .waitUntilUploaded('cv-1')
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ConfigurationVersionError)
    expect(error).toMatchObject({
      status: 'errored',
      reason: 'errored',
      configurationVersionId: 'cv-1'
    })
    expect(String(error)).toContain('Failed to process the uploaded archive')
    expect(clock.sleeps).toEqual([])
  })

  it.each([
    'archived',
    'backing_data_soft_deleted',
    'backing_data_permanently_deleted'
  ])('fails at once on %s', async (status) => {
    api().get(show).reply(200, version({ status }), jsonApi)
    await expect(
      openApi().hcp.configurationVersions.waitUntilUploaded('cv-1')
    ).rejects.toMatchObject({ reason: 'unusable', status })
  })

  it('C-4: gives up after its time', async () => {
    const { hcp, clock } = openApi()
    api()
      .get(show)
      .times(33)
      .reply(200, version({ status: 'pending' }), jsonApi)
    const error = await hcp.configurationVersions
      .waitUntilUploaded('cv-1')
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ reason: 'timed-out', status: 'pending' })
    const waited = clock.sleeps.reduce((sum, pause) => sum + pause, 0)
    expect(waited).toBeGreaterThan(57_000)
    expect(waited).toBeLessThanOrEqual(60_000)
  })
})
