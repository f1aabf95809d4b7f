import {
  camelCased,
  optionalCount,
  optionalText,
  parseAttributes,
  parseDocument,
  requiredText
} from './wire/json-api.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'

/** Amounts are decimal text, in the estimate's currency; undefined until finished. */
export interface CostEstimate {
  readonly id: string
  /** Final: `finished`, `errored`, `canceled`, `unreachable`, `skipped_due_to_targeting`. */
  readonly status: string
  readonly errorMessage: string | undefined
  readonly priorMonthlyCost: string | undefined
  readonly proposedMonthlyCost: string | undefined
  readonly deltaMonthlyCost: string | undefined
  readonly matchedResourcesCount: number | undefined
  readonly unmatchedResourcesCount: number | undefined
}

const schema = camelCased({
  status: requiredText,
  'error-message': optionalText,
  'prior-monthly-cost': optionalText,
  'proposed-monthly-cost': optionalText,
  'delta-monthly-cost': optionalText,
  'matched-resources-count': optionalCount,
  'unmatched-resources-count': optionalCount
})

/** Cost estimates. HCP Terraform API: Cost Estimates. */
export function costEstimates(transport: Reader) {
  return {
    /** Reads a cost estimate. Cost Estimates API: Show a cost estimate. */
    async read(id: string): Promise<CostEstimate> {
      const what = `cost estimate ${id}`
      const value = await transport.readDocument(path`/cost-estimates/${id}`)
      const { resource } = parseDocument(value, what)
      return { ...parseAttributes(schema, resource, what), id: resource.id }
    }
  }
}
