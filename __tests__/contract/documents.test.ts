import { describe, expect, it } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const documents = readdirSync('.', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.md'))
  .filter((path) => !/(^|\/)(node_modules|golden|dist)\//.test(path))

/** As GitHub names the anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

function anchorsIn(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(
    ([, heading = '']) => anchorOf(heading)
  )
}

/** Links of a document that lead nowhere in this repository. */
function brokenLinks(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? path : join(dirname(path), file)
      if (!existsSync(target)) return true
      return anchor !== undefined && !anchorsIn(target).includes(anchor)
    })
}

describe('the documents', () => {
  it.each(documents)('%s links to what is there', (path) => {
    expect(brokenLinks(path)).toEqual([])
  })
})

describe('the pictures of the README', () => {
  it('show the comment as it is drawn today', () => {
    const golden = '__tests__/report/golden/situation-held.md'
    // What the pictures show of it. Where this fails, draw them anew, too.
    const shown = readFileSync('docs/images/held.txt', 'utf8')
    const [, drawn = ''] =
      /^<!--.*-->\n([^]*)$/.exec(readFileSync(golden, 'utf8')) ?? []
    expect(drawn.slice(0, shown.length)).toBe(shown)
  })
})

describe('docs/troubleshooting.md', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join('src', name), 'utf8'))
    .join('\n')
    .replaceAll("\\'", "'")
  const messages = [
    ...readFileSync('docs/troubleshooting.md', 'utf8').matchAll(
      /^### `(.+)`$/gm
    )
  ].map(([, message = '']) => message)

  it('explains a good number of messages', () => {
    expect(messages.length).toBeGreaterThan(20)
  })

  it.each(messages)('explains a message that there is: %s', (message) => {
    const parts = message.split(/\s*…,?\s*|; allowed: /)
    expect(parts.filter((part) => !sources.includes(part))).toEqual([])
  })
})
