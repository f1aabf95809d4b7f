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
  const globs = protectedAddresses.join(', ')
  if (!losses.known) {
    return unknownFinding(
      input,
      losses,
      'plan-unknown',
      `nothing lost under ${globs}`
    )
  }
  const lost = losses.value.filter(({ address, previousAddress }) =>
    [address, previousAddress ?? address].some((each) =>
      protectedAddresses.some((glob) => coversAddress(glob, each))
    )
  )
  return finding(
    input,
    lost.length === 0,
    `${lost.length === 0 ? 'nothing' : lost.length} lost under ${globs}`,
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
  if (!monthlyCost.known) {
    return unknownFinding(
      input,
      monthlyCost,
      'cost-unknown',
      `at most ${limit}`
    )
  }
  const { deltaMonthlyCost: delta } = monthlyCost.value
  return finding(
    input,
    delta <= limit,
    `${delta} of at most ${limit}`,
    'cost-exceeded',
    `The plan would add ${delta} to the monthly cost; '${input}' allows ${limit}.`,
    { input, limit, actual: delta }
  )
}

/** Digits that tell two digests apart by eye; both are whole in `facts`. */
const digestShown = 12

/** With the word before it: digests of different words never match. */
function shownOf(digest: string): string {
  const [, word = '', digits = ''] = /^([^:]*:)?(.*)$/s.exec(digest) ?? []
  return `${word}${digits.slice(0, digestShown)}`
}

function judgeDigest(
  { planDigest }: PlanEvidence,
  { expectedPlanDigest: expected }: Rules
): Finding | undefined {
  if (expected === undefined) return undefined
  const input = 'expected-plan-digest'
  const wanted = shownOf(expected)
  if (!planDigest.known) {
    return unknownFinding(input, planDigest, 'plan-unknown', wanted)
  }
  const held = planDigest.value === expected
  return finding(
    input,
    held,
    held ? wanted : `${shownOf(planDigest.value)} instead of ${wanted}`,
    'plan-digest-differs',
    'The plan is not the one that was reviewed: its digest is another one.',
    { input, expected, actual: planDigest.value }
  )
}
