import {
  camelCased,
  optionalText,
  parseAttributes,
  relatedId
} from './wire/json-api.ts'
import type { Resource } from './wire/json-api.ts'
import { readPages } from './wire/pages.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'

/** A workspace in which each successful apply of another one makes a run. */
interface RunTrigger {
  /** Where the run is made. */
  readonly workspaceId: string | undefined
  readonly workspaceName: string | undefined
}

const triggerSchema = camelCased({ 'workspace-name': optionalText })

/** Run triggers. HCP Terraform API: Run Triggers. */
export function runTriggers(transport: Reader) {
  return { listOutbound: listOutbound.bind(undefined, transport) }
}

/**
 * Where an apply of this workspace makes runs. Run Triggers API: List Run
 * Triggers, `outbound`.
 */
async function listOutbound(
  transport: Reader,
  workspaceId: string
): Promise<readonly RunTrigger[]> {
  const { resources } = await readPages(
    transport,
    path`/workspaces/${workspaceId}/run-triggers`,
    `the run triggers of workspace ${workspaceId}`,
    { 'filter[run-trigger][type]': 'outbound', 'page[size]': 100 }
  )
  return resources.map(parseTrigger)
}

function parseTrigger(resource: Resource): RunTrigger {
  const what = `run trigger ${resource.id}`
  return {
    workspaceId: relatedId(resource, 'workspace'),
    workspaceName: parseAttributes(triggerSchema, resource, what).workspaceName
  }
}
