/**
 * Terraform's output and everything a pull request brings is hostile text.
 * Whatever goes into Markdown goes through one of these functions.
 */

import { escapeLookalikes } from '../plan/invisible.ts'

const terminalCodes =
  /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-~]?/g
/** Control, bidirectional and invisible characters, but not `\n` and `\t`. */
const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu

/**
 * The text as a reader should see it: terminal codes and carriage returns are
 * gone, control, bidirectional and invisible characters, and letters that pass
 * for others, are written as `\u{…}`, lone surrogates are replaced. Line feeds and tabs stay. What would
 * pass for a hidden line of ours is broken.
 */
export function visible(text: string): string {
  // Most texts are plain, and each goes through here more than once.
  if (/^[\n\t -~]*$/.test(text) && !text.includes('<!--')) return text
  const shown = text
    .toWellFormed()
    .replace(terminalCodes, '')
    .replaceAll('\r', '')
    .replace(/<!--(?=\s*gated-terraform-run)/g, '<!—')
    .replace(invisible, (character, offset: number, whole: string) =>
      character === '\u200d' && isEmojiJoin(whole, offset)
        ? character
        : escapeCharacter(character)
    )
  return escapeLookalikes(shown, escapeCharacter)
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

/** A family emoji is several ones joined by an otherwise invisible character. */
function isEmojiJoin(text: string, offset: number): boolean {
  return (
    /[\p{Extended_Pictographic}\ufe0f\u{1f3fb}-\u{1f3ff}]$/u.test(
      text.slice(Math.max(0, offset - 2), offset)
    ) && /^\p{Extended_Pictographic}/u.test(text.slice(offset + 1, offset + 3))
  )
}

/** `visible`, on one line. */
export function oneLine(text: string): string {
  return visible(text)
    .replace(/[\n\t ]+/g, ' ')
    .trim()
}

/**
 * At most `length` UTF-16 code units, never ending inside a surrogate pair;
 * what is cut off shows as `…`.
 */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 2)
  const end = last >= 0xd800 && last <= 0xdbff ? length - 2 : length - 1
  return `${text.slice(0, Math.max(0, end))}…`
}

/** `&`, `<`, `>` and quotes as entities. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/**
 * Text as inline code in prose or a list item: one line, fenced by more
 * backticks than it has. Mentions and references in it stay text. Not for
 * tables, headings of HTML blocks or `<summary>`: see `htmlCode`.
 */
export function inlineCode(text: string): string {
  const line = oneLine(text)
  if (line === '') return '` `'
  const fence = '`'.repeat(longestRun(line) + 1)
  const pad = /^`|`$/.test(line) ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}

/**
 * Text as `<code>` inside an HTML block such as `<summary>`, where Markdown is
 * not read; elsewhere `inlineCode` is what is safe.
 */
export function htmlCode(text: string): string {
  const line = oneLine(text)
  return `<code>${escapeHtml(line === '' ? ' ' : line)}</code>`
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`
}

/**
 * Text as prose on one line: nothing in it is Markdown or HTML, and GitHub
 * makes no mention, reference, commit or web link of any of it, and bots find
 * no command.
 */
export function plainText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*[\]<>#|~&$]|^[-+=]|(?<![a-z\d])_|_(?![a-z\d])/gi, entity)
    .replace(/^(\d+)([.)])/, '$1&#46;')
    .replace(/^\//, '&#47;')
    .replaceAll('@', '@&#8203;')
    .replaceAll('&#35;', '&#35;&#8203;')
    .replace(/GH(?=-\d)/gi, '$&&#8203;')
    .replace(/(https?|ftp|mailto|xmpp):/gi, '$1&#8203;:')
    .replace(/www\./gi, 'www&#8203;.')
    .replace(/\b[0-9a-f]{7,40}\b/gi, breakHash)
}

/** GitHub links anything that looks like the hash of a commit it knows. */
function breakHash(hash: string): string {
  return /[a-f]/i.test(hash) && /\d/.test(hash)
    ? `${hash.slice(0, 4)}&#8203;${hash.slice(4)}`
    : hash
}

/**
 * A fenced code block, its fence longer than any run of backticks inside. No
 * line in it begins as a command to a bot does (`/apply`).
 */
export function fence(content: string, language = ''): string {
  const text = visible(content).replace(/\n+$/, '').replace(/^\//gm, ' /')
  const marks = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${marks}${language}\n${text}\n${marks}\n`
}

/**
 * A foldable block. The summary is HTML and must be safe already; the body is
 * Markdown.
 */
export function details(summary: string, body: string, isOpen = false): string {
  return `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>\n\n${body.replace(/\n+$/, '')}\n\n</details>\n`
}

/** A link to an http(s) address; the text alone where it is anything else. */
export function link(text: string, url: string): string {
  const target = parseWebAddress(url)
  // Entities are read in an address, too: `&commat;` would move the host.
  return target === undefined
    ? text
    : `[${text}](${target.replaceAll('&', '&amp;')})`
}

/** Is it an address that `link` makes a link of? */
export function isLink(url: string): boolean {
  return parseWebAddress(url) !== undefined
}

function parseWebAddress(url: string): string | undefined {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined
  // What `URL` leaves as it is but Markdown or an HTML parser would act on.
  return new URL(url).href.replace(
    /[()<>[\]\\`'"*_~|@]/g,
    (character) =>
      `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  )
}

/** A GitHub alert: a quoted block with a coloured bar. */
export function alert(
  kind: 'NOTE' | 'TIP' | 'IMPORTANT' | 'WARNING' | 'CAUTION',
  lines: readonly string[]
): string {
  return [`[!${kind}]`, ...lines]
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
    .concat('\n')
}

function longestRun(text: string): number {
  let longest = 0
  for (const run of text.match(/`+/g) ?? []) {
    longest = Math.max(longest, run.length)
  }
  return longest
}
