import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Script } from '../../emulator/engines/scenario.ts'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { EventOptions } from './example-job.ts'
import { runExample } from './example-job.ts'
import type { Answer } from './fake-gh.ts'
import { hasJq } from './fake-gh.ts'
import type { Closing } from './private-network.ts'
import { hasOpenssl, openProxy, openTls } from './private-network.ts'
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

/** The examples as they are written, from their conditions to their scripts. */

const mergeSha = 'feedfacefeedfacefeedfacefeedfacefeedface'
const upload = { 'configuration-directory': '.', comment: 'never' }

let stage: Stage
let closing: Closing
beforeEach(() => {
  closing = []
})
afterEach(async () => {
  await Promise.all(closing.map((close) => close()))
  await stage.close()
})

const schedule: EventOptions = {
  eventName: 'schedule',
  sha: mergeSha,
  event: { schedule: '3 6 * * 1' }
}

/** The pull request is closed, as its event and as GitHub tell it. */
function closePullRequest(
  how: { readonly merged?: boolean; readonly fork?: string } = {}
): EventOptions {
  const { merged = false, fork } = how
  const pull = stage.github.state.pullRequests.get(pullRequest)!
  pull.state = 'closed'
  pull.merged = merged
  pull.mergedAt = merged ? '2026-11-01T00:00:00Z' : undefined
  pull.mergeCommitSha = merged ? mergeSha : undefined
  const opened = pullRequestEvent(fork === undefined ? {} : { fork })
  const event = opened.event as { pull_request: object }
  return {
    ...opened,
    event: {
      ...event,
      action: 'closed',
      pull_request: { ...event.pull_request, state: 'closed', merged }
    }
  }
}

/** The attributes that runs were created with, in order. */
function created(): readonly Record<string, unknown>[] {
  return stage.hcp.requests
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/runs'))
    .map(
      ({ body }) =>
        (body as { data: { attributes: Record<string, unknown> } }).data
          .attributes
    )
}

async function addFolder(name: string): Promise<void> {
  await mkdir(join(stage.checkout, name))
  await writeFile(join(stage.checkout, name, 'main.tf'), `# ${name}\n`)
}

describe('plan.yml', () => {
  it('plans every push, in one comment, and can apply nothing', async () => {
    stage = await openStage([scripts.creates, scripts.changes])
    const opened = await runExample(stage, 'plan.yml', 'plan', {
      event: pullRequestEvent()
    })
    expect(opened).toMatchObject({
      result: 'success',
      concurrency: 'terraform-plan-acme/network-7',
      checkouts: [{ 'persist-credentials': 'false' }]
    })
    expect(opened.actions[0]?.outputs).toMatchObject({
      outcome: 'planned',
      gate: 'none',
      additions: '3'
    })
    expect(created()).toMatchObject([{ 'plan-only': true }])
    expect(stage.writes().map((write) => write.split('/').at(-1))).toEqual([
      'configuration-versions',
      expect.any(String),
      'runs'
    ])
    const again = await runExample(stage, 'plan.yml', 'plan', {
      event: pullRequestEvent()
    })
    expect(again.actions[0]?.outputs['destructions']).toBe('2')
    expect(stage.comments()).toHaveLength(1)
    expect(stage.applies()).toBe(0)
  })

  it('ends without a run for a fork, which has no secrets', async () => {
    stage = await openStage()
    const { result, actions } = await runExample(stage, 'plan.yml', 'plan', {
      event: pullRequestEvent({ fork: 'eve/network' }),
      contexts: { secrets: {} }
    })
    expect(result).toBe('success')
    expect(annotations(actions[0]!, 'notice').join()).toContain('fork')
    expect(stage.hcp.requests).toEqual([])
  })
})

