/** Numbers in [0, 1), the same ones for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A seed of its own for each purpose, so that one does not shift another. */
export function seedFor(seed: number, purpose: string): number {
  let hash = 0x811c9dc5
  for (const character of `${seed}/${purpose}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  return (hash ^ (hash >>> 15)) >>> 0
}

export interface Dice {
  readonly number: (from: number, to: number) => number
  readonly integer: (from: number, to: number) => number
  readonly chance: (of: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
}

export function createDice(seed: number, purpose: string): Dice {
  const random = createRandom(seedFor(seed, purpose))
  const number = (from: number, to: number): number =>
    from + random() * (to - from)
  return {
    number,
    integer: (from, to) => Math.floor(number(from, to + 1)),
    chance: (of) => random() < of,
    pick: (list) => list[Math.floor(random() * list.length)]!
  }
}
