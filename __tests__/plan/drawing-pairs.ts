import { fc } from '../fuzz.ts'
import { Untold, isMap } from './drawing-reader.ts'

/** Random values that have much in common, as both sides of a plan do. */

const keys = fc.constantFrom(
  'a',
  'b',
  'name',
  'id',
  'from_port',
  'x y',
  'constructor'
)
const plain = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 1, 2, -0.5),
  fc.constantFrom('', 'a', 'b', 'c', 'n', '->', ' # ', '"', '{'),
  fc.string({ maxLength: 3, unit: 'grapheme-ascii' })
)

const rare = fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, plain)

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    plain,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    // As nested attributes: objects of a type, of which little is set.
    fc.array(
      fc.record({ a: rare, b: rare, name: rare, 'x y': rare, id: rare }),
      {
        maxLength: 3
      }
    ),
    // As rules and the like: objects of the same members.
    fc.array(fc.record({ name: plain, from_port: plain, a: plain, b: plain }), {
      maxLength: 4
    })
  )
}))

/** One value, and another made of it by some changes. */
const related = fc
  .tuple(
    value,
    fc.array(fc.tuple(fc.nat({ max: 30 }), value), { maxLength: 3 })
  )
  .map(([one, changes]) => {
    let count = 0
    const change = (part: unknown): unknown => {
      const at = count++
      const other = changes.find(([place]) => place === at)
      if (other !== undefined) return other[1]
      if (Array.isArray(part)) return part.map(change)
      if (!isMap(part)) return part
      return fromEntries(
        Object.entries(part).map(([key, member]) => [key, change(member)])
      )
    }
    return [one, change(one)] as const
  })

/** One value, and the same with elements and members gone or turned round. */
const thinned = fc
  .tuple(value, fc.infiniteStream(fc.nat({ max: 5 })))
  .map(([one, dice]) => {
    const roll = () => Number(dice.next().value)
    const thin = (part: unknown): unknown => {
      if (Array.isArray(part)) {
        const kept = part.filter(() => roll() > 0).map(thin)
        return roll() === 0 ? kept.reverse() : kept
      }
      if (!isMap(part)) return part
      return fromEntries(
        Object.entries(part)
          .filter(() => roll() > 0)
          .map(([key, member]) => [key, thin(member)])
      )
    }
    return [one, thin(one)] as const
  })

/** Two values of which one may be the other, changed. */
export const pairs = fc.oneof(
  fc.tuple(value, value),
  { weight: 4, arbitrary: related },
  { weight: 2, arbitrary: thinned }
)

export interface Masks {
  readonly before: unknown
  readonly after: unknown
  readonly unknown: unknown
}

/** Where masks and unknown leaves lie, by chance; mostly nowhere. */
export const dice = fc.array(fc.nat({ max: 40 }), {
  minLength: 60,
  maxLength: 60
})

/** Masks for two values, of a list of numbers. */
export function masksOf(
  before: unknown,
  after: unknown,
  numbers: readonly number[]
): Masks {
  let at = 0
  const roll = () => numbers[at++ % numbers.length] ?? 1
  const mask = (part: unknown): unknown => {
    if (roll() === 0) return true
    if (Array.isArray(part)) return part.map(mask)
    if (!isMap(part)) return false
    return fromEntries(
      Object.entries(part).map(([key, member]) => [key, mask(member)])
    )
  }
  return { before: mask(before), after: mask(after), unknown: mask(after) }
}

/** A value as a reader may see it. */
export function seen(
  value: unknown,
  sensitive: unknown,
  unknown: unknown
): unknown {
  if (sensitive === true) {
    const isOpen = hasTrue(unknown)
    if (value === null && !isOpen) return null
    return new Untold('sensitive', isOpen ? undefined : [value])
  }
  if (unknown === true) {
    return hasTrue(sensitive)
      ? new Untold('sensitive', undefined)
      : new Untold('unknown', undefined)
  }
  const at = (mask: unknown, key: string | number): unknown =>
    typeof mask === 'object' && mask !== null && Object.hasOwn(mask, key)
      ? (mask as Record<string | number, unknown>)[key]
      : undefined
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      seen(item, at(sensitive, index), at(unknown, index))
    )
  }
  if (!isMap(value)) return value
  return fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      seen(member, at(sensitive, key), at(unknown, key))
    ])
  )
}

export function hasTrue(mask: unknown): boolean {
  return (
    mask === true ||
    (typeof mask === 'object' &&
      mask !== null &&
      Object.values(mask).some(hasTrue))
  )
}

/** `Object.fromEntries` that does not mind the name `__proto__`. */
function fromEntries(
  entries: readonly (readonly [string, unknown])[]
): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const [key, member] of entries) {
    Object.defineProperty(object, key, {
      value: member,
      enumerable: true,
      configurable: true,
      writable: true
    })
  }
  return object
}
