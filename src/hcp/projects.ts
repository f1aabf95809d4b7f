import {
  camelCased,
  optionalCount,
  parseAttributes,
  requiredText
} from './wire/json-api.ts'
import { readPages } from './wire/pages.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'

export interface Project {
  readonly id: string
  readonly name: string
  /** Those included that the token may not read; undefined where not told. */
  readonly workspaceCount: number | undefined
}

const projectSchema = camelCased({
  name: requiredText,
  'workspace-count': optionalCount
})

/** Projects. HCP Terraform API: Projects. */
export function projects(transport: Reader) {
  return { readByName: readByName.bind(undefined, transport) }
}

/**
 * Reads the projects that the server gives for a name, which are others too
 * where it ignores the filter. Projects API: List projects.
 */
async function readByName(
  transport: Reader,
  organization: string,
  name: string
): Promise<readonly Project[]> {
  const what = `projects of the organization ${organization}`
  const { resources } = await readPages(
    transport,
    path`/organizations/${organization}/projects`,
    what,
    { 'page[size]': 100, sort: 'name', 'filter[names]': name }
  )
  return resources.map((resource) => {
    const attributes = parseAttributes(
      projectSchema,
      resource,
      `project ${resource.id}`
    )
    return {
      id: resource.id,
      name: attributes.name,
      workspaceCount: attributes.workspaceCount
    }
  })
}
