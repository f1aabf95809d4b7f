import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { judgeChange } from '../../src/gate/may-act.ts'
import { decide, isAboutOurRun } from '../../src/gate/decide.ts'
import type { Evidence } from '../../src/gate/evidence.ts'
import { renderCheck, summarize } from '../../src/gate/finding.ts'
import type { Connection } from '../../src/hcp/types.ts'
import type { VersionControlEvidence } from '../../src/gate/version-control-evidence.ts'
import {
  judgeCommitRun,
  judgeVersionControl,
  objectionToMaker
} from '../../src/gate/version-control-rules.ts'
import { evidence, lost, noRules, pullRequest } from './evidence.ts'
import { renderVersionControl } from './version-control-verdicts.ts'
import {
  forgedTwin,
  head,
  originOf,
  proven,
  runOfHead,
  runOfTip,
  tip,
  wantedTip
} from './commit-runs.ts'

const rules = { ...noRules, requireNewestRun: false }

const codes = (
  changes: Partial<VersionControlEvidence>,
  given = rules
): readonly string[] => {
  const verdict = summarize(
    judgeVersionControl({ ...proven, ...changes }, given)
  )
  return verdict.kind === 'allowed'
    ? []
    : verdict.reasons.map(({ code }) => code)
}

it('says by whom it was made, from what', () => {
  const { checks } = summarize(judgeVersionControl(proven, rules))
  expect(checks.map(renderCheck)).toEqual([
    'made by HCP Terraform from acme/network@1111222 (#7)',
    'made by version control, not by hand',
    'without options of its own',
    'of the branch that the workspace tracks: main',
    'it waits for a decision',
    'newer runs that wait behind it: none'
  ])
  expect(codes({})).toEqual([])
})

it('says of every case what the golden file says', () => {
  // Written by `renderVersionControl`; read the difference before renewing it.
  const golden = readFileSync('__tests__/gate/golden/version-control.txt')
  expect(renderVersionControl()).toBe(golden.toString())
})

describe('who made a run', () => {
  it.each([
    ['tfe-ui', /by hand/],
    ['tfe-run-trigger', /an apply of another workspace/],
    ['terraform+cloud', /command line/],
    ['tfe-api', /through the API/],
    ['frobnicator', /something else/]
  ])('is told by its source %s, and not guessed', (source, words) => {
    const said = objectionToMaker({ ...forgedTwin, source })?.message ?? ''
    expect(said).toMatch(words)
    expect(said.includes('by hand')).toBe(source === 'tfe-ui')
  })
})

describe('the record of its commit', () => {
  it.each([
    ['another repository', { identifier: 'mallory/network' }, 'origin-differs'],
    ['no repository', { identifier: undefined }, 'origin-unknown'],
    [
      'another host',
      { cloneUrl: 'https://github.example.com/acme/network.git' },
      'origin-differs'
    ],
    [
      'a host that only begins so',
      { cloneUrl: 'https://github.com.evil.example/acme/network.git' },
      'origin-differs'
    ],
    [
      'a host in the name before the @',
      { cloneUrl: 'https://github.com@evil.example/acme/network.git' },
      'origin-differs'
    ],
    [
      'another address than name',
      { cloneUrl: 'https://github.com/acme/other.git' },
      'origin-differs'
    ],
    ['no address', { cloneUrl: undefined }, 'origin-unknown'],
    ['an address that is none', { cloneUrl: 'network' }, 'origin-unknown'],
    [
      'V-4: 39 of 40 characters',
      { commitSha: tip.slice(0, 39) + '1' },
      'commit-differs'
    ],
    ['V-4: a prefix', { commitSha: tip.slice(0, 7) }, 'commit-differs'],
    ['V-4: another case', { commitSha: head.toUpperCase() }, 'commit-differs'],
    ['no commit', { commitSha: undefined }, 'origin-unknown']
  ])('V-5: refuses %s', (_, ingress, code) => {
    expect(codes({ run: runOfTip({}, ingress) })).toContain(code)
  })

  it.each([
    ['https://github.com/ACME/network.git'],
    ['https://github.com/acme/network'],
    ['https://x-token:secret@github.com/acme/network.git'],
    ['git@github.com:acme/network.git'],
    ['ssh://git@github.com:22/acme/network.git']
  ])('takes the address %s', (cloneUrl) => {
    expect(codes({ run: runOfTip({}, { cloneUrl }) })).toEqual([])
  })

  it.each([
    ['none, as of an upload', originOf('none')],
    ['none told', originOf(undefined)],
    ['no configuration told', undefined]
  ])('V-9: refuses where there is %s', (_, configurationVersion) => {
    expect(codes({ run: runOfTip({ configurationVersion }) })).toContain(
      'origin-unknown'
    )
  })
})

