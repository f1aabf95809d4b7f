import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it
} from '@jest/globals'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import {
  annotations,
  commentEvent,
  headSha,
  openStage,
  pullRequest,
  pullRequestEvent,
  reasonCodes,
  repository
} from './stage.ts'
import type { Stage } from './stage.ts'

/**
 * Who speaks, whose code it is and of which pull request an event is: what an
 * event does not tell is unknown, and nothing is written for it.
 */

const forksSha = 'f'.repeat(40)
const here = { id: 1, full_name: repository }
const fork = { id: 2, full_name: 'mallory/network' }
const apply = {
  mode: 'apply',
  'configuration-directory': '.',
  approve: 'true'
}

let stage: Stage
let writes: number

beforeAll(async () => {
  stage = await openStage([])
  const { github } = stage
  for (const writer of ['bea', 'hubot']) github.setPermission(writer, 'write')
  for (const reader of ['mallory', 'triager']) {
    github.setPermission(reader, 'read')
  }
  github.addPullRequest({
    number: 8,
    headSha: forksSha,
    headRepo: fork.full_name,
    author: 'mallory'
  })
})
afterAll(async () => {
  await stage.close()
})

function script(count = 1): void {
  stage.engine.script(
    'network',
    Array.from({ length: count }, () => scripts.creates)
  )
  writes = stage.writes().length
}

function expectNothing(result: ActionResult): void {
  expect(stage.writes()).toHaveLength(writes)
  expect(result.exitCode).toBe(1)
  expect(result.outputs['outcome']).toBe('errored')
}

const ownPull = pullRequestEvent().event as Record<string, unknown>

describe('an event that a reader caused', () => {
  const by = { user: { login: 'mallory' } }
  it.each<[string, unknown]>([
    [
      'pull_request_review',
      {
        action: 'submitted',
        review: by,
        pull_request: ownPull['pull_request']
      }
    ],
    [
      'pull_request_review_comment',
      { action: 'created', comment: by, pull_request: ownPull['pull_request'] }
    ],
    [
      'issue_comment',
      {
        action: 'created',
        comment: by,
        issue: { number: pullRequest, pull_request: {} }
      }
    ],
    ['discussion', { action: 'created' }],
    ['discussion_comment', { action: 'created', comment: by }],
    ['commit_comment', { action: 'created', comment: by }],
    ['issues', { action: 'opened', issue: { number: 3, ...by } }],
    ['watch', { action: 'started' }],
    ['something_of_the_future', {}],
    ['pull_request', { ...ownPull, action: 'labeled' }],
    ['pull_request_target', { ...ownPull, action: 'assigned' }]
  ])('%s starts nothing', async (eventName, event) => {
    script()
    for (const inputs of [
      apply,
      { ...apply, mode: 'save-plan', approve: '' }
    ]) {
      const result = await stage.run(inputs, {
        eventName,
        event,
        actor: 'mallory'
      })
      expectNothing(result)
    }
  })

  it('starts nothing where a writer runs it again', async () => {
    script()
    const result = await stage.run(apply, {
      eventName: 'issues',
      event: {},
      actor: 'mallory',
      env: { GITHUB_TRIGGERING_ACTOR: 'bea' }
    })
    expectNothing(result)
    expect(reasonCodes(result)).toEqual(['requester-not-allowed'])
  })

  it('changes no run', async () => {
    script()
    const held = await stage.run({ ...apply, approve: '' }, pullRequestEvent())
    expect(held.outputs['outcome']).toBe('held')
    writes = stage.writes().length
    const runId = held.outputs['run-id']!
    for (const inputs of [
      { mode: 'discard' },
      { mode: 'cancel' },
      { mode: 'force-cancel' },
      { mode: 'force-execute' }
    ]) {
      const result = await stage.run(
        { ...inputs, 'run-id': runId },
        {
          eventName: 'pull_request_review',
          event: {
            action: 'submitted',
            review: by,
            pull_request: ownPull['pull_request']
          },
          actor: 'mallory'
        }
      )
      expectNothing(result)
      expect(reasonCodes(result)).toEqual(['requester-not-allowed'])
    }
    for (const approve of ['true', 'false']) {
      const result = await stage.run(
        { mode: 'apply', 'run-id': runId, approve, 'on-blocked': 'discard' },
        { eventName: 'issues', event: {}, actor: 'mallory' }
      )
      expect(stage.writes()).toHaveLength(writes)
      expect(result.outputs['outcome']).toBe('blocked')
    }
    expect(stage.hcp.run(runId).status).toBe('planned')
    await stage.run({ mode: 'discard', 'run-id': runId }, pullRequestEvent())
  })

  it('starts what a writer asks for by the same event', async () => {
    script()
    const result = await stage.run(
      { ...apply, approve: '' },
      {
        eventName: 'pull_request_review',
        event: {
          action: 'submitted',
          review: { user: { login: 'bea' } },
          pull_request: ownPull['pull_request']
        },
        actor: 'bea'
      }
    )
    expect(result.outputs['outcome']).toBe('held')
    await stage.run(
      { mode: 'discard', 'run-id': result.outputs['run-id']! },
      pullRequestEvent()
    )
  })
})