describe('workspaces.yml', () => {
  it('plans the workspaces that are touched in one step, one comment and their checks', async () => {
    stage = await openStage([], {
      workspaces: [
        { name: 'network-staging' },
        { name: 'network-production' },
        { name: 'database-production' }
      ]
    })
    stage.engine.script('network-staging', [scripts.creates])
    stage.engine.script('network-production', [scripts.erroredPlan])
    stage.engine.script('database-production', [scripts.outputsOnly])
    await addFolder('network')
    await addFolder('database')
    const { result, actions } = await runExample(
      stage,
      'workspaces.yml',
      'plan',
      { event: pullRequestEvent() }
    )
    expect(result).toBe('failure')
    const runs = JSON.parse(actions[0]?.outputs['runs'] ?? '[]') as {
      workspace: string
      outcome: string
    }[]
    expect(
      Object.fromEntries(runs.map((run) => [run.workspace, run.outcome]))
    ).toEqual({
      'network-staging': 'planned',
      'network-production': 'errored',
      'database-production': 'planned'
    })
    expect(stage.comments()).toHaveLength(1)
    expect(stage.github.state.checkRuns.map(({ name }) => name)).toContain(
      'Gated Terraform Run'
    )
    expect(stage.applies()).toBe(0)
  })
})

describe('background-steps.yml', () => {
  it('plans side by side, and mixes neither outputs nor comments', async () => {
    stage = await openStage([], {
      workspaces: [
        { name: 'network-production' },
        { name: 'database-production' }
      ]
    })
    stage.engine.script('network-production', [scripts.creates])
    stage.engine.script('database-production', [scripts.noChanges])
    await addFolder('network')
    await addFolder('database')
    const { result, steps, actions } = await runExample(
      stage,
      'background-steps.yml',
      'plan',
      {
        event: pullRequestEvent(),
        shell: undefined,
        env: { GITHUB_STEP_SUMMARY: join(stage.checkout, 'summary.md') }
      }
    )
    expect(result).toBe('success')
    expect(steps.map(({ name }) => name).slice(1, 3)).toEqual([
      'network',
      'database'
    ])
    const outcomes = actions.map(({ outputs }) => outputs['outcome'])
    expect([...outcomes].sort()).toEqual(['no-changes', 'planned'])
    const ids = actions.map(({ outputs }) => outputs['run-id'])
    expect(new Set(ids).size).toBe(2)
    for (const { outputs } of actions) {
      const { workspace } = stage.hcp.run(outputs['run-id'] ?? '')
      const isNetwork = workspace.name === 'network-production'
      expect(outputs['outcome']).toBe(isNetwork ? 'planned' : 'no-changes')
    }
    expect(stage.comments()).toHaveLength(2)
    const summary = readFileSync(join(stage.checkout, 'summary.md'), 'utf8')
    expect(summary).toContain('network planned, database no-changes')
  })
})

describe('workspaces-apply.yml', () => {
  it('applies the runs that were reviewed, together and in order', async () => {
    stage = await openStage([], {
      workspaces: [
        { name: 'network-production' },
        { name: 'database-production' }
      ]
    })
    stage.engine.script('network-production', [scripts.creates])
    stage.engine.script('database-production', [scripts.creates])
    await addFolder('network')
    await addFolder('database')
    closePullRequest({ merged: true })
    const plan = await runExample(stage, 'workspaces-apply.yml', 'plan', {
      event: landed
    })
    expect(plan.result).toBe('success')
    expect(stage.applies()).toBe(0)
    const apply = await runExample(stage, 'workspaces-apply.yml', 'apply', {
      event: landed,
      contexts: { needs: { plan: { outputs: plan.outputs } } }
    })
    expect(apply.result).toBe('success')
    expect(stage.applies()).toBe(2)
  })

  it('discards them where the reviewer says no', async () => {
    stage = await openStage([], {
      workspaces: [
        { name: 'network-production' },
        { name: 'database-production' }
      ]
    })
    stage.engine.script('network-production', [scripts.creates])
    stage.engine.script('database-production', [scripts.creates])
    await addFolder('network')
    await addFolder('database')
    const plan = await runExample(stage, 'workspaces-apply.yml', 'plan', {
      event: landed
    })
    const discard = await runExample(stage, 'workspaces-apply.yml', 'discard', {
      event: landed,
      contexts: { needs: { plan, apply: refused } }
    })
    expect(discard.result).toBe('success')
    expect(
      [...stage.hcp.state.runs.values()].map(({ status }) => status)
    ).toEqual(['discarded', 'discarded'])
  })
})

