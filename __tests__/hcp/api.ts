import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect
} from '@jest/globals'
import nock from 'nock'
import { createHcp } from '../../src/hcp/client.ts'
import type { Hcp } from '../../src/hcp/client.ts'
import { createWrites } from '../../src/hcp/writes/confirming.ts'
import type { Writes } from '../../src/hcp/writes/confirming.ts'
import { createTransport } from '../../src/hcp/wire/transport.ts'
import { createFakeClock } from './fake-clock.ts'
import type { FakeClock } from './fake-clock.ts'

const origin = 'https://tfe.example'

/** A client of a server that nock, or a real one, plays. */
export function openApi(baseUrl = new URL(origin)): {
  hcp: Hcp
  writes: Writes
  clock: FakeClock
  dispose: () => void
} {
  const clock = createFakeClock()
  const transport = createTransport({
    baseUrl,
    token: 'token-1',
    userAgent: 'test',
    clock,
    random: () => 0
  })
  return {
    hcp: createHcp(transport),
    writes: createWrites(transport),
    clock,
    dispose: () => {
      transport.dispose()
    }
  }
}

/** Expects requests that carry the token. */
export function api(token = 'token-1'): nock.Scope {
  return nock(origin, {
    reqheaders: {
      authorization: `Bearer ${token}`,
      accept: /application\/vnd\.api\+json/
    }
  })
}

/** Expects requests that do not carry the token. */
export function blob(host = 'https://archivist.example'): nock.Scope {
  return nock(host, { badheaders: ['authorization'] })
}

export const jsonApi = { 'content-type': 'application/vnd.api+json' }

// Importing nock switches it on, for every test file of this process.
nock.restore()

/**
 * Puts nock in the network's place for the tests of a file or a block; every
 * expected request has to be made. Taken off again at the end: files share a
 * process, and nock laid over nock never ends.
 */
export function interceptRequests(): void {
  beforeAll(() => {
    nock.activate()
  })
  beforeEach(() => {
    nock.disableNetConnect()
  })
  afterEach(() => {
    const pending = nock.pendingMocks()
    nock.cleanAll()
    nock.enableNetConnect()
    expect(pending).toEqual([])
  })
  afterAll(() => {
    nock.restore()
  })
}
