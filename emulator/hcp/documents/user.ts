import type { Principal } from '../model.ts'
import type { ResourceDocument } from './document.ts'
import { document, toOne } from './document.ts'

/** HCP Terraform API: Users (also the synthetic ones behind team tokens). */
export function renderUser(principal: Principal): ResourceDocument {
  return document(
    'users',
    principal.id,
    {
      username: principal.username,
      'is-service-account': principal.kind !== 'user',
      'avatar-url': 'https://www.gravatar.com/avatar/0?s=100&d=mm',
      'v2-only': true,
      'two-factor': { enabled: true, verified: true },
      permissions: {
        'can-create-organization': false,
        'can-change-email': false,
        'can-change-username': false
      }
    },
    {
      'authenticated-resource': toOne(
        `${principal.kind}s`,
        principal.behind ?? principal.id
      )
    }
  )
}
