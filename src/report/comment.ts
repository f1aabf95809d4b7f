import { headlineState } from './headline.ts'
import { renderPage } from './page.ts'
import { renderTrace, traceOf } from './trace.ts'
import type { PlanTrace } from './trace.ts'
import type { Detail, Report } from './types.ts'

/** GitHub refuses longer comments: UTF-16 code units, to be on the safe side. */
const maxCommentLength = 65_536

/**
 * The comment on the pull request, Markdown. Its first line is the marker, its
 * second the trace of the plan for the next one to be compared with. It
 * is never longer than the budget (default and most 65,536 UTF-16 code units):
 * whole diffs, then whole lines are left out, harmless ones first, and a line
 * says how many and where they are. Redact the report before: `redactReport`.
 * @see GitHub REST API: Issues, create an issue comment
 */
export function renderComment(
  report: Report,
  options: {
    /** From `renderMarker`. */
    readonly marker: string
    readonly detail: Detail
    /** Of an earlier plan, kept where this report has no whole plan. */
    readonly earlier?: PlanTrace | undefined
    readonly budget?: number
  }
): string {
  const budget = Math.min(options.budget ?? maxCommentLength, maxCommentLength)
  const trace =
    options.detail === 'counts'
      ? undefined
      : (traceOf(report, options.detail) ?? options.earlier)
  const line = trace === undefined ? '' : `${renderTrace(trace)}\n`
  return renderPage(report, {
    detail: options.detail,
    budget,
    measure: (text) => text.length,
    limits: { diffLines: 200, diffLength: 12_000, logLength: 16_000 },
    // Where there is little room it is for what people read.
    opening: `${options.marker}\n${line.length > budget / 4 ? '' : line}`
  })
}

/**
 * Does one of our comments wait for the end of this report's run? Not where it
 * tells of another run, or of this end: then it has the gate and the confirmer
 * besides. People can edit comments, so it is a hint and proves nothing.
 */
export function awaitsEnd(body: string, report: Report): boolean {
  const footer = body.split('\n').findLast((line) => line.startsWith('<sub>'))
  const isOfRun =
    report.run !== undefined &&
    footer?.includes(`run \`${report.run.id}\``) === true
  const told = /^### ([^\n·]+) · /m.exec(body)?.[1]
  return (
    isOfRun && (told === undefined || !headlineState(report).startsWith(told))
  )
}
