import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import type { RunOptions } from '../../emulator/runner/run-action.ts'
import {
  before,
  merged,
  nextSha,
  nextTip,
  openConnected,
  proposed,
  pushed,
  tip
} from './connected-stage.ts'
import type { ConnectedStage } from './connected-stage.ts'
import {
  annotations,
  headSha,
  pullRequest,
  reasonCodes,
  repository
} from './stage.ts'

/*
 * Where each statement about runs of version control is tested; "here" is
 * through the bundle.
 *
 * V-1, V-2, V-24  here (shown with read rights); hcp/version-control.test.ts
 * V-3             here (the server heeds no search)
 * V-4             here (a commit with the same beginning); gate/commit-choice,
 *                 gate/version-control-rules.test.ts
 * V-5, V-6, V-8   here (what is not its run); gate/version-control-rules.test.ts
 * V-7             here (a person's retry); gate/commit-choice.test.ts
 * V-9             here (waited for until its commit is told); gate/commit-choice,
 *                 gate/version-control-rules.test.ts
 * V-10            here; run/operations/find-commit-run.test.ts
 * V-11, V-12      here; run/operations/find-commit-run, gate/commit-choice.test.ts
 * V-13, V-14      here; gate/missing-run.test.ts
 * V-15, V-16      here; github/merged-commit.test.ts
 * V-17            here; github/merged-commit.test.ts
 * V-18, V-19      here; gate/version-control-rules.test.ts
 * V-20, V-21      here; gate/version-control-rules.test.ts
 * V-22            here; gate/version-control-rules.test.ts
 * V-23            here
 * V-25            emulator/hcp/version-control.test.ts
 */

let stage: ConnectedStage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})

const open = async (
  ...given: Parameters<typeof openConnected>
): Promise<ConnectedStage> => (stage = await openConnected(...given))

const plan = { mode: 'plan', commit: 'head' }
const gate = { mode: 'apply', commit: 'head' }
const apply = { ...gate, approve: 'true' }

it('tells the whole story, from the pull request to the apply', async () => {
  const { hcp, github, run, comments, writes, runIn, propose, applies } =
    await open([scripts.creates, scripts.creates, scripts.creates])
  propose()
  const planned = await run(plan, proposed())
  expect(planned.outputs).toMatchObject({
    outcome: 'planned',
    'run-id': (await runIn(headSha, 'planned_and_finished')).id
  })
  expect(comments()).toHaveLength(1)
  expect(comments()[0]).toContain(headSha.slice(0, 7))

  propose(nextSha)
  const again = await run(plan, proposed(nextSha))
  expect(again.outputs['outcome']).toBe('planned')
  expect(comments()).toHaveLength(1)
  expect(comments()[0]).toContain(nextSha.slice(0, 7))
  expect(comments()[0]).toContain('Since the last plan (commit')
  expect(writes()).toEqual([])

  github.setPermission('bea', 'write')
  github.addReview(pullRequest, 'bea', 'APPROVED')
  github.merge(pullRequest, { sha: tip, pullsDelay: 1 })
  const rules = {
    'required-approvals': '1',
    'expected-plan-digest': 'reviewed'
  }
  const held = await run({ ...gate, ...rules }, pushed())
  expect(held.outputs).toMatchObject({
    outcome: 'held',
    'run-id': (await runIn(tip, 'planned')).id
  })
  expect(comments()[0]).toContain('Waiting for approval')
  const applied = await run({ ...apply, ...rules }, pushed())
  expect(applied.stdout).toContain(
    `made by HCP Terraform from acme/network@${tip.slice(0, 7)} (#7)`
  )
  expect(applied.outputs['outcome']).toBe('applied')
  expect(applied.exitCode).toBe(0)
  expect(comments()).toHaveLength(1)
  expect(comments()[0]).toContain('Applied')
  expect(applies()).toBe(1)
  expect(hcp.workspace('network').runs).toHaveLength(3)
}, 120_000)

