import { describe, expect, it } from '@jest/globals'
import { parseApply } from '../../../src/hcp/applies.ts'
import { parseConfigurationVersion } from '../../../src/hcp/configuration-versions.ts'
import { MalformedResponseError } from '../../../src/hcp/wire/errors.ts'
import {
  includedResource,
  parseDocument,
  parseList,
  relatedId,
  relatedIds
} from '../../../src/hcp/wire/json-api.ts'
import type { Resource } from '../../../src/hcp/wire/json-api.ts'
import { parsePlan } from '../../../src/hcp/plans.ts'
import { parseRun } from '../../../src/hcp/run-document.ts'
import { parseWorkspace } from '../../../src/hcp/workspaces.ts'
import { fc } from '../../fuzz.ts'

const resource = (relationships: Record<string, unknown>): Resource => ({
  id: 'run-1',
  type: 'runs',
  attributes: {},
  relationships
})

describe('parseDocument', () => {
  it('reads a resource and skips included members that are none', () => {
    const document = parseDocument(
      {
        data: { id: 'run-1', type: 'runs', attributes: { status: 'x' } },
        included: [null, { id: '' }, { id: 'plan-1', type: 'plans' }, 'y']
      },
      'run run-1'
    )
    expect(document.resource).toEqual({
      id: 'run-1',
      type: 'runs',
      attributes: { status: 'x' },
      relationships: {}
    })
    expect(document.included.map(({ id }) => id)).toEqual(['plan-1'])
  })

  it.each([
    [{ data: { type: 'runs' } }, /run run-1 .*data\.id is missing/],
    [{ data: { id: 7 } }, /data\.id is not a usable string/],
    [{ data: { id: '' } }, /data\.id/],
    [{ data: [] }, /data/],
    [{ data: null }, /data is missing/],
    [{}, /data is missing/],
    [null, /the document is missing/],
    ['<html>', /the document is not a usable Object/]
  ])('%j is malformed', (value, message) => {
    expect(() => parseDocument(value, 'run run-1')).toThrow(
      MalformedResponseError
    )
    expect(() => parseDocument(value, 'run run-1')).toThrow(message)
  })
})

describe('parseList', () => {
  it.each([
    [{ data: [] }, undefined],
    [{ data: [], meta: null }, undefined],
    [{ data: [], meta: { pagination: null } }, undefined],
    [{ data: [], meta: { pagination: { 'next-page': null } } }, undefined],
    [{ data: [], meta: { pagination: { 'next-page': 'two' } } }, undefined],
    [
      {
        data: [],
        meta: { pagination: { 'current-page': 1, 'next-page': 2 } }
      },
      2
    ]
  ])('%j has the next page %p', (value, expected) => {
    expect(parseList(value, 'a list').nextPage).toBe(expected)
  })

  it('refuses a member without an id', () => {
    expect(() => parseList({ data: [{ type: 'runs' }] }, 'a list')).toThrow(
      /data\.0\.id is missing/
    )
  })
})

describe('relationships', () => {
  it.each([
    [{}, undefined],
    [{ plan: null }, undefined],
    [{ plan: { data: null } }, undefined],
    [{ plan: { links: { related: '/x' } } }, undefined],
    [{ plan: { data: { id: 'plan-1', type: 'plans' } } }, 'plan-1'],
    [{ plan: { data: { id: 'plan-1' } } }, 'plan-1'],
    [{ plan: { data: [{ id: 'plan-1' }] } }, undefined]
  ])('%j: to one: %p', (relationships, expected) => {
    expect(relatedId(resource(relationships), 'plan')).toBe(expected)
  })

  it.each([
    [{}, []],
    [{ x: { data: null } }, []],
    [{ x: { data: [] } }, []],
    [{ x: { data: [{ id: 'a' }, null, { id: 'b', type: 'odd' }] } }, ['a', 'b']]
  ])('%j: to many: %p', (relationships, expected) => {
    expect(relatedIds(resource(relationships), 'x')).toEqual(expected)
  })

  it('finds an included resource by id and type', () => {
    const wanted = { ...resource({}), id: 'same', type: 'plans' }
    const other = { ...resource({}), id: 'same', type: 'applies' }
    const document = {
      resource: resource({ plan: { data: { id: 'same', type: 'plans' } } }),
      included: [other, wanted]
    }
    expect(includedResource(document, 'plan')).toBe(wanted)
    expect(includedResource(document, 'apply')).toBeUndefined()
  })
})

describe('any JSON value', () => {
  const parsers = {
    run: (value: unknown) => parseRun(parseDocument(value, 'x')),
    plan: (value: unknown) => parsePlan(parseDocument(value, 'x').resource),
    apply: (value: unknown) => parseApply(parseDocument(value, 'x').resource),
    workspace: (value: unknown) =>
      parseWorkspace(parseDocument(value, 'x').resource),
    'configuration version': (value: unknown) =>
      parseConfigurationVersion(parseDocument(value, 'x').resource),
    list: (value: unknown) => parseList(value, 'x')
  }
  const key = fc.constantFrom(
    'status',
    'name',
    'actions',
    'permissions',
    'is-confirmable',
    'auto-apply',
    'status-timestamps',
    'resource-additions',
    'vcs-repo',
    '__proto__'
  )
  const anyAttributes = fc.dictionary(
    key,
    fc.oneof(fc.jsonValue(), fc.constant('planned'), fc.boolean())
  )
  const anyDocument = fc.oneof(
    fc.jsonValue(),
    fc.record({
      data: fc.oneof(
        fc.jsonValue(),
        fc.record({
          id: fc.oneof(fc.constant('run-1'), fc.jsonValue()),
          attributes: fc.oneof(anyAttributes, fc.jsonValue()),
          relationships: fc.oneof(
            fc.dictionary(
              fc.constantFrom('plan', 'apply', 'workspace', 'task-stages'),
              fc.oneof(fc.jsonValue(), fc.record({ data: fc.jsonValue() }))
            ),
            fc.jsonValue()
          )
        })
      ),
      included: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
      meta: fc.jsonValue()
    })
  )

  for (const [name, parse] of Object.entries(parsers)) {
    it(`is a ${name} or a MalformedResponseError`, () => {
      fc.assert(
        fc.property(anyDocument, (value) => {
          try {
            parse(value)
          } catch (error) {
            if (!(error instanceof MalformedResponseError)) throw error
            expect(error.message).toMatch(/is missing|is not a usable/)
          }
        })
      )
    })
  }
})
