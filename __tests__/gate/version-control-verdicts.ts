import type { VersionControlEvidence } from '../../src/gate/version-control-evidence.ts'
import { judgeVersionControl } from '../../src/gate/version-control-rules.ts'
import type { Connection, IngressAttributes, Run } from '../../src/hcp/types.ts'
import { lost, noRules } from './evidence.ts'
import {
  forgedTwin,
  originOf,
  proven,
  runOfHead,
  runOfTip,
  wantedTip
} from './commit-runs.ts'
import { renderFindings } from './render-findings.ts'

type Case = readonly [
  name: string,
  changes: Partial<VersionControlEvidence>,
  requireNewestRun?: boolean
]

const known = <T>(value: T) => ({ known: true, value }) as const
const run = (changes: Partial<Run>) => ({ run: runOfTip(changes) })
const record = (ingress: Partial<IngressAttributes>) => ({
  run: runOfTip({}, ingress)
})
const connected = (changes: Partial<Connection>) => ({
  connection: known<Connection>({
    identifier: 'acme/network',
    branch: '',
    tagsRegex: undefined,
    repositoryUrl: undefined,
    ...changes
  })
})

/** What can be wrong with a run of version control, one thing at a time. */
const cases: readonly Case[] = [
  ['nothing is wrong', {}],
  ['no pull request', { wanted: { ...wantedTip, pullRequest: undefined } }],
  ['of no commit', run({ configurationVersion: originOf('none') })],
  ['of a commit that is not told', run({ configurationVersion: undefined })],
  ['another repository', record({ identifier: 'mallory/network' })],
  ['no repository', record({ identifier: undefined })],
  ['another host', record({ cloneUrl: 'https://ghe.example/acme/network' })],
  ['no address', record({ cloneUrl: undefined })],
  ['an address that is none', record({ cloneUrl: 'network' })],
  ['another address', record({ cloneUrl: 'git@github.com:acme/other.git' })],
  ...[
    'http://github.com/acme/network/',
    'HTTPS://github.com/acme/network.GIT',
    'git://github.com/acme/network.git',
    'ssh://git@github.com:2222/acme/network.git',
    'git@github.com:acme/network',
    'ftp://github.com/acme/network',
    'x https://github.com/acme/network',
    'https://github.com/acme/network.git.example',
    'https://github.com/acme/network\n',
    'https://github.com/',
    'me@x/git@github.com:acme/network',
    'git@github.com:acme/network\nx'
  ].map((cloneUrl): Case => [JSON.stringify(cloneUrl), record({ cloneUrl })]),
  ['another commit', record({ commitSha: 'f'.repeat(40) })],
  ['no commit', record({ commitSha: undefined })],
  ['another workspace', run({ workspaceId: 'ws-2' })],
  ['no workspace', run({ workspaceId: undefined })],
  ["another workspace's configuration", { ownsVersion: known(false) }],
  [
    'a configuration without a name',
    { ...run({ configurationVersionId: undefined }), ownsVersion: known(false) }
  ],
  ['a configuration that is not known', { ownsVersion: lost }],
  ['by hand', { run: forgedTwin }],
  ['no source', run({ source: undefined })],
  [
    'every option',
    run({
      ...{ isDestroy: true, refreshOnly: true, savePlan: true },
      ...{ allowEmptyApply: true, refresh: false },
      targetAddrs: ['a.b', 'c.d'],
      replaceAddrs: ['a.b', 'c.d'],
      invokeActionAddrs: ['action.x.y', 'action.x.z'],
      policyPaths: ['x'],
      variableNames: ['env', 'size'],
      configurationVersion: {
        ...runOfTip().configurationVersion!,
        speculative: true
      }
    })
  ],
  ['no word of what it does', run({ isDestroy: undefined })],
  ['no word of auto-apply', run({ autoApply: undefined })],
  [
    'no word of what it does, nor of variables',
    run({ isDestroy: undefined, variableNames: undefined })
  ],
  ['no word of variables', run({ variableNames: undefined })],
  ['plan-only', run({ planOnly: true })],
  ['of the pull request', { run: runOfHead() }],
  [
    'of a pull request without a number',
    record({ isPullRequest: true, pullRequestNumber: undefined })
  ],
  ['of one, or not', record({ isPullRequest: undefined })],
  ['a tag', record({ tag: 'v1' })],
  ['no connection any more', { connection: known('none') }],
  ['a connection that is not known', { connection: lost }],
  ['connected elsewhere', connected({ identifier: 'mallory/network' })],
  ['connected somewhere', connected({ identifier: undefined })],
  ['another branch is tracked', { trackedBranch: known('develop') }],
  ['no branch told', record({ branch: undefined })],
  ['a tracked branch that is not known', { trackedBranch: lost }],
  ['an event of another branch', { wanted: { ...wantedTip, branch: 'next' } }],
  ['an event of no branch', { wanted: { ...wantedTip, branch: undefined } }],
  ['applies by itself', run({ autoApply: true })],
  ['newer ones', { newer: known(['run-A', 'run-B']) }],
  ['newer ones that are not known', { newer: lost }],
  ['none newer, asked for', {}, true],
  ['newer ones, asked for', { newer: known(['run-A', 'run-B']) }, true],
  ['newer ones that are not known, asked for', { newer: lost }, true]
]

/** Every case with its checklist, its reasons and their facts. */
export function renderVersionControl(): string {
  return cases
    .map(([name, changes, requireNewestRun = false]) => {
      const rules = { ...noRules, requireNewestRun }
      return renderFindings(
        name,
        judgeVersionControl({ ...proven, ...changes }, rules)
      )
    })
    .join('\n\n')
    .concat('\n')
}
