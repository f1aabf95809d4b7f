import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { ConfigurationDirectoryError } from '../../src/configuration/errors.ts'
import { parseIgnoreRules } from '../../src/configuration/ignore-rules.ts'
import type { IgnoreRules } from '../../src/configuration/ignore-rules.ts'
import { fc, runs } from '../fuzz.ts'

/** What go-slug 1.0.0 leaves out; `npm run packer -- record` asks it anew. */
const recorded = JSON.parse(
  readFileSync('__tests__/configuration/go-slug.json', 'utf8')
) as {
  readonly files: readonly string[]
  readonly cases: readonly {
    readonly rules: string
    readonly leftOut: readonly string[]
  }[]
}

/** Is a file left out, by itself or with a folder that nobody looks through? */
function isLeftOut(rules: IgnoreRules, file: string): boolean {
  const parts = file.split('/')
  return (
    parts.some((_, index) => {
      const folder = parts.slice(0, index).join('/')
      if (index === 0 || rules.read(folder).isExcluded) return false
      return rules.read(`${folder}/`).isFinal
    }) || rules.read(file).isExcluded
  )
}

describe('parseIgnoreRules', () => {
  it.each(recorded.cases)(
    'leaves out what go-slug does with $rules',
    async ({ rules, leftOut }) => {
      const parsed = await parseIgnoreRules(rules)
      expect(recorded.files.filter((file) => isLeftOut(parsed, file))).toEqual(
        leftOut
      )
    }
  )

  it.each(['   ', '!', ' ! ', '\t\r'])(
    'skips %j, at which go-slug crashes',
    async (line) => {
      const rules = await parseIgnoreRules(`${line}\n*.md`)
      expect(rules.read('a.md').isExcluded).toBe(true)
      expect(rules.read('main.tf').isExcluded).toBe(false)
    }
  )

  it('refuses a line at which Terraform drops all rules', async () => {
    await expect(
      parseIgnoreRules(`secrets\n${'x'.repeat(64 * 1024)}`)
    ).rejects.toThrow(ConfigurationDirectoryError)
  })

  it.each([
    ['caf\u00e9', 'cafe\u0301', true],
    ['cafe\u0301', 'caf\u00e9', true],
    ['caf?', 'cafe\u0301', true],
    ['caf??', 'cafe\u0301', false],
    ['cafe', 'caf\u00e9', false]
  ])('reads %s and %s as one name', async (rule, name, isByForm) => {
    const reading = (await parseIgnoreRules(rule)).read(name)
    expect(reading.isByForm).toBe(isByForm)
    expect(reading.isExcluded).toBe(isByForm || rule === 'caf??')
  })

  it('does not bring back by another form what a rule leaves out', async () => {
    const rules = await parseIgnoreRules('*\n!caf\u00e9')
    expect(rules.read('cafe\u0301').isExcluded).toBe(true)
    expect(rules.read('caf\u00e9').isExcluded).toBe(false)
  })

  it('takes no longer for a rule that makes others backtrack', async () => {
    const rules = await parseIgnoreRules(`${'(a*)*'.repeat(12)}b`)
    expect(rules.read('a'.repeat(5_000)).isExcluded).toBe(false)
  })

  it('reads plain rules as it reads them beside one that is an expression', async () => {
    const part = fc.constantFrom(
      ...['a', 'b', '.', '*', '**', '?', '/', '!', '-', '.git', '.terraform'],
      ...['a.b', '~', '=', ' ']
    )
    const line = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''))
    const piece = fc.constantFrom(
      ...['a', 'b', '.', '/', '-', '.git', '.terraform', 'modules', 'a.b'],
      ...['\n', '\r', '\u2028', 'é', '😀', '~']
    )
    const path = fc
      .array(piece, { minLength: 1, maxLength: 7 })
      .map((pieces) => pieces.join(''))
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 4 }),
        fc.array(path, { minLength: 1, maxLength: 8 }),
        async (lines, paths) => {
          const plain = await parseIgnoreRules(lines.join('\n'))
          // It matches nothing here, and no rule of JavaScript's is in use.
          const other = await parseIgnoreRules([...lines, '[x]yz'].join('\n'))
          for (const each of paths) {
            expect(plain.read(each)).toEqual(other.read(each))
          }
        }
      ),
      { numRuns: runs(300) }
    )
  })

  it('tells which rules matched nothing', async () => {
    const rules = await parseIgnoreRules('*.md\n!keep.md\n.git/\nsecrets')
    rules.read('a.md')
    expect(rules.unused()).toEqual(['!keep.md', 'secrets'])
  })

  it.each([
    ['secrets\\', /has a backslash/],
    ['[', /is no pattern that Terraform can read/],
    ['\ufeffsecrets', /begins with a byte order mark/]
  ])('doubts %j', async (rule, doubt) => {
    const { warnings } = await parseIgnoreRules(`*.md\n${rule}`)
    expect(warnings).toEqual([expect.stringMatching(doubt)])
  })
})
