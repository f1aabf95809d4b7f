import type {
  PolicyOutcome,
  PolicySetOutcome
} from '../../hcp/policy-evaluations.ts'
import type { TfPolicyEvaluation } from '../../hcp/tf-policy-evaluations.ts'
import type { PolicyResult } from '../record/run-checks.ts'
import { cut, isInTheWay } from './check-results.ts'

/** What became of an evaluation as a whole. */
interface Course {
  readonly kind: string
  /** Was its failure overridden? */
  readonly isOverridden: boolean
  /** Does the server let it be overridden now? */
  readonly isOverridable: boolean
}

function parsePolicySets(
  sets: readonly PolicySetOutcome[],
  course: Course
): PolicyResult[] {
  const { kind, isOverridden, isOverridable } = course
  return sets.flatMap((set): PolicyResult[] => {
    const outcomes = set.outcomes.map((outcome) =>
      parseOutcome(outcome, set, course)
    )
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

function parseOutcome(
  outcome: PolicyOutcome,
  set: PolicySetOutcome,
  { kind, isOverridden, isOverridable }: Course
): PolicyResult {
  const { policy, enforcementLevel: level, status, output } = outcome
  const isAdvisory = level === 'advisory'
  const hasFailed = status === 'failed' || status === 'errored'
  return {
    kind,
    set: set.policySet,
    policy,
    level,
    status:
      hasFailed && !isAdvisory && isOverridden
        ? 'overridden'
        : status === 'passed' || hasFailed
          ? status
          : 'unknown',
    overridable:
      hasFailed &&
      !isAdvisory &&
      // A hard-mandatory policy of an overridable set is overridden, too.
      (isOverridable ||
        (kind === 'terraform'
          ? level === 'mandatory_overridable'
          : set.overridable === true)),
    message: cut(
      [...output, outcome.description ?? '']
        .filter((text) => text !== '')
        .join('\n')
    ),
    // The values that a condition read may be secret.
    findings: outcome.resources?.map(({ address, message, file, line }) => ({
      ...{ address, file, line },
      message: cut(message)
    }))
  }
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
  const policies = parsePolicySets(sets, {
    kind,
    isOverridden,
    isOverridable
  })
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
