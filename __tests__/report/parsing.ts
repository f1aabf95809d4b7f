// remark's parser, as prettier brings it along.
import { parsers } from 'prettier/plugins/markdown'
import { fc } from '../fuzz.ts'

export interface Node {
  readonly type: string
  readonly value?: string
  readonly url?: string
  readonly lang?: string | null
  readonly children?: readonly Node[]
}

/** Markdown as a tree, by a parser that is not ours. */
export function parseMarkdown(text: string): Node {
  return (
    parsers.markdown as unknown as {
      parse: (text: string, options: object) => Node
    }
  ).parse(text, {})
}

/** All nodes, in the order of the text. */
export function nodesOf(node: Node): readonly Node[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)]
}

/** The text of all text nodes, entities decoded. */
export function textOf(node: Node): string {
  return nodesOf(node)
    .filter(({ type }) => type === 'text')
    .map(({ value }) => value ?? '')
    .join('')
}

/** An address as browsers read it, whatever of it is percent-encoded. */
export function plainUrl(url: string): string {
  const href = URL.parse(url)?.href ?? url
  return href.replace(/%[0-9a-f]{2}/gi, (code) =>
    String.fromCharCode(parseInt(code.slice(1), 16))
  )
}

const pieces = [
  '`',
  '```',
  '~~~',
  '|',
  '<b>',
  '</details>',
  '<details>',
  '</summary>',
  '</code>',
  '<!--',
  '-->',
  '<img src=x onerror=alert(1)>',
  '@octocat',
  '@acme/team',
  '#1',
  'GH-1',
  'octo/repo#12',
  'https://evil.example',
  'www.evil.example',
  '[a](https://evil.example)',
  '![a](https://evil.example/a.png)',
  '\u001b[31m',
  '\r',
  '\0',
  '\u202e',
  '\u200b',
  '👩‍💻',
  '\ud83d',
  '\n',
  '\n\n',
  '\n# heading\n',
  '\n---\n',
  '\n- [ ] item\n',
  '\n> [!CAUTION]\n',
  '\n```\n',
  '    ',
  '\\',
  '&lt;',
  '&#64;',
  '*',
  '__',
  '$$',
  ' ',
  'a',
  '1. '
]

/** Text that tries to be something else. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), {
    maxLength: 12
  })
  .map((parts) => parts.join(''))
