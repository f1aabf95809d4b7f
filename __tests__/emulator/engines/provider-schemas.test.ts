import { describe, expect, it } from '@jest/globals'
import type {
  Change,
  ResourceChange
} from '../../../emulator/engines/plan-document.ts'
import {
  nameProvider,
  renderProviderSchemas
} from '../../../emulator/engines/provider-schemas.ts'

function changeOf(
  type: string,
  change: Partial<Change>,
  mode = 'managed'
): ResourceChange {
  return {
    address: `${type}.one`,
    mode,
    type,
    name: 'one',
    provider_name: nameProvider(type),
    change: { actions: ['update'], ...change }
  }
}

/** The attributes of the one type that these changes have. */
function attributesOf(...changes: ResourceChange[]): unknown {
  const { provider_schemas } = renderProviderSchemas({
    format_version: '1.2',
    resource_changes: changes
  }) as {
    provider_schemas: Record<
      string,
      Record<string, Record<string, { block: { attributes: unknown } }>>
    >
  }
  const [{ mode, type, provider_name }] = changes as [ResourceChange]
  return provider_schemas[String(provider_name)]![
    mode === 'data' ? 'data_source_schemas' : 'resource_schemas'
  ]![type]!.block.attributes
}

const optional = { description_kind: 'plain', optional: true }

describe('provider schemas of a plan that no provider made', () => {
  it('guess the types of attributes from all values of a type', () => {
    expect(
      attributesOf(
        changeOf('aws_instance', {
          before: { ami: 'a', size: null, on: true, ports: [], nics: [{}] },
          after: {
            size: 8,
            on: false,
            ports: [80],
            nics: [{ name: 'x' }, { weight: 1 }],
            odd: 'text'
          }
        }),
        changeOf('aws_instance', { before: null, after: { odd: 1 } })
      )
    ).toEqual({
      ami: { type: 'string', ...optional },
      size: { type: 'number', ...optional },
      on: { type: 'bool', ...optional },
      ports: { type: ['list', 'number'], ...optional },
      nics: {
        type: ['list', ['object', { name: 'string', weight: 'number' }]],
        ...optional
      },
      odd: { type: 'dynamic', ...optional }
    })
  })

  it('have what is unknown, which the values leave out', () => {
    expect(
      attributesOf(
        changeOf('aws_instance', {
          before: null,
          after: { disks: [{ size: 1 }] },
          after_unknown: { id: true, disks: [{ volume: true }] }
        })
      )
    ).toEqual({
      id: { type: 'string', ...optional, computed: true },
      disks: {
        type: ['list', ['object', { size: 'number', volume: 'string' }]],
        ...optional,
        computed: true
      }
    })
  })

  it('know the one resource that Terraform has itself', () => {
    const change = changeOf('terraform_data', { after: { input: 'x' } })
    expect(change['provider_name']).toBe('terraform.io/builtin/terraform')
    expect(attributesOf(change)).toMatchObject({
      id: { type: 'string', computed: true },
      input: { type: 'dynamic' }
    })
  })

  it('have data sources, drift and what was deferred', () => {
    const schemas = renderProviderSchemas({
      format_version: '1.2',
      resource_changes: [changeOf('aws_ami', {}, 'data')],
      resource_drift: [changeOf('aws_vpc', {})],
      deferred_changes: [{ resource_change: changeOf('random_pet', {}) }]
    })
    expect(schemas).toMatchObject({
      format_version: '1.0',
      provider_schemas: {
        'registry.terraform.io/hashicorp/aws': {
          data_source_schemas: { aws_ami: {} },
          resource_schemas: { aws_vpc: {} }
        },
        'registry.terraform.io/hashicorp/random': {
          resource_schemas: { random_pet: {} }
        }
      }
    })
  })
})
