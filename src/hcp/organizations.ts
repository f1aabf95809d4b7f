import * as v from 'valibot'
import {
  camelCased,
  optionalCount,
  optionalFlag,
  parseAttributes,
  parseDocument,
  parseList
} from './wire/json-api.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'

/** How many runs of an organization are at work, and how many wait. */
interface Capacity {
  readonly running?: number | undefined
  readonly pending?: number | undefined
}

const capacitySchema = v.object({
  running: optionalCount,
  pending: optionalCount
})

const subscriptionSchema = camelCased({ 'runs-ceiling': optionalCount })

const organizationSchema = camelCased({
  'cost-estimation-enabled': optionalFlag
})

interface Call {
  readonly signal?: AbortSignal
}

/** All workspaces of a step may ask within so many milliseconds. */
const knownMilliseconds = 10_000

/** Organizations. HCP Terraform API: Organizations, Policy Sets, Run Tasks. */
export function organizations(transport: Reader) {
  const asked = new Map<string, { at: number; answer: Promise<boolean> }>()
  return {
    capacity: readCapacity.bind(undefined, transport),
    runsCeiling: readRunsCeiling.bind(undefined, transport),
    /**
     * Is nothing configured that could follow a plan: neither cost estimation
     * nor a policy set nor a run task? Three requests, for several workspaces
     * at once. Throws what the token may not read, which proves nothing.
     * Organizations API: Show; Policy Sets API: List; Run Tasks API: List.
     */
    async hasNoFollowUps(name: string, call: Call = {}): Promise<boolean> {
      const now = transport.clock.now()
      const known = asked.get(name)
      if (known !== undefined && now - known.at < knownMilliseconds) {
        return await known.answer
      }
      const answer = readFollowUps(transport, name, call)
      asked.set(name, { at: now, answer })
      return await answer
    }
  }
}

async function readFollowUps(
  transport: Reader,
  name: string,
  call: Call
): Promise<boolean> {
  const where = path`/organizations/${name}`
  const what = `organization ${name}`
  const readNone = async (kind: string, called: string): Promise<boolean> => {
    const query = { 'page[size]': 1 }
    const list = `${where}/${kind}`
    const value = await transport.readDocument(list, { ...call, query })
    return parseList(value, `the ${called} of ${what}`).resources.length === 0
  }
  const [document, ...areNone] = await Promise.all([
    transport.readDocument(where, call),
    readNone('policy-sets', 'policy sets'),
    readNone('tasks', 'run tasks')
  ])
  const { resource } = parseDocument(document, what)
  const own = parseAttributes(organizationSchema, resource, what)
  return (
    own.costEstimationEnabled === false && areNone.every((isNone) => isNone)
  )
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
  return parseAttributes(subscriptionSchema, resource, what).runsCeiling
}
