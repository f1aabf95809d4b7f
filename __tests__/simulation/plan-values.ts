import type { SimulatedRun } from './hcp.ts'
import { hostileText, secret } from './hostile.ts'

/** What a plan sets `terraform_data.update` to. */
interface Values {
  /** JSON as the server sends it. */
  readonly after: string
  readonly unknown?: boolean
}

/** Each another effect than the others, some by little. */
const variants: readonly Values[] = [
  { after: '{"input":"b"}' },
  { after: '{"input":9223372036854775300}' },
  { after: '{"input":9223372036854775399}' },
  { after: '{"input":{"deny":null}}' },
  { after: '{"input":{}}' },
  { after: '{"input":1}' },
  { after: '{"input":"1"}' },
  { after: '{}', unknown: true },
  { after: JSON.stringify({ input: hostileText }) }
]
export const variantCount = variants.length

/** What the plan of a run would do, as text: equal texts are equal effects. */
export function effectOf({ hasChanges, ways, options }: SimulatedRun): string {
  if (!hasChanges) return 'nothing'
  const { creates, destroys, variant } = ways
  return JSON.stringify([
    creates,
    destroys,
    variant % variants.length,
    options.variables ?? []
  ])
}

/** The same with what only the whole document tells. */
export function wholeEffectOf(run: SimulatedRun): string {
  return run.hasChanges
    ? `${effectOf(run)} ${run.ways.provisioner ?? ''}`
    : 'nothing'
}

/**
 * What `terraform show -json` would say of the plan: redacted, or whole with
 * its configuration.
 */
export function planJson(run: SimulatedRun, isRedacted: boolean): string {
  const { creates, destroys, provisioner = '' } = run.ways
  const changes = run.hasChanges
    ? [
        ...many(creates, (index) =>
          create(index, isRedacted, isOfModule(provisioner))
        ),
        ...many(destroys, remove),
        update(variants[run.ways.variant % variants.length]!)
      ]
    : []
  const head = isRedacted
    ? '"plan_format_version":"1.2"'
    : `"format_version":"1.2","configuration":${JSON.stringify(configurationOf(creates, provisioner))}`
  return `{${head},"resource_changes":[${changes.join(',')}],"output_changes":{},"provider_schemas":{}}`
}

function many(count: number, of: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => of(index))
}

const shared = {
  mode: 'managed',
  type: 'terraform_data',
  provider_name: 'terraform.io/builtin/terraform'
}

const isOfModule = (text: string): boolean => text.startsWith('module')

function create(
  index: number,
  isRedacted: boolean,
  isInModule: boolean
): string {
  return JSON.stringify({
    ...shared,
    ...(isInModule ? { module_address: 'module.made' } : {}),
    address: `${isInModule ? 'module.made.' : ''}terraform_data.create_${index}`,
    name: `create_${index}`,
    change: {
      actions: ['create'],
      before: null,
      after: { input: isRedacted ? null : secret },
      after_unknown: { id: true },
      before_sensitive: false,
      after_sensitive: { input: true }
    }
  })
}

function remove(index: number): string {
  return JSON.stringify({
    ...shared,
    address: `terraform_data.delete_${index}`,
    name: `delete_${index}`,
    change: {
      actions: ['delete'],
      before: { input: 'a' },
      after: null,
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: false
    }
  })
}

/** Numbers are written as they are, beyond what a double holds. */
function update({ after, unknown }: Values): string {
  const { mode, type, provider_name } = shared
  const head = JSON.stringify({
    ...{ mode, type, provider_name },
    address: 'terraform_data.update',
    name: 'update'
  }).slice(0, -1)
  const unknowns = unknown === true ? '{"input":true}' : '{}'
  return `${head},"change":{"actions":["update"],"before":{"input":"a"},"after":${after},"after_unknown":${unknowns},"before_sensitive":{},"after_sensitive":{}}}`
}

/** The text stands in what its first word says; by default in a provisioner. */
function configurationOf(creates: number, text: string): object {
  const [first = ''] = text.split(' ')
  const kind = /^(?:expression|alias|module|)$/.test(first)
    ? first
    : 'provisioner'
  const key = kind === 'alias' ? `terraform.${text}` : 'terraform'
  const resources = Array.from({ length: creates }, (_, index) => ({
    ...{ mode: shared.mode, type: shared.type },
    address: `terraform_data.create_${index}`,
    name: `create_${index}`,
    provider_config_key: key,
    ...(kind === 'expression'
      ? { expressions: { input: { references: [text] } } }
      : {}),
    provisioners:
      kind === 'provisioner'
        ? [
            {
              type: 'local-exec',
              expressions: { command: { constant_value: text } }
            }
          ]
        : []
  }))
  return {
    provider_config:
      kind === 'alias' ? { [key]: { name: 'terraform', alias: text } } : {},
    root_module:
      kind === 'module'
        ? {
            module_calls: {
              made: {
                source: `acme/${text.slice('module '.length)}/local`,
                version_constraint: '1.0.0',
                module: { resources }
              }
            }
          }
        : { resources }
  }
}
