import { renderCostEstimate } from '../documents/cost-estimate.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import { answer, param, seeRun } from '../exchange.ts'
import { notFound } from '../faults.ts'
import type { CostEstimate } from '../model.ts'

/** Mounts cost estimates and their logs. */
export function mountCostEstimates(api: Api, service: Service): void {
  const find = (c: Exchange): CostEstimate => {
    const id = param(c, 'id')
    const { costEstimate } = seeRun(
      c,
      service,
      (run) => run.costEstimate?.id === id
    )
    if (costEstimate === undefined) throw notFound()
    return costEstimate
  }
  api.get('/cost-estimates/:id', (c) => answer(c, renderCostEstimate(find(c))))
  api.get('/cost-estimates/:id/output', (c) => {
    const { status, script } = find(c)
    if (status === 'pending' || status === 'queued') return c.body(null, 204)
    return c.text(
      status === 'finished'
        ? `Proposed monthly cost: $${script.proposedMonthlyCost ?? '0.0'}\n`
        : `${script.errorMessage ?? 'There is no cost estimate.'}\n`
    )
  })
}
