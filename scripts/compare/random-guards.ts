import fc from 'fast-check'
import { reference, type Builder, type Json } from './builder.ts'

/** What is read, and what is checked of it. */
export const guards = fc.record({
  data: fc.subarray(['unknown', 'pending', 'known', 'nested'] as const),
  checks: fc.subarray(['pass', 'fail', 'unknown'] as const)
})

type Guards = typeof guards extends fc.Arbitrary<infer T> ? T : never

/** A state of another workspace, which `terraform_remote_state` reads. */
export const otherState = {
  version: 4,
  terraform_version: '1.0.0',
  serial: 1,
  lineage: 'other',
  outputs: {
    open: { value: 'of another', type: 'string' },
    secret: { value: 'remote-secret', type: 'string', sensitive: true }
  },
  resources: []
}

const conditions = {
  pass: '${length(var.secret.list) == 1}',
  fail: '${length(var.secret.list) == 2}',
  unknown: `\${terraform_data.fresh.id == "x"}`
}

/** Adds data sources and checks, in each of which something is awaited. */
export function addGuards(builder: Builder, { data, checks }: Guards): void {
  for (const when of data) {
    if (when === 'nested') {
      builder.checks['nested'] = {
        data: { terraform_remote_state: { within: source('pending') } },
        assert: [assertion(conditions.pass)]
      }
    } else builder.data[when] = source(when)
  }
  for (const end of checks) {
    builder.checks[end] = { assert: [assertion(conditions[end])] }
  }
}

function source(when: 'unknown' | 'pending' | 'known'): Json {
  return {
    backend: 'local',
    config: { path: when === 'unknown' ? reference : 'other.tfstate' },
    ...(when === 'pending' && { depends_on: ['terraform_data.fresh'] })
  }
}

/** Conditions of a resource, which never stop a plan. */
export function conditionsOf(when: 'pass' | 'unknown'): Json {
  return {
    precondition: [assertion(conditions[when])],
    postcondition: [assertion('${self.id != ""}')]
  }
}

function assertion(condition: string): Json {
  return { condition, error_message: 'It is not so.' }
}
