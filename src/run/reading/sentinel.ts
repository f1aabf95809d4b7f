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
  const isAdvised = (each: SentinelPolicy): boolean =>
    each.isAdvisory || (!each.hasPassed && check.status === 'passed')
  const stopping = listed.filter(
    (each) => !each.hasPassed && !isAdvised(each)
  ).length
  const policies = listed.map((each): PolicyResult => {
    const { set, policy, hasPassed, message } = each
    const isAdvisory = isAdvised(each)
    return {
      kind: 'sentinel',
      set,
      policy,
      level: isAdvisory
        ? 'advisory'
        : (each.level ?? levelBy(check.status, hasPassed, stopping)),
      status: hasPassed
        ? 'passed'
        : isOverridden && !isAdvisory
          ? 'overridden'
          : 'failed',
      overridable: !hasPassed && !isAdvisory && isOverridable,
      message
    }
  })
  const isExplained =
    check.status === 'passed' ? policies.length > 0 : policies.some(isInTheWay)
  if (isExplained) return policies
  return [
    ...policies,
    {
      kind: 'sentinel',
      set: undefined,
      policy: 'policy check',
      level: levelBy(check.status, false, 1),
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

/**
 * What the end of a check says of the level of one of its policies, where that
 * is not told. It says nothing of those that passed.
 */
function levelBy(status: string, hasPassed: boolean, stopping: number): string {
  if (hasPassed) return 'unknown'
  if (status === 'soft_failed') return 'soft-mandatory'
  return status === 'hard_failed' && stopping === 1
    ? 'hard-mandatory'
    : 'mandatory'
}

interface SentinelPolicy {
  readonly set: string | undefined
  readonly policy: string
  readonly hasPassed: boolean
  readonly isAdvisory: boolean
  /** As the policy itself has it; undefined where that is not told. */
  readonly level: string | undefined
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
    const about = isRecord(member['policy']) ? member['policy'] : {}
    const name = about['name'] ?? member['policy']
    const level = about['enforcement-level']
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
        isAdvisory: level === 'advisory' || (!hasPassed && isAllowed),
        level: typeof level === 'string' ? level : undefined,
        message:
          typeof trace['print'] === 'string' ? cut(trace['print']) : undefined
      }
    ]
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
