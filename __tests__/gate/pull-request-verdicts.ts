import type {
  Evidence,
  PullRequestEvidence,
  RequestEvidence,
  ReviewEvidence
} from '../../src/gate/evidence.ts'
import { judgePullRequest } from '../../src/gate/pull-request-rules.ts'
import type { Rules } from '../../src/gate/rules.ts'
import { proven } from './commit-runs.ts'
import {
  asked,
  evidence,
  headSha,
  label,
  lost,
  no,
  noRules,
  otherSha,
  pullRequest,
  review,
  yes
} from './evidence.ts'
import { renderFindings } from './render-findings.ts'

type Case = readonly [
  name: string,
  rules: Partial<Rules>,
  pull?: Partial<PullRequestEvidence>,
  changes?: Partial<Evidence>
]

const known = <T>(value: T) => ({ known: true, value }) as const
const merge = 'c'.repeat(40)
const push = { ...evidence.here, pullRequest: undefined }
const planned = (sha: string): Partial<Evidence> => ({
  origin: { ...evidence.origin!, sha }
})
const teardown = { isTeardown: true, isDestroy: true }
const closed = { isOpen: false }
const merged = { isOpen: false, isMerged: true }

const states: readonly Case[] = [
  ['nothing is wrong', {}],
  ['of no pull request', {}, {}, { here: push, pullRequest: undefined }],
  ['a pull request that is not known', {}, {}, { pullRequest: lost }],
  ['the head moved', {}, { headSha: otherSha }],
  ['a message that names no commit', {}, {}, planned('')],
  [
    'no commit is told',
    {},
    {},
    { versionControl: proven, origin: undefined, request: undefined }
  ],
  ['the test merge', {}, {}, planned(merge)],
  ['the merge', {}, merged, planned(merge)],
  [
    'a merge that is not told, and no commit either',
    {},
    { ...merged, mergeCommitSha: undefined },
    { versionControl: proven, origin: undefined }
  ],
  ['not the merge', {}, merged, planned('d'.repeat(40))],
  [
    'a merge that came with others',
    {},
    merged,
    {
      ...planned('d'.repeat(40)),
      versionControl: { ...proven, landed: [merge, 'd'.repeat(40)] }
    }
  ],
  [
    'a test merge, and the branch has it',
    {},
    {},
    {
      ...planned('d'.repeat(40)),
      versionControl: { ...proven, landed: [merge, 'd'.repeat(40)] }
    }
  ],
  [
    'a merge that did not come with the others',
    {},
    merged,
    {
      ...planned('d'.repeat(40)),
      versionControl: { ...proven, landed: ['d'.repeat(40)] }
    }
  ],
  ['closed', {}, closed],
  ['closed, and torn down', {}, closed, teardown],
  ['closed, and not torn down', {}, closed, { isDestroy: true }],
  ['torn down, and nothing is destroyed', {}, closed, { isTeardown: true }],
  ['open, and torn down', {}, {}, teardown],
  ['merged', {}, merged],
  ['merged, and still open', {}, { isMerged: true }],
  ['from a fork', {}, { isFork: true }],
  ['from a fork, which is allowed', { allowForks: true }, { isFork: true }],
  ['from a fork, and merged', {}, { isFork: true, ...merged }],
  [
    'from a fork, merged and allowed',
    { allowForks: true },
    { isFork: true, ...merged }
  ],
  ['the event names two', {}, {}, { here: { ...push, doubt: 'two' } }],
  [
    'the event names two, of a run of version control',
    {},
    {},
    { here: { ...push, doubt: 'two' }, versionControl: proven }
  ]
]

const others = (...reviews: readonly ReviewEvidence[]) => ({
  reviews: known(reviews)
})
const bea = review('bea', 'APPROVED')
const cleo = review('cleo', 'APPROVED')
const stale = (login: string) =>
  review(login, 'APPROVED', { commitId: otherSha })
