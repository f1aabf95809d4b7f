import * as v from 'valibot'
import type { IngressAttributes, RunOrigin } from './types.ts'
import { ApiError } from './wire/errors.ts'
import {
  camelCased,
  includedResource,
  optionalFlag,
  optionalText,
  parseAttributes,
  parseDocument,
  relatedId
} from './wire/json-api.ts'
import type { Document, Resource } from './wire/json-api.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'

/** From 1 up, which some servers write as a text; older ones write 0 for none. */
const optionalNumber = v.fallback(
  v.optional(
    v.pipe(
      v.union([v.number(), v.pipe(v.string(), v.digits(), v.toNumber())]),
      v.safeInteger(),
      v.minValue(1)
    ),
    undefined
  ),
  undefined
)

const ingressSchema = camelCased({
  branch: optionalText,
  'clone-url': optionalText,
  'commit-message': optionalText,
  'commit-sha': optionalText,
  'commit-url': optionalText,
  'compare-url': optionalText,
  identifier: optionalText,
  'is-pull-request': optionalFlag,
  'on-default-branch': optionalFlag,
  'pull-request-number': optionalNumber,
  'pull-request-title': optionalText,
  'pull-request-url': optionalText,
  tag: optionalText,
  'sender-username': optionalText
})

const originSchema = camelCased({
  source: optionalText,
  status: optionalText,
  speculative: optionalFlag
})

/** Where version control's configurations come from. HCP Terraform API: Configuration Versions. */
export function ingressAttributes(transport: Reader) {
  return {
    /**
     * Reads the commit that a configuration version was fetched from. Undefined
     * on 404: an uploaded one has none, and one that is still fetched not yet.
     * Configuration Versions API: Show a configuration version's commit
     * information.
     */
    async read(
      configurationVersionId: string,
      call: { readonly signal?: AbortSignal } = {}
    ): Promise<IngressAttributes | undefined> {
      const what = `the commit of configuration version ${configurationVersionId}`
      const where = path`/configuration-versions/${configurationVersionId}/ingress-attributes`
      try {
        const value = await transport.readDocument(where, call)
        return parseIngress(parseDocument(unwrapped(value), what).resource)
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return undefined
        throw error
      }
    }
  }
}

/** HashiCorp's OpenAPI document describes a resource without its envelope. */
function unwrapped(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !('data' in value)
    ? { data: value }
    : value
}

/**
 * What a run's document tells of its configuration; undefined where the server
 * did not include it (`include=configuration_version.ingress_attributes`).
 */
export function parseOrigin({
  resource,
  included
}: Document): RunOrigin | undefined {
  const version = includedResource(
    { resource, included },
    'configuration-version'
  )
  return version && parseVersionOrigin({ resource: version, included })
}

/**
 * Where a configuration version comes from, with its commit where that is
 * included. Configuration Versions API: Show.
 */
export function parseVersionOrigin({
  resource: version,
  included
}: Document): RunOrigin {
  const what = `configuration version ${version.id}`
  const ingress = includedResource(
    { resource: version, included },
    'ingress-attributes'
  )
  return {
    ...parseAttributes(originSchema, version, what),
    id: version.id,
    ingressAttributes:
      ingress === undefined
        ? isNone(version)
          ? 'none'
          : undefined
        : parseIngress(ingress)
  }
}

/** Said to have none, which is more than not saying which. */
function isNone({ relationships }: Resource): boolean {
  const relationship = relationships['ingress-attributes']
  return (
    typeof relationship === 'object' &&
    relationship !== null &&
    'data' in relationship &&
    relationship.data === null
  )
}

function parseIngress(resource: Resource): IngressAttributes {
  const what = `ingress attributes ${resource.id}`
  return {
    ...parseAttributes(ingressSchema, resource, what),
    createdById: relatedId(resource, 'created-by')
  }
}
