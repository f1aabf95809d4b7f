import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'

const path = join(import.meta.dirname, '../../__tests__/evidence.md')

/**
 * Writes what was measured between two marks of __tests__/evidence.md. Throws
 * where a mark is missing.
 */
export async function writeSection(
  mark: string,
  content: string
): Promise<void> {
  const text = await readFile(path, 'utf8')
  const start = `<!-- ${mark}:start -->`
  const end = `<!-- ${mark}:end -->`
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from < 0 || to < from) {
    throw new Error(
      `__tests__/evidence.md lacks "${start}" and, after it, "${end}"`
    )
  }
  const written = `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
  const config = await resolveConfig(path)
  await writeFile(
    path,
    await format(written, { ...config, parser: 'markdown' })
  )
}
