import type { Answer, OurAnswer, Packed } from './packing.ts'

/** How two packers stand to each other over one folder. */
interface Comparison {
  readonly kind: string
  /** What our packer printed of the differences; the same sentence once. */
  readonly reasons: readonly string[]
  /** What nothing printed explains; undefined where all is explained. */
  readonly fault: string | undefined
}

/**
 * Compares what two packers made of one folder: names, kinds, modes, links and
 * contents. A difference is explained by a warning of ours that names it, a
 * refusal by one of the other.
 */
export function compare(ours: OurAnswer, theirs: Answer): Comparison {
  if (ours.entries === null || theirs.entries === null) {
    const isBoth = ours.entries === null && theirs.entries === null
    // It looks for what a link in git's folder leads to; we do not go there.
    const isInGit = theirs.error.includes('/.git/')
    return isBoth || isInGit
      ? {
          kind: 'refused, with a printed reason',
          reasons: [],
          fault: undefined
        }
      : {
          kind: 'refused by one',
          reasons: [],
          fault: `ours: ${ours.error || 'packed'}; theirs: ${theirs.error || 'packed'}`
        }
  }
  const names = differences(ours.entries, theirs.entries)
  const explained = names.map((name) => {
    const reason = reasonFor(name, ours.warnings)
    // That theirs would be refused is found out, not believed.
    const isFalse =
      reason?.endsWith('HCP Terraform refuse them.') && theirs.refused === ''
    return isFalse === true ? undefined : reason
  })
  const unexplained = names.filter((_, index) => explained[index] === undefined)
  return {
    kind:
      names.length === 0
        ? 'equal'
        : unexplained.length === 0
          ? 'different, with a printed reason'
          : 'different WITHOUT a reason',
    reasons: [...new Set(explained)].filter((each) => each !== undefined),
    fault: unexplained.length === 0 ? undefined : JSON.stringify(unexplained)
  }
}

/** Names that are packed differently, or by one of the two only. */
function differences(
  ours: readonly Packed[],
  theirs: readonly Packed[]
): readonly string[] {
  const texts = (all: readonly Packed[]): ReadonlyMap<string, string> =>
    new Map(all.map((each) => [each.Name, JSON.stringify(each)]))
  const [one, other] = [texts(ours), texts(theirs)]
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (name) => one.get(name) !== other.get(name)
  )
}

/** The warning that says why a name differs; undefined where none does. */
function reasonFor(
  name: string,
  warnings: readonly string[]
): string | undefined {
  return warnings.find((warning) => {
    const about = /'((?:[^']|'(?! ))*)'/.exec(warning)?.[1]
    if (about === undefined) return false
    return (
      name === about ||
      name.startsWith(`${about}/`) ||
      (warning.includes('outside of the archive') && name.startsWith('../'))
    )
  })
}
