import { renderPage } from './page.ts'
import type { Detail, Report } from './types.ts'

/** The runner drops a longer job summary; in bytes. */
const maxSummaryBytes = 1024 * 1024

/**
 * The job summary, Markdown: the comment's text with more room. Never over the
 * budget in bytes of UTF-8 (default 1 MiB less 16 KiB for other writers of the
 * step's summary). Redact the report before: `redactReport`.
 * @see GitHub Actions: workflow commands, adding a job summary
 */
export function renderSummary(
  report: Report,
  options: { readonly detail: Detail; readonly budgetBytes?: number }
): string {
  const budget = Math.min(
    options.budgetBytes ?? maxSummaryBytes - 16_384,
    maxSummaryBytes
  )
  return renderPage(report, {
    detail: options.detail,
    budget,
    measure: (text) => Buffer.byteLength(text),
    limits: { diffLines: 1_000, diffLength: 100_000, logLength: 200_000 },
    opening: ''
  })
}
