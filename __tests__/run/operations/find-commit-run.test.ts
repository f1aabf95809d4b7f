import { expect, it } from '@jest/globals'
import type { ConnectedWorkspace } from '../../../src/hcp/types.ts'
import { parseWorkspace } from '../../../src/hcp/workspaces.ts'
import { ApiError } from '../../../src/hcp/wire/errors.ts'
import type { Dependencies } from '../../../src/run/dependencies.ts'
import { createRecord } from '../../../src/run/record/record.ts'
import { findCommitRun } from '../../../src/run/operations/find-commit-run.ts'
import type { CommitSearch } from '../../../src/run/operations/find-commit-run.ts'
import { proven, runOfHead, wantedHead } from '../../gate/commit-runs.ts'

const connected: ConnectedWorkspace = {
  workspace: parseWorkspace({
    id: 'ws-1',
    type: 'workspaces',
    attributes: { name: 'network' },
    relationships: {}
  }),
  connection: proven.connection.known ? proven.connection.value : 'none',
  triggers: {
    speculativeEnabled: true,
    queueAllRuns: true,
    fileTriggersEnabled: false,
    triggerPatterns: [],
    triggerPrefixes: [],
    workingDirectory: undefined
  },
  currentRun: undefined
}

const search: CommitSearch = {
  wanted: wantedHead,
  kind: { planOnly: true, allowsRetry: true },
  isProposed: true,
  base: 'main',
  isFork: false,
  patience: 600_000,
  trackedBranch: () => Promise.resolve({ known: true, value: 'main' }),
  heardOf: () => Promise.resolve({ known: true, value: 'nothing' }),
  changedFiles: () => Promise.resolve({ known: true, value: 1 }),
  headNow: () => Promise.resolve(wantedHead.sha)
}

/** A server on which time passes by being waited for. */
function play(
  answers: {
    readonly list?: (at: number) => unknown
    readonly origins?: (at: number) => unknown
  } = {}
) {
  let now = 0
  const lists: number[] = []
  const lines: string[] = []
  const dependencies = {
    clock: {
      now: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds
        return Promise.resolve()
      }
    },
    signal: new AbortController().signal,
    record: createRecord(),
    log: {
      info: (line: string) => lines.push(line),
      waiting: (line: string) => lines.push(line)
    },
    hcp: {
      workspaces: { readConnected: () => Promise.resolve(connected) },
      configurationVersions: {
        listOrigins: () =>
          Promise.resolve({ origins: answers.origins?.(now) ?? [] })
      },
      runs: {
        listByCommit: async () => {
          lists.push(now)
          return Promise.resolve({ runs: answers.list?.(now) ?? [] })
        }
      }
    }
  } as unknown as Dependencies
  return { dependencies, lists, lines, now: () => now }
}

it('V-10: asks for few lists, however long it waits and whatever hints at a run', async () => {
  const hint = [{ ...runOfHead().configurationVersion!, status: 'fetching' }]
  for (const origins of [() => [], () => hint]) {
    const { dependencies, lists, now } = play({ origins })
    await expect(findCommitRun(dependencies, search)).rejects.toThrow(
      /within 10m \('queue-timeout'\)/
    )
    expect(now()).toBe(600_000)
    for (const from of lists) {
      const within = lists.filter((at) => at >= from && at < from + 120_000)
      expect(within.length).toBeLessThanOrEqual(6)
    }
  }
})

it('waits, says so, and gives the run once it is there', async () => {
  const run = runOfHead()
  const { dependencies, lines, now } = play({
    origins: (at) => (at > 20_000 ? [run.configurationVersion] : []),
    list: (at) => (at > 30_000 ? [run] : [])
  })
  expect(await findCommitRun(dependencies, search)).toMatchObject({
    kind: 'found',
    run: { id: run.id }
  })
  expect(now()).toBeLessThan(120_000)
  expect(lines[0]).toMatch(/^Waiting for the run .* there is none yet/)
})

it('does not wait for what a setting rules out', async () => {
  const { dependencies, lists, now } = play()
  await expect(
    findCommitRun(dependencies, { ...search, isFork: true })
  ).rejects.toThrow(/plans no forks/)
  expect([now(), lists.length]).toEqual([0, 0])
})

it('V-11: ends where the pull request has another head by then', async () => {
  const { dependencies } = play()
  const headNow = () => Promise.resolve('f'.repeat(40))
  expect(
    await findCommitRun(dependencies, { ...search, headNow })
  ).toMatchObject({ kind: 'superseded' })
})

it('V-24: says that runs cannot be read', async () => {
  const refusal = new ApiError({
    status: 404,
    method: 'GET',
    path: '/workspaces/ws-1/runs',
    host: 'tfe.example',
    errors: [],
    requestId: undefined,
    retryAfterMilliseconds: undefined,
    ambiguous: false
  })
  const { dependencies } = play({
    list: () => {
      throw refusal
    }
  })
  await expect(findCommitRun(dependencies, search)).rejects.toThrow(
    /the token may not read runs/
  )
})
