import { renderUser } from '../documents/user.ts'
import type { Api } from '../exchange.ts'
import { answer } from '../exchange.ts'

/** Mounts `/ping` and `/account/details`. */
export function mountAccounts(api: Api): void {
  api.get('/ping', (c) => c.body(null, 204))

  api.get('/account/details', (c) => answer(c, renderUser(c.get('principal'))))
}
