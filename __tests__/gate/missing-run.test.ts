import { describe, expect, it } from '@jest/globals'
import { explainMissingRun, findSettings } from '../../src/gate/missing-run.ts'
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

describe('what people read of a commit without a run', () => {
  const settings = (triggers: Partial<TriggerRules>) => ({
    connected: workspace({ fileTriggersEnabled: true, ...triggers })
  })
  const patterns = { triggerPatterns: ['/net/**', '/lib/**'] }
  const rulesOf = (changes: Partial<MissingRun>) =>
    explainMissingRun({ ...missing, ...changes }).causes[0]
  const oneRunOnly =
    'a commit makes one run in a workspace, whatever brings it there; an empty commit helps.'
  const nobodyHeard =
    'HCP Terraform may not have heard of the commit: its event was lost or is late, its app is not installed on acme/network, or the connection is broken. Push again, or set the branch of the workspace anew.'

  it.each<readonly [string, Partial<MissingRun>, readonly string[]]>([
    [
      'no permission',
      { mayReadRuns: false },
      [
        "The token may read the workspace and not its runs: give its team 'read' on runs ('Read runs', or 'read' on the workspace)."
      ]
    ],
    [
      'no connection',
      { connected: workspace({}, 'none') },
      [
        "Workspace network is not connected to a repository: version control makes no runs there. Leave 'commit' empty, and upload the configuration."
      ]
    ],
    [
      'a connection that is not told',
      { connected: { ...workspace(), connection: undefined } },
      [nobodyHeard]
    ],
    [
      'another repository',
      { connected: workspace({}, { ...connection, identifier: 'acme/other' }) },
      [
        'Workspace network is connected to another repository, acme/other, and this is acme/network.'
      ]
    ],
    [
      'a host with another port',
      {
        connected: workspace(
          {},
          {
            ...connection,
            identifier: undefined,
            repositoryUrl: 'https://ghe.example:8443/acme/network'
          }
        )
      },
      [
        'Workspace network is connected to another repository, ghe.example:8443/acme/network, and this is acme/network.'
      ]
    ],
    [
      'the same host, by its name and port',
      {
        wanted: { ...wantedHead, host: 'ghe.example:8443' },
        connected: workspace(
          {},
          {
            ...connection,
            repositoryUrl: 'https://GHE.example:8443/acme/network'
          }
        )
      },
      [nobodyHeard]
    ],
    [
      'an address that is none',
      { connected: workspace({}, { ...connection, repositoryUrl: 'network' }) },
      [nobodyHeard]
    ],
    [
      'a fork, without speculative plans, to another branch',
      {
        isFork: true,
        base: 'develop',
        connected: workspace({ speculativeEnabled: false })
      },
      [
        'The pull request comes from a fork, and HCP Terraform plans no forks.',
        "Workspace network makes no speculative plans ('Automatic speculative plans' is off in its version control settings).",
        'Workspace network tracks the branch main, and this pull request goes to develop.'
      ]
    ],
    [
      'a push to another branch',
      { isProposed: false, base: 'develop' },
      [
        'Workspace network tracks the branch main, and this commit was pushed to develop.'
      ]
    ],
    ['a branch that is not told', { base: undefined }, [nobodyHeard]],
    [
      'a tracked branch that is not known',
      { base: 'develop', trackedBranch: lost },
      [nobodyHeard]
    ],
    [
      'a workspace of tags',
      {
        base: 'develop',
        connected: workspace({}, { ...connection, tagsRegex: '^v' })
      },
      [
        'Workspace network runs on tags (^v), and not on branches or pull requests.'
      ]
    ],
    [
      'a first run, with what was fetched',
      {
        connected: workspace({ queueAllRuns: false }),
        hasRuns: { known: true, value: false },
        origins: { known: true, value: [runOfHead().configurationVersion!] }
      },
      [
        "Workspace network has had no run yet, and starts none by itself before somebody has started the first one ('queue-all-runs' is off): start it in the web interface. It has fetched configurations already."
      ]
    ],
    [
      'a first run, and nothing was fetched',
      {
        connected: workspace({ queueAllRuns: false }),
        hasRuns: { known: true, value: false }
      },
      [
        "Workspace network has had no run yet, and starts none by itself before somebody has started the first one ('queue-all-runs' is off): start it in the web interface."
      ]
    ],
    [
      'a first run, and what was fetched is not known',
      {
        connected: workspace({ queueAllRuns: false }),
        hasRuns: { known: true, value: false },
        origins: lost
      },
      [
        "Workspace network has had no run yet, and starts none by itself before somebody has started the first one ('queue-all-runs' is off): start it in the web interface."
      ]
    ],
    [
      'runs that are not known',
      { connected: workspace({ queueAllRuns: false }), hasRuns: lost },
      [nobodyHeard]
    ],
    [
      'a run of another kind',
      { rejected: [{ run: runOfHead(), why: 'it is plan-only' }] },
      [
        'Run run-SpecHead7aaaaaaa is of this commit, and is not the one: it is plan-only.',
        `HCP Terraform makes no second one: ${oneRunOnly}`
      ]
    ],
    [
      'a run by hand',
      { rejected: [{ run: forgedTwin, why: 'somebody made it' }] },
      [
        'Run run-Forged7ccccccccc is of this commit, and is not the one: somebody made it.'
      ]
    ],
    [
      'a run of another kind, and one by hand',
      {
        rejected: [
          { run: runOfHead(), why: 'it is plan-only' },
          { run: forgedTwin, why: 'somebody made it' }
        ]
      },
      [
        'Run run-SpecHead7aaaaaaa is of this commit, and is not the one: it is plan-only.',
        'Run run-Forged7ccccccccc is of this commit, and is not the one: somebody made it.',
        `HCP Terraform makes no second one: ${oneRunOnly}`
      ]
    ],
    [
      'a configuration without a run',
      { origins: { known: true, value: [runOfHead().configurationVersion!] } },
      [
        `HCP Terraform fetched the commit, and no run of it was found: it is not queued yet, or there will be none, since ${oneRunOnly}`
      ]
    ],
    [
      'nothing to plan, by the rules',
      { heardOf: { known: true, value: 'passed' }, ...settings(patterns) },
      [
        'By a status in its name, HCP Terraform heard of abcdef0 and found nothing to plan in workspace network.',
        'The 2 changed files may match none of the rules of workspace network (trigger patterns /net/**, /lib/**).'
      ]
    ],
    [
      'a status on the commit',
      { heardOf: { known: true, value: 'heard' } },
      [
        "HCP Terraform heard of abcdef0 (its status is on the commit), and its run is not here yet. Wait longer ('queue-timeout'), or look at the status."
      ]
    ],
    [
      'statuses that are not known',
      { heardOf: lost },
      [
        `${nobodyHeard} (Whether a status is on the commit is not known: it is not there.)`
      ]
    ]
  ])('with %s', (_, changes, causes) => {
    expect(explainMissingRun({ ...missing, ...changes }).causes).toEqual(causes)
  })

  it.each<readonly [Partial<MissingRun>, string]>([
    [
      settings(patterns),
      'The 2 changed files may match none of the rules of workspace network (trigger patterns /net/**, /lib/**).'
    ],
    [
      { ...settings(patterns), changedFiles: { known: true, value: 1 } },
      'The 1 changed file may match none of the rules of workspace network (trigger patterns /net/**, /lib/**).'
    ],
    [
      { ...settings(patterns), changedFiles: { known: true, value: 299 } },
      'The 299 changed files may match none of the rules of workspace network (trigger patterns /net/**, /lib/**).'
    ],
    [
      { ...settings(patterns), changedFiles: lost },
      'The changed files may match none of the rules of workspace network (trigger patterns /net/**, /lib/**).'
    ],
    // Patterns are asked instead of the folder, and prefixes besides it.
    [
      settings({ ...patterns, workingDirectory: 'prod' }),
      'The 2 changed files may match none of the rules of workspace network (trigger patterns /net/**, /lib/**).'
    ],
    [
      settings({ triggerPatterns: ['/net/**'], workingDirectory: 'prod' }),
      'The 2 changed files may match none of the rules of workspace network (trigger patterns /net/**).'
    ],
    [
      settings({ triggerPrefixes: ['net', 'lib'], workingDirectory: 'prod' }),
      'The 2 changed files may match none of the rules of workspace network (trigger prefixes net, lib; working directory prod).'
    ],
    [
      settings({ workingDirectory: 'prod' }),
      'The 2 changed files may match none of the rules of workspace network (working directory prod).'
    ],
    [settings({}), nobodyHeard],
    [
      { ...settings(patterns), changedFiles: { known: true, value: 300 } },
      nobodyHeard
    ],
    [
      {
        connected: workspace({ ...patterns, fileTriggersEnabled: undefined })
      },
      nobodyHeard
    ]
  ])('of its rules, as a guess', (changes, sentence) => {
    expect(rulesOf(changes)).toBe(sentence)
  })

  it('is no setting where nothing rules a run out', () => {
    expect(findSettings(missing)).toEqual([])
  })
})
