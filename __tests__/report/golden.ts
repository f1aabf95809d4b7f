import { reducePlan } from '../../src/plan/reduction.ts'
import { sensitiveValues } from '../../src/plan/sensitive.ts'
import type { PlanChanges } from '../../src/plan/types.ts'
import { createRedactor, redactReport } from '../../src/report/redact.ts'
import type { Report } from '../../src/report/types.ts'
import {
  beforeMasks,
  everything,
  newer,
  plan,
  redacted,
  refreshed,
  rules
} from '../plan/documents.ts'
import { fixtureNames, readFixture } from '../plan/fixtures.ts'
import { createReport } from './reports.ts'

function changesOf(name: string): PlanChanges {
  return reducePlan(readFixture(name)).changes
}

function planOf(name: string): Report['plan'] {
  return { kind: 'changes', changes: changesOf(name) }
}

/** What a step says of each plan made by the real terraform. */
function planReport(name: string): Report {
  const document = readFixture(name)
  const changes = reducePlan(document).changes
  const isEmpty = changes.resources.length + changes.outputs.length === 0
  const report = createReport({
    outcome: isEmpty ? 'no-changes' : 'planned',
    plan: { kind: 'changes', changes }
  })
  return redactReport(report, createRedactor(sensitiveValues(document)))
}

const applied = {
  'plan-queueable-at': '2026-05-04T10:00:00Z',
  'planning-at': '2026-05-04T10:00:07Z',
  'planned-at': '2026-05-04T10:01:02Z',
  'confirmed-at': '2026-05-04T11:31:02Z',
  'applying-at': '2026-05-04T11:31:10Z',
  'applied-at': '2026-05-04T11:33:15Z'
}

const run = createReport().run

const diagnostic = {
  severity: 'error',
  summary: 'Unsupported attribute',
  detail:
    'This object has no argument, nested block, or exported attribute named "sise".',
  address: 'module.app["eu"].terraform_data.api',
  range: { filename: 'modules/app/main.tf', startLine: 12, endLine: 12 },
  snippet: '  input = { memory = var.sise }'
} as const

const targeting = {
  severity: 'warning',
  summary: 'Resource targeting is in effect',
  detail:
    'You are creating a plan with the -target option, which means that the result of this plan may not represent all of the changes requested by the current configuration.',
  address: undefined,
  range: undefined,
  snippet: undefined
} as const

