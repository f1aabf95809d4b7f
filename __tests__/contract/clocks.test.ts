import { readFileSync, readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, it } from '@jest/globals'

/**
 * The time of day can be set, so no duration is measured by it. These lines
 * read it, each for a date that somebody else wrote.
 */
const allowed: Readonly<Record<string, number>> = {
  'src/hcp/wire/clock.ts': 1,
  // `Retry-After` and `X-RateLimit-Reset`.
  'src/github/refusals.ts': 2
}

const timeOfDay = /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(\s*\)/g
const difference = /[-+<>]=? *\w+\.wallTime\(\)|wallTime\(\) *[-+<>]/

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('src', name).split(sep).join('/'))

describe('the time of day', () => {
  it('is read where a date is read, and nowhere else', () => {
    const found = sources.map((path) => [
      path,
      readFileSync(path, 'utf8').match(timeOfDay)?.length ?? 0
    ])
    expect(found.filter(([, count]) => count !== 0)).toEqual(
      expect.arrayContaining(Object.entries(allowed))
    )
    expect(found.filter(([, count]) => count !== 0)).toHaveLength(
      Object.keys(allowed).length
    )
  })

  it('is no part of a duration', () => {
    expect(
      sources.filter((path) => difference.test(readFileSync(path, 'utf8')))
    ).toEqual([])
  })
})
