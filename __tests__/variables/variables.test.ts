import { execFileSync } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import { fc, runs } from '../fuzz.ts'
import { stringify } from 'yaml'
import { parseJsonVariables } from '../../src/variables/json-variables.ts'
import { encodeString } from '../../src/variables/literals.ts'
import {
  mergeVariables,
  parseVariables
} from '../../src/variables/variables.ts'
import { readHclLiteral } from '../run/hcl-literal.ts'

async function valuesOf(text: string): Promise<Record<string, string>> {
  const variables = await parseVariables(text)
  return Object.fromEntries(variables.map(({ key, value }) => [key, value]))
}

const sigils = fc.string({
  unit: fc.constantFrom(
    '$',
    '%',
    '{',
    '}',
    '"',
    '\\',
    '\n',
    '\r',
    'é',
    'u',
    '😀'
  ),
  maxLength: 24
})
const anyText = fc.oneof(
  sigils,
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' })
)
const anyData = fc.letrec((tie) => ({
  data: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyText,
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('data'), { maxLength: 4 }),
    fc
      .dictionary(anyText, tie('data'), { maxKeys: 4, noNullPrototype: true })
      .filter((map) => Object.keys(map).join() !== 'hcl')
  )
})).data

describe('encodeString', () => {
  it.each([
    ['eu', '"eu"'],
    ['', '""'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['${x}', '"$${x}"'],
    ['$${x}', '"$$${x}"'],
    ['%{ if x }', '"%%{ if x }"'],
    ['$ 5% {', '"$ 5% {"'],
    ['a\nb\tc\r', '"a\\nb\\tc\\r"'],
    ['\b\f', '"\\u0008\\u000c"'],
    ['\\b', '"\\\\b"'],
    ['😀é', '"😀é"']
  ])('%j', (text, literal) => {
    expect(encodeString(text)).toBe(literal)
  })

  it('C-30: survives: what HCL reads back is the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readHclLiteral(encodeString(text))).toBe(text)
      }),
      { numRuns: runs(1_000) }
    )
  })

  it('refuses what is no Unicode, without saying it', () => {
    expect(() => encodeString('a\ud83d')).toThrow('surrogate')
  })
})

