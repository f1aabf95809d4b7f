import type { Creator, Evidence } from './evidence.ts'
import { finding, unknownFinding } from './finding.ts'
import type { Finding } from './finding.ts'
import { isSameName } from './pull-request-facts.ts'
import type { Check } from './verdict.ts'

/** What the inputs ask for and allow. Undefined or empty = not asked for. */
export interface Rules {
  readonly maxDestroy: number | undefined
  readonly maxReplace: number | undefined
  readonly maxChange: number | undefined
  readonly protectedAddresses: readonly string[]
  readonly maxMonthlyCostIncrease: number | undefined
  /** 0 = not asked for. */
  readonly requiredApprovals: number
  readonly requireReviewDecision: boolean
  readonly requiredLabels: readonly string[]
  readonly allowedActors: readonly string[]
  readonly requireUpToDate: boolean
  readonly expectedPlanDigest: string | undefined
  /** Of version control: the digest of the plan of the pull request's head. */
  readonly expectReviewedPlan: boolean
  readonly expectedConfigurationDigest: string | undefined
  /** Milliseconds. */
  readonly maxPlanAge: number | undefined
  /** Accounts of HCP Terraform, by name or id. */
  readonly allowedRunCreators: readonly string[]
  /** May code of a fork be planned and applied? */
  readonly allowForks: boolean
  /** May somebody mean a run of another origin on purpose? */
  readonly allowForeignRun: boolean
  /** Of version control: may no newer run wait behind the one that is applied? */
  readonly requireNewestRun: boolean
  /** Does an estimate count that does not cover every resource? */
  readonly allowPartialCostEstimate: boolean
}

/**
 * The run that was just read is the run that was set out for: same workspace,
 * configuration version and plan. A run cannot be planned twice, so these pin
 * what was reviewed. What was not known at the start cannot differ, and what is
 * not told any more is not known.
 */
export function judgeIdentity({
  expected,
  actual
}: Pick<Evidence, 'expected' | 'actual'>): Finding {
  const rule = 'the run is the one that was planned'
  const facts = { expected, actual }
  const differing = (
    [
      ['runId', 'run'],
      ['workspaceId', 'workspace'],
      ['configurationVersionId', 'configuration version'],
      ['planId', 'plan']
    ] as const
  ).filter(
    ([part]) => expected[part] !== undefined && expected[part] !== actual[part]
  )
  const others = differing
    .filter(([part]) => actual[part] !== undefined)
    .map(([, name]) => name)
  if (differing.length > 0 && others.length === 0) {
    const untold = differing.map(([, name]) => name).join(' and ')
    return finding(
      rule,
      false,
      `not known of which ${untold} it is`,
      'run-unknown',
      `HCP Terraform does not tell any more of which ${untold} ${actual.runId} is.`,
      facts
    )
  }
  const held = others.length === 0
  return finding(
    rule,
    held,
    held ? actual.runId : `no, another ${others.join(', another ')}`,
    'run-differs',
    'The run is not the one this step set out to decide on.',
    facts
  )
}

/**
 * The token may confirm this run. Not knowing is left to the server's answer.
 * Where nobody said yes yet, another step may confirm it with another token.
 */
export function judgePermission({
  canApply,
  approve
}: Pick<Evidence, 'canApply' | 'approve'>): Finding {
  const isForOthers = approve === undefined
  const permission = "the permission 'write', or the custom permission 'apply'"
  const { check, reason } = finding(
    'the token may apply runs',
    canApply !== false,
    canApply === undefined
      ? 'not known (the server does not say)'
      : canApply
        ? ''
        : isForOthers
          ? "not this step's; the job that applies needs one that may"
          : 'no',
    'permission-missing',
    isForOthers
      ? `This step's token may not apply runs in this workspace: the job that applies needs the token of a team with ${permission}.`
      : `The token lacks the permission to apply runs in this workspace; give its team ${permission}.`,
    {}
  )
  return {
    check: canApply === undefined ? { ...check, mark: 'unknown' } : check,
    reason
  }
}

