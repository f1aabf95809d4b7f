import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import type { IssueComment } from '../../emulator/github/model.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import {
  annotations,
  commentEvent,
  headSha,
  openStage,
  pullRequest,
  pullRequestEvent
} from './stage.ts'
import type { Stage } from './stage.ts'

/** After the last step, what our comment says is what is so. */

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const plan = { mode: 'plan', 'configuration-directory': '.' }
const secondSha = 'fedcba9876543210fedcba9876543210fedcba98'
const none: Script = { name: 'none', changes: [] }
const first = pullRequestEvent()
const second = pullRequestEvent({ sha: secondSha })

function only(): IssueComment {
  expect(stage.github.state.comments).toHaveLength(1)
  return stage.github.state.comments[0]!
}

function headOf(comment: IssueComment): string {
  return comment.body.split('\n').find((line) => line.startsWith('### ')) ?? ''
}

describe('a comment that is there', () => {
  it.each<[string, Script, Script, string]>([
    ['on-changes', scripts.changes, none, '### No changes'],
    ['on-failure', scripts.erroredPlan, scripts.changes, '### Plan ·'],
    ['never', scripts.changes, none, '### No changes']
  ])(
    'is brought up to date with comment: %s',
    async (comment, before, after, head) => {
      stage = await openStage([before, after])
      await stage.run(comment === 'never' ? plan : { ...plan, comment }, first)
      expect(headOf(only())).not.toContain(head)
      stage.github.push(pullRequest, secondSha)
      const result = await stage.run({ ...plan, comment }, second)
      expect(headOf(only())).toContain(head)
      expect(result.outputs['comment-id']).toBe(String(only().id))
    }
  )

  it.each(['on-changes', 'on-failure', 'never'])(
    'is not made for a plan without changes with comment: %s',
    async (comment) => {
      stage = await openStage([none])
      const result = await stage.run({ ...plan, comment }, first)
      expect(stage.comments()).toEqual([])
      expect(result.outputs).not.toHaveProperty('comment-id')
      expect(annotations(result, 'warning')).toEqual([])
    }
  )

  it('is not made for a workspace that was never read', async () => {
    stage = await openStage([none])
    const result = await stage.run({ ...plan, workspace: 'netwrok' }, first)
    expect(result.exitCode).toBe(1)
    expect(result.stdout).toContain(
      'No comment: there is none, and none is made about a workspace that was not read.'
    )
    expect(stage.comments()).toEqual([])
  })
})

/** A name that is another workspace's, in which nothing can be run. */
describe('a comment about a workspace that was named by mistake', () => {
  const wrong = { ...plan, workspace: 'netwrok' }
  const later = (runId: string) => ({ ...second, runId })
  beforeEach(async () => {
    const workspaces = [
      { name: 'network' },
      { name: 'netwrok', executionMode: 'local' as const }
    ]
    stage = await openStage([none, none], { workspaces })
    await stage.run(wrong, first)
    expect(only().body).toContain('netwrok')
    stage.github.push(pullRequest, secondSha)
  })

  it('becomes that of the right one', async () => {
    const { id } = only()
    await stage.run(plan, later('4712'))
    expect(only().id).toBe(id)
    expect(only().body).not.toContain('netwrok')
    expect(headOf(only())).toContain('No changes')
  })

  it('is put away where that has one', async () => {
    await stage.run(plan, { ...second, env: { GITHUB_JOB: 'another' } })
    expect(stage.comments()).toHaveLength(2)
    await stage.run(plan, later('4712'))
    expect(only().body).not.toContain('netwrok')
  })

  it('stays where it is another job of the same workflow run, or tells of a run', async () => {
    await stage.run(plan, second)
    expect(stage.comments()).toHaveLength(2)
    await stage.run(wrong, later('4712'))
    expect(stage.comments().join()).toContain('netwrok')
    expect(stage.comments().join()).toContain('### No changes')
  })
})

