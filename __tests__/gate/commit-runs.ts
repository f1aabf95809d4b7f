import type { IngressAttributes, Run, RunOrigin } from '../../src/hcp/types.ts'
import { parseRun } from '../../src/hcp/run-document.ts'
import type {
  VersionControlEvidence,
  WantedCommit
} from '../../src/gate/version-control-evidence.ts'

/** Runs of version control as HCP Terraform's documents have them. */

export const head = 'abcdef0123456789abcdef0123456789abcdef01'
export const tip = '1111222233334444555566667777888899990000'

const ingressOfHead: IngressAttributes = {
  branch: 'add-subnet',
  cloneUrl: 'https://github.com/acme/network.git',
  commitMessage: 'Add a subnet',
  commitSha: head,
  commitUrl: `https://github.com/acme/network/commit/${head}`,
  compareUrl: 'https://github.com/acme/network/pull/7',
  identifier: 'acme/network',
  isPullRequest: true,
  onDefaultBranch: false,
  pullRequestNumber: 7,
  pullRequestTitle: 'Add a subnet',
  pullRequestUrl: 'https://github.com/acme/network/pull/7',
  tag: undefined,
  senderUsername: 'mona',
  createdById: undefined
}

const ingressOfTip: IngressAttributes = {
  ...ingressOfHead,
  branch: 'main',
  commitMessage: 'Add a subnet (#7)',
  commitSha: tip,
  commitUrl: `https://github.com/acme/network/commit/${tip}`,
  compareUrl:
    'https://github.com/acme/network/compare/0000aaaa1111...111122223333',
  isPullRequest: false,
  onDefaultBranch: true,
  pullRequestNumber: undefined,
  pullRequestTitle: undefined,
  pullRequestUrl: undefined
}

const bare = parseRun({
  resource: {
    id: 'run-Main7bbbbbbbbbbb',
    type: 'runs',
    attributes: {
      status: 'planned',
      source: 'tfe-configuration-version',
      message: 'Add a subnet (#7)',
      'trigger-reason': 'git_push',
      'is-destroy': false,
      'plan-only': false,
      'auto-apply': false,
      'target-addrs': null,
      'replace-addrs': null,
      variables: [],
      'created-at': '2026-03-05T10:00:04.000Z'
    },
    relationships: {
      workspace: { data: { id: 'ws-1', type: 'workspaces' } },
      'configuration-version': {
        data: { id: 'cv-1', type: 'configuration-versions' }
      }
    }
  },
  included: []
})

/** S-2: of the merge, waiting for a decision. */
export function runOfTip(
  changes: Partial<Run> = {},
  ingress: Partial<IngressAttributes> = {}
): Run {
  return {
    ...bare,
    configurationVersion: originOf({ ...ingressOfTip, ...ingress }),
    ...changes
  }
}

/** S-1: of the pull request's head. */
export function runOfHead(
  changes: Partial<Run> = {},
  ingress: Partial<IngressAttributes> = {}
): Run {
  return {
    ...bare,
    id: 'run-SpecHead7aaaaaaa',
    status: 'planned_and_finished',
    planOnly: true,
    message: 'Add a subnet',
    createdAt: '2026-03-04T09:15:02.000Z',
    configurationVersion: {
      ...originOf({ ...ingressOfHead, ...ingress }),
      speculative: true
    },
    ...changes
  }
}

/** S-3: by hand, on the configuration of S-2. */
export const forgedTwin = runOfTip({
  id: 'run-Forged7ccccccccc',
  source: 'tfe-api',
  targetAddrs: ['aws_subnet.a'],
  variableNames: ['env'],
  createdAt: '2026-03-05T10:01:00.000Z'
})

/** S-4: too early, and one that HCP Terraform cancelled. */
export const earlyRun = runOfHead({
  id: 'run-Early8dddddddddd',
  status: 'fetching',
  configurationVersion: {
    ...originOf('none'),
    status: 'fetching',
    speculative: true
  }
})

export function originOf(
  ingressAttributes: RunOrigin['ingressAttributes']
): RunOrigin {
  return {
    id: 'cv-1',
    source: 'github',
    status: 'uploaded',
    speculative: false,
    ingressAttributes
  }
}

export const wantedHead: WantedCommit = {
  repository: 'acme/network',
  host: 'github.com',
  sha: head,
  workspaceId: 'ws-1',
  branch: undefined,
  pullRequest: 7
}

export const wantedTip: WantedCommit = {
  ...wantedHead,
  sha: tip,
  branch: 'main'
}

/** All that a confirm asks for. */
export const proven: VersionControlEvidence = {
  wanted: wantedTip,
  run: runOfTip(),
  connection: {
    known: true,
    value: {
      identifier: 'acme/network',
      branch: '',
      tagsRegex: undefined,
      repositoryUrl: 'https://github.com/acme/network'
    }
  },
  trackedBranch: { known: true, value: 'main' },
  ownsVersion: { known: true, value: true },
  newer: { known: true, value: [] },
  reviewed: { known: false, why: 'no rule asks for it.' },
  landed: [tip]
}
