import { afterEach, describe, expect, it } from '@jest/globals'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { scripts } from '../../emulator/engines/scenario.ts'
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

const inputs = { mode: 'plan', 'configuration-directory': '.' }
const secondSha = 'fedcba9876543210fedcba9876543210fedcba98'

function creates(values: Readonly<Record<string, string>>): Script {
  return {
    name: 'creates',
    changes: Object.entries(values).map(([name, input]) => ({
      address: `terraform_data.${name}`,
      actions: ['create'],
      before: null,
      after: { input, password: `hush-${input}` },
      afterSensitive: { password: true }
    }))
  }
}

describe('between pushes', () => {
  it('says what is new, changed and gone, with one query for the comments', async () => {
    stage = await openStage([
      creates({ a: 'one', b: 'one', c: 'one' }),
      scripts.erroredPlan,
      creates({ b: 'two', c: 'one', d: 'one' }),
      creates({ b: 'two', c: 'one', d: 'one' })
    ])
    await stage.run(inputs, pullRequestEvent())
    expect(stage.comments()[0]).not.toContain('Since the last plan')
    // A plan that failed is nothing to be compared with.
    await stage.run(inputs, pullRequestEvent())
    expect(stage.comments()[0]).not.toContain('Since the last plan')

    stage.github.push(pullRequest, secondSha)
    const before = stage.github.requests.length
    const result = await stage.run(inputs, pullRequestEvent({ sha: secondSha }))
    for (const text of [stage.comments()[0], result.summary]) {
      expect(text).toContain(
        `Since the last plan (commit <code>${headSha.slice(0, 7)}</code>): 1 new, 1 changed, 1 gone, 1 as before`
      )
      expect(text).toContain('- new: `terraform_data.d`')
      expect(text).toContain('- changed: `terraform_data.b`')
      expect(text).toContain('- gone: `terraform_data.a`')
      expect(text).not.toContain('hush')
    }
    expect(
      stage.github.requests
        .slice(before)
        .filter(({ path }) => /comments|graphql/.test(path))
        .map(({ method }) => method)
    ).toEqual(['POST', 'PATCH'])

    await stage.run(inputs, pullRequestEvent({ sha: secondSha }))
    expect(stage.comments()).toHaveLength(1)
    expect(stage.comments()[0]).toContain('the same resource changes.')
  })
})

describe('mode: show', () => {
  it('never writes over a comment, and compares with no newer plan', async () => {
    stage = await openStage([
      creates({ a: 'one' }),
      creates({ b: 'one' }),
      scripts.creates
    ])
    const older = await stage.run(inputs, pullRequestEvent())
    await stage.run(inputs, pullRequestEvent())
    const newer = stage.comments()
    const show = { mode: 'show', 'run-id': older.outputs['run-id'] ?? '' }
    const shown = await stage.run(show, pullRequestEvent())
    expect(shown.exitCode).toBe(0)
    expect(shown.summary).toContain('### Run is `planned_and_finished`')
    expect(shown.summary).not.toContain('Since the last plan')
    expect(stage.comments()).toEqual(newer)

    const held = await stage.run(
      { mode: 'apply', 'configuration-directory': '.' },
      pullRequestEvent()
    )
    const atGate = stage.comments()
    const runId = held.outputs['run-id'] ?? ''
    expect(atGate[0]).toContain(`run-id: ${runId}`)
    await stage.run({ mode: 'show', 'run-id': runId }, pullRequestEvent())
    expect(stage.comments()).toEqual(atGate)
  })

  it('compares an older run that is applied with no newer plan', async () => {
    stage = await openStage([creates({ a: 'one' }), creates({ b: 'one' })])
    const apply = { mode: 'apply', 'configuration-directory': '.' }
    const held = await stage.run(apply, pullRequestEvent())
    await stage.run(inputs, pullRequestEvent())
    expect(stage.comments()[0]).toContain('- gone: `terraform_data.a`')
    const result = await stage.run(
      {
        mode: 'apply',
        approve: 'true',
        'run-id': held.outputs['run-id'] ?? ''
      },
      pullRequestEvent()
    )
    expect(result.outputs['outcome']).toBe('applied')
    expect(stage.comments()[0]).toContain('### Applied')
    expect(stage.comments()[0]).not.toContain('Since the last plan')
  })
})

