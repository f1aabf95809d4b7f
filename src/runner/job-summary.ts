import * as core from '@actions/core'

/**
 * Writes Markdown as this step's job summary. The runner drops a summary above
 * 1 MiB: keeping below is the caller's part.
 */
export async function writeJobSummary(markdown: string): Promise<void> {
  await core.summary.addRaw(markdown, true).write({ overwrite: true })
}
