import { afterEach, describe, expect, it } from '@jest/globals'
import type { HcpOptions, HcpServer } from '../../../emulator/hcp/server.ts'
import { ApiError } from '../../../src/hcp/wire/errors.ts'
import { parseWorkspaceSelection } from '../../../src/inputs/workspace-selectors.ts'
import {
  findWorkspaces,
  wildcardOf
} from '../../../src/run/operations/find-workspaces.ts'
import { createTransport } from '../../../src/hcp/wire/transport.ts'
import { createHcp } from '../../../src/hcp/client.ts'
import { systemClock } from '../../../src/hcp/wire/clock.ts'
import { createScenarioServers } from '../../emulator/scenario-servers.ts'

const { start, close } = createScenarioServers()
const open: (() => void)[] = []
afterEach(async () => {
  for (const dispose of open.splice(0)) dispose()
  await close()
})

/** What a server is asked for, and what becomes of it. */
async function find(
  text: string | ((server: HcpServer) => string),
  {
    max = 50,
    narrow,
    ...options
  }: Partial<HcpOptions> & { max?: number; narrow?: readonly string[] } = {}
) {
  const { server } = await start({ workspaces: world, projects, ...options })
  const token =
    narrow === undefined
      ? server.token
      : server.addToken({
          kind: 'team',
          permission: 'write',
          workspaces: narrow
        })
  const transport = createTransport({
    baseUrl: new URL(server.url),
    token,
    userAgent: 'test',
    clock: systemClock,
    random: () => 0
  })
  open.push(() => {
    transport.dispose()
  })
  const said: string[] = []
  const before = server.requests.length
  const outcome = await findWorkspaces(
    {
      hcp: createHcp(transport),
      log: {
        info: () => undefined,
        warning: (message) => said.push(message),
        waiting: () => undefined,
        untrusted: () => undefined,
        mask: () => undefined,
        conceal: () => undefined
      }
    },
    parseWorkspaceSelection(typeof text === 'string' ? text : text(server))
      .selection!,
    { organization: 'acme', max }
  ).catch((error: unknown) => error)
  const error = outcome instanceof Error ? outcome : undefined
  const found = outcome as Awaited<ReturnType<typeof findWorkspaces>>
  return {
    server,
    said,
    error,
    found,
    names: error ? [] : found.workspaces.map(({ name }) => name),
    requests: server.requests
      .slice(before)
      .map((request) =>
        [
          request.path,
          ...Object.entries(request.query).map((pair) => pair.join('='))
        ].join(' ')
      )
  }
}

const projects = [
  { name: 'Network Core', tagBindings: { team: 'core', tier: '1' } },
  { name: 'network CORE' },
  { name: 'Data' }
]
const world = [
  { name: 'net-us-eu' },
  { name: 'net-old-eu' },
  { name: 'net-eu', project: 'Network Core', tagNames: ['net'] },
  { name: 'net-us', project: 'Network Core', tagBindings: { team: '' } },
  { name: 'Net-ap', project: 'Data' },
  { name: 'dns', tagNames: ['team'] },
  { name: 'app', tagBindings: { team: 'x', env: 'prod' } },
  { name: 'xnet-eu', tagBindings: { env: 'prod', tier: '1' } }
]

