import { isSameScalar, type Value } from './value.ts'

/** Names of entries that tell a thing from its like, the best first. */
const identifying: readonly RegExp[] = [
  /^(?:name|id|key|sid|label)$/i,
  /(?:_|[a-z](?=[A-Z]))(?:name|id|key|arn|label)$|^(?:arn|address|host|hostname|path|email)$/i,
  /^(?:from_port|to_port|port|protocol|ip_protocol|priority|index|type)$|^cidr/i
]

/** Siblings beyond which it is not looked up what tells one from them. */
const maxSiblings = 1_000
/** Entries of no telling name that are shown to tell a thing from its like. */
const maxOthers = 3

/** Does an entry of this name tell what a thing is? */
export function isIdentifying(key: string): boolean {
  return identifying.some((names) => names.test(key))
}

/** What tells a thing from its like. */
interface Identity {
  /** Entries to be shown though they did not change. */
  readonly keys: ReadonlySet<string>
  /** Is it told from every sibling by them? Else only its place does. */
  readonly isAlone: boolean
}

type Entries = ReadonlyMap<string, Value>

/**
 * The entries that tell a thing from its like: by their names, as many as it
 * takes; then others that few siblings share. What becomes sensitive is not
 * shown any more, and tells nothing.
 */
export function identityOf(
  entries: Entries,
  fresh: Entries,
  siblings: readonly Value[]
): Identity {
  const keys = new Set<string>()
  const scalars = [...entries.keys()].filter(
    (key) =>
      entries.get(key)?.kind === 'scalar' &&
      fresh.get(key)?.kind !== 'sensitive'
  )
  let like = likeOf(entries, siblings)
  for (const names of identifying) {
    if (keys.size > 0 && like.length === 0) break
    for (const key of scalars.filter((name) => names.test(name))) keys.add(key)
    like = sharing(like, entries, keys)
  }
  if (siblings.length > maxSiblings) return { keys, isAlone: false }
  for (let more = 0; more < maxOthers && like.length > 0; more++) {
    const best = tellingKey(like, entries, scalars)
    if (best === undefined) break
    keys.add(best)
    like = sharing(like, entries, new Set([best]))
  }
  return { keys, isAlone: like.length === 0 }
}

/** The entries of the siblings that are maps, itself left out. */
function likeOf(
  entries: Entries,
  siblings: readonly Value[]
): readonly Entries[] {
  if (siblings.length > maxSiblings) return []
  return siblings.flatMap((sibling) =>
    sibling.kind === 'map' && sibling.entries !== entries
      ? [sibling.entries]
      : []
  )
}

/** Those that have the same under all of these keys. */
function sharing(
  like: readonly Entries[],
  entries: Entries,
  keys: ReadonlySet<string>
): readonly Entries[] {
  return like.filter((other) =>
    [...keys].every((key) => isShared(entries.get(key), other.get(key)))
  )
}

function isShared(one: Value | undefined, other: Value | undefined): boolean {
  return (
    one?.kind === 'scalar' &&
    other?.kind === 'scalar' &&
    isSameScalar(one.value, other.value)
  )
}

/** The entry that the fewest share; undefined where all share all. */
function tellingKey(
  like: readonly Entries[],
  entries: Entries,
  keys: readonly string[]
): string | undefined {
  let best: string | undefined
  let fewest = like.length
  for (const key of keys) {
    const shared = sharing(like, entries, new Set([key])).length
    if (shared < fewest) {
      fewest = shared
      best = key
    }
  }
  return best
}
