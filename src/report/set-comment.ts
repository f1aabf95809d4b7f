import { commentLimits, maxCommentLength, renderComment } from './comment.ts'
import { namesAlone } from './marker.ts'
import { renderPage } from './page.ts'
import { aloneIn } from './set.ts'
import type { SetReport } from './set.ts'
import { setLines } from './set-hidden.ts'
import type { SetHidden } from './set-hidden.ts'
import { renderSetPage } from './set-page.ts'
import type { Detail } from './types.ts'

/**
 * The comment about a set, Markdown: `renderComment` where it is about one
 * workspace and nothing else. Its first line is the marker; then come, where
 * they are given, the sealed lines for the next step, for the set and for each
 * workspace. It is never longer than the budget (default and most 65,536 UTF-16
 * code units), which the workspaces share by need; every one of up to some
 * hundred has its row. Redact the reports before: `redactReport`.
 * @see GitHub REST API: Issues, create an issue comment
 */
export function renderSetComment(
  set: SetReport,
  options: {
    /** From `renderSetMarker`. */
    readonly marker: string
    readonly detail: Detail
    readonly hidden?: SetHidden | undefined
    readonly budget?: number
  }
): string {
  const { marker, detail, hidden } = options
  const budget = Math.min(options.budget ?? maxCommentLength, maxCommentLength)
  const alone = aloneIn(set)
  if (alone !== undefined && namesAlone(marker, alone.workspace)) {
    return renderComment(alone, {
      marker,
      detail,
      budget,
      hidden: hidden && {
        seal: hidden.sealOf(),
        stamp: hidden.stamp,
        earlier: hidden.earlier?.traceOf(alone.workspace)
      }
    })
  }
  const lines =
    hidden === undefined
      ? []
      : setLines(set, detail, hidden, Math.floor(budget / 4))
  const opening = [marker, ...lines].map((line) => `${line}\n`).join('')
  const page = {
    detail,
    budget,
    measure: (text: string) => text.length,
    limits: commentLimits,
    opening
  }
  return alone === undefined
    ? renderSetPage(set, page)
    : renderPage(alone, page)
}