const one = { requiredApprovals: 1 }
const two = { requiredApprovals: 2 }
const approvals: readonly Case[] = [
  ['nobody approved', one, others()],
  ['one approved', one, others(bea)],
  ['more than one approved', one],
  ['two approved', two],
  [
    'more than two approved',
    two,
    others(bea, cleo, review('dora', 'APPROVED'))
  ],
  ['one of two approved', two, others(bea)],
  ['one approved an earlier commit', one, others(stale('bea'))],
  ['one of two approved an earlier commit', two, others(bea, stale('cleo'))],
  ['all approved an earlier commit', two, others(stale('bea'), stale('cleo'))],
  [
    'one approved an earlier commit, and nobody is missing',
    one,
    others(bea, stale('cleo'))
  ],
  [
    'nobody counts',
    one,
    {
      ...others(
        review('bea', 'APPROVED', { mayWrite: no }),
        review('cleo', 'DISMISSED'),
        review('zoe', 'APPROVED', {
          reviewer: { id: 1, login: 'zoe', isBot: false }
        }),
        review('bot', 'APPROVED', {
          reviewer: { id: 9, login: 'bot', isBot: true }
        }),
        review('pat', 'APPROVED', {
          reviewer: { id: 5, login: 'pat', isBot: false }
        }),
        review('gone', 'APPROVED', { reviewer: undefined })
      ),
      pushers: known([{ id: 5, login: 'pat', isBot: false }])
    }
  ],
  [
    'a bot and the author ask for changes',
    one,
    {
      ...others(
        bea,
        review('zoe', 'CHANGES_REQUESTED', {
          reviewer: { id: 1, login: 'zoe', isBot: false }
        }),
        review('bot', 'CHANGES_REQUESTED', {
          reviewer: { id: 9, login: 'bot', isBot: true }
        })
      )
    }
  ],
  [
    'a deleted account asks for changes',
    one,
    others(bea, review('x', 'CHANGES_REQUESTED', { reviewer: undefined }))
  ],
  ['changes are requested', one, others(review('bea', 'CHANGES_REQUESTED'))],
  [
    'changes are requested, and somebody is not known',
    one,
    others(
      review('bea', 'CHANGES_REQUESTED'),
      review('cleo', 'APPROVED', { mayWrite: lost })
    )
  ],
  [
    'somebody is not known, and nobody is missing',
    one,
    others(bea, review('cleo', 'APPROVED', { mayWrite: lost }))
  ],
  ['whoever pushed the head is not known', two, { pushers: lost }],
  [
    'whoever pushed the head is not known, and an approval is stale',
    one,
    { ...others(stale('bea')), pushers: lost }
  ],
  ['whoever pushed the head is not told', two, { pushers: known([]) }],
  ['reviews that are not known', two, { reviews: lost }],
  ['reviews of no pull request', two, {}, { pullRequest: undefined }],
  ['reviews of one that is not known', two, {}, { pullRequest: lost }]
]

const asksDecision = { requireReviewDecision: true }
const decided = (
  decision: string | undefined,
  sha: string | undefined = headSha
) => ({ reviewDecision: known({ headSha: sha, decision }) })
const decisions: readonly Case[] = [
  ['GitHub says yes', asksDecision],
  ['GitHub says no', asksDecision, decided('CHANGES_REQUESTED')],
  ['GitHub waits for a review', asksDecision, decided('REVIEW_REQUIRED')],
  ['GitHub has nothing to say', asksDecision, decided(undefined)],
  [
    'GitHub speaks of another head',
    asksDecision,
    decided('APPROVED', otherSha)
  ],
  [
    'GitHub speaks of no head',
    asksDecision,
    { reviewDecision: known({ headSha: undefined, decision: 'APPROVED' }) }
  ],
  ['what GitHub says is not known', asksDecision, { reviewDecision: lost }]
]

