/** A step as people and workflows see it. */
export interface View {
  readonly isRed: boolean
  readonly outputs: Readonly<Record<string, string>>
  readonly headline: string
  readonly deeds: readonly string[]
}

/** Outputs that say how much is known, or that are no claims of the run. */
const uncompared: ReadonlySet<string> = new Set([
  'result',
  'reasons',
  'runs',
  'workspace-outputs',
  'comment-id',
  'comment-url',
  'plan-json-path'
])
/** Where it does not end well it may end so. */
const endsRed = /^(?:errored|blocked|timed-out|held|canceled)$/

/**
 * What a step claims that is another thing than the same, *unknown*, or a red
 * end. Pure.
 */
export function compare(whole: View, less: View): string[] {
  const found: string[] = []
  for (const [name, value] of Object.entries(less.outputs)) {
    const before = whole.outputs[name]
    if (uncompared.has(name) || value === before) continue
    if (value === '' || value === 'unknown') continue
    const isRedEnd =
      less.isRed &&
      ((name === 'outcome' && endsRed.test(value)) ||
        name === 'run-status' ||
        name === 'gate')
    if (!isRedEnd)
      found.push(`${name} is ${value}, not ${before ?? 'left out'}`)
  }
  const added = less.deeds
    .filter((deed) => !whole.deeds.includes(deed))
    // What does not end well is cleaned up.
    .filter((deed) => !(less.isRed && /^(?:cancel|discard)/.test(deed)))
  found.push(...added.map((deed) => `does ${deed}`))
  if (whole.isRed && !less.isRed) found.push('is green')
  if (!less.isRed) found.push(...newWords(whole.headline, less.headline))
  return found
}

/** What a headline says that the other does not, in one word for the same. */
function newWords(before: string, after: string): string[] {
  const partsIn = (headline: string): string[] =>
    headline
      .replace(/^### /, '')
      .split(/ · |, /)
      .map((part) =>
        part.replace('changed', 'updated').replace('added', 'created')
      )
  return partsIn(after)
    .filter((part) => !partsIn(before).includes(part))
    .filter((part) => !/unknown|not known/.test(part))
    .map((part) => `says ${part}, not ${before}`)
}
