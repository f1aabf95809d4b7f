import type { ApplyReport, Report } from './types.ts'
import { countWords } from './words.ts'

type Counts = NonNullable<ApplyReport['counts']>

/**
 * What an apply did, where that is told. Terraform sums up only what ended
 * well: of an apply that did not, or that nobody saw to its end, noughts tell
 * nothing, and what its log says of each resource tells more.
 */
export function doneCounts({
  apply,
  applyState,
  outcome
}: Pick<Report, 'apply' | 'applyState' | 'outcome'>): Counts | undefined {
  if (apply === undefined) return undefined
  const { counts, logged } = apply
  if (outcome === 'applied' || applyState === 'complete') return counts
  if (applyState !== 'partial') return undefined
  const told =
    logged === undefined ? undefined : { ...logged, imports: undefined }
  return [counts, told].find((one) => one !== undefined && isSome(one))
}

function isSome({
  additions,
  changes,
  destructions,
  imports
}: Counts): boolean {
  return additions + changes + destructions + (imports ?? 0) > 0
}

/** `1 destroyed, 2 added`; '' where it is nothing. */
export function doneWords(counts: Counts): string {
  return countWords([
    [counts.destructions, 'destroyed'],
    [counts.changes, 'changed'],
    [counts.additions, 'added'],
    [counts.imports ?? 0, 'imported']
  ])
}
