import type { PlanChanges } from '../src/plan/types.ts'
import type { Report } from '../src/report/types.ts'

/** The report of a plan that no run is known of. */
export function createPlanReport(changes: PlanChanges): Report {
  const isEmpty =
    changes.resources.length === 0 &&
    changes.outputs.length === 0 &&
    !(changes.isRefreshOnly && changes.drift.length > 0) &&
    changes.actionInvocations.length === 0 &&
    changes.deferred === 0
  return {
    mode: 'plan',
    outcome: changes.errored ? 'errored' : isEmpty ? 'no-changes' : 'planned',
    gate: 'none',
    workspace: {
      hostname: 'app.terraform.io',
      organization: 'example',
      name: 'example',
      url: ''
    },
    run: undefined,
    source: { repository: '', sha: '', actor: '', workflowRunUrl: '' },
    warnings: [],
    plan: { kind: 'changes', changes },
    since: undefined,
    cost: undefined,
    policies: [],
    tasks: [],
    checks: undefined,
    reasons: [],
    applyState: 'none',
    apply: undefined,
    failure: undefined,
    notes: []
  }
}
