import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import { annotations, openStage } from './stage.ts'
import type { Stage } from './stage.ts'

/**
 * Not seen is not *not there*, and the past is not the present: an odd answer to
 * one read ends no run, and takes nothing back that was seen or done.
 */

let stage: Stage
beforeEach(async () => {
  stage = await openStage([scripts.creates])
})
afterEach(async () => {
  await stage.close()
})

const apply = {
  mode: 'apply',
  approve: 'true',
  'configuration-directory': '.'
}
const aRun = /\/runs\/run-[^/?]+(?:\?|$)/

function endings(): readonly string[] {
  return stage
    .writes()
    .filter((write) => /actions\/(?:discard|cancel|force-cancel)$/.test(write))
}

describe('a run that is told of, and is not everywhere yet', () => {
  const missing = '{"errors":[{"status":"404","title":"not found"}]}'
  const behind = { method: 'GET', path: aRun, status: 404, body: missing }

  it.each(['apply', 'show', 'discard'])(
    "is looked for again where 'run-id' names it: %s",
    async (mode) => {
      const held = await stage.run({ ...apply, approve: '' })
      const runId = held.outputs['run-id'] ?? ''
      stage.hcp.trouble(behind)
      const approve = mode === 'apply' ? 'true' : ''
      const result = await stage.run({
        ...{ mode, approve, 'run-id': runId, 'configuration-directory': '' }
      })
      expect(result.exitCode).toBe(0)
      expect(result.outputs['run-id']).toBe(runId)
    }
  )

  it('is looked for again where the workspace names it', async () => {
    const held = await stage.run({ ...apply, approve: '' })
    stage.hcp.trouble(behind)
    const result = await stage.run({ mode: 'show' })
    expect(result.exitCode).toBe(0)
    expect(result.outputs['run-id']).toBe(held.outputs['run-id'])
  })

  it('is given up where it is nowhere, for the three causes', async () => {
    const result = await stage.run({
      ...{ mode: 'apply', approve: 'true', 'run-id': 'run-nope' }
    })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toMatch(
      /404 not found .*name or id is wrong/
    )
    const reads = stage.hcp.requests.filter(({ path }) =>
      path.includes('run-nope')
    )
    expect(reads.length).toBeLessThan(12)
    expect(stage.writes()).toEqual([])
  })
})

describe('one read of a run that is answered oddly', () => {
  it.each([
    ['an empty 200', 200, ''],
    ['a page', 200, '<html><body>Sign in</body></html>'],
    ['another document', 200, '{"data":{"id":"run-x","type":"runs"}}'],
    ['null', 200, '{"data":null}'],
    ['404', 404, '{"errors":[{"status":"404","title":"not found"}]}']
  ])('ends no healthy run: %s', async (_, status, body) => {
    for (const skip of [0, 2]) {
      stage.hcp.trouble({ method: 'GET', path: aRun, status, body, skip })
    }
    const result = await stage.run(apply)
    expect(endings()).toEqual([])
    expect(result.outputs['outcome']).toBe('applied')
    expect(stage.applies()).toBe(1)
  })
})

describe('reads of the past', () => {
  it.each([1, 2, 3])(
    'after a confirm that was taken, %d of them, take nothing back',
    async (times) => {
      const held = await stage.run({ ...apply, approve: '' })
      const runId = held.outputs['run-id'] ?? ''
      const { path } = stage.hcp.requests.findLast(
        (request) => request.method === 'GET' && aRun.test(request.path)
      )!
      const before = await fetch(new URL(path, stage.hcp.url), {
        headers: { authorization: `Bearer ${stage.hcp.token}` }
      })
      expect(before.status).toBe(200)
      const body = await before.text()
      expect(body).toContain('"status":"planned"')
      // Its answer is late, so that what comes after it can be prepared.
      stage.hcp.trouble({ path: /actions\/apply$/, delay: 2_000 })
      const going = stage.run({
        mode: 'apply',
        'run-id': runId,
        approve: 'true',
        'fail-on-blocked': 'false'
      })
      await eventually('the confirm', () => stage.applies() > 0)
      stage.hcp.trouble({
        ...{ method: 'GET', path: aRun, status: 200, body, times }
      })
      const result = await going
      expect(result.outputs).toMatchObject({
        outcome: 'applied',
        'run-status': 'applied'
      })
      expect([stage.applies(), endings()]).toEqual([1, []])
    }
  )
})
