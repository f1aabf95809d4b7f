import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it
} from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { before, openConnected, pushed, tip } from './connected-stage.ts'
import type { ConnectedStage } from './connected-stage.ts'
import { annotations, pullRequest, reasonCodes } from './stage.ts'

/**
 * Names that can be taken for others: branches that are called like commits,
 * tags or other refs, and commits that are not written in full. The run of
 * `main` waits at its gate, and nothing of these confirms or discards it.
 */

let stage: ConnectedStage
let writes = 0
beforeAll(async () => {
  stage = await openConnected([scripts.creates])
  // Looked up at once: of a commit that nobody merged it takes a while.
  stage.github.merge(pullRequest, { sha: tip })
  await stage.runIn(tip, 'planned')
  writes = stage.writes().length
})
afterEach(async () => {
  expect(stage.writes()).toHaveLength(writes)
  expect((await stage.runOf(tip)).status).toBe('planned')
})
afterAll(async () => {
  await stage.close()
})

const gate = {
  mode: 'apply',
  commit: 'head',
  approve: 'true',
  'on-blocked': 'discard',
  'queue-timeout': '3s'
}

describe('a commit', () => {
  it.each([
    tip.slice(0, 7),
    tip.slice(0, 39),
    `${tip}0`,
    tip.replace('1', 'F'),
    `${tip.slice(0, 39)}g`,
    'HEAD',
    'Head',
    'main',
    'refs/heads/main',
    'refs/pull/7/merge',
    'pull/7/head',
    `${tip}^`,
    `${tip}\n${before}`,
    '../head',
    'h\u0435ad'
  ])('that is written as %j is a bad input', async (commit) => {
    const asked = stage.hcp.requests.length
    for (const mode of ['apply', 'discard']) {
      const inputs = mode === 'apply' ? gate : { mode }
      const result = await stage.run({ ...inputs, commit }, pushed())
      expect(result.exitCode).toBe(1)
      expect(annotations(result, 'error').join()).toContain("'commit'")
    }
    expect(stage.hcp.requests).toHaveLength(asked)
  })

  it('that is another one has no run that waits', async () => {
    const result = await stage.run({ ...gate, commit: before }, pushed())
    expect(result.exitCode).toBe(1)
  })
})

describe('a push', () => {
  it.each([
    ['a branch that is called like the commit', `refs/heads/${tip}`],
    ['a branch in another case', 'refs/heads/MAIN'],
    ['a branch that is called like a ref', 'refs/heads/refs/heads/main'],
    ['a branch that ends like it', 'refs/heads/x/main'],
    ['a branch that begins like it', 'refs/heads/main/x'],
    ['a branch in another alphabet', 'refs/heads/m\u0430in'],
    ['a branch called HEAD', 'refs/heads/HEAD'],
    ['a tag that is called like the branch', 'refs/tags/main'],
    ['a pull request', 'refs/pull/7/merge'],
    ['a remote’s branch', 'refs/remotes/origin/main'],
    ['no ref at all', 'main'],
    ['nothing', '']
  ])('to %s applies nothing, and discards nothing', async (_, ref) => {
    const event = pushed()
    const payload = { ...(event.event as object), ref }
    const result = await stage.run(gate, { ...event, ref, event: payload })
    expect(result.exitCode).toBe(1)
    expect(reasonCodes(result)).not.toEqual([])
  })
})
