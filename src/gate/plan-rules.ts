import { coversAddress } from './addresses.ts'
import type { Evidence, Loss } from './evidence.ts'
import { finding, shortCommit, unknownFinding } from './finding.ts'
import type { Finding } from './finding.ts'
import type { Known } from './known.ts'
import { judgeLimits } from './limit-rules.ts'
import type { Rules } from './rules.ts'
import type { ReasonCode } from './verdict.ts'

/** What the plan alone is held against, before and at the gate. */
export type PlanEvidence = Pick<
  Evidence,
  | 'plan'
  | 'losses'
  | 'addresses'
  | 'planDigest'
  | 'versionControl'
  | 'configurationDigest'
  | 'planAge'
  | 'monthlyCost'
>

/** The rules about the plan that were asked for, one finding each. */
export function judgePlan(evidence: PlanEvidence, rules: Rules): Finding[] {
  return [
    ...judgeLimits(evidence, rules),
    judgeProtected(evidence, rules),
    judgeCost(evidence, rules),
    judgeAge(evidence, rules),
    judgeDigest(
      'expected-plan-digest',
      evidence.planDigest,
      rules.expectedPlanDigest,
      {
        ...planWords,
        message:
          'The plan is not the one that was reviewed: its digest is another one.'
      }
    ),
    judgeReviewed(evidence, rules),
    judgeConfiguration(evidence, rules)
  ].filter((each) => each !== undefined)
}

function judgeProtected(
  { losses, addresses }: PlanEvidence,
  { protectedAddresses: globs }: Rules
): Finding | undefined {
  if (globs.length === 0) return undefined
  const input = 'protected-addresses'
  const all = globs.join(', ')
  if (!losses.known) {
    return unknownFinding(
      input,
      losses,
      'plan-unknown',
      `nothing lost under ${all}`
    )
  }
  const lost = losses.value.filter(({ address, previousAddress }) =>
    [address, previousAddress ?? address].some((each) =>
      globs.some((glob) => coversAddress(glob, each))
    )
  )
  const idle = addresses.known ? idleGlobs(globs, addresses.value) : []
  const { check, reason } = finding(
    input,
    lost.length === 0,
    [
      `${lost.length === 0 ? 'nothing' : lost.length} lost under ${all}`,
      ...idle.map((glob) => `'${glob}' covers nothing`)
    ].join('; '),
    'address-protected',
    `The plan would ${lost.map(renderLoss).join(', ')}; '${input}' forbids it.`,
    { input, addresses: lost }
  )
  return {
    check: idle.length === globs.length ? { ...check, mark: 'idle' } : check,
    reason,
    warnings: idle.map(
      (glob) =>
        `'${input}': '${glob}' covers nothing that the plan knows of. Is it misspelt?`
    )
  }
}

/** A glob may cover the address from before a move, so that is told, too. */
function renderLoss({ verb, address, previousAddress }: Loss): string {
  return previousAddress === undefined
    ? `${verb} ${address}`
    : `${verb} ${address} (moved from ${previousAddress})`
}

/** The lines that name nothing which there is. */
function idleGlobs(
  globs: readonly string[],
  addresses: readonly string[]
): readonly string[] {
  return globs.filter(
    (glob) => !addresses.some((address) => coversAddress(glob, address))
  )
}

function judgeCost(
  { monthlyCost }: PlanEvidence,
  { maxMonthlyCostIncrease: limit, allowPartialCostEstimate }: Rules
): Finding | undefined {
  if (limit === undefined) return undefined
  const input = 'max-monthly-cost-increase'
  const wanted = `at most ${limit}`
  if (!monthlyCost.known) {
    return unknownFinding(input, monthlyCost, 'cost-unknown', wanted)
  }
  const { deltaMonthlyCost: delta, uncovered } = monthlyCost.value
  const gap =
    uncovered === undefined
      ? 'the estimate does not say how much it covers'
      : uncovered > 0
        ? `the estimate does not cover ${uncovered} ${uncovered === 1 ? 'resource' : 'resources'}`
        : undefined
  if (delta <= limit && gap !== undefined && !allowPartialCostEstimate) {
    return unknownFinding(
      input,
      {
        why: `${gap}. 'allow-partial-cost-estimate' takes it as it is.`
      },
      'cost-unknown',
      wanted
    )
  }
  return finding(
    input,
    delta <= limit,
    `${delta} of at most ${limit}${gap === undefined ? '' : `; ${gap}`}`,
    'cost-exceeded',
    `The plan would add ${delta} to the monthly cost; '${input}' allows ${limit}.`,
    { input, limit, actual: delta }
  )
}

