import type { MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import { createAdmission } from './admission.ts'
import type { Api, Env, Service } from './exchange.ts'
import { ApiFault, notFound, renderFault } from './faults.ts'
import type { Omissions } from './omissions.ts'
import { createOmissions } from './omissions.ts'
import type { Principals } from './principals.ts'
import { mountAccounts } from './routes/accounts.ts'
import { mountAdminRuns } from './routes/admin-runs.ts'
import { mountAgentPools } from './routes/agent-pools.ts'
import { mountApplies } from './routes/applies.ts'
import { mountBlobs } from './routes/blobs.ts'
import { mountConfigurationVersions } from './routes/configuration-versions.ts'
import { mountCostEstimates } from './routes/cost-estimates.ts'
import { mountOrganizations } from './routes/organizations.ts'
import { mountPlans } from './routes/plans.ts'
import { mountPolicies } from './routes/policies.ts'
import { mountPolicyChecks } from './routes/policy-checks.ts'
import { mountProjects } from './routes/projects.ts'
import { mountRunEvents } from './routes/run-events.ts'
import { mountRunTasks } from './routes/run-tasks.ts'
import { mountRunTriggers } from './routes/run-triggers.ts'
import { mountRuns } from './routes/runs.ts'
import { mountStates } from './routes/states.ts'
import { mountSubscriptions } from './routes/subscriptions.ts'
import { mountTags } from './routes/tags.ts'
import { mountTaskStages } from './routes/task-stages.ts'
import { mountTeams } from './routes/teams.ts'
import { mountTerraformPolicies } from './routes/tf-policy-evaluations.ts'
import { mountVariables } from './routes/variables.ts'
import { mountWorkspaces } from './routes/workspaces.ts'

export interface ApiOptions {
  /** What a server of another kind leaves out. Default: nothing. */
  readonly omissions?: Omissions
  /**
   * Enforces 30 requests a second, or so many. Default false: tests are in a
   * hurry.
   */
  readonly limitsRequests?: boolean | number
  /** Run lists allowed a minute. Default 30. */
  readonly listsPerMinute?: number
}

/** Creates all that the server answers: its API, its blobs, what it is. */
export function createApi(
  options: ApiOptions,
  service: Service,
  principals: Principals,
  record: MiddlewareHandler<Env>
): Api {
  const app: Api = new Hono<Env>()
  app.use('*', record)
  app.get('/.well-known/terraform.json', (c) =>
    c.json({
      'modules.v1': '/api/registry/v1/modules/',
      'motd.v1': '/api/terraform/motd',
      'providers.v1': '/api/registry/v1/providers/',
      'state.v2': '/api/v2/',
      'tfe.v2': '/api/v2/',
      'tfe.v2.1': '/api/v2/',
      'tfe.v2.2': '/api/v2/'
    })
  )
  app.get('/app/*', (c) => c.text('The emulator has no user interface.'))
  mountBlobs(app, service)

  const api: Api = new Hono<Env>()
  const admission = createAdmission({
    principals,
    personality: service.personality,
    limitsRequests: options.limitsRequests ?? false,
    listsPerMinute: options.listsPerMinute ?? 30
  })
  api.use('*', admission)
  if (options.omissions !== undefined) {
    const behind: Api = new Hono<Env>()
    behind.use('*', admission)
    mountRuns(behind, service)
    api.use('*', createOmissions(options.omissions, behind.fetch))
  }
  mountAll(api, service, principals)
  app.route('/api/v2', api)
  app.onError((error, c) => {
    const fault =
      error instanceof ApiFault
        ? error
        : new ApiFault(503, 'internal server error', error.message)
    c.header('Content-Type', 'application/vnd.api+json; charset=utf-8')
    return c.body(JSON.stringify(renderFault(fault)), fault.status)
  })
  return app
}

/** Every resource; what no one of them knows is not found. */
function mountAll(api: Api, service: Service, principals: Principals): void {
  mountAccounts(api)
  mountOrganizations(api, service)
  mountProjects(api, service)
  mountAgentPools(api, service)
  mountTags(api, service)
  mountVariables(api, service)
  mountPolicies(api, service)
  mountRunTasks(api, service)
  mountTeams(api, service, principals)
  mountSubscriptions(api, service)
  mountWorkspaces(api, service)
  mountConfigurationVersions(api, service)
  mountRuns(api, service)
  mountRunEvents(api, service)
  mountRunTriggers(api, service)
  mountPlans(api, service)
  mountApplies(api, service)
  mountCostEstimates(api, service)
  mountPolicyChecks(api, service)
  mountTaskStages(api, service)
  if (service.personality === 'hcp') mountTerraformPolicies(api, service)
  else mountAdminRuns(api, service)
  mountStates(api, service)
  api.all('*', () => {
    throw notFound()
  })
}
