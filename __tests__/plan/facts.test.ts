import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import { readPlanStream } from '../../src/run/reading/plan-stream.ts'
import { plan, resource } from './documents.ts'

function changesOf(json: Record<string, unknown>) {
  return reducePlan(json).changes
}

async function digestsOf(json: Record<string, unknown>) {
  const bytes = Buffer.from(JSON.stringify(json))
  const chunks = (async function* () {
    yield await Promise.resolve(bytes)
  })()
  return [reducePlan(json).digest, (await readPlanStream(chunks)).digest]
}

const updated = resource('a.b', ['update'], {
  before: { x: 1 },
  after: { x: 2 }
})

/** A plan that depends on `group`, of which so much changed outside. */
function drifted(
  attributes: readonly unknown[],
  change: Record<string, unknown> = {},
  changes: readonly unknown[] = [updated]
) {
  return changesOf(
    plan(changes, {
      resource_drift: [
        resource('aws_group.g', ['update'], {
          before: { arn: 'a', size: 1, tags: { k: 'v', o: 'p' } },
          after: { arn: 'a', size: 2, tags: { k: 'w', o: 'q' } },
          ...change
        })
      ],
      relevant_attributes: attributes
    })
  ).drift
}

const of = (...attribute: unknown[]) => ({ resource: 'aws_group.g', attribute })

describe('drift', () => {
  it.each<readonly [string, readonly unknown[], boolean]>([
    ['of nothing that is used', [], false],
    ['of another attribute than the one that is used', [of('arn')], false],
    ['of the attribute that is used', [of('size')], true],
    ['below the attribute that is used', [of('tags')], true],
    ['of the member that is used', [of('tags', 'k')], true],
    ['of a resource that is used whole', [of()], true],
    ['of another resource', [{ resource: 'a.c', attribute: ['size'] }], false]
  ])('%s', (_, attributes, isRelevant) => {
    expect(drifted(attributes)[0]?.relevant).toBe(isRelevant)
  })

  it('shows what is used, and counts the others', () => {
    expect(drifted([of('tags', 'k')])[0]?.relevantDiff).toEqual([
      { marker: '~', depth: 0, text: 'tags = {' },
      { marker: '~', depth: 1, text: 'k = "v" -> "w"' },
      { marker: ' ', depth: 0, text: '}' },
      { marker: ' ', depth: 0, text: '# (1 unchanged attribute hidden)' },
      {
        marker: ' ',
        depth: 0,
        text: '# (2 other changes, which this plan does not depend on)'
      }
    ])
  })

  it('is told of what was deleted, if any of it is used', () => {
    const gone = { actions: ['delete'], after: null }
    expect(drifted([of('arn')], gone)[0]?.relevant).toBe(true)
    expect(drifted([], gone)[0]?.relevant).toBe(false)
  })

  it('may be of a secret that only the redacted plan has', () => {
    const secret = { before: { k: '…' }, after: { k: '…' } }
    const masks = {
      before_sensitive: { k: true },
      after_sensitive: { k: true }
    }
    const [drift] = changesOf({
      plan_format_version: '1.2',
      resource_changes: [updated],
      resource_drift: [
        resource('aws_group.g', ['update'], { ...secret, ...masks })
      ],
      relevant_attributes: [of('k')]
    }).drift
    expect(drift?.relevant).toBe(true)
    expect(drift?.relevantDiff[0]?.text).toContain('may have changed')
  })
})

describe('a refresh-only plan', () => {
  const drift = [resource('a.b', ['update'], { before: { x: 1 } })]
  const moved = [resource('a.b', ['no-op'], {}, { previous_address: 'a.was' })]
  it.each<readonly [string, Record<string, unknown>, boolean]>([
    ['records drift', { resource_drift: drift }, true],
    ['can be applied', { resource_drift: drift, applyable: true }, true],
    ['may only tell a move', { resource_drift: moved, applyable: false }, true],
    [
      'is none that plans to do nothing',
      { resource_drift: drift, applyable: false },
      false
    ],
    ['is none without drift', { applyable: true }, false]
  ])('%s', (_, more, expected) => {
    expect(changesOf(plan([], more)).isRefreshOnly).toBe(expected)
  })

  it('is none that lists what is unchanged', () => {
    const json = plan([resource('a.c', ['no-op'])], { resource_drift: drift })
    expect(changesOf(json).isRefreshOnly).toBe(false)
  })
})

