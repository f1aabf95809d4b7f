import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import { annotations, openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

describe('allow-empty-apply, which leaves no gate', () => {
  const empty = {
    mode: 'apply',
    'configuration-directory': '.',
    approve: 'true',
    'allow-empty-apply': 'true'
  }

  it.each([
    ['required-approvals', { 'required-approvals': '1' }, /0 of 1/],
    ['allowed-actors', { 'allowed-actors': 'ann' }, /octocat/],
    ['required-labels', { 'required-labels': 'ready' }, /ready/]
  ])('makes no run where %s does not hold', async (_, rules, why) => {
    stage = await openStage([scripts.noChanges])
    const result = await stage.run({ ...empty, ...rules }, pullRequestEvent())
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toMatch(/^No run was made/)
    expect(annotations(result, 'error').join()).toMatch(why)
    expect(stage.writes()).toEqual([])
  })

  it('makes no run for a pull request that has moved on', async () => {
    stage = await openStage([scripts.noChanges])
    stage.github.state.pullRequests.get(7)!.headSha = 'f'.repeat(40)
    const result = await stage.run(empty, pullRequestEvent())
    expect(annotations(result, 'error').join()).toContain('the head of #7 is')
    expect(stage.writes()).toEqual([])
  })

  it('applies where every rule holds', async () => {
    stage = await openStage([scripts.noChanges])
    stage.github.setPermission('bea', 'write')
    stage.github.addReview(7, 'bea', 'APPROVED')
    const result = await stage.run(
      { ...empty, 'required-approvals': '1', 'allowed-actors': 'octocat' },
      pullRequestEvent()
    )
    expect(result.outputs['outcome']).toBe('applied')
    expect(stage.applies()).toBe(0)
  })
})

const apply = { mode: 'apply', 'configuration-directory': '.' }

describe('a clean-up that the server refuses', () => {
  it('leaves blocked blocked, with its reasons and the checklist', async () => {
    stage = await openStage([scripts.changes])
    stage.hcp.trouble({ path: '/actions/discard', status: 403, times: 9 })
    const result = await stage.run(
      {
        ...apply,
        approve: 'true',
        'max-replace': '0',
        'on-blocked': 'discard'
      },
      pullRequestEvent()
    )
    expect(result.outputs).toMatchObject({
      outcome: 'blocked',
      gate: 'confirmation',
      'run-status': 'planned'
    })
    expect(JSON.parse(result.outputs['reasons'] ?? '')).toMatchObject([
      { code: 'replaces-exceeded' }
    ])
    expect(annotations(result, 'error').join()).toContain('max-replace')
    expect(annotations(result, 'warning').join()).toMatch(
      /was to be discarded .*'on-blocked: discard'.* 403/
    )
    const [comment] = stage.comments()
    expect(comment).toContain('was to be discarded')
    expect(comment).toContain(
      "- [ ] The plan would replace 1 resource; 'max-replace'"
    )
    // The job's end tries again.
    expect((await stage.post(result)).exitCode).toBe(0)
    expect(
      stage.writes().filter((write) => write.endsWith('/discard'))
    ).toHaveLength(2)
  })

  it('leaves timed out timed out', async () => {
    stage = await openStage([scripts.creates])
    stage.hcp.lock('network', 'maintenance')
    stage.hcp.trouble({ path: /actions\/(discard|cancel)/, status: 403 })
    const result = await stage.run(
      { ...apply, 'queue-timeout': '1s' },
      pullRequestEvent()
    )
    expect(result.outputs).toMatchObject({
      outcome: 'timed-out',
      'run-status': 'pending'
    })
    expect(annotations(result, 'error').join()).toContain("'queue-timeout'")
    expect(annotations(result, 'warning').join()).toMatch(
      /could not be discarded or cancelled.* 403/
    )
    expect(stage.comments()[0]).toContain('could not be discarded or cancelled')
    await stage.post(result)
    const runId = result.outputs['run-id'] ?? ''
    await stage.hcp.waitFor(runId, ['discarded', 'canceled'])
  })
})

describe('mode: apply', () => {
  it('sends auto-apply false, and applies once', async () => {
    stage = await openStage([scripts.creates])
    const result = await stage.run({ ...apply, approve: 'true' })
    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({
      outcome: 'applied',
      gate: 'none',
      'run-status': 'applied'
    })
    expect(JSON.parse(result.outputs['workspace-outputs'] ?? '')).toEqual({
      endpoint: 'https://api.acme.example'
    })
    expect(stage.applies()).toBe(1)
    const create = stage.hcp.requests.find(
      ({ method, path }) => method === 'POST' && path.endsWith('/runs')
    )
    expect(create?.body).toMatchObject({
      data: { attributes: { 'auto-apply': false } }
    })
    const confirm = stage.hcp.requests.find(({ path }) =>
      path.endsWith('/actions/apply')
    )
    expect(confirm?.body).toEqual({
      comment: expect.stringMatching(/^apply by octocat in acme\/network@/)
    })
  })

  it('counts a plan that only invokes actions as a change', async () => {
    stage = await openStage([
      {
        name: 'invokes',
        changes: [],
        plan: {
          applyable: true,
          action_invocations: [{ address: 'action.aws_lambda_invoke.notify' }]
        }
      }
    ])
    const result = await stage.run(
      { ...apply, approve: 'true', 'max-change': '0' },
      pullRequestEvent()
    )
    expect(result.outputs).toMatchObject({ outcome: 'blocked' })
    expect(result.outputs['reasons']).toContain('changes-exceeded')
    expect(stage.applies()).toBe(0)
    expect(stage.comments()[0]).toContain('1 action to invoke')
    expect(stage.comments()[0]).toContain('action.aws_lambda_invoke.notify')
  })

  it.each([
    ['held', {}, 0, 'confirmation', 'planned'],
    [
      'blocked',
      { approve: 'true', 'max-destroy': '0' },
      1,
      'confirmation',
      'planned'
    ],
    [
      'blocked',
      { approve: 'true', 'max-change': '3', 'fail-on-blocked': 'false' },
      0,
      'confirmation',
      'planned'
    ],
    [
      'blocked',
      { approve: 'true', 'max-replace': '0', 'on-blocked': 'discard' },
      1,
      'none',
      'discarded'
    ],
    ['blocked', { 'max-replace': '0' }, 1, 'confirmation', 'planned'],
    ['discarded', { approve: 'false' }, 0, 'none', 'discarded']
  ] as const)(
    'ends %s with %j, without an apply call',
    async (outcome, inputs, exitCode, gate, status) => {
      stage = await openStage([scripts.changes])
      const result = await stage.run(
        { ...apply, ...inputs },
        pullRequestEvent()
      )
      expect(result.outputs).toMatchObject({ outcome, gate })
      expect(result.exitCode).toBe(exitCode)
      await stage.hcp.waitFor(result.outputs['run-id'] ?? '', status)
      expect(stage.applies()).toBe(0)
      // Left at its gate on purpose: the clean-up has nothing to do with it.
      const writes = stage.writes().length
      expect((await stage.post(result)).exitCode).toBe(0)
      expect(stage.writes()).toHaveLength(writes)
    }
  )

  it('says in full why a run is blocked, and what to do', async () => {
    stage = await openStage([scripts.changes])
    const result = await stage.run(
      {
        ...apply,
        approve: 'true',
        'max-change': '1',
        'required-labels': 'go',
        'required-approvals': '1'
      },
      pullRequestEvent()
    )
    expect(result.outputs['outcome']).toBe('blocked')
    expect(result.stdout).toMatch(/^ +NO {2}max-change: \d of at most 1$/m)
    expect(result.stdout).toMatch(/^ +ok {2}the token may apply runs$/m)
    const reasons = JSON.parse(result.outputs['reasons'] ?? '') as {
      code: string
      message: string
    }[]
    expect(reasons.map(({ code }) => code)).toEqual([
      'changes-exceeded',
      'reviews-missing',
      'labels-missing'
    ])
    for (const text of [stage.comments()[0], result.summary]) {
      expect(text).toContain('#### Gate')
      expect(text).not.toContain('#### Why')
      expect(text).toMatch(
        /^- \[ \] The plan would change \d resources in all; 'max-change' allows 1\.$/m
      )
      expect(text).toMatch(/^- \[ \] Commit .* has 0 of 1 approvals by people/m)
      expect(text).toMatch(
        /^- \[ \] The labels of .* do not suffice: go is missing/m
      )
      expect(text).not.toContain('required-approvals: 0 of 1 needed')
      expect(text).toContain('Have the missing labels added')
    }
  })

  it('confirms a run of another job by its id, the rules checked again', async () => {
    stage = await openStage([scripts.changes])
    const held = await stage.run(apply)
    const second = { mode: 'apply', 'run-id': held.outputs['run-id'] ?? '' }
    const blocked = await stage.run({
      ...second,
      approve: 'true',
      'max-destroy': '0'
    })
    expect(blocked.outputs['outcome']).toBe('blocked')
    expect(stage.applies()).toBe(0)
    const applied = await stage.run({
      ...second,
      workspace: '',
      organization: '',
      approve: 'true'
    })
    expect(applied.outputs['outcome']).toBe('applied')
    expect(stage.applies()).toBe(1)
  })

  it('ends without an apply where nothing changes', async () => {
    stage = await openStage([scripts.noChanges])
    const result = await stage.run({ ...apply, approve: 'true' })
    expect(result.exitCode).toBe(0)
    expect(result.outputs['outcome']).toBe('no-changes')
    expect(stage.applies()).toBe(0)
  })

  it('shows what failed in an apply', async () => {
    stage = await openStage([scripts.erroredApply])
    const result = await stage.run(
      { ...apply, approve: 'true' },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).toBe('errored')
    expect(stage.comments()[0]).toContain('Quota exceeded')
    expect(stage.applies()).toBe(1)
  })

  it('shows it as well on a server that includes neither plan nor apply', async () => {
    stage = await openStage([scripts.erroredApply])
    stage.hcp.trouble({
      path: /\/runs\/run-\w+\?include=/,
      status: 400,
      body: '{"errors":[{"status":"400","title":"invalid include parameter"}]}',
      times: 99
    })
    const result = await stage.run(
      { ...apply, approve: 'true' },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).toBe('errored')
    const [comment] = stage.comments()
    expect(comment).toMatch(/^### Apply failed/m)
    expect(comment).toContain('Quota exceeded')
    expect(comment).toContain('in the state')
    expect(comment).not.toMatch(/[Nn]othing was/)
  })

  it('T27: cancels a run that the server would apply by itself, and is red', async () => {
    stage = await openStage([{ ...scripts.slow }], { forcesAutoApply: true })
    const result = await stage.run({ ...apply, approve: 'true' })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain('auto-apply on')
    await stage.hcp.waitFor(result.outputs['run-id'] ?? '', 'canceled')
    expect(stage.applies()).toBe(0)
  })

  it('C-15: is red where somebody else discards the run, and names them', async () => {
    stage = await openStage([{ ...scripts.creates, planMilliseconds: 1_500 }])
    const running = stage.run({ ...apply, approve: 'true' })
    const run = await newestRun(stage)
    await stage.hcp.waitFor(run, 'planned')
    stage.hcp.act(run, 'discard', 'somebody')
    const result = await running
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).toBe('discarded')
    expect(annotations(result, 'error').join()).toMatch(
      /by somebody, not by this step/
    )
    await stage.hcp.waitFor(run, 'discarded')
  })

  it('follows to the end where somebody else confirms the run', async () => {
    stage = await openStage([{ ...scripts.creates, planMilliseconds: 1_500 }])
    const running = stage.run({ ...apply, approve: 'true' })
    const run = await newestRun(stage)
    await stage.hcp.waitFor(run, 'planned')
    stage.hcp.act(run, 'apply', 'somebody')
    const result = await running
    expect(result.exitCode).toBe(0)
    expect(result.outputs['outcome']).toBe('applied')
    expect(stage.applies()).toBe(0)
  })

  it('is red where somebody confirms the run and nobody approved it here', async () => {
    stage = await openStage([{ ...scripts.creates, planMilliseconds: 1_500 }])
    const running = stage.run(apply)
    const run = await newestRun(stage)
    await stage.hcp.waitFor(run, 'planned')
    stage.hcp.act(run, 'apply', 'somebody')
    const result = await running
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).toBe('applied')
    expect(annotations(result, 'error').join()).toContain(
      'was confirmed by somebody, not by this step'
    )
    expect(stage.applies()).toBe(0)
  })

  it('discards a held run in mode: discard, and shows it in mode: show', async () => {
    stage = await openStage([scripts.changes])
    const held = await stage.run(apply)
    const runId = held.outputs['run-id'] ?? ''
    const shown = await stage.run({ mode: 'show', 'run-id': runId })
    expect(shown.exitCode).toBe(0)
    expect(shown.outputs).toMatchObject({
      outcome: 'shown',
      gate: 'confirmation',
      additions: '2'
    })
    const writes = stage.writes().length
    const discarded = await stage.run({ mode: 'discard', 'run-id': runId })
    expect(discarded.exitCode).toBe(0)
    expect(discarded.outputs['outcome']).toBe('discarded')
    expect(stage.writes().slice(writes)).toEqual([
      `POST /api/v2/runs/${runId}/actions/discard`
    ])
    await stage.hcp.waitFor(runId, 'discarded')
    expect(stage.applies()).toBe(0)
  })

  it('shows a run that errored, which is no error of the step', async () => {
    stage = await openStage([scripts.erroredPlan])
    const failed = await stage.run(apply)
    expect(annotations(failed, 'error')).not.toEqual([])
    const shown = await stage.run({
      mode: 'show',
      'run-id': failed.outputs['run-id'] ?? ''
    })
    expect(shown.exitCode).toBe(0)
    expect(shown.outputs).toMatchObject({
      outcome: 'shown',
      'run-status': 'errored'
    })
    expect(annotations(shown, 'error')).toEqual([])
    expect(shown.stdout).toMatch(
      /The plan of run run-\w+ failed: Unsupported argument/
    )
    expect(shown.summary).toContain('### Run is `errored`')
    expect(shown.summary).toContain('**Unsupported argument** at')
  })

  it('refuses to discard a run that is applied, whoever says no and how', async () => {
    stage = await openStage([scripts.slowApply])
    const held = await stage.run(apply, pullRequestEvent())
    const no = {
      mode: 'apply',
      approve: 'false',
      'run-id': held.outputs['run-id'] ?? ''
    }
    stage.hcp.act(no['run-id'], 'apply', 'ann')
    await stage.hcp.waitFor(no['run-id'], 'applying')
    const early = await stage.run(no, pullRequestEvent())
    expect(early.exitCode).toBe(1)
    expect(early.outputs).toMatchObject({
      outcome: 'errored',
      'run-status': 'applying'
    })
    expect(annotations(early, 'error')[0]).toMatch(
      /was confirmed already by ann and is applying; it cannot be discarded/
    )
    stage.engine.proceed(no['run-id'])
    await stage.hcp.waitFor(no['run-id'], 'applied')
    const [before] = stage.comments()
    const late = await stage.run(no, pullRequestEvent())
    expect(late.exitCode).toBe(1)
    expect(late.outputs).toMatchObject({
      outcome: 'applied',
      'run-status': 'applied'
    })
    expect(annotations(late, 'error')[0]).toMatch(
      /was applied already \(.* UTC, confirmed by ann\); it cannot be discarded/
    )
    expect(late.summary).toContain(
      '### Discard refused · `network` · the run is `applied`\n'
    )
    expect(stage.comments()).toEqual([before])
    expect(stage.writes().join()).not.toContain('/actions/')
  })

  it('says that a run was applied already, and does nothing again', async () => {
    stage = await openStage([scripts.creates])
    const made = await stage.run(
      { ...apply, approve: 'true' },
      pullRequestEvent()
    )
    const [before] = stage.comments()
    expect(before).toContain('#### Gate')
    const again = await stage.run(
      {
        mode: 'apply',
        approve: 'true',
        'max-change': '0',
        'run-id': made.outputs['run-id'] ?? ''
      },
      pullRequestEvent()
    )
    expect(again.exitCode).toBe(0)
    expect(again.outputs).toMatchObject({
      outcome: 'applied',
      'comment-id': made.outputs['comment-id']
    })
    const said =
      /was applied already \(.* UTC, confirmed by .*\) before this step came to it; nothing was done\./
    expect(JSON.parse(again.outputs['result'] ?? '')).toMatchObject({
      reasons: [
        { code: 'already-applied', message: expect.stringMatching(said) }
      ]
    })
    expect(again.stdout).toMatch(said)
    expect(again.stdout).not.toContain('Apply complete!')
    expect(again.summary).toContain('### Applied already · `network`')
    expect(again.summary).toMatch(
      /before this step came to it; nothing was done/
    )
    expect(stage.comments()).toEqual([before])
    expect(stage.applies()).toBe(1)
  })

  it('tells a comment that still waits that the run was applied elsewhere', async () => {
    stage = await openStage([scripts.creates, scripts.creates])
    const held = await stage.run(apply, pullRequestEvent())
    const runId = held.outputs['run-id'] ?? ''
    stage.hcp.act(runId, 'apply', 'ann')
    await stage.hcp.waitFor(runId, 'applied')
    const ask = { mode: 'apply', 'run-id': runId }
    await stage.run(ask, pullRequestEvent())
    expect(stage.comments()[0]).toContain('### Applied already · `network`')
    expect(stage.comments()[0]).toContain('Confirmed by `ann`')
    // A newer plan is not written over by an older run's end.
    await stage.run(
      { mode: 'plan', 'configuration-directory': '.' },
      pullRequestEvent()
    )
    const newer = stage.comments()
    await stage.run(ask, pullRequestEvent())
    expect(stage.comments()).toEqual(newer)
  })

  it('refuses to discard what has ended', async () => {
    stage = await openStage([scripts.noChanges])
    const planned = await stage.run(apply)
    const runId = planned.outputs['run-id'] ?? ''
    const result = await stage.run({ mode: 'discard', 'run-id': runId })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error')[0]).toContain(
      'cannot be discarded: it is planned and finished'
    )
  })
})

/** The run that a step under way has just made. */
async function newestRun({ hcp }: Stage): Promise<string> {
  await eventually('a run to be made', () => hcp.state.runs.size > 0)
  return [...hcp.state.runs.keys()][0]!
}
