import { describe, expect, it } from '@jest/globals'
import {
  hasChanges,
  redactValue,
  renderRedactedPlan
} from '../../../emulator/engines/plan-document.ts'
import {
  parseAddress,
  parseChangeSummary,
  renderChangeSummaryLine
} from '../../../emulator/engines/structured-log.ts'
import { fc } from '../../fuzz.ts'

describe('redactValue', () => {
  it.each([
    ['a leaf', { a: 1, b: 2 }, { a: true }, { a: 'REDACTED_SENSITIVE', b: 2 }],
    ['a subtree', { a: { b: 1 } }, { a: true }, { a: 'REDACTED_SENSITIVE' }],
    ['the root', { a: 1 }, true, 'REDACTED_SENSITIVE'],
    ['an element', [1, 2], [false, true], [1, 'REDACTED_SENSITIVE']],
    ['nothing', { a: 1 }, {}, { a: 1 }],
    ['null stays null', { a: null }, { a: true }, { a: null }]
  ])('%s', (_, value, mask, expected) => {
    expect(redactValue(value, mask)).toEqual(expected)
  })

  it('leaves nothing under a mask of true at the root', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const redacted = redactValue(value, true)
        expect(redacted).toBe(value === null ? null : 'REDACTED_SENSITIVE')
      })
    )
  })
})

describe('renderRedactedPlan', () => {
  it('has no section that holds values without masks', () => {
    const plan = renderRedactedPlan(
      {
        format_version: '1.2',
        variables: { password: { value: 'x' } },
        prior_state: {},
        planned_values: {},
        configuration: {},
        resource_changes: []
      },
      {}
    )
    expect(Object.keys(plan).sort()).toEqual([
      'output_changes',
      'plan_format_version',
      'provider_format_version',
      'provider_schemas',
      'relevant_attributes',
      'resource_changes',
      'resource_drift'
    ])
  })
})

describe('hasChanges', () => {
  const resource = (actions: string[], more = {}) => ({
    address: 'a.b',
    mode: 'managed',
    type: 'a',
    name: 'b',
    change: { actions, ...more }
  })
  it.each([
    ['update', { resource_changes: [resource(['update'])] }, true],
    ['no-op', { resource_changes: [resource(['no-op'])] }, false],
    [
      'import',
      { resource_changes: [resource(['no-op'], { importing: {} })] },
      true
    ],
    ['output', { output_changes: { a: { actions: ['create'] } } }, true],
    ['drift alone', { resource_drift: [resource(['update'])] }, false],
    [
      "Terraform's word",
      { applyable: false, resource_changes: [resource(['update'])] },
      false
    ]
  ])('%s', (_, plan, expected) => {
    expect(hasChanges({ format_version: '1.2', ...plan }, false)).toBe(expected)
  })
  it('counts drift in a refresh-only plan', () => {
    const plan = {
      format_version: '1.2',
      resource_drift: [resource(['update'])]
    }
    expect(hasChanges(plan, true)).toBe(true)
  })
})

describe('parseAddress', () => {
  it.each([
    ['a_b.c', '', 'a_b.c', 'a_b', 'c', null],
    ['a_b.c[0]', '', 'a_b.c[0]', 'a_b', 'c', 0],
    ['a_b.c["x.y"]', '', 'a_b.c["x.y"]', 'a_b', 'c', 'x.y'],
    [
      'module.m["eu.1"].module.n.a_b.c',
      'module.m["eu.1"].module.n',
      'a_b.c',
      'a_b',
      'c',
      null
    ]
  ])('%s', (addr, module, resource, type, name, key) => {
    expect(parseAddress(addr)).toMatchObject({
      addr,
      module,
      resource,
      resource_type: type,
      resource_name: name,
      resource_key: key
    })
  })
})

describe('parseChangeSummary', () => {
  it('reads back what was rendered', () => {
    const counts = { additions: 1, changes: 2, destructions: 3, imports: 4 }
    const line = renderChangeSummaryLine('plan', counts)
    expect(parseChangeSummary(line)).toEqual(counts)
    expect(line).toContain(
      'Plan: 4 to import, 1 to add, 2 to change, 3 to destroy.'
    )
  })
  it('takes no other line for one', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseChangeSummary(text)).toBeUndefined()
      })
    )
    expect(parseChangeSummary('broken "change_summary"')).toBeUndefined()
  })
})
