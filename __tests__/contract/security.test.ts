import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

/** `docs/security.md` claims what a test shows, and names the test. */
const page = readFileSync('docs/security.md', 'utf8')

const citations = [
  ...page.matchAll(
    /\]\((\.\.\/__tests__\/[^)\s]+?)(?:\s+(["'])(.+?)\2)?\)(?=[\s,.;|:])/g
  )
].map(([, file = '', , title]) => [join('docs', file), title] as const)

const attacks = page
  .split('\n## ')
  .filter((section) => section.startsWith('Attacks'))
  .flatMap((section) => section.split('\n'))
  .filter((line) => line.startsWith('| ') && !/^\| (?:---|attack\b)/.test(line))

/** As the sources have it, with their quotes. */
function holdsTitle(source: string, title: string): boolean {
  return [title, title.replaceAll("'", "\\'")].some((each) =>
    ["'", '"', '`'].some((quote) => source.includes(`${quote}${each}`))
  )
}

describe('docs/security.md', () => {
  it('tells of a good number of attacks, and of tests', () => {
    expect(attacks.length).toBeGreaterThan(35)
    expect(citations.length).toBeGreaterThan(attacks.length)
  })

  it.each(attacks)('names the test of: %s', (row) => {
    const [, , happens = '', shown = ''] = row.split(/(?<!\\)\|/)
    expect(happens.trim()).not.toBe('')
    expect(shown).toMatch(/\]\(\.\.\/__tests__\/process\/[^)\s]+ "/)
  })

  it.each(citations)('names a test that there is: %s, %s', (file, title) => {
    expect(existsSync(file)).toBe(true)
    if (title === undefined) return
    expect([title, holdsTitle(readFileSync(file, 'utf8'), title)]).toEqual([
      title,
      true
    ])
  })
})
