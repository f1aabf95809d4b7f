import { saidBy } from '../record/errors.ts'
import type { Known, MonthlyCost, Rules } from '../../gate/evidence.ts'
import type { PlanEvidence } from '../../gate/plan-rules.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderStatus } from '../record/status.ts'
import { countPlan, lossesOf, digestOf } from '../record/plan-evidence.ts'
import type { PlanReading } from '../record/plan-evidence.ts'

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
    planDigest: digestOf(plan),
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
      why: 'the run has no cost estimate; the organization may have it switched off.'
    }
  }
  try {
    const estimate = await hcp.costEstimates.read(costEstimateId)
    const { status, deltaMonthlyCost, errorMessage } = estimate
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
      : { known: true, value: { deltaMonthlyCost: delta } }
  } catch (error) {
    signal.throwIfAborted()
    return {
      known: false,
      why: saidBy(error)
    }
  }
}

/** `-12.50` → -12.5; undefined for anything that is not a decimal number. */
function parseAmount(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d+(?:\.\d+)?$/.test(text)
    ? Number(text)
    : undefined
}