describe('whose it is', () => {
  it.each<[string, Partial<VersionControlEvidence>, string]>([
    [
      'another workspace',
      { run: runOfTip({ workspaceId: 'ws-2' }) },
      'run-differs'
    ],
    [
      'no workspace',
      { run: runOfTip({ workspaceId: undefined }) },
      'run-unknown'
    ],
    [
      "V-5: another workspace's configuration",
      { ownsVersion: { known: true, value: false } },
      'origin-differs'
    ],
    [
      'a configuration that is not known',
      { ownsVersion: lost },
      'origin-unknown'
    ],
    ['V-6: by hand', { run: forgedTwin }, 'source-differs'],
    ['no source', { run: runOfTip({ source: undefined }) }, 'origin-unknown'],
    ['by a person', { run: runOfTip({ source: 'tfe-ui' }) }, 'source-differs']
  ])('refuses %s', (_, changes, code) => {
    expect(codes(changes)).toContain(code)
  })

  it('V-6: looks at no message', () => {
    const message = 'gated-terraform-run/1 repository=acme/network sha=-'
    expect(codes({ run: { ...forgedTwin, message } })).toEqual(
      codes({ run: forgedTwin })
    )
    expect(codes({ run: runOfTip({ message: '' }) })).toEqual([])
  })

  it('discards and cancels only such runs, whatever their options are', () => {
    const judge = (versionControl: VersionControlEvidence) =>
      judgeChange({ ...evidence, request: undefined, versionControl }, noRules)
    expect(judge(proven).kind).toBe('allowed')
    expect(judge({ ...proven, run: runOfTip({ isDestroy: true }) }).kind).toBe(
      'allowed'
    )
    expect(judge({ ...proven, run: forgedTwin }).kind).toBe('blocked')
    expect(judge({ ...proven, ownsVersion: lost }).kind).toBe('blocked')
    expect(judgeCommitRun(proven)).toHaveLength(2)
  })
})

describe('what it would do', () => {
  it.each([
    ['destroy', { isDestroy: true }],
    ['refresh-only', { refreshOnly: true }],
    ['save-plan', { savePlan: true }],
    ['allow-empty-apply', { allowEmptyApply: true }],
    ['no refresh', { refresh: false }],
    ['targets', { targetAddrs: ['aws_subnet.a'] }],
    ['replaces', { replaceAddrs: ['aws_subnet.a'] }],
    ['actions', { invokeActionAddrs: ['action.x.y'] }],
    ['policy paths', { policyPaths: ['x'] }],
    ['variables', { variableNames: ['env'] }],
    [
      'a speculative configuration',
      {
        configurationVersion: {
          ...runOfTip().configurationVersion!,
          speculative: true
        }
      }
    ]
  ])('refuses %s', (_, changes) => {
    expect(codes({ run: runOfTip(changes) })).toEqual(['options-differ'])
  })

  it('refuses where variables are not told', () => {
    expect(codes({ run: runOfTip({ variableNames: undefined }) })).toEqual([
      'origin-unknown'
    ])
  })

  it('V-18: refuses one that applies by itself', () => {
    expect(codes({ run: runOfTip({ autoApply: true }) })).toEqual([
      'applies-by-itself'
    ])
  })
})