describe('terraform-enterprise.yml', () => {
  const host = 'tfe.acme.example:8443'
  const withOpenssl = hasOpenssl ? it : it.skip

  withOpenssl(
    'plans on its own host and port, by its own authority (needs openssl)',
    async () => {
      stage = await openStage([scripts.creates], { personality: 'tfe' })
      await addFolder('network')
      const { port, authority } = await openTls(closing, host, stage.hcp.url)
      // Stands in for the network that only the self-hosted runner is in.
      const proxy = await openProxy(closing, { [host]: port })
      const event = pullRequestEvent()
      const { result, actions } = await runExample(
        stage,
        'terraform-enterprise.yml',
        'plan',
        {
          event,
          env: { https_proxy: proxy.url, NODE_EXTRA_CA_CERTS: authority }
        }
      )
      expect(result).toBe('success')
      expect(annotations(actions[0]!, 'warning')).toEqual([])
      expect(actions[0]?.outputs).toMatchObject({
        outcome: 'planned',
        'run-url': expect.stringContaining(`https://${host}/app/acme/`)
      })
      expect(new Set(proxy.asked)).toEqual(new Set([host]))
      expect(stage.comments()).toHaveLength(1)
      expect(stage.applies()).toBe(0)

      // The file that the example names is not on this machine.
      const without = await runExample(
        stage,
        'terraform-enterprise.yml',
        'plan',
        { event, env: { https_proxy: proxy.url } }
      )
      expect(without.result).toBe('failure')
      expect(without.actions[0]?.options.env).toMatchObject({
        NODE_EXTRA_CA_CERTS: '/etc/ssl/certs/acme-root-ca.pem'
      })
      expect(annotations(without.actions[0]!, 'error')[0]).toContain(
        'NODE_EXTRA_CA_CERTS'
      )
      expect(created()).toHaveLength(1)
    }
  )
})

describe('preview-destroy.yml', () => {
  async function openPreview(): Promise<void> {
    stage = await openStage([], { workspaces: [{ name: 'preview-7' }] })
    stage.engine.script('preview-7', [scripts.creates])
    const made = await stage.run(
      { ...upload, workspace: 'preview-7', mode: 'apply', approve: 'true' },
      pullRequestEvent()
    )
    expect(made.outputs['outcome']).toBe('applied')
    expect(stage.hcp.addresses('preview-7')).toHaveLength(3)
  }

  it.each([
    ['without a merge', false],
    ['by a merge', true]
  ])('destroys the preview of a pull request closed %s', async (_, merged) => {
    await openPreview()
    const { result, actions, concurrency } = await runExample(
      stage,
      'preview-destroy.yml',
      'destroy',
      { event: closePullRequest({ merged }) }
    )
    expect(reasonCodes(actions[0])).toEqual([])
    expect(actions[0]?.outputs).toMatchObject({
      outcome: 'applied',
      destructions: '3'
    })
    expect(result).toBe('success')
    expect(concurrency).toBe('terraform-acme/preview-7')
    expect(created().at(-1)).toMatchObject({
      'is-destroy': true,
      'auto-apply': false
    })
    expect(stage.applies()).toBe(2)
    expect(stage.hcp.addresses('preview-7')).toEqual([])
    expect(stage.comments()).toHaveLength(1)
  })

  it('does not start for a fork', async () => {
    stage = await openStage()
    const { result } = await runExample(
      stage,
      'preview-destroy.yml',
      'destroy',
      { event: closePullRequest({ fork: 'eve/network' }) }
    )
    expect(result).toBe('skipped')
  })
})

describe('close.yml', () => {
  it('discards what a closed pull request left, and nothing after a merge', async () => {
    stage = await openStage([scripts.changes])
    stage.github.setPermission('hubot', 'write')
    const saved = await runExample(stage, 'comment-plan.yml', 'save', {
      event: pullRequestEvent()
    })
    expect(saved.actions[0]?.outputs['outcome']).toBe('saved')
    const close = (how: Parameters<typeof closePullRequest>[0] = {}) =>
      runExample(stage, 'close.yml', 'discard', {
        // The workflow of the default branch, whatever the branch has.
        event: {
          ...closePullRequest(how),
          eventName: 'pull_request_target',
          actor: 'hubot'
        }
      })
    expect((await close({ merged: true })).result).toBe('skipped')
    expect((await close({ fork: 'eve/network' })).result).toBe('skipped')
    const closed = await close()
    expect(closed.checkouts).toEqual([])
    expect(closed.actions[0]?.outputs['outcome']).toBe('discarded')
    expect(stage.applies()).toBe(0)
  })
})