describe('the plan of a pull request', () => {
  it('V-1, V-2, V-24: is shown with read rights, and writes nothing', async () => {
    const { hcp, run, propose, writes, comments, runOf } = await open()
    propose()
    const result = await run({ ...plan, token: hcp.tokens.read }, proposed())
    expect(result.outputs['outcome']).toBe('planned')
    expect(result.outputs['run-id']).toBe((await runOf(headSha)).id)
    expect(writes()).toEqual([])
    expect(comments()).toHaveLength(1)
    const lists = hcp.requests.filter(({ path }) => path.endsWith('/runs'))
    expect(lists.length).toBeLessThanOrEqual(4)
    for (const { query } of lists) {
      expect(query['filter[operation]']).toContain('plan_only')
      expect(query['search[commit]']).toBe(headSha)
    }
  })

  it('is told of all workspaces that have one, where none is named', async () => {
    for (const ignoresListFilters of [[], ['search[commit]']]) {
      const { hcp, run, propose, writes, comments, runOf, close } = await open(
        undefined,
        { ignoresListFilters }
      )
      propose()
      await runOf(headSha)
      await runOf(headSha, 'other')
      const all = { ...plan, workspace: '', token: hcp.tokens.read }
      const result = await run(all, proposed())
      expect(result.exitCode).toBe(0)
      const runs = JSON.parse(result.outputs['runs'] ?? '[]') as {
        workspace: string
      }[]
      expect(runs.map(({ workspace }) => workspace)).toEqual([
        'network',
        'other'
      ])
      expect(writes()).toEqual([])
      expect(comments()).toHaveLength(1)
      if (ignoresListFilters.length === 0) await close()
    }
  })

  it('is waited for, with a line that says so, until its commit is told', async () => {
    const { hcp, run, propose } = await open(undefined, {
      versionControl: { fetch: 1_000 }
    })
    const job = run(plan, proposed())
    await eventually('its having looked', () =>
      hcp.requests.some(({ path }) => path.endsWith('/runs'))
    )
    propose()
    const result = await job
    expect(result.outputs['outcome']).toBe('planned')
    expect(result.stdout).toMatch(
      /Waiting for the run that version control makes of acme\/network@abcdef0 in workspace network: there is none yet \(\S+ of 30m\)/
    )
  })

  it('V-3: is the right one where the server heeds no search', async () => {
    const { run, propose, runOf, github } = await open(undefined, {
      ignoresListFilters: ['search[commit]']
    })
    propose()
    await runOf(headSha)
    propose(nextSha)
    await runOf(nextSha)
    github.pushCommits({ commits: [tip] })
    await runOf(tip)
    const result = await run(plan, proposed())
    expect(result.outputs['run-id']).toBe((await runOf(headSha)).id)
  })

  it('V-10: costs few lists, in several steps on one token and after a 429', async () => {
    const { hcp, run, propose, runOf } = await open(undefined, {
      versionControl: { delay: 4_000 }
    })
    hcp.trouble({ path: '/runs', status: 429, times: 1 })
    propose()
    const found = runOf(headSha)
    const results = await Promise.all(
      [1, 2, 3].map(() => run(plan, proposed()))
    )
    for (const { outputs } of results) {
      expect(outputs['outcome']).toBe('planned')
      expect(outputs['run-id']).toBe((await found).id)
    }
    const lists = hcp.requests.filter(
      ({ method, path }) => method === 'GET' && path.endsWith('/runs')
    )
    // One of them was turned down, and asked for again.
    expect(lists.length).toBeLessThanOrEqual(3 * 4 + 1)
  })

  it("V-7: is a person's retry where its own failed, and says so", async () => {
    const failing = {
      ...scripts.creates,
      planErrors: [{ severity: 'error' as const, summary: 'No', detail: '' }]
    }
    const { hcp, run, propose, runIn, comments } = await open([
      failing,
      scripts.creates
    ])
    propose()
    const own = await runIn(headSha, 'errored')
    const retry = hcp.versionControl.retry(own.id)
    const result = await run(plan, proposed())
    expect(result.outputs).toMatchObject({
      outcome: 'planned',
      'run-id': retry.id
    })
    expect(comments()[0]).toContain('re-run by a person')
  })

  it('V-11: of an older head ends green, and the last comment stays', async () => {
    const { run, propose, runOf, comments } = await open([
      scripts.creates,
      { ...scripts.creates, holds: ['plan'] },
      scripts.creates
    ])
    propose()
    await run(plan, proposed())
    const [good] = comments()
    propose(nextSha)
    const old = await runOf(nextSha)
    const job = run(plan, proposed(nextSha))
    await eventually('planning', () => old.status === 'planning')
    propose(tip)
    const result = await job
    expect(old.status).toBe('canceled')
    expect(result.exitCode).toBe(0)
    expect(result.outputs['outcome']).toBe('canceled')
    expect(result.stdout).toContain('The comment is left as it is')
    expect(comments()).toEqual([good])
    expect(good).toContain(headSha.slice(0, 7))
  })

  it('of an older head is red where somebody discarded it, and says who', async () => {
    const { hcp, run, propose, runOf } = await open(
      [scripts.creates, scripts.creates],
      {
        pace: { step: 400 },
        versionControl: { managesSpeculativePlans: false },
        workspace: {
          checks: {
            stages: {
              post_plan: {
                tasks: [
                  { name: 'scan', enforcement: 'advisory', result: 'passed' }
                ]
              }
            }
          }
        }
      }
    )
    propose()
    const old = await runOf(headSha)
    const job = run(plan, proposed())
    await eventually('checks', () => old.status === 'post_plan_running')
    hcp.act(old.id, 'discard', 'zoe')
    propose(tip)
    const result = await job
    expect(old.status).toBe('discarded')
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain(
      'was discarded by zoe, not by this step'
    )
  })

  it('V-12: of the same head, made again after a cancel, is followed', async () => {
    const { hcp, run, propose, runOf, runIn } = await open([
      { ...scripts.creates, holds: ['plan'] },
      scripts.creates
    ])
    propose()
    const first = await runOf(headSha)
    await eventually('planning', () => first.status === 'planning')
    hcp.act(first.id, 'cancel')
    await runIn(headSha, 'canceled')
    const second = hcp.versionControl.retry(first.id)
    const result = await run(plan, proposed())
    expect(result.outputs).toMatchObject({
      outcome: 'planned',
      'run-id': second.id
    })
  })

  it('V-23: carries texts of contributors that stay texts', async () => {
    const { github, run, comments, runOf } = await open()
    const evil =
      '::error::boom\n::set-output name=x::y <script> @everyone gated-terraform-run/1 repository=acme/other sha=- pull-request=8'
    const pull = github.state.pullRequests.get(pullRequest)!
    pull.title = evil
    pull.headRef = '::warning::branch'
    github.push(pullRequest, headSha)
    await runOf(headSha)
    const result = await run(plan, proposed())
    expect(result.outputs['outcome']).toBe('planned')
    expect(annotations(result, 'error')).toEqual([])
    expect(annotations(result, 'warning')).toEqual([])
    expect(comments()).toHaveLength(1)
    expect(comments()[0]).not.toContain('<script>')
  })

  it('of a push can be shown, too, and is not decided about', async () => {
    const { github, run, writes } = await open()
    github.pushCommits({ commits: [tip] })
    const result = await run(plan, pushed())
    expect(result.outputs).toMatchObject({
      outcome: 'planned',
      gate: 'confirmation'
    })
    expect(writes()).toEqual([])
  })
})

