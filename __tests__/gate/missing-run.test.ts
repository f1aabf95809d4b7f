import { describe, expect, it } from '@jest/globals'
import { explainMissingRun } from '../../src/gate/missing-run.ts'
import type { MissingRun } from '../../src/gate/missing-run.ts'
import type {
  ConnectedWorkspace,
  Connection,
  TriggerRules
} from '../../src/hcp/types.ts'
import { parseWorkspace } from '../../src/hcp/workspaces.ts'
import { lost } from './evidence.ts'
import { forgedTwin, proven, runOfHead, wantedHead } from './commit-runs.ts'

const connection = proven.connection.known
  ? (proven.connection.value as Connection)
  : (undefined as never)

const noTriggers: TriggerRules = {
  speculativeEnabled: true,
  queueAllRuns: true,
  fileTriggersEnabled: false,
  triggerPatterns: [],
  triggerPrefixes: [],
  workingDirectory: undefined
}

const workspace = (
  triggers: Partial<TriggerRules> = {},
  changed: ConnectedWorkspace['connection'] = connection
): ConnectedWorkspace => ({
  workspace: parseWorkspace({
    id: 'ws-1',
    type: 'workspaces',
    attributes: { name: 'network' },
    relationships: {}
  }),
  connection: changed,
  triggers: { ...noTriggers, ...triggers },
  currentRun: undefined
})

/** Nothing is known to be wrong. */
const missing: MissingRun = {
  wanted: wantedHead,
  base: 'main',
  isProposed: true,
  isFork: false,
  connected: workspace(),
  trackedBranch: { known: true, value: 'main' },
  origins: { known: true, value: [] },
  hasRuns: { known: true, value: true },
  rejected: [],
  changedFiles: { known: true, value: 2 },
  heardOf: { known: true, value: 'nothing' },
  mayReadRuns: true
}

const kinds: readonly [string, RegExp][] = [
  ['permission', /may read the workspace and not its runs/],
  ['not connected', /is not connected to a repository/],
  ['other repository', /connected to another repository/],
  ['branch', /tracks the branch/],
  ['fork', /comes from a fork/],
  ['speculative', /makes no speculative plans/],
  ['tags', /runs on tags/],
  ['first run', /has had no run yet/],
  ['triggers', /may match none of the rules/],
  ['other run', /is of this commit, and is not the one/],
  ['duplicate', /commit makes one run in a workspace/],
  ['nothing to plan', /found nothing to plan/],
  ['late', /its run is not here yet/],
  ['lost', /may not have heard/]
]

/** The names of the causes that are told, each by what only it says. */
function causesOf(changes: Partial<MissingRun>): readonly string[] {
  const { causes } = explainMissingRun({ ...missing, ...changes })
  return kinds
    .filter(([, shape]) => causes.some((cause) => shape.test(cause)))
    .map(([name]) => name)
}

describe('V-13: why a commit has no run', () => {
  it.each<[string, Partial<MissingRun>, readonly string[]]>([
    ['nothing known', {}, ['lost']],
    ['no permission', { mayReadRuns: false }, ['permission']],
    ['not connected', { connected: workspace({}, 'none') }, ['not connected']],
    [
      'another repository',
      { connected: workspace({}, { ...connection, identifier: 'acme/other' }) },
      ['other repository']
    ],
    [
      'another host',
      {
        connected: workspace(
          {},
          { ...connection, repositoryUrl: 'https://ghe.example/acme/network' }
        )
      },
      ['other repository']
    ],
    ['another base', { base: 'develop' }, ['branch']],
    [
      'another base, pushed',
      { base: 'develop', isProposed: false },
      ['branch']
    ],
    ['a fork', { isFork: true }, ['fork']],
    ['a merged fork', { isFork: true, isProposed: false }, ['lost']],
    [
      'speculative plans off',
      { connected: workspace({ speculativeEnabled: false }) },
      ['speculative']
    ],
    [
      'speculative plans off, pushed',
      {
        connected: workspace({ speculativeEnabled: false }),
        isProposed: false
      },
      ['lost']
    ],
    [
      'tags',
      { connected: workspace({}, { ...connection, tagsRegex: '^v' }) },
      ['tags']
    ],
    [
      'a fork to another base',
      { isFork: true, base: 'develop' },
      ['branch', 'fork']
    ],
    [
      'the first run',
      {
        connected: workspace({ queueAllRuns: false }),
        hasRuns: { known: true, value: false }
      },
      ['first run']
    ],
    [
      'not the first run',
      { connected: workspace({ queueAllRuns: false }) },
      ['lost']
    ],
    [
      'trigger rules',
      {
        connected: workspace({
          fileTriggersEnabled: true,
          triggerPatterns: ['/net/**']
        })
      },
      ['triggers', 'lost']
    ],
    [
      'trigger rules and 300 files',
      {
        connected: workspace({
          fileTriggersEnabled: true,
          triggerPatterns: ['/net/**']
        }),
        changedFiles: { known: true, value: 300 }
      },
      ['lost']
    ],
    [
      'trigger rules that are off',
      { connected: workspace({ triggerPatterns: ['/net/**'] }) },
      ['lost']
    ],
    [
      'a run by hand',
      { rejected: [{ run: forgedTwin, why: 'somebody made it by hand' }] },
      ['other run']
    ],
    [
      'a run of another kind',
      { rejected: [{ run: runOfHead(), why: 'it is plan-only' }] },
      ['other run', 'duplicate']
    ],
    [
      'a configuration without a run',
      {
        origins: {
          known: true,
          value: [runOfHead().configurationVersion!]
        }
      },
      ['duplicate']
    ],
    [
      'V-14: a passing status',
      { heardOf: { known: true, value: 'passed' } },
      ['nothing to plan']
    ],
    [
      'a passing status, and a configuration',
      {
        heardOf: { known: true, value: 'passed' },
        origins: {
          known: true,
          value: [runOfHead().configurationVersion!]
        }
      },
      ['duplicate']
    ],
    [
      'a passing status on a fork',
      { heardOf: { known: true, value: 'passed' }, isFork: true },
      ['fork']
    ],
    [
      'a pending status',
      { heardOf: { known: true, value: 'heard' } },
      ['late']
    ],
    ['statuses that are not known', { heardOf: lost }, ['lost']]
  ])('%s', (_, changes, wanted) => {
    expect(causesOf(changes)).toEqual(wanted)
    expect(explainMissingRun({ ...missing, ...changes }).isNothingToPlan).toBe(
      wanted.includes('nothing to plan')
    )
  })

  it('V-14: is no success where the configurations are not known', () => {
    const heardOf = { known: true, value: 'passed' } as const
    expect(
      explainMissingRun({ ...missing, heardOf, origins: lost }).isNothingToPlan
    ).toBe(false)
  })

  it('names both branches, the rules and the number of files', () => {
    const [branch] = explainMissingRun({ ...missing, base: 'develop' }).causes
    expect(branch).toMatch(/tracks the branch main, .* goes to develop/)
    const connected = workspace({
      fileTriggersEnabled: true,
      triggerPrefixes: ['net'],
      workingDirectory: 'prod'
    })
    const [rules] = explainMissingRun({ ...missing, connected }).causes
    expect(rules).toMatch(
      /^The 2 changed files may match none .*prefixes net; working directory prod/
    )
  })
})
