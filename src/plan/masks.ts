import {
  asObject,
  asString,
  maxDepth,
  objectMember,
  type JsonObject
} from './json.ts'

/** The mask of one side; guessed where the plan does not say what is sensitive. */
export function maskOf(change: JsonObject, side: 'before' | 'after'): unknown {
  // Before Terraform 0.15 there were no masks.
  return isMasked(change)
    ? change[`${side}_sensitive`]
    : guessMask(change[side])
}

/** Does a name speak of a secret? */
export function speaksOfSecret(name: string): boolean {
  return secretWords.test(name)
}

/**
 * Do the masks of this document tell only of sensitive variables? Until
 * Terraform 1.1, which came with format 1.0, a schema's word did not count.
 */
export function hasIncompleteMasks(document: JsonObject): boolean {
  const version = document['format_version'] ?? document['plan_format_version']
  return (
    (typeof version === 'string' && /^0(?:\.|$)/.test(version)) ||
    /^(?:0|1\.0)\./.test(asString(document['terraform_version']) ?? '')
  )
}

/** The change with all masked that its names or its schema call secret, too. */
export function completeMasks(
  change: JsonObject,
  schema: JsonObject | undefined
): JsonObject {
  const maskAt = (side: 'before' | 'after') =>
    unite(
      change[`${side}_sensitive`],
      unite(guessMask(change[side]), schemaMask(change[side], schema))
    )
  return {
    ...change,
    before_sensitive: maskAt('before'),
    after_sensitive: maskAt('after')
  }
}

/** The same of an output, whose own name may speak of a secret. */
export function completeOutputMasks(
  name: string,
  change: JsonObject
): JsonObject {
  return !isMasked(change) && speaksOfSecret(name)
    ? { ...change, before_sensitive: true, after_sensitive: true }
    : completeMasks(change, undefined)
}

function isMasked(change: JsonObject): boolean {
  return (
    change['before_sensitive'] !== undefined ||
    change['after_sensitive'] !== undefined
  )
}

/** Words in attribute names whose values are better not shown unasked. */
const secretWords =
  /pass(?:word|phrase|wd|code)|secret|token|credential|private_?key|api_?key|access_?key|auth|^(?:pw|pwd|pass|pin|psk)$|_(?:pw|pwd|pass|pin|psk)$/i

/**
 * A mask for documents that have none (Terraform before 0.15): members whose
 * names speak of a secret. Wholly masked where it is nested too deep to say.
 */
function guessMask(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > maxDepth) return true
  if (Array.isArray(value)) {
    return value.map((item) => guessMask(item, depth + 1))
  }
  const masks: [string, unknown][] = Object.entries(value).map(
    ([key, member]) => [
      key,
      // A switch (`get_password_data`) is none.
      secretWords.test(key) && typeof member !== 'boolean'
        ? true
        : guessMask(member, depth + 1)
    ]
  )
  return Object.fromEntries(masks)
}

/** What a schema's block says is sensitive, laid over a value. */
function schemaMask(
  value: unknown,
  block: JsonObject | undefined,
  depth = 0
): unknown {
  if (typeof value !== 'object' || value === null || block === undefined) {
    return undefined
  }
  if (depth > maxDepth) return true
  if (Array.isArray(value)) {
    return value.map((item) => schemaMask(item, block, depth + 1))
  }
  const attributes = asObject(block['attributes'])
  const blocks = asObject(block['block_types'])
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const attribute = objectMember(attributes, key)
      if (attribute?.['sensitive'] === true) return [key, true]
      const inner =
        asObject(attribute?.['nested_type']) ??
        asObject(objectMember(blocks, key)?.['block'])
      return [key, schemaMask(member, inner, depth + 1)]
    })
  )
}

/** What is masked by one of both. */
function unite(one: unknown, other: unknown): unknown {
  if (one === true || other === true) return true
  if (typeof one !== 'object' || one === null) return other
  if (typeof other !== 'object' || other === null) return one
  if (Array.isArray(one) && Array.isArray(other)) {
    const [a, b]: readonly (readonly unknown[])[] = [one, other]
    const length = Math.max(one.length, other.length)
    return Array.from({ length }, (_, index) => unite(a?.[index], b?.[index]))
  }
  // Masks that do not fit each other hide what they are laid on.
  if (Array.isArray(one) || Array.isArray(other)) return true
  const [a, b] = [one as JsonObject, other as JsonObject]
  return Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [
      key,
      unite(
        Object.hasOwn(a, key) ? a[key] : undefined,
        Object.hasOwn(b, key) ? b[key] : undefined
      )
    ])
  )
}
