import * as v from 'valibot'
import {
  camelCased,
  optionalFlag,
  optionalText,
  parseAttributes,
  requiredText
} from './wire/json-api.ts'
import type { Resource } from './wire/json-api.ts'
import { readPages } from './wire/pages.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'

export interface PolicyEvaluation {
  readonly id: string
  /** `passed`, `failed`, `overridden`, `errored`, …; open set. */
  readonly status: string
  /** `opa` or `sentinel`; open set. */
  readonly kind: string
}

export interface PolicyOutcome {
  readonly policy: string
  /** Everything but `advisory` stands in the way. */
  readonly enforcementLevel: string
  /** `passed`, `failed`, `errored`; open set. */
  readonly status: string
  readonly description: string | undefined
  /** What the policy printed, `resources` as lines among it. */
  readonly output: readonly string[]
  /** What it found wrong, where it is told of which resource. */
  readonly resources?: readonly PolicyFinding[]
}

/** What a policy found wrong with one resource. */
export interface PolicyFinding {
  /** The resource's address. */
  readonly address: string
  readonly message: string | undefined
  /** Where the configuration has it, as far as it is told. */
  readonly file: string | undefined
  readonly line: number | undefined
  /** Attributes that the condition read; the values may be secret. */
  readonly values: readonly {
    readonly traversal: string
    readonly statement: string
  }[]
}

export interface PolicySetOutcome {
  readonly policySet: string | undefined
  readonly overridable: boolean | undefined
  /** Why the set could not be evaluated. */
  readonly error: string | undefined
  readonly outcomes: readonly PolicyOutcome[]
}

const evaluationSchema = camelCased({
  status: requiredText,
  'policy-kind': optionalText
})

const outcomeSchema = v.object({
  policy_name: optionalText,
  query: optionalText,
  enforcement_level: optionalText,
  status: optionalText,
  description: optionalText,
  output: v.optional(v.unknown())
})

const setSchema = camelCased({
  'policy-set-name': optionalText,
  overridable: optionalFlag,
  error: optionalText,
  outcomes: v.fallback(v.array(v.unknown()), [])
})

/** What OPA and Sentinel agents said of a stage. HCP Terraform API: Policy Evaluations. */
export function policyEvaluations(transport: Reader) {
  return {
    /** The evaluations in a stage. Policy Evaluations API: List. */
    async list(stageId: string): Promise<PolicyEvaluation[]> {
      const what = `the policy evaluations of task stage ${stageId}`
      const { resources } = await readPages(
        transport,
        path`/task-stages/${stageId}/policy-evaluations`,
        what
      )
      return resources.map((resource) => parseEvaluation(resource, what))
    },

    /** What each policy of an evaluation said. Policy Evaluations API: List policy outcomes. */
    async outcomes(evaluationId: string): Promise<PolicySetOutcome[]> {
      const what = `the outcomes of policy evaluation ${evaluationId}`
      const { resources } = await readPages(
        transport,
        path`/policy-evaluations/${evaluationId}/policy-set-outcomes`,
        what,
        { 'page[size]': 100 }
      )
      return resources.map((resource) => parseSet(resource, what))
    }
  }
}

/** An evaluation, from its own document or included in that of its stage. */
export function parseEvaluation(
  resource: Resource,
  what: string
): PolicyEvaluation {
  const evaluation = parseAttributes(evaluationSchema, resource, what)
  return {
    id: resource.id,
    status: evaluation.status,
    kind: evaluation.policyKind ?? 'unknown'
  }
}

function parseSet(resource: Resource, what: string): PolicySetOutcome {
  const set = parseAttributes(setSchema, resource, what)
  return {
    policySet: set.policySetName,
    overridable: set.overridable,
    error: set.error,
    outcomes: set.outcomes
      .map((member) => v.safeParse(outcomeSchema, member))
      .filter((result) => result.success)
      .map(({ output: outcome }) => ({
        policy: outcome.policy_name ?? outcome.query ?? 'unnamed policy',
        enforcementLevel: outcome.enforcement_level ?? 'mandatory',
        status: outcome.status ?? 'unknown',
        description: outcome.description,
        output: parseOutput(outcome.output)
      }))
  }
}

/** Lines of text, objects with a `print`, or whatever comes next. */
function parseOutput(output: unknown): string[] {
  return [output]
    .flat()
    .map((line: unknown) => {
      if (typeof line === 'string') return line
      if (typeof line !== 'object' || line === null) return ''
      return 'print' in line && typeof line.print === 'string'
        ? line.print
        : JSON.stringify(line)
    })
    .filter((line) => line.trim() !== '')
}
