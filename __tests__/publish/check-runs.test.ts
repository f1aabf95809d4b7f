import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '../../emulator/eventually.ts'
import { parseCommandFile } from '../../emulator/runner/command-file.ts'
import { startGitHub } from '../../emulator/github/server.ts'
import type { GitHubServer } from '../../emulator/github/server.ts'
import { checkAnnotations, createChecks } from '../../src/publish/check-runs.ts'
import type { CheckPage } from '../../src/report/check-run.ts'
import { systemClock } from '../../src/hcp/wire/clock.ts'
import type { Given } from '../../src/step/given.ts'
import { closeChecks } from '../../src/step/close-checks.ts'
import type { World } from '../../src/step/world.ts'

const headSha = 'a'.repeat(40)
const page: CheckPage = {
  conclusion: 'action_required',
  title: 'Waiting for approval',
  summary: 'A summary',
  text: 'A page'
}
const variables = [
  'GITHUB_STATE',
  'STATE_checks',
  'INPUT_GITHUB-TOKEN'
] as const

let github: GitHubServer
let folder: string
let stop: AbortController
const lines: string[] = []

beforeEach(async () => {
  github = await startGitHub({ repository: 'acme/network' })
  github.addPullRequest({ number: 7, headSha })
  folder = mkdtempSync(join(tmpdir(), 'checks-'))
  process.env['GITHUB_STATE'] = join(folder, 'state')
  writeFileSync(join(folder, 'state'), '')
  stop = new AbortController()
  lines.length = 0
})

afterEach(async () => {
  for (const name of variables) Reflect.deleteProperty(process.env, name)
  rmSync(folder, { recursive: true })
  await github.close()
})

function worldOf(env: World['env'] = {}): World {
  const say = (kind: string) => (line: string) => {
    lines.push(`${kind}: ${line}`)
  }
  return {
    log: {
      ...{ info: say('info'), debug: say('debug'), notice: say('notice') },
      ...{ warning: say('warning'), error: say('error') },
      mask: () => undefined
    } as unknown as World['log'],
    clock: systemClock,
    signal: stop.signal,
    env
  }
}

function givenOf(githubToken: string | undefined = github.token): Given {
  return {
    inputs: { githubToken },
    workflow: {
      repository: { owner: 'acme', name: 'network' },
      eventName: 'pull_request',
      payload: {},
      sha: 'f'.repeat(40),
      apiUrl: github.url
    },
    location: { kind: 'number', number: 7, isFork: false, headSha }
  } as unknown as Given
}

function warnings(): readonly string[] {
  return lines.filter((line) => line.startsWith('warning'))
}

/** What `post` would find. */
function left(): string {
  const state = parseCommandFile(readFileSync(join(folder, 'state'), 'utf8'))
  return state['checks'] ?? '[]'
}

