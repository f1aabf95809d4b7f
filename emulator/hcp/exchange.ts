import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import type { Engine } from '../engines/engine.ts'
import type { Archivist } from './archivist.ts'
import type { ResourceDocument, Viewer } from './documents/document.ts'
import { ApiFault, notFound } from './faults.ts'
import type {
  Checks,
  ConfigurationVersion,
  Connection,
  HcpState,
  Organization,
  Permission,
  Principal,
  Run,
  RunVariable,
  TriggerRules,
  Workspace
} from './model.ts'
import { mayDo } from './model.ts'
import { cutPage } from './page.ts'
import type { Pace } from './run-course.ts'
import type { RunLife } from './run-life.ts'
import type { StateStore } from './state-store.ts'

/** What every route works with, and how a route reads and answers. */

export interface Env {
  Bindings: HttpBindings
  Variables: { principal: Principal }
}

export type Api = Hono<Env>
export type Exchange = Context<Env>

type ConnectionOptions = Pick<Connection, 'identifier'> &
  Partial<Omit<Connection, 'identifier'>>

export interface WorkspaceOptions {
  readonly name: string
  readonly autoApply?: boolean
  readonly executionMode?: 'remote' | 'agent' | 'local'
  readonly workingDirectory?: string
  readonly allowDestroyPlan?: boolean
  readonly terraformVersion?: string
  /** Connects it to this repository, `owner/name`, of github.com. */
  readonly vcsRepoIdentifier?: string
  readonly vcsRepo?: ConnectionOptions
  readonly speculativeEnabled?: boolean
  /** Default true, as Terraform's own provider has it. */
  readonly queueAllRuns?: boolean
  readonly fileTriggersEnabled?: boolean
  readonly triggerPatterns?: readonly string[]
  readonly triggerPrefixes?: readonly string[]
  readonly description?: string
  /** Name of its project, which is made where there is none. */
  readonly project?: string
  readonly tagNames?: readonly string[]
  /** Key-value tags of its own. */
  readonly tagBindings?: Readonly<Record<string, string>>
  readonly triggers?: TriggerRules
  /** By name; default: the first organization. It has to be there. */
  readonly organization?: string
  /** By name: its agents run in mode `agent`. It is made if need be. */
  readonly agentPool?: string
  readonly variables?: readonly RunVariable[]
  readonly checks?: Checks
  /** Workspaces, by name, each successful apply of which makes a run here. */
  readonly triggeredBy?: readonly string[]
}

export interface Service {
  readonly state: HcpState
  readonly engine: Engine
  readonly life: RunLife
  readonly archivist: Archivist
  readonly pace: Pace
  readonly personality: 'hcp' | 'tfe'
  /** Whether runs can include their task stages. */
  readonly taskStages: boolean
  readonly flickers: boolean
  readonly discardsPending: boolean
  readonly commentType: Viewer['commentType']
  readonly ignoresListFilters: boolean | readonly string[]
  /** Takes uploads of applicable configurations into connected workspaces. */
  readonly allowsConnectedUploads: boolean
  /** Whether filters of lists of workspaces and projects have an effect. */
  heeds(filter: string): boolean
  readonly tags: 'key-value' | 'not-included' | 'flat'
  /** Whether `json-output-redacted` answers 200 with the plan in it. */
  readonly redactedInline: boolean
  /** Whether a policy check's log is behind a link instead of in the answer. */
  readonly redirectsPolicyOutput: boolean
  addWorkspace(options: WorkspaceOptions): Workspace
  createRun(options: RunCreation): Run
  readonly states: StateStore
  after(milliseconds: number, act: () => void): void
}

export interface RunCreation {
  readonly workspace: Workspace
  readonly configurationVersion: ConfigurationVersion
  readonly createdBy: Principal
  readonly attributes: Readonly<Record<string, unknown>>
  readonly source: string
}

/** The viewer whose rights the documents of this answer show. */
export function viewerOf(c: Exchange, service: Service): Viewer {
  return {
    principal: c.get('principal'),
    flickers: service.flickers,
    discardsPending: service.discardsPending,
    terraformPolicies: service.personality === 'hcp',
    commentType: service.commentType
  }
}

/** Where a request comes from: Terraform's CLI says so in a header. */
export function decideSource(c: Exchange): 'tfe-api' | 'terraform+cloud' {
  return c.req.header('x-terraform-integration') === 'cloud'
    ? 'terraform+cloud'
    : 'tfe-api'
}

/** A side-load; some are without relationships and links. */
export type Included = Pick<ResourceDocument, 'id' | 'type' | 'attributes'>

/** Answers with one resource, and what it asked to include. */
export function answer(
  c: Exchange,
  data: ResourceDocument,
  included: readonly Included[] = [],
  status: 200 | 201 = 200
): Response {
  return send(c, { data, ...(included.length > 0 ? { included } : {}) }, status)
}

/** Answers with any JSON:API document. */
export function send(
  c: Exchange,
  body: unknown,
  status: 200 | 201 = 200
): Response {
  c.header('Content-Type', 'application/vnd.api+json; charset=utf-8')
  return c.body(JSON.stringify(body), status)
}