describe('the older of two steps', () => {
  it('that ends last leaves the comment, and says so', async () => {
    stage = await openStage([scripts.creates, scripts.changes, scripts.creates])
    await stage.run(plan, first)
    stage.github.push(pullRequest, secondSha)
    await stage.run(plan, second)
    const { body } = only()
    const late = await stage.run(plan, first)
    expect(late.exitCode).toBe(0)
    expect(only().body).toBe(body)
    expect(late.stdout).toMatch(
      /The comment is left as it is, it tells of a younger step \(commit fedcba9, workflow run 4711, attempt 1\)/
    )
    expect(late.summary).toContain('### Plan')
  })

  it('makes no comment about a commit that is not the head', async () => {
    stage = await openStage([none, scripts.changes])
    stage.github.push(pullRequest, secondSha)
    const onChanges = { ...plan, comment: 'on-changes' }
    await stage.run(onChanges, second)
    const late = await stage.run(onChanges, first)
    expect(late.outputs['outcome']).toBe('planned')
    expect(stage.comments()).toEqual([])
    expect(late.stdout).toContain('the pull request is at fedcba9')
  })

  it('is that of an earlier attempt', async () => {
    stage = await openStage([scripts.creates, scripts.changes, none])
    await stage.run(plan, { ...first, runAttempt: '2' })
    const { body } = only()
    await stage.run(plan, { ...first, runAttempt: '1' })
    expect(only().body).toBe(body)
    await stage.run(plan, { ...first, runAttempt: '3' })
    expect(headOf(only())).toContain('No changes')
  })

  it('is none that a workflow run began later, whatever its number', async () => {
    stage = await openStage([scripts.creates, none])
    await stage.run(plan, { ...first, runId: '4712' })
    // What begins within two seconds by GitHub's clock began together.
    await sleep(3_000)
    await stage.run(plan, { ...first, runId: '4711', runAttempt: '2' })
    expect(headOf(only())).toContain('No changes')
  })

  it('also where its hidden line cannot be checked', async () => {
    stage = await openStage([scripts.changes, none])
    stage.github.push(pullRequest, secondSha)
    await stage.run(plan, second)
    const comment = only()
    // As another token would have sealed it.
    comment.body = comment.body.replace(/ seal=\w+/g, ` seal=${'0'.repeat(32)}`)
    const { body } = comment
    await stage.run(plan, first)
    expect(only().body).toBe(body)
    await stage.run(plan, second)
    expect(only().body).not.toBe(body)
  })
})

describe('the rate limit of GitHub', () => {
  const env = {
    NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${new URL('short-waits.ts', import.meta.url).href}`
  }
  const limited = (method: string, headers: Record<string, string>) => ({
    method,
    path: '/comments',
    status: 403,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({
      message:
        'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.'
    })
  })

  it.each<[string, string, Record<string, string>]>([
    ['an update, for a minute', 'PATCH', { 'retry-after': '60' }],
    ['an update, for no time', 'PATCH', {}],
    ['a new one', 'POST', { 'retry-after': '90' }]
  ])('is waited out: %s', async (_, method, headers) => {
    stage = await openStage([scripts.creates, scripts.changes])
    if (method === 'PATCH') await stage.run(plan, first)
    stage.github.trouble(limited(method, headers))
    const result = await stage.run(plan, { ...first, env })
    expect(annotations(result, 'warning')).toEqual([])
    expect(result.stdout).toMatch(
      /rate limit: waiting \d\d s before the comment/
    )
    expect(only().body).toContain(`run \`${result.outputs['run-id'] ?? ''}\``)
  })

  // As a matrix of 100 under GitHub's 80 a minute, in small.
  it('is kept by all jobs of a matrix together, and none loses its comment', async () => {
    const jobs = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    stage = await openStage(Array<Script>(jobs.length).fill(scripts.creates), {
      contentLimit: { writes: 2, milliseconds: 2_000 }
    })
    const results = await Promise.all(
      jobs.map((job) => stage.run({ ...plan, 'comment-key': job }, first))
    )
    for (const result of results) {
      expect(annotations(result, 'warning')).toEqual([])
    }
    const bodies = stage.comments()
    expect(bodies).toHaveLength(jobs.length)
    for (const [index, { outputs }] of results.entries()) {
      const told = bodies.filter((body) =>
        body.includes(`run \`${outputs['run-id'] ?? ''}\``)
      )
      expect([jobs[index], told.length]).toEqual([jobs[index], 1])
    }
    // At most two are let through in two seconds: five are refused, three, one,
    // and hardly more, as they come back when GitHub says and not before.
    const writes = stage.github.requests.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/comments')
    )
    const refused = writes.filter(({ status }) => status === 403)
    expect(refused.length).toBeLessThanOrEqual(5 + 3 + 1 + 3)
  }, 60_000)

  it('is no reason to write over what came meanwhile', async () => {
    stage = await openStage([scripts.creates, scripts.changes, scripts.creates])
    await stage.run(plan, first)
    const { body: older } = only()
    stage.github.push(pullRequest, secondSha)
    await stage.run(plan, second)
    const { body: younger } = only()
    stage.github.push(pullRequest, headSha)
    only().body = older

    stage.github.trouble(limited('PATCH', { 'retry-after': '60' }))
    const refused = (): boolean =>
      stage.github.requests.some(({ status }) => status === 403)
    const late = stage.run(plan, { ...first, env })
    while (!refused()) await sleep(20)
    stage.github.push(pullRequest, secondSha)
    only().body = younger
    expect((await late).stdout).toContain('it tells of a younger step')
    expect(only().body).toBe(younger)
  })
})