async function post(): Promise<void> {
  process.env['STATE_checks'] = left()
  process.env['INPUT_GITHUB-TOKEN'] = github.token
  await closeChecks(
    worldOf({ GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/network' })
  )
}

const made = () => github.state.checkRuns

describe('check runs', () => {
  it('are in progress, then say what there is to say', async () => {
    const checks = createChecks(givenOf(), worldOf())
    checks.open('Run: app')
    checks.open('Run: app')
    await checks.settled()
    expect(made()).toMatchObject([
      { name: 'Run: app', headSha, status: 'in_progress' }
    ])
    expect(JSON.parse(left())).toMatchObject([{ id: made()[0]?.id }])
    checks.complete('Run: app', page)
    checks.complete('Run', { ...page, conclusion: 'success' })
    await checks.settled()
    expect(
      made().map(({ name, status, conclusion, text }) => [
        ...[name, status, conclusion, text]
      ])
    ).toEqual([
      ['Run: app', 'completed', 'action_required', 'A page'],
      ['Run', 'completed', 'success', 'A page']
    ])
    expect(left()).toBe('[]')
    expect(lines.filter((line) => !line.startsWith('debug'))).toEqual([])
  })

  it('carry Terraform’s diagnostics that are about the checkout', async () => {
    const place = { title: 'Bad', file: 'main.tf', startLine: 3, endLine: 4 }
    const annotations = checkAnnotations([
      { severity: 'error', message: 'It is.', place },
      { severity: 'warning', message: 'Elsewhere.', place: { title: 'Old' } }
    ])
    const checks = createChecks(givenOf(), worldOf())
    checks.complete('Run', page, annotations)
    await checks.settled()
    expect(made()[0]?.annotations).toEqual([
      {
        path: 'main.tf',
        start_line: 3,
        end_line: 4,
        annotation_level: 'failure',
        title: 'Bad',
        message: 'It is.'
      }
    ])
  })

  it('that may not be written are one warning, and nothing for post', async () => {
    const token = github.tokens['read-only']
    const checks = createChecks(givenOf(token), worldOf())
    checks.open('Run: a')
    checks.open('Run: b')
    checks.complete('Run: a', page)
    await checks.settled()
    expect(warnings()).toHaveLength(1)
    expect(warnings()[0]).toContain('checks: write')
    expect(left()).toBe('[]')
    expect(made()).toEqual([])
  })

  it('cannot be without a token, which is said once', async () => {
    const given = givenOf()
    const bare = {
      ...given,
      inputs: { ...given.inputs, githubToken: undefined }
    }
    const checks = createChecks(bare, worldOf())
    checks.open('Run: a')
    checks.complete('Run: a', page)
    await checks.settled()
    expect(warnings()).toEqual([
      "warning: Check runs could not be written, and this step writes no more of them: 'github-token' is empty."
    ])
  })

  it('are ended after a cancellation, too', async () => {
    const checks = createChecks(givenOf(), worldOf())
    checks.open('Run: app')
    await checks.settled()
    stop.abort(new Error('SIGINT'))
    checks.complete('Run: app', { ...page, conclusion: 'cancelled' })
    await checks.settled()
    expect(made()).toMatchObject([{ conclusion: 'cancelled' }])
    expect(left()).toBe('[]')
  })
})

describe('what the main phase leaves in progress', () => {
  it('is ended by post', async () => {
    const checks = createChecks(givenOf(), worldOf())
    checks.open('Run: app')
    checks.open('Run')
    await checks.settled()
    await post()
    expect(made()).toMatchObject([
      { name: 'Run: app', status: 'completed', conclusion: 'cancelled' },
      { name: 'Run', status: 'completed', conclusion: 'cancelled' }
    ])
    expect(warnings()).toEqual([])
  })

  it('is found where its id was never heard', async () => {
    const checks = createChecks(givenOf(), worldOf())
    checks.open('Run: app')
    await checks.settled()
    const [open] = JSON.parse(left()) as [Record<string, unknown>]
    const { id, ...unheard } = open
    expect(id).toBe(made()[0]?.id)
    writeFileSync(
      join(folder, 'state'),
      `checks=${JSON.stringify([unheard])}\n`
    )
    await post()
    expect(made()).toMatchObject([{ conclusion: 'cancelled' }])
  })

  it('is told before it is asked for', async () => {
    github.trouble({ method: 'POST', path: /check-runs$/, cut: 'after' })
    const checks = createChecks(givenOf(), worldOf())
    checks.open('Run: app')
    await eventually('the check run', () => made().length === 1)
    expect(JSON.parse(left())).toMatchObject([{ name: 'Run: app', headSha }])
    stop.abort(new Error('SIGTERM'))
    await checks.settled()
    expect(JSON.parse(left())).toHaveLength(1)
    expect(warnings()).toEqual([])
    checks.complete('Run: app', page)
    await checks.settled()
    expect(made()).toHaveLength(1)
    expect(left()).toBe('[]')
  })

  it('is nothing where nothing was opened, and asks nothing then', async () => {
    await post()
    expect(github.requests).toEqual([])
    process.env['STATE_checks'] = 'no JSON'
    process.env['INPUT_GITHUB-TOKEN'] = github.token
    await closeChecks(worldOf())
    expect(github.requests).toEqual([])
  })
})
