import { saidBy } from '../record/errors.ts'
import type {
  Evidence,
  Known,
  Loss,
  MonthlyCost,
  Rules
} from '../../gate/evidence.ts'
import type { PlanEvidence } from '../../gate/plan-rules.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { phaseOf, renderStatus } from '../record/status.ts'
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
    planDigest: digestOf(plan),
    monthlyCost:
      rules.maxMonthlyCostIncrease === undefined
        ? { known: false, why: 'no rule asks for it.' }
        : await readMonthlyCost(dependencies, run)
  }
}

/** Does the run's own state say that a policy or a check stands against it? */
export function policiesOf(run: Pick<Run, 'status'>): Evidence['policies'] {
  return {
    failed:
      phaseOf(run.status) === 'decision' || run.status === 'policy_soft_failed',
    saw: renderStatus(run.status)
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