describe('an event that does not tell its pull request', () => {
  let broken = ''
  beforeAll(async () => {
    broken = join(stage.checkout, '..', 'broken-event.json')
    await writeFile(broken, '{"pull_request": {')
  })
  afterAll(async () => {
    await rm(broken)
  })

  it.each<[string, unknown, Readonly<Record<string, string>>]>([
    ['pull_request', {}, {}],
    ['pull_request', null, {}],
    ['pull_request', { pull_request: null }, {}],
    ['pull_request', { pull_request: [] }, {}],
    ['pull_request', ownPull, { GITHUB_EVENT_PATH: '/nowhere.json' }],
    ['pull_request', ownPull, { GITHUB_EVENT_NAME: '' }],
    ['pull_request_target', { ...ownPull, number: 8 }, {}],
    [
      'issue_comment',
      { action: 'created', comment: { user: { login: 'bea' } } },
      {}
    ],
    ['check_run', { check_run: { pull_requests: [] } }, {}],
    ['check_suite', {}, {}],
    ['workflow_run', { workflow_run: { head_sha: 'e'.repeat(40) } }, {}]
  ])('%s with %j and %j applies nothing', async (eventName, event, env) => {
    script()
    const options = { eventName, event, env, actor: 'bea' }
    expectNothing(await stage.run(apply, options))
  })

  it('applies no run that was there, either, and discards none', async () => {
    script()
    const held = await stage.run({ ...apply, approve: '' }, pullRequestEvent())
    writes = stage.writes().length
    for (const env of [{}, { GITHUB_EVENT_PATH: broken }]) {
      for (const approve of ['true', 'false']) {
        const result = await stage.run(
          {
            mode: 'apply',
            'run-id': held.outputs['run-id']!,
            approve,
            'on-blocked': 'discard'
          },
          { eventName: 'pull_request', event: {}, env, actor: 'bea' }
        )
        expect(result.outputs['outcome']).toBe('blocked')
        expect(reasonCodes(result)).toContain('origin-unknown')
        expect(stage.writes()).toHaveLength(writes)
      }
    }
    await stage.run(
      { mode: 'discard', 'run-id': held.outputs['run-id']! },
      pullRequestEvent()
    )
  })
})

