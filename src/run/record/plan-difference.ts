import type { PlanChanges } from '../../plan/types.ts'

/** A plan, and the commit that it is of. */
interface PlannedCommit {
  readonly changes: PlanChanges
  readonly sha: string
}

/** So many addresses are named of each kind. */
const mostNamed = 5

/**
 * How a plan differs from the one that was reviewed, in sentences: what is new,
 * what is gone, what changes otherwise. Plans that contain the hash of their own
 * commit differ by design, and it is said. Empty where nothing that is drawn
 * differs.
 */
export function comparePlans(
  reviewed: PlannedCommit,
  planned: PlannedCommit
): string {
  const before = changesOf(reviewed.changes)
  const after = changesOf(planned.changes)
  const fresh = [...after.keys()].filter((name) => !before.has(name))
  const gone = [...before.keys()].filter((name) => !after.has(name))
  const other = [...after].flatMap(([name, print]) =>
    before.has(name) && before.get(name) !== print ? [name] : []
  )
  const holdsHash =
    contains(reviewed.changes, reviewed.sha) &&
    contains(planned.changes, planned.sha)
  return [
    name('New in it', fresh),
    name('Gone from it', gone),
    name('Otherwise in it', other),
    holdsHash
      ? "Both plans contain the hash of their own commit ('TFC_CONFIGURATION_VERSION_GIT_COMMIT_SHA'), which differs by design."
      : ''
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** `update aws_subnet.a` → what tells the change from another one. */
function changesOf({
  resources,
  outputs
}: PlanChanges): ReadonlyMap<string, string> {
  return new Map([
    ...resources
      .filter(({ verb }) => verb !== 'no-op')
      .map(
        ({ verb, address, fingerprint }) =>
          [`${verb} ${address}`, fingerprint] as const
      ),
    ...outputs
      .filter(({ verb }) => verb !== 'no-op')
      .map(
        ({ verb, name: output, diff }) =>
          [
            `${verb} output ${output}`,
            JSON.stringify(diff.map(({ text }) => text))
          ] as const
      )
  ])
}

function contains({ resources, outputs }: PlanChanges, sha: string): boolean {
  if (sha === '') return false
  return [...resources, ...outputs].some(({ diff }) =>
    diff.some(({ text }) => text.includes(sha))
  )
}

function name(what: string, names: readonly string[]): string {
  if (names.length === 0) return ''
  const rest = names.length - mostNamed
  const more = rest > 0 ? `, and ${rest} more` : ''
  return `${what}: ${names.slice(0, mostNamed).join(', ')}${more}.`
}
