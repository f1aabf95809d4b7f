import * as v from 'valibot'
import {
  ApiError,
  isInvalidInclude,
  MalformedResponseError
} from './wire/errors.ts'
import { parseRun, parseRuns } from './run-document.ts'
import {
  camelCased,
  includedResource,
  optionalText,
  parseAttributes,
  parseDocument,
  parseList,
  relatedId
} from './wire/json-api.ts'
import type { Document, List } from './wire/json-api.ts'
import { readPages } from './wire/pages.ts'
import { path } from './wire/path.ts'
import type { Query } from './wire/redirects.ts'
import type { Reader } from './wire/transport.ts'
import type { Run, RunEvent } from './types.ts'

const eventSchema = camelCased({
  action: v.fallback(v.nullish(v.string(), ''), ''),
  'created-at': optionalText,
  description: optionalText
})

const actorSchema = v.object({ username: optionalText })

/** The list leaves plan-only runs out unless every operation is named. */
const everyOperation =
  'plan_only,plan_and_apply,save_plan,refresh_only,destroy,empty_apply,action_only'

interface ReadRunOptions {
  readonly include?: readonly string[]
  readonly signal?: AbortSignal
}

/** Runs, as they are read. HCP Terraform API: Runs. */
export function runs(transport: Reader) {
  // A server that does not know an include will not learn it while we poll.
  const refusedIncludes = new Set<string>()
  return {
    read: readRun.bind(undefined, transport, refusedIncludes),
    findByMessage: findByMessage.bind(undefined, transport),
    listUnfinished: listUnfinished.bind(undefined, transport),
    listUnfinishedIn: listUnfinishedIn.bind(undefined, transport),
    listNewestIn: listNewestIn.bind(undefined, transport),
    listByCommit: listByCommit.bind(undefined, transport),
    listByCommitIn: listByCommitIn.bind(undefined, transport),
    events: readEvents.bind(undefined, transport)
  }
}

/**
 * Reads a run, with its plan and apply side-loaded where the server can. An
 * answer without the run is a failed read and read again, never a state. Runs
 * API: Get run details.
 */
async function readRun(
  transport: Reader,
  refusedIncludes: Set<string>,
  id: string,
  { include = ['plan', 'apply'], ...call }: ReadRunOptions = {}
): Promise<Run> {
  const parse = (value: unknown): Run =>
    parseRun(parseDocument(value, `run ${id}`))
  const read = async (names: readonly string[]): Promise<Run> => {
    const query = names.length === 0 ? {} : { include: names.join(',') }
    const options = { ...call, query, expect: parse }
    return parse(await transport.readDocument(path`/runs/${id}`, options))
  }
  const names = include.filter((name) => !refusedIncludes.has(name))
  try {
    return await read(names)
  } catch (error) {
    if (names.length === 0 || !isInvalidInclude(error)) throw error
    for (const name of blamed(names, error)) refusedIncludes.add(name)
    return await readRun(transport, refusedIncludes, id, { include, ...call })
  }
}

/** The names that a refusal names; all of them where it names none. */
function blamed(names: readonly string[], error: unknown): readonly string[] {
  const said = error instanceof Error ? error.message : ''
  const [, about = ''] = /invalid include(.*)$/is.exec(said) ?? []
  const found = names.filter((name) =>
    new RegExp(`(?<![\\w.])${name.replaceAll('.', '\\.')}(?![\\w.])`).test(
      about
    )
  )
  return found.length === 0 ? names : found
}

/**
 * The oldest run of a workspace with exactly this message, of any kind, among
 * the newest 50; undefined where there is none. The message that a step makes
 * up is nobody else's until its run shows it: a younger one is a copy. One request, and lists are limited to 30 a
 * minute: never poll with it. Runs API: List runs in a workspace.
 */
async function findByMessage(
  transport: Reader,
  workspaceId: string,
  message: string
): Promise<Run | undefined> {
  const where = path`/workspaces/${workspaceId}/runs`
  const query = { 'filter[operation]': everyOperation, 'page[size]': 50 }
  const list = parseList(
    await transport.readDocument(where, { query }),
    `the runs of workspace ${workspaceId}`
  )
  return parseRuns(list).findLast(
    (run) => run.message.trim() === message.trim()
  )
}

/**
 * The runs of a workspace that have not ended, newest first; a server that
 * ignores the filter gives those that have as well. The same limit holds, a
 * page a request. Runs API: List runs in a workspace.
 */
async function listUnfinished(
  transport: Reader,
  workspaceId: string
): Promise<Run[]> {
  const list = await readPages(
    transport,
    path`/workspaces/${workspaceId}/runs`,
    `the unfinished runs of workspace ${workspaceId}`,
    {
      'filter[operation]': everyOperation,
      'filter[status_group]': 'non_final',
      'page[size]': 100
    }
  )
  return parseRuns(list)
}

/** Names in one address. */
const namesAtOnce = 40

/**
 * The runs of these workspaces of an organization that have not ended, asked
 * for at once. Undefined where the server has no such list, or does not heed
 * what it is asked for: its list may be that of years. Runs API: List runs in an
 * organization.
 */
