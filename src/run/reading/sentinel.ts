import type { PolicyCheck } from '../../hcp/policy-checks.ts'
import type { PolicyResult } from '../record/run-checks.ts'
import { cut, isInTheWay } from './check-results.ts'

/**
 * The policies of a Sentinel policy check, with what it printed; one that did
 * not pass, and names no policy that stands in the way, stands for itself. Pure.
 */
export function parsePolicyCheck(
  check: PolicyCheck,
  output: string | undefined
): PolicyResult[] {
  const listed = parseSentinel(check.sentinel)
  const isOverridden = check.status === 'overridden'
  const isSoft = check.status === 'soft_failed' || isOverridden
  const isOverridable = isSoft || check.isOverridable === true
  const policies = listed.map(
    ({ set, policy, hasPassed, message, ...each }): PolicyResult => {
      const isAdvisory =
        each.isAdvisory || (!hasPassed && check.status === 'passed')
      return {
        kind: 'sentinel',
        set,
        policy,
        level: isAdvisory
          ? 'advisory'
          : isSoft
            ? 'soft-mandatory'
            : 'hard-mandatory',
        status: hasPassed
          ? 'passed'
          : isOverridden && !isAdvisory
            ? 'overridden'
            : 'failed',
        overridable: !hasPassed && !isAdvisory && isOverridable,
        message
      }
    }
  )
  const isExplained =
    check.status === 'passed' ? policies.length > 0 : policies.some(isInTheWay)
  if (isExplained) return policies
  return [
    ...policies,
    {
      kind: 'sentinel',
      set: undefined,
      policy: 'policy check',
      level: isSoft
        ? 'soft-mandatory'
        : check.status === 'hard_failed'
          ? 'hard-mandatory'
          : 'mandatory',
      status: isOverridden
        ? 'overridden'
        : isSoft || check.status === 'hard_failed'
          ? 'failed'
          : check.status === 'passed' || check.status === 'errored'
            ? check.status
            : 'unknown',
      overridable: isOverridable,
      message: check.status === 'passed' ? undefined : cut(output)
    }
  ]
}

interface SentinelPolicy {
  readonly set: string | undefined
  readonly policy: string
  readonly hasPassed: boolean
  readonly isAdvisory: boolean
  readonly message: string | undefined
}

/**
 * The policies in `result.sentinel`, in its two known shapes; nothing where it
 * has another one.
 */
function parseSentinel(sentinel: unknown): SentinelPolicy[] {
  if (!isRecord(sentinel)) return []
  const { data, policies } = sentinel
  if (Array.isArray(policies)) return parseSentinelList(policies, undefined)
  if (!isRecord(data)) return []
  return Object.entries(data).flatMap(([set, value]) =>
    isRecord(value) && Array.isArray(value['policies'])
      ? parseSentinelList(value['policies'], set)
      : []
  )
}

function parseSentinelList(
  policies: readonly unknown[],
  set: string | undefined
): SentinelPolicy[] {
  return policies.filter(isRecord).flatMap((member) => {
    const name = isRecord(member['policy'])
      ? member['policy']['name']
      : member['policy']
    const trace = isRecord(member['trace']) ? member['trace'] : {}
    const hasPassed = member['result'] ?? trace['result']
    if (typeof name !== 'string' || typeof hasPassed !== 'boolean') return []
    const isAllowed =
      member['allowed-failure'] === true || member['allowed'] === true
    return [
      {
        set,
        policy: name,
        hasPassed,
        isAdvisory: !hasPassed && isAllowed,
        message:
          typeof trace['print'] === 'string' ? cut(trace['print']) : undefined
      }
    ]
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
