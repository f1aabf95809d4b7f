/** Anybody's JSON, taken apart without trusting any of it. Nothing here throws. */

/** A property; undefined where there is no such thing. */
export function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}

/** A whole number above 0, as GitHub numbers things. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
    ? value
    : undefined
}

/** Text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** SHA-1 or SHA-256 in hex; all zeros stand for "no commit". */
export function shaOf(value: unknown): string | undefined {
  return typeof value === 'string' &&
    /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) &&
    !/^0+$/.test(value)
    ? value
    : undefined
}

/**
 * Is the head of a pull request in another repository than its base, or in a
 * fork that is gone? Undefined where neither side tells.
 */
export function isFork(head: unknown, base: unknown): boolean | undefined {
  const headRepository = field(head, 'repo')
  const baseRepository = field(base, 'repo')
  if (headRepository === null && baseRepository !== undefined) return true
  const headId = numberOf(field(headRepository, 'id'))
  const baseId = numberOf(field(baseRepository, 'id'))
  if (headId !== undefined && baseId !== undefined) return headId !== baseId
  const headName = textOf(field(headRepository, 'full_name'))
  const baseName = textOf(field(baseRepository, 'full_name'))
  if (headName === undefined || baseName === undefined) return undefined
  return !isSameName(headName, baseName)
}

/** Names of GitHub (logins, repositories, labels) are the same in any case. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
