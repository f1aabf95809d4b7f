import type { CostEstimate } from '../model.ts'
import type { ResourceDocument } from './document.ts'
import { document } from './document.ts'

/** HCP Terraform API: Cost Estimates. */
export function renderCostEstimate(estimate: CostEstimate): ResourceDocument {
  const { script, status } = estimate
  const done = status === 'finished'
  const count = script.resourcesCount ?? 0
  const matched = script.matchedResourcesCount ?? count
  return document(
    'cost-estimates',
    estimate.id,
    {
      status,
      'status-timestamps': estimate.timestamps,
      'error-message':
        status === 'errored' ? (script.errorMessage ?? '') : null,
      'prior-monthly-cost': done ? (script.priorMonthlyCost ?? '0.0') : null,
      'proposed-monthly-cost': done
        ? (script.proposedMonthlyCost ?? '0.0')
        : null,
      'delta-monthly-cost': done ? (script.deltaMonthlyCost ?? '0.0') : null,
      'resources-count': done ? count : 0,
      'matched-resources-count': done ? matched : 0,
      'unmatched-resources-count': done ? count - matched : 0,
      resources: { matched: [], unmatched: [] }
    },
    {}
  )
}