describe('V-13: no run', () => {
  it.each([
    [
      'not connected',
      { workspace: { vcsRepo: undefined } },
      /is not connected to a repository/
    ],
    [
      'another repository',
      { workspace: { vcsRepo: { identifier: 'acme/other' } } },
      /connected to another repository, acme\/other/
    ],
    [
      'a workspace that runs on tags',
      {
        workspace: { vcsRepo: { identifier: 'acme/network', tagsRegex: '^v' } }
      },
      /runs on tags/
    ],
    [
      'a branch that is not tracked',
      {
        workspace: { vcsRepo: { identifier: 'acme/network', branch: 'live' } }
      },
      /tracks the branch live, and this pull request goes to main/
    ]
  ])('is an error at once: %s', async (_, options, said) => {
    const { run, propose } = await open(undefined, options as never)
    propose()
    const result = await run(plan, proposed())
    expect(result.exitCode).toBe(1)
    const errors = annotations(result, 'error')
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatch(said)
    expect(errors[0]).not.toMatch(/may not have heard/)
  })

  it('is one error after the wait, where the event was lost', async () => {
    const { hcp, run, propose, writes } = await open()
    hcp.versionControl.loseWebhooks(1)
    propose()
    const result = await run({ ...plan, 'queue-timeout': '4s' }, proposed())
    expect(result.exitCode).toBe(1)
    const errors = annotations(result, 'error')
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatch(
      /within 4s \('queue-timeout'\).*may not have heard of the commit/
    )
    expect(writes()).toEqual([])
    const lists = hcp.requests.filter(({ path }) => path.endsWith('/runs'))
    expect(lists.length).toBeLessThanOrEqual(4)
  })

  it('V-14: is no error where there is nothing to plan', async () => {
    const { github, run, propose, hcp, comments } = await open(undefined, {
      workspace: { fileTriggersEnabled: true, workingDirectory: 'prod' }
    })
    const pull = github.state.pullRequests.get(pullRequest)!
    pull.files = [{ filename: 'README.md' }]
    propose()
    await eventually('a passing status', () =>
      github.state.statuses.some(({ state }) => state === 'success')
    )
    const soon = { ...plan, 'queue-timeout': '4s', 'check-runs': 'true' }
    const result = await run(soon, proposed())
    expect(result.exitCode).toBe(0)
    expect(result.outputs['outcome']).toBe('skipped')
    expect(annotations(result, 'notice').join()).toContain(
      'found nothing to plan'
    )
    expect(hcp.workspace('network').runs).toEqual([])
    expect(comments()[0]).toContain('found nothing to plan')
    // The workspace's own, and the one that a branch protection can require.
    const good = { status: 'completed', conclusion: 'success' }
    expect(github.state.checkRuns).toMatchObject([good, good])
    // Beside another workspace it is told with that.
    const set = { ...soon, workspace: 'network\nother' }
    const both = await run(set, proposed())
    expect(both.exitCode).toBe(0)
    expect(both.outputs['outcome']).toBe('no-changes')
    expect(comments()).toHaveLength(2)
    expect(comments()[1]).toContain('found nothing to plan')
    expect(annotations(both, 'notice').join()).toContain('No plan is needed')
  })
})

