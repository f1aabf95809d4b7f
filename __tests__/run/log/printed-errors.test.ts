import { describe, expect, it } from '@jest/globals'
import { parsePrintedErrors } from '../../../src/run/log/printed-errors.ts'
import type { Diagnostic } from '../../../src/run/record/diagnostic.ts'
import { fc, runs } from '../../fuzz.ts'

/** As `terraform init -no-color` prints it, below its narration. */
const printed = `Terraform v1.11.4
on linux_amd64
Initializing plugins and modules...

Initializing the backend...

Error: Terraform encountered problems during initialisation, including problems
with the configuration, described below.

The Terraform configuration must be valid before initialization so that
Terraform can determine which modules and providers need to be installed.


Error: Unclosed configuration block

  on main.tf line 1, in resource "terraform_data" "x":
   1: resource "terraform_data" "x" {

There is no closing brace for this block before the end of the file. This may
be caused by incorrect brace nesting elsewhere in this file.

Operation failed: failed running terraform init (exit 1)
`

/** The same in a box and in colour. */
const boxed = [
  '\u001b[0m\u001b[1mInitializing the backend...\u001b[0m\r',
  '\u001b[31m╷\u001b[0m\u001b[0m\r',
  '\u001b[31m│\u001b[0m \u001b[0m\u001b[1m\u001b[31mError: \u001b[0m\u001b[0m\u001b[1mUnclosed configuration block\u001b[0m\r',
  '\u001b[31m│\u001b[0m \u001b[0m\r',
  '\u001b[31m│\u001b[0m \u001b[0m\u001b[0m  on main.tf line 1, in resource "terraform_data" "x":\r',
  '\u001b[31m│\u001b[0m \u001b[0m   1: resource "terraform_data" "x" \u001b[4m{\u001b[0m\u001b[0m\r',
  '\u001b[31m│\u001b[0m \u001b[0m\r',
  '\u001b[31m│\u001b[0m \u001b[0mThere is no closing brace for this block before the end of the file. This may\r',
  '\u001b[31m│\u001b[0m \u001b[0mbe caused by incorrect brace nesting elsewhere in this file.\r',
  '\u001b[31m╵\u001b[0m\u001b[0m\r',
  'Something after the box.'
].join('\n')

const unclosed: Diagnostic = {
  severity: 'error',
  summary: 'Unclosed configuration block',
  detail:
    'There is no closing brace for this block before the end of the file. This may\nbe caused by incorrect brace nesting elsewhere in this file.',
  address: undefined,
  range: { filename: 'main.tf', startLine: 1, endLine: 1 },
  snippet: 'resource "terraform_data" "x" {'
}

describe('errors that Terraform printed', () => {
  it.each([
    ['plain', printed],
    ['in a box and in colour', boxed]
  ])('are read %s', (_, text) => {
    expect(parsePrintedErrors(text)).toEqual([unclosed])
  })

  it('have an address, what was wrapped, and no place in no file', () => {
    expect(
      parsePrintedErrors(
        `Warning: Not this one

Error: Failed to query available provider packages and then some more
words

  with module.app["eu"].aws_vpc.a,
  on <value for var.x> line 1:
  (source code not available)

Could not retrieve the list.

Error: The last
`
      )
    ).toEqual([
      {
        severity: 'error',
        summary:
          'Failed to query available provider packages and then some more words',
        detail: expect.stringMatching(/Could not retrieve the list\.$/),
        address: 'module.app["eu"].aws_vpc.a',
        range: undefined,
        snippet: undefined
      },
      expect.objectContaining({ summary: 'The last', detail: '' })
    ])
  })

  it('keep the preface where it is all there is', () => {
    const preface =
      'Error: Terraform encountered problems during initialisation'
    expect(parsePrintedErrors(preface)).toHaveLength(1)
  })

  it.each(['', 'Error:', 'module.x: (local-exec): Error: no', ' Error: no'])(
    'are not in %j',
    (text) => {
      expect(parsePrintedErrors(text)).toEqual([])
    }
  )

  const word = fc.stringMatching(/^[a-z][a-z"'.:{}-]{0,8}$/)
  const words = fc
    .array(word, { minLength: 1, maxLength: 12 })
    .map((list) => list.join(' '))
  const error = fc.record({
    summary: words,
    detail: fc.array(words, { maxLength: 4 }),
    filename: fc.stringMatching(/^[a-z][a-z/ ]{0,12}[a-z]\.tf$/),
    line: fc.integer({ min: 1, max: 99_999 }),
    code: fc.option(words, { nil: undefined }),
    address: fc.option(word, { nil: undefined })
  })

  it('are read as they were meant, however they are framed', () => {
    fc.assert(
      fc.property(
        fc.array(error, { maxLength: 5 }),
        fc.boolean(),
        (errors, isBoxed) => {
          const frame = (lines: readonly string[]) =>
            isBoxed
              ? ['╷', ...lines.map((each) => `│ ${each}`.trimEnd()), '╵']
              : ['', ...lines]
          const text = errors
            .flatMap(({ summary, detail, filename, line, code, address }) =>
              frame([
                `Error: ${summary}`,
                '',
                ...(address === undefined ? [] : [`  with ${address},`]),
                `  on ${filename} line ${line}, in resource "a" "b":`,
                ...(code === undefined ? [] : [`  ${line}: ${code}`]),
                '',
                ...detail
              ])
            )
            .join('\n')
          expect(parsePrintedErrors(text)).toEqual(
            errors.map(
              ({ summary, detail, filename, line, code, address }) => ({
                severity: 'error',
                summary,
                detail: detail.join('\n'),
                address,
                range: { filename, startLine: line, endLine: line },
                snippet: code
              })
            )
          )
        }
      ),
      { numRuns: runs(300) }
    )
  })

  it('are few and short in any text, and never a failure to read it', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        'Error: ',
        'Error: x\n',
        '\n',
        '\n\n',
        '│ ',
        '╷\n',
        '╵\n',
        '  on a line 9999999:\n',
        '  on a line 1 line 1 line 1',
        '  with ,\n',
        '   0: \n',
        '\u001b[',
        '\u001b[31m',
        '\r\n'
      ),
      fc.nat({ max: 5_000 }).map((count) => ' line 1'.repeat(count))
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const errors = parsePrintedErrors(pieces.join(''))
        expect(errors.length).toBeLessThanOrEqual(20)
        for (const { range, ...texts } of errors) {
          expect(JSON.stringify(texts).length).toBeLessThan(500_000)
          expect(Number.isSafeInteger(range?.startLine ?? 1)).toBe(true)
        }
      }),
      { numRuns: runs(300) }
    )
  })
})
