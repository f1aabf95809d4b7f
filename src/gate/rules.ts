import type { Evidence, PlanCounts, Rules } from './evidence.ts'
import { finding, unknownFinding } from './finding.ts'
import type { Finding } from './finding.ts'
import type { ReasonCode } from './verdict.ts'

/**
 * The run that was just read is the run that was set out for: same workspace,
 * configuration version and plan. A run cannot be planned twice, so these pin
 * what was reviewed. What was not known at the start cannot differ.
 */
export function judgeIdentity({ expected, actual }: Evidence): Finding {
  const differing = (
    [
      ['runId', 'run'],
      ['workspaceId', 'workspace'],
      ['configurationVersionId', 'configuration version'],
      ['planId', 'plan']
    ] as const
  )
    .filter(
      ([part]) =>
        expected[part] !== undefined && expected[part] !== actual[part]
    )
    .map(([, name]) => name)
  const held = differing.length === 0
  return finding(
    'the run is the one that was planned',
    held,
    held ? actual.runId : `no, another ${differing.join(', another ')}`,
    'run-differs',
    'The run is not the one this step set out to decide on.',
    { expected, actual }
  )
}

/** The token may confirm this run. Not knowing is left to the server's answer. */
export function judgePermission({ canApply }: Evidence): Finding {
  return finding(
    'the token may apply runs',
    canApply !== false,
    canApply === undefined
      ? 'the server does not say otherwise'
      : canApply
        ? ''
        : 'no',
    'permission-missing',
    "The token lacks the permission to apply runs in this workspace; give its team 'write', or the custom permission 'apply'.",
    {}
  )
}

/**
 * No policy and no mandatory check stands against the run. HCP Terraform lets a
 * run be confirmed only then; its state says so once more.
 */
export function judgePolicies({ policies }: Evidence): Finding {
  return finding(
    'policies and mandatory checks passed',
    !policies.failed,
    policies.failed ? `no (${policies.saw})` : '',
    'policy-failed',
    `A policy or a mandatory check failed (${policies.saw}).`,
    { status: policies.saw }
  )
}

/** The limits that were asked for, one finding each. */
export function judgeLimits(
  evidence: Pick<Evidence, 'plan'>,
  rules: Rules
): Finding[] {
  return [
    judgeLimit(
      'max-destroy',
      rules.maxDestroy,
      (counts) => counts.destroy,
      ['destroy', 'destroys-exceeded'],
      evidence
    ),
    judgeLimit(
      'max-replace',
      rules.maxReplace,
      (counts) => counts.replace,
      ['replace', 'replaces-exceeded'],
      evidence
    ),
    judgeLimit(
      'max-change',
      rules.maxChange,
      countAll,
      ['change', 'changes-exceeded', ' in all'],
      evidence
    )
  ].filter((each) => each !== undefined)
}

function countAll(counts: PlanCounts): number {
  return (
    counts.create +
    counts.update +
    counts.replace +
    counts.destroy +
    counts.forget +
    counts.import +
    counts.invoke
  )
}

function judgeLimit(
  input: string,
  limit: number | undefined,
  count: (counts: PlanCounts) => number,
  [does, code, how = '']: readonly [
    does: string,
    code: ReasonCode,
    how?: string
  ],
  { plan }: Pick<Evidence, 'plan'>
): Finding | undefined {
  if (limit === undefined) return undefined
  if (!plan.known) {
    return unknownFinding(input, plan, 'plan-unknown', `at most ${limit}`)
  }
  const actual = count(plan.value)
  const countsActions = count === countAll && plan.value.invoke > 0
  return finding(
    input,
    actual <= limit,
    `${actual} of at most ${limit}`,
    code,
    `The plan would ${does} ${actual} ${countsActions ? 'resources and actions' : actual === 1 ? 'resource' : 'resources'}${how}; '${input}' allows ${limit}.`,
    { input, limit, actual }
  )
}
