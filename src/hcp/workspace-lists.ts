import * as v from 'valibot'
import type { Workspace } from './types.ts'
import { ApiError } from './wire/errors.ts'
import {
  camelCased,
  parseAttributes,
  relatedId,
  relatedIds,
  requiredText,
  texts
} from './wire/json-api.ts'
import type { Resource } from './wire/json-api.ts'
import { readPages } from './wire/pages.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'
import { parseWorkspace } from './workspaces.ts'

/** What an organization's list is asked for; what is undefined is not sent. */
export interface WorkspaceFilters {
  /** With `*` first, last, or both: nothing else is documented. */
  readonly wildcardName?: string
  /** A flat tag. */
  readonly tag?: string
  /** A key-value tag, a project's that is inherited included. */
  readonly tagged?: { readonly key: string; readonly value: string | undefined }
  readonly projectId?: string
}

/** A key-value tag that a workspace has, or has from its project. */
export interface TagBinding {
  readonly key: string
  /** May be empty. */
  readonly value: string
}

/** A workspace as the list tells it, which is whole. */
export interface ListedWorkspace {
  readonly workspace: Workspace
  readonly projectId: string | undefined
  /** Flat tags; a server stores them in small letters. */
  readonly tagNames: readonly string[]
  /** Effective ones; undefined where they were not asked for, or not told. */
  readonly bindings: readonly TagBinding[] | undefined
}

const tagNamesSchema = camelCased({ 'tag-names': texts })

const bindingSchema = v.object({
  key: requiredText,
  value: v.fallback(v.optional(v.string(), ''), '')
})

const bindingsInclude = 'effective_tag_bindings'
const bindingsName = 'effective-tag-bindings'

/** Lists of workspaces. HCP Terraform API: Workspaces. */
export function workspaceLists(transport: Reader) {
  // What the server refused once it would refuse again.
  const refused = { bindings: false }
  return {
    read: readList.bind(undefined, transport, refused),
    readBindings: readBindings.bind(undefined, transport)
  }
}

/**
 * Reads the whole list of an organization, each workspace once, by name. What
 * comes has to be matched again: a server that does not know a filter answers
 * with everything. `withBindings` asks for effective tag bindings, where the
 * server can include them. Workspaces API: List workspaces.
 */
async function readList(
  transport: Reader,
  refused: { bindings: boolean },
  organization: string,
  filters: WorkspaceFilters,
  { withBindings = false }: { readonly withBindings?: boolean } = {}
): Promise<readonly ListedWorkspace[]> {
  const where = path`/organizations/${organization}/workspaces`
  const what = `workspaces of the organization ${organization}`
  const query = {
    'page[size]': 100,
    sort: 'name',
    'search[wildcard-name]': filters.wildcardName,
    'search[tags]': filters.tag,
    // By number: without it, some versions are said to ignore the filter.
    'filter[tagged][0][key]': filters.tagged?.key,
    // Sent empty, it would mean any value.
    'filter[tagged][0][value]':
      filters.tagged?.value === '' ? undefined : filters.tagged?.value,
    'filter[project][id]': filters.projectId
  }
  const plain = async () => await readPages(transport, where, what, query)
  const { resources, included } =
    withBindings && !refused.bindings
      ? await readPages(transport, where, what, {
          ...query,
          include: bindingsInclude
        }).catch(async (error: unknown) => {
          if (!(error instanceof ApiError) || error.status !== 400) throw error
          const answer = await plain()
          refused.bindings = true
          return answer
        })
      : await plain()
  const bindings = new Map(
    included
      .filter(({ type }) => type === bindingsName)
      .map((each) => [each.id, each])
  )
  return resources.map((resource) => parseListed(resource, bindings))
}

/**
 * Reads the effective tag bindings of a workspace that was just read; undefined
 * where the server has no key-value tags (Terraform Enterprise before
 * v202411-1). Workspaces API: List effective tag bindings.
 */
async function readBindings(
  transport: Reader,
  workspaceId: string
): Promise<readonly TagBinding[] | undefined> {
  const what = `effective tag bindings of workspace ${workspaceId}`
  try {
    const { resources } = await readPages(
      transport,
      path`/workspaces/${workspaceId}/effective-tag-bindings`,
      what
    )
    return resources.map((resource) =>
      parseAttributes(bindingSchema, resource, what)
    )
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}

function parseListed(
  resource: Resource,
  included: ReadonlyMap<string, Resource>
): ListedWorkspace {
  const workspace = parseWorkspace(resource)
  const what = `workspace ${resource.id}`
  const attributes = parseAttributes(tagNamesSchema, resource, what)
  return {
    workspace,
    projectId: relatedId(resource, 'project'),
    tagNames: attributes.tagNames,
    bindings: parseIncludedBindings(resource, included, what)
  }
}

/** Undefined unless the answer has every binding that it names. */
function parseIncludedBindings(
  resource: Resource,
  included: ReadonlyMap<string, Resource>,
  what: string
): readonly TagBinding[] | undefined {
  const relation = resource.relationships[bindingsName]
  const isTold =
    typeof relation === 'object' &&
    relation !== null &&
    'data' in relation &&
    Array.isArray(relation.data)
  if (!isTold) return undefined
  const ids = relatedIds(resource, bindingsName)
  const found = ids.flatMap((id) => included.get(id) ?? [])
  return found.length === ids.length
    ? found.map((each) => parseAttributes(bindingSchema, each, what))
    : undefined
}