describe('findWorkspaces', () => {
  it.each([
    ['net-eu', ['net-eu']],
    ['net-eu\ndns', ['dns', 'net-eu']],
    ['net-*', ['net-eu', 'net-old-eu', 'net-us', 'net-us-eu']],
    ['*-eu', ['net-eu', 'net-old-eu', 'net-us-eu', 'xnet-eu']],
    ['net-*-eu', ['net-old-eu', 'net-us-eu']],
    ['net-*-eu\n!net-old-eu', ['net-us-eu']],
    ['*net*us*\n!*-us', ['net-us-eu']],
    ['*\n!net-*\n!x*', ['Net-ap', 'app', 'dns']],
    ['tag:net', ['net-eu']],
    // M-6: flat, own with and without a value, inherited.
    ['tag:team', ['app', 'dns', 'net-eu', 'net-us']],
    ['tag:team=x', ['app']],
    ['tag:team=', ['net-us']],
    // Inherited, and overridden by the workspace's own.
    ['tag:team=core', ['net-eu']],
    ['tag:tier=1', ['net-eu', 'net-us', 'xnet-eu']],
    ['project:Network Core', ['net-eu', 'net-us']],
    ['project:data', ['Net-ap']],
    [
      'project:Data\ntag:env=prod\nnet-eu\n!app',
      ['Net-ap', 'net-eu', 'xnet-eu']
    ]
  ])('finds %j', async (text, names) => {
    const { found, names: actual, said } = await find(text)
    expect(actual).toEqual(names)
    expect(found.unread).toEqual([])
    expect(said).toEqual([])
  })

  it.each([
    ['net-eu', '/organizations/acme/workspaces/net-eu'],
    ['net-eu\n!x-*', '/organizations/acme/workspaces/net-eu']
  ])('asks for %j by one request', async (text, path) => {
    expect((await find(text)).requests).toEqual([`/api/v2${path}`])
  })

  it('asks for an id by one request', async () => {
    const { names, requests, server } = await find(
      (of) => `${of.workspace('dns').id}\n!${of.workspace('net-us').id}`
    )
    expect(names).toEqual(['dns'])
    expect(requests).toEqual([
      `/api/v2/workspaces/${server.workspace('dns').id}`
    ])
  })

  it('M-5: sends no inner star', async () => {
    const { requests } = await find('net-*-eu')
    expect(requests).toEqual([
      '/api/v2/organizations/acme/workspaces page[size]=100 sort=name search[wildcard-name]=net-*'
    ])
  })

  it('M-2: takes 250 in 3 requests', async () => {
    const many = Array.from({ length: 250 }, (_, at) => ({ name: `w-${at}` }))
    const { names, requests } = await find('w-*', {
      workspaces: many,
      max: 250
    })
    expect(names).toHaveLength(250)
    expect(requests).toHaveLength(3)
  })

  it.each([
    ['net-*-eu', 'search[wildcard-name]'],
    ['*-eu', 'search[wildcard-name]'],
    ['tag:team', 'search[tags]'],
    ['tag:team', 'filter[tagged]'],
    ['tag:team=x', 'filter[tagged]'],
    ['project:Network Core', 'filter[project][id]'],
    ['project:Network Core', 'filter[names]']
  ])('M-1: finds %j the same where %s is ignored', async (text, filter) => {
    const right = await find(text)
    const { names, said } = await find(text, { ignoredFilters: [filter] })
    expect(names).toEqual(right.names)
    expect(said).toEqual([
      `The server ignores ${filter}: what does not match is left out here.`
    ])
  })

  it('M-1: says once what is ignored', async () => {
    const { names, said } = await find(
      'net-*\n*-eu\ntag:team=x\ntag:env=prod',
      {
        ignoresListFilters: true
      }
    )
    expect(names).toContain('app')
    expect(names).not.toContain('Net-ap')
    expect(said).toEqual([
      'The server ignores search[wildcard-name], filter[tagged]: what does not match is left out here.'
    ])
  })

  it('M-3: reads bindings one by one where lists do not include them', async () => {
    const { names, requests } = await find('tag:team=core', {
      tags: 'not-included'
    })
    expect(names).toEqual(['net-eu'])
    expect(requests.map((each) => each.replace(/ws-\w+/, 'ws'))).toEqual([
      expect.stringContaining('[value]=core include=effective_tag_bindings'),
      expect.stringMatching(/\[value\]=core$/),
      '/api/v2/workspaces/ws/effective-tag-bindings'
    ])
  })

  it('M-3: refuses a key with a value where there are no such tags', async () => {
    const { error } = await find('tag:team=core', { tags: 'flat' })
    expect(error?.message).toMatch(
      /no key-value tags on this server, so 'tag:team=core'/
    )
  })

  it('finds flat tags where there are no others, and asks no more than one workspace', async () => {
    const { names, requests } = await find('tag:team', { tags: 'flat' })
    expect(names).toEqual(['dns'])
    expect(
      requests.filter((each) => each.endsWith('effective-tag-bindings'))
    ).toHaveLength(1)
  })

  it('M-4: refuses a project that is not there, and lists no workspaces', async () => {
    const { error, requests } = await find('project:Nets', {
      ignoredFilters: ['filter[names]']
    })
    expect(error?.message).toMatch(/'project:Nets' names no project/)
    expect(requests.filter((each) => each.includes('/workspaces'))).toEqual([])
  })

  it('refuses a project that two names may be', async () => {
    const { error } = await find('project:NETWORK CORE')
    expect(error?.message).toMatch(
      /may be each of 'Network Core', 'network CORE'/
    )
  })

  it('says how many of a project cannot be read', async () => {
    const { names, said } = await find('project:Network Core', {
      narrow: ['net-eu']
    })
    expect(names).toEqual(['net-eu'])
    expect(said).toEqual([
      expect.stringMatching(/has 2 workspaces, .* may read 1 of them/)
    ])
  })

  it('leaves out a row that does not tell its project', async () => {
    const { error } = await find('project:Network Core', {
      workspaces: [{ name: 'dns' }],
      ignoredFilters: ['filter[project][id]']
    })
    expect(error?.message).toMatch(/'project:Network Core' names no workspace/)
  })

  it.each([
    ['wat-*', {}, /'wat-\*' names no workspace\. Nothing was started/],
    [
      'NET-*',
      {},
      /'NET-\*' names no workspace\. 'Net-ap', 'net-eu', .* differ in case only/
    ],
    ['net-*\nwat-*', {}, /^'wat-\*' names no workspace\./],
    ['tag:no', {}, /'tag:no' names no workspace/],
    [
      'tag:net',
      { ignoresListFilters: true, workspaces: [{ name: 'a' }] },
      /'tag:net' names no/
    ],
    [
      'net-eu\ndns\n!*',
      {},
      /'!\*' leaves out all that 'net-eu', 'dns' name, so no workspace is left/
    ]
  ])('M-5: refuses %j', async (text, options, message) => {
    const { error } = await find(text, options)
    expect(error?.message).toMatch(message)
    expect(error?.name).toBe('RunRefusedError')
  })

  it('warns of what leaves out nothing', async () => {
    const { names, said } = await find('net-eu\n!net-EU')
    expect(names).toEqual(['net-eu'])
    expect(said).toEqual([
      expect.stringMatching(/'!net-EU' leaves out nothing/)
    ])
  })

  it('M-7: refuses more than the most, by their number', async () => {
    expect((await find('net-*', { max: 4 })).names).toHaveLength(4)
    const { error } = await find('net-*', { max: 3 })
    expect(error?.message).toMatch(
      /names 4 workspaces, and 'max-workspaces' is 3/
    )
  })

  it('goes on without a named one that cannot be read', async () => {
    const { names, found } = await find('net-eu\nmissing\ndns\ngone\n!gone')
    expect(names).toEqual(['dns', 'net-eu'])
    expect(found.unread).toEqual([
      { name: 'missing', error: expect.any(ApiError) as unknown }
    ])
  })

  it('tells what the server says of the only one', async () => {
    const { error } = await find('missing')
    expect(error?.message).toMatch(
      /'acme' is there, so the workspace 'missing'/
    )
  })

  it('does not take a wrong token for a missing workspace', async () => {
    const { error } = await find('net-eu\ndns', {
      workspaces: world,
      narrow: []
    })
    expect(error).toBeInstanceOf(ApiError)
  })
})

describe('wildcardOf', () => {
  it.each([
    ['net-*', 'net-*'],
    ['*-eu', '*-eu'],
    ['*net*', '*net*'],
    ['net-*-eu', 'net-*'],
    ['a*b*', 'a*'],
    ['*a*b', '*a*'],
    ['**a', '*a'],
    ['*', undefined],
    ['**', undefined]
  ])('of %s is %s', (glob, wildcard) => {
    expect(wildcardOf(glob)).toBe(wildcard)
  })
})
