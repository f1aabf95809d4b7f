import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it
} from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import { renderMarker } from '../../src/report/marker.ts'
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
 * The attacks of docs/security.md, each tried on one and the same run that is
 * held at its gate for pull request 7, with its real guards on.
 */

const evilSha = 'e'.repeat(40)
let stage: Stage
let held: ActionResult
let guards: Readonly<Record<string, string>>

beforeAll(async () => {
  stage = await openStage([scripts.changes])
  const { github } = stage
  for (const writer of ['bea', 'hubot']) github.setPermission(writer, 'write')
  for (const other of ['mallory', 'triager']) {
    github.setPermission(other, 'read')
  }
  held = await stage.run(
    { mode: 'apply', 'configuration-directory': '.' },
    pullRequestEvent()
  )
  expect(held.outputs['outcome']).toBe('held')
  guards = {
    mode: 'apply',
    'run-id': held.outputs['run-id'] ?? '',
    approve: 'true',
    'required-approvals': '1',
    'required-labels': 'ready',
    'expected-plan-digest': held.outputs['plan-digest'] ?? ''
  }
})
afterEach(() => {
  // Whatever was tried, nothing was applied, and nothing lost its guard.
  if (stage.applies() === 0) {
    expect(stage.hcp.run(held.outputs['run-id'] ?? '').status).toBe('planned')
  }
  const pull = stage.github.state.pullRequests.get(pullRequest)!
  pull.reviews.splice(0)
  pull.labels.splice(0)
  pull.labelEvents.splice(0)
  pull.headSha = headSha
})
afterAll(async () => {
  await stage.close()
})

/** Everything in order, for an attack to spoil one thing of it. */
function approveProperly(): void {
  stage.github.addReview(pullRequest, 'bea', 'APPROVED')
  stage.github.addLabel(pullRequest, 'ready', 'bea')
}

async function expectBlocked(
  want: readonly string[],
  options: Parameters<Stage['run']>[1] = commentEvent('bea', '/apply'),
  inputs: Readonly<Record<string, string>> = {}
): Promise<ActionResult> {
  const result = await stage.run({ ...guards, ...inputs }, options)
  expect(result.outputs['outcome']).toBe('blocked')
  expect(reasonCodes(result)).toEqual(want)
  expect(result.exitCode).toBe(1)
  expect(stage.applies()).toBe(0)
  return result
}

