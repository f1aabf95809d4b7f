import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage([scripts.changes, scripts.creates], {
    personality: 'tfe'
  })
})
afterEach(async () => {
  await stage.close()
})

describe('Terraform Enterprise', () => {
  it('plans and applies, with the token at the API alone', async () => {
    const planned = await stage.run({
      'configuration-directory': '.',
      comment: 'never'
    })
    expect(planned.exitCode).toBe(0)
    expect(planned.outputs).toMatchObject({
      outcome: 'planned',
      additions: '2'
    })
    const applied = await stage.run({
      mode: 'apply',
      approve: 'true',
      'configuration-directory': '.',
      comment: 'never'
    })
    expect(applied.exitCode).toBe(0)
    expect(applied.outputs['outcome']).toBe('applied')
    expect(stage.applies()).toBe(1)

    // Its storage answers on the API's own host.
    const { requests } = stage.hcp
    const stored = requests.filter(({ path }) => !path.startsWith('/api/'))
    expect(stored.map(({ method }) => method)).toEqual(
      expect.arrayContaining(['GET', 'PUT'])
    )
    for (const { headers } of stored) {
      expect(headers['authorization']).toBe('none')
    }
    // What an older server refuses is not asked for again and again.
    expect(
      requests.filter(({ status }) => status === 400).length
    ).toBeLessThanOrEqual(2)
  })

  it('uploads and plans within eight requests of the API, and its looks', async () => {
    await stage.run({ 'configuration-directory': '.', comment: 'never' })
    const asked = stage.hcp.requests.filter(
      ({ method, path }) =>
        path.startsWith('/api/') &&
        !(method === 'GET' && /\/runs\/[^/]+$/.test(path))
    )
    expect(asked.length).toBeLessThanOrEqual(8)
    expect(asked.map(({ path }) => path).join()).not.toContain('account')
  })
})
