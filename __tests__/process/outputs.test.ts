import { readFileSync, statSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import { annotations, openStage } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const apply = {
  mode: 'apply',
  approve: 'true',
  'configuration-directory': '.'
}

/** A run that leaves an output of so many bytes, and a small and a secret one. */
function leaving(bytes: number): Script {
  return {
    name: 'outputs',
    changes: [],
    outputs: {
      big: { value: 'y'.repeat(bytes), type: 'string' },
      small: { value: 'ok', type: 'string' },
      hidden: { value: 'hunter2-secret', type: 'string', sensitive: true }
    }
  }
}

/** What GitHub takes of a job, in UTF-16, and Linux of a variable. */
function expectRoom({ outputs, handedOn }: ActionResult): void {
  const all = Object.values(outputs)
  const units = all.reduce((sum, value) => sum + value.length, 0)
  expect(units * 2).toBeLessThan(1024 * 1024)
  for (const value of all) {
    expect(Buffer.byteLength(value)).toBeLessThan(127 * 1024)
  }
  expect(handedOn).not.toEqual({})
}

interface Whole {
  readonly outcome: string
  readonly 'left-out'?: readonly string[]
  readonly 'workspace-outputs'?: Readonly<Record<string, string>>
  readonly run?: {
    readonly id: string
    readonly type: string
    readonly attributes: Readonly<Record<string, unknown>>
    readonly relationships: Readonly<Record<string, unknown>>
  }
  readonly runs?: readonly Whole[]
}

function resultOf({ outputs }: ActionResult): Whole {
  return JSON.parse(outputs['result'] ?? '') as Whole
}

function fileOf({ outputs }: ActionResult): Whole {
  const path = outputs['result-path'] ?? ''
  expect(statSync(path).mode & 0o077).toBe(0)
  const text = readFileSync(path, 'utf8')
  expect(text).not.toContain('hunter2')
  return JSON.parse(text) as Whole
}

describe('outputs', () => {
  it.each([
    ['than a job may have', 1_100_000],
    ['than a variable may have', 130_000]
  ])('of more %s are in a file, and the step is green', async (_, bytes) => {
    stage = await openStage([leaving(bytes)])
    const result = await stage.run(apply)
    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({
      outcome: 'applied',
      'workspace-outputs': ''
    })
    expectRoom(result)
    expect(resultOf(result)).toMatchObject({
      outcome: 'applied',
      'left-out': ['run', 'workspace-outputs']
    })
    expect(resultOf(result)).not.toHaveProperty('workspace-outputs')
    const whole = fileOf(result)
    expect(whole).not.toHaveProperty('left-out')
    expect(whole['workspace-outputs']?.['big']).toHaveLength(bytes)
    expect(whole['workspace-outputs']?.['small']).toBe('ok')
    const said = annotations(result, 'notice').filter((text) =>
      text.includes("'result-path'")
    )
    expect(said).toHaveLength(1)
    expect(said[0]).toContain("no room for all of 'workspace-outputs' and 'res")
    expect(annotations(result, 'warning')).toEqual([])
  })

  it('are as they were where there is room', async () => {
    stage = await openStage([leaving(50_000)])
    const result = await stage.run(apply)
    expectRoom(result)
    expect(result.outputs).not.toHaveProperty('result-path')
    const { big, ...others } = JSON.parse(
      result.outputs['workspace-outputs'] ?? ''
    ) as Record<string, string>
    expect(big).toHaveLength(50_000)
    expect(others).toEqual({ small: 'ok' })
    expect(annotations(result, 'notice')).toEqual([])
  })

  it('of several workspaces have room together', async () => {
    stage = await openStage([leaving(70_000)])
    stage.engine.script('other', [leaving(70_000)])
    const result = await stage.run({ ...apply, workspace: 'network\nother' })
    expect(result.exitCode).toBe(0)
    expectRoom(result)
    const runs = JSON.parse(result.outputs['runs'] ?? '') as Whole[]
    expect(runs.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
    expect(runs[0]).not.toHaveProperty('workspace-outputs')
    const whole = fileOf(result)
    expect(whole.runs?.[1]?.['workspace-outputs']?.['big']).toHaveLength(70_000)
    expect(whole.runs?.[1]?.run?.type).toBe('runs')
  })
})

describe('the output result', () => {
  it("has the run's own document, without the values of its variables", async () => {
    stage = await openStage([scripts.changes])
    const result = await stage.run({
      mode: 'plan',
      'configuration-directory': '.',
      message: `see ${stage.hcp.token}`,
      variables: 'door: sesame-1234'
    })
    expect(annotations(result, 'error')).toEqual([])
    const runId = result.outputs['run-id']
    const { run } = resultOf(result)
    expect(run).toMatchObject({
      id: runId,
      type: 'runs',
      attributes: {
        status: 'planned_and_finished',
        'plan-only': true,
        variables: [{ key: 'door' }]
      },
      relationships: { plan: { data: { id: result.outputs['plan-id'] } } }
    })
    expect(String(run?.attributes['message'])).toContain('see ***')
    expect(result.outputs['result']).not.toContain('sesame')
    expect(result.outputs['result']).not.toContain(stage.hcp.token)
    // What is signed stands in what is included, which is no part of it.
    expect(result.outputs['result']).not.toContain('log-read-url')
  })

  it('has the status of the cost estimate beside its delta', async () => {
    stage = await openStage([scripts.changes], {
      workspaces: [
        {
          name: 'network',
          checks: { costEstimate: { deltaMonthlyCost: '12.50' } }
        }
      ]
    })
    const result = await stage.run({
      mode: 'plan',
      'configuration-directory': '.'
    })
    expect(result.outputs['cost-estimate-status']).toBe('finished')
    expect(result.outputs['plan-id']).toMatch(/^plan-/)
  })
})
