import {
  renderCapacity,
  renderEntitlementSet,
  renderOrganization
} from '../documents/organization.ts'
import { renderUser } from '../documents/user.ts'
import type { Api, Service } from '../exchange.ts'
import { answer, param } from '../exchange.ts'
import { notFound } from '../faults.ts'
import { isFinal } from '../model.ts'

/** Mounts `/ping`, `/account/details` and what belongs to an organization. */
export function mountAccounts(api: Api, service: Service): void {
  const { state } = service

  api.get('/ping', (c) => c.body(null, 204))

  api.get('/account/details', (c) => answer(c, renderUser(c.get('principal'))))

  api.get('/organizations/:organization', (c) => {
    if (param(c, 'organization') !== state.organization) throw notFound()
    return answer(c, renderOrganization(state.organization))
  })

  api.get('/organizations/:organization/entitlement-set', (c) => {
    if (param(c, 'organization') !== state.organization) throw notFound()
    return answer(c, renderEntitlementSet())
  })

  api.get('/organizations/:organization/capacity', (c) => {
    if (param(c, 'organization') !== state.organization) throw notFound()
    const runs = [...state.runs.values()]
    return answer(
      c,
      renderCapacity(
        state.organization,
        runs.filter(({ status }) => status === 'pending').length,
        runs.filter(
          ({ status, gate }) =>
            status !== 'pending' && gate === undefined && !isFinal(status)
        ).length
      )
    )
  })
}