/** Reports of every outcome and of plans that no configuration here makes. */
const situations: Readonly<Record<string, Report>> = {
  'all-kinds': createReport({
    plan: { kind: 'changes', changes: reducePlan(everything).changes }
  }),
  'redacted-plan': createReport({
    plan: { kind: 'changes', changes: reducePlan(redacted).changes }
  }),
  'newer-kinds': createReport({
    plan: { kind: 'changes', changes: reducePlan(newer).changes }
  }),
  'rules-of-a-set': createReport({
    plan: { kind: 'changes', changes: reducePlan(rules).changes }
  }),
  'refresh-only-drift': createReport({
    run: run && { ...run, refreshOnly: true },
    plan: { kind: 'changes', changes: reducePlan(refreshed).changes }
  }),
  'drift-only': createReport({
    outcome: 'no-changes',
    plan: {
      kind: 'changes',
      changes: reducePlan({ ...refreshed, output_changes: {} }).changes
    }
  }),
  'plan-failed-at-once': createReport({
    outcome: 'errored',
    run: run && { ...run, status: 'errored' },
    plan: {
      kind: 'changes',
      changes: reducePlan(plan([], { errored: true })).changes
    }
  }),
  'before-masks': createReport({
    plan: { kind: 'changes', changes: reducePlan(beforeMasks).changes }
  }),
  held: createReport({
    mode: 'apply',
    outcome: 'held',
    gate: 'confirmation',
    plan: planOf('modules'),
    checks: [
      { rule: 'max-destroy', held: true, saw: '4 of at most 5' },
      { rule: 'the token may apply runs', held: true, saw: '' },
      { rule: 'approve', held: false, saw: 'empty' }
    ],
    reasons: [
      {
        code: 'approval-missing',
        message: "Nobody has approved yet: the input 'approve' is empty.",
        facts: {}
      }
    ]
  }),
  'held-policy': createReport({
    mode: 'apply',
    outcome: 'held',
    gate: 'policy-override',
    plan: planOf('update-scalar'),
    reasons: [
      { code: 'policy-failed', message: 'A policy soft-failed.', facts: {} }
    ]
  }),
  blocked: createReport({
    mode: 'apply',
    outcome: 'blocked',
    gate: 'confirmation',
    plan: planOf('destroy-count-and-key'),
    checks: [
      { rule: 'max-destroy', held: false, saw: '4 of at most 1' },
      {
        rule: 'required-labels',
        held: false,
        saw: 'go is missing; stop is missing'
      },
      { rule: 'required-approvals', held: false, saw: '0 of 1 needed' },
      {
        rule: 'the head of the pull request is what was planned',
        held: true,
        saw: '3f9a1c7'
      },
      { rule: 'approve', held: true, saw: 'true' }
    ],
    reasons: [
      {
        code: 'destroys-exceeded',
        message: "The plan would destroy 4 resources; 'max-destroy' allows 1.",
        facts: { destroy: 4 }
      },
      {
        code: 'labels-missing',
        message:
          'The labels of #7 do not suffice: go is missing; stop is missing.',
        facts: {}
      },
      {
        code: 'reviews-missing',
        message:
          'Commit 3f9a1c7 of #7 has 0 of 1 approvals by people with write permission other than its author.',
        facts: {}
      }
    ]
  }),
  'blocked-discarded': createReport({
    mode: 'apply',
    outcome: 'blocked',
    gate: 'none',
    run: run && { ...run, status: 'discarded' },
    plan: planOf('create-one'),
    checks: [
      { rule: 'max-change', held: false, saw: '1 of at most 0' },
      { rule: 'approve', held: true, saw: 'true' }
    ],
    reasons: [
      {
        code: 'changes-exceeded',
        message:
          "The plan would change 1 resource in all; 'max-change' allows 0.",
        facts: {}
      }
    ]
  }),
  'held-for-reviews': createReport({
    mode: 'apply',
    outcome: 'held',
    gate: 'confirmation',
    plan: planOf('create-one'),
    checks: [
      { rule: 'required-approvals', held: false, saw: '0 of 1 needed' },
      { rule: 'approve', held: false, saw: 'empty' }
    ],
    reasons: [
      {
        code: 'approval-missing',
        message: "Nobody has approved yet: the input 'approve' is empty.",
        facts: {}
      },
      {
        code: 'reviews-missing',
        message:
          'Commit 3f9a1c7 of #7 has 0 of 1 approvals by people with write permission other than its author.',
        facts: {}
      }
    ]
  }),
  'all-checks': createReport({
    mode: 'apply',
    outcome: 'held',
    gate: 'confirmation',
    plan: planOf('modules'),
    checks: [
      { rule: 'approve', held: false, saw: 'empty' },
      { rule: 'max-destroy', held: true, saw: '4 of at most 5' }
    ],
    reasons: [
      {
        code: 'approval-missing',
        message: "Nobody has approved yet: the input 'approve' is empty.",
        facts: {}
      }
    ],
    since: {
      runId: 'run-Bq6RtNhVxJmYb3Zd',
      sha: '81c0d5be4f60718293a4b5c6d7e8f90123456789',
      kind: 'different',
      fresh: ['terraform_data.old'],
      changed: ['module.app["eu"].terraform_data.service'],
      gone: ['module.app["eu"].terraform_data.alarm[2]', undefined],
      same: 9
    },
    cost: {
      status: 'finished',
      prior: '1180.4',
      proposed: '1204.9',
      delta: '24.5',
      matched: 9,
      unmatched: 2,
      message: undefined
    },
    policies: [
      {
        kind: 'opa',
        set: 'network-guardrails',
        policy: 'no-public-ingress',
        level: 'advisory',
        status: 'failed',
        message: 'aws_security_group.web allows 0.0.0.0/0 on port 22'
      },
      {
        kind: 'sentinel',
        set: 'cost',
        policy: 'limit-instance-size',
        level: 'hard-mandatory',
        status: 'passed',
        message: undefined
      }
    ],
    tasks: [
      {
        name: 'scanner',
        stage: 'post_plan',
        level: 'mandatory',
        status: 'passed',
        message: 'No findings in 12 resources',
        link: 'https://scanner.example/reports/42'
      }
    ]
  }),
  'checks-failed': createReport({
    mode: 'apply',
    outcome: 'held',
    gate: 'policy-override',
    plan: planOf('create-one'),
    since: {
      runId: 'run-Bq6RtNhVxJmYb3Zd',
      sha: '81c0d5be4f60718293a4b5c6d7e8f90123456789',
      kind: 'same',
      count: 1
    },
    cost: {
      status: 'errored',
      prior: undefined,
      proposed: undefined,
      delta: undefined,
      matched: undefined,
      unmatched: undefined,
      message: 'The pricing service did not answer.'
    },
    policies: [
      {
        kind: 'sentinel',
        set: undefined,
        policy: 'require-tags',
        level: 'soft-mandatory',
        status: 'failed',
        message: 'terraform_data.this has no tag "owner"'
      },
      {
        kind: 'terraform',
        set: 'platform',
        policy: 'allowed-regions',
        level: 'mandatory',
        status: 'errored',
        message: undefined
      },
      {
        kind: 'opa',
        set: 'platform',
        policy: 'limit-size',
        level: 'mandatory',
        status: 'overridden',
        message: 'Override by octocat'
      }
    ],
    tasks: [
      {
        name: 'scanner',
        stage: 'post_plan',
        level: 'mandatory',
        status: 'failed',
        message: '3 findings',
        link: 'javascript:alert(1)'
      },
      {
        name: 'license check',
        stage: 'pre_plan',
        level: 'advisory',
        status: 'running',
        message: undefined,
        link: undefined
      }
    ],
    reasons: [
      { code: 'policy-failed', message: 'A policy soft-failed.', facts: {} }
    ]
  }),
  saved: createReport({
    mode: 'save-plan',
    outcome: 'saved',
    gate: 'saved-plan',
    plan: planOf('update-map')
  }),
  applied: createReport({
    mode: 'apply',
    outcome: 'applied',
    plan: planOf('modules'),
    run: run && { ...run, status: 'applied', statusTimestamps: applied },
    applyState: 'complete',
    apply: {
      status: 'finished',
      counts: { additions: 4, changes: 3, destructions: 5, imports: 0 },
      confirmedBy: 'octocat',
      finishedAt: '2026-05-04T11:33:15Z',
      outputs: [
        { name: 'names', sensitive: false, value: ['app-eu', 'app-us'] },
        { name: 'url', sensitive: false, value: 'https://app.example' },
        { name: 'password', sensitive: true, value: undefined }
      ]
    }
  }),
  'apply-failed': createReport({
    mode: 'apply',
    outcome: 'errored',
    plan: planOf('modules'),
    run: run && { ...run, status: 'errored', statusTimestamps: applied },
    applyState: 'partial',
    apply: {
      status: 'errored',
      counts: { additions: 2, changes: 0, destructions: 1, imports: 0 },
      confirmedBy: 'octocat',
      finishedAt: '2026-05-04T11:32:15Z',
      outputs: []
    },
    failure: {
      headline: `The apply of run ${run?.id} failed: creating EC2 Instance: InsufficientInstanceCapacity`,
      isFirstError: true,
      diagnostics: [
        {
          severity: 'error',
          summary: 'creating EC2 Instance: InsufficientInstanceCapacity',
          detail:
            'We currently do not have sufficient m7i.large capacity in the Availability Zone you requested (eu-central-1a).',
          address: 'aws_instance.web[0]',
          range: { filename: 'main.tf', startLine: 3, endLine: 3 },
          snippet: 'resource "aws_instance" "web" {'
        }
      ],
      logText: undefined
    }
  }),
  'plan-failed': createReport({
    outcome: 'errored',
    run: run && { ...run, status: 'errored' },
    failure: {
      headline: `The plan of run ${run?.id} failed: ${diagnostic.summary}`,
      isFirstError: true,
      diagnostics: [
        diagnostic,
        {
          severity: 'error',
          summary: 'Invalid provider configuration',
          detail: '',
          address: undefined,
          range: undefined,
          snippet: undefined
        },
        {
          ...diagnostic,
          severity: 'warning',
          summary: 'Argument is deprecated',
          detail: 'Use "input" instead.\n\nIt goes away in the next version.'
        }
      ],
      logText: undefined
    }
  }),
  'no-run': createReport({
    outcome: 'errored',
    run: undefined,
    failure: {
      headline:
        'Reading the workspace acme/app-prod failed: 404. It does not exist, or the token may not read it.',
      diagnostics: [],
      logText: undefined
    }
  }),
  'log-only': createReport({
    outcome: 'errored',
    run: run && { ...run, status: 'errored' },
    failure: {
      headline: `The plan of run ${run?.id} failed`,
      diagnostics: [],
      logText: [
        'Terraform v1.11.4',
        'on linux_amd64',
        'Initializing plugins and modules...',
        '\u001b[31m╷\u001b[0m',
        '\u001b[31m│\u001b[0m Error: Failed to install provider',
        '\u001b[31m╵\u001b[0m'
      ].join('\r\n')
    }
  }),
  'counts-only': createReport({
    plan: {
      kind: 'counts',
      additions: 2,
      changes: 1,
      destructions: 1,
      imports: 0,
      why: 'The plan JSON was not ready in time.',
      logText:
        '  # aws_vpc.main will be destroyed\n\nPlan: 2 to add, 1 to change, 1 to destroy.'
    }
  }),
  'counts-unknown': createReport({
    plan: {
      kind: 'counts',
      additions: undefined,
      changes: undefined,
      destructions: undefined,
      imports: undefined,
      why: 'The token may not read the plan.',
      logText: undefined
    }
  }),
  'destroy-run': createReport({
    mode: 'apply',
    outcome: 'held',
    gate: 'confirmation',
    plan: planOf('destroy-all'),
    run: run && { ...run, isDestroy: true }
  }),
  'would-be-blocked': createReport({
    plan: planOf('create-one'),
    checks: [
      { rule: 'max-destroy', held: true, saw: '0 of at most 0' },
      { rule: 'max-change', held: false, saw: '1 of at most 0' }
    ]
  }),
  'targeted-no-changes': createReport({
    outcome: 'no-changes',
    run: run && { ...run, targets: ['terraform_data.nope'] },
    plan: planOf('no-changes'),
    warnings: [targeting]
  }),
  'targeted-with-warnings': createReport({
    mode: 'apply',
    outcome: 'applied',
    plan: planOf('create-one'),
    run: run && {
      ...run,
      status: 'applied',
      statusTimestamps: applied,
      targets: ['module.app["eu"]', 'terraform_data.queue'],
      replaces: ['terraform_data.queue']
    },
    apply: {
      status: 'finished',
      counts: { additions: 1, changes: 0, destructions: 0, imports: 0 },
      confirmedBy: 'octocat',
      finishedAt: '2026-05-04T11:33:15Z',
      outputs: []
    },
    warnings: [
      targeting,
      ...[3, 14, 15, 92, 65, 35].map((startLine) => ({
        ...diagnostic,
        severity: 'warning' as const,
        summary: 'Argument is deprecated',
        detail: 'Use `memory_size` instead; see @hashicorp/aws #123.',
        range: { ...diagnostic.range, startLine, endLine: startLine }
      }))
    ]
  }),
  'partial-plan': createReport({
    outcome: 'errored',
    run: run && { ...run, status: 'errored' },
    plan: {
      kind: 'changes',
      changes: { ...changesOf('create-one'), errored: true }
    },
    failure: {
      headline: `The plan of run ${run?.id} failed: ${diagnostic.summary}`,
      isFirstError: true,
      diagnostics: [diagnostic],
      logText: undefined
    }
  }),
  discarded: createReport({
    mode: 'apply',
    outcome: 'discarded',
    plan: planOf('create-one')
  }),
  canceled: createReport({ mode: 'plan', outcome: 'canceled' }),
  'timed-out': createReport({ mode: 'plan', outcome: 'timed-out' }),
  'apply-unwatched': createReport({
    mode: 'apply',
    outcome: 'canceled',
    run: run && {
      ...run,
      status: 'applying',
      statusTimestamps: { 'confirmed-at': '2026-05-04T11:31:15Z' }
    },
    applyState: 'unwatched',
    apply: {
      status: 'running',
      counts: undefined,
      confirmedBy: undefined,
      finishedAt: undefined,
      outputs: []
    },
    reasons: [
      {
        code: 'apply-unwatched',
        message: 'The apply may still be running.',
        facts: {}
      }
    ],
    failure: {
      headline:
        'The workflow was cancelled (SIGINT). The apply of run run-CZcmD7eagjhyX0vN may still be running or begin (last seen: applying): this step only stopped watching it.',
      diagnostics: [],
      logText: undefined
    }
  }),
  shown: createReport({
    mode: 'show',
    outcome: 'shown',
    plan: planOf('update-scalar')
  }),
  skipped: createReport({
    outcome: 'skipped',
    run: undefined,
    reasons: []
  })
}

/** Every golden comment: its name and the report it is made of. */
export function goldenReports(): readonly (readonly [string, Report])[] {
  return [
    ...fixtureNames.map((name) => [name, planReport(name)] as const),
    ...Object.entries(situations).map(
      ([name, report]) => [`situation-${name}`, report] as const
    )
  ]
}
