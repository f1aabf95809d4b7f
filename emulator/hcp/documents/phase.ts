import type { ApplyPhase, Phase, PlanPhase, Run } from '../model.ts'
import type { ResourceDocument } from './document.ts'
import { base, document, toMany } from './document.ts'

function renderPhase(phase: Phase): Record<string, unknown> {
  const done = phase.counts
  return {
    ...(phase.log === undefined
      ? {}
      : { 'execution-details': { mode: 'remote' } }),
    status: phase.status,
    'status-timestamps': phase.timestamps,
    'log-read-url': phase.logUrl ?? null,
    'resource-additions': done?.additions ?? null,
    'resource-changes': done?.changes ?? null,
    'resource-destructions': done?.destructions ?? null,
    'resource-imports': done?.imports ?? null
  }
}

/** HCP Terraform API: Plans. */
export function renderPlan(run: Run): ResourceDocument {
  const plan: PlanPhase = run.plan
  const links = ['json-output', 'json-output-redacted', 'json-schema'].map(
    (name) => [name, `${base}/plans/${plan.id}/${name}`] as const
  )
  return document(
    'plans',
    plan.id,
    {
      ...renderPhase(plan),
      'structured-run-output-enabled': true,
      'generated-configuration': plan.result?.generatedConfiguration ?? false,
      'has-changes': run.hasChanges,
      actions: { 'is-exportable': plan.status === 'finished' },
      permissions: { 'can-export': true }
    },
    { 'state-versions': { data: [] }, exports: { data: [] } },
    Object.fromEntries(links)
  )
}

/** HCP Terraform API: Applies. */
export function renderApply(run: Run): ResourceDocument {
  const apply: ApplyPhase = run.apply
  const finished = apply.counts === undefined ? null : 0
  const { action_invocations: planned } = (run.plan.result?.json ?? {}) as {
    action_invocations?: unknown
  }
  const invoked = Array.isArray(planned) ? planned.length : 0
  return document(
    'applies',
    apply.id,
    {
      ...renderPhase(apply),
      // Never null: HashiCorp's OpenAPI description has it as a text.
      'log-read-url': apply.logUrl ?? '',
      'action-invocations': finished === null ? null : invoked,
      'action-failures': finished
    },
    { 'state-versions': toMany('state-versions', apply.stateVersions) }
  )
}
