import { renderPage } from './page.ts'
import type { PageOptions } from './page.ts'
import { aloneIn } from './set.ts'
import type { SetReport } from './set.ts'
import { renderSetPage } from './set-page.ts'
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
  return renderPage(report, pageOf(options.detail, budgetOf(options)))
}

/**
 * The job summary of a set, Markdown: `renderSummary` where it is about one
 * workspace and nothing else. As there, but with all workspaces in full, as far
 * as there is room. Redact the reports before: `redactReport`.
 */
export function renderSetSummary(
  set: SetReport,
  options: { readonly detail: Detail; readonly budgetBytes?: number }
): string {
  const alone = aloneIn(set)
  return alone === undefined
    ? renderSetPage(set, pageOf(options.detail, budgetOf(options)))
    : renderSummary(alone, options)
}

function budgetOf({ budgetBytes }: { readonly budgetBytes?: number }): number {
  return Math.min(budgetBytes ?? maxSummaryBytes - 16_384, maxSummaryBytes)
}

function pageOf(detail: Detail, budget: number): PageOptions {
  return {
    detail,
    budget,
    measure: (text) => Buffer.byteLength(text),
    limits: { diffLines: 1_000, diffLength: 100_000, logLength: 200_000 },
    opening: ''
  }
}