describe('the gate after the merge', () => {
  it.each([
    ['push', () => pushed()],
    ['the pull request being closed', () => merged()]
  ])('applies what was merged, on %s', async (_, event) => {
    const { github, run, applies, comments } = await open()
    github.merge(pullRequest, { sha: tip, before: [headSha] })
    const result = await run(apply, event())
    expect(result.outputs['outcome']).toBe('applied')
    expect(applies()).toBe(1)
    expect(comments()[0]).toContain('Applied')
  })

  it('discards it where somebody said no', async () => {
    const { github, run, runIn, applies } = await open()
    github.merge(pullRequest, { sha: tip })
    const result = await run({ ...gate, approve: 'false' }, pushed())
    expect(result.outputs['outcome']).toBe('discarded')
    await runIn(tip, 'discarded')
    expect(applies()).toBe(0)
  })

  it('is red where somebody confirms what it was to hold, and says who', async () => {
    const { hcp, github, run, runOf, applies } = await open([
      { ...scripts.creates, planMilliseconds: 1_500 }
    ])
    github.merge(pullRequest, { sha: tip })
    const own = await runOf(tip)
    const job = run(gate, pushed())
    await hcp.waitFor(own.id, 'planned')
    hcp.act(own.id, 'apply', 'zoe')
    const result = await job
    expect(result.outputs['outcome']).toBe('applied')
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain(
      'was confirmed by zoe, not by this step'
    )
    expect(applies()).toBe(0)
  })

  it.each(['discard', 'cancel'])('can be asked to %s', async (mode) => {
    const { github, run, runOf, runIn } = await open([
      mode === 'cancel'
        ? { ...scripts.creates, holds: ['plan'] }
        : scripts.creates
    ])
    github.merge(pullRequest, { sha: tip })
    if (mode === 'discard') await runIn(tip, 'planned')
    else {
      const made = await runOf(tip)
      await eventually('planning', () => made.status === 'planning')
    }
    const result = await run({ mode, commit: 'head' }, pushed())
    expect(result.outputs['outcome']).toBe(
      `${mode}ed`.replace('cancele', 'cancele')
    )
  })

  it('V-17, V-20: compares with no plan of a fork, and says why', async () => {
    const { github, run, applies } = await open()
    github.state.pullRequests.get(pullRequest)!.headRepo = 'eve/network'
    github.merge(pullRequest, { sha: tip })
    const result = await run(
      { ...apply, 'expected-plan-digest': 'reviewed' },
      pushed()
    )
    expect(reasonCodes(result)).toEqual(['reviewed-plan-unknown'])
    expect(result.outputs['reasons']).toContain('comes from a fork')
    expect(applies()).toBe(0)
  })

  it('V-20, V-21: explains how the plan differs from the reviewed one', async () => {
    const { github, run, propose, runIn, applies } = await open([
      scripts.creates,
      scripts.changes
    ])
    propose()
    await runIn(headSha, 'planned_and_finished')
    github.merge(pullRequest, { sha: tip })
    const result = await run(
      { ...apply, 'expected-plan-digest': 'reviewed' },
      pushed()
    )
    expect(result.outputs['outcome']).toBe('blocked')
    expect(reasonCodes(result)).toEqual(['plan-digest-differs'])
    expect(result.outputs['reasons']).toMatch(/Gone from it: create /)
    expect(applies()).toBe(0)
  })

  it('V-21: says of the hash of the commit that it differs by design', async () => {
    const withHash = (sha: string): Script => ({
      name: sha,
      changes: [
        {
          address: 'terraform_data.a',
          actions: ['create'],
          after: { input: sha }
        }
      ]
    })
    const { github, run, propose, runIn, applies } = await open([
      withHash(headSha),
      withHash(tip)
    ])
    propose()
    await runIn(headSha, 'planned_and_finished')
    github.merge(pullRequest, { sha: tip })
    const reviewed = { ...apply, 'expected-plan-digest': 'reviewed' }
    const result = await run(reviewed, pushed())
    expect(reasonCodes(result)).toEqual(['plan-digest-differs'])
    expect(result.outputs['reasons']).toContain('differs by design')
    expect(applies()).toBe(0)
  })

  it('V-16: waits for a merge that GitHub does not list yet', async () => {
    const { github, run, applies, comments } = await open()
    github.merge(pullRequest, { sha: tip, pullsDelay: 2 })
    const result = await run(apply, pushed())
    expect(result.outputs['outcome']).toBe('applied')
    expect(result.stdout).toContain(`${tip.slice(0, 7)} (#7)`)
    expect(applies()).toBe(1)
    expect(comments()).toHaveLength(1)
  })

  it('V-18: refuses a run that applies by itself, before any write', async () => {
    const { github, run, writes } = await open(
      [{ ...scripts.creates, planMilliseconds: 15_000 }],
      { workspace: { autoApply: true } }
    )
    github.merge(pullRequest, { sha: tip })
    const result = await run({ ...apply, 'on-blocked': 'discard' }, pushed())
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain('applies by itself')
    expect(writes()).toEqual([])
  })

  it('V-22: tells of a newer one behind it, and can refuse for that', async () => {
    const { github, run, runOf, applies } = await open()
    github.merge(pullRequest, { sha: tip })
    const own = await runOf(tip)
    github.pushCommits({ commits: [nextTip] })
    const newer = await runOf(nextTip)
    const refused = await run(
      { ...apply, 'require-newest-run': 'true' },
      pushed()
    )
    expect(reasonCodes(refused)).toEqual(['newer-run-waiting'])
    expect(refused.outputs['reasons']).toContain(newer.id)
    expect(applies()).toBe(0)
    const held = await run(
      { ...gate, 'queue-timeout': '8s' },
      pushed(nextTip, tip)
    )
    expect(held.outputs['outcome']).toBe('timed-out')
    expect(held.stdout).toContain(own.id)
    expect(newer.status).toBe('pending')
    expect(applies()).toBe(0)
  })

  it('V-15, V-16: refuses two pull requests that came at once, with both numbers', async () => {
    const { github, run, applies } = await open()
    github.addPullRequest({ number: 8, headSha: nextSha })
    github.merge(8, { sha: nextTip, isPushedLater: true })
    github.merge(pullRequest, { sha: tip, before: [nextTip] })
    const result = await run(apply, pushed())
    expect(result.outputs['outcome']).toBe('blocked')
    expect(result.outputs['reasons']).toContain('#7 and #8')
    expect(applies()).toBe(0)
  })
})

