import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it
} from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Principal } from '../../emulator/hcp/model.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import { openHeldStage } from './held-stage.ts'
import {
  annotations,
  headSha,
  pullRequest,
  pullRequestEvent,
  reasonCodes,
  repository
} from './stage.ts'
import type { Stage } from './stage.ts'

/**
 * What goes by another's name, or is told as something else: a tag as a branch,
 * an account's name as an id, a role as a permission, the time of a machine as
 * the time. Nothing is written for any of them.
 */

const json = { 'content-type': 'application/json' }
const minute = 60_000

let stage: Stage
let second: Readonly<Record<string, string>>
let writes: number
beforeAll(async () => {
  const held = await openHeldStage(['bea', 'cleo', 'hubot'], 'mallory')
  stage = held.stage
  second = { mode: 'apply', 'run-id': held.runId, approve: 'true' }
  await sleep(1_100)
  writes = stage.writes().length
})
afterEach(() => {
  const pull = stage.github.state.pullRequests.get(pullRequest)!
  pull.reviews.splice(0)
  pull.behindBy = 0
  expect(stage.writes()).toHaveLength(writes)
})
afterAll(async () => {
  await stage.close()
})

async function expectBlocked(
  inputs: Readonly<Record<string, string>>,
  code: string,
  env: Readonly<Record<string, string>> = {}
): Promise<ActionResult> {
  const options = { ...pullRequestEvent(), env }
  const result = await stage.run({ ...second, ...inputs }, options)
  expect(result.outputs['outcome']).toBe('blocked')
  expect(reasonCodes(result)).toEqual([code])
  return result
}

describe('a machine whose time is put back', () => {
  const behind = (milliseconds: number): string => {
    const script = `const {now}=Date;Date.now=()=>now()-${milliseconds};globalThis.Date=class extends Date{constructor(...given){super(...(given.length?given:[Date.now()]))}}`
    return `--import=data:text/javascript,${encodeURIComponent(script)}`
  }

  it.each([[1], [4], [24 * 60]])(
    'by %d minutes makes no plan younger',
    async (minutes) => {
      await expectBlocked({ 'max-plan-age': '1s' }, 'plan-too-old', {
        NODE_OPTIONS: behind(minutes * minute)
      })
    }
  )
})

describe('the base of a pull request', () => {
  const rule = { 'require-up-to-date': 'true' }

  it.each([
    ['a tag, which GitHub compares', { status: 'identical', behind_by: 0 }],
    ['a commit of long ago', { status: 'ahead', ahead_by: 9, behind_by: 0 }]
  ])('is the branch, also where its name is %s', async (_, told) => {
    stage.github.state.pullRequests.get(pullRequest)!.behindBy = 2
    stage.github.trouble({
      path: '/compare/main...',
      status: 200,
      headers: json,
      body: JSON.stringify(told)
    })
    await expectBlocked(rule, 'branch-behind')
  })

  it.each([
    [{ ref: 'refs/tags/main', object: { type: 'commit', sha: headSha } }],
    [{ ref: 'refs/heads/main-2', object: { type: 'commit', sha: headSha } }],
    [[]]
  ])('is not known by %j', async (told) => {
    stage.github.trouble({
      path: '/git/ref/',
      status: 200,
      headers: json,
      body: JSON.stringify(told)
    })
    await expectBlocked(rule, 'base-unknown')
  })
})

describe('an account that is called like the id of another', () => {
  const allowed = 'user-4Kq8ZtVfR2mWcYhD'
  let made: Principal | undefined
  const makeBy = (name: string, id: string): void => {
    const run = stage.hcp.run(second['run-id']!)
    made ??= run.createdBy
    const createdBy = { ...made, id, username: name }
    Object.assign(run, { createdBy })
    for (const event of run.events) {
      Object.assign(event, { actor: createdBy })
    }
  }
  afterAll(() => {
    makeBy(made!.username, made!.id)
  })

  it.each([
    [allowed, 'user-9Kq8ZtVfR2mWcYhD'],
    [allowed.toUpperCase(), 'user-9Kq8ZtVfR2mWcYhD'],
    ['mallory', allowed.toLowerCase()]
  ])('made no run that is allowed: %s, %s', async (name, id) => {
    makeBy(name, id)
    await expectBlocked(
      { 'allowed-run-creators': allowed },
      'creator-not-allowed'
    )
  })
})

describe('a role', () => {
  it.each([
    ['write', 'read'],
    ['maintain', 'read'],
    ['admin', 'none'],
    ['admin', undefined]
  ])('by the name of %j is none where it is %j', async (role, permission) => {
    stage.github.addReview(pullRequest, 'bea', 'APPROVED')
    stage.github.trouble({
      path: '/collaborators/bea/permission',
      status: 200,
      headers: json,
      body: JSON.stringify({ permission, role_name: role })
    })
    await expectBlocked({ 'required-approvals': '1' }, 'reviews-missing')
  })
})

describe('whoever pushed the head', () => {
  it('does not approve it because somebody brought the branch back', async () => {
    stage.github.push(pullRequest, 'c'.repeat(40), 'bea')
    stage.github.push(pullRequest, headSha, 'cleo')
    stage.github.push(pullRequest, 'd'.repeat(40), 'hubot')
    stage.github.push(pullRequest, headSha, 'hubot')
    stage.github.addReview(pullRequest, 'cleo', 'APPROVED')
    await expectBlocked({ 'required-approvals': '1' }, 'reviews-missing')
  })
})

describe('a rule in a variable that only looks like an input’s', () => {
  it.each([
    ['input_max-destroy'],
    ['INPUT_max-destroy'],
    ['Input_Required-Approvals']
  ])('%s asks for nothing', async (name) => {
    const asked = stage.hcp.requests.length
    const result = await stage.run(second, {
      ...pullRequestEvent(),
      env: { [name]: '0' }
    })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain(name)
    expect(stage.hcp.requests).toHaveLength(asked)
  })
})

describe('code of a fork', () => {
  const forksSha = 'f'.repeat(40)
  const fork = { id: 2, full_name: 'mallory/network' }
  const here = { id: 1, full_name: repository }

  it.each([[String(pullRequest)], ['9']])(
    'is not planned where #%s is named',
    async (named) => {
      stage.github.addPullRequest({ number: 9, headSha: 'b'.repeat(40) })
      const other = stage.github.state.pullRequests.get(9)!
      Object.assign(other, { state: 'closed', merged: true })
      const result = await stage.run(
        {
          mode: 'plan',
          'configuration-directory': '.',
          'pull-request': named
        },
        {
          eventName: 'pull_request_target',
          // A writer's act, on code that is none of theirs.
          actor: 'bea',
          event: {
            action: 'labeled',
            sender: { login: 'bea' },
            pull_request: {
              number: 8,
              user: { login: 'mallory' },
              head: { sha: forksSha, repo: fork },
              base: { repo: here }
            }
          }
        }
      )
      expect(result.exitCode).toBe(1)
      expect(reasonCodes(result)).toEqual(['pull-request-from-fork'])
    }
  )
})