/** A job that a reviewer did not let in has failed, and said nothing. */
const refused = { result: 'failure', outputs: {} }
const landed: EventOptions = {
  eventName: 'push',
  sha: mergeSha,
  event: { after: mergeSha, repository: { default_branch: 'main' } }
}

describe.each([
  ['environment.yml', {}],
  [
    'reusable-apply.yml',
    {
      workspace: 'network',
      environment: 'production',
      'configuration-directory': '.',
      'max-destroy': 5
    }
  ]
] as const)('%s', (file, inputs) => {
  const contexts = { inputs }

  async function hold() {
    stage = await openStage([scripts.changes])
    closePullRequest({ merged: true })
    const plan = await runExample(stage, file, 'plan', {
      event: landed,
      contexts
    })
    // Its token may only plan: somebody else says yes.
    expect(reasonCodes(plan.actions[0])).toEqual([
      'approval-missing',
      'permission-missing'
    ])
    expect(plan).toMatchObject({
      result: 'success',
      outputs: { outcome: 'held' }
    })
    return plan
  }

  it('applies the very run, with the token of the environment', async () => {
    const plan = await hold()
    const apply = await runExample(stage, file, 'apply', {
      event: landed,
      contexts: { ...contexts, needs: { plan } }
    })
    expect(apply.outputs['outcome']).toBe('applied')
    expect(stage.applies()).toBe(1)
    const discard = await runExample(stage, file, 'discard', {
      event: landed,
      contexts: { ...contexts, needs: { plan, apply } }
    })
    expect(discard.result).toBe('skipped')
  })

  it('discards it where the reviewer says no', async () => {
    const plan = await hold()
    const discard = await runExample(stage, file, 'discard', {
      event: landed,
      contexts: { ...contexts, needs: { plan, apply: refused } }
    })
    expect(discard.actions[0]?.outputs['outcome']).toBe('discarded')
    expect(stage.applies()).toBe(0)
  })

  it('leaves the run to people where a rule blocked it', async () => {
    const plan = await hold()
    const blocked = { result: 'failure', outputs: { outcome: 'blocked' } }
    const discard = await runExample(stage, file, 'discard', {
      event: landed,
      contexts: { ...contexts, needs: { plan, apply: blocked } }
    })
    expect(discard.result).toBe('skipped')
  })
})

describe('reusable-plan.yml', () => {
  it('plans the workspace that its caller names', async () => {
    stage = await openStage([scripts.creates])
    const plan = await runExample(stage, 'reusable-plan.yml', 'plan', {
      event: pullRequestEvent(),
      contexts: {
        inputs: { workspace: 'network', 'configuration-directory': '.' }
      }
    })
    expect(plan).toMatchObject({
      concurrency: 'terraform-plan-acme/network-7',
      outputs: { outcome: 'planned' }
    })
    expect(stage.comments()).toHaveLength(1)
  })
})

describe('dispatch.yml', () => {
  const start = (ref: string) =>
    runExample(stage, 'dispatch.yml', 'apply', {
      event: { eventName: 'workflow_dispatch', sha: mergeSha, event: {}, ref },
      contexts: { inputs: { approve: true } }
    })

  it('applies the branch main, and no other one', async () => {
    stage = await openStage([scripts.creates])
    expect((await start('refs/heads/feature')).result).toBe('skipped')
    expect((await start('refs/tags/main')).result).toBe('skipped')
    expect(stage.hcp.requests).toEqual([])
    const main = await start('refs/heads/main')
    expect(main.actions[0]?.outputs['outcome']).toBe('applied')
  })
})