describe('a condition of Terraform 1.2', () => {
  const condition = (more: Record<string, unknown>) => ({
    address: 'a.b',
    condition_type: 'ResourcePostcondition',
    result: false,
    unknown: false,
    ...more
  })
  const json = plan([], {
    condition_results: [
      condition({ result: true }),
      condition({ unknown: true }),
      condition({ error_message: 'It is too short.' })
    ]
  })

  it('is a check like any other, and no part that is not known', async () => {
    const chunks = (async function* () {
      yield await Promise.resolve(Buffer.from(JSON.stringify(json)))
    })()
    for (const { changes } of [
      reducePlan(json),
      await readPlanStream(chunks)
    ]) {
      expect(changes.hasUnknownParts).toBe(false)
      expect(
        changes.checks.map(({ address, status }) => [address, status])
      ).toEqual([
        ['a.b', 'pass'],
        ['a.b', 'unknown'],
        ['a.b', 'fail']
      ])
      expect(changes.checks[2]?.problems).toEqual(['It is too short.'])
    }
  })
})

describe('a check', () => {
  const check = (status: string, instances: readonly unknown[]) =>
    changesOf(
      plan([], {
        checks: [
          {
            address: { kind: 'check', to_display: 'check.c' },
            status,
            instances
          }
        ]
      })
    ).checks.map(({ address, status: end, problems }) => [
      address,
      end,
      problems.length
    ])
  const instance = (key: string, status: string, ...messages: string[]) => ({
    address: { to_display: `check.c${key}` },
    status,
    problems: messages.map((message) => ({ message }))
  })

  it('is told for each of its instances', () => {
    expect(
      check('fail', [
        instance('["a"]', 'fail', '1', '2'),
        instance('["b"]', 'error', '3'),
        instance('["c"]', 'pass')
      ])
    ).toEqual([
      ['check.c["a"]', 'fail', 2],
      ['check.c["b"]', 'error', 1],
      ['check.c["c"]', 'pass', 0]
    ])
  })

  it('is told as a whole where no instance says what it does', () => {
    expect(check('error', [])).toEqual([['check.c', 'error', 0]])
    expect(check('fail', [instance('["a"]', 'pass')])).toEqual([
      ['check.c', 'fail', 0],
      ['check.c["a"]', 'pass', 0]
    ])
  })
})

describe('an import', () => {
  const importing = (change: Record<string, unknown>) =>
    changesOf(plan([resource('a.b', ['no-op'], change)])).resources[0]
      ?.importing

  it('may be by an identity', () => {
    expect(
      importing({ importing: { identity: { region: 'eu', n: 1, x: null } } })
    ).toEqual({
      id: undefined,
      identity: 'region = "eu", n = 1',
      isGenerated: false
    })
  })

  it('may have its configuration generated', () => {
    expect(
      importing({ importing: { id: 'b' }, generated_config: 'resource {}' })
    ).toMatchObject({ id: 'b', isGenerated: true })
  })

  it('tells no id that is a secret elsewhere', () => {
    const secret = {
      before: { id: 'a', password: 'canary-value-1' },
      after: { id: 'a', password: 'canary-value-1' },
      before_sensitive: { password: true },
      after_sensitive: { password: true }
    }
    expect(
      importing({ ...secret, importing: { id: 'db:canary-value-1' } })?.id
    ).toBe('db:***')
    expect(
      importing({ ...secret, importing: { identity: { k: 'canary-value-1' } } })
        ?.identity
    ).toBe('k = "***"')
  })
})

describe('a write-only attribute', () => {
  const lines = (
    actions: readonly string[],
    before: unknown,
    after: unknown,
    schema?: Record<string, unknown>
  ) =>
    (
      changesOf(
        plan([resource('a_b.c', actions, { before, after })], {
          ...(schema && {
            provider_schemas: {
              'registry.terraform.io/hashicorp/aws': {
                resource_schemas: { a_b: { block: { attributes: schema } } }
              }
            }
          })
        })
      ).resources[0]?.diff ?? []
    )
      .filter(({ text }) => text.includes('write-only'))
      .map(({ marker, text }) => `${marker} ${text}`)
  const named = ['+ p_wo         = (write-only attribute)']

  it('is named where it is set, by its version', () => {
    expect(lines(['create'], null, { p_wo: null, p_wo_version: 1 })).toEqual(
      named
    )
    expect(lines(['create'], null, { p_wo: null, p_wo_version: null })).toEqual(
      []
    )
  })

  it('may have changed when its version does', () => {
    expect(
      lines(
        ['update'],
        { p_wo: null, p_wo_version: 1 },
        { p_wo: null, p_wo_version: 2 }
      )
    ).toEqual(['~ p_wo         = (write-only attribute) # may have changed'])
    const same = { p_wo: null, p_wo_version: 1 }
    expect(lines(['update'], { ...same, x: 1 }, { ...same, x: 2 })).toEqual([])
  })

  it('is known by the schema, whatever its name', () => {
    const schema = { q: { write_only: true }, p_wo: {}, p_wo_version: {} }
    expect(
      lines(['create'], null, { q: null, p_wo: null, p_wo_version: 1 }, schema)
    ).toEqual(['+ q            = (write-only attribute)'])
  })
})

