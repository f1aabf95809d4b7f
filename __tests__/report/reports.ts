import type { SetReport } from '../../src/report/set.ts'
import type { Report } from '../../src/report/types.ts'

/** A report of a plan, nothing special about it but what is given. */
export function createReport(parts: Partial<Report> = {}): Report {
  return {
    mode: 'plan',
    outcome: 'planned',
    gate: 'none',
    workspace: {
      hostname: 'app.terraform.io',
      organization: 'acme',
      name: 'app-prod',
      url: 'https://app.terraform.io/app/acme/workspaces/app-prod'
    },
    run: {
      id: 'run-CZcmD7eagjhyX0vN',
      url: 'https://app.terraform.io/app/acme/workspaces/app-prod/runs/run-CZcmD7eagjhyX0vN',
      status: 'planned_and_finished',
      message: 'Widen the subnet',
      terraformVersion: '1.11.4',
      isDestroy: false,
      refreshOnly: false,
      targets: [],
      replaces: [],
      statusTimestamps: {
        'plan-queueable-at': '2026-05-04T10:00:00Z',
        'planning-at': '2026-05-04T10:00:07Z',
        'planned-at': '2026-05-04T10:01:02Z'
      }
    },
    source: {
      repository: 'acme/infrastructure',
      sha: '3f9a1c77d2b04e5f8a6c1b2d3e4f5a6b7c8d9e0f',
      actor: 'octocat',
      workflowRunUrl: 'https://github.com/acme/infrastructure/actions/runs/1'
    },
    plan: undefined,
    warnings: [],
    since: undefined,
    cost: undefined,
    policies: [],
    tasks: [],
    checks: undefined,
    reasons: [],
    applyState: 'none',
    apply: undefined,
    failure: undefined,
    notes: [],
    ...parts
  }
}

/** A set of no workspaces, but for what is given. */
export function setReport(parts: Partial<SetReport> = {}): SetReport {
  return {
    members: [],
    leftOut: [],
    gone: [],
    order: [],
    digest: undefined,
    notes: [],
    ...parts
  }
}
