import * as v from 'valibot'
import { optionalText, parseAttributes, parseList } from './json-api.ts'
import type { Resource } from './json-api.ts'
import { path } from './path.ts'
import type { Transport } from './transport.ts'
import type { StateVersionOutput } from './types.ts'

const outputSchema = v.object({
  name: v.string(),
  // What does not say that it is harmless is kept secret.
  sensitive: v.fallback(v.boolean(), true),
  type: optionalText,
  value: v.optional(v.unknown())
})

const mostPages = 50

/** State version outputs. HCP Terraform API: State Version Outputs. */
export function stateVersionOutputs(transport: Transport) {
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
      const outputs: StateVersionOutput[] = []
      let page: number | undefined = 1
      for (let read = 0; page !== undefined && read < mostPages; read += 1) {
        const value = await transport.readDocument(
          path`/workspaces/${workspaceId}/current-state-version-outputs`,
          { ...call, query: { 'page[number]': page, 'page[size]': 100 } }
        )
        const list = parseList(value, what)
        outputs.push(...list.resources.map(parseOutput))
        // A server that names the same page again would never end.
        page =
          list.nextPage !== undefined && list.nextPage > page
            ? list.nextPage
            : undefined
      }
      return outputs
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