describe('its branch', () => {
  it.each<[string, Partial<VersionControlEvidence>, string]>([
    [
      "V-8: a pull request's, whatever plan-only says",
      { run: runOfTip({}, { isPullRequest: true, pullRequestNumber: 7 }) },
      'branch-differs'
    ],
    ['V-8: plan-only', { run: runOfTip({ planOnly: true }) }, 'branch-differs'],
    [
      'not told whether a pull request',
      { run: runOfTip({}, { isPullRequest: undefined }) },
      'origin-unknown'
    ],
    ['a tag', { run: runOfTip({}, { tag: 'v1' }) }, 'branch-differs'],
    [
      'V-5, V-19: another branch is tracked now',
      { trackedBranch: { known: true, value: 'develop' } },
      'branch-differs'
    ],
    [
      'no branch told',
      { run: runOfTip({}, { branch: undefined }) },
      'origin-unknown'
    ],
    [
      'a tracked branch that is not known',
      { trackedBranch: lost },
      'origin-unknown'
    ],
    [
      'an event of another branch',
      { wanted: { ...wantedTip, branch: 'develop' } },
      'branch-differs'
    ],
    [
      'an event that does not tell',
      { wanted: { ...wantedTip, branch: undefined } },
      'origin-unknown'
    ],
    [
      'no connection any more',
      { connection: { known: true, value: 'none' } },
      'branch-differs'
    ],
    [
      'a connection to another repository',
      {
        connection: {
          known: true,
          value: {
            identifier: 'mallory/network',
            branch: '',
            tagsRegex: undefined,
            repositoryUrl: undefined
          }
        }
      },
      'branch-differs'
    ],
    ['a connection that is not known', { connection: lost }, 'origin-unknown']
  ])('refuses %s', (_, changes, code) => {
    expect(codes(changes)).toContain(code)
  })
})

describe('what is not told', () => {
  const connection = (proven.connection as { value: Connection }).value
  it.each<[string, Partial<VersionControlEvidence>]>([
    ...(
      [
        'configurationVersion',
        'configurationVersionId',
        'isDestroy',
        'source',
        'variableNames',
        'workspaceId'
      ] as const
    ).map((part): [string, Partial<VersionControlEvidence>] => [
      part,
      { run: { ...runOfTip(), [part]: undefined } }
    ]),
    ...(
      [
        'branch',
        'cloneUrl',
        'commitSha',
        'identifier',
        'isPullRequest'
      ] as const
    ).map((part): [string, Partial<VersionControlEvidence>] => [
      part,
      { run: runOfTip({}, { [part]: undefined }) }
    ]),
    [
      'the connected repository',
      {
        connection: {
          known: true,
          value: { ...connection, identifier: undefined }
        }
      }
    ],
    ['the branch', { wanted: { ...wantedTip, branch: undefined } }],
    ['the tracked branch', { trackedBranch: lost }],
    ['the connection', { connection: lost }],
    ['whose version it is', { ownsVersion: lost }]
  ])('of %s is unknown, and no difference', (_, changes) => {
    const found = codes(changes)
    expect(found).not.toEqual([])
    expect(found.filter((code) => !code.endsWith('-unknown'))).toEqual([])
  })

  it('of auto-apply is no tick', () => {
    const run = runOfTip({ autoApply: undefined })
    const { checks } = summarize(judgeVersionControl({ ...proven, run }, rules))
    expect(checks.find(({ rule }) => rule.startsWith('it waits'))).toEqual({
      rule: 'it waits for a decision',
      held: true,
      saw: 'not known (the server does not say)',
      mark: 'unknown'
    })
  })
})