const asksLabels = { requiredLabels: ['Ready', 'cost-checked'] }
const labelled = (...labels: readonly ReturnType<typeof label>[]) => ({
  labels: known(labels)
})
const labels: readonly Case[] = [
  ['all labels are there', asksLabels],
  ['no label is there', asksLabels, labelled()],
  ['another label is there', asksLabels, labelled(label('ready'), label('x'))],
  [
    'a label whose adder is not told',
    { requiredLabels: ['ready'] },
    labelled(label('ready', { addedBy: undefined }))
  ],
  [
    'labels by people who may not write',
    asksLabels,
    labelled(
      label('ready', { mayWrite: no }),
      label('cost-checked', { mayWrite: no })
    )
  ],
  [
    'labels by people who are not known',
    asksLabels,
    labelled(
      label('ready', { mayWrite: lost }),
      label('cost-checked', { addedBy: undefined, mayWrite: lost })
    )
  ],
  [
    'one is missing, one is not trusted',
    asksLabels,
    labelled(label('ready', { mayWrite: no }))
  ],
  ['labels that are not known', asksLabels, { labels: lost }]
]

const asksBase = { requireUpToDate: true }
const bases: readonly Case[] = [
  ['the branch is up to date', asksBase],
  [
    'the branch is behind',
    asksBase,
    { base: known({ headSha, isContained: false, saw: '2 behind main' }) }
  ],
  [
    'another head was compared',
    asksBase,
    {
      base: known({ headSha: otherSha, isContained: true, saw: 'up to date' })
    }
  ],
  ['a base that is not known', asksBase, { base: lost }]
]

const event = (
  changes: Partial<RequestEvidence>
): readonly [
  Partial<Rules>,
  Partial<PullRequestEvidence>,
  Partial<Evidence>
] => [{}, {}, { request: { ...asked('created', 'bea'), ...changes } }]
const pair = (
  first: RequestEvidence['requesters'][number]['mayWrite'],
  second: RequestEvidence['requesters'][number]['mayWrite']
) => ({
  requesters: [
    { login: 'bea', mayWrite: first },
    { login: undefined, mayWrite: second }
  ]
})
const people: readonly Case[] = [
  ['an actor who is allowed', { allowedActors: ['bea', 'Ann'] }],
  ['an actor who is not allowed', { allowedActors: ['bea', 'cleo'] }],
  ['no actor', { allowedActors: ['ann', 'bea'] }, {}, { actor: undefined }],
  ['only such people can cause the event', {}, {}, { request: undefined }],
  ['a new comment', ...event({})],
  ['a comment that was edited', ...event({ action: 'edited' })],
  ['a comment of unknown age', ...event({ action: undefined })],
  [
    'a comment by a reader',
    ...event({ requesters: [{ login: 'mallory', mayWrite: no }] })
  ],
  ['a comment by nobody', ...event({ requesters: [] })],
  [
    'a new review',
    ...event({ eventName: 'pull_request_review', action: 'submitted' })
  ],
  [
    'a review that was dismissed',
    ...event({ eventName: 'pull_request_review', action: 'dismissed' })
  ],
  [
    'an event that nothing was written for',
    ...event({ eventName: 'issues', isWritten: false, action: 'labeled' })
  ],
  ['an event without a name', ...event({ eventName: '', requesters: [] })],
  ['two who may', ...event(pair(yes, yes))],
  ['one of two may not', ...event(pair(yes, no))],
  ['one may not, one is not known', ...event(pair(lost, no))],
  ['one of two is not known', ...event(pair(yes, lost))],
  ['neither of two is known', ...event(pair(lost, lost))]
]

/** What the rules about pull request and people say, one thing at a time. */
export function renderPullRequestVerdicts(): string {
  return [...states, ...approvals, ...decisions, ...labels, ...bases, ...people]
    .map(([name, rules, pull, changes]) =>
      renderFindings(
        name,
        judgePullRequest(
          {
            ...evidence,
            pullRequest: known(pullRequest(pull)),
            ...changes
          },
          { ...noRules, ...rules }
        )
      )
    )
    .join('\n\n')
    .concat('\n')
}
