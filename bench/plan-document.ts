import { createWriteStream } from 'node:fs'
import { once } from 'node:events'

/** How large a made-up plan JSON is to be. */
export interface PlanSize {
  readonly resources: number
  /** Characters of provider schemas in front of everything else. */
  readonly schemaLength: number
  /** Is every resource in the planned values and the prior state as well? */
  readonly hasStates: boolean
}

const actions = [
  ['update'],
  ['create'],
  ['update'],
  ['create'],
  ['update'],
  ['delete'],
  ['update'],
  ['delete', 'create'],
  ['no-op'],
  ['update']
] as const

/** Writes a plan JSON piece by piece, as `terraform show -json` lays it out. */
export async function writePlan(path: string, size: PlanSize): Promise<number> {
  const file = createWriteStream(path)
  let written = 0
  const write = async (text: string): Promise<void> => {
    written += text.length
    if (!file.write(text)) await once(file, 'drain')
  }
  const list = async (make: (index: number) => unknown): Promise<void> => {
    for (let i = 0; i < size.resources; i++) {
      await write(`${i === 0 ? '' : ','}${JSON.stringify(make(i))}`)
    }
  }

  await write('{"format_version":"1.2","terraform_version":"1.13.4"')
  if (size.schemaLength > 0) {
    await write(',"provider_schemas":{"example":{"resource_schemas":{')
    for (let i = 0, length = 0; length < size.schemaLength; i++) {
      const schema = `${i === 0 ? '' : ','}"example_type_${i}":${JSON.stringify(schemaOf(i))}`
      length += schema.length
      await write(schema)
    }
    await write('}}}')
  }
  if (size.hasStates) {
    await write(',"planned_values":{"root_module":{"resources":[')
    await list((i) => stateOf(i, after(i)))
    await write(']}},"prior_state":{"format_version":"1.0","values":')
    await write('{"root_module":{"resources":[')
    await list((i) => stateOf(i, before(i)))
    await write(']}}}')
  }
  await write(',"resource_changes":[')
  await list(changeOf)
  await write(
    '],"output_changes":{"endpoint":{"actions":["update"],"before":"a","after":"b"}},"complete":true,"errored":false}'
  )
  file.end()
  await once(file, 'close')
  return written
}

function addressOf(i: number): string {
  return `module.region["eu-${i % 20}"].example_server.node[${i}]`
}

function before(i: number): Record<string, unknown> {
  return {
    id: `srv-${String(i).padStart(17, '0')}`,
    name: `node-${i}`,
    image: 'img-2026-04-01',
    password: `not-a-real-password-${i % 500}`,
    tags: { team: 'platform', stage: 'prod', index: String(i) },
    ports: [22, 80, 443],
    user_data: '#!/bin/sh\nset -eu\napt-get update\napt-get install -y nginx\n',
    disk: [{ size: 100, type: 'ssd', encrypted: true }]
  }
}

function after(i: number): Record<string, unknown> {
  return {
    ...before(i),
    image: 'img-2026-05-01',
    tags: { team: 'platform', stage: 'prod', index: String(i), owner: 'kim' }
  }
}

function stateOf(i: number, values: unknown): unknown {
  return {
    address: addressOf(i),
    mode: 'managed',
    type: 'example_server',
    name: 'node',
    index: i,
    provider_name: 'registry.example/acme/example',
    schema_version: 1,
    values,
    sensitive_values: { password: true }
  }
}

function changeOf(i: number): unknown {
  const list = actions[i % actions.length] ?? actions[0]
  return {
    address: addressOf(i),
    module_address: `module.region["eu-${i % 20}"]`,
    mode: 'managed',
    type: 'example_server',
    name: 'node',
    index: i,
    provider_name: 'registry.example/acme/example',
    change: {
      actions: list,
      before: list[0] === 'create' ? null : before(i),
      after: list.at(-1) === 'delete' ? null : after(i),
      after_unknown: {},
      before_sensitive: { password: true },
      after_sensitive: { password: true },
      ...(list.length === 2 ? { replace_paths: [['image']] } : {})
    }
  }
}

function schemaOf(i: number): unknown {
  return {
    version: i,
    block: {
      attributes: Object.fromEntries(
        Array.from({ length: 30 }, (_, at) => [
          `attribute_${at}`,
          {
            type: ['map', 'string'],
            description: 'What this attribute is for, in some more words.',
            optional: true,
            computed: at % 2 === 0
          }
        ])
      )
    }
  }
}
