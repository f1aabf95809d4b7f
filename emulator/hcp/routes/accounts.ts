import { renderUser } from '../documents.ts'
import type { Api, Service } from '../exchange.ts'
import { answer, param, send } from '../exchange.ts'
import { notFound } from '../faults.ts'
import { isFinal } from '../model.ts'

/** Mounts `/ping`, `/account/details` and what belongs to an organization. */
export function mountAccounts(api: Api, service: Service): void {
  const { state } = service

  api.get('/ping', (c) => c.body(null, 204))

  api.get('/account/details', (c) => answer(c, renderUser(c.get('principal'))))

  api.get('/organizations/:organization', (c) => {
    if (param(c, 'organization') !== state.organization) throw notFound()
    return send(c, {
      data: {
        id: state.organization,
        type: 'organizations',
        attributes: {
          name: state.organization,
          'external-id': 'org-2kWmXv8RqTzNcLfH',
          'default-execution-mode': 'remote',
          permissions: { 'can-create-workspace': true }
        }
      }
    })
  })

  api.get('/organizations/:organization/entitlement-set', (c) => {
    if (param(c, 'organization') !== state.organization) throw notFound()
    return send(c, {
      data: {
        id: 'org-2kWmXv8RqTzNcLfH',
        type: 'entitlement-sets',
        attributes: {
          operations: true,
          'cost-estimation': true,
          'policy-enforcement': true,
          sentinel: true,
          'run-tasks': true,
          'global-run-tasks': true,
          agents: true,
          assessments: true,
          teams: true,
          'vcs-integrations': true,
          'private-module-registry': true,
          'audit-logging': true,
          sso: true,
          'state-storage': true,
          'user-limit': null,
          'policy-limit': null,
          'run-task-limit': null
        },
        links: { self: '/api/v2/entitlement-sets/org-2kWmXv8RqTzNcLfH' }
      }
    })
  })

  api.get('/organizations/:organization/capacity', (c) => {
    if (param(c, 'organization') !== state.organization) throw notFound()
    const runs = [...state.runs.values()]
    return send(c, {
      data: {
        id: state.organization,
        type: 'organization-capacity',
        attributes: {
          pending: runs.filter(({ status }) => status === 'pending').length,
          running: runs.filter(
            ({ status, gate }) =>
              status !== 'pending' && gate === undefined && !isFinal(status)
          ).length
        }
      }
    })
  })
}
