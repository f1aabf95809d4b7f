import { describe, expect, it } from '@jest/globals'
import {
  details,
  fence,
  htmlCode,
  inlineCode,
  link,
  plainText,
  shorten,
  visible
} from '../../src/report/markdown.ts'
import { fc } from '../fuzz.ts'
import { hostileText, nodesOf, parseMarkdown, textOf } from './parsing.ts'

describe('visible', () => {
  it.each([
    ['a colour', '\u001b[1;31mred\u001b[0m', 'red'],
    [
      'a terminal link',
      '\u001b]8;;https://x\u0007text\u001b]8;;\u0007',
      'text'
    ],
    ['a carriage return', 'a\r\nb\rc', 'a\nbc'],
    ['NUL', 'a\0b', 'a\\u{0}b'],
    ['bidirectional controls', 'a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
    ['invisible characters', 'a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['tag characters', 'a\u{e0041}', 'a\\u{e0041}'],
    ['a joiner out of place', 'a\u200db', 'a\\u{200d}b'],
    ['a joiner in an emoji', '👩‍💻', '👩‍💻'],
    ['a lone surrogate', 'a\ud83d', 'a\ufffd'],
    ['tabs and line feeds', 'a\tb\nc', 'a\tb\nc'],
    ['letters that pass for others', 'x["\u0430dmin"]', 'x["\\u{430}dmin"]'],
    [
      'other scripts',
      'größe 東京 привет, а не Ωmega ✅',
      'größe 東京 привет, а не Ωmega ✅'
    ]
  ])('makes %s harmless', (_, text, expected) => {
    expect(visible(text)).toBe(expected)
  })
})

describe('shorten', () => {
  it('never cuts a surrogate pair', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 2, max: 20 }),
        (text, length) => {
          const short = shorten(text, length)
          expect(short.length).toBeLessThanOrEqual(length)
          expect(short.isWellFormed()).toBe(true)
        }
      )
    )
  })
})

describe('inlineCode', () => {
  it('is one code span with the very text in it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const tree = parseMarkdown(`before ${inlineCode(text)} after`)
        expect(nodesOf(tree).map(({ type }) => type)).toEqual([
          'root',
          'paragraph',
          'text',
          'inlineCode',
          'text'
        ])
      })
    )
  })
})

describe('htmlCode', () => {
  it('cannot leave its element', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = htmlCode(text)
        expect(html.match(/<[^>]*>/g)).toEqual(['<code>', '</code>'])
        expect(html).not.toContain('\n')
      })
    )
  })
})

describe('plainText', () => {
  it('is text and nothing else', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const tree = parseMarkdown(`x ${plainText(text)}`)
        const types = nodesOf(tree).map(({ type }) => type)
        expect(new Set(types)).toEqual(new Set(['root', 'paragraph', 'text']))
        const shown = textOf(tree)
        expect(shown).not.toMatch(/@[\w-]/)
        expect(shown).not.toMatch(/#\d/)
        expect(shown).not.toMatch(/GH-\d/i)
        expect(shown).not.toMatch(/https?:/i)
        expect(shown).not.toMatch(/www\./i)
      })
    )
  })

  it('reads as it was', () => {
    expect(
      textOf(
        parseMarkdown(plainText('1. *a* <b> [c](d) & `e` | f_g'))
      ).replaceAll('\u200b', '')
    ).toBe('1. *a* <b> [c](d) & `e` | f_g')
  })

  it.each([
    ['3f9a1c77d2b04e5f8a6c1b2d3e4f5a6b7c8d9e0f', 'a commit'],
    ['octo/repo@3f9a1c7', 'a commit of another repository']
  ])('breaks %s, %s', (text) => {
    expect(textOf(parseMarkdown(plainText(text)))).toContain('\u200b')
  })
})

describe('fence', () => {
  it('holds any text whole', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const tree = parseMarkdown(`a\n\n${fence(text, 'diff')}\nb`)
        const [, , , code, ...rest] = nodesOf(tree)
        expect(code?.type).toBe('code')
        expect(code?.value).toBe(
          visible(text).replace(/\n+$/, '').replace(/^\//gm, ' /')
        )
        expect(rest.map(({ type }) => type)).toEqual(['paragraph', 'text'])
      })
    )
  })
})

describe('details', () => {
  it('opens and closes around any text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const tree = parseMarkdown(
          `${details(htmlCode(text), fence(text))}\nafter`
        )
        expect(tree.children?.map(({ type }) => type)).toEqual([
          'html',
          'code',
          'html',
          'paragraph'
        ])
      })
    )
  })
})

describe('link', () => {
  it('goes where the address says, entities in it notwithstanding', () => {
    const url = 'https://good.example/?a=1&amp;b=&commat;evil.example'
    for (const address of [
      'https://good.example&commat;evil.example/',
      url,
      'https://x.example/?a=1&b=2'
    ]) {
      const [found] = nodesOf(parseMarkdown(link('x', address))).filter(
        ({ type }) => type === 'link'
      )
      expect(found?.url).toBe(address)
    }
  })

  it.each([
    ['javascript:alert(1)', 'x'],
    ['https://a b', 'x'],
    ['', 'x'],
    ['https://a.example/(b)_c', '[x](https://a.example/%28b%29%5Fc)']
  ])('of %s', (url, expected) => {
    expect(link('x', url)).toBe(expected)
  })
})
