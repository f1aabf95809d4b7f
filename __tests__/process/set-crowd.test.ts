import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import { isFinal } from '../../emulator/hcp/model.ts'
import { askedTo, crowd, entriesOf, openSet } from './set-stage.ts'
import { annotations, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const inputs = {
  mode: 'apply',
  workspace: 'w-*',
  'configuration-directory': '.',
  'max-parallel': '50'
}

/** Requests to the API, without blobs. */
function api() {
  return stage.hcp.requests.filter(({ path }) => path.startsWith('/api/'))
}

function refused() {
  return api().filter(({ status }) => status === 429)
}

/** 50 large plans, no two of them alike. */
const wide = Object.fromEntries(
  Object.keys(crowd(50)).map((name, number): [string, Script] => [
    name,
    {
      ...scripts.changes,
      changes: Array.from({ length: 60 }, (_, index) => ({
        address: `terraform_data.resource_${number}[${index}]`,
        actions: ['create'] as const,
        after: { input: `${number} `.repeat(200) }
      }))
    }
  ])
)

describe('50 workspaces in one step', () => {
  it('go from their plans to their applies, none of their requests refused', async () => {
    stage = await openSet(crowd(50), { concurrency: 10, limitsRequests: true })
    const result = await stage.run(
      { ...inputs, approve: 'true' },
      { ...pullRequestEvent(), timeout: 300_000 }
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(result.exitCode).toBe(0)
    expect(refused()).toEqual([])
    expect(new Set(askedTo(stage, 'apply')).size).toBe(50)
    expect(entriesOf(result)).toHaveLength(50)
    expect(result.stdout).toMatch(/50 workspaces: .*\d+ wait/)
  }, 300_000)

  it('M-13: keep within a limit of 10 requests a second, one token for all', async () => {
    stage = await openSet(crowd(50), { limitsRequests: 10 })
    const result = await stage.run(
      { ...inputs, mode: 'plan' },
      { ...pullRequestEvent(), timeout: 300_000 }
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(entriesOf(result)).toHaveLength(50)
    expect(refused()).toEqual([])
  }, 300_000)

  it('M-18: are all in one comment within its limit, plans of any size', async () => {
    stage = await openSet(wide)
    const result = await stage.run(
      { ...inputs, mode: 'plan' },
      { ...pullRequestEvent(), timeout: 300_000 }
    )
    expect(result.exitCode).toBe(0)
    const comments = stage.comments()
    expect(comments).toHaveLength(1)
    const [comment = ''] = comments
    expect(comment.length).toBeLessThanOrEqual(65_536)
    for (const name of Object.keys(crowd(50))) {
      expect(comment).toContain(`[${name}](`)
    }
    expect(comment).toContain('for want of room')
  }, 300_000)

  /** Begins 50 slow plans, ends the step when all are at work, and post after. */
  async function interrupt(mode: string, limitsRequests: true | number) {
    stage = await openSet(crowd(50, scripts.slow), { limitsRequests })
    const all = () => [...stage.hcp.state.runs.values()]
    const stop = new AbortController()
    const step = stage.run(
      { ...inputs, mode },
      {
        ...pullRequestEvent(),
        signalOn: stop.signal,
        signal: 'SIGTERM',
        timeout: 300_000
      }
    )
    await eventually(
      '50 plans under way',
      () => all().filter(({ status }) => status === 'planning').length,
      (count) => count === 50,
      120_000
    )
    const before = api().length
    stop.abort()
    const result = await step
    expect(result.signal).toBeNull()
    const requests = api().slice(before)
    const asked = new Set(askedTo(stage, 'cancel'))
    await stage.post(result)
    await eventually('the end of all runs', () =>
      all().every(({ status }) => isFinal(status))
    )
    // Whoever asked it, each was asked once.
    expect(askedTo(stage, 'cancel')).toHaveLength(50)
    return { result, requests, asked }
  }

  // A plan is cancelled on a look; what can be applied on a fresh one.
  it.each([
    ['plan', 2],
    ['apply', 3]
  ] as const)(
    'are all asked to end by a step that is cancelled, before `post` (%s)',
    async (mode, requestsEach) => {
      const { requests, asked } = await interrupt(mode, true)
      // It takes four of the 7.5 s that there are, by the limit alone.
      expect(asked.size).toBe(50)
      expect(requests.length).toBeLessThanOrEqual(50 * requestsEach)
    },
    300_000
  )

  it('take hardly more than a request each, which 10 a second let through in time', async () => {
    const { requests, asked, result } = await interrupt('plan', 10)
    // One look at all, in two pages, before the first is asked to end, and hardly
    // one between, as the effects are looked for when all were asked: 52 requests
    // are 5.3 of 5.5 s. On a busy machine some are left.
    const isCancel = (path: string) => path.endsWith('/actions/cancel')
    const last = requests.findLastIndex(({ path }) => isCancel(path))
    const reads = requests.slice(0, last).filter(({ path }) => !isCancel(path))
    expect(reads.length).toBeLessThanOrEqual(8)
    // What is left is said, and `post` finished it.
    const left = result.stdout.match(/it is tried again at the end of the job/g)
    expect(asked.size + (left?.length ?? 0)).toBeGreaterThanOrEqual(50)
  }, 300_000)

  it('are cleaned up by `post` where the step was killed', async () => {
    stage = await openSet(crowd(50, scripts.slow))
    const stop = new AbortController()
    const step = stage.run(
      { ...inputs, mode: 'plan' },
      {
        ...pullRequestEvent(),
        signalOn: stop.signal,
        signal: 'SIGKILL',
        timeout: 120_000
      }
    )
    await eventually(
      '50 plans under way',
      () =>
        [...stage.hcp.state.runs.values()].filter(
          ({ status }) => status === 'planning'
        ).length === 50
    )
    stop.abort()
    await stage.post(await step)
    await eventually('the end of all runs', () =>
      [...stage.hcp.state.runs.values()].every(({ status }) => isFinal(status))
    )
  })
})

describe('so many at a time as `max-parallel` says', () => {
  it('have runs that are not at their ends', async () => {
    const script = { ...scripts.changes, planMilliseconds: 300 }
    stage = await openSet(crowd(6, script))
    const all = () => [...stage.hcp.state.runs.values()]
    let most = 0
    const look = setInterval(() => {
      const open = all().filter(({ status }) => !isFinal(status)).length
      most = Math.max(most, open)
    }, 5)
    try {
      const result = await stage.run(
        { ...inputs, mode: 'plan', 'max-parallel': '2' },
        pullRequestEvent()
      )
      expect(annotations(result, 'error')).toEqual([])
      expect(entriesOf(result)).toHaveLength(6)
      expect(most).toBe(2)
    } finally {
      clearInterval(look)
    }
  })
})

describe('20 workspaces in one step', () => {
  it('take at most 9 requests each, and read once what is the same for all', async () => {
    // Most of them wait, for up to 18 s: by one list, not each by itself.
    const script = { ...scripts.changes, planMilliseconds: 3_000 }
    stage = await openSet(crowd(20, script), { concurrency: 3 })
    const result = await stage.run(
      { ...inputs, mode: 'plan' },
      { ...pullRequestEvent(), timeout: 120_000 }
    )
    expect(annotations(result, 'error')).toEqual([])
    const count = api().length
    const lists = api().filter(({ path }) => path.endsWith('/runs'))
    // 30 lists of runs a minute are all there are, for all who share a token.
    const reads = lists.filter(({ method }) => method === 'GET')
    const minutes = ((reads.at(-1)?.at ?? 0) - (reads[0]?.at ?? 0)) / 60_000
    expect(reads.length).toBeLessThanOrEqual(3 + 15 * minutes)
    expect(count / 20).toBeLessThanOrEqual(9)
  })

  it('read reviews and pull request once for all that are decided together', async () => {
    stage = await openSet(crowd(20))
    stage.github.setPermission('bea', 'write')
    stage.github.addReview(7, 'bea', 'APPROVED')
    const result = await stage.run(
      { ...inputs, approve: 'true', 'required-approvals': '1' },
      { ...pullRequestEvent(), timeout: 120_000 }
    )
    expect(annotations(result, 'error')).toEqual([])
    const reviews = stage.github.requests.filter(({ path }) =>
      path.includes('/reviews')
    )
    // Two decisions each, and 20 workspaces: not 40.
    expect(reviews.length).toBeLessThanOrEqual(20)
  })

  it('M-14: wait for each other as long as it takes, and not longer for others', async () => {
    stage = await openSet(
      crowd(20, { ...scripts.changes, planMilliseconds: 400 }),
      {
        concurrency: 1
      }
    )
    // Far less than 20 plans take, one after the other.
    const result = await stage.run(
      { ...inputs, mode: 'plan', 'queue-timeout': '5s' },
      { ...pullRequestEvent(), timeout: 120_000 }
    )
    expect(annotations(result, 'error')).toEqual([])
    expect(result.stdout).toMatch(/20 workspaces: .*\d+ wait/)
  })
})
