import type {
  HcpState,
  PolicyCheck,
  ScriptedPolicy,
  ScriptedPolicyCheck,
  Workspace
} from './model.ts'
import { selectPolicySets } from './policy-sets.ts'

/** What the policies of a check say, whoever wrote them. */

const levels = {
  passed: 'soft-mandatory',
  advisory_failed: 'advisory',
  soft_failed: 'soft-mandatory',
  hard_failed: 'hard-mandatory'
} as const

/** The policies of a check: its own, or three that give its result. */
function listPolicies({
  result,
  policies
}: ScriptedPolicyCheck): readonly ScriptedPolicy[] {
  return (
    policies ?? [
      { name: 'naming', enforcementLevel: 'soft-mandatory', passes: true },
      { name: 'regions', enforcementLevel: 'hard-mandatory', passes: true },
      {
        name: 'working-hours',
        enforcementLevel: levels[result],
        passes: result === 'passed'
      }
    ]
  )
}

/**
 * The check that the policy sets of a workspace make of a run; undefined where
 * no set has a policy for it.
 */
export function derivePolicyCheck(
  state: HcpState,
  workspace: Workspace
): ScriptedPolicyCheck | undefined {
  const policies = selectPolicySets(state, workspace, 'sentinel')
    .flatMap((set) => set.policies)
    .map(({ name, enforcementLevel, text }) => ({
      name,
      enforcementLevel,
      passes: /^\s*main\s*=\s*rule\s*{\s*true\s*}\s*$/m.test(text ?? '')
    }))
  if (policies.length === 0) return undefined
  const hasFailed = (level: ScriptedPolicy['enforcementLevel']) =>
    policies.some(
      ({ enforcementLevel, passes }) => !passes && enforcementLevel === level
    )
  const result = hasFailed('hard-mandatory')
    ? 'hard_failed'
    : hasFailed('soft-mandatory')
      ? 'soft_failed'
      : hasFailed('advisory')
        ? 'advisory_failed'
        : 'passed'
  return { result, policies }
}

/** `result` of a policy check that has ended (API: Policy Checks). */
export function renderPolicyResult(
  script: ScriptedPolicyCheck
): Record<string, unknown> {
  const policies = listPolicies(script)
  const failed = (level?: ScriptedPolicy['enforcementLevel']) =>
    policies.filter(
      ({ passes, enforcementLevel }) =>
        !passes && (level === undefined || enforcementLevel === level)
    ).length
  return {
    result: failed() === failed('advisory'),
    passed: policies.length - failed(),
    'total-failed': failed(),
    'hard-failed': failed('hard-mandatory'),
    'soft-failed': failed('soft-mandatory'),
    'advisory-failed': failed('advisory'),
    'duration-ms': 12,
    sentinel: renderSentinel(script)
  }
}

/** The details, whose shape HashiCorp promises to nobody. */
function renderSentinel(script: ScriptedPolicyCheck): unknown {
  const policies = listPolicies(script)
  const result = policies.every(isAllowed)
  const traceOf = ({ passes }: ScriptedPolicy) => ({
    description: '',
    error: null,
    print: passes ? '' : (script.output ?? ''),
    result: passes,
    rules: { main: { value: passes } }
  })
  const head = {
    'can-override': script.result === 'soft_failed',
    error: null,
    result
  }
  if (script.sentinel === 'none') return null
  if (script.sentinel === 'earlier') {
    return {
      ...head,
      policies: policies.map((policy) => ({
        policy: policy.name,
        'allowed-failure': policy.enforcementLevel === 'advisory',
        error: null,
        result: policy.passes,
        trace: traceOf(policy)
      }))
    }
  }
  return {
    'schema-version': 1,
    data: {
      sentinel: {
        ...head,
        policies: policies.map((policy) => ({
          policy: {
            name: `sentinel/${policy.name}`,
            'enforcement-level': policy.enforcementLevel,
            description: ''
          },
          allowed: isAllowed(policy),
          error: null,
          result: policy.passes,
          trace: traceOf(policy)
        }))
      }
    }
  }
}

function isAllowed({ passes, enforcementLevel }: ScriptedPolicy): boolean {
  return passes || enforcementLevel === 'advisory'
}

/** What Sentinel says of a check, for people. */
export function renderPolicyLog({ script }: PolicyCheck): string {
  if (script.output !== undefined) return script.output
  const policies = listPolicies(script)
  const passes = policies.every(isAllowed)
  return `Sentinel Result: ${String(passes)}

This result means that ${passes ? 'all Sentinel policies passed and the protected' : 'one or more Sentinel policies failed. The protected'}
behavior is ${passes ? '' : 'not '}allowed.

${policies.length} policies evaluated.
${policies
  .map(
    ({ name, enforcementLevel, passes: passed }, index) => `
## Policy ${index + 1}: sentinel/${name} (${enforcementLevel})

Result: ${String(passed)}
`
  )
  .join('')}`
}
