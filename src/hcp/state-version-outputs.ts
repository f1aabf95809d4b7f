import * as v from 'valibot'
import { optionalText, parseAttributes } from './wire/json-api.ts'
import type { Resource } from './wire/json-api.ts'
import { readPages } from './wire/pages.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'
import type { StateVersionOutput } from './types.ts'

const outputSchema = v.object({
  name: v.string(),
  // What does not say that it is harmless is kept secret.
  sensitive: v.fallback(v.boolean(), true),
  type: optionalText,
  value: v.optional(v.unknown())
})

/** State version outputs. HCP Terraform API: State Version Outputs. */
export function stateVersionOutputs(transport: Reader) {
  return {
    /**
     * Reads the outputs of a workspace's current state. While the server still
     * processes the state it answers 503, which is asked again within the
     * transport's limits. API: Show current state version outputs.
     */
    async readCurrent(
      workspaceId: string,
      call: { readonly signal?: AbortSignal } = {}
    ): Promise<StateVersionOutput[]> {
      const what = `the outputs of workspace ${workspaceId}`
      const { resources } = await readPages(
        transport,
        path`/workspaces/${workspaceId}/current-state-version-outputs`,
        what,
        // All at once: it knows no pages.
        {},
        call
      )
      return resources.map(parseOutput)
    }
  }
}

function parseOutput(resource: Resource): StateVersionOutput {
  const { name, sensitive, type, value } = parseAttributes(
    outputSchema,
    resource,
    `output ${resource.id}`
  )
  return { name, sensitive, type, value: sensitive ? undefined : value }
}
