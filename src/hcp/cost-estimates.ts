import * as v from 'valibot'
import {
  optionalText,
  parseAttributes,
  parseDocument,
  requiredText
} from './json-api.ts'
import { path } from './path.ts'
import type { Transport } from './transport.ts'

export interface CostEstimate {
  readonly id: string
  /** Final: `finished`, `errored`, `canceled`, `unreachable`, `skipped_due_to_targeting`. */
  readonly status: string
  readonly errorMessage: string | undefined
  /** Decimal text; undefined until finished. */
  readonly deltaMonthlyCost: string | undefined
}

const schema = v.object({
  status: requiredText,
  'error-message': optionalText,
  'delta-monthly-cost': optionalText
})

/** Cost estimates. HCP Terraform API: Cost Estimates. */
export function costEstimates(transport: Transport) {
  return {
    /** Reads a cost estimate. Cost Estimates API: Show a cost estimate. */
    async read(id: string): Promise<CostEstimate> {
      const what = `cost estimate ${id}`
      const value = await transport.readDocument(path`/cost-estimates/${id}`)
      const { resource } = parseDocument(value, what)
      const attributes = parseAttributes(schema, resource, what)
      return {
        id: resource.id,
        status: attributes.status,
        errorMessage: attributes['error-message'],
        deltaMonthlyCost: attributes['delta-monthly-cost']
      }
    }
  }
}
