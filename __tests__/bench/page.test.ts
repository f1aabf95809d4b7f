import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { renderTable, replaceSection } from '../../bench/page.ts'

describe('replaceSection', () => {
  const page = 'a\n\n<!-- x:start -->\nold\n<!-- x:end -->\nb\n'

  it('replaces one section and nothing else', async () => {
    const once = await replaceSection(page, 'x', 'new')
    expect(once).toBe('a\n\n<!-- x:start -->\n\nnew\n\n<!-- x:end -->\n\nb\n')
    expect(await replaceSection(once, 'x', 'new')).toBe(once)
  })

  it('refuses a page without the marks', async () => {
    await expect(replaceSection(page, 'y', 'new')).rejects.toThrow(
      'lacks the marks of the section y'
    )
  })

  it.each(['plan', 'flows'])('finds %s in the page', async (name) => {
    const text = readFileSync('docs/performance.md', 'utf8')
    expect(await replaceSection(text, name, 'NEW')).toContain('NEW')
  })
})

describe('renderTable', () => {
  it('takes the first row as its head', () => {
    expect(
      renderTable([
        ['a', 'b'],
        ['1', '2']
      ])
    ).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |')
  })
})