describe('code of a fork', () => {
  const afterForksRun = (
    pulls: readonly unknown[] = [],
    head: unknown = fork
  ): unknown => ({
    action: 'completed',
    repository: here,
    workflow_run: {
      event: 'pull_request',
      head_sha: forksSha,
      head_repository: head,
      pull_requests: pulls,
      actor: { login: 'mallory' }
    }
  })
  const forksPull = (action: string): unknown => ({
    action,
    number: 8,
    pull_request: {
      number: 8,
      user: { login: 'mallory' },
      head: { sha: forksSha, repo: fork },
      base: { repo: here }
    }
  })
  const events: readonly (readonly [string, unknown])[] = [
    ['workflow_run', afterForksRun()],
    ['workflow_run', afterForksRun([], null)],
    ['check_run', { check_run: { head_sha: forksSha, pull_requests: [] } }],
    ['check_suite', { check_suite: { head_sha: forksSha } }],
    ['pull_request_target', forksPull('synchronize')],
    ['pull_request_target', forksPull('labeled')],
    [
      'issue_comment',
      {
        action: 'created',
        comment: { user: { login: 'bea' } },
        issue: { number: 8, pull_request: {} }
      }
    ]
  ]

  it.each(events)('is not run under %s %j', async (eventName, event) => {
    script()
    for (const mode of ['plan', 'save-plan', 'apply']) {
      const result = await stage.run(
        { ...apply, mode, approve: mode === 'apply' ? 'true' : '' },
        { eventName, event, actor: 'bea' }
      )
      expectNothing(result)
      expect(reasonCodes(result)).toEqual(['pull-request-from-fork'])
    }
  })

  it('is planned where an input says so, for the pull request that it is of', async () => {
    script()
    const result = await stage.run(
      { ...apply, mode: 'plan', approve: '', 'allow-forks': 'true' },
      { eventName: 'workflow_run', event: afterForksRun(), actor: 'mallory' }
    )
    expect(result.outputs['outcome']).toBe('planned')
    const { message } = stage.hcp.run(result.outputs['run-id']!)
    expect(message).toContain(`sha=${forksSha} pull-request=8`)
    expect(stage.github.state.comments.some(({ issue }) => issue === 8)).toBe(
      true
    )
  })

  it('is applied for nobody who may not write, whatever the input says', async () => {
    script()
    const result = await stage.run(
      { ...apply, 'allow-forks': 'true' },
      {
        eventName: 'pull_request_target',
        event: forksPull('synchronize'),
        actor: 'mallory'
      }
    )
    expectNothing(result)
    expect(reasonCodes(result)).toEqual(['requester-not-allowed'])
  })

  it('of a branch with two closed pull requests is nobody’s', async () => {
    const sha = '1'.repeat(40)
    for (const number of [20, 21]) {
      const pull = stage.github.addPullRequest({ number, headSha: sha })
      pull.state = 'closed'
    }
    script()
    for (const pulls of [[], [{ number: 20 }, { number: 21 }]]) {
      const result = await stage.run(apply, {
        eventName: 'workflow_run',
        event: {
          repository: here,
          workflow_run: {
            event: 'pull_request',
            head_sha: sha,
            head_repository: here,
            pull_requests: pulls
          }
        },
        actor: 'bea'
      })
      expectNothing(result)
      expect(reasonCodes(result)).toEqual(['pull-request-unknown'])
    }
  })
})

