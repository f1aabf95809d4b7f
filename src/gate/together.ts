import type { Known } from './known.ts'
import type { PlanEvidence } from './plan-rules.ts'

/**
 * What is confirmed together, as one plan: counts and costs are sums, and the
 * digests are the set's. A part that is not known leaves the sum unknown. What
 * names addresses or is about one run stays that run's. One alone is itself.
 */
export function combine(
  own: PlanEvidence,
  others: readonly PlanEvidence[],
  digests: Pick<PlanEvidence, 'planDigest' | 'configurationDigest'>
): PlanEvidence {
  if (others.length === 0) return own
  const all = [own, ...others]
  return {
    ...own,
    ...digests,
    plan: sum(
      all.map(({ plan }) => plan),
      (one, other) => ({
        create: one.create + other.create,
        update: one.update + other.update,
        replace: one.replace + other.replace,
        destroy: one.destroy + other.destroy,
        forget: one.forget + other.forget,
        import: one.import + other.import,
        invoke: one.invoke + other.invoke
      })
    ),
    monthlyCost: sum(
      all.map(({ monthlyCost }) => monthlyCost),
      (one, other) => ({
        deltaMonthlyCost: one.deltaMonthlyCost + other.deltaMonthlyCost,
        uncovered:
          one.uncovered === undefined || other.uncovered === undefined
            ? undefined
            : one.uncovered + other.uncovered
      })
    )
  }
}

function sum<T>(
  parts: readonly Known<T>[],
  add: (one: T, other: T) => T
): Known<T> {
  return parts.reduce((whole, part) => {
    if (!whole.known) return whole
    return part.known
      ? { known: true, value: add(whole.value, part.value) }
      : part
  })
}