describe('environment.yml', () => {
  it('applies nothing where the id of the run is lost on the way', async () => {
    stage = await openStage([scripts.changes])
    // What a misspelt `needs.plan.outputs.run_id` comes to.
    const { result, actions } = await runExample(
      stage,
      'environment.yml',
      'apply',
      {
        event: { eventName: 'push', sha: mergeSha, event: { after: mergeSha } },
        contexts: { needs: { plan: { outputs: { outcome: 'held' } } } }
      }
    )
    expect(result).toBe('failure')
    expect(annotations(actions[0]!, 'error').join()).toContain(
      "'run-id' is empty while 'approve' is true"
    )
    expect(stage.hcp.requests).toEqual([])
  })

  it('asks nobody where nothing changes', async () => {
    stage = await openStage([scripts.noChanges])
    const push: EventOptions = {
      eventName: 'push',
      sha: mergeSha,
      event: { after: mergeSha }
    }
    const plan = await runExample(stage, 'environment.yml', 'plan', {
      event: push
    })
    expect(plan.outputs).toMatchObject({
      outcome: 'no-changes',
      'run-id': expect.stringMatching(/^run-/)
    })
    const apply = await runExample(stage, 'environment.yml', 'apply', {
      event: push,
      contexts: { needs: { plan: { outputs: plan.outputs } } }
    })
    expect(apply.result).toBe('skipped')
    expect(stage.applies()).toBe(0)
  })
})

// Windows has another bash first on its PATH.
const canScript = hasJq && process.platform !== 'win32'
const withJq = canScript ? describe : describe.skip
const shells = [
  ['as they are', undefined],
  ['under shell: bash', 'bash']
] as const

withJq('audit-runs.yml (needs jq)', () => {
  it('warns of runs that wait, and is silent where there are none', async () => {
    stage = await openStage([scripts.noChanges, scripts.changes])
    const audit = () =>
      runExample(stage, 'audit-runs.yml', 'list', { event: schedule })
    await stage.run({ ...upload, mode: 'apply' })
    const before = stage.writes().length
    const silent = await audit()
    expect(silent.actions[0]?.outputs['runs']).toBe('[]')
    expect(silent.steps.map(({ outcome }) => outcome)).toEqual([
      'success',
      'skipped'
    ])
    expect(stage.writes()).toHaveLength(before)
    await stage.run({ ...upload, mode: 'apply' })
    const asked = stage.github.requests.length
    const told = await audit()
    expect(told.result).toBe('success')
    expect(JSON.parse(told.actions[0]?.outputs['runs'] ?? '')).toMatchObject([
      { status: 'planned', workspace: 'network' }
    ])
    expect(told.scripts[0]?.stdout).toBe(
      '::warning::Some runs wait for a decision; see the summary.\n'
    )
    expect(told.actions[0]?.summary).toContain('| [run-')
    expect(stage.hcp.requests.at(-1)).toMatchObject({
      method: 'GET',
      path: '/api/v2/organizations/acme/runs',
      query: { 'filter[status_group]': 'discardable' }
    })
    expect(stage.github.requests).toHaveLength(asked)
  })

  it('copes with a list that is longer than an environment variable may be', async () => {
    stage = await openStage([scripts.changes])
    const message = '世'.repeat(1_500)
    await stage.run({ ...upload, mode: 'apply', message })
    const run = [...stage.hcp.state.runs.values()][0]!
    for (let number = 0; number < 60; number += 1) {
      const id = `run-copy${number}`
      stage.hcp.state.runs.set(id, { ...run, id })
    }
    const { result, actions } = await runExample(
      stage,
      'audit-runs.yml',
      'list',
      { event: schedule }
    )
    const { runs = '' } = actions[0]?.outputs ?? {}
    // What has no room for more is cut: it fits a variable all the same.
    expect(Buffer.byteLength(runs)).toBeGreaterThan(100_000)
    expect(Buffer.byteLength(runs)).toBeLessThan(131_072)
    expect(result).toBe('success')
  })
})

