import { code } from './excerpts.ts'
import type { Detail, Report } from './types.ts'
import { plural } from './words.ts'

/** Addresses named on one line. */
const maxNamed = 20

/** Was the run asked to look at a part of the configuration only? */
export function isTargeted({ run }: Pick<Report, 'run'>): boolean {
  return run !== undefined && run.targets.length > 0
}

/**
 * What the run was asked to leave out and to replace, as Markdown paragraphs:
 * a plan of a part must not be taken for a plan of the whole.
 */
export function renderScope(
  { run }: Pick<Report, 'run'>,
  detail: Detail
): readonly string[] {
  if (run === undefined) return []
  return [
    run.targets.length === 0
      ? ''
      : `**Only:** ${names(run.targets, detail)}, and what ${run.targets.length === 1 ? 'it depends' : 'they depend'} on. Whatever else would change was not looked at (${code('targets')}).`,
    run.replaces.length === 0
      ? ''
      : `**Replacement asked for:** ${names(run.replaces, detail)} (${code('replace')}).`
  ].filter((paragraph) => paragraph !== '')
}

function names(addresses: readonly string[], detail: Detail): string {
  if (detail === 'counts') {
    return plural(addresses.length, 'address', 'addresses')
  }
  const shown = addresses.slice(0, maxNamed).map(code).join(', ')
  const more = addresses.length - maxNamed
  return more > 0 ? `${shown} and ${more} more` : shown
}