/**
 * No policy and no mandatory check stands against the run. HCP Terraform lets a
 * run be confirmed only then, so what cannot be read decides nothing; but only
 * what was seen to pass is said to have passed.
 */
export function judgePolicies({
  policies
}: Pick<Evidence, 'policies'>): Finding {
  const { state, saw } = policies
  const { check, reason } = finding(
    'policies and mandatory checks passed',
    state !== 'failed',
    state === 'passed'
      ? saw
      : `${state === 'failed' ? 'no' : 'not known'} (${saw})`,
    'policy-failed',
    `A policy or a mandatory check failed (${saw}).`,
    { status: saw }
  )
  return {
    check: state === 'unknown' ? { ...check, mark: 'unknown' } : check,
    reason
  }
}

/** Ids tell upper from lower case, and are no names: people choose those. */
const accountId = /^user-[A-Za-z0-9]{16}$/

/**
 * Whoever made the run is named where it is not the token's own account, and
 * has to be among those that are asked for.
 */
export function judgeCreator(
  { creator }: Pick<Evidence, 'creator'>,
  { allowedRunCreators: allowed }: Pick<Rules, 'allowedRunCreators'>
): Finding | undefined {
  const input = 'allowed-run-creators'
  const wanted = allowed.join(', ')
  if (allowed.length === 0) {
    if (creator.known && creator.value.isToken) return undefined
    const saw = creator.known
      ? renderCreator(creator.value)
      : `not known: ${creator.why}`
    const mark = creator.known ? 'off' : 'unknown'
    return {
      check: { rule: 'who made the run', held: true, saw, mark },
      reason: undefined
    }
  }
  if (!creator.known) {
    return unknownFinding(input, creator, 'creator-unknown', wanted)
  }
  const { id, name } = creator.value
  const held = allowed.some(
    (each) =>
      each === id || (!accountId.test(each) && isSameName(each, name ?? ''))
  )
  const saw = renderCreator(creator.value)
  return finding(
    input,
    held,
    held ? saw : `${saw}, wanted ${wanted}`,
    'creator-not-allowed',
    `The run was made by ${saw}, who is not among '${input}'.`,
    { input, creator: name ?? id }
  )
}

function renderCreator({ id, name, isToken }: Creator): string {
  return `${name ?? id}${isToken ? ", this step's own account" : ''}`
}

/** The rules that an input can switch on, and whether it does. */
const switches: Readonly<Record<string, (rules: Rules) => boolean>> = {
  'max-destroy': (rules) => rules.maxDestroy !== undefined,
  'max-replace': (rules) => rules.maxReplace !== undefined,
  'max-change': (rules) => rules.maxChange !== undefined,
  'protected-addresses': (rules) => rules.protectedAddresses.length > 0,
  'max-monthly-cost-increase': (rules) =>
    rules.maxMonthlyCostIncrease !== undefined,
  'max-plan-age': (rules) => rules.maxPlanAge !== undefined,
  'expected-plan-digest': (rules) =>
    rules.expectedPlanDigest !== undefined || rules.expectReviewedPlan,
  'expected-configuration-digest': (rules) =>
    rules.expectedConfigurationDigest !== undefined,
  'allowed-run-creators': (rules) => rules.allowedRunCreators.length > 0,
  'required-approvals': (rules) => rules.requiredApprovals > 0,
  'require-review-decision': (rules) => rules.requireReviewDecision,
  'required-labels': (rules) => rules.requiredLabels.length > 0,
  'require-up-to-date': (rules) => rules.requireUpToDate,
  'allowed-actors': (rules) => rules.allowedActors.length > 0
}

/** One line that names every rule nobody asked for; none where all are on. */
export function listOff(rules: Rules): Check[] {
  const off = Object.entries(switches)
    .filter(([, isOn]) => !isOn(rules))
    .map(([input]) => input)
  return off.length === 0
    ? []
    : [{ rule: 'off', held: true, saw: off.join(', '), mark: 'off' }]
}
