import { createHash } from 'node:crypto'
import { asObject, type JsonObject } from './json.ts'
import { canonicalJson } from './value.ts'

/**
 * Members of a plan JSON that this version does not know, as a text that tells
 * no value and is another for other members. Taken piece by piece, so that a
 * large one need not be kept.
 */
export interface OtherMembers {
  /**
   * Takes a scalar (path of one key), or a member of an object or list (two, `*`
   * in a list).
   */
  take(path: readonly string[], value: unknown): void
  /** Empty where there is nothing. */
  text(): string
}

/** Starts with nothing taken. */
export function createOtherMembers(): OtherMembers {
  const parts: string[] = []
  return {
    take(path, value) {
      // The members of a list have their order, those of an object have none.
      const place = path[1] === '*' ? [...path, parts.length] : path
      parts.push(`${JSON.stringify(place)}${sha256(canonicalJson(value))}`)
    },
    text: () => (parts.length === 0 ? '' : sha256(parts.sort().join()))
  }
}

/** The same of a document that is in memory. */
export function otherMembersOf(
  document: JsonObject,
  isKnown: (name: string) => boolean
): string {
  const others = createOtherMembers()
  for (const [key, member] of Object.entries(document)) {
    if (isKnown(key)) continue
    const object = asObject(member)
    if (Array.isArray(member)) {
      for (const item of member) others.take([key, '*'], item)
    } else if (object !== undefined) {
      for (const [name, value] of Object.entries(object)) {
        others.take([key, name], value)
      }
    } else others.take([key], member)
  }
  return others.text()
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
