import * as v from 'valibot'
import {
  camelCased,
  optionalCount,
  optionalFlag,
  optionalMembers,
  optionalText,
  parseAttributes,
  requiredText
} from './wire/json-api.ts'
import type { Resource } from './wire/json-api.ts'
import { readPages } from './wire/pages.ts'
import { path } from './wire/path.ts'
import type {
  PolicyFinding,
  PolicyOutcome,
  PolicySetOutcome
} from './policy-evaluations.ts'
import type { Reader } from './wire/transport.ts'

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
  actions: optionalMembers({ 'is-overridable': optionalFlag }),
  permissions: optionalMembers({ 'can-override': optionalFlag }),
  error: v.fallback(
    v.object({ summary: optionalText, detail: optionalText }),
    {}
  )
})

const members = v.fallback(v.array(v.unknown()), [])

const valueSchema = v.object({ traversal: v.string(), statement: v.string() })

const findingSchema = v.object({
  resource_name: requiredText,
  error_message: optionalText,
  file_name: optionalText,
  start_line: optionalCount,
  values: members
})

const diagnosticSchema = v.object({
  summary: optionalText,
  error_message: optionalText,
  resources: members
})

const outcomeSchema = v.object({
  policy_name: optionalText,
  enforcement_level: optionalText,
  status: optionalText,
  description: optionalText,
  diagnostics: members
})

const setSchema = camelCased({
  'policy-set-name': optionalText,
  overridable: optionalFlag,
  outcomes: members
})

/** Terraform policy evaluations (beta). HCP Terraform API: Terraform policy evaluations. */
export function tfPolicyEvaluations(transport: Reader) {
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
      return resources.map((resource) => parseEvaluation(resource, what))
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
      return resources.map((resource) => parseSet(resource, what))
    }
  }
}

function parseEvaluation(resource: Resource, what: string): TfPolicyEvaluation {
  const attributes = parseAttributes(evaluationSchema, resource, what)
  const { summary, detail } = attributes.error
  return {
    id: resource.id,
    status: attributes.status,
    isOverridable: attributes.actions.isOverridable,
    canOverride: attributes.permissions.canOverride,
    error: [summary, detail].filter(Boolean).join(': ') || undefined
  }
}

function parseSet(resource: Resource, what: string): PolicySetOutcome {
  const attributes = parseAttributes(setSchema, resource, what)
  return {
    policySet: attributes.policySetName,
    overridable: attributes.overridable,
    error: undefined,
    outcomes: readAll(outcomeSchema, attributes.outcomes).map(parseOutcome)
  }
}

function parseOutcome(
  outcome: v.InferOutput<typeof outcomeSchema>
): PolicyOutcome {
  const diagnostics = readAll(diagnosticSchema, outcome.diagnostics).map(
    ({ error_message: message, summary, resources }) => ({
      message,
      summary,
      findings: readAll(findingSchema, resources).map(parseFinding)
    })
  )
  return {
    policy: outcome.policy_name ?? 'unnamed policy',
    enforcementLevel: outcome.enforcement_level ?? 'mandatory',
    status: outcome.status ?? 'unknown',
    description: outcome.description,
    output: diagnostics.flatMap(({ message, summary, findings }) => {
      const lines = [message ?? [], findings.map(renderFinding)].flat()
      // The summary is but the policy's heading: it is for want of more.
      return lines.length > 0 ? lines : (summary ?? [])
    }),
    resources: diagnostics.flatMap(({ findings }) => findings)
  }
}

/** Without the values: they may be secret. */
function renderFinding({
  address,
  message,
  file,
  line
}: PolicyFinding): string {
  const where =
    file === undefined
      ? ''
      : ` (${file}${line === undefined ? '' : `:${line}`})`
  return `${address}${message === undefined ? '' : `: ${message}`}${where}`
}

function parseFinding(
  finding: v.InferOutput<typeof findingSchema>
): PolicyFinding {
  return {
    address: finding.resource_name,
    message: finding.error_message,
    file: finding.file_name,
    line: finding.start_line,
    values: readAll(valueSchema, finding.values)
  }
}

/** The members of a list that can be read; the others are passed over. */
function readAll<TSchema extends v.GenericSchema<unknown, unknown>>(
  schema: TSchema,
  list: readonly unknown[]
): v.InferOutput<TSchema>[] {
  return list
    .map((member) => v.safeParse(schema, member))
    .filter((result) => result.success)
    .map((result) => result.output)
}
