import { document } from '../documents/document.ts'
import type { Api, Service } from '../exchange.ts'
import { answerPage, demand, seeOrganization } from '../exchange.ts'

/**
 * Mounts what HashiCorp's own tests do before they use a paid feature. No page
 * has it; here every organization has every feature already.
 */
export function mountSubscriptions(api: Api, service: Service): void {
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
