import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import { fc, runs } from '../fuzz.ts'
import { plan, resource } from './documents.ts'
import { isMap } from './drawing-reader.ts'

/** Of these, texts are made that look like each other. */
const pieces = fc.constantFrom(
  ...['a', 'o', '\u0430', '\u00e9', 'e\u0301', '1', 'null', '***', '…'],
  ...['\n', '\n', '\r\n', '\r', '\t', ' ', '  ', '\u00a0', '\u200b'],
  ...['"', '\\', '\\n', '\\u00e9', ',', '+', '-', '-> ', 'EOT'],
  ...['{"a":1}', '{"a":', '{"a": 1}', '{"a":1,"a":2}', '[1]', '{"a":"b\\n"}'],
  ...['# (no line feed at the end)', ' # only sensitive parts change'],
  'x'.repeat(501)
)
const few = fc.array(pieces, { maxLength: 2 }).map((parts) => parts.join(''))
const text = fc.array(pieces, { maxLength: 5 }).map((parts) => parts.join(''))

/** Three texts that have most in common. */
const near = fc
  .tuple(text, few, few, few, text)
  .map(([start, one, two, three, end]) =>
    [one, two, three].map((middle) => `${start}${middle}${end}`)
  )
const places: readonly (readonly [string, (text: string) => unknown])[] = [
  ['a text', (it) => it],
  ['an element', (it) => [it, 'k']],
  ['a member', (it) => ({ q: it })],
  ['a name', (it) => ({ [`k${it}`]: 1 })],
  ['a document in a text', (it) => JSON.stringify({ q: it, r: [1] })]
]

describe.each(places)('D1: %s', (_, place) => {
  it('that is new looks unlike any other', () => {
    fc.assert(
      fc.property(near, ([one = '', other = '']) => {
        const [a, b] = [place(one), place(other)]
        fc.pre(meaning(a) !== meaning(b))
        expect(look(null, a)).not.toBe(look(null, b))
      }),
      { numRuns: runs(400) }
    )
  })

  it('that becomes another looks unlike becoming any other', () => {
    fc.assert(
      fc.property(near, ([old = '', one = '', other = '']) => {
        const [before, a, b] = [place(old), place(one), place(other)]
        fc.pre(new Set([before, a, b].map(meaning)).size === 3)
        expect(look(before, a)).not.toBe(look(before, b))
      }),
      { numRuns: runs(400) }
    )
  })
})

/** The drawing of a change as a reader sees it. */
function look(before: unknown, after: unknown): string {
  const { resources } = reducePlan(
    plan([
      resource(
        'terraform_data.a',
        ['update'],
        { before: { input: before }, after: { input: after } },
        { provider_name: 'terraform.io/builtin/terraform' }
      )
    ])
  ).changes
  return (resources[0]?.diff ?? [])
    .map(({ marker, depth, text: line }) => {
      const seen = line
        .replace(/[\u200b\u00a0]/g, ' ')
        .normalize('NFC')
        .replaceAll('\u0430', 'a')
      return `${marker}${depth} ${seen.trimEnd()}`
    })
    .join('\n')
}

/** The same for what is drawn alike: a document in a text, whatever its blanks. */
function meaning(value: unknown): string {
  return JSON.stringify(parsed(value))
}

function parsed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(parsed)
  if (isMap(value)) {
    return Object.entries(value).map(([key, item]) => [key, parsed(item)])
  }
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    const document: unknown = JSON.parse(value)
    const compact = value.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1')
    // A name that is there twice makes it a text like others.
    const isWhole = JSON.stringify(document) === compact
    return isWhole ? { document: parsed(document) } : value
  } catch {
    return value
  }
}
