import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { annotations, openStage } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

describe('Terraform Enterprise', () => {
  it('plans and applies without rate limits, new includes and a blob host', async () => {
    stage = await openStage([scripts.creates], { personality: 'tfe' })
    stage.hcp.workspace('network').checks = {
      policyCheck: { result: 'passed' },
      stages: {
        post_plan: {
          tasks: [{ name: 'scan', result: 'passed', enforcement: 'mandatory' }]
        }
      }
    }
    stage.hcp.trouble({
      path: /\?include=/,
      times: 1_000,
      status: 400,
      body: '{"errors":[{"status":"400","title":"Invalid include parameter"}]}'
    })
    const result = await stage.run({
      mode: 'apply',
      'configuration-directory': '.',
      approve: 'true'
    })
    expect(annotations(result, 'warning')).toEqual([])
    expect(result.outputs).toMatchObject({
      outcome: 'applied',
      'policy-status': 'passed'
    })
    expect(result.exitCode).toBe(0)
    // Refused once, an include is not asked for again.
    const asked = stage.hcp.requests.filter(
      ({ path, query }) => /\/runs\/[^/]+$/.test(path) && 'include' in query
    )
    expect(asked).toHaveLength(1)
    // A blob is on the API's host there, and gets no token all the same.
    const blobs = stage.hcp.requests.filter(({ path }) =>
      path.startsWith('/_archivist')
    )
    expect(blobs.length).toBeGreaterThan(0)
    expect(
      blobs.filter(({ headers }) => headers['authorization'] !== 'none')
    ).toEqual([])
  })
})
