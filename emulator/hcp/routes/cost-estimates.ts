import { renderCostEstimate } from '../documents/cost-estimate.ts'
import type { Api, Service } from '../exchange.ts'
import { answer, param, seeRun } from '../exchange.ts'
import { notFound } from '../faults.ts'

/** Mounts cost estimates and their logs. */
export function mountCostEstimates(api: Api, service: Service): void {
  api.get('/cost-estimates/:id', (c) => {
    const id = param(c, 'id')
    const { costEstimate } = seeRun(
      c,
      service,
      (run) => run.costEstimate?.id === id
    )
    if (costEstimate === undefined) throw notFound()
    return answer(c, renderCostEstimate(costEstimate))
  })
  api.get('/cost-estimates/:id/output', (c) => {
    const id = param(c, 'id')
    const { costEstimate } = seeRun(
      c,
      service,
      (run) => run.costEstimate?.id === id
    )
    if (costEstimate === undefined) throw notFound()
    const { status, script } = costEstimate
    if (status === 'pending' || status === 'queued') return c.body(null, 204)
    return c.text(
      status === 'finished'
        ? `Proposed monthly cost: $${script.proposedMonthlyCost ?? '0.0'}\n`
        : `${script.errorMessage ?? 'There is no cost estimate.'}\n`
    )
  })
}
