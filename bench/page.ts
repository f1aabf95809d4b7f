import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'

const page = 'docs/performance.md'

/** Writes what one script has measured into docs/performance.md. */
export async function writeSection(
  name: string,
  markdown: string
): Promise<void> {
  const text = await readFile(page, 'utf8')
  await writeFile(page, await replaceSection(text, name, markdown))
}

/**
 * Replaces one section of a page, the text between `<!-- NAME:start -->` and
 * `<!-- NAME:end -->`, and leaves the others, which other scripts measure.
 * Throws where the marks are missing.
 */
export async function replaceSection(
  text: string,
  name: string,
  markdown: string
): Promise<string> {
  const start = `<!-- ${name}:start -->`
  const from = text.indexOf(start)
  const to = text.indexOf(`<!-- ${name}:end -->`)
  if (from < 0 || to < from) {
    throw new Error(`${page} lacks the marks of the section ${name}`)
  }
  const config = await resolveConfig(page)
  const whole = `${text.slice(0, from + start.length)}\n\n${markdown}\n\n${text.slice(to)}`
  return format(whole, { ...config, parser: 'markdown' })
}

/** A Markdown table; the first row is its head. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows
  return [head, head.map(() => '---'), ...body]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
