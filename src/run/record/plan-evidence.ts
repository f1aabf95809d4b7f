import type { Evidence, Known, Loss, PlanCounts } from '../../gate/evidence.ts'
import type { Run } from '../../hcp/types.ts'
import type { PlanChanges } from '../../plan/types.ts'
import { phaseOf, renderStatus } from './status.ts'

export type PlanReading =
  | {
      readonly kind: 'changes'
      readonly changes: PlanChanges
      /** What the plan would do, as one hash; see `digestDocument`. */
      readonly digest: string
      /** Values under sensitive masks, to be kept out of every text. */
      readonly secrets: readonly string[]
      /** File with the redacted plan JSON; undefined for the full one. */
      readonly redactedPath: string | undefined
    }
  | { readonly kind: 'unavailable'; readonly why: string }

/** What the rules count, from the plan JSON; unknown where there is none. */
export function countPlan(plan: PlanReading | undefined): Known<PlanCounts> {
  if (plan === undefined) return { known: false, why: 'there is no plan.' }
  if (plan.kind === 'unavailable') return { known: false, why: plan.why }
  const { verbs, resources, actionInvocations, errored } = plan.changes
  if (errored) {
    return { known: false, why: 'the plan failed, so its list is partial.' }
  }
  if (verbs.unknown > 0) {
    return {
      known: false,
      why: 'the plan has actions that this version does not know.'
    }
  }
  return {
    known: true,
    value: {
      create: verbs.create,
      update: verbs.update,
      replace: verbs.replace,
      destroy: verbs.destroy,
      forget: verbs.forget,
      import: resources.filter(
        ({ verb, importing }) => verb === 'no-op' && importing !== undefined
      ).length,
      invoke: actionInvocations.length
    }
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

export function lossesOf(
  plan: PlanReading | undefined
): Known<readonly Loss[]> {
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

export function digestOf(plan: PlanReading | undefined): Known<string> {
  const counts = countPlan(plan)
  if (!counts.known) return counts
  return plan?.kind === 'changes'
    ? { known: true, value: plan.digest }
    : { known: false, why: 'there is no plan.' }
}
