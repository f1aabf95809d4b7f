import type { Clock } from './clock.ts'
import { confirmedOrLater, final } from './course.ts'
import { statusAt } from './hcp.ts'
import type { Hcp, SimulatedRun, Version } from './hcp.ts'

/** The one workspace there is. */
export const workspaceId = 'ws-network'
export const organization = 'acme'
export const workspaceName = 'network'

const iso = (clock: Clock, at: number): string =>
  new Date(clock.truth() - clock.now() + at).toISOString()

const reference = (type: string, id: string | null): object => ({
  data: id === null ? null : { type, id }
})

/** A run as a replica tells it that is at `time`; undefined: not there yet. */
export function runDocument(
  run: SimulatedRun,
  time: number,
  clock: Clock
): object | undefined {
  const stage = statusAt(run, time)
  if (stage === undefined || run.madeAt > time) return undefined
  const { status } = stage
  const rests = stage.restsAt !== undefined && stage.restsAt <= time
  const isCanceling =
    run.cancelRequestedAt !== undefined && run.cancelRequestedAt <= time
  const isEnded = final.has(status)
  const isCancelable =
    !isEnded &&
    !isCanceling &&
    (/^(?:pending|plan_queued|planning|post_plan_running|cost_estimating|policy_checking)$/.test(
      status
    ) ||
      confirmedOrLater.has(status))
  const stages = run.stages.filter(({ at }) => at <= time)
  const suffix = run.id.slice(4)
  const isPlanned = stages.some((one) => one.status === 'planned')
  return {
    id: run.id,
    type: 'runs',
    attributes: {
      status,
      'status-timestamps': Object.fromEntries(
        stages.map((one) => [
          `${one.status.replaceAll('_', '-')}-at`,
          iso(clock, one.at)
        ])
      ),
      actions: {
        'is-cancelable': isCancelable,
        'is-confirmable': rests && status !== 'policy_override',
        'is-discardable': rests || status === 'post_plan_running',
        'is-force-cancelable': false
      },
      permissions: {
        'can-apply': true,
        'can-cancel': true,
        'can-comment': true,
        'can-discard': true,
        'can-force-execute': true,
        'can-force-cancel': false,
        'can-override-policy-check': true
      },
      'has-changes': isPlanned && run.hasChanges,
      'auto-apply': run.autoApply,
      'plan-only': run.kind === 'plan',
      'save-plan': run.kind === 'save',
      'is-destroy': false,
      refresh: true,
      'refresh-only': false,
      message: run.message,
      source: 'tfe-api',
      'terraform-version': '1.9.8',
      'created-at': iso(clock, run.madeAt),
      'canceled-at': isCanceling ? iso(clock, run.cancelRequestedAt!) : null,
      variables: []
    },
    relationships: {
      workspace: reference('workspaces', workspaceId),
      'configuration-version': reference(
        'configuration-versions',
        run.versionId
      ),
      plan: reference('plans', `plan-${suffix}`),
      apply: reference('applies', `apply-${suffix}`),
      'cost-estimate': reference(
        'cost-estimates',
        stages.some((one) => one.status === 'cost_estimating')
          ? `ce-${suffix}`
          : null
      ),
      'policy-checks': {
        data: stages.some((one) => one.status === 'policy_checking')
          ? [{ type: 'policy-checks', id: `polchk-${suffix}` }]
          : []
      },
      'task-stages': { data: [] },
      'created-by': reference('users', `user-${run.createdBy}`)
    }
  }
}

/** The plan or the apply of a run. */
export function phaseDocument(
  phase: 'plan' | 'apply',
  run: SimulatedRun,
  time: number,
  clock: Clock,
  { ways }: Hcp
): object {
  const stages = run.stages.filter(({ at }) => at <= time)
  const begins = phase === 'plan' ? 'planning' : 'applying'
  const begun = stages.findIndex((one) => one.status === begins)
  const next = begun < 0 ? undefined : stages[begun + 1]
  const last = stages.at(-1)?.status ?? 'pending'
  const status =
    begun < 0
      ? final.has(last)
        ? 'unreachable'
        : 'pending'
      : next === undefined
        ? 'running'
        : next.status === 'errored' || next.status === 'canceled'
          ? next.status
          : 'finished'
  const isDone = status === 'finished'
  const suffix = run.id.slice(4)
  const hasUrl = begun >= 0 || (!ways.isLogLate && phase === 'plan')
  const count = (given: number): number | null =>
    isDone ? (run.hasChanges ? given : 0) : null
  return {
    id: `${phase}-${suffix}`,
    type: phase === 'plan' ? 'plans' : 'applies',
    attributes: {
      status,
      'has-changes': isDone && run.hasChanges,
      'status-timestamps':
        begun < 0 ? {} : { 'started-at': iso(clock, stages[begun]!.at) },
      'log-read-url':
        hasUrl && status !== 'unreachable'
          ? `https://archivist.terraform.io/v1/object/${phase}-${suffix}`
          : null,
      'resource-additions': count(ways.creates),
      'resource-changes': count(0),
      'resource-destructions': count(ways.destroys),
      'resource-imports': count(0)
    },
    relationships: {}
  }
}

