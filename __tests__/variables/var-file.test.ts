import { describe, expect, it } from '@jest/globals'
import { fc, runs } from '../fuzz.ts'
import { parseExpression, parseVarFile } from '../../src/variables/var-file.ts'
import { encodeString } from '../../src/variables/literals.ts'
import { readHclLiteral } from '../run/hcl-literal.ts'

function valuesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    parseVarFile(text).map(({ key, value }) => [key, value])
  )
}

describe('parseVarFile', () => {
  it("keeps each expression's own text", () => {
    expect(
      valuesOf(`\ufeff# production
region="eu-west-1" // here
count   =   3 /* three */
/* over
   lines */ ratio = 1.5e3
a-b_c = "# // /* no comments */"
quoted = "say \\"hi\\" \\\\"
escaped = "$\${x} %%{y} $$\${z} 100%"
template = "a\${ {"}" = "\${"b"}"}["}"] }c" # end
zones = [
  "a", # first }
  "b",
  /* ] */
]
tags = {
  Name = "web"
  nested = { list = [1, 2, { x = "}" }] }
}
call = tolist((["a"]))
last = true`)
    ).toEqual({
      region: '"eu-west-1"',
      count: '3 /* three */',
      ratio: '1.5e3',
      'a-b_c': '"# // /* no comments */"',
      quoted: '"say \\"hi\\" \\\\"',
      escaped: '"$${x} %%{y} $$${z} 100%"',
      template: '"a${ {"}" = "${"b"}"}["}"] }c"',
      zones: '[\n  "a", # first }\n  "b",\n  /* ] */\n]',
      tags: '{\n  Name = "web"\n  nested = { list = [1, 2, { x = "}" }] }\n}',
      call: 'tolist((["a"]))',
      last: 'true'
    })
  })

  it('keeps heredocs, whose end needs a line end', () => {
    expect(
      valuesOf(
        [
          'plain = <<EOT',
          'a "quote" # no comment',
          '  } EOT not yet',
          'EOT',
          'indented = <<-END',
          '    x ${',
          '  "END"',
          '    } $${y}',
          '  END',
          'list = [<<A',
          'one',
          'A',
          ', 2]',
          'open = <<Z',
          'Z'
        ].join('\n')
      )
    ).toEqual({
      plain: '<<EOT\na "quote" # no comment\n  } EOT not yet\nEOT\n',
      indented: '<<-END\n    x ${\n  "END"\n    } $${y}\n  END\n',
      list: '[<<A\none\nA\n, 2]',
      open: '<<Z\nZ\n'
    })
  })

  it('reads CRLF as Windows writes it', () => {
    expect(valuesOf('a = 1\r\nb = [\r\n 2]\r\nc = <<E\r\nx\r\nE\r\n')).toEqual({
      a: '1',
      b: '[\r\n 2]',
      c: '<<E\r\nx\r\nE\n'
    })
  })

  it.each(['', '  \n', '# nothing\n', '/* nothing */'])(
    '%j is empty',
    (text) => {
      expect(parseVarFile(text)).toEqual([])
    }
  )

  it.each([
    ['a = 1\nb = "x\ny"', /string that is not closed.*line 2/],
    ['a = [1,\n2', /'\[' that is not closed.*line 1/],
    ['a = 1]', /'\]' that closes nothing.*line 1/],
    ['a = [1}', /'\}' that closes nothing/],
    ['a = "${x"', /string that is not closed/],
    ['a = "${x', /without its end/],
    ['\na =\nb = 1', /no value for 'a'.*line 2/],
    ['a 1', /no '=' after 'a'/],
    ['a == 1', /no '=' after 'a'/],
    ['a {\n}', /block 'a'/],
    ['a "b" {\n}', /block 'a'/],
    ['"a" = 1', /no variable name/],
    ['a = 1\n\n= 2', /no variable name.*line 3/],
    ['a = 1\na = 2', /'a' a second time.*line 2/],
    ['a = <<EOT\nx', /heredoc without its end 'EOT'.*line 1/],
    ['a = << EOT\nx\nEOT', /'<<' without a mark/],
    ['a = 1 /* x', /comment without its/],
    [`${'k'.repeat(129)} = 1`, /129 characters/]
  ])('refuses %j', (text, message) => {
    expect(() => parseVarFile(text)).toThrow(message)
  })

  it('finds every variable whatever the strings and comments hold', () => {
    const piece = fc.string({
      unit: fc.constantFrom(
        '"',
        '{',
        '}',
        '[',
        '#',
        '/',
        '*',
        '$',
        '%',
        '<',
        '\\',
        'E',
        ' ',
        '='
      ),
      maxLength: 12
    })
    const written = fc.oneof(
      piece.map((text) => encodeString(text)),
      piece.map((text) => `[ # ${text}\n ${encodeString(text)}, {k = 1}]`),
      piece.map((text) => `{\n "k" = ${encodeString(text)} // ${text}\n}`),
      // No sigil: in a heredoc it would begin a template.
      piece.map((text) => `<<-EOT\n  ${text.replace(/[$%]/g, '')}.\n  EOT`)
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(written, piece), { maxLength: 5 }),
        (entries) => {
          const text = entries
            .map(([value, comment], index) =>
              value.startsWith('<<')
                ? `# ${comment}\nv${index} = ${value}\n`
                : `v${index} = ${value} # ${comment}\n`
            )
            .join('\n')
          expect(
            parseVarFile(text).map(({ key, value }) => [key, value.trimEnd()])
          ).toEqual(entries.map(([value], index) => [`v${index}`, value]))
        }
      ),
      { numRuns: runs(500) }
    )
  })

  it('ends on any text, with variables or with an error of its own', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'a',
            ' ',
            '=',
            '"',
            '{',
            '}',
            '[',
            ']',
            '<<E\n',
            'E',
            '\n',
            '${',
            '%{',
            '\\',
            '/*',
            '*/',
            '#',
            '\r'
          ),
          maxLength: 40
        }),
        (text) => {
          try {
            for (const { value } of parseVarFile(text)) {
              expect(value.trim()).not.toBe('')
            }
          } catch (error) {
            expect(error).toMatchObject({ name: 'VariablesError' })
          }
        }
      ),
      { numRuns: runs(2_000) }
    )
  })
})

describe('parseExpression', () => {
  it.each([
    ['1', '1'],
    [' "a" ', '"a"'],
    ['[\n1\n]', '[\n1\n]'],
    ['<<E\nx\nE', '<<E\nx\nE\n']
  ])('%j', (text, expression) => {
    expect(parseExpression(text)).toBe(expression)
  })

  it('has no comment after it', () => {
    expect(() => parseExpression('1 # one')).toThrow('does not end')
  })

  it('knows what it encoded itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const literal = encodeString(text)
        expect(readHclLiteral(parseExpression(literal))).toBe(text)
      })
    )
  })
})
