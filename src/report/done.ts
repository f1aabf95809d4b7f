import type { ApplyReport, Report } from './types.ts'

type Counts = NonNullable<ApplyReport['counts']>

/**
 * What an apply did, where that is told. Terraform sums up only what ended
 * well: of an apply that did not, or that nobody saw to its end, noughts tell
 * nothing.
 */
export function doneCounts(
  report: Pick<Report, 'apply' | 'applyState' | 'outcome'>
): Counts | undefined {
  const counts = report.apply?.counts
  if (counts === undefined) return undefined
  if (report.outcome === 'applied' || report.applyState === 'complete') {
    return counts
  }
  const { additions, changes, destructions, imports } = counts
  const isTold =
    report.applyState === 'partial' &&
    additions + changes + destructions + (imports ?? 0) > 0
  return isTold ? counts : undefined
}
