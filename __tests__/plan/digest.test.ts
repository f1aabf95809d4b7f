import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import { digestInput } from '../../src/plan/digest.ts'
import { isExactNumber } from '../../src/plan/exact-number.ts'
import { PlanFormatError } from '../../src/plan/json.ts'
import { fc } from '../fuzz.ts'
import { everything, plan, resource } from './documents.ts'
import { fixtureNames, readFixture } from './fixtures.ts'

/** The same JSON with the members of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null || isExactNumber(value)) {
    return value
  }
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)])
  )
}

/** A copy with another value at the path. */
function edited(
  value: unknown,
  path: readonly (string | number)[],
  replacement: unknown
): unknown {
  const [step, ...rest] = path
  if (step === undefined) return replacement
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      index === step ? edited(item, rest, replacement) : item
    )
  }
  const object = (value ?? {}) as Record<string, unknown>
  return { ...object, [step]: edited(object[step], rest, replacement) }
}

describe('the digest of a plan', () => {
  it('is a word and 64 hex digits, different for every different plan', () => {
    const digests = fixtureNames.map(
      (name) => reducePlan(readFixture(name)).digest
    )
    for (const digest of digests) {
      expect(digest).toMatch(/^(?:full|partial):[0-9a-f]{64}$/)
    }
    // These do nothing at all; those two do the same, for another reason.
    const alike = ['no-changes', 'refresh-only', 'replace-requested']
    const inputs = new Set(
      fixtureNames
        .filter((name) => !alike.includes(name))
        .map((name) => digestInput(readFixture(name)))
    )
    expect(inputs.size).toBe(fixtureNames.length - alike.length)
  })

  it.each(fixtureNames)('is the same for %s in another key order', (name) => {
    const document = readFixture(name)
    expect(reducePlan(reversed(document)).digest).toBe(
      reducePlan(document).digest
    )
  })

  it('is the same in another order of resources, and with what does nothing', () => {
    const changes = everything['resource_changes'] as readonly unknown[]
    const document = {
      ...everything,
      resource_changes: [
        ...[...changes].reverse(),
        resource('a.same', ['no-op'])
      ],
      timestamp: '2026-01-01T00:00:00Z',
      terraform_version: '9.9.9',
      resource_drift: []
    }
    expect(reducePlan(document).digest).toBe(reducePlan(everything).digest)
  })

  it('differs from the redacted layout by its word only', () => {
    const full = plan([
      resource('a.b', ['update'], {
        before: { p: 'old', v: 1 },
        after: { p: 'new', v: 2 },
        before_sensitive: { p: true },
        after_sensitive: { p: true }
      })
    ])
    const text = JSON.stringify(full)
      .replace('"format_version"', '"plan_format_version"')
      .replaceAll(/"(old|new)"/g, '"REDACTED"')
    expect(reducePlan(JSON.parse(text)).digest).toBe(
      reducePlan(full).digest.replace(/^values:/, 'redacted:')
    )
  })

  const change = (index: number, ...path: (string | number)[]) => [
    'resource_changes',
    index,
    'change',
    ...path
  ]
  const invocation = ['action_invocations', 0]
  const edits: readonly [string, (string | number)[], unknown][] = [
    ['an address', ['resource_changes', 3, 'address'], 'x.y'],
    ['actions', change(3, 'actions'), ['delete', 'create']],
    ['a value before', change(9, 'before', 'a'), 9],
    ['a value after', change(9, 'after', 'a'), '2'],
    ['a nested value', change(3, 'after', 'tags', 'Name'), 'y'],
    ['an unknown', change(3, 'after_unknown', 'ami'), true],
    ['a mask', change(3, 'after_sensitive', 'ami'), true],
    ['a replace path', change(3, 'replace_paths'), [['ami']]],
    ['a deposed key', ['resource_changes', 5, 'deposed'], 'ffffffff'],
    ['a move', ['resource_changes', 10, 'previous_address'], 'a.b'],
    ['an import', change(11, 'importing', 'id'), 'z'],
    ['a change less', change(13, 'actions'), ['no-op']],
    ['an invocation less', ['action_invocations'], []],
    [
      'its event',
      [...invocation, 'lifecycle_action_trigger', 'action_trigger_event'],
      'BeforeCreate'
    ],
    ['its values', [...invocation, 'config_values', 'function_name'], 'n'],
    ['a deferred change', ['deferred_changes', 0, 'reason'], 'x'],
    ['an output', ['output_changes'], { o: { actions: ['create'], after: 1 } }]
  ]

  it.each(edits)('changes with %s', (_, path, value) => {
    expect(reducePlan(edited(everything, path, value)).digest).not.toBe(
      reducePlan(everything).digest
    )
  })

  it('holds the drift of a plan that changes nothing else', () => {
    const drift = (value: number) =>
      plan([], {
        resource_drift: [
          resource('a.b', ['update'], { before: { v: 0 }, after: { v: value } })
        ]
      })
    expect(reducePlan(drift(1)).digest).not.toBe(reducePlan(drift(2)).digest)
  })

  it('tells values apart whatever they are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const of = (value: unknown) =>
          digestInput(plan([resource('a.b', ['create'], { after: { value } })]))
        const isSame = canonical(one) === canonical(other)
        expect(of(one) === of(other)).toBe(isSame)
      })
    )
  })

  it.each([
    [{ deny: null }, {}],
    [{ o: { b: null } }, { o: {} }],
    [{ l: [null] }, { l: [] }],
    [{ l: [] }, { l: null }],
    [{ o: {} }, { o: null }]
  ])('tells null, absent and empty apart: %j, %j', (one, other) => {
    const of = (after: unknown) =>
      reducePlan(plan([resource('a.b', ['update'], { before: {}, after })]))
        .digest
    expect(of(one)).not.toBe(of(other))
  })

  it('refuses what is no plan', () => {
    expect(() => reducePlan({}).digest).toThrow(PlanFormatError)
  })
})

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
    .join()}}`
}

describe('fingerprints', () => {
  it('tells which resource changes differently', () => {
    const path = ['resource_changes', 9, 'change', 'after', 'a']
    const document = edited(everything, path, 3)
    const before = reducePlan(everything).changes.resources
    const after = reducePlan(document).changes.resources
    const differs = after
      .filter(({ fingerprint }, i) => fingerprint !== before[i]?.fingerprint)
      .map(({ address }) => address)
    expect(differs).toEqual(['aws_vpc.tuned'])
    for (const { fingerprint } of before) {
      expect(fingerprint).toMatch(/^[0-9a-f]{8}$/)
    }
  })
})

describe('the configuration in the digest', () => {
  const document = (configuration: unknown, more = {}) =>
    plan(
      [
        resource(
          'module.app["eu"].aws_x.y[0]',
          ['update'],
          { before: { a: 1 }, after: { a: 2 } },
          { module_address: 'module.app["eu"]' }
        )
      ],
      {
        configuration,
        output_changes: { o: { actions: ['create'], before: null, after: 1 } },
        ...more
      }
    )
  const configuration = {
    provider_config: {
      aws: { name: 'aws', expressions: { region: { constant_value: 'eu' } } },
      'aws.other': { name: 'aws', alias: 'other' }
    },
    root_module: {
      outputs: { o: { expression: { references: ['local.a'] } } },
      module_calls: {
        app: {
          source: './app',
          version_constraint: '1.0.0',
          expressions: { name: { constant_value: 'x' } },
          module: {
            resources: [
              {
                address: 'aws_x.y',
                provider_config_key: 'aws',
                expressions: { a: { references: ['var.name'] } },
                provisioners: [
                  {
                    type: 'local-exec',
                    expressions: { command: { constant_value: 'true' } }
                  }
                ],
                a_member_of_the_future: 1
              },
              { address: 'aws_x.unchanged', provider_config_key: 'aws' }
            ]
          }
        }
      }
    }
  }
  const call = ['root_module', 'module_calls', 'app']
  const y = [...call, 'module', 'resources', 0]
  const digest = (changed: unknown, more = {}) =>
    reducePlan(document(changed, more)).digest
  const changed = (path: readonly (string | number)[], value: unknown) => {
    const copy = structuredClone(configuration) as unknown
    let at = copy as Record<string | number, unknown>
    for (const step of path.slice(0, -1)) {
      at = at[step] as Record<string | number, unknown>
    }
    at[path.at(-1) ?? ''] = value
    return copy
  }

  it.each<readonly [string, readonly (string | number)[], unknown]>([
    ['an expression', [...y, 'expressions', 'a'], { references: ['var.z'] }],
    ['a provisioner', [...y, 'provisioners'], []],
    ['the alias', [...y, 'provider_config_key'], 'aws.other'],
    ['its provider', ['provider_config', 'aws', 'expressions'], {}],
    ['a module source', [...call, 'source'], './other'],
    ['a module version', [...call, 'version_constraint'], '1.0.1'],
    ['an argument of a module', [...call, 'expressions'], {}],
    ['an output', ['root_module', 'outputs', 'o'], { expression: {} }],
    ['what is not known here', [...y, 'a_member_of_the_future'], 2]
  ])('is another with %s', (_, path, value) => {
    expect(digest(changed(path, value))).not.toBe(digest(configuration))
  })

  it('is the same where only what does not change is configured anew', () => {
    const path = [...call, 'module', 'resources', 1, 'count_expression']
    expect(digest(changed(path, {}))).toBe(digest(configuration))
  })

  /** Terraform tells of most expressions only the names in them. */
  describe('is partial where an expression matters that is not told:', () => {
    const word = (configured: unknown, more = {}) =>
      digest(configured, more).split(':')[0]
    const references = { references: ['local.a'] }
    const unknown = {
      output_changes: { o: { actions: ['create'], after_unknown: true } }
    }

    it('none, where every value is known', () => {
      expect(word(configuration)).toBe('full')
    })

    it.each<readonly [string, readonly (string | number)[], unknown]>([
      ['of another attribute', [...y, 'expressions', 'b'], references],
      ['without any name', [...y, 'expressions', 'b'], {}],
      ['in a block', [...y, 'expressions', 'b'], [{ c: references }]],
      ['of a new shape', [...y, 'expressions', 'b'], 'x'],
      [
        'of a provisioner',
        [...y, 'provisioners', 0, 'expressions', 'command'],
        references
      ],
      [
        'of the connection of a provisioner',
        [...y, 'provisioners', 0, 'connection'],
        { expressions: { host: references } }
      ],
      ['of a connection', [...y, 'connection'], { expressions: { host: {} } }],
      [
        'of the provider',
        ['provider_config', 'aws', 'expressions', 'region'],
        references
      ],
      ['of nothing: it is not there', [...y, 'address'], 'aws_x.z']
    ])('%s', (_, path, value) => {
      expect(word(changed(path, value))).toBe('partial')
      expect(digest(changed(path, value))).not.toBe(digest(configuration))
    })

    it('of an output', () => {
      expect(word(configuration, unknown)).toBe('partial')
      const told = changed(['root_module', 'outputs', 'o', 'expression'], {
        constant_value: 1
      })
      expect(word(told, unknown)).toBe('full')
    })

    it.each([
      ['a value that is not known yet', { a: 2 }, { a: true }, 'partial'],
      ['a part of a value', { a: { b: 1 } }, { a: { b: [true] } }, 'partial'],
      ['everything', { a: 2 }, true, 'partial'],
      ['null, as what is never read back', { a: null }, {}, 'partial'],
      ['a known value', { a: 2 }, { id: true }, 'full']
    ])('%s', (_, after, after_unknown, want) => {
      const { resource_changes: changes } = document(configuration)
      const [change] = changes as { change: object }[]
      const of = { ...change?.change, after, after_unknown }
      expect(
        word(configuration, { resource_changes: [{ ...change, change: of }] })
      ).toBe(want)
    })

    it('of an action', () => {
      const action = (config_unknown: unknown) => ({
        action_invocations: [
          { address: 'action.a.b', config_values: { x: 1 }, config_unknown }
        ]
      })
      const with_ = (expression: unknown) =>
        changed(
          ['root_module', 'actions'],
          [{ address: 'action.a.b', expressions: { x: expression } }]
        )
      expect(word(configuration, action({}))).toBe('partial')
      expect(word(with_(references), action({}))).toBe('full')
      expect(word(with_(references), action({ x: true }))).toBe('partial')
      expect(word(with_({ constant_value: 1 }), action({ x: true }))).toBe(
        'full'
      )
    })

    it('not of what is destroyed', () => {
      const gone = [
        resource('aws_x.z', ['delete'], { before: { a: 1 }, after: null })
      ]
      expect(word(configuration, { resource_changes: gone })).toBe('full')
    })

    it('and then covers the variables, but no secret', () => {
      const open = changed([...y, 'expressions', 'b'], references)
      const variables = (value: string) => ({ variables: { v: { value } } })
      const seen = ['eu', 'us'].map((value) => digest(open, variables(value)))
      expect(new Set(seen).size).toBe(2)
      const root = { ...(open as { root_module: object }).root_module }
      const secret = {
        ...(open as object),
        root_module: { ...root, variables: { v: { sensitive: true } } }
      }
      const hidden = ['eu', 'us'].map((value) =>
        digest(secret, variables(value))
      )
      expect(new Set(hidden).size).toBe(1)
    })
  })

  it('covers deferred action invocations and unknown members', () => {
    const deferred = (reason: string) => ({
      deferred_action_invocations: [
        { reason, action_invocation: { address: 'action.a.b' } }
      ]
    })
    const digests = [{}, deferred('x'), deferred('y')].map((more) =>
      digest(configuration, more)
    )
    expect(new Set(digests).size).toBe(3)
    const odd = (after: number) =>
      reducePlan(plan([resource('a.b', ['update'], { new_thing: after })]))
        .digest
    expect(odd(1)).not.toBe(odd(2))
  })
})

describe('deferred action invocations', () => {
  it('are listed and counted', () => {
    const { actionInvocations, deferred, counts } = reducePlan(
      plan([], {
        deferred_action_invocations: [
          {
            reason: 'deferred_prereq',
            action_invocation: { address: 'action.a.b' }
          }
        ]
      })
    ).changes
    expect(actionInvocations[0]).toMatchObject({
      address: 'action.a.b',
      deferred: { reason: 'deferred_prereq' }
    })
    expect([deferred, counts.actionInvocations]).toEqual([1, 0])
  })
})