/** Answers with one page of a list. */
export function answerPage<Item>(
  c: Exchange,
  all: readonly Item[],
  render: (item: Item, index: number) => unknown,
  included: readonly Included[] = []
): Response {
  const { items, links, pagination } = cutPage(all, new URL(c.req.url))
  return send(c, {
    data: items.map(render),
    ...(included.length > 0 ? { included } : {}),
    links,
    meta: { pagination }
  })
}

/** An action was accepted: no body, and the effect comes later. */
export function accept(c: Exchange): Response {
  return c.body(null, 202)
}

/**
 * Reads a JSON body; an empty one is an empty object.
 * @throws {ApiFault} 400 for text that is not a JSON object
 */
export async function readBody(c: Exchange): Promise<Record<string, unknown>> {
  const text = await c.req.text()
  if (text.trim() === '') return {}
  try {
    const body = JSON.parse(text) as unknown
    if (typeof body === 'object' && body !== null) {
      return body as Record<string, unknown>
    }
  } catch {
    // Falls through to the fault below.
  }
  throw new ApiFault(400, 'bad request', 'The body is not a JSON object')
}

/** Reads the optional comment of an action's flat body. */
export async function readComment(c: Exchange): Promise<string | undefined> {
  const { comment } = await readBody(c)
  return typeof comment === 'string' ? comment : undefined
}

export interface DataBody {
  readonly attributes: Readonly<Record<string, unknown>>
  readonly relationships: Readonly<
    Record<string, { data?: Reference | null } | undefined>
  >
}

/** What a relationship names; a new thing has attributes instead of an id. */
export interface Reference {
  readonly id?: unknown
  readonly type?: unknown
  readonly attributes?: Readonly<Record<string, unknown>>
}

/**
 * Reads a to-many relationship of a body; undefined where it has none, and
 * that is not the same as an empty one.
 */
export function readMembers(
  relationships: DataBody['relationships'],
  name: string
): readonly Reference[] | undefined {
  const data = relationships[name]?.data as unknown
  return Array.isArray(data) ? (data as Reference[]) : undefined
}

/** Reads a body whose data is a list: relationships, tag bindings. */
export async function readList(c: Exchange): Promise<readonly Reference[]> {
  const { data } = await readBody(c)
  return Array.isArray(data) ? (data as Reference[]) : []
}

/**
 * Reads a JSON:API body of this type.
 * @throws {ApiFault} 422 when it is of another type or has no data
 */
export async function readData(c: Exchange, type: string): Promise<DataBody> {
  const { data } = (await readBody(c)) as {
    data?: { type?: unknown } & Partial<DataBody>
  }
  if (data?.type !== type) {
    throw new ApiFault(
      422,
      'unprocessable entity',
      `The body must have data of type "${type}"`
    )
  }
  return {
    attributes: data.attributes ?? {},
    relationships: data.relationships ?? {}
  }
}

/**
 * Reads `include`; hyphens and underscores are the same.
 * @throws {ApiFault} 400 for one that is not allowed
 */
export function readIncludes(
  c: Exchange,
  allowed: readonly string[]
): ReadonlySet<string> {
  const names = (c.req.query('include') ?? '')
    .split(',')
    .map((name) => name.trim().replaceAll('-', '_'))
    .filter((name) => name !== '')
  if (names.some((name) => !allowed.includes(name))) {
    throw new ApiFault(400, 'bad request', 'Invalid include parameter')
  }
  return new Set(names)
}

/** @throws {ApiFault} 404 when the caller lacks the permission */
export function demand(c: Exchange, permission: Permission): Principal {
  const principal = c.get('principal')
  if (!mayDo(principal, permission)) throw notFound()
  return principal
}

/** @throws {ApiFault} 404 for an organization that is not there */
export function seeOrganization(c: Exchange, service: Service): Organization {
  const name = param(c, 'organization')
  const organization = service.state.organizations.get(name)
  if (organization === undefined) throw notFound()
  return organization
}

/** @throws {ApiFault} 404 for a workspace of the path's `:id` not seen */
export function seeWorkspaceOfPath(c: Exchange, service: Service): Workspace {
  return seeWorkspace(c, service.state.workspaces.get(param(c, 'id')))
}

/** @throws {ApiFault} 404 for a workspace the caller does not see */
export function seeWorkspace<Found extends Workspace | undefined>(
  c: Exchange,
  workspace: Found
): NonNullable<Found> {
  const { workspaces } = c.get('principal')
  if (
    workspace === undefined ||
    (workspaces !== undefined && !workspaces.includes(workspace.name))
  ) {
    throw notFound()
  }
  return workspace
}

/** @throws {ApiFault} 404 for a run the caller does not see */
export function seeRun(
  c: Exchange,
  service: Service,
  test: (run: Run) => boolean
): Run {
  // Organization tokens manage workspaces; runs do not exist for them.
  demand(c, 'read')
  const run = [...service.state.runs.values()].find(test)
  seeWorkspace(c, service.state.workspaces.get(run?.workspace.id ?? ''))
  if (run === undefined) throw notFound()
  return run
}

/** @throws {ApiFault} 404 for a run of the path's `:id` the caller does not see */
export function seeRunOfPath(c: Exchange, service: Service): Run {
  const id = param(c, 'id')
  return seeRun(c, service, (run) => run.id === id)
}

/** One path parameter. */
export function param(c: Exchange, name: string): string {
  const value = c.req.param(name)
  if (value === undefined) throw notFound()
  return value
}