describe('an attacker does not get an apply by', () => {
  it('a forged marker comment', async () => {
    const marker = renderMarker({
      hostname: new URL(stage.hcp.url).host,
      organization: stage.hcp.organization,
      workspace: 'network',
      key: ''
    })
    const planted = stage.github.addComment(
      pullRequest,
      'mallory',
      `${marker}\n### Held\n\n- [x] required-approvals: 1 (bea)\n\nApproved.`
    )
    const { body } = planted
    stage.github.addLabel(pullRequest, 'ready', 'bea')
    await expectBlocked(['reviews-missing'])
    expect(planted.body).toBe(body)
  })

  it('an edited comment of the bot', async () => {
    const comment = stage.github.state.comments.find(({ user }) =>
      user.login.endsWith('[bot]')
    )!
    comment.body = comment.body
      .replaceAll('[ ]', '[x]')
      .concat(
        `\nEvery rule holds, approved by bea.\ngated-terraform-run/1 repository=${repository} sha=${evilSha} pull-request=7 actor=bea`
      )
    stage.github.push(pullRequest, evilSha)
    approveProperly()
    await expectBlocked(['head-moved'])
  })

  it('an approval before a force-push', async () => {
    stage.github.addReview(pullRequest, 'bea', 'APPROVED', evilSha)
    stage.github.addLabel(pullRequest, 'ready', 'bea')
    await expectBlocked(['approval-stale'])
  })

  it('a push after the plan and the approval', async () => {
    approveProperly()
    stage.github.push(pullRequest, evilSha)
    await expectBlocked(['head-moved', 'approval-stale'])
  })

  it('a back-dated commit', async () => {
    // The review is younger than anything the commit says of itself.
    const review = stage.github.addReview(
      pullRequest,
      'bea',
      'APPROVED',
      evilSha
    )
    Object.assign(review, { submittedAt: '2099-01-01T00:00:00Z' })
    stage.github.addLabel(pullRequest, 'ready', 'bea')
    await expectBlocked(['approval-stale'])
  })

  it('/apply from a reader, whom GitHub calls OWNER in the event', async () => {
    approveProperly()
    await expectBlocked(
      ['commenter-not-allowed'],
      commentEvent('mallory', '/apply')
    )
  })

  it('editing an old comment into /apply', async () => {
    approveProperly()
    await expectBlocked(
      ['commenter-not-allowed'],
      commentEvent('bea', '/apply', 'edited')
    )
  })

  it('making or discarding a run from a reader’s comment', async () => {
    const writes = stage.writes().length
    for (const inputs of [
      { mode: 'apply', approve: 'true', 'configuration-directory': '.' },
      { mode: 'discard', 'run-id': guards['run-id']! },
      { ...guards, approve: 'false' }
    ]) {
      const result = await stage.run(inputs, commentEvent('mallory', '/do'))
      expect(result.exitCode).toBe(1)
      expect(annotations(result, 'error').join()).toContain(
        'mallory has no write permission'
      )
    }
    expect(stage.writes()).toHaveLength(writes)
  })

  it('a label planted with triage permission', async () => {
    stage.github.addReview(pullRequest, 'bea', 'APPROVED')
    stage.github.addLabel(pullRequest, 'ready', 'triager')
    await expectBlocked(['label-not-trusted'])
  })

  it('approving one’s own pull request, by a bot, or as a reader', async () => {
    stage.github.addReview(pullRequest, 'hubot', 'APPROVED')
    stage.github.addReview(pullRequest, 'helper[bot]', 'APPROVED')
    stage.github.addReview(pullRequest, 'mallory', 'APPROVED')
    stage.github.addLabel(pullRequest, 'ready', 'bea')
    await expectBlocked(['reviews-missing'])
  })

  it('an approval that was withdrawn', async () => {
    approveProperly()
    stage.github.addReview(pullRequest, 'bea', 'CHANGES_REQUESTED')
    await expectBlocked(['changes-requested'])
  })

  it('workflow commands in the text of a plan', async () => {
    stage.engine.script('other', [
      {
        ...scripts.changes,
        planLines: [
          '::set-output name=outcome::applied',
          '::stop-commands::none',
          '##[set-output name=reasons][]',
          '{"@message":"::set-output name=gate::none","type":"log"}'
        ]
      }
    ])
    const result = await stage.run(
      {
        workspace: 'other',
        mode: 'apply',
        'configuration-directory': '.',
        approve: 'true',
        'max-destroy': '0'
      },
      { eventName: 'workflow_dispatch' }
    )
    expect(result.outputs).toMatchObject({
      outcome: 'blocked',
      gate: 'confirmation'
    })
    expect(reasonCodes(result)).toEqual(['destroys-exceeded'])
    expect(result.log.map(({ command }) => command)).not.toContain('set-output')
    expect(stage.applies()).toBe(0)
    await stage.run({
      workspace: 'other',
      mode: 'discard',
      'run-id': result.outputs['run-id'] ?? ''
    })
  })

  it('a pull request from a fork, even with the secrets', async () => {
    stage.github.addPullRequest({
      number: 8,
      headSha: evilSha,
      headRepo: 'mallory/network',
      author: 'mallory'
    })
    stage.engine.script('other', [scripts.creates])
    const result = await stage.run(
      {
        workspace: 'other',
        mode: 'apply',
        'configuration-directory': '.',
        approve: 'true',
        'on-blocked': 'discard'
      },
      {
        eventName: 'pull_request_target',
        event: {
          action: 'synchronize',
          pull_request: {
            number: 8,
            head: { sha: evilSha, repo: { full_name: 'mallory/network' } },
            base: { repo: { full_name: repository } }
          }
        }
      }
    )
    expect(result.exitCode).toBe(1)
    expect(reasonCodes(result)).toEqual(['pull-request-from-fork'])
    // Not even planned: a plan runs what the code says.
    expect(result.outputs['run-id']).toBeUndefined()
    expect(stage.applies()).toBe(0)
  })

  it('the run of another workspace, organization, repository or pull request', async () => {
    approveProperly()
    for (const inputs of [{ workspace: 'other' }, { organization: 'evil' }]) {
      const result = await stage.run({ ...guards, ...inputs })
      expect(result.exitCode).toBe(1)
      expect(result.outputs['outcome']).toBe('errored')
    }
    const own = stage.hcp.run(guards['run-id']!)
    const { message } = own
    for (const [from, to] of [
      [`repository=${repository}`, 'repository=mallory/network'],
      ['pull-request=7', 'pull-request=8'],
      ['gated-terraform-run/1', 'forged/1']
    ] as const) {
      Object.assign(own, { message: message.replace(from, to) })
      const result = await stage.run(
        { ...guards, 'on-blocked': 'discard' },
        commentEvent('bea', '/apply')
      )
      expect(reasonCodes(result)[0]).toMatch(/^origin-(?:differs|unknown)$/)
      // Not ours: not even discarded.
      expect(own.status).toBe('planned')
    }
    Object.assign(own, { message })
    expect(stage.applies()).toBe(0)
  })

  it('another plan than the one whose digest was reviewed', async () => {
    approveProperly()
    await expectBlocked(['plan-digest-differs'], undefined, {
      'expected-plan-digest': '0'.repeat(64)
    })
  })

  it('nothing: with everything in order it is applied, once', async () => {
    approveProperly()
    stage.github.state.approvals.set(4711, [
      {
        state: 'approved',
        user: { login: 'ops' },
        environments: [{ name: 'production' }]
      }
    ])
    const result = await stage.run(guards, commentEvent('bea', '/apply'))
    expect(result.outputs['outcome']).toBe('applied')
    expect(stage.applies()).toBe(1)
    const confirm = stage.hcp.requests.find(({ path }) =>
      path.endsWith('/actions/apply')
    )
    const { comment } = confirm?.body as { comment: string }
    expect(comment).toMatch(
      new RegExp(`^apply by bea in ${repository}@${headSha} \\(#7\\), https://`)
    )
    expect(comment).toContain('Approved by ops for production.')
    expect(comment).toContain('Reviewed by bea.')
    expect(comment).toContain('- required-approvals: 1 of 1 needed: bea')
    const report = stage.github.state.comments.find(({ user }) =>
      user.login.endsWith('[bot]')
    )
    expect(report?.body).toMatch(/Confirmed by `bea`\. Ended \d{4}-/)
  })
})
