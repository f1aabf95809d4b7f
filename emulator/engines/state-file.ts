import { randomUUID } from 'node:crypto'
import { isRecord } from './plan-document.ts'
import { nameProvider } from './provider-schemas.ts'
import { parseAddress } from './structured-log.ts'

/** Terraform's state file, version 4, as far as the emulator looks into it. */

export interface StateOutput {
  readonly value: unknown
  /** Terraform's type constraint: `"string"`, `["list", "string"]`, … */
  readonly type: unknown
  readonly sensitive?: boolean
}

interface StateSummary {
  readonly serial: number
  readonly lineage: string
  /** Addresses of all managed resource instances, sorted. */
  readonly addresses: readonly string[]
  readonly outputs: Readonly<Record<string, StateOutput>>
}

/**
 * Reads serial, lineage, addresses and outputs out of a state file.
 * @throws {Error} for text that is not a version 4 state
 */
export function parseStateFile(bytes: Uint8Array): StateSummary {
  const document = JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown
  if (!isRecord(document) || document['version'] !== 4) {
    throw new Error('The state is not a Terraform state file of version 4')
  }
  const resources = Array.isArray(document['resources'])
    ? (document['resources'] as StateResource[])
    : []
  return {
    serial: Number(document['serial']),
    lineage: String(document['lineage']),
    addresses: resources
      .filter(({ mode }) => mode === 'managed')
      .flatMap(renderInstanceAddresses)
      .sort(),
    outputs: (document['outputs'] ?? {}) as Record<string, StateOutput>
  }
}

interface StateResource {
  readonly mode: string
  readonly type: string
  readonly name: string
  readonly module?: string
  readonly instances: readonly {
    index_key?: string | number
    attributes?: unknown
  }[]
}

function renderInstanceAddresses(resource: StateResource): string[] {
  const { module, type, name } = resource
  const base = `${module === undefined ? '' : `${module}.`}${type}.${name}`
  return resource.instances.map(({ index_key }) =>
    index_key === undefined ? base : `${base}[${JSON.stringify(index_key)}]`
  )
}

/** Reads the attributes of every managed instance, by address. */
export function parseStateAttributes(
  bytes: Uint8Array | undefined
): Map<string, unknown> {
  const attributes = new Map<string, unknown>()
  if (bytes === undefined) return attributes
  const document = JSON.parse(Buffer.from(bytes).toString('utf8')) as {
    resources?: StateResource[]
  }
  for (const resource of document.resources ?? []) {
    renderInstanceAddresses(resource).forEach((address, index) => {
      attributes.set(address, resource.instances[index]?.attributes)
    })
  }
  return attributes
}

/** Renders a state file that succeeds `previous` (same lineage, serial + 1). */
export function renderStateFile(
  resources: ReadonlyMap<string, unknown>,
  outputs: Readonly<Record<string, StateOutput>>,
  terraformVersion: string,
  previous: Uint8Array | undefined
): Uint8Array {
  const before = previous === undefined ? undefined : parseStateFile(previous)
  const document = {
    version: 4,
    terraform_version: terraformVersion,
    serial: (before?.serial ?? 0) + 1,
    lineage: before?.lineage ?? randomUUID(),
    outputs,
    resources: [...resources].map(([address, attributes]) => {
      const { module, resource_type, resource_name, resource_key } =
        parseAddress(address)
      return {
        ...(module === '' ? {} : { module }),
        mode: 'managed',
        type: resource_type,
        name: resource_name,
        provider: `provider["${nameProvider(resource_type)}"]`,
        instances: [
          {
            ...(resource_key === null ? {} : { index_key: resource_key }),
            schema_version: 0,
            attributes
          }
        ]
      }
    }),
    check_results: null
  }
  return Buffer.from(`${JSON.stringify(document, null, 2)}\n`)
}
