import type { Loss, MonthlyCost } from '../../gate/evidence.ts'
import { unread } from '../../gate/known.ts'
import type { Known } from '../../gate/known.ts'
import type { PlanEvidence } from '../../gate/plan-rules.ts'
import type { Rules } from '../../gate/rules.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderStatus } from '../record/status.ts'
import { countPlan } from './read-plan.ts'
import type { PlanReading } from './read-plan.ts'

/**
 * What the rules want to know of a plan. The cost estimate is read only where
 * a rule asks for it. Throws only the reason of an aborted signal.
 */
export async function readPlanEvidence(
  dependencies: Pick<Dependencies, 'hcp' | 'signal'>,
  run: Run,
  plan: PlanReading | undefined,
  rules: Rules
): Promise<PlanEvidence> {
  return {
    plan: countPlan(plan),
    losses: lossesOf(plan),
    addresses: addressesOf(plan),
    planDigest: digestOf(plan),
    configurationDigest: {
      known: false,
      why: 'the run does not say which files it was made from.'
    },
    planAge: ageOf(run, Date.now()),
    monthlyCost:
      rules.maxMonthlyCostIncrease === undefined
        ? { known: false, why: 'no rule asks for it.' }
        : await readMonthlyCost(dependencies, run)
  }
}

/** Clocks of two machines may differ by so much, in milliseconds. */
const clockSkew = 300_000

/**
 * Milliseconds since the plan of a run was finished, by the server's dates and
 * this machine's time.
 */
export function ageOf(
  { plan, statusTimestamps }: Pick<Run, 'plan' | 'statusTimestamps'>,
  wallTime: number
): Known<number> {
  const finished = [
    plan?.statusTimestamps['finished-at'],
    statusTimestamps['planned-at'],
    statusTimestamps['planned-and-saved-at'],
    statusTimestamps['planned-and-finished-at']
  ]
    .map((date) => Date.parse(date ?? ''))
    .find((time) => !Number.isNaN(time))
  if (finished === undefined) {
    return { known: false, why: 'the run does not say when it was planned.' }
  }
  const age = wallTime - finished
  return age < -clockSkew
    ? {
        known: false,
        why: "the plan's date is in the future, by this machine's time."
      }
    : { known: true, value: Math.max(0, age) }
}

/** Everything that the plan names, whether it changes or not. */
function addressesOf(plan: PlanReading | undefined): Known<readonly string[]> {
  const counts = countPlan(plan)
  if (!counts.known) return counts
  const resources = plan?.kind === 'changes' ? plan.changes.resources : []
  return {
    known: true,
    value: resources.flatMap(({ address, previousAddress }) =>
      previousAddress === undefined ? [address] : [address, previousAddress]
    )
  }
}

function lossesOf(plan: PlanReading | undefined): Known<readonly Loss[]> {
  const counts = countPlan(plan)
  if (!counts.known) return counts
  const resources = plan?.kind === 'changes' ? plan.changes.resources : []
  return {
    known: true,
    value: resources.flatMap(({ address, previousAddress, verb }) =>
      verb === 'destroy' || verb === 'replace' || verb === 'forget'
        ? [{ address, previousAddress, verb }]
        : []
    )
  }
}

function digestOf(plan: PlanReading | undefined): Known<string> {
  const counts = countPlan(plan)
  if (!counts.known) return counts
  return plan?.kind === 'changes'
    ? { known: true, value: plan.digest }
    : { known: false, why: 'there is no plan.' }
}

async function readMonthlyCost(
  { hcp, signal }: Pick<Dependencies, 'hcp' | 'signal'>,
  run: Run
): Promise<Known<MonthlyCost>> {
  const { costEstimateId } = run
  if (costEstimateId === undefined) {
    return {
      known: false,
      why: 'the run has no cost estimate; the organization may have it switched off.'
    }
  }
  try {
    const estimate = await hcp.costEstimates.read(costEstimateId)
    const {
      status,
      deltaMonthlyCost,
      errorMessage,
      unmatchedResourcesCount: uncovered
    } = estimate
    if (status !== 'finished') {
      const said = errorMessage === undefined ? '' : `: ${errorMessage}`
      return {
        known: false,
        why: `the cost estimate is ${renderStatus(status)}${said}.`
      }
    }
    const delta = parseAmount(deltaMonthlyCost)
    return delta === undefined
      ? { known: false, why: 'the cost estimate names no amount.' }
      : { known: true, value: { deltaMonthlyCost: delta, uncovered } }
  } catch (error) {
    signal.throwIfAborted()
    return unread(error)
  }
}

/** `-12.50` → -12.5; undefined for anything that is not a decimal number. */
function parseAmount(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d+(?:\.\d+)?$/.test(text)
    ? Number(text)
    : undefined
}