describe('annotations', () => {
  it('are on the lines of the files in the checkout, ten at most', async () => {
    const place = (filename: string, line: number) => ({
      filename,
      start: { line, column: 1, byte: 0 },
      end: { line: line + 1, column: 1, byte: 1 }
    })
    const errors = [
      place('main.tf', 3),
      place('../../modules/app/main.tf', 7),
      place('a\n::error::forged,file=x.tf', 1),
      place('../../../../../etc/passwd', 1),
      ...Array.from({ length: 9 }, (_, i) => place('more.tf', i + 1))
    ]
    stage = await openStage(
      [
        {
          name: 'errors',
          warnings: [{ severity: 'warning', summary: 'Deprecated' }],
          planErrors: errors.map((range, i) => ({
            severity: 'error',
            summary: `Bad thing ${i}`,
            detail: '::set-output name=outcome::applied\n100% bad',
            range
          }))
        }
      ],
      { workspaces: [{ name: 'network', workingDirectory: 'envs/prod' }] }
    )
    const prod = join(stage.checkout, 'infra', 'envs', 'prod')
    await mkdir(prod, { recursive: true })
    await writeFile(join(prod, 'main.tf'), '')
    const result = await stage.run(
      { mode: 'plan', 'configuration-directory': 'infra' },
      pullRequestEvent()
    )
    expect(result.outputs['outcome']).toBe('errored')
    const said = result.log.filter(({ command }) => command === 'error')
    // What the step says itself is its last word.
    const found = said.slice(0, -1)
    expect(said.at(-1)?.properties).toEqual({})
    expect(found).toHaveLength(9)
    expect(annotations(result, 'warning')).toEqual([])
    expect(found[0]).toMatchObject({
      message: '::set-output name=outcome::applied\n100% bad',
      properties: {
        title: 'Bad thing 0',
        file: 'infra/envs/prod/main.tf',
        line: '3',
        endLine: '4'
      }
    })
    expect(found[1]?.properties['file']).toBe('infra/modules/app/main.tf')
    for (const hostile of found.slice(2, 4)) {
      expect(hostile.properties).not.toHaveProperty('file')
    }
    expect(found[2]?.message).toContain('a ::error::forged,file=x.tf line 1')
    expect(result.log.map(({ command }) => command)).not.toContain('set-output')
  })

  it('show the warnings of a plan that did not fail', async () => {
    stage = await openStage([
      {
        ...creates({ a: 'one' }),
        warnings: [
          { severity: 'warning', summary: 'Deprecated', detail: 'Use b.' }
        ]
      }
    ])
    const result = await stage.run(inputs, pullRequestEvent())
    expect(result.outputs['outcome']).toBe('planned')
    expect(annotations(result, 'warning')).toEqual(['Use b.'])
  })
})

describe('one comment', () => {
  it('is left of two steps that raced', async () => {
    stage = await openStage([creates({ a: 'one' }), creates({ a: 'one' })])
    // The first one to comment is late: the other sees no comment either.
    stage.github.trouble({ method: 'POST', path: '/comments', delay: 3_000 })
    const results = await Promise.all([
      stage.run(inputs, pullRequestEvent()),
      stage.run(inputs, pullRequestEvent())
    ])
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    const posts = stage.github.requests.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/comments')
    )
    expect(posts).toHaveLength(2)
    expect(stage.comments()).toHaveLength(1)
    for (const { outputs } of results) {
      expect(outputs['comment-id']).toBe(
        String(stage.github.state.comments[0]?.id)
      )
    }
  })

  it('is found behind many, and made again where it was deleted', async () => {
    stage = await openStage([
      creates({ a: 'one' }),
      creates({ b: 'one' }),
      creates({ c: 'one' })
    ])
    for (let i = 0; i < 230; i++) {
      stage.github.addComment(pullRequest, 'ann', `Comment ${i}`)
    }
    const { comments } = stage.github.state
    const first = await stage.run(inputs, pullRequestEvent())
    const second = await stage.run(inputs, pullRequestEvent())
    expect(comments).toHaveLength(231)
    expect(comments[230]?.body).toContain('terraform_data.b')
    expect(second.outputs['comment-id']).toBe(first.outputs['comment-id'])

    comments.splice(230, 1)
    const third = await stage.run(inputs, pullRequestEvent())
    expect(comments).toHaveLength(231)
    expect(comments[230]?.body).toContain('terraform_data.c')
    expect(third.outputs['comment-id']).toBe(String(comments[230]?.id))
    expect(third.outputs['comment-id']).not.toBe(first.outputs['comment-id'])
  })

  it('cannot be made in a locked conversation: a warning, and the summary', async () => {
    stage = await openStage([creates({ a: 'one' })])
    stage.github.lock(pullRequest)
    const result = await stage.run(inputs, pullRequestEvent())
    expect(result.exitCode).toBe(0)
    expect(result.outputs['outcome']).toBe('planned')
    expect(annotations(result, 'warning').join()).toContain('locked')
    expect(result.summary).toContain('terraform_data.a')
    expect(stage.comments()).toEqual([])
  })
})

describe('a plan of thousands of changes and 17 MiB', () => {
  it('is read as a stream, fits comment and summary, which say what was left out', async () => {
    const text = 'lorem ipsum '.repeat(50)
    const texts = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`text_${i}`, text])
    )
    stage = await openStage([
      {
        name: 'many',
        changes: [
          { address: 'terraform_data.many[2399]', actions: ['delete'] }
        ],
        // Their log would only take time.
        plan: {
          applyable: true,
          resource_changes: Array.from({ length: 2_400 }, (_, i) => ({
            address: `terraform_data.many[${i}]`,
            type: 'terraform_data',
            change:
              i === 2_399
                ? { actions: ['delete'], before: { input: 'precious' } }
                : { actions: ['create'], after: { input: i, ...texts } }
          }))
        }
      }
    ])
    const result = await stage.run(inputs, pullRequestEvent())
    expect(result.outputs).toMatchObject({
      outcome: 'planned',
      additions: '2399',
      destructions: '1'
    })
    const [comment = ''] = stage.comments()
    expect(comment.length).toBeLessThanOrEqual(65_536)
    expect(comment.length).toBeGreaterThan(50_000)
    const bytes = Buffer.byteLength(result.summary)
    expect(bytes).toBeLessThanOrEqual(1024 * 1024)
    expect(bytes).toBeGreaterThan(900_000)
    for (const shown of [comment, result.summary]) {
      // The dangerous one is last in the plan and first on the page.
      expect(shown).toContain('"precious" -> null')
      expect(shown).toMatch(/the values of [\d,]+ resources were not kept/)
      expect(shown).toMatch(
        /[\d,]+ more under “Create”, left out for want of room|[\d,]+ details not shown for want of room/
      )
      expect(shown).toContain(`/runs/${result.outputs['run-id'] ?? ''}`)
    }
  })
})
