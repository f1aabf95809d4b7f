import type {
  HcpState,
  Policy,
  PolicySet,
  ScriptedEvaluation,
  Workspace
} from './model.ts'

/** The policy sets of one kind that count for a workspace. */
export function selectPolicySets(
  state: HcpState,
  workspace: Workspace,
  wanted: Policy['kind']
): readonly PolicySet[] {
  return [...state.policySets.values()].filter(
    ({ organization, kind, isGlobal, workspaces }) =>
      organization === workspace.organization &&
      kind === wanted &&
      (isGlobal || workspaces.includes(workspace))
  )
}

/**
 * The evaluations that OPA makes of a run; a policy fails whose rule is
 * `{ true }`.
 */
export function deriveEvaluations(
  state: HcpState,
  workspace: Workspace
): readonly ScriptedEvaluation[] {
  return selectPolicySets(state, workspace, 'opa').map((set) => ({
    kind: 'opa',
    policySetName: set.name,
    overridable: set.isOverridable,
    outcomes: set.policies.map(({ name, enforcementLevel, text }) => ({
      policyName: name,
      enforcementLevel:
        enforcementLevel === 'advisory' ? 'advisory' : 'mandatory',
      status: /\{\s*true\s*\}/.test(text ?? '') ? 'failed' : 'passed'
    }))
  }))
}
