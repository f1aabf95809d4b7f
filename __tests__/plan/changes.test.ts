import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import { PlanFormatError } from '../../src/plan/json.ts'
import { verbOf } from '../../src/plan/raw-change.ts'
import { fc } from '../fuzz.ts'
import { everything, old, plan, redacted, resource } from './documents.ts'
import { fixtureNames, readFixture, readFixtureText } from './fixtures.ts'

function parseFixture(name: string) {
  return reducePlan(readFixture(name)).changes
}

function drawn(
  lines: readonly { marker: string; depth: number; text: string }[]
) {
  return lines.map(
    ({ marker, depth, text }) => `${marker} ${'  '.repeat(depth)}${text}`
  )
}

describe('a plan made by the real terraform', () => {
  it('is there in numbers', () => {
    expect(fixtureNames.length).toBeGreaterThanOrEqual(25)
  })

  it.each(fixtureNames)('%s counts as terraform show prints', (name) => {
    const { counts, resources, actionInvocations } = parseFixture(name)
    const text = readFixtureText(name)
    const printed =
      /^Plan: (?:(\d+) to import, )?(\d+) to add, (\d+) to change, (\d+) to destroy\./m.exec(
        text
      )
    if (printed === null) {
      expect(resources).toEqual([])
      expect(actionInvocations).toEqual([])
    } else {
      expect({
        import: counts.import,
        add: counts.add,
        change: counts.change,
        destroy: counts.destroy
      }).toEqual({
        import: Number(printed[1] ?? 0),
        add: Number(printed[2]),
        change: Number(printed[3]),
        destroy: Number(printed[4])
      })
    }
  })

  it.each(fixtureNames)(
    '%s has the verbs that terraform show prints',
    (name) => {
      const text = readFixtureText(name)
      const of = (pattern: RegExp) => text.match(pattern)?.length ?? 0
      const { verbs, moves, counts, drift } = parseFixture(name)
      // What only refresh found to have moved.
      const found = drift.filter(({ verb }) => verb === 'no-op').length
      expect(verbs.create).toBe(of(/^ {2}# .* will be created$/gm))
      expect(verbs.update).toBe(of(/^ {2}# .* will be updated in-place/gm))
      expect(verbs.destroy).toBe(of(/^ {2}# .* will be destroyed$/gm))
      expect(verbs.read).toBe(of(/^ {2}# .* will be read during apply$/gm))
      expect(verbs.replace).toBe(
        of(/^ {2}# .* (?:must be|will be) replaced\b/gm)
      )
      expect(verbs.forget).toBe(
        of(/^ *# .* will no longer be managed by Terraform/gm)
      )
      expect(verbs.unknown).toBe(0)
      expect(moves + found).toBe(of(/has moved to|\(moved from /g))
      expect(counts.import).toBe(of(/will be imported$|\(imported from /gm))
    }
  )

  it.each(fixtureNames)('%s has the output changes printed', (name) => {
    const [, outputs = ''] = readFixtureText(name).split(
      /^Changes to Outputs:\n/m
    )
    const printed = [...outputs.matchAll(/^ {2}([-+~]) (\w+) +=/gm)].map(
      ([, sign = '', output]) => `${sign} ${output ?? ''}`
    )
    const signs = { create: '+', update: '~', destroy: '-' } as const
    expect(
      parseFixture(name).outputs.map(
        (output) => `${signs[output.verb as keyof typeof signs]} ${output.name}`
      )
    ).toEqual(printed)
  })

  it.each(fixtureNames)('%s marks what terraform show marks', (name) => {
    const text = readFixtureText(name)
    const forced = text.match(/# forces replacement/g)?.length ?? 0
    const drawnForced = parseFixture(name)
      .resources.flatMap((one) => one.diff)
      .filter(({ text: line }) => line.includes('# forces replacement')).length
    // Terraform leaves the remark out where the forced value is an object.
    expect(drawnForced).toBeGreaterThanOrEqual(forced)
  })
})

describe('verbOf', () => {
  it.each([
    ['no-op', 'no-op'],
    ['create', 'create'],
    ['read', 'read'],
    ['update', 'update'],
    ['delete', 'destroy'],
    ['forget', 'forget'],
    ['delete,create', 'replace'],
    ['create,delete', 'replace'],
    ['create,forget', 'replace'],
    ['forget,create', 'replace'],
    ['', 'unknown'],
    ['open', 'open'],
    ['open,close', 'unknown'],
    ['create,update', 'unknown']
  ])('takes %s for %s', (actions, verb) => {
    expect(verbOf(actions === '' ? [] : actions.split(','))).toBe(verb)
  })
})

describe('every kind of change', () => {
  const changes = reducePlan(everything).changes

  it('C-23: is counted as Terraform counts', () => {
    expect(changes.counts).toEqual({
      add: 3,
      change: 2,
      destroy: 3,
      import: 2,
      actionInvocations: 2
    })
    expect(changes.verbs).toEqual({
      create: 1,
      update: 2,
      replace: 2,
      destroy: 2,
      forget: 1,
      read: 1,
      open: 0,
      'no-op': 2,
      unknown: 1
    })
    expect(changes.moves).toBe(1)
    expect(changes.deferred).toBe(1)
    expect(changes.complete).toBe(false)
    expect(changes.errored).toBe(false)
  })

  it('keeps what Terraform lists, in its order', () => {
    expect(changes.resources.map(({ address }) => address)).toEqual([
      'data.aws_ami.web',
      'aws_instance.web',
      'aws_instance.kept_old',
      'aws_instance.web',
      'aws_vpc.old',
      'aws_vpc.legacy',
      'aws_vpc.new',
      'aws_vpc.tuned',
      'aws_vpc.moved',
      'aws_vpc.adopted',
      'aws_vpc.adopted_secret',
      'aws_vpc.future'
    ])
    expect(changes.resources[1]?.replacePaths).toEqual(['ami', 'tags.Name'])
    expect(changes.resources[3]?.deposed).toBe('0a1b2c3d')
    expect(changes.resources[8]?.previousAddress).toBe('aws_vpc.was')
  })

  it('tells an import id, with secrets in the resource or not', () => {
    const importing = new Map(
      changes.resources.map((one) => [one.address, one.importing])
    )
    expect(importing.get('aws_vpc.adopted')).toMatchObject({ id: 'vpc-1' })
    expect(importing.get('aws_vpc.adopted_secret')).toMatchObject({
      id: 'vpc-2'
    })
  })

  it('tells drift that matters from drift that does not', () => {
    expect(
      changes.drift.map(({ address, verb, relevant }) => [
        address,
        verb,
        relevant
      ])
    ).toEqual([
      ['aws_vpc.tuned', 'update', true],
      ['aws_iam_role.kept', 'destroy', false]
    ])
  })

  it('reads deferred changes, invocations and checks', () => {
    expect(changes.deferredChanges[0]).toMatchObject({
      address: 'kubernetes_namespace.app',
      verb: 'create',
      reason: 'provider_config_unknown'
    })
    expect(changes.actionInvocations).toMatchObject([
      {
        address: 'action.aws_lambda_invoke.notify',
        triggeringAddress: 'aws_vpc.new',
        event: 'AfterCreate'
      },
      {
        address: 'action.aws_lambda_invoke.alone',
        triggeringAddress: undefined
      }
    ])
    expect(drawn(changes.actionInvocations[0]?.diff ?? [])).toEqual([
      '+ function_name = "notify"',
      '+ payload       = (sensitive value)'
    ])
    expect(
      changes.checks.map(({ address, status }) => [address, status])
    ).toEqual([
      ['check.health', 'fail'],
      ['aws_vpc.new', 'pass'],
      ['output.url', 'unknown']
    ])
  })
})

describe('a redacted plan', () => {
  const changes = reducePlan(redacted).changes

  it('counts the same', () => {
    expect(changes.counts).toMatchObject({ add: 2, change: 2, destroy: 1 })
  })

  it('says that a hidden value may have changed where nothing else did', () => {
    expect(drawn(changes.resources[2]?.diff ?? [])).toContain(
      '~ value = (sensitive value) # may have changed'
    )
    expect(drawn(changes.outputs[1]?.diff ?? [])).toEqual([
      '~ db_password = (sensitive value) # may have changed'
    ])
  })

  it('takes blocks from the schemas that come with it', () => {
    expect(drawn(changes.resources[3]?.diff ?? [])).toEqual([
      '+ last_modified = (known after apply)',
      '~ memory_size   = 128 -> 256',
      '~ environment {',
      '~   variables = {',
      '~     B = "2" -> "3"',
      '      # (1 unchanged element hidden)',
      '    }',
      '  }',
      '+ vpc_config {',
      '+   subnet_ids = [',
      '+     "a",',
      '+     "b",',
      '+   ]',
      '+ }'
    ])
  })
})

describe('a plan of Terraform 0.12', () => {
  it('is read, and what is named like a secret is not shown', () => {
    const changes = reducePlan(old).changes
    expect(changes.counts).toMatchObject({ add: 1, destroy: 1 })
    expect(drawn(changes.resources[0]?.diff ?? [])).toEqual([
      '+ address  = (known after apply)',
      '~ engine   = "9.6" -> "12.1"',
      '~ password = (sensitive value)'
    ])
    expect(JSON.stringify(changes)).not.toContain('canary')
  })
})

describe('what is no plan', () => {
  it.each([
    ['null', null, /not a JSON object/],
    ['a list', [], /not a JSON object/],
    ['an empty object', {}, /no format_version/],
    ['a later major version', { format_version: '2.0' }, /"2\.0", known/],
    ['an odd version', { format_version: [1] }, /a object|an? object/],
    ['a version of digits alone', { format_version: '12' }, /"12"/],
    ['a state', { format_version: '1.0', values: {} }, /a state/]
  ])('%s is refused', (_, document, message) => {
    expect(() => reducePlan(document).changes).toThrow(PlanFormatError)
    expect(() => reducePlan(document).changes).toThrow(message)
  })

  it('refuses what is nested deeper than any plan', () => {
    let value: unknown = 'x'
    for (let i = 0; i < 20_000; i++) value = [value]
    const document = plan([resource('a.b', ['create'], { after: { value } })])
    expect(() => reducePlan(document).changes).toThrow(PlanFormatError)
  })

  it('takes later minor versions and unknown members', () => {
    expect(
      reducePlan({ format_version: '1.99', novelty: 1, resource_changes: [] })
        .changes.resources
    ).toEqual([])
  })
})

describe('any JSON', () => {
  it('is parsed or refused cleanly', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        try {
          JSON.stringify(reducePlan(document).changes)
        } catch (error) {
          expect(error).toBeInstanceOf(PlanFormatError)
        }
      })
    )
  })

  it('in the place of any member is parsed', () => {
    const names = Object.keys(everything)
    fc.assert(
      fc.property(
        fc.constantFrom(...names.filter((name) => name !== 'format_version')),
        fc.jsonValue(),
        (name, value) => {
          const document = { ...everything, [name]: value }
          expect(JSON.stringify(reducePlan(document).changes)).toContain(
            'counts'
          )
        }
      )
    )
  })

  it('in the place of any member of a change is parsed', () => {
    const names = [
      'actions',
      'before',
      'after',
      'after_unknown',
      'before_sensitive',
      'after_sensitive',
      'replace_paths',
      'importing'
    ]
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names), fc.jsonValue()),
        fc.dictionary(
          fc.constantFrom('address', 'mode', 'deposed'),
          fc.jsonValue()
        ),
        (change, more) => {
          const document = plan([resource('a.b', ['update'], change, more)])
          expect(JSON.stringify(reducePlan(document).changes)).toContain(
            'counts'
          )
        }
      )
    )
  })
})
