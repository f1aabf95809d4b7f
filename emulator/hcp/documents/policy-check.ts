import type { PolicyCheck } from '../model.ts'
import { mayOverride } from '../model.ts'
import { renderPolicyResult } from '../sentinel.ts'
import type { ResourceDocument, Viewer } from './document.ts'
import { base, document, toOne } from './document.ts'

/** HCP Terraform API: Policy Checks. */
export function renderPolicyCheck(
  check: PolicyCheck,
  { principal }: Viewer
): ResourceDocument {
  const done = !['pending', 'queued', 'unreachable'].includes(check.status)
  const overridable = check.status === 'soft_failed' && !check.run.planOnly
  const path = `${base}/policy-checks/${check.id}`
  return document(
    'policy-checks',
    check.id,
    {
      status: check.status,
      scope: 'organization',
      'status-timestamps': check.timestamps,
      result: done ? renderPolicyResult(check.script) : null,
      actions: { 'is-overridable': overridable },
      permissions: { 'can-override': mayOverride(principal, check.run) }
    },
    { run: toOne('runs', check.run.id) },
    {
      output: `${path}/output`,
      ...(overridable ? { override: `${path}/actions/override` } : {})
    }
  )
}
