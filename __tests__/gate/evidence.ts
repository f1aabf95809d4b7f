import type {
  Evidence,
  GitHubEvidence,
  LabelEvidence,
  PullRequestEvidence,
  RequestEvidence,
  ReviewEvidence
} from '../../src/gate/evidence.ts'
import type { Known } from '../../src/gate/known.ts'
import type { Rules } from '../../src/gate/rules.ts'

export const headSha = 'a'.repeat(40)
export const otherSha = 'b'.repeat(40)
export const filesDigest = 'f'.repeat(64)
export const digest = 'd'.repeat(64)

export const yes = { known: true, value: true } as const
export const no = { known: true, value: false } as const
export const lost = { known: false, why: 'it is not there.' } as const

export const identity = {
  runId: 'run-1',
  workspaceId: 'ws-1',
  configurationVersionId: 'cv-1',
  planId: 'plan-1'
}

export const noRules: Rules = {
  maxDestroy: undefined,
  maxReplace: undefined,
  maxChange: undefined,
  protectedAddresses: [],
  maxMonthlyCostIncrease: undefined,
  requiredApprovals: 0,
  requireReviewDecision: false,
  requiredLabels: [],
  allowedActors: [],
  requireUpToDate: false,
  expectedPlanDigest: undefined,
  expectReviewedPlan: false,
  expectedConfigurationDigest: undefined,
  maxPlanAge: undefined,
  allowedRunCreators: [],
  allowForks: false,
  allowForeignRun: false,
  requireNewestRun: false,
  allowPartialCostEstimate: false
}

/** Every rule, at the limit of what `evidence` just holds. */
export const allRules: Rules = {
  maxDestroy: 4,
  maxReplace: 3,
  maxChange: 21,
  protectedAddresses: ['module.db', '**.aws_kms_key.*'],
  maxMonthlyCostIncrease: 12.5,
  requiredApprovals: 2,
  requireReviewDecision: true,
  requiredLabels: ['Ready', 'cost-checked'],
  allowedActors: ['Ann', 'bea'],
  requireUpToDate: true,
  expectedPlanDigest: digest,
  expectReviewedPlan: false,
  expectedConfigurationDigest: filesDigest,
  maxPlanAge: 7_200_000,
  allowedRunCreators: ['Robot'],
  allowForks: false,
  allowForeignRun: false,
  requireNewestRun: false,
  allowPartialCostEstimate: false
}

/** Somebody's comment that started the workflow. */
export function asked(
  action: string | undefined,
  login: string,
  mayWrite: Known<boolean> = yes
): RequestEvidence {
  return {
    eventName: 'issue_comment',
    isWritten: true,
    action,
    requesters: [{ login, mayWrite }]
  }
}

export function review(
  login: string,
  state: string,
  changes: Partial<ReviewEvidence> = {}
): ReviewEvidence {
  return {
    reviewer: {
      id: login.length * 1000 + login.charCodeAt(0),
      login,
      isBot: false
    },
    state,
    commitId: headSha,
    mayWrite: yes,
    ...changes
  }
}

export function label(
  name: string,
  changes: Partial<LabelEvidence> = {}
): LabelEvidence {
  return { name, addedBy: 'bea', mayWrite: yes, ...changes }
}

export function pullRequest(
  changes: Partial<PullRequestEvidence> = {}
): PullRequestEvidence {
  return {
    number: 7,
    headSha,
    author: { id: 1, login: 'zoe', isBot: false },
    pushers: { known: true, value: [{ id: 1, login: 'zoe', isBot: false }] },
    isFork: false,
    isOpen: true,
    isMerged: false,
    mergeCommitSha: 'c'.repeat(40),
    reviews: {
      known: true,
      value: [review('bea', 'APPROVED'), review('cleo', 'APPROVED')]
    },
    reviewDecision: { known: true, value: { headSha, decision: 'APPROVED' } },
    labels: { known: true, value: [label('ready'), label('COST-checked')] },
    base: {
      known: true,
      value: { headSha, isContained: true, saw: 'up to date' }
    },
    ...changes
  }
}

/** Evidence that every rule of `allRules` holds for. */
export const evidence: Evidence = {
  approve: true,
  plan: {
    known: true,
    value: {
      create: 1,
      update: 2,
      replace: 3,
      destroy: 4,
      forget: 5,
      import: 6,
      invoke: 0
    }
  },
  losses: {
    known: true,
    value: [
      { address: 'aws_vpc.x', previousAddress: undefined, verb: 'destroy' }
    ]
  },
  addresses: {
    known: true,
    value: ['aws_vpc.x', 'module.db.aws_db.x', 'aws_kms_key.x']
  },
  planDigest: { known: true, value: digest },
  configurationDigest: { known: true, value: filesDigest },
  planAge: { known: true, value: 3_600_000 },
  monthlyCost: {
    known: true,
    value: { deltaMonthlyCost: 12.5, uncovered: 0 }
  },
  policies: { state: 'passed', saw: '' },
  creator: {
    known: true,
    value: { id: 'user-1', name: 'robot', isToken: true }
  },
  canApply: true,
  expected: identity,
  actual: identity,
  origin: { repository: 'acme/network', pullRequest: 7, sha: headSha },
  isDestroy: false,
  eventName: 'issue_comment',
  here: { repository: 'ACME/network', pullRequest: 7, doubt: undefined },
  isTeardown: false,
  actor: 'ann',
  request: asked('created', 'bea'),
  pullRequest: { known: true, value: pullRequest() }
}

export function withPull(changes: Partial<PullRequestEvidence>): Evidence {
  return {
    ...evidence,
    pullRequest: { known: true, value: pullRequest(changes) }
  }
}

/** What GitHub says where no pull request is concerned. */
export const unbound: GitHubEvidence = {
  eventName: 'push',
  here: { ...evidence.here, pullRequest: undefined },
  isTeardown: false,
  actor: 'ann',
  request: undefined,
  pullRequest: undefined
}