withJq('drift-check.yml (needs jq)', () => {
  const title = 'Terraform drift in acme/network'
  const drift: Script = {
    name: 'drift',
    drift: [
      {
        address: 'terraform_data.service["api"]',
        actions: ['update'],
        after: { input: { replicas: 5 } }
      }
    ]
  }
  const issues = (list: Partial<Answer>): readonly Answer[] => [
    { to: ['issue', 'list'], ...list },
    { to: ['issue', 'create'] },
    { to: ['issue', 'edit'] },
    { to: ['issue', 'close'] }
  ]
  const check = (gh: readonly Answer[], shell?: string) =>
    runExample(stage, 'drift-check.yml', 'check', {
      event: schedule,
      gh,
      shell
    })

  it.each(shells)('says once where reality drifted, %s', async (_, shell) => {
    stage = await openStage([scripts.creates, drift, drift, drift])
    await stage.run({ ...upload, mode: 'apply', approve: 'true' })
    const asked = stage.github.requests.length
    // GitHub finds words, so it finds this one too.
    const other = { number: 3, title: `${title}-staging` }
    const { result, token, actions, calls } = await check(
      issues({ json: [other] }),
      shell
    )
    expect(result).toBe('success')
    expect(actions[0]?.outputs).toMatchObject({
      outcome: 'planned',
      'has-changes': 'true',
      additions: '0'
    })
    expect(actions[0]?.summary).toContain('changed outside Terraform')
    expect(created().at(-1)).toMatchObject({
      'refresh-only': true,
      'plan-only': true
    })
    const url = actions[0]?.outputs['run-url'] ?? ''
    expect(url).toMatch(/^http/)
    const body = `The real infrastructure differs from the state: ${url}`
    expect(calls).toEqual([
      {
        args: expect.arrayContaining(['list', `in:title "${title}"`]),
        token,
        repository
      },
      {
        args: ['issue', 'create', '--title', title, '--body', body],
        token,
        repository
      }
    ])

    const again = await check(
      issues({ json: [other, { number: 12, title }] }),
      shell
    )
    expect(again.calls[1]?.args.slice(0, 3)).toEqual(['issue', 'edit', '12'])
    expect(again.calls).toHaveLength(2)

    const unread = await check(
      issues({ error: 'HTTP 403: Resource not accessible' }),
      shell
    )
    expect(unread.result).toBe('failure')
    expect(unread.calls).toHaveLength(1)

    expect(stage.applies()).toBe(1)
    expect(stage.github.requests).toHaveLength(asked)
  })

  it('closes the issue where all is as the state says, if there is one', async () => {
    stage = await openStage([
      scripts.creates,
      scripts.noChanges,
      scripts.noChanges
    ])
    await stage.run({ ...upload, mode: 'apply', approve: 'true' })
    const { result, actions, calls } = await check(issues({ json: [] }))
    expect(result).toBe('success')
    expect(actions[0]?.outputs).toMatchObject({
      outcome: 'no-changes',
      'has-changes': 'false'
    })
    expect(calls).toHaveLength(1)
    const well = await check(issues({ json: [{ number: 12, title }] }))
    expect(well.calls[1]?.args.slice(0, 3)).toEqual(['issue', 'close', '12'])
    expect(well.calls).toHaveLength(2)
  })

  it('touches no issue where the check failed', async () => {
    stage = await openStage([scripts.erroredPlan])
    const { result, steps, calls } = await check([])
    expect(result).toBe('failure')
    expect(steps[1]?.outcome).toBe('skipped')
    expect(calls).toEqual([])
  })
})

withJq('labels.yml (needs jq)', () => {
  const label = (script: Script) => async () => {
    stage = await openStage([script])
    const { result, calls } = await runExample(stage, 'labels.yml', 'plan', {
      event: pullRequestEvent(),
      gh: [{ to: ['label', 'create'] }, { to: ['pr', 'edit'] }]
    })
    expect(result).toBe('success')
    return calls.map(({ args }) => args.slice(0, 5).join(' '))
  }
  const destroys = 'terraform: destroys'
  const changes = 'terraform: changes'

  it('labels what destroys', async () => {
    expect(await label(scripts.changes)()).toEqual([
      `label create ${destroys} --force`,
      `pr edit 7 --add-label ${destroys}`,
      `pr edit 7 --remove-label ${changes}`
    ])
  })

  it('labels what only changes', async () => {
    expect(await label(scripts.creates)()).toEqual([
      `pr edit 7 --remove-label ${destroys}`,
      `label create ${changes} --force`,
      `pr edit 7 --add-label ${changes}`
    ])
  })

  it('takes both off where nothing changes', async () => {
    expect(await label(scripts.noChanges)()).toEqual([
      `pr edit 7 --remove-label ${destroys}`,
      `pr edit 7 --remove-label ${changes}`
    ])
  })
})

