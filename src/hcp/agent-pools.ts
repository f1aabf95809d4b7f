import * as v from 'valibot'
import {
  parseAttributes,
  parseDocument,
  requiredText
} from './wire/json-api.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'

const poolSchema = v.object({ name: requiredText })

/** Agent pools. HCP Terraform API: Agents and Agent Pools. */
export function agentPools(transport: Reader) {
  return {
    /** What people call a pool. Agents API: Show an Agent Pool. */
    async readName(id: string): Promise<string> {
      const what = `agent pool ${id}`
      const value = await transport.readDocument(path`/agent-pools/${id}`)
      const { resource } = parseDocument(value, what)
      return parseAttributes(poolSchema, resource, what).name
    }
  }
}
