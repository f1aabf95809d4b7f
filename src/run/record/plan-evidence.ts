import type { Loss, PlanCounts } from '../../gate/evidence.ts'
import type { Known } from '../../gate/known.ts'
import type { Run } from '../../hcp/types.ts'
import type { PlanChanges } from '../../plan/types.ts'

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

/** Does a plan list what nobody would call nothing? */
export function hasEffects({ verbs, counts, moves }: PlanChanges): boolean {
  const { create, update, replace, destroy, forget, unknown } = verbs
  const changed = create + update + replace + destroy + forget + unknown
  return changed + counts.import + counts.actionInvocations + moves > 0
}

/** Does it change what the workspace gives to others? */
export function hasOutputs({ outputs }: PlanChanges): boolean {
  return outputs.some(({ verb }) => verb !== 'no-op')
}

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

/** What the plan would destroy, replace or forget. */
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

/**
 * The digest of what the plan would do. Where expressions that matter are not
 * told (`partial:`), it is bound to the digest of the files that hold them
 * (`bound:`), and not known where that is not.
 */
export function digestOf(
  plan: PlanReading | undefined,
  configuration: Known<string>
): Known<string> {
  const counts = countPlan(plan)
  if (!counts.known) return counts
  return plan?.kind === 'changes'
    ? bindDigest(plan.digest, configuration)
    : { known: false, why: 'there is no plan.' }
}

/** The same of the digest of a plan as `digestDocument` makes it. */
export function bindDigest(
  digest: string,
  configuration: Known<string>
): Known<string> {
  if (!digest.startsWith('partial:')) return { known: true, value: digest }
  if (!configuration.known) return configuration
  const bound = digest.replace('partial:', 'bound:')
  return { known: true, value: `${bound}+${configuration.value}` }
}

/** Clocks of two machines may differ by so much, in milliseconds. */
const clockSkew = 300_000

/**
 * Milliseconds since the plan of a run was finished, by the server's dates and
 * its own time: this machine's may be put back.
 */
export function ageOf(
  { plan, statusTimestamps }: Pick<Run, 'plan' | 'statusTimestamps'>,
  now: number
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
  const age = now - finished
  return age < -clockSkew
    ? {
        known: false,
        why: "the plan's date is in the future, by the time of the server's answers."
      }
    : { known: true, value: Math.max(0, age) }
}

/** Everything that the plan names, whether it changes or not. */
export function addressesOf(
  plan: PlanReading | undefined
): Known<readonly string[]> {
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
