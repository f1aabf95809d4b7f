import { findRing } from '../gate/order.ts'
import type { Order } from '../gate/order.ts'
import type { InputName } from './names.ts'
import { quote, suggest } from './problems.ts'
import type { InputReader } from './reader.ts'

const allowed =
  'chains of workspace names, one a line, such as network → app → dns'

/** Chains of names, one a line, parted by `→`, `->` or `>`. */
export function readOrder(
  { lines, reject }: InputReader,
  name: InputName
): Order {
  const order = lines(name).map((line) =>
    line.split(/→|->|>/).map((each) => each.trim())
  )
  for (const chain of order) {
    const strange = chain.find((each) => !/^[\w-]+$/.test(each))
    if (strange !== undefined) {
      const wrong =
        strange === ''
          ? `has a chain with a gap: ${quote(chain.join(' → '))}`
          : `has ${quote(strange)}, which is no name of a workspace`
      reject(name, wrong, suggest(suggestChain(strange), allowed))
      return []
    }
    if (chain.length === 1) {
      reject(name, `has ${quote(chain[0] ?? '')} alone on a line`, allowed)
      return []
    }
  }
  const ring = findRing(order)
  if (ring === undefined) return order
  reject(
    name,
    `goes round in a ring: ${quote(ring.join(' → '))}`,
    'chains without a ring: what comes later waits for what comes before'
  )
  return []
}

/** The chain that names were meant for which have commas or spaces between them. */
function suggestChain(text: string): readonly string[] {
  const names = text.replace(/^-\s+/, '').split(/\s*,\s*|\s+/)
  return names.length > 1 && names.every((each) => /^[\w-]+$/.test(each))
    ? [`'${names.join(' → ')}'`]
    : []
}
