import { parseRun } from '../run-document.ts'
import type { Run, RunOptions } from '../types.ts'
import { MalformedResponseError } from '../wire/errors.ts'
import { parseDocument } from '../wire/json-api.ts'
import { path } from '../wire/path.ts'
import type { Writer } from '../wire/transport.ts'
import { uploadingWrites } from './uploading.ts'
import { endingWrites, renderComment } from './ending.ts'

/**
 * What makes a run, lets it change something, or takes its turn from another.
 * Actions are accepted, not done, when they return: read the run again; a 409
 * means that its state was another one. HCP Terraform API: Runs.
 */
function confirmingWrites(
  transport: Pick<Writer, 'createDocument' | 'performAction'>
) {
  return {
    /**
     * Creates a run, with `auto-apply: false` always sent. Sent once: an error
     * for which `isAmbiguous` holds means that the run may exist. Runs API:
     * Create a Run.
     */
    async create(options: RunOptions): Promise<Run> {
      const value = await transport.createDocument(
        '/runs',
        renderRun(options),
        'create'
      )
      try {
        return parseRun(parseDocument(value, 'the run just created'))
      } catch (cause) {
        if (!(cause instanceof MalformedResponseError)) throw cause
        throw new MalformedResponseError(cause.message, {
          cause,
          ambiguous: true
        })
      }
    },

    /** Confirms a run at its gate. Runs API: Apply a Run. */
    async apply(id: string, comment?: string): Promise<void> {
      await transport.performAction(
        path`/runs/${id}/actions/apply`,
        renderComment(comment)
      )
    },

    /** Ends a run that a cancel did not end. Runs API: Forcefully cancel. */
    async forceCancel(id: string, comment?: string): Promise<void> {
      await transport.performAction(
        path`/runs/${id}/actions/force-cancel`,
        renderComment(comment)
      )
    },

    /** Discards what stands before a pending run. Runs API: Force execute. */
    async forceExecute(id: string): Promise<void> {
      await transport.performAction(path`/runs/${id}/actions/force-execute`)
    }
  }
}

/**
 * Ends a stuck run as a site administrator of Terraform Enterprise, without a
 * cool-off; everybody else, and HCP Terraform as a whole, is answered 404.
 * Sent once; read the run again. Admin Runs API: Force a run into the canceled
 * state.
 */
function adminWrites(transport: Pick<Writer, 'performAction'>) {
  return {
    async forceCancel(id: string, comment: string): Promise<void> {
      await transport.performAction(
        path`/admin/runs/${id}/actions/force-cancel`,
        { comment }
      )
    }
  }
}

/**
 * Lets a run go on past a check that failed. Accepted, not done: read the run
 * again. Policy Checks, Run Task Stages, Terraform Policy Evaluations API:
 * override.
 */
function overridingWrites(
  transport: Pick<Writer, 'performAction'>,
  resource: 'policy-checks' | 'task-stages' | 'tf-policy-evaluations'
) {
  return {
    async override(id: string, comment: string): Promise<void> {
      await transport.performAction(path`/${resource}/${id}/actions/override`, {
        comment
      })
    }
  }
}

/** All that can be changed, by resource; for the door alone. */
export function createWrites(transport: Writer) {
  return {
    adminRuns: adminWrites(transport),
    configurationVersions: uploadingWrites(transport),
    policyChecks: overridingWrites(transport, 'policy-checks'),
    runs: { ...endingWrites(transport), ...confirmingWrites(transport) },
    taskStages: overridingWrites(transport, 'task-stages'),
    tfPolicyEvaluations: overridingWrites(transport, 'tf-policy-evaluations')
  }
}

export type Writes = ReturnType<typeof createWrites>

/** The body of `POST /runs`: only what was asked for, and no auto-apply. */
function renderRun(options: RunOptions): object {
  const attributes = {
    message: options.message,
    'auto-apply': false,
    'plan-only': options.planOnly,
    'save-plan': options.savePlan,
    'is-destroy': options.isDestroy,
    refresh: options.refresh,
    'refresh-only': options.refreshOnly,
    'allow-empty-apply': options.allowEmptyApply,
    'allow-config-generation': options.allowConfigGeneration,
    'debugging-mode': options.debuggingMode,
    'terraform-version': options.terraformVersion,
    'target-addrs': nonEmpty(options.targetAddrs),
    'replace-addrs': nonEmpty(options.replaceAddrs),
    'invoke-action-addrs': nonEmpty(options.invokeActionAddrs),
    'policy-paths': nonEmpty(options.policyPaths),
    variables: nonEmpty(options.variables)?.map(({ key, value }) => ({
      key,
      value
    }))
  }
  return {
    data: {
      type: 'runs',
      // JSON leaves out what is undefined; null would mean something else.
      attributes,
      relationships: {
        workspace: {
          data: { type: 'workspaces', id: options.workspaceId }
        },
        'configuration-version':
          options.configurationVersionId === undefined
            ? undefined
            : {
                data: {
                  type: 'configuration-versions',
                  id: options.configurationVersionId
                }
              }
      }
    }
  }
}

function nonEmpty<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list
}
