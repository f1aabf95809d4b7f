import { afterEach, describe, expect, it } from '@jest/globals'
import { converse, createRun, readRun } from '../../conversation.ts'
import { createScenarioServers } from '../../scenario-servers.ts'

const { startChecked, close } = createScenarioServers()
afterEach(close)

describe('cost estimates', () => {
  it('have an output once they are done', async () => {
    const server = await startChecked({
      costEstimate: { proposedMonthlyCost: '15.50' }
    })
    const id = await createRun(server, 'demo')
    await server.waitFor(id, 'cost_estimated')
    const estimate = server.run(id).costEstimate!
    const path = `/cost-estimates/${estimate.id}/output`
    const answer = await converse(server).get(path)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('$15.50')
    estimate.status = 'queued'
    expect((await converse(server).get(path)).status).toBe(204)
    const missing = await converse(server).get('/cost-estimates/ce-1/output')
    expect(missing.status).toBe(404)
  })
})

describe('a cost estimate of a run with targets', () => {
  it('is skipped, and says so', async () => {
    const server = await startChecked({
      costEstimate: { deltaMonthlyCost: '5.0' }
    })
    const id = await createRun(server, 'demo', {
      'target-addrs': ['terraform_data.database']
    })
    await server.waitFor(id, 'planned')
    const run = await readRun(server, id)
    const { data } = run.relationships['cost-estimate']
    const estimate = await converse(server).get(`/cost-estimates/${data.id}`)
    expect(estimate.json.data.attributes).toMatchObject({
      status: 'skipped_due_to_targeting',
      'delta-monthly-cost': null
    })
  })
})
