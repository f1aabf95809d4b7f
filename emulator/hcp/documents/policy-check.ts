import type { PolicyCheck } from '../model.ts'
import type { ResourceDocument, Viewer } from './document.ts'
import { base, document, toOne } from './document.ts'

/** HCP Terraform API: Policy Checks. */
export function renderPolicyCheck(
  check: PolicyCheck,
  { principal }: Viewer
): ResourceDocument {
  const { result } = check.script
  const done = check.status !== 'pending' && check.status !== 'queued'
  const overridable = check.status === 'soft_failed' && !check.run.planOnly
  const failed = (kind: string) => (result === kind ? 1 : 0)
  const path = `${base}/policy-checks/${check.id}`
  return document(
    'policy-checks',
    check.id,
    {
      status: check.status,
      scope: 'organization',
      'status-timestamps': check.timestamps,
      result: done
        ? {
            result: result === 'passed' || result === 'advisory_failed',
            passed: 3,
            'total-failed': result === 'passed' ? 0 : 1,
            'hard-failed': failed('hard_failed'),
            'soft-failed': failed('soft_failed'),
            'advisory-failed': failed('advisory_failed'),
            'duration-ms': 12,
            sentinel: null
          }
        : null,
      actions: { 'is-overridable': overridable },
      permissions: { 'can-override': principal.policyOverrides }
    },
    { run: toOne('runs', check.run.id) },
    {
      output: `${path}/output`,
      ...(overridable ? { override: `${path}/actions/override` } : {})
    }
  )
}
