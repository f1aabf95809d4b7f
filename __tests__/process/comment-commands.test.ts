import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it
} from '@jest/globals'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { openHeldStage } from './held-stage.ts'
import { commentEvent, pullRequest, reasonCodes } from './stage.ts'
import type { Stage } from './stage.ts'

/**
 * What a comment can be taken for: the command of
 * examples/workflows/comment-apply.yml is its first line and nothing else, and
 * whoever wrote it, however, has to be able to write.
 */

const run = promisify(execFile)
const workflow = parse(
  readFileSync('examples/workflows/comment-apply.yml', 'utf8')
) as {
  readonly jobs: {
    readonly apply: {
      readonly if: string
      readonly steps: readonly { readonly run?: string }[]
    }
  }
}
const [{ run: script = '' } = {}] = workflow.jobs.apply.steps

/** What the example's first step takes from a comment; undefined for nothing. */
async function commandOf(body: string): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'command-'))
  const output = join(folder, 'output')
  await writeFile(output, '')
  try {
    const env = { PATH: process.env['PATH'], BODY: body, GITHUB_OUTPUT: output }
    await run('bash', ['-e', '-c', script], { env, cwd: folder })
    return await readFile(output, 'utf8')
  } catch {
    expect(await readFile(output, 'utf8')).toBe('')
    return undefined
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('the command in a comment', () => {
  const id = 'run-4Kq8ZtVfR2mWcYhD'

  it.each([
    `/apply ${id}`,
    `/apply ${id}\r\n`,
    `/apply ${id}  \r\nthanks\r\n/apply run-other`
  ])('is its first line: %j', async (body) => {
    expect(await commandOf(body)).toBe(`run-id=${id}\n`)
  })

  it.each([
    `> /apply ${id}`,
    `\`\`\`\n/apply ${id}\n\`\`\``,
    `    /apply ${id}`,
    `\n/apply ${id}`,
    `/Apply ${id}`,
    `/apply ${id.toUpperCase()}`,
    `/apply\u00a0${id}`,
    `/apply \u200b${id}`,
    `/apply ${id}\u200b`,
    `/apply ${id}\u2028run-id=run-other`,
    `/apply r\u0443n-4Kq8ZtVfR2mWcYhD`,
    `/apply ${id} run-other`,
    `/apply ${id}; touch owned`,
    `/apply $(touch owned)`,
    `/apply run-\`touch owned\``,
    `/apply ${id}\trun-other`,
    `/apply run-`,
    ''
  ])('is no other text: %j', async (body) => {
    expect(await commandOf(body)).toBeUndefined()
  })

  it('starts a job only where a comment begins with it', () => {
    expect(workflow.jobs.apply.if).toBe(
      "github.event.issue.pull_request && startsWith(github.event.comment.body, '/apply run-')"
    )
  })
})

describe('a comment', () => {
  let stage: Stage
  let runId = ''
  let writes = 0
  beforeAll(async () => {
    const held = await openHeldStage(['bea', 'hubot'], 'member')
    stage = held.stage
    runId = held.runId
    writes = stage.writes().length
  })
  afterEach(() => {
    expect(stage.writes()).toHaveLength(writes)
    expect(stage.hcp.run(runId).status).toBe('planned')
  })
  afterAll(async () => {
    await stage.close()
  })

  const by = (
    user: unknown,
    changes: Readonly<Record<string, unknown>> = {}
  ): ReturnType<typeof commentEvent> => {
    const told = commentEvent('bea', `/apply ${runId}`)
    const event = told.event as Record<string, Record<string, unknown>>
    const comment = { ...event['comment'], user }
    return { ...told, event: { ...event, comment, ...changes } }
  }

  it.each<[string, () => ReturnType<typeof commentEvent>]>([
    ['that was edited', () => by({ login: 'bea' }, { action: 'edited' })],
    ['that was deleted', () => by({ login: 'bea' }, { action: 'deleted' })],
    ['of no known action', () => by({ login: 'bea' }, { action: undefined })],
    ['of a bot', () => by({ login: 'helper[bot]', type: 'Bot' })],
    [
      'of a bot that is called as a writer',
      () => by({ login: 'bea[bot]', type: 'Bot' })
    ],
    ['of an account that was deleted', () => by(null)],
    ['of an account without a name', () => by({ id: 5 })],
    ['of an account with an empty name', () => by({ login: '' })],
    ['of a member without write', () => by({ login: 'member' })],
    [
      'of a writer, sent by a reader',
      () => by({ login: 'bea' }, { sender: { login: 'member' } })
    ],
    [
      'of a name that leads elsewhere',
      () => by({ login: '../../collaborators/bea' })
    ],
    ['of a name that looks like a writer’s', () => by({ login: 'be\u0430' })],
    ['of a list of writers', () => by([{ login: 'bea' }])]
  ])('%s applies nothing, and discards nothing', async (_, event) => {
    const result = await stage.run(
      {
        mode: 'apply',
        'run-id': runId,
        approve: 'true',
        'on-blocked': 'discard'
      },
      event()
    )
    expect(reasonCodes(result)).toEqual(['commenter-not-allowed'])
    const discard = await stage.run(
      { mode: 'discard', 'run-id': runId },
      event()
    )
    expect(discard.exitCode).toBe(1)
  })

  it('on an issue of that number applies nothing', async () => {
    const event = by({ login: 'bea' }, { issue: { number: pullRequest } })
    const result = await stage.run(
      { mode: 'apply', 'run-id': runId, approve: 'true' },
      event
    )
    expect(reasonCodes(result)).toContain('origin-unknown')
  })
})
