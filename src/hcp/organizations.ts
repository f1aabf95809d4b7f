import * as v from 'valibot'
import {
  optionalCount,
  parseAttributes,
  parseDocument
} from './wire/json-api.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'

/** How many runs of an organization are at work, and how many wait. */
export interface Capacity {
  readonly running?: number | undefined
  readonly pending?: number | undefined
}

const capacitySchema = v.object({
  running: optionalCount,
  pending: optionalCount
})

const subscriptionSchema = v.object({ 'runs-ceiling': optionalCount })

/** What an organization may do at a time. HCP Terraform API: Organizations. */
export function organizations(transport: Reader) {
  return {
    capacity: readCapacity.bind(undefined, transport),
    runsCeiling: readRunsCeiling.bind(undefined, transport)
  }
}

/** Organizations API: capacity. */
async function readCapacity(
  transport: Reader,
  organization: string
): Promise<Capacity> {
  const what = `the capacity of organization ${organization}`
  const value = await transport.readDocument(
    path`/organizations/${organization}/capacity`
  )
  return parseAttributes(
    capacitySchema,
    parseDocument(value, what).resource,
    what
  )
}

/**
 * Most runs at a time; undefined where the server does not say. Terraform
 * Enterprise has none. Subscriptions API: Show subscription for organization.
 */
async function readRunsCeiling(
  transport: Reader,
  organization: string
): Promise<number | undefined> {
  const what = `the subscription of organization ${organization}`
  const value = await transport.readDocument(
    path`/organizations/${organization}/subscription`
  )
  const { resource } = parseDocument(value, what)
  return parseAttributes(subscriptionSchema, resource, what)['runs-ceiling']
}
