import { describe, expect, it } from '@jest/globals'
import { oneLine } from '../../src/report/markdown.ts'
import { annotationsOf } from '../../src/runner/annotations.ts'
import type { Checkout, Finding } from '../../src/runner/annotations.ts'
import { fc } from '../fuzz.ts'

const checkout: Checkout = {
  root: '/home/runner/work/network/network',
  configurationDirectory: undefined,
  currentDirectory: '/home/runner/work/network/network',
  workingDirectory: undefined,
  oneLine
}

function finding(parts: Partial<Finding> = {}): Finding {
  return {
    severity: 'error',
    summary: 'Unsupported argument',
    detail: 'An argument named "inputt" is not expected here.',
    range: { filename: 'main.tf', startLine: 12, endLine: 13 },
    ...parts
  }
}

/** The file that a diagnostic is put on. */
function locate(filename: string, at: Checkout): string | undefined {
  const range = { filename, startLine: 1, endLine: 1 }
  return annotationsOf([finding({ range })], at)[0]?.place.file
}

describe('the file of an annotation', () => {
  it.each([
    ['main.tf', {}, 'main.tf'],
    ['main.tf', { configurationDirectory: '.' }, 'main.tf'],
    ['main.tf', { configurationDirectory: 'infra' }, 'infra/main.tf'],
    ['main.tf', { configurationDirectory: './infra/' }, 'infra/main.tf'],
    ['main.tf', { workingDirectory: 'envs/prod' }, 'envs/prod/main.tf'],
    ['main.tf', { workingDirectory: 'envs/prod/' }, 'envs/prod/main.tf'],
    [
      '../../modules/app/main.tf',
      { configurationDirectory: 'infra', workingDirectory: 'envs/prod' },
      'infra/modules/app/main.tf'
    ],
    [
      'main.tf',
      {
        configurationDirectory: '../infra',
        currentDirectory: '/home/runner/work/network/network/tools'
      },
      'infra/main.tf'
    ],
    [
      'main.tf',
      { configurationDirectory: '/home/runner/work/network/network/infra' },
      'infra/main.tf'
    ],
    // Not in the checkout.
    ['main.tf', { configurationDirectory: '/tmp/made' }, undefined],
    ['main.tf', { root: '' }, undefined],
    ['/etc/passwd', {}, undefined],
    ['C:\\x.tf', {}, undefined],
    ['../../../etc/passwd', {}, undefined],
    ['../main.tf', { configurationDirectory: 'infra' }, undefined],
    ['.terraform/modules/vpc/main.tf', {}, undefined],
    ['main.tf', { workingDirectory: '../other' }, undefined],
    ['a/..', { configurationDirectory: '..' }, undefined],
    ['..a/main.tf', {}, '..a/main.tf'],
    // No honest names.
    ['', {}, undefined],
    ['a\n::error::b.tf', {}, undefined],
    ['\u202etf.niam', {}, undefined],
    ['\ud800.tf', {}, undefined]
  ] as const)('%j with %j is %j', (filename, parts, expected) => {
    expect(locate(filename, { ...checkout, ...parts })).toBe(expected)
  })

  it('never leaves the checkout', () => {
    const part = fc.constantFrom('..', '.', 'a', '/', '\\', '', 'C:', '...')
    const name = fc.array(part, { maxLength: 8 }).map((all) => all.join('/'))
    fc.assert(
      fc.property(name, name, name, (filename, working, directory) => {
        const file = locate(filename, {
          ...checkout,
          workingDirectory: working,
          configurationDirectory: directory
        })
        if (file === undefined) return
        expect(file).not.toMatch(/^[\\/]|^[A-Za-z]:|(?:^|\/)\.\.(?:\/|$)/)
      }),
      { numRuns: 2_000 }
    )
  })
})

describe('annotationsOf', () => {
  it('puts a diagnostic on its lines', () => {
    expect(annotationsOf([finding()], checkout)).toEqual([
      {
        severity: 'error',
        message: 'An argument named "inputt" is not expected here.',
        place: {
          title: 'Unsupported argument',
          file: 'main.tf',
          startLine: 12,
          endLine: 13
        }
      }
    ])
  })

  it('names the file in words where it cannot be pointed to', () => {
    const range = { filename: '/opt/x.tf', startLine: 3, endLine: 3 }
    expect(
      annotationsOf([finding({ range, detail: '' })], checkout)
    ).toMatchObject([
      {
        message: '/opt/x.tf line 3: Unsupported argument',
        place: { title: 'Unsupported argument' }
      }
    ])
    expect(
      annotationsOf([finding({ range })], checkout)[0]?.place
    ).not.toHaveProperty('file')
  })

  it('has errors first, each once, at most ten', () => {
    const warning = finding({ severity: 'warning', summary: 'Deprecated' })
    const errors = Array.from({ length: 8 }, (_, i) =>
      finding({ summary: `Error ${i}` })
    )
    const warnings = Array.from({ length: 8 }, (_, i) =>
      finding({ severity: 'warning', summary: `Warning ${i}` })
    )
    expect(
      annotationsOf([warning, finding(), finding()], checkout).map(
        ({ severity }) => severity
      )
    ).toEqual(['error', 'warning'])
    const all = annotationsOf([...warnings, ...errors], checkout)
    expect(all).toHaveLength(10)
    expect(all.map(({ severity }) => severity).lastIndexOf('error')).toBe(7)
    expect(annotationsOf(errors, checkout, 0)).toEqual([])
  })

  it('keeps odd lines and long texts within bounds', () => {
    const [annotation] = annotationsOf(
      [
        finding({
          summary: `a\nb\u202e${'c'.repeat(500)}`,
          detail: 'd'.repeat(10_000),
          range: { filename: 'main.tf', startLine: -3, endLine: Number.NaN }
        })
      ],
      checkout
    )
    expect(annotation?.place).toMatchObject({ startLine: 1, endLine: 1 })
    expect(annotation?.place.title).toMatch(/^a b\\u\{202e\}c+$/)
    expect(annotation?.place.title).toHaveLength(200)
    expect(annotation?.message).toHaveLength(4_000)
  })
})
