import { renderPolicyCheck } from '../documents/policy-check.ts'
import { renderRun } from '../documents/run.ts'
import { renderWorkspace } from '../documents/workspace.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  param,
  readComment,
  readIncludes,
  seeRun,
  seeRunOfPath,
  viewerOf
} from '../exchange.ts'
import { notFound } from '../faults.ts'
import type { PolicyCheck } from '../model.ts'
import { selectVisibleChecks, mayOverride } from '../model.ts'
import { renderPolicyLog } from '../sentinel.ts'

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
  const includeRun = (c: Exchange, { run }: PolicyCheck) => {
    const wanted = readIncludes(c, ['run', 'run.workspace'])
    const viewer = viewerOf(c, service)
    return [
      ...(wanted.size > 0 ? [renderRun(run, viewer)] : []),
      ...(wanted.has('run.workspace')
        ? [renderWorkspace(run.workspace, viewer)]
        : [])
    ]
  }
  const render = (c: Exchange, check: PolicyCheck) =>
    renderPolicyCheck(check, viewerOf(c, service))

  api.get('/runs/:id/policy-checks', (c) => {
    const { policyCheck } = selectVisibleChecks(seeRunOfPath(c, service))
    const checks = policyCheck === undefined ? [] : [policyCheck]
    return answerPage(
      c,
      checks,
      (check) => render(c, check),
      checks.flatMap((check) => includeRun(c, check))
    )
  })
  api.get('/policy-checks/:id', (c) => {
    const check = findCheck(c)
    return answer(c, render(c, check), includeRun(c, check))
  })
  api.get('/policy-checks/:id/output', (c) => {
    const check = findCheck(c)
    if (check.status === 'pending' || check.status === 'queued') {
      return c.body(null, 204)
    }
    const text = renderPolicyLog(check)
    if (service.redirectsPolicyOutput) {
      return c.redirect(
        archivist.signContent('text/plain', pace.link, () => text),
        302
      )
    }
    c.header('Content-Type', 'application/octet-stream')
    return c.body(text)
  })
  api.post('/policy-checks/:id/actions/override', async (c) => {
    const check = findCheck(c)
    const by = c.get('principal')
    if (!mayOverride(by, check.run)) throw notFound()
    life.overridePolicyCheck(check.run, by, await readComment(c))
    return answer(c, render(c, check))
  })
}
