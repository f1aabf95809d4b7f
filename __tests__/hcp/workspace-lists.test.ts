import { describe, expect, it } from '@jest/globals'
import { ApiError } from '../../src/hcp/wire/errors.ts'
import { api, interceptRequests, jsonApi, openApi } from './api.ts'

const where = '/api/v2/organizations/acme/workspaces'
const standard = { 'page[size]': '100', sort: 'name' }
const include = { include: 'effective_tag_bindings' }
const invalid = {
  errors: [
    { status: '400', title: 'bad request', detail: 'Invalid include parameter' }
  ]
}

const row = (
  name: string,
  attributes: Record<string, unknown> = {},
  relationships: Record<string, unknown> = {}
) => ({
  id: `ws-${name}`,
  type: 'workspaces',
  attributes: { name, ...attributes },
  relationships
})

const page = (data: readonly unknown[], next: number | null = null) => ({
  data,
  meta: { pagination: { 'next-page': next } }
})

const told = (...ids: string[]) => ({
  'effective-tag-bindings': {
    data: ids.map((id) => ({ id, type: 'effective-tag-bindings' }))
  }
})

const binding = (id: string, attributes: Record<string, unknown>) => ({
  id,
  type: 'effective-tag-bindings',
  attributes
})

interceptRequests()

describe('read', () => {
  it.each([
    ['nothing', {}, {}],
    [
      'a wild card',
      { wildcardName: 'net-*' },
      { 'search[wildcard-name]': 'net-*' }
    ],
    ['a flat tag', { tag: 'net' }, { 'search[tags]': 'net' }],
    [
      'a key, by number',
      { tagged: { key: 'env', value: undefined } },
      { 'filter[tagged][0][key]': 'env' }
    ],
    [
      'a key with a value',
      { tagged: { key: 'env', value: 'prod=1' } },
      {
        'filter[tagged][0][key]': 'env',
        'filter[tagged][0][value]': 'prod=1'
      }
    ],
    [
      'a key whose value is empty, which would mean any',
      { tagged: { key: 'env', value: '' } },
      { 'filter[tagged][0][key]': 'env' }
    ],
    ['a project', { projectId: 'prj-1' }, { 'filter[project][id]': 'prj-1' }]
  ])('asks for %s', async (_what, filters, query) => {
    api()
      .get(where)
      .query({ ...standard, ...query })
      .reply(200, page([row('a')]), jsonApi)
    const { hcp } = openApi()
    expect(await hcp.workspaceLists.read('acme', filters)).toHaveLength(1)
  })

  it('M-2: reads 250 in 3 requests, and what two pages have once', async () => {
    const names = Array.from({ length: 249 }, (_, at) => `w-${1000 + at}`)
    // A workspace made meanwhile shifts the second page by one.
    const pages = [names.slice(0, 100), names.slice(99, 199), names.slice(199)]
    for (const [at, some] of pages.entries()) {
      api()
        .get(where)
        .query(
          at === 0 ? standard : { ...standard, 'page[number]': String(at + 1) }
        )
        .reply(
          200,
          page(
            some.map((name) => row(name)),
            at < 2 ? at + 2 : null
          ),
          jsonApi
        )
    }
    const { hcp } = openApi()
    const found = await hcp.workspaceLists.read('acme', {})
    expect(found.map(({ workspace }) => workspace.name)).toEqual(names)
  })

  it('gives whole workspaces, with project, flat tags and bindings', async () => {
    api()
      .get(where)
      .query({ ...standard, ...include })
      .reply(
        200,
        {
          ...page([
            row(
              'a',
              {
                'tag-names': ['net', 7],
                'working-directory': 'live/a',
                permissions: { 'can-queue-run': true }
              },
              {
                ...told('etb-1', 'etb-2'),
                project: { data: { id: 'prj-1', type: 'projects' } }
              }
            )
          ]),
          included: [
            binding('etb-1', { key: 'env', value: 'prod' }),
            { id: 'etb-2', type: 'tag-bindings', attributes: { key: 'no' } },
            binding('etb-2', { key: 'net', value: null })
          ]
        },
        jsonApi
      )
    const { hcp } = openApi()
    const [found] = await hcp.workspaceLists.read(
      'acme',
      {},
      { withBindings: true }
    )
    expect(found).toMatchObject({
      workspace: {
        name: 'a',
        workingDirectory: 'live/a',
        permissions: { canQueueRun: true }
      },
      projectId: 'prj-1',
      tagNames: ['net'],
      bindings: [
        { key: 'env', value: 'prod' },
        { key: 'net', value: '' }
      ]
    })
  })

  it.each([
    ['that are not told', {}],
    ['of which one is not included', told('etb-1', 'etb-2')],
    ['that are only linked', { 'effective-tag-bindings': { links: {} } }],
    ['that are null', { 'effective-tag-bindings': { data: null } }]
  ])('does not take bindings %s for none', async (_what, relations) => {
    api()
      .get(where)
      .query({ ...standard, ...include })
      .reply(
        200,
        {
          ...page([row('a', {}, relations)]),
          included: [binding('etb-1', { key: 'env' })]
        },
        jsonApi
      )
    const { hcp } = openApi()
    const [found] = await hcp.workspaceLists.read(
      'acme',
      {},
      { withBindings: true }
    )
    expect(found).toMatchObject({
      projectId: undefined,
      tagNames: [],
      bindings: undefined
    })
  })

  it('M-3: goes without the include that a server refuses, and remembers', async () => {
    api()
      .get(where)
      .query({ ...standard, ...include })
      .reply(400, invalid, jsonApi)
    api()
      .get(where)
      .query(standard)
      .twice()
      .reply(200, page([row('a')]), jsonApi)
    const { hcp } = openApi()
    const read = async () =>
      await hcp.workspaceLists.read('acme', {}, { withBindings: true })
    expect(await read()).toHaveLength(1)
    expect(await read()).toHaveLength(1)
  })

  it('tells of a 400 that is not about the include', async () => {
    api()
      .get(where)
      .query({ ...standard, ...include })
      .reply(400, invalid, jsonApi)
    api().get(where).query(standard).reply(400, {}, jsonApi)
    const { hcp } = openApi()
    await expect(
      hcp.workspaceLists.read('acme', {}, { withBindings: true })
    ).rejects.toBeInstanceOf(ApiError)
  })

  it('refuses a list whose pages do not end', async () => {
    api()
      .get(where)
      .query(standard)
      .reply(200, page([row('a')], 1), jsonApi)
    await expect(openApi().hcp.workspaceLists.read('acme', {})).rejects.toThrow(
      /does not end/
    )
  })
})

describe('readBindings', () => {
  const path = '/api/v2/workspaces/ws-1/effective-tag-bindings'

  it('reads all at once', async () => {
    api()
      .get(path)
      .reply(
        200,
        { data: [binding('etb-1', { key: 'env', value: 'prod' })] },
        jsonApi
      )
    expect(await openApi().hcp.workspaceLists.readBindings('ws-1')).toEqual([
      { key: 'env', value: 'prod' }
    ])
  })

  it('M-3: takes a 404 for a server without key-value tags', async () => {
    api().get(path).reply(404, {}, jsonApi)
    expect(
      await openApi().hcp.workspaceLists.readBindings('ws-1')
    ).toBeUndefined()
  })

  it('tells of any other refusal', async () => {
    api().get(path).reply(403, {}, jsonApi)
    await expect(
      openApi().hcp.workspaceLists.readBindings('ws-1')
    ).rejects.toBeInstanceOf(ApiError)
  })
})
