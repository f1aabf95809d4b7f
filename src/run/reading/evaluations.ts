import type { PolicySetOutcome } from '../../hcp/task-stages.ts'
import type { TfPolicyEvaluation } from '../../hcp/tf-policy-evaluations.ts'
import type { PolicyResult } from '../record/run-checks.ts'
import { cut, isInTheWay } from './check-results.ts'

function parsePolicySets(
  kind: string,
  sets: readonly PolicySetOutcome[],
  isOverridden: boolean,
  isOverridable: boolean
): PolicyResult[] {
  return sets.flatMap((set): PolicyResult[] => {
    const outcomes = set.outcomes.map((outcome): PolicyResult => {
      const isAdvisory = outcome.enforcementLevel === 'advisory'
      const hasFailed =
        outcome.status === 'failed' || outcome.status === 'errored'
      return {
        kind,
        set: set.policySet,
        policy: outcome.policy,
        level: outcome.enforcementLevel,
        status:
          hasFailed && !isAdvisory && isOverridden
            ? 'overridden'
            : outcome.status === 'passed' ||
                outcome.status === 'failed' ||
                outcome.status === 'errored'
              ? outcome.status
              : 'unknown',
        overridable:
          hasFailed &&
          !isAdvisory &&
          // A hard-mandatory policy of an overridable set is overridden, too.
          (isOverridable ||
            (kind === 'terraform'
              ? outcome.enforcementLevel === 'mandatory_overridable'
              : set.overridable === true)),
        message: cut(
          [...outcome.output, outcome.description ?? '']
            .filter((text) => text !== '')
            .join('\n')
        )
      }
    })
    return set.error === undefined
      ? outcomes
      : [
          ...outcomes,
          {
            kind,
            set: set.policySet,
            policy: set.policySet ?? 'policy set',
            level: 'mandatory',
            status: isOverridden ? 'overridden' : 'errored',
            overridable: isOverridable || set.overridable === true,
            message: cut(set.error)
          }
        ]
  })
}

/**
 * The policies of an evaluation; one that did not pass, and names no policy
 * that did not, stands for itself. Pure.
 */
export function parseEvaluation(
  {
    id,
    kind,
    status,
    error,
    isOverridable = false
  }: Pick<TfPolicyEvaluation, 'id' | 'status'> & {
    readonly kind: string
    /** Why it could not be evaluated at all. */
    readonly error?: string | undefined
    /** Does the server let it be overridden now? */
    readonly isOverridable?: boolean | undefined
  },
  sets: readonly PolicySetOutcome[],
  isOverridden: boolean
): PolicyResult[] {
  const policies = parsePolicySets(kind, sets, isOverridden, isOverridable)
  const isExplained = status === 'passed' || policies.some(isInTheWay)
  if (isExplained && error === undefined) return policies
  return [
    ...policies,
    {
      kind,
      set: undefined,
      policy: kind === 'terraform' ? 'Terraform policies' : `evaluation ${id}`,
      level: 'mandatory',
      status: isOverridden
        ? 'overridden'
        : error !== undefined || status === 'errored'
          ? 'errored'
          : status === 'failed' || status === 'awaiting_override'
            ? 'failed'
            : 'unknown',
      overridable: isOverridable || status === 'awaiting_override',
      message: cut(error)
    }
  ]
}