describe('the plan before', () => {
  const same = 'the same resource changes'

  it('is not believed once its hidden line was edited', async () => {
    stage = await openStage(Array<Script>(7).fill(scripts.creates))
    await stage.run(plan, first)
    await stage.run(plan, first)
    expect(only().body).toContain(same)
    for (const edit of [
      (body: string) => body.replace('count=', 'count=1'),
      (body: string) => body.replace(/ sha=\w+/, ` sha=${secondSha}`),
      (body: string) => body.replace(/ seal=\w+/g, ''),
      (body: string) => body.replace(/run-plan: version=2/, '$& '),
      (body: string) =>
        body.replace(/^<!-- gated-terraform-run-plan.*$/m, (line) =>
          line.replace(/resources=.*? /, 'resources= ')
        )
    ]) {
      const comment = only()
      comment.body = edit(comment.body)
      await stage.run(plan, first)
      expect(only().body).not.toContain('Since the last plan')
      expect(only().body).not.toContain(same)
    }
  })

  it('is forgotten once something was applied', async () => {
    stage = await openStage([scripts.creates, scripts.changes])
    const held = await stage.run({ ...plan, mode: 'apply' }, first)
    await stage.run(
      {
        mode: 'apply',
        'run-id': held.outputs['run-id'] ?? '',
        approve: 'true'
      },
      first
    )
    expect(headOf(only())).toContain('Applied')
    await stage.run(plan, first)
    expect(headOf(only())).toContain('Plan')
    expect(only().body).not.toMatch(/Since the (?:last )?plan/)
  })
})

describe('who may not act', () => {
  it.each([
    ['a reader', 'mallory', {}],
    ['somebody who is not allowed', 'bea', { 'allowed-actors': 'ann' }]
  ])('writes nothing either: %s', async (_, login, rules) => {
    stage = await openStage([scripts.creates])
    stage.github.setPermission('mallory', 'read')
    stage.github.setPermission('bea', 'write')
    const held = await stage.run({ ...plan, mode: 'apply' }, first)
    const { body } = only()
    expect(body).toContain('Waiting for approval')
    const refused = await stage.run(
      {
        mode: 'apply',
        'run-id': held.outputs['run-id'] ?? '',
        approve: 'true',
        ...rules
      },
      commentEvent(login, '/apply')
    )
    expect(refused.exitCode).toBe(1)
    expect(stage.applies()).toBe(0)
    expect(only().body).toBe(body)
    expect(refused.stdout).toContain('The comment is left as it is')
  })
})

describe('a comment of ours by another account', () => {
  /** A first plan, then the token is another account's. */
  async function comeBackAs(login: string): Promise<IssueComment> {
    await stage.run(plan, first)
    const comment = only()
    const actions = stage.github.state.users.get('github-actions[bot]')!
    Object.assign(comment, { user: { ...actions } })
    Object.assign(actions, { id: 99, login })
    return comment
  }

  it('is taken over where the token may', async () => {
    stage = await openStage([scripts.creates, none])
    const comment = await comeBackAs('deploy[bot]')
    const result = await stage.run(plan, first)
    expect(only()).toBe(comment)
    expect(headOf(comment)).toContain('No changes')
    expect(result.outputs['comment-id']).toBe(String(comment.id))
  })

  it('is named in the log where it may not', async () => {
    stage = await openStage([scripts.creates, none, none])
    const comment = await comeBackAs('deploy[bot]')
    const { body } = comment
    for (const method of ['PATCH', 'DELETE']) {
      stage.github.trouble({
        method,
        path: `/comments/${comment.id}`,
        status: 403,
        body: '{"message":"Resource not accessible by integration"}',
        headers: { 'content-type': 'application/json' },
        times: 9
      })
    }
    stage.github.trouble({
      path: '/graphql',
      skip: 1,
      status: 403,
      body: '{"message":"no"}',
      headers: { 'content-type': 'application/json' },
      times: 9
    })
    const result: ActionResult = await stage.run(plan, first)
    expect(comment.body).toBe(body)
    expect(stage.comments()).toHaveLength(2)
    expect(annotations(result, 'warning').join()).toMatch(
      /Another comment of ours is out of date.*issuecomment|Another comment of ours is out of date.*http/
    )
  })

  it('is not what somebody copied', async () => {
    stage = await openStage([scripts.creates, none])
    await stage.run(plan, first)
    const ours = only()
    const copy = stage.github.addComment(pullRequest, 'mallory', ours.body)
    stage.github.state.comments.splice(0, 1)
    await stage.run(plan, first)
    expect(copy.body).toBe(ours.body)
    expect(stage.github.state.comments).toHaveLength(2)
  })
})
