import { renderPage } from './page.ts'
import type { Limits } from './rendering.ts'
import type { Seal } from './seal.ts'
import { claimedStamp, renderStamp } from './stamp.ts'
import type { Stamp } from './stamp.ts'
import { headlineState } from './headline.ts'
import { renderTrace, traceOf } from './trace.ts'
import type { PlanTrace } from './trace.ts'
import type { Detail, Report } from './types.ts'

/** GitHub refuses longer comments: UTF-16 code units, to be on the safe side. */
export const maxCommentLength = 65_536

/** How long one thing in a comment may get. */
export const commentLimits: Limits = {
  diffLines: 200,
  diffLength: 12_000,
  logLength: 16_000
}

/** What the next step is told in lines that nobody sees. */
interface Hidden {
  readonly seal: Seal
  readonly stamp: Stamp
  /** Of an earlier plan, kept where this report has no whole plan. */
  readonly earlier: PlanTrace | undefined
}

/**
 * The comment on the pull request, Markdown. Its first line is the marker; then
 * come, where they are given, the sealed lines for the next step. It
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
    readonly hidden?: Hidden | undefined
    readonly budget?: number
  }
): string {
  const budget = Math.min(options.budget ?? maxCommentLength, maxCommentLength)
  const hidden =
    options.hidden === undefined
      ? []
      : linesOf(report, options.detail, options.hidden)
  return renderPage(report, {
    detail: options.detail,
    budget,
    measure: (text) => text.length,
    limits: commentLimits,
    // Where there is little room it is for what people read.
    opening: [
      options.marker,
      ...hidden.filter((line) => line.length <= budget / 4)
    ]
      .map((line) => `${line}\n`)
      .join('')
  })
}

function linesOf(
  report: Report,
  detail: Detail,
  { seal, stamp, earlier }: Hidden
): readonly string[] {
  // What was applied is no plan to compare the next one with.
  const trace =
    detail === 'counts' || report.applyState !== 'none'
      ? undefined
      : (traceOf(report, detail) ?? earlier)
  return [
    renderStamp(stamp, seal),
    ...(trace === undefined ? [] : [renderTrace(trace, seal)])
  ]
}

/**
 * Does one of our comments wait for the end of this report's run? Not where it
 * tells of another run, or of this end: then it has the gate and the confirmer
 * besides. The comment is taken at its word, as another token may have sealed
 * it: who edits it so that it waits only gets it written anew.
 */
export function awaitsEnd(body: string, report: Report): boolean {
  const told = claimedStamp(body)
  return (
    told !== undefined &&
    told.runId === report.run?.id &&
    !headlineState(report).startsWith(told.state)
  )
}
