import type { MonthlyCost } from '../../gate/evidence.ts'
import { unread } from '../../gate/known.ts'
import type { Known } from '../../gate/known.ts'
import type { PlanEvidence } from '../../gate/plan-rules.ts'
import type { Rules } from '../../gate/rules.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { configurationDigestOf } from '../record/configuration-digest.ts'
import { wasEstimated } from './check-results.ts'
import { renderStatus } from '../record/status.ts'
import {
  addressesOf,
  ageOf,
  countPlan,
  digestOf,
  lossesOf
} from '../record/plan-evidence.ts'
import type { PlanReading } from '../record/plan-evidence.ts'

/**
 * What the rules want to know of a plan. The cost estimate is read only where
 * a rule asks for it. Throws only the reason of an aborted signal.
 */
export async function readPlanEvidence(
  dependencies: Pick<Dependencies, 'hcp' | 'signal' | 'record'>,
  run: Run,
  plan: PlanReading | undefined,
  rules: Rules
): Promise<PlanEvidence> {
  const facts = dependencies.record.facts()
  const configurationDigest = configurationDigestOf(facts, run)
  return {
    plan: countPlan(plan),
    losses: lossesOf(plan),
    addresses: addressesOf(plan),
    planDigest: digestOf(plan, configurationDigest),
    configurationDigest,
    planAge: ageOf(run, dependencies.hcp.now()),
    monthlyCost:
      rules.maxMonthlyCostIncrease === undefined
        ? { known: false, why: 'no rule asks for it.' }
        : await readMonthlyCost(dependencies, run)
  }
}

async function readMonthlyCost(
  { hcp, signal }: Pick<Dependencies, 'hcp' | 'signal'>,
  run: Run
): Promise<Known<MonthlyCost>> {
  const { costEstimateId } = run
  if (costEstimateId === undefined) {
    return {
      known: false,
      why: wasEstimated(run)
        ? 'the run was estimated, and the server does not name the estimate.'
        : 'the run names no cost estimate; the organization may have it switched off.'
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
