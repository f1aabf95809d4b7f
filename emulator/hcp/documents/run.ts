import type { Run } from '../model.ts'
import {
  mayDo,
  renderTime,
  selectVisibleChecks,
  mayOverride
} from '../model.ts'
import { decideRunActions } from '../run-actions.ts'
import type { ResourceDocument, Viewer } from './document.ts'
import { document, toMany, toOne } from './document.ts'

/** HCP Terraform API: Runs. */
export function renderRun(run: Run, viewer: Viewer): ResourceDocument {
  const { principal } = viewer
  const actions = decideRunActions(run, Date.now(), viewer)
  const write = mayDo(principal, 'write')
  const related = (name: string) => `/runs/${run.id}/${name}`
  const { costEstimate, policyCheck, taskStages, terraformPolicies } =
    selectVisibleChecks(run)
  return document(
    'runs',
    run.id,
    {
      actions: {
        'is-cancelable': actions.cancelable,
        'is-confirmable': actions.confirmable,
        'is-discardable': actions.discardable,
        'is-force-cancelable': actions.forceCancelable
      },
      'allow-config-generation': run.allowConfigGeneration,
      'allow-empty-apply': run.allowEmptyApply,
      'auto-apply': run.autoApply,
      'canceled-at': run.canceledAt ?? null,
      'created-at': run.createdAt,
      'updated-at': run.updatedAt,
      'debugging-mode': run.debuggingMode,
      ...(run.forceCancelAvailableAt === undefined
        ? {}
        : {
            'force-cancel-available-at': renderTime(run.forceCancelAvailableAt)
          }),
      'has-changes': run.hasChanges,
      'is-destroy': run.isDestroy,
      message: run.message,
      'plan-only': run.planOnly,
      refresh: run.refresh,
      'refresh-only': run.refreshOnly,
      'replace-addrs': run.replaceAddrs ?? null,
      ...(run.policyPaths === undefined
        ? {}
        : { 'policy-paths': run.policyPaths }),
      ...(run.invokeActionAddrs === undefined
        ? {}
        : { 'invoke-action-addrs': run.invokeActionAddrs }),
      'save-plan': run.savePlan,
      source: run.source,
      status: run.inventedStatus ?? run.status,
      'status-timestamps': run.timestamps,
      'target-addrs': run.targetAddrs ?? null,
      'trigger-reason': 'manual',
      'triggering-source-name': null,
      'terraform-version': run.terraformVersion,
      permissions: {
        'can-apply': write,
        'can-cancel': write,
        'can-comment': mayDo(principal, 'plan'),
        'can-discard': write,
        'can-force-execute': write,
        'can-force-cancel': mayDo(principal, 'admin'),
        'can-override-policy-check': mayOverride(principal, run)
      },
      variables: run.variables
    },
    {
      workspace: toOne('workspaces', run.workspace.id),
      apply: toOne('applies', run.apply.id, related('apply')),
      'configuration-version': toOne(
        'configuration-versions',
        run.configurationVersion.id,
        related('configuration-version')
      ),
      ...(costEstimate !== undefined
        ? {
            'cost-estimate': toOne(
              'cost-estimates',
              costEstimate.id,
              `/cost-estimates/${costEstimate.id}`
            )
          }
        : {}),
      'created-by': toOne('users', run.createdBy.id, related('created-by')),
      'confirmed-by': toOne('users', run.confirmedBy?.id),
      'canceled-by': toOne('users', run.canceledBy?.id),
      ...(run.inputStateVersion === undefined
        ? {}
        : {
            'input-state-version': toOne(
              'state-versions',
              run.inputStateVersion.id,
              `/state-versions/${run.inputStateVersion.id}`
            )
          }),
      plan: toOne('plans', run.plan.id, related('plan')),
      'run-events': toMany('run-events', run.events, related('run-events')),
      'task-stages': toMany('task-stages', taskStages, related('task-stages')),
      'policy-checks': toMany(
        'policy-checks',
        policyCheck === undefined ? [] : [policyCheck],
        related('policy-checks')
      ),
      ...(viewer.terraformPolicies
        ? {
            'tf-policy-evaluations': toMany(
              'tf-policy-evaluations',
              terraformPolicies === undefined ? [] : [terraformPolicies],
              related('tf-policy-evaluations')
            )
          }
        : {}),
      comments: toMany(viewer.commentType, run.comments, related('comments'))
    }
  )
}