describe('a run of somebody else', () => {
  let runId = ''
  let message = ''
  beforeAll(async () => {
    stage.engine.script('network', [scripts.creates])
    const held = await stage.run({ ...apply, approve: '' }, pullRequestEvent())
    runId = held.outputs['run-id']!
    message = stage.hcp.run(runId).message
  })
  afterEach(() => {
    Object.assign(stage.hcp.run(runId), { message })
  })
  const say = (from: string, to: string): void => {
    Object.assign(stage.hcp.run(runId), { message: message.replace(from, to) })
    writes = stage.writes().length
  }
  const dispatch = { eventName: 'workflow_dispatch', actor: 'bea' }

  it.each([
    ['another repository', `repository=${repository}`, 'repository=acme/other'],
    ['another pull request', 'pull-request=7', 'pull-request=8'],
    ['nobody knows what', 'gated-terraform-run/1', 'forged/1']
  ])('of %s is left alone in every mode', async (_, from, to) => {
    for (const mode of ['discard', 'cancel', 'force-cancel', 'force-execute']) {
      say(from, to)
      const result = await stage.run(
        { mode, 'run-id': runId },
        commentEvent('bea', '/stop')
      )
      expectNothing(result)
      expect(reasonCodes(result)[0]).toMatch(/^origin-(?:differs|unknown)$/)
    }
  })

  it('is left alone where its input is on, and nobody means it', async () => {
    say(`repository=${repository}`, 'repository=acme/other')
    for (const event of [
      { eventName: 'push', actor: 'bea' },
      { eventName: 'schedule', actor: 'bea' },
      pullRequestEvent(),
      commentEvent('bea', '/stop')
    ]) {
      const result = await stage.run(
        { mode: 'discard', 'run-id': runId, 'allow-foreign-run': 'true' },
        event
      )
      expectNothing(result)
    }
  })

  it('is discarded where somebody means it, which is recorded', async () => {
    say(`repository=${repository}`, 'repository=acme/other')
    const refused = await stage.run(
      { mode: 'discard', 'run-id': runId },
      dispatch
    )
    expectNothing(refused)
    const result = await stage.run(
      { mode: 'discard', 'run-id': runId, 'allow-foreign-run': 'true' },
      dispatch
    )
    expect(result.outputs['outcome']).toBe('discarded')
    expect(result.exitCode).toBe(0)
    const sent = stage.hcp.requests.findLast(({ path }) =>
      path.endsWith('/actions/discard')
    )
    expect((sent?.body as { comment: string }).comment).toContain(
      "of another origin, which 'allow-foreign-run' lets somebody mean"
    )
  })
})

describe('what the checkout holds', () => {
  const checkout = async (sha: string): Promise<void> => {
    await mkdir(join(stage.checkout, '.git'), { recursive: true })
    await writeFile(join(stage.checkout, '.git/HEAD'), `${sha}\n`)
  }
  afterEach(async () => {
    await rm(join(stage.checkout, '.git'), { recursive: true })
  })

  it('is applied where it is the head, or a merge of it', async () => {
    const event = pullRequestEvent()
    for (const sha of [headSha, event.sha!]) {
      await checkout(sha)
      script()
      const result = await stage.run(apply, event)
      expect(result.outputs['outcome']).toBe('applied')
      expect(annotations(result, 'warning')).toEqual([])
      expect(stage.hcp.run(result.outputs['run-id']!).message).toContain(
        `sha=${headSha}`
      )
    }
  })

  it('is what the run says, and blocks where it is not the head', async () => {
    const pushed = '2'.repeat(40)
    await checkout(pushed)
    script()
    const before = stage.applies()
    const result = await stage.run(
      { ...apply, 'on-blocked': 'discard' },
      pullRequestEvent()
    )
    expect(reasonCodes(result)).toEqual(['head-moved'])
    expect(stage.applies()).toBe(before)
    expect(annotations(result, 'warning').join()).toContain(
      'The checkout holds commit 2222222'
    )
    expect(stage.hcp.run(result.outputs['run-id']!).message).toContain(
      `sha=${pushed}`
    )
  })
})

describe('evidence that cannot be read', () => {
  it('holds a run, and discards it not', async () => {
    script()
    stage.github.trouble({
      method: 'GET',
      path: '/pulls/7/reviews',
      status: 403,
      times: 1,
      body: '{"message":"no"}'
    })
    const result = await stage.run(
      { ...apply, 'required-approvals': '1', 'on-blocked': 'discard' },
      pullRequestEvent()
    )
    expect(reasonCodes(result)).toEqual(['reviews-unknown'])
    const runId = result.outputs['run-id']!
    expect(stage.hcp.run(runId).status).toBe('planned')
    // A "no" that is known discards it.
    const known = await stage.run(
      {
        mode: 'apply',
        'run-id': runId,
        approve: 'true',
        'required-approvals': '1',
        'on-blocked': 'discard'
      },
      pullRequestEvent()
    )
    expect(reasonCodes(known)).toEqual(['reviews-missing'])
    expect(stage.hcp.run(runId).status).toBe('discarded')
  })
})
