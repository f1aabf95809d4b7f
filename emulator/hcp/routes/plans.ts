import { renderPlan } from '../documents/phase.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import { answer, demand, param, seeRun, seeRunOfPath } from '../exchange.ts'
import { notFound } from '../faults.ts'
import type { Run } from '../model.ts'

/** Mounts plans and the documents that a plan leaves. */
export function mountPlans(api: Api, service: Service): void {
  const { archivist, pace } = service

  const findByPlan = (c: Exchange): Run => {
    const id = param(c, 'id')
    return seeRun(c, service, ({ plan }) => plan.id === id)
  }
  const findByRun = (c: Exchange): Run => seeRunOfPath(c, service)

  const isOver = ({ plan }: Run) =>
    ['finished', 'errored', 'canceled', 'unreachable'].includes(plan.status)

  /** 307 to a link that soon dies; 204 while there is nothing yet. */
  const redirect = (c: Exchange, run: Run, content: unknown) => {
    if (content === undefined) {
      if (isOver(run)) throw notFound()
      return c.body(null, 204)
    }
    const url = archivist.signContent('application/json', pace.link, () =>
      JSON.stringify(content)
    )
    return c.redirect(url, 307)
  }

  api.get('/plans/:id', (c) => answer(c, renderPlan(findByPlan(c))))

  const jsonOutput = (c: Exchange, run: Run) => {
    demand(c, 'admin')
    return redirect(c, run, run.plan.result?.json)
  }
  api.get('/plans/:id/json-output', (c) => jsonOutput(c, findByPlan(c)))
  api.get('/runs/:id/plan/json-output', (c) => jsonOutput(c, findByRun(c)))

  const jsonSchema = (c: Exchange, run: Run) => {
    demand(c, 'admin')
    return redirect(c, run, run.plan.result?.providerSchemas)
  }
  api.get('/plans/:id/json-schema', (c) => jsonSchema(c, findByPlan(c)))
  api.get('/runs/:id/plan/json-schema', (c) => jsonSchema(c, findByRun(c)))

  api.get('/plans/:id/json-output-redacted', (c) => {
    const run = findByPlan(c)
    const content = run.plan.result?.redacted
    if (content !== undefined && run.plan.redactedDelays > 0) {
      run.plan.redactedDelays -= 1
      return c.body(null, 204)
    }
    if (content !== undefined && service.redactedInline) {
      return c.json(content as object)
    }
    return redirect(c, run, content)
  })
}