withJq('preview.yml (needs jq)', () => {
  const make = (status: string, detail = '') =>
    runExample(stage, 'preview.yml', 'make', {
      event: pullRequestEvent(),
      commands: {
        // As curl: the config, with the token, by standard input.
        curl: `#!/bin/sh
cat > curl.config
printf '%s\\n' "$@" > curl.args
echo '{"errors": [{"detail": "${detail}"}]}' > answer.json
printf '%s' ${status}
`
      }
    })
  const asked = (name: string) =>
    readFileSync(join(stage.checkout, name), 'utf8')

  async function openPreviews(): Promise<void> {
    stage = await openStage([], { workspaces: [{ name: 'preview-7' }] })
    stage.engine.script('preview-7', [scripts.creates])
  }

  it.each([
    ['made', '201', ''],
    ['there already', '422', 'Name has already been taken']
  ])('applies in a workspace that is %s', async (_, status, detail) => {
    await openPreviews()
    const { result, actions, concurrency } = await make(status, detail)
    expect(result).toBe('success')
    expect(actions[0]?.outputs['outcome']).toBe('applied')
    expect(concurrency).toBe('terraform-acme/preview-7')
    expect(asked('curl.config')).toContain(stage.hcp.tokens.write)
    expect(asked('curl.args')).not.toContain(stage.hcp.tokens.write)
    expect(asked('curl.args')).toContain('"name": "preview-7"')
    expect(asked('curl.args')).toContain('"id": "prj-previews"')
  })

  it.each([
    ['another refusal', '422', 'Name is invalid'],
    ['no right', '404', 'not found']
  ])('ends red, and makes no run, after %s', async (_, status, detail) => {
    await openPreviews()
    const { result, actions } = await make(status, detail)
    expect(result).toBe('failure')
    expect(actions).toEqual([])
  })
})

withJq('comment-apply.yml (needs jq)', () => {
  const apply = (body: string, shell?: string) =>
    runExample(stage, 'comment-apply.yml', 'apply', {
      event: commentEvent('bea', body),
      shell
    })

  describe.each(shells)('%s', (_, shell) => {
    it.each([
      '/apply run-x; rm -rf /',
      '/apply run-x run-y',
      '/apply run-$(id)',
      '/apply run-',
      '/apply run-x`id`',
      '/apply run-x"\nrun-id=run-y',
      '/apply run-ü'
    ])('refuses %j', async (body) => {
      stage = await openStage()
      const { result, scripts: ran, actions } = await apply(body, shell)
      expect(result).toBe('failure')
      expect(ran[0]?.stdout).toContain('::error::The first line')
      expect(ran[0]?.outputs).toEqual({})
      expect(actions).toEqual([])
      expect(stage.hcp.requests).toEqual([])
    })

    it.each([
      '/apply run-x',
      '/apply run-x\nrun-id=run-y',
      '/apply run-x  \r\nThanks!\r\n'
    ])('reads one id from %j, however much follows', async (text) => {
      // More than a pipe holds: who stops reading early breaks one.
      const body = `${text}\n${'Thanks! '.repeat(9_000)}`
      stage = await openStage()
      const { scripts: ran } = await apply(body, shell)
      expect(ran[0]?.outputs).toEqual({ 'run-id': 'run-x' })
    })
  })

  it.each(['please /apply run-x', '/apply', '\n/apply run-x'])(
    'does not start for %j',
    async (body) => {
      stage = await openStage()
      expect((await apply(body)).result).toBe('skipped')
    }
  )

  it('does not start for an issue', async () => {
    stage = await openStage()
    const { result } = await runExample(stage, 'comment-apply.yml', 'apply', {
      event: {
        ...commentEvent('bea', ''),
        event: { issue: { number: 7 }, comment: { body: '/apply run-x' } }
      }
    })
    expect(result).toBe('skipped')
  })

  it('applies the plan that comment-plan.yml saves', async () => {
    stage = await openStage([scripts.creates])
    stage.github.setPermission('bea', 'write')
    const held = await runExample(stage, 'comment-plan.yml', 'save', {
      event: pullRequestEvent()
    })
    expect(held.checkouts).toMatchObject([{ ref: headSha }])
    stage.github.addReview(pullRequest, 'bea', 'APPROVED')
    const id = held.actions[0]?.outputs['run-id'] ?? ''
    const { result, actions } = await apply(`/apply ${id} \r\nThanks!`)
    expect(actions[0]?.outputs).toMatchObject({
      outcome: 'applied',
      'run-id': id
    })
    expect(result).toBe('success')
    expect(stage.applies()).toBe(1)
  })
})

