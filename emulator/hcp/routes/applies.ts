import { renderApply } from '../documents/phase.ts'
import type { Api, Service } from '../exchange.ts'
import { answer, param, seeRun } from '../exchange.ts'
import { notFound } from '../faults.ts'

/** Mounts applies, and the state that one could not store. */
export function mountApplies(api: Api, service: Service): void {
  api.get('/applies/:id', (c) => {
    const id = param(c, 'id')
    return answer(
      c,
      renderApply(seeRun(c, service, ({ apply }) => apply.id === id))
    )
  })

  api.get('/applies/:id/errored-state', (c) => {
    const id = param(c, 'id')
    const { apply } = seeRun(c, service, (run) => run.apply.id === id)
    if (apply.erroredState === undefined) throw notFound()
    return c.redirect(
      service.archivist.signContent(
        'application/json',
        service.pace.link,
        () => apply.erroredState
      ),
      307
    )
  })
}
