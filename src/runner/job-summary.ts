import { writeFile } from 'node:fs/promises'

/**
 * Writes Markdown as this step's job summary, in place of what is there. The
 * runner drops a summary above 1 MiB: keeping below is the caller's part.
 * @throws {Error} where the runner gave no file, or it cannot be written
 */
export async function writeJobSummary(markdown: string): Promise<void> {
  const file = process.env['GITHUB_STEP_SUMMARY'] ?? ''
  if (file === '') throw new Error('The runner gave no GITHUB_STEP_SUMMARY.')
  await writeFile(file, `${markdown}\n`)
}