describe('what is not its run', () => {
  const never = async (
    prepare: (at: ConnectedStage) => Promise<void>,
    event: Partial<RunOptions> = pushed(),
    inputs: Readonly<Record<string, string>> = {}
  ) => {
    const at = stage!
    await prepare(at)
    const result = await at.run(
      { ...apply, 'queue-timeout': '3s', ...inputs },
      event
    )
    expect(result.exitCode).toBe(1)
    expect(at.applies()).toBe(0)
    return result
  }

  const twin = async (
    { hcp, runOf }: ConnectedStage,
    attributes: Readonly<Record<string, unknown>>,
    workspace = 'network'
  ) => {
    const own = await runOf(tip)
    const answer = await fetch(`${hcp.url}/api/v2/runs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${hcp.tokens.plan}`,
        'content-type': 'application/vnd.api+json'
      },
      body: JSON.stringify({
        data: {
          type: 'runs',
          attributes: { message: own.message, ...attributes },
          relationships: {
            workspace: {
              data: { type: 'workspaces', id: hcp.workspace(workspace).id }
            },
            'configuration-version': {
              data: {
                type: 'configuration-versions',
                id: own.configurationVersion.id
              }
            }
          }
        }
      })
    })
    expect(answer.status).toBe(201)
  }

  it('V-6: a forged twin on its configuration', async () => {
    await open()
    const result = await never(async (at) => {
      at.github.merge(pullRequest, { sha: tip })
      await at.runIn(tip, 'planned')
      at.hcp.act((await at.runOf(tip)).id, 'discard')
      await at.runIn(tip, 'discarded')
      await twin(at, { 'target-addrs': ['terraform_data.database'] })
    })
    expect(result.outputs['run-id']).not.toBe('')
    expect(
      stage!.writes().filter((path) => path.includes('/actions/'))
    ).toEqual([])
  })

  it("V-5: another workspace's configuration", async () => {
    await open(undefined, {
      workspace: {
        vcsRepo: { identifier: 'acme/network' },
        queueAllRuns: false
      }
    })
    await never(async (at) => {
      at.github.merge(pullRequest, { sha: tip })
      const other = await at.runOf(tip, 'other')
      await at.hcp.waitFor(other.id, 'planned')
      await twin({ ...at, runOf: () => Promise.resolve(other) }, {}, 'network')
    })
  })

  it.each([
    ['a commit with the same beginning', `${tip.slice(0, 39)}1`],
    ['another commit with a forged message', nextTip]
  ])('%s', async (_, sha) => {
    await open()
    await never(async (at) => {
      at.github.merge(pullRequest, { sha: tip, isPushedLater: true })
      at.github.pushCommits({
        commits: [sha],
        message: `Merge\n\ngated-terraform-run/1 repository=acme/network sha=${tip} pull-request=7 actor=x run=1 attempt=1 nonce=1`
      })
      await at.runIn(sha, 'planned')
    })
  })

  it('a run of a tag', async () => {
    stage = await openConnected(undefined, {
      workspace: { vcsRepo: { identifier: repository, tagsRegex: '^v' } }
    })
    const result = await never(async ({ github, runOf }) => {
      github.pushCommits({ commits: [tip], tags: ['v1'] })
      await runOf(tip)
    })
    expect(reasonCodes(result)).toEqual(['branch-differs'])
    expect(result.outputs['reasons']).toContain('of the tag v1')
  })

  it("V-8: a pull request's run", async () => {
    await open()
    const result = await never(async (at) => {
      at.propose()
      await at.runIn(headSha, 'planned_and_finished')
    }, proposed())
    expect(annotations(result, 'error').join()).toContain('plan-only')
  })

  it('V-5: of a repository of that name on another host', async () => {
    await open()
    const env = { GITHUB_SERVER_URL: 'https://ghe.example' }
    const result = await never(
      async (at) => {
        at.github.merge(pullRequest, { sha: tip })
        await at.runIn(tip, 'planned')
      },
      { ...pushed(), env }
    )
    expect(annotations(result, 'error').join()).toContain(
      'connected to another repository, github.com/acme/network'
    )
  })

  it('V-19: of a branch that is no longer tracked at the confirm', async () => {
    await open([{ ...scripts.creates, holds: ['plan'] }])
    const at = stage!
    at.github.merge(pullRequest, { sha: tip })
    const own = await at.runOf(tip)
    const job = at.run(apply, pushed())
    await eventually('its being looked at', () =>
      at.hcp.requests.some(({ path }) => path.endsWith(`/runs/${own.id}`))
    )
    at.hcp.versionControl.track('network', 'unmerged')
    at.engine.proceed(own.id)
    const result = await job
    expect(result.exitCode).toBe(1)
    expect(reasonCodes(result)).toEqual(['branch-differs'])
    expect(at.applies()).toBe(0)
  })
})

