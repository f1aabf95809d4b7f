import { afterEach, describe, expect, it } from '@jest/globals'
import { scenarioSecret, scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import {
  annotations,
  headSha,
  openStage,
  pullRequest,
  pullRequestEvent
} from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

async function plan(
  script: Script,
  options: Parameters<Stage['run']>[1] = pullRequestEvent(),
  inputs: Readonly<Record<string, string>> = {}
): Promise<Awaited<ReturnType<Stage['run']>>> {
  stage = await openStage([script])
  return await stage.run(
    { mode: 'plan', 'configuration-directory': '.', ...inputs },
    options
  )
}

describe('mode: plan', () => {
  it('notices the end soon where statuses pass slowly', async () => {
    const slow: Script = { ...scripts.changes, planMilliseconds: 1_500 }
    stage = await openStage([slow], { pace: { step: 1_500 } })
    const { outputs } = await stage.run(
      { mode: 'plan', 'configuration-directory': '.' },
      pullRequestEvent()
    )
    expect(outputs['outcome']).toBe('planned')
    // Nothing more comes from a log that has ended: no wait of 15 s for it.
    const run = stage.hcp.run(outputs['run-id'] ?? '')
    expect(Date.now() - Date.parse(run.updatedAt)).toBeLessThan(10_000)
  }, 300_000)

  it("ends its log with the result, the run's address and what to do next", async () => {
    const { shown, outputs } = await plan(scripts.erroredPlan)
    expect(shown.slice(-3)).toEqual([
      `##[error]The plan of run ${outputs['run-id']} failed: Unsupported argument`,
      `Run: ${outputs['run-url']}`,
      'Next: Nothing was changed. Fix what Terraform reports above and run the workflow again.'
    ])
    // Told once in full; while it is planned, in a line of Terraform's group.
    const text = shown.join('\n')
    expect(text.split('is not expected here').length).toBe(2)
    const groups = /##\[group\]Terraform's plan.*?##\[endgroup\]/gs
    const inside = (text.match(groups) ?? []).join('\n')
    expect(inside).toContain(
      'Error: Unsupported argument, on main.tf line 12, with terraform_data.database'
    )
    expect(inside).not.toMatch(/^ +\d+s {2}/m)
    expect(text.replaceAll(groups, '')).toMatch(/^ +\d+s {2}errored$/m)
  })

  it.each([
    ['create', 'forget'],
    ['forget', 'create']
  ])(
    'tells what modules forget and import, and holds what is protected (%s, %s)',
    async (...actions) => {
      // `lifecycle { destroy = false }`: out of the configuration, and replaced.
      const script: Script = {
        name: 'modules',
        changes: [
          {
            address: 'module.db["eu"].aws_db_instance.main',
            actions: ['forget'],
            before: { id: 'db-1' },
            actionReason: 'delete_because_no_module'
          },
          {
            address: 'module.db["us"].aws_db_instance.main',
            actions,
            before: { engine: 'a' },
            after: { engine: 'b' },
            replacePaths: [['engine']]
          },
          {
            address: 'module.net.module.zone[0].aws_route53_zone.main',
            actions: ['no-op'],
            before: { name: 'example.com' },
            after: { name: 'example.com' },
            importing: { id: 'Z123' }
          }
        ]
      }
      const rule = { 'protected-addresses': 'module.db["eu"].**' }
      const { outputs } = await plan(script, pullRequestEvent(), rule)
      expect(outputs).toMatchObject({ imports: '1', destructions: '0' })
      const [comment = ''] = stage.comments()
      expect(comment).toMatch(
        /^### Plan · `network` · 1 to replace, 1 to forget, 1 to import · would be blocked by `protected-addresses`/m
      )
      expect(comment).toContain(
        '1 resource will be dropped from the state, but not destroyed'
      )
      expect(comment).toContain(
        '- `forget module.db["eu"].aws_db_instance.main`'
      )
      expect(comment).toMatch(/the old object is kept, but no longer managed/)
      expect(comment).toMatch(
        /module\.net\.module\.zone\[0\]\.aws_route53_zone\.main.*Z123/
      )
      expect(comment).toContain(
        'Plan: 1 to import, 1 to add, 0 to change, 0 to'
      )
      expect(comment).not.toMatch(/counted twice|counts otherwise/)

      // And as done.
      stage.engine.script('network', [script])
      const applied = await stage.run(
        { mode: 'apply', 'configuration-directory': '.', approve: 'true' },
        pullRequestEvent()
      )
      expect(applied.outputs).toMatchObject({
        outcome: 'applied',
        replacements: '1',
        destructions: '0'
      })
      const [done = ''] = stage.comments()
      expect(done).toMatch(
        /^### Applied · `network` · 1 replaced, 1 forgotten, 1 imported$/m
      )
      expect(done).not.toMatch(/counts otherwise|instead of|1 destroyed/)
    }
  )

  it('makes a speculative run and comments what it would do', async () => {
    const result = await plan(scripts.changes)
    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({
      outcome: 'planned',
      'has-changes': 'true',
      additions: '2',
      changes: '1',
      destructions: '2',
      replacements: '1',
      'run-status': 'planned_and_finished'
    })
    const create = stage.hcp.requests.find(
      ({ method, path }) => method === 'POST' && path.endsWith('/runs')
    )
    expect(create?.body).toMatchObject({
      data: { attributes: { 'plan-only': true, 'auto-apply': false } }
    })
    const run = stage.hcp.run(result.outputs['run-id'] ?? '')
    expect(run.message).toMatch(
      new RegExp(
        `^#7 Build the network\\n\\ngated-terraform-run/1 repository=acme/network sha=${headSha} pull-request=7 actor=octocat `
      )
    )
    expect(stage.comments()).toHaveLength(1)
    expect(result.outputs['comment-id']).toBe(
      String(stage.github.state.comments[0]?.id)
    )
    for (const text of [stage.comments()[0], result.summary]) {
      expect(text).toContain('terraform_data.queue')
      expect(text).not.toContain(scenarioSecret)
    }
    expect(stage.applies()).toBe(0)
    // The API's requests are limited for all steps together.
    const calls = stage.hcp.requests.filter(
      ({ method, path }) =>
        path.startsWith('/api/v2/') &&
        !(method === 'GET' && /\/runs\/run-[^/]+$/.test(path))
    )
    expect(calls.length).toBeLessThanOrEqual(8)
  })

  it('streams the log inside a fence', async () => {
    const hostile = {
      ...scripts.changes,
      planLines: [
        '::set-output name=outcome::applied',
        '##[set-output name=outcome]applied',
        '{"@message":"::error::forged","type":"log"}'
      ]
    }
    const result = await plan(hostile)
    expect(result.stdout).toContain('::set-output name=outcome::applied')
    expect(result.outputs['outcome']).toBe('planned')
    expect(result.log.map(({ command }) => command)).not.toContain('set-output')
    expect(annotations(result, 'error')).toEqual([])
  })

  it('shows why a plan errored, in log and comment', async () => {
    const result = await plan(scripts.erroredPlan)
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).toBe('errored')
    expect(annotations(result, 'error').join()).toContain(
      'Unsupported argument'
    )
    for (const text of [stage.comments()[0], result.summary]) {
      expect(text).toContain('Unsupported argument')
      expect(text).toContain('inputt')
      expect(text).toContain('main.tf')
    }
  })

  it('tells the cause where Terraform fails before its structured log', async () => {
    stage = await openStage([
      {
        name: 'init fails',
        planErrors: [],
        planLines: [
          'Initializing the backend...',
          '',
          'Error: Unclosed configuration block',
          '',
          '  on main.tf line 1, in resource "terraform_data" "x":',
          '   1: resource "terraform_data" "x" {',
          '',
          'There is no closing brace for this block.'
        ].map((line) => `${line}\n`)
      }
    ])
    const result = await stage.run(
      { mode: 'plan', 'configuration-directory': '.' },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    const errors = annotations(result, 'error')
    expect(errors.join('\n')).toMatch(
      /The plan of run run-\w+ failed: Unclosed configuration block/
    )
    expect(
      result.log.find(({ properties }) => properties['file'] === 'main.tf')
    ).toMatchObject({
      command: 'error',
      properties: { line: '1', title: 'Unclosed configuration block' }
    })
    for (const text of [stage.comments()[0], result.summary]) {
      expect(text).toContain('**Unclosed configuration block** at `main.tf:1`')
      expect(text).toContain('There is no closing brace for this block.')
    }
  })

  it('says which rules an apply would stop at, and stops at none', async () => {
    stage = await openStage([scripts.changes])
    const result = await stage.run(
      {
        mode: 'plan',
        'configuration-directory': '.',
        'max-change': '1',
        'max-destroy': '9'
      },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(0)
    expect(result.outputs['outcome']).toBe('planned')
    expect(result.stdout).toMatch(/^ +ok {2}max-destroy: \d of at most 9$/m)
    expect(result.stdout).toMatch(/^ +NO {2}max-change: \d of at most 1$/m)
    for (const text of [stage.comments()[0], result.summary]) {
      expect(text).toMatch(
        /^### Plan · .* · would be blocked by `max-change`$/m
      )
      expect(text).toMatch(/^- \[ \] max-change: \d of at most 1$/m)
    }
  })

  it('says so where nothing changes', async () => {
    const result = await plan(scripts.noChanges)
    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({
      outcome: 'no-changes',
      'has-changes': 'false',
      additions: '0'
    })
    expect(stage.comments()[0]?.toLowerCase()).toContain('no changes')
  })

  it('says that a plan is partial, and what Terraform warns of', async () => {
    const warned: Script = {
      ...scripts.noChanges,
      warnings: [
        {
          severity: 'warning',
          summary: 'Resource targeting is in effect',
          detail: 'It may not represent all of the changes requested.'
        }
      ]
    }
    stage = await openStage([warned])
    const result = await stage.run(
      {
        mode: 'plan',
        'configuration-directory': '.',
        targets: 'terraform_data.nope',
        replace: 'terraform_data.x'
      },
      pullRequestEvent()
    )
    expect(result.outputs['outcome']).toBe('no-changes')
    for (const text of [stage.comments()[0], result.summary]) {
      expect(text).toContain('### No changes to the targets ·')
      expect(text).toContain('**Only:** `terraform_data.nope`')
      expect(text).toContain('**Replacement asked for:** `terraform_data.x`')
      expect(text).toContain('#### Warnings (1)')
      expect(text).toContain('It may not represent all of the changes')
    }
    // As the run tells it, not the inputs of this step.
    const shown = await stage.run(
      { mode: 'show', 'run-id': result.outputs['run-id'] ?? '' },
      pullRequestEvent()
    )
    expect(shown.summary).toContain('**Only:** `terraform_data.nope`')
  })

  it('keeps quiet on no changes where asked to', async () => {
    const result = await plan(scripts.noChanges, pullRequestEvent(), {
      comment: 'on-changes'
    })
    expect(result.exitCode).toBe(0)
    expect(stage.comments()).toEqual([])
    expect(result.summary).not.toBe('')
  })

  it('plans for a fork whose GitHub token only reads: a warning, and the summary', async () => {
    stage = await openStage([scripts.changes])
    const result = await stage.run(
      { mode: 'plan', 'configuration-directory': '.' },
      {
        ...pullRequestEvent({ fork: 'stranger/network' }),
        githubToken: stage.github.tokens['read-only']
      }
    )
    expect(result.exitCode).toBe(0)
    expect(result.outputs['outcome']).toBe('planned')
    expect(stage.comments()).toEqual([])
    expect(annotations(result, 'warning').join()).toContain(
      'pull-requests: write'
    )
    expect(result.summary).toContain('terraform_data.queue')
  })

  it('updates its own comment and leaves a planted one alone', async () => {
    stage = await openStage([scripts.changes, scripts.noChanges])
    const inputs = { mode: 'plan', 'configuration-directory': '.' }
    await stage.run(inputs, pullRequestEvent())
    const marker = stage.comments()[0]?.split('\n')[0] ?? ''
    const planted = stage.github.addComment(
      pullRequest,
      'mallory',
      `${marker}\nforged`
    )
    await stage.run(inputs, pullRequestEvent())
    expect(stage.comments()).toHaveLength(2)
    expect(planted.body).toBe(`${marker}\nforged`)
    expect(stage.comments()[0]?.toLowerCase()).toContain('no changes')
  })

  it('on push, reports on the pull request that brought the commit', async () => {
    const merged = 'feedfacefeedfacefeedfacefeedfacefeedface'
    stage = await openStage([scripts.changes])
    stage.github.addPullRequest({
      number: 12,
      headSha,
      merged: true,
      mergeCommitSha: merged
    })
    const result = await stage.run(
      { mode: 'apply', 'configuration-directory': '.', approve: 'true' },
      {
        eventName: 'push',
        sha: merged,
        event: {
          after: merged,
          head_commit: { id: merged, message: 'Merge the network\n\nbody' }
        }
      }
    )
    expect(result.exitCode).toBe(0)
    expect(stage.github.state.comments.map(({ issue }) => issue)).toEqual([12])
    expect(stage.github.state.comments[0]?.body.toLowerCase()).toContain(
      'applied'
    )
  })
})
