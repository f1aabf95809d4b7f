import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import { askedTo, entriesOf, openSet } from './set-stage.ts'
import { annotations, headSha, pullRequest, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

/*
 * The statements M-1 to M-20 of what is known of many workspaces, each with the
 * tests that hold its sentences; those with a name of their own carry it.
 * `find` is __tests__/run/operations/find-workspaces.test.ts, `lists`
 * __tests__/hcp/workspace-lists.test.ts, `files` __tests__/github/changed-files.test.ts,
 * `touched` __tests__/configuration/touched.test.ts and __tests__/step/touched-members.test.ts.
 *
 * M-1   filtered here, said once, the same set        find; on the bundle: set-attacks
 * M-2   pages of 100 by name, none twice              lists, find
 * M-3   no include; bindings one by one; none at all  lists, find
 * M-4   a project that is not found lists nothing     find
 * M-5   no inner star, exclusions, an empty set       find; on the bundle: set-attacks
 * M-6   flat, own and inherited tags                  find
 * M-7   more than `max-workspaces`, by their number   find; here: 'are an error before any run'; of runs: set-attacks
 * M-8   patterns replace, prefixes add                touched
 * M-9   always planned; "tag-triggered"               touched
 * M-10  renames, deletions, rows without changes      files, touched
 * M-11  what is cut is all, the reason once           files, touched; here: 'plans all where'
 * M-12  local modules, of modules, no registry        __tests__/configuration/local-modules.test.ts, module-calls.test.ts
 * M-13  10 a second, no 429, one bucket               set-crowd; __tests__/hcp/wire/crowded-step.test.ts, pressure.test.ts
 * M-14  one at a time, and how many wait              set-crowd
 * M-15  on the head; held blocks; ended; 403          here: 'check-runs'; __tests__/publish/check-runs.test.ts
 * M-16  65,535 characters, 50 annotations, no link    __tests__/report/check-run.test.ts, __tests__/github/check-runs.test.ts
 * M-17  constant name; 0 touched; merge groups        here: 'is a green end', 'check-runs'
 * M-18  50 large plans, one comment, the same again   set-crowd, set-comments; __tests__/report/set-comment.test.ts
 * M-19  not reached, the others go on; rings          set-order, set-names; __tests__/inputs/inputs.test.ts
 * M-20  warned of first, never confirmed, linked      set-order
 */

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const names = ['app', 'dns', 'network'] as const

const changing = Object.fromEntries(
  names.map((name) => [name, scripts.changes])
)
const plan = {
  mode: 'plan',
  workspace: names.join('\n'),
  'configuration-directory': '.'
}
const apply = { ...plan, mode: 'apply', approve: 'true' }

const confirmed = () => askedTo(stage, 'apply')

describe('several workspaces in one step', () => {
  it('are planned, and told in one comment', async () => {
    stage = await openSet(changing)
    const result = await stage.run(plan, pullRequestEvent())
    expect(annotations(result, 'error')).toEqual([])
    expect(result.exitCode).toBe(0)
    expect(stage.comments()).toHaveLength(1)
    for (const name of names) expect(stage.comments()[0]).toContain(name)
    expect(entriesOf(result)).toMatchObject(
      names.map((workspace) => ({ workspace, outcome: 'planned' }))
    )
    expect(result.outputs['run-ids']?.split('\n')).toHaveLength(3)
    expect(result.outputs).not.toHaveProperty('run-id')
    expect(result.stdout).toContain("such as 'run-id', are empty")
    expect(result.outputs['plan-digest']).toMatch(/^set:[0-9a-f]{64}$/)
    // The next step writes into the same one.
    for (const name of names) stage.engine.script(name, [scripts.changes])
    await stage.run(plan, pullRequestEvent())
    expect(stage.comments()).toHaveLength(1)
  })

  it('have the same bytes of a folder, which is packed once, and said once', async () => {
    stage = await openSet(changing)
    // Two runs of the packer would not pack the same.
    await writeFile(join(stage.checkout, 'terraform.tfstate'), '{}')
    const folders = ['app: .', 'dns: ./', `network: ${stage.checkout}`]
    const result = await stage.run(
      { ...plan, 'configuration-directory': folders.join('\n') },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(
      annotations(result, 'warning').filter((each) => each.includes('a state'))
    ).toHaveLength(1)
    const versions = [...stage.hcp.state.configurationVersions.values()]
    expect(versions).toHaveLength(3)
    const digests = entriesOf(result).map(
      (each) => each['configuration-digest']
    )
    expect(new Set(digests).size).toBe(1)
  })

  it('are confirmed together, in the order that is asked for', async () => {
    stage = await openSet(changing)
    const result = await stage.run(
      { ...apply, order: 'network → app → dns' },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(result.exitCode).toBe(0)
    expect(confirmed()).toEqual(['network', 'app', 'dns'])
    expect(entriesOf(result).map(({ outcome }) => outcome)).toEqual([
      'applied',
      'applied',
      'applied'
    ])
  })

  it('are all left at their gates where one of them is not allowed', async () => {
    stage = await openSet({ ...changing, dns: scripts.erroredPlan })
    const result = await stage.run(apply, pullRequestEvent())
    expect(result.exitCode).toBe(1)
    // The log ends as that of one does: result, addresses, what to do next.
    const ids = entriesOf(result).map((entry) => entry['run-id'])
    expect(result.shown.slice(-5)).toEqual([
      '3 workspaces: 1 failed to plan, 2 not confirmed.',
      ...names.map((name, index) =>
        expect.stringMatching(
          `^Run of ${name}: http.*/${name}/runs/${ids[index]}$`
        )
      ),
      expect.stringMatching(
        `^Next: When the rules hold, run the workflow with mode: apply, run-id: ${ids[0]}, ${ids[2]} \\(one a line\\), approve: true. dns: `
      )
    ])
    expect(confirmed()).toEqual([])
    const outcomes = Object.fromEntries(
      entriesOf(result).map(({ workspace, outcome, reasons }) => [
        workspace,
        [outcome, reasons[0]?.code]
      ])
    )
    expect(outcomes).toEqual({
      app: ['blocked', 'set-not-allowed'],
      dns: ['errored', undefined],
      network: ['blocked', 'set-not-allowed']
    })
  })

  it('stop in their chain where one fails, and go on beside it', async () => {
    stage = await openSet({ ...changing, app: scripts.erroredApply })
    const result = await stage.run(
      { ...apply, order: 'app → dns' },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect([...confirmed()].sort()).toEqual(['app', 'network'])
    expect(
      entriesOf(result).find(({ workspace }) => workspace === 'dns')
    ).toMatchObject({ outcome: 'blocked', reasons: [{ code: 'not-reached' }] })
  })

  it('stop in their chain behind one that has nothing to apply', async () => {
    stage = await openSet({
      ...{ app: scripts.noChanges, dns: scripts.changes },
      network: scripts.erroredApply
    })
    const result = await stage.run(
      { ...apply, order: 'network → app → dns' },
      pullRequestEvent()
    )
    expect(confirmed()).toEqual(['network'])
    expect(
      entriesOf(result).find(({ workspace }) => workspace === 'dns')
    ).toMatchObject({ outcome: 'blocked', reasons: [{ code: 'not-reached' }] })
  })

  it('are counted together', async () => {
    stage = await openSet({ app: scripts.changes, network: scripts.changes })
    const two = { ...apply, workspace: 'app\nnetwork' }
    // Each alone would be within it.
    const result = await stage.run(
      { ...two, 'max-destroy': '1' },
      pullRequestEvent()
    )
    expect(confirmed()).toEqual([])
    expect(result.outputs['reasons']).toContain('destroys-exceeded')
  })

  it('spoil their own row only where they cannot be read', async () => {
    stage = await openSet({ app: scripts.changes, dns: scripts.changes })
    const result = await stage.run(plan, pullRequestEvent())
    expect(result.exitCode).toBe(1)
    expect(entriesOf(result).map(({ outcome }) => outcome)).toEqual([
      'planned',
      'planned',
      'errored'
    ])
  })

  it('are red where what a pull request left cannot be discarded in one of them', async () => {
    stage = await openSet({ app: scripts.changes, dns: scripts.changes })
    const discard = { mode: 'discard', workspace: 'app\ndns' }
    const good = await stage.run(discard, pullRequestEvent())
    expect(good.exitCode).toBe(0)
    // The list for both, and then that of one of them.
    stage.hcp.trouble({ path: '/runs', status: 403, times: 2 })
    const result = await stage.run(discard, pullRequestEvent())
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain('403')
  })

  it('are an error before any run where there are too many, or none', async () => {
    stage = await openSet(changing)
    for (const inputs of [
      { workspace: '*', 'max-workspaces': '2' },
      { workspace: 'web-*' },
      { workspace: 'app\ndns', order: 'network → app' }
    ]) {
      const result = await stage.run({ ...plan, ...inputs }, pullRequestEvent())
      expect(result.exitCode).toBe(1)
      expect(annotations(result, 'error')).toHaveLength(1)
    }
    expect(stage.writes()).toEqual([])
  })

  it('hand their runs over to another job', async () => {
    stage = await openSet(changing)
    const held = await stage.run({ ...plan, mode: 'apply' }, pullRequestEvent())
    expect(held.exitCode).toBe(0)
    const result = await stage.run(
      {
        mode: 'apply',
        workspace: '',
        'run-id': held.outputs['run-ids'] ?? '',
        approve: 'true',
        'expected-plan-digest': held.outputs['plan-digest'] ?? '',
        order: 'network → app → dns'
      },
      pullRequestEvent()
    )
    expect(annotations(result, 'error')).toEqual([])
    // What was applied before still counts as part of what was reviewed.
    expect(confirmed()).toEqual(['network', 'app', 'dns'])
  })
})

describe('background steps of one job', () => {
  it('have each its own outputs, comment and runs', async () => {
    stage = await openSet({ ...changing, web: scripts.creates })
    const [set, one, other] = await Promise.all([
      stage.run(plan, pullRequestEvent()),
      stage.run({ ...plan, workspace: 'web' }, pullRequestEvent()),
      stage.run(
        { ...plan, workspace: 'app\ndns', 'comment-key': 'again' },
        pullRequestEvent()
      )
    ])
    expect([set, one, other].map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
    expect(set.outputs['run-ids']?.split('\n')).toHaveLength(3)
    expect(one.outputs['run-id']).toBe(one.outputs['run-ids'])
    expect(entriesOf(other).map(({ workspace }) => workspace)).toEqual([
      'app',
      'dns'
    ])
    const ids = [set, one, other].flatMap(
      ({ outputs }) => outputs['run-ids']?.split('\n') ?? []
    )
    expect(new Set(ids).size).toBe(6)
    expect(stage.comments()).toHaveLength(3)
  })
})

describe('only-changed', () => {
  const folders = names.map((name) => `${name}: env/${name}`).join('\n')
  const inputs = {
    ...plan,
    'configuration-directory': folders,
    'only-changed': 'true'
  }

  /** A checkout of the repository with a folder for each workspace. */
  async function layOut(files: readonly string[]): Promise<void> {
    stage = await openSet(changing)
    for (const name of names) {
      const folder = join(stage.checkout, 'env', name)
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, 'main.tf'), '')
    }
    await mkdir(join(stage.checkout, '.git'))
    await writeFile(
      join(stage.checkout, '.git', 'config'),
      '[remote "origin"]\n\turl = https://github.com/acme/network\n'
    )
    stage.github.addPullRequest({
      number: pullRequest,
      headSha,
      author: 'hubot',
      files: files.map((filename) => ({ filename }))
    })
  }

  it('leaves out what a pull request does not touch, and says so', async () => {
    await layOut(['env/dns/main.tf'])
    const result = await stage.run(inputs, pullRequestEvent())
    expect(annotations(result, 'error')).toEqual([])
    expect(result.outputs['run-ids']).toMatch(/^run-\w+$/)
    expect(
      stage.writes().filter((write) => write.endsWith('/runs'))
    ).toHaveLength(1)
    expect(stage.comments()[0]).toContain('network')
    expect(result.stdout).toContain('Workspace app is left out')
  })

  it('frees what an earlier push left at its gate and this one leaves out', async () => {
    await layOut(['env/dns/main.tf', 'env/app/main.tf'])
    const held = { ...inputs, mode: 'apply', approve: '' }
    await stage.run(held, pullRequestEvent())
    stage.github.addPullRequest({
      number: pullRequest,
      headSha,
      author: 'hubot',
      files: [{ filename: 'env/dns/main.tf' }]
    })
    stage.engine.script('dns', [scripts.changes])
    const later = { ...pullRequestEvent(), runId: '4712' }
    const result = await stage.run(held, later)
    expect(result.exitCode).toBe(0)
    const statuses = [...stage.hcp.requests]
      .filter(({ path }) => path.endsWith('/actions/discard'))
      .map(({ path }) => /runs\/(run-\w+)/.exec(path)?.[1] ?? '')
      .map((id) => stage.hcp.run(id).workspace.name)
    expect(statuses.sort()).toEqual(['app', 'dns'])
  })

  it('is a green end where nothing is touched, with a comment', async () => {
    await layOut(['README.md'])
    const result = await stage.run(
      { ...inputs, 'check-runs': 'true' },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(0)
    expect(result.outputs['outcome']).toBe('skipped')
    expect(stage.writes()).toEqual([])
    const [comment = '', ...others] = stage.comments()
    expect(others).toEqual([])
    expect(comment).toContain('0 of 3 workspaces')
    for (const name of names) expect(comment).toContain(name)
    expect(stage.github.state.checkRuns).toMatchObject([
      { name: 'Gated Terraform Run', conclusion: 'success', headSha }
    ])
  })

  it('plans all where the files cannot be told', async () => {
    await layOut(['README.md'])
    const result = await stage.run(inputs, {
      eventName: 'workflow_dispatch',
      event: {}
    })
    expect(result.outputs['run-ids']?.split('\n')).toHaveLength(3)
    // M-11: the reason once, and not for each.
    expect(
      result.shown.filter((line) => line.startsWith('Touched, and so not'))
    ).toHaveLength(1)
  })
})

describe('check-runs', () => {
  const conclusions = () =>
    Object.fromEntries(
      [...stage.github.state.checkRuns.values()].map((check) => [
        check.name,
        check.conclusion
      ])
    )

  it('say of each workspace, and of all, how they ended', async () => {
    stage = await openSet({ ...changing, dns: scripts.erroredPlan })
    await stage.run({ ...plan, 'check-runs': 'true' }, pullRequestEvent())
    expect(conclusions()).toEqual({
      'Gated Terraform Run': 'failure',
      'Gated Terraform Run: app': 'success',
      'Gated Terraform Run: dns': 'failure',
      'Gated Terraform Run: network': 'success'
    })
  })

  it('block while a run is held, also for a workspace alone', async () => {
    stage = await openSet({ network: scripts.changes })
    const held = { ...plan, mode: 'apply', workspace: 'network' }
    await stage.run({ ...held, 'check-runs': 'true' }, pullRequestEvent())
    expect(conclusions()).toEqual({
      'Gated Terraform Run': 'action_required',
      'Gated Terraform Run: network': 'action_required'
    })
  })

  it('are on the head of the pull request, or of the merge group', async () => {
    stage = await openSet({ network: scripts.changes })
    stage.engine.script('network', [scripts.changes, scripts.changes])
    const checked = { ...plan, workspace: 'network', 'check-runs': 'true' }
    const group = 'c'.repeat(40)
    const ref = `refs/heads/gh-readonly-queue/main/pr-${pullRequest}-${headSha}`
    await stage.run(checked, pullRequestEvent())
    await stage.run(checked, {
      eventName: 'merge_group',
      sha: group,
      ref,
      event: { merge_group: { head_sha: group, head_ref: ref } }
    })
    const all = ['Gated Terraform Run', 'Gated Terraform Run: network']
    expect(
      stage.github.state.checkRuns.map((check) => [
        check.headSha,
        check.name,
        check.conclusion
      ])
    ).toEqual(
      [headSha, group].flatMap((sha) =>
        all.map((name) => [sha, name, 'success'])
      )
    )
  })

  it('that may not be written are one warning, and change nothing else', async () => {
    stage = await openSet(changing)
    stage.github.trouble({ path: /check-runs/, status: 403, times: 20 })
    const result = await stage.run(
      { ...plan, 'check-runs': 'true' },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(0)
    expect(annotations(result, 'warning')).toEqual([
      expect.stringContaining('Check runs could not be written')
    ])
    expect(result.outputs['outcome']).toBe('planned')
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'are ended by a step that is cancelled, all of a set (%s)',
    async (signal) => {
      stage = await openSet(
        Object.fromEntries(names.map((name) => [name, scripts.slow]))
      )
      const stop = new AbortController()
      const step = stage.run(
        { ...plan, 'check-runs': 'true' },
        {
          ...pullRequestEvent(),
          signalOn: stop.signal,
          ...(signal === 'SIGTERM' ? { signal } : {})
        }
      )
      await eventually(
        'four check runs in progress',
        () => Object.values(conclusions()).length,
        (count) => count === 4
      )
      stop.abort()
      await stage.post(await step)
      expect(Object.values(conclusions())).toEqual([
        'cancelled',
        'cancelled',
        'cancelled',
        'cancelled'
      ])
    }
  )

  it('are never left in progress by a step that was killed', async () => {
    stage = await openSet({ network: scripts.slow })
    const stop = new AbortController()
    const step = stage.run(
      { ...plan, workspace: 'network', 'check-runs': 'true' },
      { ...pullRequestEvent(), signalOn: stop.signal, signal: 'SIGKILL' }
    )
    await eventually(
      'two check runs in progress',
      () => Object.values(conclusions()).length === 2
    )
    stop.abort()
    await stage.post(await step)
    expect(Object.values(conclusions())).toEqual(['cancelled', 'cancelled'])
  })
})
