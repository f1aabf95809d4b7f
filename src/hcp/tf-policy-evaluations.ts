import * as v from 'valibot'
import {
  optionalFlag,
  optionalText,
  parseAttributes,
  requiredText
} from './wire/json-api.ts'
import { readPages } from './wire/pages.ts'
import { path } from './wire/path.ts'
import type { PolicySetOutcome } from './task-stages.ts'
import type { Transport } from './wire/transport.ts'

/** Policies in Terraform's own language; a beta that few servers have. */
export interface TfPolicyEvaluation {
  readonly id: string
  /** `passed`, `failed`, `awaiting_override`, `overridden`, …; open set. */
  readonly status: string
  readonly isOverridable: boolean | undefined
  readonly canOverride: boolean | undefined
  /** Why the policies could not be evaluated. */
  readonly error: string | undefined
}

const evaluationSchema = v.object({
  status: requiredText,
  actions: v.fallback(v.object({ 'is-overridable': optionalFlag }), {}),
  permissions: v.fallback(v.object({ 'can-override': optionalFlag }), {}),
  error: v.fallback(
    v.object({ summary: optionalText, detail: optionalText }),
    {}
  )
})

const diagnosticSchema = v.object({
  summary: optionalText,
  error_message: optionalText
})

const outcomeSchema = v.object({
  policy_name: optionalText,
  enforcement_level: optionalText,
  status: optionalText,
  description: optionalText,
  diagnostics: v.fallback(v.array(v.unknown()), [])
})

const setSchema = v.object({
  'policy-set-name': optionalText,
  overridable: optionalFlag,
  outcomes: v.fallback(v.array(v.unknown()), [])
})

/** Terraform policy evaluations (beta). HCP Terraform API: Terraform policy evaluations. */
export function tfPolicyEvaluations(transport: Transport) {
  return {
    /**
     * The evaluations of a run. A server without the beta names none in its
     * runs, so none is to be asked for there: it answers 404, which stands for
     * a missing permission, too.
     */
    async list(runId: string): Promise<TfPolicyEvaluation[]> {
      const what = `the Terraform policy evaluations of run ${runId}`
      const { resources } = await readPages(
        transport,
        path`/runs/${runId}/tf-policy-evaluations`,
        what
      )
      return resources.map((resource) => {
        const attributes = parseAttributes(evaluationSchema, resource, what)
        const { summary, detail } = attributes.error
        return {
          id: resource.id,
          status: attributes.status,
          isOverridable: attributes.actions['is-overridable'],
          canOverride: attributes.permissions['can-override'],
          error: [summary, detail].filter(Boolean).join(': ') || undefined
        }
      })
    },

    /** What each policy of an evaluation said. */
    async outcomes(evaluationId: string): Promise<PolicySetOutcome[]> {
      const what = `the outcomes of Terraform policy evaluation ${evaluationId}`
      const { resources } = await readPages(
        transport,
        path`/tf-policy-evaluations/${evaluationId}/tf-policy-set-outcomes`,
        what,
        { 'page[size]': 100 }
      )
      return resources.map((resource) => {
        const attributes = parseAttributes(setSchema, resource, what)
        return {
          policySet: attributes['policy-set-name'],
          overridable: attributes.overridable,
          error: undefined,
          outcomes: attributes.outcomes
            .map((member) => v.safeParse(outcomeSchema, member))
            .filter((result) => result.success)
            .map(({ output: outcome }) => ({
              policy: outcome.policy_name ?? 'unnamed policy',
              enforcementLevel: outcome.enforcement_level ?? 'mandatory',
              status: outcome.status ?? 'unknown',
              description: outcome.description,
              output: outcome.diagnostics
                .map((member) => v.safeParse(diagnosticSchema, member))
                .filter((result) => result.success)
                .map(({ output }) => output.error_message ?? output.summary)
                .filter((text) => text !== undefined)
            }))
        }
      })
    },

    /** Overrides what failed and may be overridden. */
    async override(id: string, comment: string): Promise<void> {
      await transport.performAction(
        path`/tf-policy-evaluations/${id}/actions/override`,
        { comment }
      )
    }
  }
}