/** How old the plan is is always said. */
function judgeAge(
  { planAge }: PlanEvidence,
  { maxPlanAge: limit }: Rules
): Finding {
  if (limit === undefined) {
    return {
      check: {
        rule: 'age of the plan',
        held: true,
        saw: planAge.known ? renderAge(planAge.value) : 'not known',
        mark: 'off'
      },
      reason: undefined
    }
  }
  const input = 'max-plan-age'
  const allowed = renderAge(limit, units.length)
  if (!planAge.known) {
    return unknownFinding(input, planAge, 'plan-unknown', `at most ${allowed}`)
  }
  const held = planAge.value <= limit
  // Rounded up and in full, so that it reads as more than the limit.
  const age = held
    ? renderAge(planAge.value)
    : renderAge(Math.ceil(planAge.value / 1000) * 1000, units.length)
  return finding(
    input,
    held,
    `${age} of at most ${allowed}`,
    'plan-too-old',
    `The plan is ${age} old; '${input}' allows ${allowed}. Plan again.`,
    { input, limit, actual: planAge.value }
  )
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000]
] as const

/** `2d 3h`: so many of the largest units of a number of milliseconds. */
function renderAge(milliseconds: number, count = 2): string {
  let left = Math.max(0, milliseconds)
  const parts: string[] = []
  for (const [unit, size] of units) {
    const whole = Math.floor(left / size)
    left -= whole * size
    if (whole > 0) parts.push(`${whole}${unit}`)
  }
  return parts.slice(0, count).join(' ') || '0s'
}

/** What a digest says that is not known; it is no digest of anything. */
const unknownDigest = 'unknown'

interface DigestWords {
  /** Whose digest it is. */
  readonly subject: string
  readonly unknown: ReasonCode
  readonly differs: ReasonCode
  /** What is wrong where the digests differ. */
  readonly message: string
}

const planWords = {
  subject: 'the plan',
  unknown: 'plan-unknown',
  differs: 'plan-digest-differs'
} as const

/**
 * Two digests are of the same only if they are the same text, with what stands
 * before the hexadecimal part: that says how much was read.
 */
function judgeDigest(
  input: string,
  actual: Known<string>,
  expected: string | undefined,
  { subject, unknown, differs, message }: DigestWords
): Finding | undefined {
  if (expected === undefined) return undefined
  const wanted = shortDigest(expected)
  if (expected === unknownDigest) {
    const why = `what was reviewed is not known ('${unknownDigest}'), so nothing can match it.`
    return unknownFinding(input, { why }, unknown, wanted)
  }
  if (!actual.known || actual.value === unknownDigest) {
    const why = actual.known
      ? `the digest of ${subject} is not known.`
      : actual.why
    return unknownFinding(input, { why }, unknown, wanted)
  }
  const held = actual.value === expected
  return finding(
    input,
    held,
    held ? wanted : `${shortDigest(actual.value)} instead of ${wanted}`,
    differs,
    message,
    { input, expected, actual: actual.value }
  )
}

/** What the run was made from is always said, where it is known. */
function judgeConfiguration(
  { configurationDigest: actual }: PlanEvidence,
  { expectedConfigurationDigest: expected }: Rules
): Finding | undefined {
  if (expected === undefined) {
    if (!actual.known) return undefined
    const saw = shortDigest(actual.value)
    return {
      check: { rule: 'configuration', held: true, saw, mark: 'off' },
      reason: undefined
    }
  }
  return judgeDigest('expected-configuration-digest', actual, expected, {
    subject: 'the configuration',
    unknown: 'configuration-unknown',
    differs: 'configuration-differs',
    message:
      'The files that were planned are not the ones that were reviewed: their digest is another one.'
  })
}

/**
 * The plan does what the plan of the pull request's head would have done. That
 * one was planned of the head branch, against the state of its day: a difference
 * is told, and is mostly no attack.
 */
function judgeReviewed(
  { planDigest, versionControl }: PlanEvidence,
  { expectReviewedPlan }: Rules
): Finding | undefined {
  if (!expectReviewedPlan) return undefined
  const input = 'expected-plan-digest'
  const reviewed = versionControl?.reviewed ?? {
    known: false,
    why: 'no run of version control is asked for.'
  }
  if (!reviewed.known) {
    return unknownFinding(
      input,
      reviewed,
      'reviewed-plan-unknown',
      'that of the reviewed plan'
    )
  }
  const { runId, sha, digest, difference } = reviewed.value
  return judgeDigest(input, planDigest, digest, {
    ...planWords,
    message: `The plan is not the one that was reviewed (of ${shortCommit(sha)}, run ${runId}). ${difference} The reviewed one was planned of the pull request's branch, against the state of its day: what was merged or applied since makes such a difference, too. Look at the plan, and confirm it in HCP Terraform, or revert.`
  })
}

/** Enough to tell two digests apart by eye; both are whole in `facts`. */
function shortDigest(digest: string): string {
  return digest.replaceAll(/([0-9a-f]{12})[0-9a-f]{52}/g, '$1').slice(0, 60)
}
