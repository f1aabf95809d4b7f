import { modes } from './inputs.ts'
import type { Inputs, Mode } from './inputs.ts'
import type { InputName } from './names.ts'

type IsGiven = (inputs: Inputs) => boolean

const minutes = 60_000

/** The modes in which an input has an effect, where it is not refused. */
const rows: readonly (readonly [
  modes: readonly Mode[],
  inputs: readonly (readonly [InputName, IsGiven])[]
])[] = [
  [
    ['apply'],
    [
      ['on-blocked', ({ onBlocked }) => onBlocked !== 'hold'],
      ['confirm', ({ confirm }) => confirm !== 'all'],
      ['order', ({ order }) => order.length > 0],
      ['required-approvals', ({ requiredApprovals }) => requiredApprovals > 0],
      ['require-review-decision', (asked) => asked.requireReviewDecision],
      ['required-labels', ({ requiredLabels }) => requiredLabels.length > 0],
      ['allowed-actors', ({ allowedActors }) => allowedActors.length > 0],
      ['require-up-to-date', ({ requireUpToDate }) => requireUpToDate],
      ['apply-timeout', ({ applyTimeout }) => applyTimeout !== 240 * minutes]
    ]
  ],
  [
    ['plan', 'save-plan', 'apply'],
    [
      ['max-destroy', ({ maxDestroy }) => maxDestroy !== undefined],
      ['max-replace', ({ maxReplace }) => maxReplace !== undefined],
      ['max-change', ({ maxChange }) => maxChange !== undefined],
      ['protected-addresses', (asked) => asked.protectedAddresses.length > 0],
      [
        'max-monthly-cost-increase',
        (asked) => asked.maxMonthlyCostIncrease !== undefined
      ],
      [
        'allow-partial-cost-estimate',
        (asked) => asked.allowPartialCostEstimate
      ],
      [
        'expected-plan-digest',
        ({ expectedPlanDigest }) => expectedPlanDigest !== undefined
      ],
      [
        'expected-configuration-digest',
        (asked) => asked.expectedConfigurationDigest !== undefined
      ],
      ['max-plan-age', ({ maxPlanAge }) => maxPlanAge !== undefined],
      ['allowed-run-creators', (asked) => asked.allowedRunCreators.length > 0],
      ['fail-on-blocked', ({ failOnBlocked }) => !failOnBlocked],
      ['cleanup', ({ cleanup }) => !cleanup],
      ['supersede', ({ supersede }) => !supersede]
    ]
  ],
  [
    ['plan', 'save-plan', 'apply', 'upload'],
    [['allow-forks', ({ allowForks }) => allowForks]]
  ],
  [
    ['apply', 'discard', 'cancel', 'force-cancel', 'force-execute'],
    [['allow-foreign-run', ({ allowForeignRun }) => allowForeignRun]]
  ],
  [
    ['plan', 'save-plan', 'apply', 'discard', 'cancel', 'force-cancel'],
    [['run-timeout', ({ runTimeout }) => runTimeout !== 60 * minutes]]
  ],
  [
    [
      'plan',
      'save-plan',
      'apply',
      'discard',
      'cancel',
      'force-cancel',
      'force-execute'
    ],
    [
      ['comment', ({ comment }) => comment !== 'always' && comment !== 'never'],
      [
        'comment-key',
        ({ commentKey, checkRuns }) => commentKey !== undefined && !checkRuns
      ]
    ]
  ],
  [
    modes.filter((mode) => mode !== 'list'),
    [
      ['max-workspaces', ({ maxWorkspaces }) => maxWorkspaces !== 50],
      ['max-parallel', ({ maxParallel }) => maxParallel !== 10],
      ['pull-request', ({ pullRequest }) => pullRequest !== undefined],
      ['comment-detail', ({ commentDetail }) => commentDetail !== 'full'],
      ['check-runs', ({ checkRuns }) => checkRuns]
    ]
  ],
  [
    ['list'],
    [
      ['list-scope', ({ listScope }) => listScope !== 'workspace'],
      ['max-items', ({ maxItems }) => maxItems !== 100]
    ]
  ]
]

/** With a commit the run that is acted on is waited for, in every mode. */
function waitsInQueue({ mode, commit }: Inputs): boolean {
  return commit !== undefined || ['plan', 'save-plan', 'apply'].includes(mode)
}

/**
 * The inputs that say something else than their default, and that this mode
 * does nothing with: people who wrote them wait for what does not come.
 */
export function findIdleInputs(inputs: Inputs): readonly InputName[] {
  const idle = rows
    .filter(([modes]) => !modes.includes(inputs.mode))
    .flatMap(([, each]) => each)
    .filter(([, isGiven]) => isGiven(inputs))
    .map(([name]) => name)
  return !waitsInQueue(inputs) && inputs.queueTimeout !== 30 * minutes
    ? [...idle, 'queue-timeout']
    : idle
}
