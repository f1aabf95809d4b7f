import { describe, expect, it } from '@jest/globals'
import type { Hcp } from '../../../src/hcp/client.ts'
import { listRuns } from '../../../src/run/operations/list-runs.ts'
import { createFakeClock } from '../../hcp/fake-clock.ts'

/** A list of `total` runs, each answer `overlap` runs behind its page. */
function createList(total: number, { overlap = 0, endless = false } = {}) {
  const clock = createFakeClock()
  const times: number[] = []
  const read = (
    _: unknown,
    __: unknown,
    { number, size }: { number: number; size: number }
  ) => {
    times.push(clock.now())
    const start = Math.max(0, (number - 1) * size - overlap)
    const ids = Array.from({ length: total }, (_, index) => `run-${index}`)
    return Promise.resolve({
      runs: ids.slice(start, start + size).map((id) => ({ id })),
      ignoredFilters: [],
      nextPage: endless ? 1 : start + size < total ? number + 1 : undefined
    })
  }
  const said: string[] = []
  const dependencies = {
    hcp: { now: () => 0, runLists: { read } } as unknown as Hcp,
    clock,
    signal: new AbortController().signal,
    log: {
      info: (message: string) => said.push(message),
      warning: () => undefined,
      waiting: () => undefined,
      untrusted: () => undefined,
      mask: () => undefined,
      conceal: () => undefined
    }
  }
  return {
    times,
    said,
    list: async (pageSize: number, maxItems: number) =>
      await listRuns(
        dependencies,
        { kind: 'workspace', workspaceId: 'ws-1' },
        {},
        { pageSize, maxItems }
      )
  }
}

describe('listRuns', () => {
  it.each([
    [0, 20, 100, 0, false, 1],
    [45, 20, 100, 45, false, 3],
    [45, 20, 40, 40, true, 2],
    [40, 20, 40, 40, false, 2],
    [45, 20, 30, 30, true, 2],
    [5, 20, 1, 1, true, 1]
  ])(
    'of %i by %i at most %i: %i, cut: %j, in %i requests',
    async (total, size, most, count, isCut, requests) => {
      const { list, times } = createList(total)
      const found = await list(size, most)
      expect(found.runs.map(({ id }) => id)).toEqual(
        Array.from({ length: count }, (_, index) => `run-${index}`)
      )
      expect(found.isCut).toBe(isCut)
      expect(times).toHaveLength(requests)
    }
  )

  it('tells no run twice where the pages move under it', async () => {
    const { list } = createList(45, { overlap: 1 })
    const { runs } = await list(20, 100)
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length)
    expect(runs).toHaveLength(45)
  })

  it('ends where the server leads in a circle', async () => {
    const { list, times } = createList(45, { endless: true })
    await list(20, 100)
    expect(times).toHaveLength(1)
  })

  it('never asks more than 30 times a minute, and says that it waits', async () => {
    const { list, times, said } = createList(70)
    expect((await list(1, 100)).runs).toHaveLength(70)
    for (const [index, time] of times.entries()) {
      const after = times[index + 30]
      if (after !== undefined) {
        expect(after - time).toBeGreaterThanOrEqual(60_000)
      }
    }
    expect(said).toEqual([
      expect.stringContaining('30 runs so far'),
      expect.stringContaining('60 runs so far')
    ])
  })
})