/** A phase's log so far, framed as storage frames it. */
export function logOf(
  phase: string,
  run: SimulatedRun,
  time: number,
  hcp: Hcp
): string {
  const begins = phase === 'plan' ? 'planning' : 'applying'
  const begun = run.stages.findIndex(
    (one) => one.status === begins && one.at <= time
  )
  if (begun < 0) return ''
  const after = run.stages[begun + 1]
  const isDone = after !== undefined && after.at <= time
  const { creates, destroys } = hcp.ways
  const end =
    after?.status === 'errored'
      ? 'Error: it did not work\n'
      : phase === 'plan'
        ? `Plan: ${creates} to add, 0 to change, ${destroys} to destroy.\n`
        : `Apply complete! Resources: ${creates} added, 0 changed, ${destroys} destroyed.\n`
  return `\u0002Terraform v1.9.8\n${isDone ? `${end}\u0003` : ''}`
}

/** What `terraform show -json` would say of the plan, redacted. */
export function planJson(run: SimulatedRun, { ways }: Hcp): object {
  const change = (verb: 'create' | 'delete', index: number): object => ({
    address: `terraform_data.${verb}_${index}`,
    mode: 'managed',
    type: 'terraform_data',
    name: `${verb}_${index}`,
    provider_name: 'terraform.io/builtin/terraform',
    change: {
      actions: [verb],
      before: verb === 'create' ? null : { input: 'a' },
      after: verb === 'create' ? { input: 'a' } : null,
      after_unknown: verb === 'create' ? { id: true } : {},
      before_sensitive: {},
      after_sensitive: {}
    }
  })
  const many = (count: number, verb: 'create' | 'delete'): object[] =>
    Array.from({ length: count }, (_, index) => change(verb, index))
  return {
    plan_format_version: '1.2',
    resource_changes: run.hasChanges
      ? [...many(ways.creates, 'create'), ...many(ways.destroys, 'delete')]
      : [],
    output_changes: {},
    provider_schemas: {}
  }
}

export function workspaceDocument(hcp: Hcp, autoApply: boolean): object {
  const current = hcp.current()
  const isLocked = current !== undefined || hcp.lockedBy !== undefined
  return {
    id: workspaceId,
    type: 'workspaces',
    attributes: {
      name: workspaceName,
      'auto-apply': autoApply,
      'execution-mode': 'remote',
      locked: isLocked,
      'locked-reason': hcp.lockedBy === undefined ? '' : 'maintenance',
      'terraform-version': '1.9.8',
      'working-directory': '',
      'vcs-repo': null,
      'plan-duration-average': 8_000,
      'apply-duration-average': 9_000,
      permissions: {
        'can-queue-run': true,
        'can-queue-apply': true,
        'can-queue-destroy': true,
        'can-read-run': true,
        'can-read-state-outputs': true,
        'can-update': false
      }
    },
    relationships: {
      organization: reference('organizations', organization),
      'current-run': reference('runs', current?.id ?? null),
      'current-configuration-version': reference(
        'configuration-versions',
        'cv-current'
      ),
      ...(isLocked
        ? {
            'locked-by':
              current === undefined
                ? reference('users', 'user-maintainer')
                : reference('runs', current.id)
          }
        : {})
    }
  }
}

export function versionDocument(
  version: Version,
  time: number,
  withUrl: boolean
): object {
  const isUploaded =
    version.uploadedAt !== undefined && version.uploadedAt + 600 <= time
  return {
    id: version.id,
    type: 'configuration-versions',
    attributes: {
      status: isUploaded ? 'uploaded' : 'pending',
      speculative: false,
      provisional: false,
      'auto-queue-runs': false,
      source: 'tfe-api',
      error: null,
      'error-message': null,
      ...(withUrl
        ? {
            'upload-url': `https://archivist.terraform.io/v1/object/upload-${version.id}`
          }
        : {})
    },
    relationships: { 'ingress-attributes': { data: null } }
  }
}

export function policyDocument(
  run: SimulatedRun,
  time: number,
  hcp: Hcp
): object {
  const reached = new Set(
    run.stages.filter(({ at }) => at <= time).map(({ status }) => status)
  )
  const isOverridden =
    reached.has('policy_override') && reached.has('policy_checked')
  const isOver = [
    'policy_checked',
    'policy_override',
    'policy_soft_failed',
    'errored'
  ].some((status) => reached.has(status))
  const status = !isOver
    ? 'queued'
    : isOverridden
      ? 'overridden'
      : {
          passed: 'passed',
          soft: 'soft_failed',
          hard: 'hard_failed',
          none: ''
        }[hcp.ways.policy]
  return {
    id: `polchk-${run.id.slice(4)}`,
    type: 'policy-checks',
    attributes: {
      status,
      scope: 'organization',
      result: isOver
        ? {
            result: hcp.ways.policy === 'passed',
            passed: 1,
            'total-failed': hcp.ways.policy === 'passed' ? 0 : 1,
            'hard-failed': hcp.ways.policy === 'hard' ? 1 : 0,
            'soft-failed': hcp.ways.policy === 'soft' ? 1 : 0,
            'advisory-failed': 0
          }
        : null,
      actions: { 'is-overridable': status === 'soft_failed' },
      permissions: { 'can-override': true }
    },
    relationships: { run: reference('runs', run.id) }
  }
}
