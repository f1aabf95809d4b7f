import type { PolicyEvaluation, TaskStage } from '../model.ts'
import type { ResourceDocument } from './document.ts'
import { base, document, toOne } from './document.ts'
import { hasResults, renderMemberStatus } from './task-stage.ts'

const versions = { opa: '0.54.0', sentinel: '0.27.0' } as const

/** HCP Terraform API: Policy Evaluations. */
export function renderPolicyEvaluation(
  stage: TaskStage,
  evaluation: PolicyEvaluation
): ResourceDocument {
  const outcomes = evaluation.sets.flatMap(({ script }) => script.outcomes)
  const failed = outcomes.some(
    ({ status, enforcementLevel }) =>
      status !== 'passed' && enforcementLevel !== 'advisory'
  )
  return document(
    'policy-evaluations',
    evaluation.id,
    {
      status: renderMemberStatus(stage, failed ? 'failed' : 'passed'),
      'policy-kind': evaluation.kind,
      'policy-tool-version': versions[evaluation.kind],
      'result-count': countOutcomes(hasResults(stage) ? outcomes : []),
      'status-timestamps': {},
      'created-at': stage.createdAt,
      'updated-at': stage.updatedAt
    },
    {
      'policy-attachable': toOne('task-stages', stage.id),
      'policy-set-outcomes': {
        links: {
          related: `${base}/policy-evaluations/${evaluation.id}/policy-set-outcomes`
        }
      }
    }
  )
}

/** HCP Terraform API: Policy Evaluations, policy set outcomes. */
export function renderPolicySetOutcome(
  evaluation: PolicyEvaluation,
  { outcomeId, script }: PolicyEvaluation['sets'][number]
): ResourceDocument {
  return document(
    'policy-set-outcomes',
    outcomeId,
    {
      outcomes: script.outcomes.map((outcome) => ({
        enforcement_level: outcome.enforcementLevel,
        query: 'data.terraform.deny',
        status: outcome.status,
        policy_name: outcome.policyName,
        description: outcome.description ?? '',
        ...(outcome.output === undefined ? {} : { output: outcome.output })
      })),
      error: '',
      warnings: [],
      overridable: script.overridable,
      'policy-set-name': script.policySetName,
      'policy-set-description': null,
      'result-count': countOutcomes(script.outcomes),
      'policy-tool-version': versions[script.kind]
    },
    { 'policy-evaluation': toOne('policy-evaluations', evaluation.id) }
  )
}

interface Outcome {
  readonly status: string
  readonly enforcementLevel: string
}

/** Counts the outcomes of a policy set as `result-count` has them. */
export function countOutcomes(
  outcomes: readonly Outcome[]
): Record<string, number> {
  const count = (status: string, advisory?: boolean) =>
    outcomes.filter(
      (outcome) =>
        outcome.status === status &&
        (advisory === undefined ||
          (outcome.enforcementLevel === 'advisory') === advisory)
    ).length
  return {
    'advisory-failed': count('failed', true),
    'mandatory-failed': count('failed', false),
    errored: count('errored'),
    passed: count('passed')
  }
}
