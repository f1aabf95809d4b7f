import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it
} from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Run } from '../../emulator/hcp/model.ts'
import {
  annotations,
  commentEvent,
  openStage,
  pullRequestEvent,
  reasonCodes,
  repository
} from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
let runId: string
let before: number
async function openHeld(): Promise<void> {
  stage = await openStage([scripts.creates])
  const held = await stage.run(
    { mode: 'apply', 'configuration-directory': '.' },
    pullRequestEvent()
  )
  runId = held.outputs['run-id'] ?? ''
  await stage.hcp.waitFor(runId, 'planned')
  before = stage.writes().length
}
const close = (): Promise<void> => stage.close()

function makeForeign(from: string, to: string): void {
  const run = stage.hcp.run(runId)
  Object.assign(run, { message: run.message.replace(from, to) })
}

const modes = ['discard', 'cancel', 'force-cancel', 'force-execute']

/** What ends or moves a run asks whose it is, as an apply does. */
describe('a run that is not of this step', () => {
  // Nobody touches it, so that one run serves all of them.
  let made: Pick<Run, 'message' | 'source'>
  beforeAll(async () => {
    await openHeld()
    const { message, source } = stage.hcp.run(runId)
    made = { message, source }
  })
  afterEach(() => {
    expect(stage.writes().slice(before)).toEqual([])
    expect(stage.hcp.run(runId).status).toBe('planned')
    Object.assign(stage.hcp.run(runId), made)
  })
  afterAll(close)

  it.each(
    modes.flatMap((mode) =>
      [
        [`repository=${repository}`, 'repository=mallory/network'],
        ['pull-request=7', 'pull-request=8'],
        ['gated-terraform-run/1', 'forged/1']
      ].map(([from = '', to = '']) => [mode, to, from] as const)
    )
  )('is not touched by mode: %s (%s)', async (mode, to, from) => {
    makeForeign(from, to)
    const result = await stage.run(
      { mode, 'run-id': runId },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain('was not touched')
  })

  /** The message of such a run is a commit's, or whatever somebody typed. */
  it.each([
    ...['apply', ...modes].map(
      (mode) => [mode, 'tfe-configuration-version'] as const
    ),
    ...['tfe-ui', 'tfe-run-trigger', 'terraform+cloud'].map(
      (source) => ['discard', source] as const
    )
  ])('is not touched by mode: %s, made by %s', async (mode, source) => {
    Object.assign(stage.hcp.run(runId), { source })
    const result = await stage.run(
      {
        ...{ mode, 'run-id': runId },
        ...(mode === 'apply' && { approve: 'true', 'on-blocked': 'discard' })
      },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect(reasonCodes(result)).toContain('origin-unknown')
  })

  it('is nobody to mean who cannot write', async () => {
    makeForeign('gated-terraform-run/1', 'forged/1')
    const result = await stage.run(
      { mode: 'discard', 'run-id': runId, 'allow-foreign-run': 'true' },
      commentEvent('mallory', '/discard')
    )
    expect(result.exitCode).toBe(1)
    expect(stage.writes().slice(before)).toEqual([])
  })
})

describe('a run that is not of this step, beside others', () => {
  beforeEach(openHeld)
  afterEach(close)

  it('does not make way for a newer one, nor for the end of its pull request', async () => {
    Object.assign(stage.hcp.run(runId), { source: 'tfe-configuration-version' })
    await stage.run({ mode: 'discard' }, pullRequestEvent())
    await stage.run(
      { mode: 'plan', 'configuration-directory': '.' },
      pullRequestEvent()
    )
    expect(stage.hcp.run(runId).status).toBe('planned')
    expect(stage.writes().join()).not.toContain(`${runId}/actions`)
  })

  it('among several is the one that is left alone', async () => {
    makeForeign('pull-request=7', 'pull-request=8')
    stage.engine.script('other', [scripts.creates])
    const own = await stage.run(
      { workspace: 'other', mode: 'apply', 'configuration-directory': '.' },
      pullRequestEvent()
    )
    const ids = `${runId}\n${own.outputs['run-id']}`
    const several = { workspace: '', 'run-id': ids }
    before = stage.writes().length
    const applied = await stage.run(
      { ...several, mode: 'apply', approve: 'true', 'on-blocked': 'discard' },
      pullRequestEvent()
    )
    expect(reasonCodes(applied)).toContain('origin-differs')
    expect(stage.writes().slice(before)).toEqual([])
    const discarded = await stage.run(
      { ...several, mode: 'discard' },
      pullRequestEvent()
    )
    expect(discarded.exitCode).toBe(1)
    expect(stage.hcp.run(runId).status).toBe('planned')
  })

  it('is discarded on purpose, and that is recorded on it', async () => {
    makeForeign('gated-terraform-run/1', 'forged/1')
    const result = await stage.run({
      mode: 'discard',
      'run-id': runId,
      'allow-foreign-run': 'true'
    })
    expect(result.outputs['outcome']).toBe('discarded')
    const request = stage.hcp.requests.find(({ path }) =>
      path.endsWith('/actions/discard')
    )
    expect(JSON.stringify(request?.body)).toContain('allow-foreign-run')
  })
})