describe('V-22: newer runs that wait', () => {
  const newer = { known: true, value: ['run-Newer'] } as const
  it('are told, and refuse where that is asked for', () => {
    const { checks } = summarize(
      judgeVersionControl({ ...proven, newer }, rules)
    )
    expect(checks.map(renderCheck)).toContain(
      'newer runs that wait behind it: run-Newer'
    )
    expect(codes({ newer })).toEqual([])
    const asked = { ...rules, requireNewestRun: true }
    expect(codes({ newer }, asked)).toEqual(['newer-run-waiting'])
    expect(codes({ newer: lost }, asked)).toEqual(['newer-run-unknown'])
    expect(codes({}, asked)).toEqual([])
  })
})

describe('the whole gate', () => {
  const merged = pullRequest({
    isOpen: false,
    isMerged: true,
    mergeCommitSha: tip
  })
  const some: Evidence = {
    ...evidence,
    origin: { repository: 'acme/network', pullRequest: 7, sha: tip },
    request: undefined,
    pullRequest: { known: true, value: merged },
    versionControl: proven
  }
  const reasonsOf = (changes: Partial<Evidence>, given = noRules) => {
    const verdict = decide({ ...some, ...changes }, given)
    return verdict.kind === 'allowed' ? [] : verdict.reasons
  }

  it('allows a run that is proven', () => {
    expect(decide(some, noRules).kind).toBe('allowed')
  })

  it('holds the merge of one that came with others to the branch', () => {
    const first = pullRequest({ isMerged: true, mergeCommitSha: head })
    const pull = { known: true, value: first } as const
    expect(reasonsOf({ pullRequest: pull }).map(({ code }) => code)).toEqual([
      'head-moved'
    ])
    const versionControl = { ...proven, landed: [head, tip] }
    expect(reasonsOf({ pullRequest: pull, versionControl })).toEqual([])
  })

  it('never takes a stranger for its own, not even to discard it', () => {
    for (const run of [
      forgedTwin,
      runOfHead(),
      runOfTip({ isDestroy: true })
    ]) {
      const reasons = reasonsOf({ versionControl: { ...proven, run } })
      expect(reasons).not.toEqual([])
      expect(isAboutOurRun(reasons)).toBe(false)
    }
  })

  it('G6: allows nothing more where a fact is lost', () => {
    const facts = ['connection', 'trackedBranch', 'ownsVersion'] as const
    for (const fact of facts) {
      expect(
        reasonsOf({ versionControl: { ...proven, [fact]: lost } })
      ).not.toEqual([])
    }
  })

  it('asks, too, of which pull request the step is', () => {
    const here = { ...evidence.here, doubt: 'the event names two' }
    expect(
      reasonsOf({ here, pullRequest: undefined }).map(({ code }) => code)
    ).toEqual(['origin-unknown'])
  })

  it('V-20, V-21: compares with the reviewed plan, and explains a difference', () => {
    const asked = { ...noRules, expectReviewedPlan: true }
    const reviewed = (digest: string) => ({
      versionControl: {
        ...proven,
        reviewed: {
          known: true,
          value: {
            runId: 'run-Spec',
            sha: head,
            digest,
            difference: 'New: update aws_subnet.b. Gone: nothing.'
          }
        } as const
      }
    })
    expect(reasonsOf(reviewed('d'.repeat(64)), asked)).toEqual([])
    const [reason] = reasonsOf(reviewed('e'.repeat(64)), asked)
    expect(reason?.code).toBe('plan-digest-differs')
    expect(reason?.message).toContain('New: update aws_subnet.b.')
    expect(reason?.message).not.toMatch(/attack|tamper/i)
    expect(reasonsOf({}, asked)[0]?.code).toBe('reviewed-plan-unknown')
    expect(reasonsOf({ versionControl: undefined }, asked)[0]?.code).toBe(
      'reviewed-plan-unknown'
    )
  })
})
