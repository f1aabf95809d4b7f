/** One step of a glob: a character, or what a wild card stands for. */
type Step =
  | { readonly kind: 'character'; readonly value: string }
  /** `*`: any characters of a name. `?`: at least one: both readings there are. */
  | { readonly kind: 'name'; readonly least: 0 | 1 }
  /** `**`: any characters, of folders too. */
  | { readonly kind: 'any' }
  /** `**` and a slash: folders, or none. */
  | { readonly kind: 'folders' }

/**
 * A glob of `trigger-patterns` as a question to a path from the root of the
 * repository: `*` stays within a name, `**` crosses folders, case does not
 * count, since nowhere is said that it does. One that does not begin with a slash
 * is read at every depth as well. Undefined for what no document explains.
 * (Workspaces API: trigger-patterns; reference, many workspaces, 2.)
 */
export function createGlob(
  pattern: string
): ((path: string) => boolean) | undefined {
  if (pattern === '' || /[{}[\]!\\]/.test(pattern)) return undefined
  const written = pattern.normalize('NFC').toLowerCase()
  const isAnchored = written.startsWith('/') || written.startsWith('./')
  const steps = readSteps(written.replace(/^\.?\/+/, ''))
  const all: readonly Step[] = isAnchored
    ? steps
    : [{ kind: 'folders' }, ...steps]
  return (path) => matches(all, path.normalize('NFC').toLowerCase())
}

function readSteps(text: string): readonly Step[] {
  return [...text.matchAll(/\*\*+\/|\*\*+|\*|\?|[^]/gu)].map(([part]) => {
    if (part === '*') return { kind: 'name', least: 0 }
    if (part === '?') return { kind: 'name', least: 1 }
    if (!part.startsWith('**')) return { kind: 'character', value: part }
    return { kind: part.endsWith('/') ? 'folders' : 'any' }
  })
}

/** Each pair of places is tried once: never more work than both lengths. */
function matches(steps: readonly Step[], path: string): boolean {
  const failed = new Set<number>()
  const from = (at: number, place: number): boolean => {
    const step = steps[at]
    if (step === undefined) return place === path.length
    const pair = at * (path.length + 1) + place
    if (failed.has(pair)) return false
    const isMatch = tryStep(step, at, place)
    if (!isMatch) failed.add(pair)
    return isMatch
  }
  const tryStep = (step: Step, at: number, place: number): boolean => {
    const isIn = place < path.length
    switch (step.kind) {
      case 'character':
        return path.startsWith(step.value, place)
          ? from(at + 1, place + step.value.length)
          : false
      case 'name': {
        const goesOn = isIn && path[place] !== '/'
        if (step.least === 0 && from(at + 1, place)) return true
        return goesOn && (from(at + 1, place + 1) || from(at, place + 1))
      }
      case 'any':
        return from(at + 1, place) || (isIn && from(at, place + 1))
      case 'folders': {
        if (from(at + 1, place)) return true
        const slash = path.indexOf('/', place)
        return slash >= 0 && from(at, slash + 1)
      }
    }
  }
  return from(0, 0)
}
