import { afterEach, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { openStage, pullRequest, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

/** How many requests a flow takes: each of them is somebody's rate limit. */

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const upload = { 'configuration-directory': '.' }
const look = /^GET \/runs\/[^/]+$/
const polled = /^GET \/configuration-versions\/[^/]+$/

interface Counted {
  /** To the API, without the looks at the run and the upload. */
  readonly api: readonly string[]
  readonly github: readonly string[]
}

/** What one step asks for. */
async function count(work: () => Promise<unknown>): Promise<Counted> {
  const { hcp, github } = stage
  const before = [hcp.requests.length, github.requests.length]
  await work()
  const nameOf = ({ method, path }: { method: string; path: string }) =>
    `${method} ${path.replace(/^\/api\/v2/, '').replace(/\?.*/, '')}`
  return {
    api: hcp.requests
      .slice(before[0])
      .filter(({ path }) => path.startsWith('/api/'))
      .map(nameOf)
      .filter((name) => !look.test(name) && !polled.test(name)),
    github: github.requests.slice(before[1]).map(nameOf)
  }
}

/** A request of GitHub without its repository and its numbers. */
function shorten(request: string): string {
  return request
    .replace(/\/repos\/acme\/network\/issues\/\d+\//, '')
    .replace(/\/repos\/acme\/network\/issues\/comments\/\d+/, 'comment')
}

it('a plan on a pull request takes at most 8, and 3 or 2 of GitHub', async () => {
  stage = await openStage([scripts.changes, scripts.changes, scripts.changes])
  const plan = async (event = pullRequestEvent()) => {
    const result = await stage.run({ mode: 'plan', ...upload }, event)
    expect(result.outputs['outcome']).toBe('planned')
  }
  const first = await count(() => plan())
  expect(first.api.length).toBeLessThanOrEqual(8)
  // Whose token it is, the head and the comments; a new comment; the same again,
  // since another job may have been first.
  const [query, create] = ['POST /graphql', 'POST comments']
  expect(first.github.map(shorten)).toEqual([query, create, query])

  const again = await count(() => plan())
  expect(again.api.length).toBeLessThanOrEqual(8)
  expect(again.github.map(shorten)).toEqual([query, 'PATCH comment'])

  // After a push as well: the head comes with the comments.
  const sha = 'b'.repeat(40)
  stage.github.push(pullRequest, sha)
  const pushed = await count(() => plan(pullRequestEvent({ sha })))
  expect(pushed.github.map(shorten)).toEqual([query, 'PATCH comment'])
}, 60_000)

it('a token that may write to issues alone comments all the same, by REST', async () => {
  stage = await openStage([scripts.changes])
  const githubToken = stage.github.addToken({
    app: 'github-actions',
    permissions: { contents: 'read', issues: 'write' }
  })
  const { github } = await count(async () => {
    const options = { ...pullRequestEvent(), githubToken }
    const result = await stage.run({ mode: 'plan', ...upload }, options)
    expect(result.outputs['comment-id']).not.toBe('')
  })
  expect(stage.comments()).toHaveLength(1)
  // One query that is refused, the account, the comments and the head, which it
  // may not know; a new comment, and the comments again.
  expect(github).toHaveLength(6)
}, 60_000)

it('a queue takes looks at the run and none at its log, which is there', async () => {
  const queued = { after: 'plan_queued', status: 'plan_queued' } as const
  stage = await openStage([scripts.changes], {
    logUrl: 'created',
    inventions: [{ ...queued, milliseconds: 6_000 }]
  })
  const result = await stage.run({ mode: 'plan', ...upload, comment: 'never' })
  expect(result.outputs['outcome']).toBe('planned')
  const reads = stage.hcp.requests.filter(({ method }) => method === 'GET')
  const log = stage.hcp.run(result.outputs['run-id'] ?? '').plan.logUrl ?? '?'
  const first = reads.findIndex(({ path }) => log.includes(path))
  expect(first).toBeGreaterThan(-1)
  const looks = reads
    .slice(0, first)
    .filter(({ path }) => /\/runs\/[^/]+$/.test(path))
  expect(looks.length).toBeGreaterThan(1)
  // Twice a second in the first two, then once.
  const [begin, end] = [looks[0]?.at ?? 0, reads[first]?.at ?? 0]
  expect(looks.length).toBeLessThanOrEqual((end - begin) / 1_000 + 6)
}, 60_000)

it('a hold takes three more, which ask what could follow', async () => {
  stage = await openStage([scripts.changes])
  const { api } = await count(async () => {
    const result = await stage.run({ mode: 'apply', ...upload })
    expect(result.outputs['outcome']).toBe('held')
  })
  expect(api.length).toBeLessThanOrEqual(11)
  expect(api.filter((name) => /policy-sets|tasks$/.test(name))).toHaveLength(2)
}, 60_000)

it('an apply of a held run takes at most 6', async () => {
  stage = await openStage([scripts.changes])
  const held = await stage.run({ mode: 'apply', ...upload })
  const { api } = await count(async () => {
    const result = await stage.run({
      mode: 'apply',
      'run-id': held.outputs['run-id'] ?? '',
      approve: 'true'
    })
    expect(result.outputs['outcome']).toBe('applied')
  })
  // The outputs may be read twice: the server takes its time to have them.
  expect(new Set(api).size).toBeLessThanOrEqual(6)
}, 60_000)