describe('an ephemeral resource of OpenTofu', () => {
  it('is opened, and nothing dangerous', () => {
    const json = plan([
      resource(
        'ephemeral.a.b',
        ['open'],
        { before: null, after: null },
        { mode: 'ephemeral' }
      )
    ])
    const { resources, verbs, counts } = changesOf(json)
    expect(resources[0]).toMatchObject({ verb: 'open', mode: 'ephemeral' })
    expect(verbs.unknown).toBe(0)
    expect(counts).toMatchObject({ add: 0, change: 0, destroy: 0 })
  })
})

describe('a plan from before Terraform 1.1', () => {
  const secret = { name: 'n', db: [{ admin_password: 'canary-of-old' }] }
  const old = (more: Record<string, unknown>) => ({
    ...plan([
      resource('a_b.c', ['create'], {
        before: null,
        after: secret,
        before_sensitive: false,
        after_sensitive: {}
      })
    ]),
    ...more
  })

  it.each<readonly [string, Record<string, unknown>]>([
    ['by its format', { format_version: '0.2', terraform_version: undefined }],
    ['by its version', { terraform_version: '1.0.11' }],
    ['0.15', { format_version: '0.1', terraform_version: '0.15.0' }]
  ])('hides what its names call secret: %s', (_, more) => {
    const { changes, secrets } = reducePlan(old(more))
    expect(JSON.stringify(changes)).not.toContain('canary-of-old')
    expect([...secrets]).toContain('canary-of-old')
  })

  it('hides what a schema calls sensitive', () => {
    const json = old({
      format_version: '0.2',
      provider_schemas: {
        'registry.terraform.io/hashicorp/aws': {
          resource_schemas: {
            a_b: { block: { attributes: { name: { sensitive: true } } } }
          }
        }
      }
    })
    expect(JSON.stringify(changesOf(json))).not.toContain('"n\\"')
  })

  it('is all: later masks are believed', () => {
    expect(JSON.stringify(changesOf(old({})))).toContain('canary-of-old')
  })
})

describe('a forgotten object', () => {
  it('is told by what tells it from others', () => {
    const { resources } = changesOf(
      plan([
        resource('a.b', ['forget'], {
          before: { arn: 'arn:1', id: 'i', size: 1, password: 'p', none: null },
          after: null,
          before_sensitive: { password: true }
        })
      ])
    )
    expect(resources[0]?.diff.map(({ marker, text }) => marker + text)).toEqual(
      [' arn = "arn:1"', ' id  = "i"', ' # (2 unchanged attributes hidden)']
    )
  })
})

describe('members that are not known', () => {
  const base = plan([updated])
  it.each<readonly [string, Record<string, unknown>]>([
    ['a list', { actions_of_tomorrow: [{ a: 1 }] }],
    ['an object', { actions_of_tomorrow: { a: 1 } }],
    ['a text', { actions_of_tomorrow: 'a' }],
    ['false', { actions_of_tomorrow: false }],
    [
      'one of an element',
      { resource_changes: [{ ...updated, does: 'something' }] }
    ],
    [
      'one of a change',
      {
        resource_changes: [
          {
            ...updated,
            change: { ...(updated['change'] as object), does: 'something' }
          }
        ]
      }
    ]
  ])('make another digest: %s', async (_, more) => {
    const [whole, streamed] = await digestsOf({ ...base, ...more })
    expect(streamed).toBe(whole)
    expect(whole).not.toBe(reducePlan(base).digest)
  })

  it('make another digest by their order and their values', async () => {
    const some = await Promise.all(
      [[1, 2], [2, 1], [12], { a: 1, b: 2 }, { a: 2, b: 1 }].map((member) =>
        digestsOf({ ...base, tomorrow: member })
      )
    )
    for (const [whole, streamed] of some) expect(streamed).toBe(whole)
    expect(new Set(some.map(([whole]) => whole)).size).toBe(some.length)
    expect(reducePlan({ ...base, tomorrow: { b: 2, a: 1 } }).digest).toBe(
      some[3]?.[0]
    )
  })

  it('make none that only tell when and by whom', () => {
    expect(
      reducePlan({ ...base, timestamp: 'now', applyable: true, errored: false })
        .digest
    ).toBe(reducePlan(base).digest)
  })
})
