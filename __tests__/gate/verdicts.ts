import { decide } from '../../src/gate/decide.ts'
import { renderCheck } from '../../src/gate/finding.ts'
import type { Evidence } from '../../src/gate/evidence.ts'
import type { Rules } from '../../src/gate/rules.ts'
import type { VersionControlEvidence } from '../../src/gate/version-control-evidence.ts'
import { forgedTwin, proven, runOfHead, runOfTip, tip } from './commit-runs.ts'
import {
  allRules,
  asked,
  digest,
  evidence,
  identity,
  headSha,
  label,
  lost,
  no,
  noRules,
  otherSha,
  pullRequest,
  review,
  withPull
} from './evidence.ts'

const stale = review('dora', 'APPROVED', { commitId: otherSha })
const push = { ...evidence.here, pullRequest: undefined }

/** A run that version control made of the merge of the pull request. */
const ofCommit = (changes: Partial<VersionControlEvidence>): Evidence => ({
  ...withPull({ isMerged: true, mergeCommitSha: tip }),
  eventName: 'push',
  request: undefined,
  here: push,
  origin: { repository: 'acme/network', pullRequest: 7, sha: tip },
  versionControl: { ...proven, ...changes }
})

/** What the gate is asked, by what is wrong with it. */
const questions: Readonly<Record<string, readonly [Evidence, Rules]>> = {
  'nothing is wrong': [evidence, allRules],
  'no rule is asked for': [evidence, noRules],
  'no pull request, no rules': [
    { ...evidence, here: push, pullRequest: undefined, request: undefined },
    noRules
  ],
  'a run without a message': [
    {
      ...evidence,
      here: push,
      pullRequest: undefined,
      request: undefined,
      origin: undefined
    },
    noRules
  ],
  'no pull request, all rules': [
    {
      ...evidence,
      here: push,
      pullRequest: undefined,
      request: undefined,
      origin: undefined
    },
    allRules
  ],
  'everything is unknown': [
    {
      ...evidence,
      plan: lost,
      losses: lost,
      planDigest: lost,
      monthlyCost: lost,
      canApply: undefined,
      origin: undefined,
      actor: undefined,
      addresses: lost,
      configurationDigest: lost,
      planAge: lost,
      policies: { state: 'unknown', saw: '2 could not be read' },
      creator: lost,
      request: asked('created', 'bea', lost),
      pullRequest: lost
    },
    allRules
  ],
  'everything about the pull request is unknown': [
    withPull({
      reviews: lost,
      reviewDecision: lost,
      labels: lost,
      base: lost
    }),
    allRules
  ],
  'every limit is passed': [
    {
      ...evidence,
      losses: {
        known: true,
        value: [
          {
            address: 'module.db.aws_db_instance.main',
            previousAddress: undefined,
            verb: 'replace'
          },
          {
            address: 'aws_db.x',
            previousAddress: 'aws_kms_key.x',
            verb: 'destroy'
          },
          { address: 'aws_vpc.x', previousAddress: undefined, verb: 'forget' }
        ]
      },
      monthlyCost: {
        known: true,
        value: { deltaMonthlyCost: 12.51, uncovered: 4 }
      },
      planDigest: { known: true, value: 'e'.repeat(64) },
      configurationDigest: { known: true, value: `redacted:${digest}` },
      planAge: { known: true, value: 40 * 86_400_000 },
      creator: {
        known: true,
        value: { id: 'user-2', name: undefined, isToken: false }
      },
      policies: { state: 'failed', saw: 'policy override' },
      canApply: false,
      actual: { ...evidence.actual, planId: 'plan-2', workspaceId: 'ws-2' }
    },
    { ...allRules, maxDestroy: 0, maxReplace: 2, maxChange: 20 }
  ],
  'one too many': [
    {
      ...evidence,
      plan: {
        known: true,
        value: {
          create: 0,
          update: 0,
          replace: 0,
          destroy: 1,
          forget: 0,
          import: 0,
          invoke: 0
        }
      }
    },
    { ...noRules, maxDestroy: 0 }
  ],
  'all people are wrong': [
    {
      ...withPull({
        reviews: {
          known: true,
          value: [
            review('bea', 'APPROVED', { mayWrite: no }),
            review('cleo', 'DISMISSED'),
            stale
          ]
        },
        reviewDecision: {
          known: true,
          value: { headSha: otherSha, decision: undefined }
        },
        labels: {
          known: true,
          value: [label('ready', { mayWrite: no }), label('other')]
        },
        base: {
          known: true,
          value: { headSha: otherSha, isContained: false, saw: '2 behind main' }
        },
        headSha: otherSha,
        pushers: { known: true, value: [review('bea', '').reviewer!] },
        isFork: true,
        isOpen: false
      }),
      actor: 'mallory',
      request: asked('created', 'mallory', no)
    },
    allRules
  ],
  'changes are requested': [
    withPull({
      reviews: {
        known: true,
        value: [
          review('bea', 'CHANGES_REQUESTED'),
          review('eva', 'CHANGES_REQUESTED')
        ]
      },
      reviewDecision: {
        known: true,
        value: { headSha, decision: 'CHANGES_REQUESTED' }
      }
    }),
    allRules
  ],
  'approvals are stale': [
    withPull({
      reviews: { known: true, value: [review('bea', 'APPROVED'), stale] }
    }),
    allRules
  ],
  'nobody reviewed or labelled': [
    withPull({
      reviews: { known: true, value: [] },
      labels: { known: true, value: [] }
    }),
    allRules
  ],
  'a reviewer and a labeller are unknown': [
    withPull({
      reviews: {
        known: true,
        value: [
          review('bea', 'APPROVED'),
          review('cleo', 'APPROVED'),
          review('dora', 'APPROVED', { mayWrite: lost })
        ]
      },
      labels: {
        known: true,
        value: [
          label('ready', { addedBy: undefined, mayWrite: lost }),
          label('cost-checked', { mayWrite: no })
        ]
      }
    }),
    allRules
  ],
  'the run is of another repository': [
    { ...evidence, origin: { ...evidence.origin!, repository: 'acme/other' } },
    noRules
  ],
  'the run is of another pull request': [
    { ...evidence, origin: { ...evidence.origin!, pullRequest: 8 } },
    noRules
  ],
  'the run is of no pull request': [
    { ...evidence, origin: { ...evidence.origin!, pullRequest: undefined } },
    noRules
  ],
  'a push applies what was merged': [
    {
      ...withPull({ isOpen: false, isMerged: true, isFork: true }),
      here: push,
      origin: { ...evidence.origin!, sha: 'c'.repeat(40) }
    },
    noRules
  ],
  'a closed pull request is torn down': [
    { ...withPull({ isOpen: false }), isTeardown: true, isDestroy: true },
    noRules
  ],
  'a closed pull request, asked to be torn down by a run that does not': [
    { ...withPull({ isOpen: false }), isTeardown: true },
    noRules
  ],
  'the test merge of an open pull request is not its head': [
    { ...evidence, origin: { ...evidence.origin!, sha: 'c'.repeat(40) } },
    noRules
  ],
  'the comment was edited': [
    { ...evidence, request: asked('edited', 'bea') },
    noRules
  ],
  'some lines of what is protected name nothing': [
    evidence,
    {
      ...noRules,
      protectedAddresses: ['aws_kms_key', 'terraform_data.bastoin']
    }
  ],
  'no line of what is protected names anything': [
    evidence,
    { ...noRules, protectedAddresses: ['terraform_data.bastoin'] }
  ],
  'two addresses stand in one line': [
    evidence,
    { ...noRules, protectedAddresses: ['a.b,c.d'] }
  ],
  'the estimate covers only a part, which is taken': [
    {
      ...evidence,
      monthlyCost: {
        known: true,
        value: { deltaMonthlyCost: 1, uncovered: undefined }
      }
    },
    { ...noRules, maxMonthlyCostIncrease: 1, allowPartialCostEstimate: true }
  ],
  'the estimate covers only a part': [
    {
      ...evidence,
      monthlyCost: {
        known: true,
        value: { deltaMonthlyCost: 1, uncovered: 1 }
      }
    },
    { ...noRules, maxMonthlyCostIncrease: 1 }
  ],
  'a digest that is not known is no digest': [
    {
      ...evidence,
      planDigest: { known: true, value: 'unknown' },
      configurationDigest: { known: true, value: 'unknown' }
    },
    {
      ...noRules,
      expectedPlanDigest: 'unknown',
      expectedConfigurationDigest: 'unknown'
    }
  ],
  'the word unknown is expected': [
    evidence,
    { ...noRules, expectedPlanDigest: 'unknown' }
  ],
  'a fork is allowed': [
    withPull({ isFork: true }),
    { ...noRules, allowForks: true }
  ],
  'whoever pushed the head is not known': [
    withPull({ pushers: lost }),
    { ...noRules, requiredApprovals: 1 }
  ],
  'whoever pushed the head approves': [
    withPull({
      pushers: { known: true, value: [review('bea', '').reviewer!] }
    }),
    { ...noRules, requiredApprovals: 2 }
  ],
  'it is not known which pull request the event is of': [
    {
      ...evidence,
      here: { ...push, doubt: 'the event belongs to 2 pull requests' },
      pullRequest: lost
    },
    noRules
  ],
  'somebody else made the run': [
    {
      ...evidence,
      creator: {
        known: true,
        value: { id: 'user-2', name: 'mallory', isToken: false }
      }
    },
    noRules
  ],
  'a review by a reader': [
    {
      ...evidence,
      request: {
        ...asked('submitted', 'mallory', no),
        eventName: 'pull_request_review'
      }
    },
    noRules
  ],
  'what the run is of is not told any more': [
    {
      ...evidence,
      actual: {
        ...identity,
        configurationVersionId: undefined,
        planId: undefined
      }
    },
    noRules
  ],
  'an event that names nobody': [
    {
      ...evidence,
      request: {
        eventName: 'check_run',
        isWritten: false,
        action: undefined,
        requesters: []
      }
    },
    noRules
  ],
  'a run of another repository is meant by a dispatch': [
    {
      ...evidence,
      eventName: 'workflow_dispatch',
      request: undefined,
      here: push,
      pullRequest: undefined,
      origin: { ...evidence.origin!, repository: 'acme/other' }
    },
    { ...noRules, allowForeignRun: true }
  ],
  'a run of another repository is not meant by a push': [
    {
      ...evidence,
      eventName: 'push',
      request: undefined,
      here: push,
      pullRequest: undefined,
      origin: { ...evidence.origin!, repository: 'acme/other' }
    },
    { ...noRules, allowForeignRun: true }
  ],
  'a run of version control, after the merge': [ofCommit({}), noRules],
  'a newer run of version control waits behind it': [
    ofCommit({ newer: { known: true, value: ['run-Newer'] } }),
    { ...noRules, requireNewestRun: true }
  ],
  'whether a newer run waits is not known': [
    ofCommit({ newer: lost }),
    { ...noRules, requireNewestRun: true }
  ],
  'a run by hand on the configuration of version control': [
    ofCommit({ run: forgedTwin }),
    noRules
  ],
  'a run of a pull request, of another commit': [
    ofCommit({ run: runOfHead() }),
    noRules
  ],
  'a run of version control that applies by itself': [
    ofCommit({ run: runOfTip({ autoApply: true }) }),
    noRules
  ],
  'the reviewed plan is not known': [
    ofCommit({}),
    { ...noRules, expectReviewedPlan: true }
  ],
  'nobody approved': [{ ...evidence, approve: undefined }, noRules],
  'nobody approved, and this token may not apply': [
    { ...evidence, approve: undefined, canApply: false },
    noRules
  ],
  'nobody approved, this token may not apply, and a rule does not hold': [
    { ...withPull({ headSha: otherSha }), approve: undefined, canApply: false },
    noRules
  ],
  'nobody approved and reviewed, and a label is missing': [
    {
      ...withPull({
        reviews: { known: true, value: [stale] },
        reviewDecision: {
          known: true,
          value: { headSha, decision: 'REVIEW_REQUIRED' }
        },
        labels: { known: true, value: [label('ready')] }
      }),
      approve: undefined
    },
    { ...allRules, requiredApprovals: 1 }
  ],
  'nobody approved, and the head moved': [
    { ...withPull({ headSha: otherSha }), approve: undefined },
    { ...allRules, requiredApprovals: 0, expectedPlanDigest: undefined }
  ],
  'it is refused, whatever the rules say': [
    {
      ...withPull({ headSha: otherSha, labels: lost, isFork: true }),
      approve: false,
      canApply: false
    },
    { ...allRules, maxDestroy: 0 }
  ],
  'a stranger refuses': [
    {
      ...evidence,
      approve: false,
      request: asked('created', 'mallory', no)
    },
    noRules
  ],
  'a run of somebody else is refused': [
    {
      ...evidence,
      approve: false,
      pullRequest: { known: true, value: pullRequest() },
      origin: { ...evidence.origin!, pullRequest: 8 }
    },
    noRules
  ]
}

/** Every question with its verdict, for people: checklist, then reasons. */
export function renderVerdicts(): string {
  return Object.entries(questions)
    .map(([title, [some, rules]]) => {
      const verdict = decide(some, rules)
      return [
        `## ${title}: ${verdict.kind}`,
        ...verdict.checks.map(
          (check) =>
            `[${check.held ? (check.mark === undefined ? 'x' : '-') : ' '}] ${renderCheck(check)}`
        ),
        ...(verdict.kind === 'allowed' ? [] : verdict.reasons).map(
          ({ code, message, facts }) =>
            `- ${code}: ${message}\n  ${JSON.stringify(facts)}`
        )
      ].join('\n')
    })
    .join('\n\n')
    .concat('\n')
}
