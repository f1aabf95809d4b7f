import type { TerraformPolicyEvaluation } from '../model.ts'
import { mayOverride } from '../model.ts'
import type { ResourceDocument, Viewer } from './document.ts'
import { document, toOne } from './document.ts'
import { countOutcomes } from './policy-evaluation.ts'

/** HCP Terraform API: Terraform policy evaluations (beta). */
export function renderTerraformPolicyEvaluation(
  evaluation: TerraformPolicyEvaluation,
  { principal }: Viewer
): ResourceDocument {
  return document(
    'tf-policy-evaluations',
    evaluation.id,
    {
      status: evaluation.status,
      'stage-type': 'Plan',
      'status-timestamps': evaluation.timestamps,
      'created-at': evaluation.createdAt,
      'updated-at': evaluation.updatedAt,
      'result-count': countTerraformOutcomes(evaluation),
      error: null,
      permissions: { 'can-override': mayOverride(principal, evaluation.run) },
      actions: { 'is-overridable': evaluation.status === 'awaiting_override' }
    },
    {
      run: toOne('runs', evaluation.run.id),
      'tf-policy-set-outcomes': {
        data: [{ id: evaluation.outcomeId, type: 'tf-policy-set-outcomes' }]
      }
    }
  )
}

/** HCP Terraform API: Terraform policy evaluations (beta), outcomes. */
export function renderTerraformPolicySetOutcome(
  evaluation: TerraformPolicyEvaluation
): ResourceDocument {
  const { script } = evaluation
  return document(
    'tf-policy-set-outcomes',
    evaluation.outcomeId,
    {
      outcomes: script.outcomes.map((outcome) => ({
        policy_name: outcome.policyName,
        file_name: outcome.fileName ?? '',
        enforcement_level: outcome.enforcementLevel,
        status: outcome.status,
        diagnostics:
          outcome.message === undefined && outcome.resources === undefined
            ? []
            : [
                {
                  code: '',
                  context: '',
                  start_line: 1,
                  summary: 'Policy failed',
                  error_message: outcome.message ?? '',
                  resources: outcome.resources ?? []
                }
              ],
        passed_resources: []
      })),
      overridable: script.outcomes.some(
        ({ enforcementLevel }) => enforcementLevel === 'mandatory_overridable'
      ),
      'policy-set-name': script.policySetName,
      'policy-set-description': null,
      'result-count': countTerraformOutcomes(evaluation)
    },
    {
      'tf-policy-evaluation': toOne('tf-policy-evaluations', evaluation.id)
    }
  )
}

function countTerraformOutcomes(
  evaluation: TerraformPolicyEvaluation
): Record<string, number> {
  const { outcomes } = evaluation.script
  return {
    ...countOutcomes(outcomes),
    unknown: outcomes.filter(({ status }) => status === 'unknown').length
  }
}