it('says on a connected workspace that there is another way', async () => {
  const { run } = await open()
  const result = await run(
    { mode: 'plan', 'configuration-directory': '.' },
    proposed()
  )
  expect(result.stdout).toContain("'commit: head' shows and gates the run")
  expect(before).toHaveLength(40)
})

describe('what version control handed over', () => {
  const told = (sha: string) => [
    `from version control: acme/network@${sha.slice(0, 7)}`,
    'branch change-7',
    'pull request #7 Change 7',
    'by hubot'
  ]

  it.each(['plan', 'show'])('is shown with its run: %s', async (mode) => {
    const { run, propose, comments, runIn } = await open()
    propose()
    const { id } = await runIn(headSha, 'planned_and_finished')
    const input = mode === 'show' ? { mode, 'run-id': id } : plan
    const result = await run(input, proposed())
    expect(result.exitCode).toBe(0)
    for (const part of told(headSha)) {
      expect(result.stdout).toContain(part)
      const pages = mode === 'show' ? [] : comments()
      for (const page of [...pages, result.summary]) {
        expect(readable(page)).toContain(part)
      }
    }
  })

  it('is read by its own path where the server includes nothing', async () => {
    const { run, propose, runIn } = await open(undefined, {
      omissions: { noSideLoads: true }
    })
    propose()
    const { id } = await runIn(headSha, 'planned_and_finished')
    const result = await run({ mode: 'show', 'run-id': id }, proposed())
    expect(result.exitCode).toBe(0)
    for (const part of told(headSha)) expect(result.stdout).toContain(part)
  })

  it('is no word where nobody may read it, and where there is none', async () => {
    const { hcp, run, propose, runIn } = await open()
    propose()
    const { id } = await runIn(headSha, 'planned_and_finished')
    Object.assign(hcp.state.runs.get(id)!.configurationVersion, {
      ingress: undefined
    })
    const result = await run({ mode: 'show', 'run-id': id }, proposed())
    expect(result.outputs['outcome']).toBe('shown')
    expect(result.stdout + result.summary).not.toContain('from version control')
  })
})

/** As it is read, without the marks of code and links. */
function readable(page: string): string {
  return page.replaceAll(/\]\([^)]*\)|[`[\]]/g, '')
}
