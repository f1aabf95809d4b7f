import { renderPolicyCheck } from '../documents/policy-check.ts'
import { renderRun } from '../documents/run.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  param,
  readComment,
  readIncludes,
  seeRun,
  seeRunOfPath,
  send,
  viewerOf
} from '../exchange.ts'
import { notFound } from '../faults.ts'
import type { PolicyCheck } from '../model.ts'
import { selectVisibleChecks } from '../model.ts'

/** Mounts Sentinel policy checks: read, log, override. */
export function mountPolicyChecks(api: Api, service: Service): void {
  const { life, archivist, pace } = service

  const findCheck = (c: Exchange): PolicyCheck => {
    const id = param(c, 'id')
    const { policyCheck } = seeRun(
      c,
      service,
      (run) => run.policyCheck?.id === id
    )
    if (policyCheck === undefined) throw notFound()
    return policyCheck
  }
  api.get('/runs/:id/policy-checks', (c) => {
    const { policyCheck } = selectVisibleChecks(seeRunOfPath(c, service))
    const checks = policyCheck === undefined ? [] : [policyCheck]
    return send(c, {
      data: checks.map((check) =>
        renderPolicyCheck(check, viewerOf(c, service))
      )
    })
  })
  api.get('/policy-checks/:id', (c) => {
    const wanted = readIncludes(c, ['run', 'run.workspace'])
    const check = findCheck(c)
    const viewer = viewerOf(c, service)
    return answer(
      c,
      renderPolicyCheck(check, viewer),
      wanted.size > 0 ? [renderRun(check.run, viewer)] : []
    )
  })
  api.get('/policy-checks/:id/output', (c) => {
    const check = findCheck(c)
    if (check.status === 'pending' || check.status === 'queued') {
      return c.body(null, 204)
    }
    const text =
      check.script.output ??
      `Sentinel Result: ${check.script.result === 'passed' ? 'true' : 'false'}\n`
    if (service.personality === 'hcp') {
      return c.body(text, 200, { 'Content-Type': 'application/octet-stream' })
    }
    return c.redirect(
      archivist.signContent('text/plain', pace.link, () => text),
      302
    )
  })
  api.post('/policy-checks/:id/actions/override', async (c) => {
    const check = findCheck(c)
    const by = c.get('principal')
    if (!by.policyOverrides) throw notFound()
    life.overridePolicyCheck(check.run, by, await readComment(c))
    return answer(c, renderPolicyCheck(check, viewerOf(c, service)))
  })
}