async function listUnfinishedIn(
  transport: Reader,
  organization: string,
  names: readonly string[]
): Promise<Run[] | undefined> {
  const query = { 'filter[status_group]': 'non_final' }
  return await listIn({ organization, names }, query, async (where, asked) =>
    readPages(
      transport,
      where,
      `the unfinished runs of ${names.length} workspaces`,
      asked,
      { mostPages: 5 }
    )
  )
}

/**
 * The newest runs of these workspaces of an organization, ended or not, with
 * their plans and applies, each as it is told by itself: a page for 40
 * workspaces. Undefined where the server has no such list. Runs API: List runs
 * in an organization.
 */
async function listNewestIn(
  transport: Reader,
  organization: string,
  names: readonly string[]
): Promise<Run[] | undefined> {
  const query = { include: 'plan,apply' }
  return await listIn({ organization, names }, query, async (where, asked) =>
    parseList(
      await transport.readDocument(where, { query: asked }),
      `the newest runs of ${names.length} workspaces`
    )
  )
}

async function listIn(
  {
    organization,
    names
  }: { readonly organization: string; readonly names: readonly string[] },
  own: Query,
  read: (
    where: string,
    query: Query
  ) => Promise<Pick<List, 'resources' | 'included'>>
): Promise<Run[] | undefined> {
  const where = path`/organizations/${organization}/runs`
  const runs: Run[] = []
  for (let from = 0; from < names.length; from += namesAtOnce) {
    const query = {
      'filter[operation]': everyOperation,
      'filter[workspace_names]': names
        .slice(from, from + namesAtOnce)
        .join(','),
      'page[size]': 100,
      ...own
    }
    try {
      runs.push(...parseRuns(await read(where, query)))
    } catch (error) {
      const isMissing =
        error instanceof ApiError && [400, 403, 404].includes(error.status)
      if (isMissing || error instanceof MalformedResponseError) return undefined
      throw error
    }
  }
  return runs.every(({ workspaceId }) => workspaceId !== undefined)
    ? runs
    : undefined
}

/** The commit of each run comes along. */
const withCommit = 'configuration_version.ingress_attributes'

/** One page of the runs that a server gives for a commit. */
interface RunsOfCommit {
  /** As the server gives them, which may know nothing of the search. */
  readonly runs: readonly Run[]
  /** Undefined on the last page. */
  readonly nextPage: number | undefined
}

/**
 * Reads one page of the runs of a commit, of any kind, with their commits. A
 * server may not heed the search, or not include commits: whoever asks looks at
 * each. One request of the 30 a minute that lists allow; two, once, where the
 * server refuses the include. Runs API: List runs in a workspace,
 * `search[commit]`.
 *
 * @param commit all of its hexadecimal characters
 * @param page from 1
 */
async function listByCommit(
  transport: Reader,
  workspaceId: string,
  commit: string,
  page: number,
  call: { readonly signal?: AbortSignal } = {}
): Promise<RunsOfCommit> {
  const where = path`/workspaces/${workspaceId}/runs`
  return await readByCommit(transport, where, commit, page, call)
}

/** The same of all workspaces of an organization that the token may read. */
async function listByCommitIn(
  transport: Reader,
  organization: string,
  commit: string,
  page: number
): Promise<RunsOfCommit> {
  const where = path`/organizations/${organization}/runs`
  return await readByCommit(transport, where, commit, page, {})
}

async function readByCommit(
  transport: Reader,
  where: string,
  commit: string,
  page: number,
  call: { readonly signal?: AbortSignal }
): Promise<RunsOfCommit> {
  const query = {
    'search[commit]': commit,
    'filter[operation]': everyOperation,
    'page[size]': 100,
    ...(page === 1 ? {} : { 'page[number]': page })
  }
  const value = await transport
    .readDocument(where, { ...call, query: { ...query, include: withCommit } })
    .catch(async (error: unknown) => {
      if (!isInvalidInclude(error)) throw error
      return await transport.readDocument(where, { ...call, query })
    })
  const list = parseList(value, `the runs of commit ${commit}`)
  return { runs: parseRuns(list), nextPage: list.nextPage }
}

/** Who did what to a run, oldest first as served. Runs API: run events. */
async function readEvents(transport: Reader, id: string): Promise<RunEvent[]> {
  const what = `the events of run ${id}`
  const where = path`/runs/${id}/run-events`
  const { resources, included } = await readPages(transport, where, what, {
    include: 'actor,comment'
  }).catch(async (error: unknown) => {
    if (!isInvalidInclude(error)) throw error
    return await readPages(transport, where, what)
  })
  return resources.map((resource) => parseEvent({ resource, included }, what))
}

function parseEvent(document: Document, what: string): RunEvent {
  const { resource } = document
  const actor = includedResource(document, 'actor')
  const actorId = relatedId(resource, 'actor')
  return {
    ...parseAttributes(eventSchema, resource, what),
    actor:
      (actor && parseAttributes(actorSchema, actor, what).username) ?? actorId,
    actorId
  }
}
