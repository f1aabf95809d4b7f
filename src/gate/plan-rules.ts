import { coversAddress } from './addresses.ts'
import type { Evidence, Rules } from './evidence.ts'
import { finding, unknownFinding } from './finding.ts'
import type { Finding } from './finding.ts'
import { judgeLimits } from './rules.ts'

/** What the plan alone is held against, before and at the gate. */
export type PlanEvidence = Pick<
  Evidence,
  'plan' | 'losses' | 'planDigest' | 'monthlyCost'
>

/** The rules about the plan that were asked for, one finding each. */
export function judgePlan(evidence: PlanEvidence, rules: Rules): Finding[] {
  return [
    ...judgeLimits(evidence, rules),
    judgeProtected(evidence, rules),
    judgeCost(evidence, rules),
    judgeDigest(evidence, rules)
  ].filter((each) => each !== undefined)
}

function judgeProtected(
  { losses }: PlanEvidence,
  { protectedAddresses }: Rules
): Finding | undefined {
  if (protectedAddresses.length === 0) return undefined
  const input = 'protected-addresses'
  const rule = `${input}: ${protectedAddresses.join(', ')}`
  if (!losses.known) return unknownFinding(rule, input, losses, 'plan-unknown')
  const lost = losses.value.filter(({ address, previousAddress }) =>
    [address, previousAddress ?? address].some((each) =>
      protectedAddresses.some((glob) => coversAddress(glob, each))
    )
  )
  return finding(
    rule,
    lost.length === 0,
    `${lost.length} of ${losses.value.length} destroyed, replaced or forgotten`,
    'address-protected',
    `The plan would ${lost.map(({ verb, address }) => `${verb} ${address}`).join(', ')}; '${input}' forbids it.`,
    { input, addresses: lost }
  )
}

function judgeCost(
  { monthlyCost }: PlanEvidence,
  { maxMonthlyCostIncrease: limit }: Rules
): Finding | undefined {
  if (limit === undefined) return undefined
  const input = 'max-monthly-cost-increase'
  const rule = `${input}: ${limit}`
  if (!monthlyCost.known) {
    return unknownFinding(rule, input, monthlyCost, 'cost-unknown')
  }
  const { deltaMonthlyCost: delta } = monthlyCost.value
  return finding(
    rule,
    delta <= limit,
    String(delta),
    'cost-exceeded',
    `The plan would add ${delta} to the monthly cost; '${input}' allows ${limit}.`,
    { input, limit, actual: delta }
  )
}

function judgeDigest(
  { planDigest }: PlanEvidence,
  { expectedPlanDigest: expected }: Rules
): Finding | undefined {
  if (expected === undefined) return undefined
  const input = 'expected-plan-digest'
  const rule = `${input}: ${expected}`
  if (!planDigest.known) {
    return unknownFinding(rule, input, planDigest, 'plan-unknown')
  }
  return finding(
    rule,
    planDigest.value === expected,
    planDigest.value,
    'plan-digest-differs',
    'The plan is not the one that was reviewed: its digest is another one.',
    { input, expected, actual: planDigest.value }
  )
}
