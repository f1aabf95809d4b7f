import { createHash } from 'node:crypto'
import type { Known } from '../gate/known.ts'

/**
 * The digest of a set of plans: of their workspaces and their own digests, in
 * no order. One workspace more, less, or planned otherwise makes another one.
 * That of one plan is its own. Unknown where one of them is.
 */
export function digestOfSet(
  digests: readonly (readonly [workspace: string, digest: Known<string>])[]
): Known<string> {
  const [only, second] = digests
  if (only !== undefined && second === undefined) return only[1]
  const lines: string[] = []
  for (const [workspace, digest] of digests) {
    if (!digest.known) return digest
    lines.push(`${workspace} ${digest.value}`)
  }
  const hash = createHash('sha256').update(lines.sort().join('\n'))
  return { known: true, value: `set:${hash.digest('hex')}` }
}
