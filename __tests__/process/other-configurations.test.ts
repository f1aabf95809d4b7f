import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import { merged, openConnected, pushed, tip } from './connected-stage.ts'
import type { ConnectedStage } from './connected-stage.ts'
import {
  annotations,
  headSha,
  pullRequest,
  pullRequestEvent,
  reasonCodes,
  repository
} from './stage.ts'

/**
 * A run is of what its configuration version holds, whatever the event is
 * about: of one that version control fetched, HCP Terraform's record tells.
 */

const apply = { mode: 'apply', approve: 'true', 'on-blocked': 'discard' }

let stage: ConnectedStage
afterEach(async () => {
  await stage.close()
})

/** The version that version control made of a commit, with its run gone. */
async function fetched(
  workspace: 'network' | 'other',
  identifier = repository
): Promise<string> {
  stage = await openConnected([scripts.creates, scripts.creates])
  stage.github.pushCommits({ commits: [tip] })
  const run = await stage.runOf(tip, workspace)
  if (workspace === 'network') {
    await stage.hcp.waitFor(run.id, 'planned')
    stage.hcp.act(run.id, 'discard')
    await stage.hcp.waitFor(run.id, 'discarded')
  }
  const { ingress } = run.configurationVersion
  Object.assign(ingress!, {
    identifier,
    cloneUrl: `https://github.com/${identifier}.git`
  })
  return run.configurationVersion.id
}

const give = async (
  id: string,
  event = pullRequestEvent(),
  inputs: Readonly<Record<string, string>> = {}
): Promise<ActionResult> =>
  await stage.run(
    { ...apply, 'configuration-version-id': id, ...inputs },
    event
  )

function expectNoRun(result: ActionResult, code: string): void {
  expect(result.exitCode).toBe(1)
  expect(reasonCodes(result)).toEqual([code])
  expect(stage.writes().filter((path) => path.endsWith('/runs'))).toEqual([])
  expect(stage.applies()).toBe(0)
}

describe('a configuration version that is given', () => {
  it.each(['plan', 'save-plan', 'apply'])(
    'makes no run where it is another workspace’s: %s',
    async (mode) => {
      const id = await fetched('other')
      const approve = mode === 'apply' ? 'true' : ''
      const result = await give(id, undefined, { mode, approve })
      expectNoRun(result, 'origin-unknown')
      expect(annotations(result, 'error').join()).toContain(
        'it is not among the newest 500 of workspace network'
      )
    }
  )

  it('makes no run where it is another workspace’s upload', async () => {
    stage = await openConnected()
    const { outputs } = await stage.run({
      mode: 'upload',
      workspace: 'other',
      'configuration-directory': '.'
    })
    const id = outputs['configuration-version-id'] ?? ''
    expectNoRun(await give(id), 'origin-unknown')
  })

  it('makes no run where it is another repository’s', async () => {
    const id = await fetched('network', 'mallory/network')
    expectNoRun(await give(id), 'origin-differs')
  })

  it.each([
    ['of another commit than the head', pullRequestEvent()],
    ['of another commit than the merge', merged(headSha)]
  ])('is not applied %s', async (_, event) => {
    const id = await fetched('network')
    const pull = stage.github.state.pullRequests.get(pullRequest)!
    if (pull.headSha === headSha) pull.merged = event.sha === headSha
    const result = await give(id, event)
    expect(reasonCodes(result)).toEqual(['head-moved'])
    expect(stage.applies()).toBe(0)
    expect(stage.hcp.run(result.outputs['run-id'] ?? '').message).toContain(
      `sha=${tip}`
    )
  })

  it('is applied where it is of the commit that was pushed', async () => {
    const id = await fetched('network')
    const result = await give(id, pushed())
    expect(result.outputs['outcome']).toBe('applied')
    expect(stage.hcp.run(result.outputs['run-id'] ?? '').message).toContain(
      `sha=${tip}`
    )
  })
})

describe('the workspace’s current configuration', () => {
  it('is not applied for a pull request whose head it is not of', async () => {
    await fetched('network')
    const result = await give('current')
    expect(reasonCodes(result)).toEqual(['head-moved'])
    expect(stage.applies()).toBe(0)
  })

  it('of another repository is one that variables deploy', async () => {
    await fetched('network', 'acme/infrastructure')
    const result = await give('current', undefined, {
      variables: 'image: v2'
    })
    expect(result.outputs['outcome']).toBe('applied')
  })
})
