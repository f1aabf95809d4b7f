import { describe, expect, it } from '@jest/globals'
import { createLogLines } from '../../../src/run/log/lines.ts'
import type { LogLine } from '../../../src/run/log/lines.ts'
import { fc } from '../../fuzz.ts'

const diagnosticLine = JSON.stringify({
  '@level': 'error',
  '@message': 'Error: Unsupported argument',
  type: 'diagnostic',
  diagnostic: {
    severity: 'error',
    summary: 'Unsupported argument',
    detail: 'An argument named "acll" is not expected here.',
    address: 'aws_s3_bucket.reports',
    range: {
      filename: 'main.tf',
      start: { line: 12, column: 3 },
      end: { line: 12, column: 7 }
    },
    snippet: { code: '  acll = "private"' }
  }
})

function readLine(line: string): LogLine | undefined {
  return createLogLines().feed(`${line}\n`)[0]
}

describe('a line', () => {
  it('C-20: shows the message of a structured line, whatever its type', () => {
    expect(
      readLine('{"@message":"Plan: 1 to add","type":"frobnicated"}')
    ).toEqual({ text: 'Plan: 1 to add', diagnostic: undefined })
  })

  it.each(['Terraform v1.9.8', '{"no":"message"}', '{broken', '[1]', ''])(
    'passes %j through',
    (line) => {
      expect(readLine(line)).toEqual({ text: line, diagnostic: undefined })
    }
  )

  it('reads a diagnostic with its place', () => {
    const line = readLine(diagnosticLine)
    expect(line?.diagnostic).toEqual({
      severity: 'error',
      summary: 'Unsupported argument',
      detail: 'An argument named "acll" is not expected here.',
      address: 'aws_s3_bucket.reports',
      range: { filename: 'main.tf', startLine: 12, endLine: 12 },
      snippet: '  acll = "private"'
    })
    expect(line?.text).toContain('Error: Unsupported argument')
    expect(line?.text).toContain(
      'on main.tf line 12, with aws_s3_bucket.reports'
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        expect(typeof readLine(line)?.text).toBe('string')
      })
    )
  })
})

describe('lines', () => {
  it('gives the same lines however the text was cut', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ maxLength: 20 }).map((s) => s.replaceAll('\n', ''))
        ),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (lines, cuts) => {
          const whole = lines.map((line) => `${line}\n`).join('')
          const reader = createLogLines()
          const read: string[] = []
          for (let at = 0, i = 0; at < whole.length; i += 1) {
            const size = cuts[i % cuts.length]!
            read.push(
              ...reader.feed(whole.slice(at, at + size)).map(({ text }) => text)
            )
            at += size
          }
          read.push(...reader.end().map(({ text }) => text))
          expect(read).toEqual(lines.map((line) => readLine(line)?.text))
        }
      )
    )
  })

  it('breaks an endless line instead of keeping it', () => {
    const reader = createLogLines()
    let given = 0
    for (let i = 0; i < 64; i += 1) {
      given += reader
        .feed('x'.repeat(100_000))
        .reduce((sum, { text }) => sum + text.length, 0)
    }
    expect(given).toBeGreaterThan(64 * 100_000 - 64 * 1024 - 1)
  })
})
