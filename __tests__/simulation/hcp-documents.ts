import type { Clock } from './clock.ts'
import { confirmedOrLater, final } from './course.ts'
import { repository } from './github.ts'
import { statusAt } from './hcp.ts'
import { hostileText } from './hostile.ts'
import type {
  Hcp,
  Ingress,
  SimulatedRun,
  SimulatedWorkspace,
  Version
} from './hcp.ts'

const organization = 'acme'

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
      'is-destroy': run.options.isDestroy ?? false,
      refresh: true,
      'refresh-only': false,
      message: run.message,
      source: run.source,
      'terraform-version': '1.9.8',
      'created-at': iso(clock, run.madeAt),
      'canceled-at': isCanceling ? iso(clock, run.cancelRequestedAt!) : null,
      'target-addrs': run.options.targets ?? null,
      variables: (run.options.variables ?? []).map((key) => ({
        key,
        value: '"prod"'
      }))
    },
    relationships: {
      workspace: reference('workspaces', run.workspace.id),
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
      comments: {
        data: run.comments
          .filter(({ at }) => at <= time)
          .map(({ id }) => ({ type: 'workspace-comments', id }))
      },
      'created-by': reference('users', `user-${run.createdBy}`)
    }
  }
}

/** The plan or the apply of a run. */
export function phaseDocument(
  phase: 'plan' | 'apply',
  run: SimulatedRun,
  time: number,
  clock: Clock
): object {
  const { ways } = run
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
      // As the plan's own list has it: one is updated in place.
      'resource-changes': count(1),
      'resource-destructions': count(ways.destroys),
      'resource-imports': count(0)
    },
    relationships: {}
  }
}

/** A phase's log so far, framed as storage frames it. */
export function logOf(phase: string, run: SimulatedRun, time: number): string {
  const begins = phase === 'plan' ? 'planning' : 'applying'
  const begun = run.stages.findIndex(
    (one) => one.status === begins && one.at <= time
  )
  if (begun < 0) return ''
  const after = run.stages[begun + 1]
  const isDone = after !== undefined && after.at <= time
  const { creates, destroys } = run.hasChanges
    ? run.ways
    : { creates: 0, destroys: 0 }
  const changes = run.hasChanges ? 1 : 0
  const end =
    after?.status === 'errored'
      ? 'Error: it did not work\n'
      : phase === 'plan'
        ? `Plan: ${creates} to add, ${changes} to change, ${destroys} to destroy.\n`
        : `Apply complete! Resources: ${creates} added, ${changes} changed, ${destroys} destroyed.\n`
  return `\u0002Terraform v1.9.8\n${isDone ? `${end}\u0003` : ''}`
}

export function workspaceDocument(
  hcp: Hcp,
  workspace: SimulatedWorkspace
): object {
  const { id, name, lockedBy, branch } = workspace
  const current = hcp.current(workspace)
  const isLocked = current !== undefined || lockedBy !== undefined
  return {
    id,
    type: 'workspaces',
    attributes: {
      name,
      'auto-apply': false,
      'execution-mode': 'remote',
      locked: isLocked,
      'locked-reason': lockedBy === undefined ? '' : 'maintenance',
      'terraform-version': '1.9.8',
      'working-directory': '',
      'vcs-repo':
        branch === undefined
          ? null
          : {
              branch,
              identifier: repository,
              'display-identifier': repository,
              'repository-http-url': `https://github.com/${repository}`,
              'service-provider': 'github',
              'tags-regex': null
            },
      'speculative-enabled': true,
      'queue-all-runs': true,
      'file-triggers-enabled': false,
      'trigger-patterns': [],
      'trigger-prefixes': [],
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
  const { id, ingress } = version
  const isUploaded = isTold(version, time)
  return {
    id,
    type: 'configuration-versions',
    attributes: {
      status: isUploaded
        ? 'uploaded'
        : ingress === undefined
          ? 'pending'
          : 'fetching',
      speculative: ingress?.isPullRequest ?? false,
      provisional: false,
      'auto-queue-runs': false,
      source: ingress === undefined ? 'tfe-api' : 'github',
      error: null,
      'error-message': null,
      ...(withUrl
        ? {
            'upload-url': `https://archivist.terraform.io/v1/object/upload-${id}`
          }
        : {})
    },
    relationships: {
      'ingress-attributes': reference(
        'ingress-attributes',
        ingress !== undefined && isUploaded ? `ia-${id}` : null
      )
    }
  }
}

/** Has HCP Terraform all files, and tells of which commit they are? */
function isTold({ uploadedAt, ingress }: Version, time: number): boolean {
  const late = ingress === undefined ? 600 : 0
  return uploadedAt !== undefined && uploadedAt + late <= time
}

/** The commit of a version; undefined: there is none, or not yet. */
export function ingressDocument(
  version: Version,
  time: number
): object | undefined {
  const { id, ingress } = version
  if (ingress === undefined || !isTold(version, time)) return undefined
  return { id: `ia-${id}`, type: 'ingress-attributes', ...ingressOf(ingress) }
}

function ingressOf({
  sha,
  branch,
  isPullRequest,
  repository: identifier
}: Ingress): object {
  const where = `https://github.com/${identifier}`
  return {
    attributes: {
      branch,
      identifier,
      'clone-url': `${where}.git`,
      'commit-sha': sha,
      'commit-url': `${where}/commit/${sha}`,
      'commit-message': hostileText,
      'compare-url': null,
      'is-pull-request': isPullRequest,
      'on-default-branch': branch === 'main',
      'pull-request-number': isPullRequest ? 7 : null,
      'pull-request-title': isPullRequest ? hostileText : null,
      'pull-request-body': null,
      tag: null,
      'sender-username': 'alice'
    }
  }
}

export function policyDocument(run: SimulatedRun, time: number): object {
  const { policy } = run.ways
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
        }[policy]
  return {
    id: `polchk-${run.id.slice(4)}`,
    type: 'policy-checks',
    attributes: {
      status,
      scope: 'organization',
      result: isOver
        ? {
            result: policy === 'passed',
            passed: 1,
            'total-failed': policy === 'passed' ? 0 : 1,
            'hard-failed': policy === 'hard' ? 1 : 0,
            'soft-failed': policy === 'soft' ? 1 : 0,
            'advisory-failed': 0
          }
        : null,
      actions: { 'is-overridable': status === 'soft_failed' },
      permissions: { 'can-override': true }
    },
    relationships: { run: reference('runs', run.id) }
  }
}