withJq('saved-plan.yml and saved-plan-apply.yml (need jq)', () => {
  const found: Answer = {
    to: ['run', 'list'],
    json: [{ databaseId: 4711 }]
  }
  const download = (text: string): Answer => ({
    to: ['run', 'download'],
    files: { 'run-id': text }
  })
  const save = () =>
    runExample(stage, 'saved-plan.yml', 'save', { event: pullRequestEvent() })
  const land = (gh: readonly Answer[], shell?: string) => {
    stage.github.state.trees.set(headSha, 'same').set(mergeSha, 'same')
    return runExample(stage, 'saved-plan-apply.yml', 'apply', {
      event: closePullRequest({ merged: true }),
      gh,
      shell
    })
  }

  it('applies on merge the plan that was saved', async () => {
    stage = await openStage([scripts.changes])
    stage.github.setPermission('bea', 'write')
    stage.github.addReview(pullRequest, 'bea', 'APPROVED')
    const saved = await save()
    const id = saved.actions[0]?.outputs['run-id'] ?? ''
    expect(id).toMatch(/^run-/)
    expect(saved.artifacts).toEqual({ 'run-id': `${id}\n` })
    const { result, token, actions, calls } = await land([
      found,
      download(saved.artifacts['run-id'] ?? '')
    ])
    expect(calls).toMatchObject([
      {
        args: expect.arrayContaining([
          'saved-plan.yml',
          '--commit',
          headSha,
          '--status',
          'success'
        ]),
        token,
        repository
      },
      { args: ['run', 'download', '4711', '--name', 'run-id'] }
    ])
    expect(actions[0]?.outputs).toMatchObject({
      outcome: 'applied',
      'run-id': id
    })
    expect(result).toBe('success')
    expect(created()).toHaveLength(1)
    expect(stage.applies()).toBe(1)
  })

  it('ends well where there was nothing to apply', async () => {
    stage = await openStage([scripts.noChanges])
    stage.github.setPermission('bea', 'write')
    stage.github.addReview(pullRequest, 'bea', 'APPROVED')
    const saved = await save()
    expect(saved.actions[0]?.outputs['outcome']).toBe('no-changes')
    const { result, actions } = await land([
      found,
      download(saved.artifacts['run-id'] ?? '')
    ])
    expect(actions[0]?.outputs['outcome']).toBe('no-changes')
    expect(result).toBe('success')
    expect(stage.applies()).toBe(0)
  })

  describe.each(shells)('%s', (_, shell) => {
    it.each<[string, readonly Answer[], RegExp]>([
      ['no workflow run', [{ ...found, json: [] }], /has not succeeded for ab/],
      [
        'no artifact',
        [found, { to: ['run', 'download'], error: 'no artifact matches' }],
        /no artifact matches/
      ],
      ['an empty artifact', [found, download('\n')], /holds no run id/],
      [
        'an artifact of something else',
        [found, download('run-x; id\nrun-id=run-x\r\n run-x\n')],
        /holds no run id/
      ]
    ])('fails, and makes no run, where there is %s', async (_, gh, why) => {
      stage = await openStage([scripts.changes])
      const { result, scripts: ran, actions } = await land(gh, shell)
      expect(result).toBe('failure')
      expect(`${ran[0]?.stdout ?? ''}${ran[0]?.stderr ?? ''}`).toMatch(why)
      expect(ran[0]?.outputs).toEqual({})
      expect(actions).toEqual([])
      expect(stage.hcp.requests).toEqual([])
    })

    it('takes the first run id of several lines', async () => {
      stage = await openStage()
      const { scripts: ran } = await land(
        [found, download('Here it is:\nrun-first\nrun-second\n')],
        shell
      )
      expect(ran[0]?.outputs).toEqual({ 'run-id': 'run-first' })
    })
  })

  it('does not start where the pull request is not merged', async () => {
    stage = await openStage()
    const { result } = await runExample(
      stage,
      'saved-plan-apply.yml',
      'apply',
      { event: closePullRequest() }
    )
    expect(result).toBe('skipped')
  })
})
