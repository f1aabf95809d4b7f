import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { scripts } from '../../emulator/engines/scenario.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage(Array.from({ length: 3 }, () => scripts.creates))
})
afterEach(async () => {
  await stage.close()
})

const inputs = {
  mode: 'apply',
  approve: 'true',
  'configuration-directory': '.'
}

/**
 * The runner registers `post` before it starts `main`, and runs it whatever
 * ended that: before its first line, while it loads, after its last word.
 */
describe('post, where main was killed', () => {
  it.each([
    ...[0, 20, 60, 100].map((after) => ['SIGKILL', after] as const),
    ['SIGTERM', 20] as const,
    ['SIGINT', 20] as const
  ])('by %s after %d ms, applies nothing', async (signal, after) => {
    const moment = new AbortController()
    const main = await stage.run(inputs, {
      signal,
      signalOn: moment.signal,
      onSpawn: () => {
        void sleep(after).then(() => {
          moment.abort()
        })
      }
    })
    const made = stage.writes().length
    const { state } = main
    await stage.post(main)
    expect(stage.applies()).toBe(0)
    const later = stage.writes().slice(made)
    // Nothing but getting a run out of the way, and that only with its word.
    expect(
      later.filter((write) => !/actions\/(?:discard|cancel)$/.test(write))
    ).toEqual([])
    if (state['left'] === undefined) expect(later).toEqual([])
  })

  it.each([
    ['no word at all', {}],
    ['half a word', { left: '[{"kind":"sett' }],
    ['a word without its run', { left: '[{"kind":"settle"}]' }],
    ['a word that it does not know', { left: '[{"kind":"perhaps"}]' }],
    ['no list', { left: 'null' }],
    ['nothing in a list', { left: '[null]' }],
    ['the word of an older version', { phase: 'main' }]
  ])('and left %s, writes nothing', async (_, state) => {
    const main = await stage.run({ ...inputs, mode: 'list' })
    const after = await stage.post({
      ...main,
      state,
      options: {
        ...main.options,
        inputs: { ...main.options.inputs, ...inputs }
      }
    })
    expect(stage.writes()).toEqual([])
    expect(after.exitCode).toBe(0)
    expect(after.stdout).toContain('nothing to clean up')
  })

  /** Whatever ran in the job before can write `STATE_left` by `GITHUB_ENV`. */
  it.each<readonly [string, (message: string) => object]>([
    [
      'the run of another workflow run',
      (message) => ({ message: message.replace(/ run=\S+/, ' run=1') })
    ],
    [
      'the run of another repository',
      (message) => ({
        message: message.replace(
          'repository=acme/network',
          'repository=acme/other'
        )
      })
    ],
    ['a run that somebody made by hand', () => ({ message: 'By hand' })],
    [
      'a run of version control',
      () => ({ source: 'tfe-configuration-version' })
    ]
  ])('and forged its word, leaves %s alone', async (_, change) => {
    const held = await stage.run({ ...inputs, approve: '' })
    const runId = held.outputs['run-id'] ?? ''
    const run = stage.hcp.run(runId)
    const workspaceId = run.workspace.id
    Object.assign(run, change(run.message))
    const main = await stage.run({ ...inputs, mode: 'list' })
    const made = stage.writes().length
    for (const word of [
      { kind: 'settle', runId },
      { kind: 'find', workspaceId, message: run.message }
    ]) {
      const state = { left: JSON.stringify([word]) }
      const after = await stage.post({ ...main, state })
      expect(after.stdout).toContain(`Run ${runId} was left alone`)
    }
    expect(stage.writes().slice(made)).toEqual([])
    expect(run.status).toBe('planned')
  })
})