describe('parseVariables', () => {
  it('encodes every kind of YAML value', async () => {
    expect(
      await valuesOf(
        [
          'region: eu-west-1',
          'replicas: 3',
          'ratio: 0.50',
          'octal: 0x1F',
          'long: 12345678901234567890',
          'padded: +007',
          'version: "1.10"',
          'on: true',
          'nothing:',
          'zones: [a, b, 1]',
          'tags: {Name: web, "a b": null}',
          'script: |',
          '  echo "${HOME}"',
          'empty: {}',
          'subnets: !hcl \'toset(["a", "b"])\'',
          'count: {hcl: "1 + 2"}',
          'nested:',
          '  - hcl: max(1, 2)'
        ].join('\n')
      )
    ).toEqual({
      region: '"eu-west-1"',
      replicas: '3',
      ratio: '0.50',
      octal: '31',
      long: '12345678901234567890',
      padded: '7',
      version: '"1.10"',
      on: 'true',
      nothing: 'null',
      zones: '["a", "b", 1]',
      tags: '{ "Name" = "web", "a b" = null }',
      script: '"echo \\"$${HOME}\\"\\n"',
      empty: '{}',
      subnets: 'toset(["a", "b"])',
      count: '1 + 2',
      nested: '[max(1, 2)]'
    })
  })

  it('takes JSON, with every digit', async () => {
    expect(
      await valuesOf('{"a": 12345678901234567890.10, "b": {"hcl": "[1]"}}')
    ).toEqual({ a: '12345678901234567890.10', b: '[1]' })
  })

  it('takes YAML in flow style, and nothing at all', async () => {
    expect(await valuesOf('{a: 1, b: x}')).toEqual({ a: '1', b: '"x"' })
    expect(await valuesOf('# nothing')).toEqual({})
  })

  it('ends the heredoc of an expression', async () => {
    expect(await valuesOf('a: !hcl |\n  <<EOT\n  x\n  EOT\n')).toEqual({
      a: '<<EOT\nx\nEOT\n'
    })
  })

  it.each([
    ['- a', /not a map.*line 1/],
    ['just text', /not a map/],
    ['a: 1\nb: [1', /not YAML.*line 2/],
    ['a: 1\na: 2', /not YAML \(a name that is there before\) \(line 2\)/],
    ['a: &x 1\nb: *x', /alias in 'b'.*line 2/],
    ['a: 1\n2b: 1', /"2b", which is no name.*line 2/],
    ['a.b: 1', /"a\.b", which is no name/],
    [`${'k'.repeat(129)}: 1`, /129 characters \(at most 128\)/],
    ['a: .inf', /no finite number for 'a'.*line 1/],
    ['a: !secret hush', /not YAML/],
    ['a: 1\nb: !hcl "[1"', /'hcl' expression for 'b'.*not closed.*line 2/],
    ['b: !hcl ""', /is empty/],
    ['b: !hcl "1\\nc = 2"', /does not end where its line ends/],
    ['a:\n  [1]: 2', /a key that is no text.*line 2/],
    ['{"a": 1,}x', /not YAML/],
    [`a: ${'['.repeat(80)}${']'.repeat(80)}`, /nested deeper/]
  ])('refuses %j', async (text, message) => {
    await expect(parseVariables(text)).rejects.toThrow(message)
  })

  it('never quotes a value in an error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          (secret: string) => `a: "${secret}`,
          (secret: string) => `{"a": "${secret}" 1}`,
          (secret: string) => `a: 1\n- ${secret}`,
          (secret: string) => `a: !hcl '["${secret}"'`,
          (secret: string) => `a: *${secret}`,
          (secret: string) => `a: '${secret}'${secret}: x`,
          (secret: string) => `- ${secret}`,
          (secret: string) => `%${secret}\n---\na: 1`
        ),
        async (write) => {
          const failure = await parseVariables(write('hushhush9')).then(
            () => '',
            (error: unknown) => String(error)
          )
          expect(failure).toContain('VariablesError')
          expect(failure).not.toContain('hushhush9')
        }
      )
    )
  })

  it('reads the same data from YAML and JSON, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(anyData, async (data) => {
        const json = JSON.stringify({ v: data })
        const [fromJson] = await parseVariables(json)
        // JSON has no -0; what the literal means is compared.
        expect(readHclLiteral(fromJson?.value ?? '')).toEqual(
          (JSON.parse(json) as { v: unknown }).v
        )
        const [fromYaml] = await parseVariables(
          stringify(
            { v: JSON.parse(json).v as unknown },
            { aliasDuplicateObjects: false }
          )
        )
        expect(readHclLiteral(fromYaml?.value ?? '')).toEqual(
          (JSON.parse(json) as { v: unknown }).v
        )
      }),
      { numRuns: 200 }
    )
  })
})

describe('parseJsonVariables', () => {
  it('takes strings literally and {hcl: …} as data in a file', () => {
    expect(
      parseJsonVariables('{"a": {"hcl": "[1]"}}', { expressions: false })
    ).toEqual([{ key: 'a', value: '{ "hcl" = "[1]" }' }])
  })

  it('names the line', () => {
    expect(() => parseJsonVariables('{\n"a": 1\n"b": 2}')).toThrow(/line 3/)
  })
})

describe('mergeVariables', () => {
  it('lets later sources win', () => {
    expect(
      mergeVariables([
        [
          { key: 'a', value: '1' },
          { key: 'b', value: '1' }
        ],
        [{ key: 'a', value: '2' }]
      ])
    ).toEqual([
      { key: 'a', value: '2' },
      { key: 'b', value: '1' }
    ])
  })
})

describe('against Terraform', () => {
  const terraform = ((): string | undefined => {
    try {
      execFileSync('terraform', ['version'], { stdio: 'ignore' })
      return 'terraform'
    } catch {
      return undefined
    }
  })()
  const onlyWithTerraform = terraform === undefined ? it.skip : it

  onlyWithTerraform('a string survives Terraform itself', () => {
    const texts = [
      '${x} $${x} $$${x} %{x} %%{x} $%{x} %${x}',
      '\b\f\u0000\u001f\u007f\u2028 "\\" \\n \t',
      ...fc.sample(sigils, { numRuns: 40, seed: 7 })
    ]
    const data = { texts, n: [-1.5e-7, 1e21, 0], m: { 'a "b"': [null, true] } }
    const [variable] = parseJsonVariables(JSON.stringify({ data }))
    const shown = execFileSync('terraform', ['console'], {
      input: `base64encode(jsonencode(${variable?.value ?? ''}))\n`,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        TF_CLI_CONFIG_FILE: '/dev/null',
        CHECKPOINT_DISABLE: '1'
      },
      timeout: 20_000
    })
    const [, base64 = ''] = /^"(.*)"$/.exec(shown.trim()) ?? []
    expect(JSON.parse(Buffer.from(base64, 'base64').toString())).toEqual(data)
  })
})
