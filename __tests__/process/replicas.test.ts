import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import { openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

/**
 * Reads show the past. What tidies up after a step, or makes room for a newer
 * one, cancels nothing that looks as if it planned and applies by now.
 */

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const both: Script = { ...scripts.slow, holds: ['plan', 'apply'] }
const apply = {
  mode: 'apply',
  approve: 'true',
  'configuration-directory': '.'
}

async function ask(path: string, method = 'GET'): Promise<Response> {
  return await fetch(new URL(path, stage.hcp.url), {
    method,
    headers: {
      authorization: `Bearer ${stage.hcp.token}`,
      'content-type': 'application/vnd.api+json'
    }
  })
}

/** A job whose runner died while its run planned. */
async function leaveBehind(): Promise<ActionResult> {
  return await stage.run(apply, {
    ...pullRequestEvent(),
    signalAfter: /\bplanning/,
    patience: { interrupt: 0, terminate: 0 }
  })
}

/** Its run is applied by now, and every reading tells of when it planned. */
async function applyBehindReplicas(runId: string): Promise<void> {
  const { workspace } = stage.hcp.run(runId)
  const past = [
    `/api/v2/runs/${runId}?include=plan,apply`,
    `/api/v2/workspaces/${workspace.id}/runs?`
  ]
  for (const path of past) {
    const body = await (await ask(path)).text()
    const [start = ''] = path.split('?')
    const trouble = { method: 'GET', path: `${start}?`, status: 200, body }
    stage.hcp.trouble({ ...trouble, times: 999 })
  }
  stage.engine.proceed(runId)
  await eventually(
    'the confirm',
    async () =>
      (await ask(`/api/v2/runs/${runId}/actions/apply`, 'POST')).status,
    (status) => status === 202
  )
  await stage.hcp.waitFor(runId, 'applying')
}

function endings(): readonly string[] {
  return stage.writes().filter((write) => /actions\/\S*cancel$/.test(write))
}

describe('a run that looks as if it planned, and applies', () => {
  it('is not cancelled by a step that is, which names it', async () => {
    stage = await openStage([both])
    const cancelled = new AbortController()
    const planning: string[] = []
    const onShown = (line: string): void => {
      const [id] = /\brun-\w{16}\b/.exec(line) ?? []
      if (id !== undefined) planning.push(id)
    }
    const going = stage.run(
      { ...apply, approve: '' },
      { ...pullRequestEvent(), signalOn: cancelled.signal, onShown }
    )
    await eventually('a run', () => planning.length > 0)
    const runId = planning[0] ?? ''
    await stage.hcp.waitFor(runId, 'planning')
    await applyBehindReplicas(runId)
    cancelled.abort()
    const result = await going
    expect(endings()).toEqual([])
    expect(stage.hcp.run(runId).status).toBe('applying')
    expect(result.shown.join('\n')).toMatch(
      new RegExp(`Run ${runId} .*a cancel would end its apply`)
    )
  })

  it('is not cancelled by a newer job of the pull request', async () => {
    stage = await openStage([both])
    const left = await leaveBehind()
    const runId = left.outputs['run-id'] ?? ''
    await applyBehindReplicas(runId)
    const newer = await stage.run(
      { mode: 'plan', 'configuration-directory': '.' },
      { ...pullRequestEvent(), runId: '4712' }
    )
    expect(endings()).toEqual([])
    expect(stage.hcp.run(runId).status).toBe('applying')
    expect(newer.shown.join('\n')).toContain(
      `Run ${runId} of this pull request was left`
    )
  })
})

describe('a run that plans', () => {
  it('is cancelled by post once it shows that this is so now', async () => {
    stage = await openStage([both])
    const left = await leaveBehind()
    const runId = left.outputs['run-id'] ?? ''
    await stage.post(left)
    expect(endings()).toHaveLength(1)
    await stage.hcp.waitFor(runId, 'canceled')
  })
})
