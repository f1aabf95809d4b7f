import * as v from 'valibot'
import {
  optionalFlag,
  optionalMembers,
  parseAttributes,
  requiredText
} from './wire/json-api.ts'
import { readPages } from './wire/pages.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'

/** One Sentinel policy check of a run. */
export interface PolicyCheck {
  readonly id: string
  /** `passed`, `soft_failed`, `hard_failed`, `overridden`, `errored`, …; open set. */
  readonly status: string
  readonly isOverridable: boolean | undefined
  readonly canOverride: boolean | undefined
  /** The `result.sentinel` member, whose shape is not promised. */
  readonly sentinel: unknown
}

const schema = v.object({
  status: requiredText,
  actions: optionalMembers({ 'is-overridable': optionalFlag }),
  permissions: optionalMembers({ 'can-override': optionalFlag }),
  result: v.fallback(v.object({ sentinel: v.unknown() }), {
    sentinel: undefined
  })
})

/** Enough for what people read; the rest is on HCP Terraform. */
const outputLimit = 256 * 1024

/** Policy checks. HCP Terraform API: Policy Checks. */
export function policyChecks(transport: Reader) {
  return {
    /** The policy checks of a run. Policy Checks API: List. */
    async list(runId: string): Promise<PolicyCheck[]> {
      const what = `the policy checks of run ${runId}`
      const { resources } = await readPages(
        transport,
        path`/runs/${runId}/policy-checks`,
        what
      )
      return resources.map((resource) => {
        const attributes = parseAttributes(schema, resource, what)
        return {
          id: resource.id,
          status: attributes.status,
          isOverridable: attributes.actions.isOverridable,
          canOverride: attributes.permissions.canOverride,
          sentinel: attributes.result.sentinel
        }
      })
    },

    /**
     * What Sentinel printed; undefined where it has not run. Policy Checks
     * API: output (a link of the check).
     */
    async output(id: string): Promise<string | undefined> {
      return await transport.readText(path`/policy-checks/${id}/output`, {
        maximumBytes: outputLimit
      })
    }
  }
}
