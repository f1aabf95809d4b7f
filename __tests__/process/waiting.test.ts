import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { annotations, openStage } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const plan = { mode: 'plan', 'configuration-directory': '.' }

describe('a run that does not go on', () => {
  it('says after ten seconds that no agent has come, and whose', async () => {
    stage = await openStage([scripts.changes], {
      workspaces: [{ name: 'network', agentPool: 'eu-west' }],
      inventions: [
        { after: 'plan_queued', status: 'plan_queued', milliseconds: 14_000 }
      ]
    })
    const result = await stage.run(plan)
    expect(result.exitCode).toBe(0)
    expect(result.outputs['outcome']).toBe('planned')
    expect(result.shown.join('\n')).toContain(
      "waiting for an agent of pool 'eu-west' (execution mode 'agent'): no agent has taken it yet"
    )
    // What is asked for changes nothing.
    expect(
      stage
        .writes()
        .filter((write) => !/configuration-versions|runs$|upload/.test(write))
    ).toEqual([expect.stringMatching(/^PUT /)])
  }, 60_000)

  it('says so of several while they wait, in the one line for all', async () => {
    stage = await openStage([scripts.changes], {
      workspaces: [
        { name: 'network', agentPool: 'eu-west' },
        { name: 'other', agentPool: 'eu-west' }
      ],
      inventions: [
        { after: 'plan_queued', status: 'plan_queued', milliseconds: 14_000 }
      ]
    })
    stage.engine.script('other', [scripts.changes])
    const result = await stage.run({ ...plan, workspace: 'network\nother' })
    expect(result.exitCode).toBe(0)
    const lines = result.shown.join('\n')
    const why =
      "waiting for an agent of pool 'eu-west' (execution mode 'agent'): no agent has taken it yet"
    const said = lines.search(/2 workspaces: 2 wait; .*waiting for an agent/)
    expect(said).toBeGreaterThan(-1)
    // Each one's own story is told once it has ended.
    expect(said).toBeLessThan(lines.indexOf('network: planned'))
    expect(lines.split(`         ${why}`)).toHaveLength(3)
  }, 60_000)

  it('names the run task that has not answered when the time is up', async () => {
    stage = await openStage([scripts.changes], {
      workspaces: [
        {
          name: 'network',
          checks: {
            stages: {
              post_plan: {
                tasks: [
                  {
                    name: 'scanner',
                    enforcement: 'mandatory',
                    result: 'passed'
                  }
                ]
              }
            }
          }
        }
      ],
      inventions: [
        {
          after: 'post_plan_running',
          status: 'post_plan_running',
          milliseconds: 30_000
        }
      ]
    })
    const result = await stage.run({
      ...plan,
      mode: 'apply',
      'run-timeout': '14s'
    })
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).toBe('timed-out')
    expect(annotations(result, 'error').join()).toContain(
      "'run-timeout' (14s) ran out: waiting for run task scanner (post-plan), which has not answered yet"
    )
  }, 60_000)
})
