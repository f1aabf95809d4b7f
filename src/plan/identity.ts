import type { Value } from './value.ts'

/** Names of entries that tell a thing from its like, the best first. */
const identifying: readonly RegExp[] = [
  /^(?:name|id|key|sid|label)$/i,
  /_(?:name|id|key|arn|label)$|^(?:arn|address|host|hostname|path|email)$/i,
  /^(?:from_port|to_port|port|protocol|ip_protocol|priority|index|type)$|^cidr/i
]

/** Siblings beyond which it is not looked up what tells one from them. */
const maxSiblings = 200

/** Does an entry of this name tell what a thing is? */
export function isIdentifying(key: string): boolean {
  return identifying.some((names) => names.test(key))
}

/**
 * The entries that tell a thing from its like, to be shown though they did not
 * change: by their names, or else the first that no sibling shares.
 */
export function identifyingKeys(
  entries: ReadonlyMap<string, Value>,
  siblings: readonly Value[]
): ReadonlySet<string> {
  const scalars = [...entries].filter(([, { kind }]) => kind === 'scalar')
  for (const names of identifying) {
    const found = scalars.map(([key]) => key).filter((key) => names.test(key))
    if (found.length > 0) return new Set(found)
  }
  if (siblings.length < 2 || siblings.length > maxSiblings) return new Set()
  const alone = scalars.find(([key, entry]) => {
    const like = siblings.filter((sibling) => {
      const other =
        sibling.kind === 'map' ? sibling.entries.get(key) : undefined
      return (
        entry.kind === 'scalar' &&
        other?.kind === 'scalar' &&
        other.value === entry.value
      )
    })
    return like.length === 1
  })
  return new Set(alone === undefined ? [] : [alone[0]])
}
