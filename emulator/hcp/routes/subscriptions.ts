import { document, toOne } from '../documents/document.ts'
import type { Api, Service } from '../exchange.ts'
import { answer, answerPage, demand, seeOrganization } from '../exchange.ts'
import { notFound } from '../faults.ts'

/** Most runs at a time, as the smaller plans have it; nothing here heeds it. */
const runsCeiling = 5

/**
 * Mounts an organization's subscription (HCP Terraform API: Subscriptions; not
 * on Terraform Enterprise), and what HashiCorp's own tests do before they use a
 * paid feature. No page has that; here every organization has every feature.
 */
export function mountSubscriptions(api: Api, service: Service): void {
  api.get('/organizations/:organization/subscription', (c) => {
    demand(c, 'read')
    const { name } = seeOrganization(c, service)
    if (service.personality !== 'hcp') throw notFound()
    return answer(
      c,
      document(
        'subscriptions',
        `sub-${name}`,
        { 'is-active': true, 'end-at': null, 'runs-ceiling': runsCeiling },
        { organization: toOne('organizations', name) }
      )
    )
  })
  api.get('/admin/feature-sets', (c) => {
    demand(c, 'admin')
    const name = c.req.query('q') ?? 'Business'
    return answerPage(c, [name], () =>
      document('feature-sets', 'fs-everything', { name }, {})
    )
  })
  api.post('/admin/organizations/:organization/subscription', (c) => {
    demand(c, 'admin')
    seeOrganization(c, service)
    return c.body(null, 204)
  })
}
